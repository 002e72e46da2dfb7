"""A whole record from one database into another, compared table by table before it counts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Integer, Row, Table, func, select, text

from communique.errors import CopyError
from communique.record import fulltext, put, schema
from communique.record.store import Record
from communique.types import Article

SOME = 500
"""Rows at a time: articles are long."""
WIDTH = 1 << 128


class Content(NamedTuple):
    """What a table holds: the number of its rows, and the sum of their hashes, whatever their order."""

    rows: int
    sum: int


def copy_record(source: Record, target: Record) -> dict[str, int]:
    """Copy every row, numbers and times included; returns the rows of each table.

    All or nothing: one transaction on the target. A target that is this copy already is left as it is. Raises
    CopyError, with the tables, for a target that holds anything else, or where the copy is not what the source is.
    """
    with source.snapshot() as there, target.writing() as here:
        wanted, found = contents(there), contents(here)
        if wanted != found:
            if any(content.rows for content in found.values()):
                raise CopyError(f"the target holds another record: {_differences(wanted, found)}; name an empty one")
            _fill(there, here)
            found = contents(here)
        if wanted != found:
            raise CopyError(f"the copy would not be the same, and is undone: {_differences(wanted, found)}")
        return {name: content.rows for name, content in found.items()}


def contents(connection: Connection) -> dict[str, Content]:
    """What each table holds."""
    return {table.name: _content(connection, table) for table in schema.metadata.sorted_tables}


def _content(connection: Connection, table: Table) -> Content:
    rows = total = 0
    for some in _rows(connection, table):
        rows += len(some)
        total += sum(_hash(row) for row in some)
    return Content(rows, total % WIDTH)


def _hash(row: Row[Any]) -> int:
    return int.from_bytes(hashlib.blake2b(msgspec.msgpack.encode(tuple(row)), digest_size=16).digest(), "big")


def _rows(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    return connection.execute(select(table), execution_options={"yield_per": SOME}).partitions()


def _differences(wanted: dict[str, Content], found: dict[str, Content]) -> str:
    different = [name for name in wanted if wanted[name] != found[name]]
    return ", ".join(f"{name} ({wanted[name].rows} rows there, {found[name].rows} here)" for name in different)


def _fill(there: Connection, here: Connection) -> None:
    for table in schema.metadata.sorted_tables:
        for rows in _rows(there, table):
            put.rows(here, table, (dict(row._mapping) for row in rows))
            if table is schema.article:
                fulltext.index(here, [msgspec.json.decode(row.body, type=Article) for row in rows])
        _count_on(here, table)


def _count_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number the next row after those that came with their numbers; SQLite does so by itself."""
    (key, *_) = table.primary_key.columns
    if connection.dialect.name == "postgresql" and isinstance(key.type, Integer):
        last = connection.execute(select(func.max(key))).scalar()
        if last is not None:
            asked = text("SELECT setval(pg_get_serial_sequence(:name, :key), :last)")
            connection.execute(asked, {"name": table.name, "key": key.name, "last": last})
