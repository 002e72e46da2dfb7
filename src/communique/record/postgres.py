"""The record as a schema of a PostgreSQL database (15 or newer) that several people and machines share."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from communique.errors import RecordError, UsageError
from communique.record import fulltext, locks, migrate
from communique.record.schema import metadata

SCHEMA = "communique"
"""All tables stand in a schema of this name, so that the database may hold other things, too."""
OLDEST = 15
"""The oldest version of the server that is tested."""
FORMS = ("postgresql", "postgres", "postgresql+pg8000")
SETTINGS = {"search_path": f"{SCHEMA}, public", "jit": "off"}
"""`jit`: our queries are short; compiling them costs more than running them."""

CAUSES: Mapping[str, str] = {
    "08": "is not reachable: start the server or the network, then run the same command again; what was stored is kept",
    "28": "does not let this user in: look at name and password in the address",
    "3D": "is no database of this server: create it (`createdb NAME`) or name another one",
    "40": "is written by others at the same rows: run the same command again; what was stored is kept",
    "42501": "does not allow this user to do so: ask its owner for GRANT CREATE ON DATABASE, or rights on the schema",
    "25006": "may only be read: name the primary server",
    "53100": "has no room left: make some, then run the same command again; what was stored is kept",
    "53200": "has no memory or locks left: run the same command again; what was stored is kept",
    "53300": "has too many connections: close some, or raise its max_connections",
    "54": "holds no value of such a length: look into the log of the server for which one",
    "57P": "is shutting down or starting: run the same command again when it is up; what was stored is kept",
    "58": "has a fault of its disk or files: look into the log of the server; what was stored is kept",
    "XX": "reports damage: look into the log of the server, and restore a copy",
}
"""What the beginnings of PostgreSQL's SQLSTATE codes mean for the user."""
UNREACHABLE = CAUSES["08"]
PASSING = ("08", "40001", "40P01", "57P")
"""Codes of faults that pass: the connection, others' rows, deadlock, a server that restarts."""


def is_address(location: object) -> bool:
    """Whether a record's location is the address of a database, not a path."""
    return "://" in str(location)


def shown(address: str) -> str:
    """The address as it may be printed: without the password."""
    return _url(address).set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def open_engine(address: str, *, create: bool) -> Engine:
    """The engine for a record in a database, migrated to the newest version.

    `address` is postgresql://USER:PASSWORD@HOST:PORT/DATABASE; `?host=/run/postgresql` names a socket's folder,
    `?sslmode=` is disable, prefer (unless told), require or verify-full. Raises UsageError for other forms, and
    RecordError where the database cannot be reached or used, holds no record, or one newer than this program.
    """
    engine = create_engine(_url(address).set(query={}), connect_args=_arguments(_url(address)), pool_pre_ping=True)
    event.listen(engine, "connect", _send_at_once)
    engine.dialect.use_insertmanyvalues_wo_returning = True  # one message for many rows
    try:
        _check_server(engine)
        _check(engine, shown(address), create=create)
    except Exception as error:
        engine.dispose()
        said = explained(error, address)
        if said is None:
            raise
        raise said from error
    return engine


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise UsageError("the address of a record is postgresql://USER:PASSWORD@HOST/DATABASE") from None
    if url.drivername not in FORMS or not url.database or not url.username:
        raise UsageError("a record is a file, or postgresql://USER:PASSWORD@HOST/DATABASE with user and database")
    return url.set(drivername="postgresql+pg8000")


def _arguments(url: URL) -> dict[str, Any]:
    asked = dict(url.query)
    given: dict[str, Any] = {"startup_params": SETTINGS, "application_name": "communique"}
    folder, mode = asked.pop("host", None), str(asked.pop("sslmode", "prefer"))
    if folder:
        given["unix_sock"] = f"{folder}/.s.PGSQL.{url.port or 5432}"
    modes = {"disable": False, "prefer": None, "require": True}
    if asked or mode not in (*modes, "verify-full"):
        raise UsageError(
            "the address of a record takes ?host=FOLDER and ?sslmode=disable, prefer, require, verify-full"
        )
    given["ssl_context"] = ssl.create_default_context() if mode == "verify-full" else modes[mode]
    return given


def _send_at_once(connection: Any, _: object) -> None:
    """The driver sends a statement in small parts, of which each would wait for the last one's arrival, some 40 ms."""
    line: socket.socket = connection._usock  # the driver has no word for this
    if line.family in (socket.AF_INET, socket.AF_INET6):
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _check_server(engine: Engine) -> None:
    with engine.connect() as connection:
        number = int(connection.execute(text("SHOW server_version_num")).scalar_one())
        encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if number < OLDEST * 10_000:
        raise RecordError(f"the server is PostgreSQL {number // 10_000}, and {OLDEST} or newer is needed: update it")
    if encoding != "UTF8":
        raise RecordError(f"the database holds {encoding}: create one with ENCODING 'UTF8' and TEMPLATE template0")


def _check(engine: Engine, name: str, *, create: bool) -> None:
    with engine.connect() as connection:
        version = migrate.version_of(connection) if _is_there(connection) else 0
    if version == 0 and not create:
        raise RecordError(f"there is no record in {name}: make one with `communique add --record ADDRESS SOURCE...`")
    migrate.refuse_newer(version, name)
    if version == migrate.newest():
        return
    with engine.begin() as connection:
        locks.hold_record(connection)
        if not _is_there(connection):
            _create(connection)
        migrate.bring_forward(connection)


def _is_there(connection: Connection) -> bool:
    asked = text(f"SELECT to_regclass('{SCHEMA}.record_version')")
    return connection.execute(asked).scalar() is not None


def _create(connection: Connection) -> None:
    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
    metadata.create_all(connection, checkfirst=False)
    fulltext.prepare(connection)
    migrate.keep_version(connection)


def explained(error: BaseException, address: str) -> RecordError | None:
    """What a fault of the database means for the user; None where the fault is not the database's."""
    if not isinstance(error, DBAPIError):
        return None
    code = code_of(error)
    if code is None:
        return RecordError(f"{shown(address)} {UNREACHABLE} ({error.orig})")
    said = next((words for start, words in CAUSES.items() if code.startswith(start)), None)
    return RecordError(f"{shown(address)} {said}") if said else None


def code_of(error: DBAPIError) -> str | None:
    """The SQLSTATE of a fault; None where the server could not tell one: the connection broke."""
    said = error.orig.args[0] if error.orig is not None and error.orig.args else None
    return str(said.get("C")) if isinstance(said, dict) else None


def passes(error: DBAPIError) -> bool:
    """Whether the same transaction may succeed in a moment."""
    code = code_of(error)
    return code is None or code.startswith(PASSING)
