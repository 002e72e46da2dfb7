"""Many rows at a time into the tables. PostgreSQL is sent them as one JSON text: no parameter for each value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import TypeVar

import msgspec
from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    String,
    Table,
    TableValuedAlias,
    bindparam,
    column,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite

from communique.record.rows import Row

Upsert = TypeVar("Upsert", postgresql.Insert, sqlite.Insert)

AT_ONCE = 2000
"""Rows in one statement: a text of PostgreSQL holds a gigabyte at most."""


def rows(
    connection: Connection, table: Table, values: Iterable[Row], *, over: bool = False, once: bool = False
) -> None:
    """Insert rows, which all have the same columns.

    A row with the same key is written over with `over`, and left with `once`.
    """
    rest = iter(values)
    while some := list(islice(rest, AT_ONCE)):
        if connection.dialect.name == "postgresql":
            made = _from_json(table, tuple(some[0]), over)
            connection.execute(made.on_conflict_do_nothing() if once else made, sent(some))
        else:
            into = sqlite.insert(table)
            into = _over(into, table, tuple(some[0])) if over else into
            connection.execute(into.on_conflict_do_nothing() if once else into, some)


def numbers(connection: Connection, key: Column[int], count: int) -> Sequence[int]:
    """Numbers for so many new rows of a table that numbers its rows."""
    if connection.dialect.name != "postgresql":
        last = connection.execute(select(func.max(key))).scalar() or 0
        return range(last + 1, last + 1 + count)
    asked = text("SELECT nextval(pg_get_serial_sequence(:name, :key)) FROM generate_series(1, :count)")
    return connection.scalars(asked, {"name": key.table.name, "key": key.name, "count": count}).all()


def given(columns: Iterable[Column[object]]) -> TableValuedAlias:
    """The rows that `sent` sends, as a table to select from; bytes come as text in base64."""
    typed = [column(c.name, String() if isinstance(c.type, LargeBinary) else c.type) for c in columns]
    told = func.json_to_recordset(bindparam("rows", type_=String).cast(JSON))
    return told.table_valued(*typed, name="given").render_derived(with_types=True)


def sent(values: Sequence[Row]) -> dict[str, str]:
    """The parameter of a statement that selects from `given`."""
    return {"rows": msgspec.json.encode(values).decode()}


@lru_cache
def _from_json(table: Table, names: tuple[str, ...], over: bool) -> postgresql.Insert:
    source = given(table.c[name] for name in names)
    made = postgresql.insert(table)
    filled = made.from_select(names, select(*(_value(table.c[name], source.c[name]) for name in names)))
    return _over(filled, table, names) if over else filled


def _over(made: Upsert, table: Table, names: tuple[str, ...]) -> Upsert:
    keys = [key.name for key in table.primary_key]
    return made.on_conflict_do_update(index_elements=keys, set_={name: made.excluded[name] for name in names})


def _value(wanted: Column[object], told: ColumnElement[object]) -> ColumnElement[object]:
    return func.decode(told, literal_column("'base64'")) if isinstance(wanted.type, LargeBinary) else told
