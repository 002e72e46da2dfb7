"""Which database holds a record: a file of SQLite, or PostgreSQL where the location is an address."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from communique.errors import RecordError
from communique.record import locks, postgres, sqlite


def open_engine(location: str | Path, *, create: bool) -> Engine:
    """The engine for a record, migrated to the newest version. Raises RecordError, and UsageError for bad addresses."""
    if postgres.is_address(location):
        return postgres.open_engine(str(location), create=create)
    return sqlite.open_engine(Path(location), create=create)


def shown(location: str | Path) -> str:
    """The location as it may be printed: without the password."""
    return postgres.shown(str(location)) if postgres.is_address(location) else str(location)


def explained(error: Exception, location: str | Path) -> RecordError | None:
    """What a fault of the database means for the user; None where the fault is not the database's."""
    if postgres.is_address(location):
        return postgres.explained(error, str(location))
    return sqlite.explained(error, Path(location))


def may_be_run_again(error: DBAPIError, location: str | Path) -> bool:
    """Whether the transaction was undone for a reason that passes: others' rows, a broken connection."""
    return postgres.is_address(location) and postgres.passes(error)


def stamp(engine: Engine, location: str | Path) -> Hashable:
    """Something that is another thing after each change of the record."""
    if postgres.is_address(location):
        with engine.connect() as connection:
            return locks.moment(connection)
    return tuple(_state(Path(f"{location}{end}")) for end in ("", "-wal"))


def _state(file: Path) -> tuple[int, int]:
    try:
        about = file.stat()
    except OSError:
        return 0, 0
    return about.st_mtime_ns, about.st_size
