"""Writers of one record wait for each other where they would otherwise do the same twice.

On PostgreSQL each lock is an advisory lock of the transaction. In order, so that nobody waits in a circle:

    the record      shared by all who assemble blocks; whole for who assembles everything, judges, or changes tables
    articles        those that a batch stores: two writers of the same page store it one after the other
    blocks          pairs of states whose reports are compared
    states          whose visits and undertakings are followed up

Each kind is taken in the order of its keys. Where a writer learns of more blocks later, the server ends a circle, and
the transaction is run again (`Record.write`). An SQLite file has one writer at a time anyway: nothing is done there.

Who adds says so until the end, so that a reader who opens the record meanwhile does not assemble in their place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import ARRAY, BigInteger, Connection, Engine, bindparam, text

RECORD = 0x434D4E51
"""The key of the whole record: "CMNQ"."""
ADDING = RECORD + 1
SHELVES = 128
"""Keys of blocks and of states that there are at most, since a server holds some thousand locks."""
_ALL = bindparam("keys", type_=ARRAY(BigInteger))
_EACH = text("SELECT pg_advisory_xact_lock(key) FROM unnest(:keys) AS key").bindparams(_ALL)


def hold_record(connection: Connection) -> None:
    """Wait until nobody else assembles, and let nobody until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": RECORD})


def share_record(connection: Connection) -> None:
    """Wait until nobody holds the whole record, and let nobody until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock_shared(:key)"), {"key": RECORD})


@contextmanager
def adding(engine: Engine) -> Iterator[None]:
    """Say that somebody adds, on a connection of its own; where that breaks, nobody is said to add."""
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect() as connection:
        connection.detach()  # so that closing it, which lets the lock go, does not put it back into the pool
        connection.execute(text("SELECT pg_advisory_lock_shared(:key)"), {"key": ADDING})
        connection.commit()
        yield


def is_added_to(connection: Connection) -> bool:
    """Whether somebody adds just now."""
    if connection.dialect.name != "postgresql":
        return False
    asked = text("SELECT NOT pg_try_advisory_xact_lock(:key)")
    return bool(connection.execute(asked, {"key": ADDING}).scalar_one())


def hold_articles(connection: Connection, ids: Iterable[str]) -> None:
    """Wait until nobody else stores these articles or documents."""
    _hold(connection, {_key("article", name) for name in ids})


def hold_blocks(connection: Connection, blocks: Iterable[str]) -> None:
    """Wait until nobody else assembles these blocks."""
    _hold(connection, {_key("block", name) % SHELVES for name in blocks})


def moment(connection: Connection) -> str:
    """What is the same as long as nobody else commits anything."""
    if connection.dialect.name != "postgresql":
        return ""
    return str(connection.execute(text("SELECT pg_current_snapshot()")).scalar_one())


def hold_states(connection: Connection, states: Iterable[str]) -> None:
    """Wait until nobody else follows up visits and undertakings of these states."""
    _hold(connection, {SHELVES + _key("state", name) % SHELVES for name in states})


def _hold(connection: Connection, keys: set[int]) -> None:
    if connection.dialect.name == "postgresql" and keys:
        connection.execute(_EACH, {"keys": sorted(keys)})


def _key(kind: str, name: str) -> int:
    made = hashlib.blake2b(f"{kind} {name}".encode(), digest_size=8).digest()
    return int.from_bytes(made, "big", signed=True)
