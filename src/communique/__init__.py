"""communique reads news pages and official readouts and keeps a checkable record of engagements between states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from communique.api import OpenRecord

__all__ = ["__version__", "open"]


def open(path: str | Path) -> OpenRecord:  # noqa: A001 - `communique.open("r.db")` reads as it is meant
    """Open a record for questions from Python (see `communique.api`). Raises RecordError."""
    from communique.api import open_for_questions

    return open_for_questions(path)
