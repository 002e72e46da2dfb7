"""Engagements of the record, recomputed where reports were touched and nowhere else.

What is recomputed is closed under everything that could change it: a touched report, the reports it may be compared
with, and all that stored decisions or judgements tie to any of them. So the result is that of assembling everything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, Select, Table, and_, delete, func, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from communique.assemble import put_together
from communique.assemble.correct import corrected
from communique.assemble.near import PRINT_DAYS, WINDOW_DAYS
from communique.assemble.profile import day
from communique.record import fetch, follow, locks, lookup, schema
from communique.record.rows import decision_row, engagement_row, key_rows, party_row
from communique.types import Decision, Edge, Engagement, SourcedReport

WHOLE_SHARE = 0.2
"""Share of touched reports from which on the whole record is assembled at once: cheaper than closing over parts."""


def complete(connection: Connection, *, wait: bool = True) -> int:
    """Assemble what was touched since the last time; returns the number of engagements made anew.

    `wait` tells whether to wait for what other writers assemble just now, and to assemble it where they fail.
    """
    waiting, total = (_number_of(connection, table) for table in (schema.touched, schema.report))
    if not waiting:
        return 0
    whole = waiting >= WHOLE_SHARE * total
    hold = locks.hold_record if whole else locks.share_record
    hold(connection)
    names = _taken(connection, wait=wait)
    if not names:
        return 0
    standing = [e for e in lookup.edges(connection) if e.revoked is None]
    asked = fetch.ids(connection, select(schema.report.c.id)) if whole else _held(connection, names, standing)
    return _assemble(connection, lookup.sourced(connection, asked), standing)


def _taken(connection: Connection, *, wait: bool) -> set[str]:
    """The touched reports, taken off first: who touches one of them now waits, and has it assembled after this."""
    table = schema.touched
    off = delete(table).returning(table.c.report)
    if not wait:
        off = off.where(table.c.report.in_(select(table.c.report).with_for_update(skip_locked=True)))
    return set(connection.scalars(off).all())


def _number_of(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _held(connection: Connection, names: set[str], standing: list[Edge]) -> set[str]:
    """The reports to assemble with the touched ones, once nobody else assembles any block of theirs."""
    held: set[str] = set()
    while True:
        asked = _closure(connection, names, standing)
        missing = fetch.blocks(connection, asked) - held
        if not locks.hold_blocks(connection, missing):
            return asked
        held |= missing


def _assemble(connection: Connection, reports: list[SourcedReport], standing: list[Edge]) -> int:
    engagements, decisions = put_together(reports, standing)
    people_said = fetch.corrections(connection)
    if people_said:
        engagements = [corrected(e, people_said) for e in engagements]
    owners = fetch.owners(connection, [r.report.id for r in reports])
    before = fetch.engagements(connection, owners)
    same = {msgspec.json.encode(msgspec.structs.replace(e, part_of=None)): e for e in before}
    fresh = [e for e in engagements if msgspec.json.encode(e) not in same]
    kept = {e.id for e in engagements} - {e.id for e in fresh}
    gone = [e for e in before if e.id not in kept]
    remove(connection, [e.id for e in gone])
    store(connection, fresh)
    _store_decisions(connection, decisions)
    locks.hold_states(connection, _states_of(reports, [*fresh, *gone]))
    follow.link_visits(connection, [*fresh, *gone])
    follow.follow_undertakings(connection, reports, [*fresh, *gone])
    return len(fresh)


def _states_of(reports: list[SourcedReport], engagements: list[Engagement]) -> set[str]:
    parties = [p for item in reports for p in item.report.parties] + [p for e in engagements for p in e.parties]
    return {party.country or "" for party in parties}


def _closure(connection: Connection, names: set[str], standing: list[Edge]) -> set[str]:
    ties: dict[str, set[str]] = {}
    for item in standing:
        if item.judgement == "same":
            ties.setdefault(item.left, set()).add(item.right)
            ties.setdefault(item.right, set()).add(item.left)
    frontier = names | _candidates(connection, names)
    found: set[str] = set()
    while frontier:
        found |= frontier
        tied = {other for name in frontier for other in ties.get(name, ())}
        frontier = (tied | fetch.partners(connection, frontier)) - found
    return found


def _candidates(connection: Connection, names: set[str]) -> set[str]:
    """The reports that touched ones may be compared with: same block, near in time or of unknown time."""
    table = schema.report_block.c
    found: set[str] = set()
    for some in fetch.portions(sorted(names)):
        columns = (table.block, table.first, table.last, table.published)
        asked = select(*columns).where(table.report.in_(some)).distinct()
        for pair, first, last, published in connection.execute(asked).all():
            for query in _near(pair, first, last, published):
                found |= fetch.ids(connection, query)
    return found


def _near(pair: str, first: str | None, last: str | None, published: str | None) -> list[Select[str]]:
    table = schema.report_block.c
    block = select(table.report).where(table.block == pair)
    printed = day(published)
    in_print = (
        [block]
        if printed is None
        else [
            block.where(table.published >= _days(printed, -PRINT_DAYS), table.published <= _days(printed, PRINT_DAYS)),
            block.where(table.published.is_(None)),
        ]
    )
    start, end = day(first), day(last)
    if first is None:
        return in_print
    if start is None or end is None:
        return [block]
    near = block.where(table.first <= _days(end, WINDOW_DAYS), table.last >= _days(start, -WINDOW_DAYS))
    return [near, *(query.where(table.first.is_(None)) for query in in_print)]


def _days(start: dt.date, days: int) -> str:
    """The day after so many days; "~" is added so that times of that day sort before it."""
    return (start + dt.timedelta(days=days)).isoformat() + ("~" if days > 0 else "")


def touch(connection: Connection, reports: Iterable[str]) -> None:
    """Note reports whose engagements are to be put together anew."""
    rows = [{"report": name} for name in sorted(set(reports))]
    if rows:  # a row that is there is written, too: who takes it off waits for what is changed here
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        made = dialect.insert(schema.touched)
        again = made.on_conflict_do_update(index_elements=["report"], set_={"report": made.excluded.report})
        connection.execute(again, rows)


def take_out(connection: Connection, reports: list[str]) -> None:
    """Take reports out of the record; those that stood with them are touched."""
    decided = schema.decision.c
    locks.share_record(connection)
    locks.hold_blocks(connection, fetch.blocks(connection, reports))
    others = (fetch.partners(connection, reports) | fetch.mates(connection, reports)) - set(reports)
    remove(connection, fetch.owners(connection, reports))
    for some in fetch.portions(reports):
        connection.execute(delete(schema.decision).where(decided.left.in_(some) | decided.right.in_(some)))
        connection.execute(delete(schema.touched).where(schema.touched.c.report.in_(some)))
        connection.execute(delete(schema.report).where(schema.report.c.id.in_(some)))
    touch(connection, sorted(others))


def remove(connection: Connection, names: Iterable[str]) -> None:
    """Take engagements out, with all that hangs on them."""
    for some in fetch.portions(names):
        connection.execute(delete(schema.engagement).where(schema.engagement.c.id.in_(some)))


def store(connection: Connection, engagements: list[Engagement]) -> None:
    """Store engagements with the rows by which they are found."""
    rows = {
        schema.engagement: [engagement_row(e) for e in engagements],
        schema.engagement_party: [party_row(p, n, e.id) for e in engagements for n, p in enumerate(e.parties)],
        schema.engagement_key: [row for e in engagements for row in key_rows(e)],
        schema.engagement_report: [{"engagement": e.id, "report": r.id} for e in engagements for r in e.reports],
        schema.superseded: [{"engagement": e.id, "old": old} for e in engagements for old in e.supersedes],
    }
    for table, values in rows.items():
        if values:
            connection.execute(insert(table), values)


def _store_decisions(connection: Connection, decisions: list[Decision]) -> None:
    table = schema.decision.c
    for some in fetch.portions(decisions, 50):
        same = or_(*(and_(table.left == d.left, table.right == d.right) for d in some))
        connection.execute(delete(schema.decision).where(same))
        connection.execute(insert(schema.decision), [decision_row(d) for d in some])
