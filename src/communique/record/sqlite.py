"""The record as an SQLite file: opening, settings, full text."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text

from communique.errors import RecordError
from communique.record import fulltext, migrate
from communique.record.schema import metadata

APPLICATION_ID = 0x434D4E51
"""`PRAGMA application_id` of our files: "CMNQ"."""
BUSY_SECONDS = 30
"""How long one writer waits for another."""


def open_engine(path: Path, *, create: bool) -> Engine:
    """The engine for a record file, migrated to the newest version.

    Raises RecordError where the file is missing, no record of ours, damaged, or newer than this program.
    """
    if not path.exists() and not create:
        raise RecordError(f"there is no record {path}: make one with `communique add --record {path} SOURCE...`")
    if path.is_dir() or (not path.exists() and not path.parent.is_dir()):
        raise RecordError(f"{path} cannot be a record: name a file in a folder that exists")
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _settings)
    event.listen(engine, "begin", _begin)
    try:
        if create and _is_blank(engine):
            _create(engine)
        _check(engine, path)
    except Exception as error:
        said = explained(error, path)
        if said is None:
            raise
        raise said from error
    return engine


def _settings(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin in `_begin`, so that they hold changes of tables, too
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A writer takes its turn before it reads, so that what it read still holds when it writes."""
    writes = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _is_blank(engine: Engine) -> bool:
    """Whether nothing stands in the file, as where another writer makes the record just now."""
    with engine.connect() as connection:
        return connection.execute(text("SELECT 1 FROM sqlite_master LIMIT 1")).first() is None


def _create(engine: Engine) -> None:
    raw = engine.raw_connection()
    raw.cursor().execute("PRAGMA journal_mode=WAL")
    raw.close()
    with engine.execution_options(writing=True).begin() as connection:
        if connection.execute(text("PRAGMA application_id")).scalar() == APPLICATION_ID:
            return  # another writer was first
        metadata.create_all(connection)
        fulltext.prepare(connection)
        connection.execute(text(f"PRAGMA application_id={APPLICATION_ID}"))
        migrate.keep_version(connection)


def _check(engine: Engine, path: Path) -> None:
    with engine.connect() as connection:
        application = connection.execute(text("PRAGMA application_id")).scalar()
        version = migrate.version_of(connection)
    if application != APPLICATION_ID:
        raise RecordError(f"{path} is a database, but no record of communique: name another file")
    migrate.refuse_newer(version, str(path))
    if version < migrate.newest():
        with engine.execution_options(writing=True).begin() as connection:
            migrate.bring_forward(connection)


def _explained(error: sqlite3.DatabaseError, path: Path) -> RecordError:
    words = str(error)
    if "locked" in words or "busy" in words:
        return RecordError(f"{path} is in use by another program: wait until it is done, then try again")
    if "not a database" in words:
        return RecordError(f"{path} is no record of communique: name another file")
    if "full" in words or "disk I/O error" in words:
        return RecordError(
            f"{path} cannot be written ({words}): make room on the disk, then run the same command again; "
            "what was stored is kept"
        )
    if "malformed" in words or "corrupt" in words:
        return RecordError(f"{path} is damaged: restore a copy, or add the sources again into a new record")
    if "full" in words:
        return RecordError(f"{path} has no room left: make some and run the same command again, nothing is lost")
    return RecordError(f"{path} cannot be used ({words})")


def explained(error: Exception, path: Path) -> RecordError | None:
    """What a fault of the database means for the user; None where the fault is not the database's."""
    cause = getattr(error, "orig", error)
    ours = isinstance(cause, sqlite3.IntegrityError | sqlite3.ProgrammingError)
    return _explained(cause, path) if isinstance(cause, sqlite3.DatabaseError) and not ours else None
