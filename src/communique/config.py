"""The settings of one run: a frozen value that the command line makes and passes down.

Nothing below `cli` and `web` reads the environment.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

EVERYWHERE = ("0.0.0.0/0", "::/0")
"""All networks, private ones too."""


class Manners(msgspec.Struct, frozen=True, kw_only=True):
    """How web servers are asked. Times in seconds."""

    private: tuple[str, ...] = ()
    """Networks ("10.0.0.0/8") that are not of the public internet and may be asked all the same."""
    authority: Path | None = None
    """Certificates (PEM) to trust beside the public ones: those of a house's own authority."""
    connect: float = 10.0
    step: float = 20.0
    """Waiting for the next bytes of an answer."""
    whole: float = 120.0
    """An answer from its request to its last byte."""
    redirects: int = 8
    tries: int = 3
    pause: float = 1.0
    """Between two requests to one host, where its robots.txt asks for no longer one."""
    first_wait: float = 2.0
    """Before the second try; doubled before each further one."""
    longest_wait: float = 60.0
    """A server that asks for more is left alone."""
    listed: int = 10_000
    """Addresses that are taken from one feed or sitemap."""
    depth: int = 3
    """Sitemaps of sitemaps."""


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """Limits are per source: `max_bytes` of payload, `max_seconds` of work."""

    knowledge_overlays: tuple[Path, ...] = ()
    rules_overlays: tuple[Path, ...] = ()
    exhaustive: bool = False
    """Parse every sentence, whatever triage says (for comparison)."""
    field_map: Path | None = None
    """A file that tells how the fields of JSON Lines are named (None: as in the dumps that are known)."""
    manners: Manners = Manners()
    max_bytes: int = 64_000_000
    max_seconds: float = 10.0
