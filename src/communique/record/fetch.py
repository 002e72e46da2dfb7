"""Many values at a time out of the tables, for assembly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, Select, literal, select, union_all

from communique.record import schema
from communique.record.lookup import CHUNK
from communique.types import Correction, Engagement

T = TypeVar("T")
AT_ONCE = 40
"""Questions in one statement: each costs a way to the server and back."""


def portions(values: Iterable[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The values in lists short enough for one statement."""
    listed = list(values)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


def ids(connection: Connection, asked: Select[str]) -> set[str]:
    """The ids that a query gives."""
    return set(connection.scalars(asked).all())


def each(connection: Connection, asked: Iterable[Select[T]]) -> Iterator[tuple[int, T]]:
    """The values that many queries for one column give, each with the number of its query."""
    for some in portions([query.add_columns(literal(number)) for number, query in enumerate(asked)], AT_ONCE):
        for value, number in connection.execute(union_all(*some) if len(some) > 1 else some[0]):
            yield number, value


def all_ids(connection: Connection, asked: Iterable[Select[str]]) -> set[str]:
    """The ids that any of the queries gives."""
    return {name for _, name in each(connection, asked)}


def corrections(connection: Connection) -> tuple[Correction, ...]:
    """All corrections, revoked ones too, in the order they were made."""
    table = schema.correction
    names = ("report", "field", "value", "by", "source", "made", "note", "revoked")
    rows = connection.execute(select(table).order_by(table.c.id))
    return tuple(Correction(number=row.id, **{name: getattr(row, name) for name in names}) for row in rows)


def shared(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """What stands under numbers of the table `shared`."""
    table = schema.shared.c
    found: dict[int, str] = {}
    for some in portions(sorted(numbers)):
        rows = connection.execute(select(table.number, table.body).where(table.number.in_(some)))
        found.update((row.number, row.body) for row in rows)
    return found


def engagements(connection: Connection, names: Iterable[str]) -> list[Engagement]:
    """The engagements with these ids."""
    table = schema.engagement
    found: list[Engagement] = []
    for some in portions(sorted(names)):
        rows = connection.execute(select(table.c.body).where(table.c.id.in_(some))).scalars()
        found.extend(msgspec.json.decode(body, type=Engagement) for body in rows)
    return found


def owners(connection: Connection, reports: Iterable[str]) -> set[str]:
    """The ids of the engagements that hold these reports."""
    table = schema.engagement_report
    found: set[str] = set()
    for some in portions(sorted(reports)):
        found |= ids(connection, select(table.c.engagement).where(table.c.report.in_(some)))
    return found


def blocks(connection: Connection, reports: Iterable[str]) -> set[str]:
    """The blocks that these reports stand in."""
    table = schema.report_block.c
    found: set[str] = set()
    for some in portions(sorted(reports)):
        found |= ids(connection, select(table.block).where(table.report.in_(some)).distinct())
    return found


def members(connection: Connection, engagements: Iterable[str]) -> set[str]:
    """The reports that stand in these engagements."""
    table = schema.engagement_report
    found: set[str] = set()
    for some in portions(sorted(engagements)):
        found |= ids(connection, select(table.c.report).where(table.c.engagement.in_(some)))
    return found


def mates(connection: Connection, reports: Iterable[str]) -> set[str]:
    """The reports that stand in one engagement with any of these, themselves among them."""
    own = set(reports)
    return own | members(connection, owners(connection, own))


def partners(connection: Connection, reports: Iterable[str]) -> set[str]:
    """The reports that a stored decision puts together with any of these."""
    table = schema.decision.c
    found: set[str] = set()
    for some in portions(sorted(reports)):
        for mine, other in ((table.left, table.right), (table.right, table.left)):
            found |= ids(connection, select(other).where(mine.in_(some), table.together))
    return found
