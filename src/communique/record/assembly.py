"""Engagements of the record, recomputed where reports were touched and nowhere else.

What is recomputed is closed under everything that could change it: a touched report, the reports it may be compared
with, and all that stored decisions or judgements tie to any of them. So the result is that of assembling everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, func, select

from communique.assemble import put_together
from communique.assemble.correct import corrected
from communique.record import decisions, fetch, follow, locks, lookup, namings, places, put, schema
from communique.record.rows import engagement_row, key_rows, party_row, shared_rows
from communique.types import Edge, Engagement, SourcedReport

WHOLE_SHARE = 0.2
"""Share of touched reports from which on the whole record is assembled at once: cheaper than closing over parts."""


def complete(connection: Connection, *, wait: bool = True) -> int:
    """Assemble what was touched since the last time; returns the number of engagements made anew.

    `wait` tells whether to wait for what other writers assemble just now, and to assemble it where they fail.
    """
    waiting = connection.execute(select(func.count()).select_from(schema.touched)).scalar_one()
    if not waiting:
        return 0
    whole = not _more_than(connection, int(waiting / WHOLE_SHARE))
    hold = locks.hold_record if whole else locks.share_record
    hold(connection)
    names = _taken(connection, wait=wait)
    if not names:
        return 0
    standing = [e for e in lookup.edges(connection) if e.revoked is None]
    return _all(connection, standing) if whole else _parts(connection, names, standing)


def _taken(connection: Connection, *, wait: bool) -> set[str]:
    """The touched reports, taken off first: who touches one of them now waits, and has it assembled after this."""
    table = schema.touched
    off = delete(table).returning(table.c.report)
    if not wait:
        off = off.where(table.c.report.in_(select(table.c.report).with_for_update(skip_locked=True)))
    return set(connection.scalars(off).all())


def _more_than(connection: Connection, number: int) -> bool:
    """Whether the record holds more reports than this, without counting all of a large one."""
    some = select(schema.report.c.id).limit(number + 1).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one() > number


def _held(connection: Connection, names: set[str], standing: list[Edge]) -> set[str]:
    """The reports to assemble with the touched ones, once nobody else assembles any block of theirs."""
    held: set[str] = set()
    while True:
        before = locks.moment(connection)
        asked = _closure(connection, names, standing)
        missing = fetch.blocks(connection, asked) - held
        locks.hold_blocks(connection, missing)
        if not missing or locks.moment(connection) == before:
            return asked
        held |= missing


def _all(connection: Connection, standing: list[Edge]) -> int:
    reports = lookup.sourced(connection, fetch.ids(connection, select(schema.report.c.id)))
    _write_down(connection, reports)
    change = _assemble(connection, reports, standing)
    follow.follow_all(connection, reports, change.standing)
    return len(change.fresh)


def _parts(connection: Connection, names: set[str], standing: list[Edge]) -> int:
    _write_down(connection, lookup.sourced(connection, names))
    reports = lookup.sourced(connection, _held(connection, names, standing))
    change = _assemble(connection, reports, standing)
    follow.follow_undertakings(connection, names, change.fresh, {e.id for e in change.gone})
    return len(change.fresh)


def _write_down(connection: Connection, reports: list[SourcedReport]) -> None:
    places.write(connection, reports)
    namings.write(connection, reports)


class _Change(NamedTuple):
    """Engagements made anew, those that are no more, and all that stand now out of the reports assembled."""

    fresh: list[Engagement]
    gone: list[Engagement]
    standing: list[Engagement]


def _assemble(connection: Connection, reports: list[SourcedReport], standing: list[Edge]) -> _Change:
    engagements, decided = put_together(reports, standing)
    names = {r.report.id for r in reports}
    people_said = fetch.corrections(connection)
    if people_said:
        engagements = [corrected(e, people_said) for e in engagements]
    owners = fetch.owners(connection, names)
    before = fetch.engagements(connection, owners)
    same = {msgspec.json.encode(msgspec.structs.replace(e, part_of=None)): e for e in before}
    fresh = [e for e in engagements if msgspec.json.encode(e) not in same]
    kept = {e.id for e in engagements} - {e.id for e in fresh}
    gone = [e for e in before if e.id not in kept]
    remove(connection, [e.id for e in gone])
    store(connection, fresh)
    decisions.keep(connection, names, decided)
    locks.hold_states(connection, _states_of(reports, [*fresh, *gone]))
    follow.link_visits(connection, [*fresh, *gone])
    return _Change(fresh, gone, engagements)


def _states_of(reports: list[SourcedReport], engagements: list[Engagement]) -> set[str]:
    parties = [p for item in reports for p in item.report.parties] + [p for e in engagements for p in e.parties]
    return {party.country or "" for party in parties}


def _closure(connection: Connection, names: set[str], standing: list[Edge]) -> set[str]:
    ties: dict[str, set[str]] = {}
    for item in standing:
        if item.judgement == "same":
            ties.setdefault(item.left, set()).add(item.right)
            ties.setdefault(item.right, set()).add(item.left)
    frontier = names | places.near(connection, names)
    found: set[str] = set()
    while frontier:
        found |= frontier
        tied = {other for name in frontier for other in ties.get(name, ())}
        tied |= fetch.partners(connection, frontier) | places.near(connection, frontier, timeless=True)
        frontier = tied - found
    return found


def touch(connection: Connection, reports: Iterable[str]) -> None:
    """Note reports whose engagements are to be put together anew."""
    rows = [{"report": name} for name in sorted(set(reports))]
    # a row that is there is written, too: who takes it off waits for what is changed here
    put.rows(connection, schema.touched, rows, over=True)


def take_out(connection: Connection, reports: list[str]) -> None:
    """Take reports out of the record; those that stood with them, or named the same undertakings, are touched."""
    locks.share_record(connection)
    for some in fetch.portions(reports):  # first: who assembles one of them just now is waited for
        connection.execute(delete(schema.touched).where(schema.touched.c.report.in_(some)))
    blocks = fetch.blocks(connection, reports)
    locks.hold_blocks(connection, blocks)
    gone = fetch.owners(connection, reports)
    hanging = follow.plans_carried_out_by(connection, gone) | follow.inside(connection, gone)
    others = decisions.neighbours(connection, reports) | fetch.mates(connection, reports)
    others |= follow.forget(connection, reports, gone | hanging) | fetch.members(connection, hanging)
    remove(connection, gone | hanging)
    decisions.forget(connection, reports)
    for some in fetch.portions(reports):
        connection.execute(delete(schema.report).where(schema.report.c.id.in_(some)))
    stale = follow.plans_out_of_date(connection, blocks)
    others |= fetch.members(connection, stale)
    remove(connection, stale)
    touch(connection, sorted(others - set(reports)))


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
        put.rows(connection, table, values)
    put.rows(connection, schema.shared, shared_rows(engagements), once=True)
