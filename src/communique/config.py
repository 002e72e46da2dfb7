"""The settings of one run: a frozen value that the command line makes and passes down.

Nothing below `cli` and `web` reads the environment.
"""

from __future__ import annotations

from pathlib import Path

import msgspec


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """Limits are per source: `max_bytes` of payload, `max_seconds` of work."""

    knowledge_overlays: tuple[Path, ...] = ()
    rules_overlays: tuple[Path, ...] = ()
    exhaustive: bool = False
    """Parse every sentence, whatever triage says (for comparison)."""
    field_map: Path | None = None
    """A file that tells how the fields of JSON Lines are named (None: as in the dumps that are known)."""
    max_bytes: int = 64_000_000
    max_seconds: float = 10.0
