"""What follows from engagements: meetings inside visits, and undertakings, recomputed where they may have changed."""

from __future__ import annotations

from itertools import combinations

import msgspec
from sqlalchemy import Connection, and_, delete, insert, select, update

from communique.assemble.block import countries_of
from communique.assemble.undertaking import FULFILLING, undertakings_of
from communique.assemble.visits import INSIDE, linked
from communique.record import fetch, lookup, schema
from communique.record.keys import blocks_of_engagement
from communique.record.rows import undertaking_row
from communique.types import Engagement, SourcedReport


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


def _near(connection: Connection, engagements: list[Engagement], modes: frozenset[str]) -> list[Engagement]:
    """Engagements of these modes in the blocks of the given ones that overlap them in time, or share an article."""
    ids: set[str] = set()
    table = schema.engagement_key.c
    for one in engagements:
        if one.date.first:
            last = one.date.last or one.date.first
            blocks = table.key.in_(blocks_of_engagement(one))
            near = and_(table.first <= last, table.last >= one.date.first, table.mode.in_(sorted(modes)))
            ids |= fetch.ids(connection, select(table.engagement).where(blocks, near))
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


def follow_undertakings(connection: Connection, reports: list[SourcedReport], changed: list[Engagement]) -> None:
    """Recompute the undertakings of the parties whose reports or engagements changed."""
    known = fetch.ids(connection, select(schema.report.c.countries).where(schema.report.c.followed).distinct())
    known |= fetch.ids(connection, select(schema.undertaking.c.countries).distinct())
    asked = {"|".join(countries_of(r.report)) for r in reports}
    for one in changed:
        if one.mode in FULFILLING:
            asked |= _subsets({p.country for p in one.parties if p.country}, known)
    for countries in sorted(asked & known):
        _follow(connection, countries)


def _subsets(states: set[str], known: set[str]) -> set[str]:
    ordered = sorted(states)
    if len(ordered) <= 4:
        return {"|".join(some) for size in range(1, len(ordered) + 1) for some in combinations(ordered, size)}
    return {countries for countries in known if set(countries.split("|")) <= states}


def _follow(connection: Connection, countries: str) -> None:
    own = select(schema.report.c.id).where(schema.report.c.followed, schema.report.c.countries == countries)
    reports = lookup.sourced(connection, fetch.ids(connection, own))
    states = [country for country in countries.split("|") if country]
    keys = ["|".join(states[:2])] if len(states) > 1 else states
    block = select(schema.engagement_key.c.engagement).where(schema.engagement_key.c.key.in_(keys))
    fulfilling = select(schema.engagement.c.body).where(
        schema.engagement.c.id.in_(block),
        schema.engagement.c.mode.in_(sorted(FULFILLING)),
        schema.engagement.c.status == "held",
    )
    engagements = [msgspec.json.decode(body, type=Engagement) for body in connection.execute(fulfilling).scalars()]
    connection.execute(delete(schema.undertaking).where(schema.undertaking.c.countries == countries))
    found = undertakings_of(reports, engagements) if reports else ()
    if found:
        connection.execute(insert(schema.undertaking), [undertaking_row(u) for u in found])
        parties = [{"undertaking": u.id, "country": c} for u in found for c in dict.fromkeys(u.between)]
        if parties:
            connection.execute(insert(schema.undertaking_party), parties)
        named = [{"undertaking": u.id, "report": r} for u in found for r in u.reports]
        connection.execute(insert(schema.undertaking_report), named)
