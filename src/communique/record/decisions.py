"""Decisions on pairs of reports as the record keeps them: those that put together, and each report's nearest other.

Which pairs stand does not depend on the order in which reports came: a pair that was kept apart goes when both of its
reports have a nearer one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, delete, select, tuple_

from communique.record import fetch, put, schema
from communique.record.rows import decision_row
from communique.types import Decision

Pair = tuple[str, str]
_FEW = 50


class _Stored(NamedTuple):
    left: str
    right: str
    together: bool
    score: float
    body: int
    """Its hash: of a large record all decisions are compared at a time."""


def keep(connection: Connection, reports: set[str], made: Sequence[Decision]) -> None:
    """Store what was decided on all pairs of these reports, instead of what was decided on them before."""
    before = _touching(connection, reports)
    crossing = {pair: row for pair, row in before.items() if not reports.issuperset(pair)}
    beyond = _touching(connection, {end for pair in crossing for end in pair} - reports)
    near = _nearest({**beyond, **crossing}.values(), made)
    wanted = {(d.left, d.right): d for d in made if d.together or (d.left, d.right) in near}
    rows = {pair: decision_row(decision) for pair, decision in wanted.items()}
    same = {pair for pair, row in rows.items() if pair in before and before[pair].body == hash(row["body"])}
    standing = {pair for pair, row in crossing.items() if row.together or pair in near}
    _remove(connection, before.keys() - same - standing)
    put.rows(connection, schema.decision, (row for pair, row in rows.items() if pair not in same))


def neighbours(connection: Connection, reports: Iterable[str]) -> set[str]:
    """The other reports of the stored decisions on any of these."""
    own = set(reports)
    return {end for pair in _touching(connection, own) for end in pair} - own


def forget(connection: Connection, reports: Iterable[str]) -> None:
    """Take out the decisions on any of these reports."""
    table = schema.decision.c
    for some in fetch.portions(sorted(reports)):
        connection.execute(delete(schema.decision).where(table.left.in_(some) | table.right.in_(some)))


def _touching(connection: Connection, reports: set[str]) -> dict[Pair, _Stored]:
    table = schema.decision.c
    found: dict[Pair, _Stored] = {}
    for some in fetch.portions(sorted(reports)):
        for end in (table.left, table.right):
            asked = select(table.left, table.right, table.together, table.score, table.body).where(end.in_(some))
            for left, right, together, score, body in connection.execute(asked):
                found[left, right] = _Stored(left, right, together, score, hash(body))
    return found


def _nearest(stored: Iterable[_Stored], made: Iterable[Decision]) -> set[Pair]:
    """The pairs kept apart that are the nearest of one of their reports."""
    apart = [(-(d.score or 0.0), d.left, d.right) for some in (stored, made) for d in some if not d.together]
    nearest: dict[str, tuple[float, str, str]] = {}
    for one in apart:
        for report in one[1:]:
            nearest[report] = min(nearest.get(report, one), one)
    return {(left, right) for _, left, right in nearest.values()}


def _remove(connection: Connection, pairs: Iterable[Pair]) -> None:
    both = tuple_(schema.decision.c.left, schema.decision.c.right)
    for some in fetch.portions(sorted(pairs), _FEW):
        connection.execute(delete(schema.decision).where(both.in_(some)))
