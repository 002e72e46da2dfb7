"""What follows from engagements: meetings inside visits, and undertakings, recomputed where they may have changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache, partial

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, or_, select, update

from communique.assemble.block import block_of
from communique.assemble.fulfil import LONGEST_WAIT, Later
from communique.assemble.profile import day
from communique.assemble.undertaking import GRACE_DAYS, plans_of, undertaking, undertaking_id, undertakings_of
from communique.assemble.visits import INSIDE, linked
from communique.record import fetch, put, schema
from communique.record.keys import blocks_of_engagement
from communique.record.namings import Namings, subsets
from communique.record.rows import undertaking_row
from communique.types import Engagement, SourcedReport, Undertaking


def link_visits(connection: Connection, changed: list[Engagement]) -> None:
    """Set `part_of` of the meetings that the changed engagements may hold or lie in."""
    inner = [e for e in changed if e.mode in INSIDE]
    inner += _near(connection, [e for e in changed if e.mode == "visit"], INSIDE)
    present = {e.id: e for e in fetch.engagements(connection, {e.id for e in inner})}
    visits = {e.id: e for e in _near(connection, list(present.values()), frozenset({"visit"}))}
    loose = [msgspec.structs.replace(e, part_of=None) for e in present.values()]
    for found in linked([*loose, *visits.values()]):
        before = present.get(found.id)
        if before is not None and before.part_of != found.part_of:
            values = {"part_of": found.part_of, "body": msgspec.json.encode(found)}
            connection.execute(update(schema.engagement).where(schema.engagement.c.id == found.id).values(values))


def inside(connection: Connection, visits: set[str]) -> set[str]:
    """The engagements that are parts of these visits."""
    table = schema.engagement.c
    found: set[str] = set()
    for some in fetch.portions(sorted(visits)):
        found |= fetch.ids(connection, select(table.id).where(table.part_of.in_(some)))
    return found - visits


def _near(connection: Connection, engagements: list[Engagement], modes: frozenset[str]) -> list[Engagement]:
    """Engagements of these modes in the blocks of the given ones that overlap them in time, or share an article."""
    table = schema.engagement_key.c
    asked = []
    for one in engagements:
        if one.date.first:
            last = one.date.last or one.date.first
            blocks = table.key.in_(blocks_of_engagement(one))
            near = and_(table.first <= last, table.last >= one.date.first, table.mode.in_(sorted(modes)))
            asked.append(select(table.engagement).where(blocks, near))
    ids = fetch.all_ids(connection, asked)
    ids |= _in_articles(connection, {r.article for one in engagements for r in one.reports}, modes)
    return fetch.engagements(connection, ids)


def _in_articles(connection: Connection, articles: set[str], modes: frozenset[str]) -> set[str]:
    found: set[str] = set()
    for some in fetch.portions(sorted(articles)):
        asked = (
            select(schema.engagement.c.id)
            .join(schema.engagement_report, schema.engagement_report.c.engagement == schema.engagement.c.id)
            .join(schema.report, schema.report.c.id == schema.engagement_report.c.report)
            .where(schema.report.c.article.in_(some), schema.engagement.c.mode.in_(sorted(modes)))
        )
        found.update(connection.execute(asked).scalars())
    return found


def follow_all(connection: Connection, reports: list[SourcedReport], engagements: list[Engagement]) -> None:
    """Put together the undertakings of a whole record."""
    connection.execute(delete(schema.undertaking))
    _store(connection, undertakings_of(reports, engagements))


def follow_undertakings(connection: Connection, touched: set[str], fresh: list[Engagement], gone: set[str]) -> None:
    """Put together anew the undertakings that touched reports name, and those that changed engagements may fulfil."""
    namings = Namings(connection)
    seeds = touched | _fulfilled_by(connection, gone) | namings.fulfillable_by(fresh)
    groups = namings.undertakings(seeds)
    later = later_in(connection)
    before = {undertaking_id(naming) for group in groups for naming in group}
    _remove(connection, schema.undertaking.c.id, before)
    _store(connection, [undertaking(group, later) for group in groups])
    _follow_plans(connection, touched, fresh, gone)


def forget(connection: Connection, reports: list[str], gone: set[str]) -> set[str]:
    """Take out what these reports undertook and these engagements were plans of.

    Returns the reports that name the same, or what these engagements fulfilled.
    """
    named = schema.undertaking_report.c
    found = _fulfilled_by(connection, gone)
    _remove(connection, schema.undertaking.c.engagement, gone)
    for some in fetch.portions(reports):
        own = fetch.ids(connection, select(named.undertaking).where(named.report.in_(some)))
        for few in fetch.portions(sorted(own)):
            found |= fetch.ids(connection, select(named.report).where(named.undertaking.in_(few)))
        _remove(connection, schema.undertaking.c.id, own)
    return found


def plans_carried_out_by(connection: Connection, engagements: set[str]) -> set[str]:
    """The other engagements that were plans and that these carried out."""
    table = schema.undertaking.c
    found: set[str] = set()
    for some in fetch.portions(sorted(engagements)):
        asked = select(table.engagement).where(table.fulfilled_by.in_(some), table.engagement.is_not(None))
        found |= fetch.ids(connection, asked)
    return found - engagements


def _fulfilled_by(connection: Connection, gone: set[str]) -> set[str]:
    """The reports that name what these engagements fulfilled."""
    table, named = schema.undertaking.c, schema.undertaking_report.c
    found: set[str] = set()
    for some in fetch.portions(sorted(gone)):
        asked = select(table.id).where(table.fulfilled_by.in_(some), table.engagement.is_(None))
        found |= fetch.ids(connection, select(named.report).where(named.undertaking.in_(asked)))
    return found


def _follow_plans(connection: Connection, touched: set[str], fresh: list[Engagement], gone: set[str]) -> None:
    waiting = plans_carried_out_by(connection, gone) | plans_out_of_date(connection, fetch.blocks(connection, touched))
    held = (engagement for engagement in fresh if engagement.status == "held")
    waiting |= fetch.all_ids(connection, [asked for one in held for asked in _plans_before(connection, one)])
    made = {e.id for e in fresh}
    plans = [*fresh, *fetch.engagements(connection, waiting - gone - made)]
    _remove(connection, schema.undertaking.c.engagement, gone | {e.id for e in plans})
    _store(connection, plans_of(plans, later_in(connection), cache(partial(_reach, connection))))


def plans_out_of_date(connection: Connection, blocks: set[str]) -> set[str]:
    """The engagements whose plans lapse, or lapse no longer, as far as news of these pairs of states reaches now."""
    last = _last_news(connection, blocks)
    return fetch.all_ids(connection, [_out_of_date(pair, last[pair]) for pair in sorted(blocks)])


def _out_of_date(pair: str, last: dt.date | None) -> Select[str]:
    table = schema.undertaking.c
    edge = (last - dt.timedelta(days=GRACE_DAYS)).isoformat() if last else ""
    states = pair.rstrip("|")
    own = or_(table.countries == states, and_(table.countries > f"{states}|", table.countries < f"{states}}}"))
    stale = or_(and_(table.status == "pending", table.due < edge), and_(table.status == "lapsed", table.due >= edge))
    return select(table.engagement).where(own, table.due.is_not(None), stale)


def _reach(connection: Connection, states: tuple[str, ...]) -> dt.date | None:
    block = block_of(states)
    return _last_news(connection, {block})[block]


def _last_news(connection: Connection, blocks: set[str]) -> dict[str, dt.date | None]:
    """The last day of news of each pair of states."""
    table = schema.report_block.c
    pairs = sorted(blocks)
    asked = [select(func.max(table.published)).where(table.block == pair) for pair in pairs]
    return {pairs[number]: day(last) for number, last in fetch.each(connection, asked)}


def _plans_before(connection: Connection, held: Engagement) -> Iterator[Select[str]]:
    """Questions for the engagements that are plans, pending or lapsed, which a held one may carry out."""
    table, planned = schema.undertaking.c, schema.engagement.c
    begun = day(held.date.first)
    if begun is None:
        return
    earliest = (begun - dt.timedelta(days=LONGEST_WAIT)).isoformat()
    latest = (begun + dt.timedelta(days=2)).isoformat()
    states = {party.country for party in held.parties if party.country}
    yield (
        select(table.engagement)
        .join(schema.engagement, planned.id == table.engagement)
        .where(
            table.countries.in_(list(subsets(connection, states))),
            table.kind == "plan",
            table.status.in_(("pending", "lapsed")),
            or_(planned.first == "", and_(planned.first >= earliest, planned.first <= latest)),
        )
    )


def later_in(connection: Connection) -> Later:
    """What is held later, out of the record."""

    def later(states: tuple[str, ...], modes: frozenset[str], since: str) -> Iterator[Engagement]:
        held = schema.engagement_key.c
        key = "|".join(states[:2])
        asked = (
            select(schema.engagement.c.body)
            .join(schema.engagement_key, held.engagement == schema.engagement.c.id)
            .where(held.key == key, held.mode.in_(sorted(modes)), held.status == "held", held.first > since)
        )
        for body in connection.scalars(asked.order_by(held.first, held.engagement)):
            engagement = msgspec.json.decode(body, type=Engagement)
            if day(engagement.date.first):
                yield engagement

    return later


def _remove(connection: Connection, column: ColumnElement[str], names: set[str]) -> None:
    for some in fetch.portions(sorted(names)):
        connection.execute(delete(schema.undertaking).where(column.in_(some)))


def _store(connection: Connection, found: Sequence[Undertaking]) -> None:
    rows = {
        schema.undertaking: [undertaking_row(u) for u in found],
        schema.undertaking_party: [
            {"undertaking": u.id, "country": c} for u in found for c in dict.fromkeys(u.between)
        ],
        schema.undertaking_report: [{"undertaking": u.id, "report": r} for u in found for r in u.reports],
    }
    for table, values in rows.items():
        put.rows(connection, table, values)
