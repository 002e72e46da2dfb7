"""Assembling again what was touched: the blocks' reports, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, delete, insert, select

from communique.assemble import assemble
from communique.record import lookup, schema
from communique.types import Assembly, Edge, Engagement, Undertaking


def touch(connection: Connection, report_ids: Iterable[str]) -> None:
    """Mark the blocks of the reports as touched."""
    table = schema.report_block
    for ids in lookup.chunks(report_ids):
        touch_blocks(
            connection, connection.execute(select(table.c.block).where(table.c.report.in_(ids))).scalars().all()
        )


def touch_blocks(connection: Connection, names: Iterable[str]) -> None:
    """Mark blocks as touched."""
    table = schema.touched
    for ids in lookup.chunks(names):
        known = set(connection.execute(select(table.c.block).where(table.c.block.in_(ids))).scalars())
        new = [{"block": block} for block in ids if block not in known]
        if new:
            connection.execute(insert(table), new)


def assemble_touched(connection: Connection) -> int:
    """Assemble the touched blocks; returns their number."""
    names = connection.execute(select(schema.touched.c.block)).scalars().all()
    if not names:
        return 0
    reports = _reports_around(connection, names)
    assembly = assemble(lookup.sourced(connection, reports), lookup.edges(connection))
    _replace(connection, reports, assembly)
    connection.execute(delete(schema.touched))
    return len(names)


def _reports_around(connection: Connection, names: Sequence[str]) -> set[str]:
    """The reports of the blocks, and those that share an engagement with them, until nothing is added."""
    table, member = schema.report_block, schema.engagement_report
    found: set[str] = set()
    for ids in lookup.chunks(names):
        found.update(connection.execute(select(table.c.report).where(table.c.block.in_(ids))).scalars())
    while True:
        engagements: set[str] = set()
        for ids in lookup.chunks(found):
            engagements.update(
                connection.execute(select(member.c.engagement).where(member.c.report.in_(ids))).scalars()
            )
        more: set[str] = set()
        for ids in lookup.chunks(engagements):
            more.update(connection.execute(select(member.c.report).where(member.c.engagement.in_(ids))).scalars())
        if more <= found:
            return found
        found |= more


def _replace(connection: Connection, reports: set[str], assembly: Assembly) -> None:
    _forget(connection, reports)
    for engagement in assembly.engagements:
        _store_engagement(connection, engagement)
    for undertaking in assembly.undertakings:
        _store_undertaking(connection, undertaking)
    rows = [{"left": d.left, "right": d.right, "body": msgspec.json.encode(d)} for d in assembly.decisions]
    if rows:
        connection.execute(insert(schema.decision), rows)


def _forget(connection: Connection, reports: set[str]) -> None:
    member, named, decided = schema.engagement_report, schema.undertaking_report, schema.decision
    engagements: set[str] = set()
    undertakings: set[str] = set()
    for ids in lookup.chunks(reports):
        engagements.update(connection.execute(select(member.c.engagement).where(member.c.report.in_(ids))).scalars())
        undertakings.update(connection.execute(select(named.c.undertaking).where(named.c.report.in_(ids))).scalars())
        connection.execute(delete(decided).where(decided.c.left.in_(ids)))
        connection.execute(delete(decided).where(decided.c.right.in_(ids)))
    empty = select(member.c.engagement)
    connection.execute(delete(schema.engagement).where(schema.engagement.c.id.not_in(empty)))
    for table, ids_of in ((schema.engagement, engagements), (schema.undertaking, undertakings)):
        for ids in lookup.chunks(ids_of):
            connection.execute(delete(table).where(table.c.id.in_(ids)))


def _store_engagement(connection: Connection, engagement: Engagement) -> None:
    when = engagement.date
    connection.execute(
        insert(schema.engagement).values(
            id=engagement.id,
            mode=engagement.mode,
            status=engagement.status,
            first=when.first or "",
            last=when.last or when.first or "",
            place=engagement.place.name if engagement.place else None,
            background=engagement.background,
            contested=bool(engagement.contradictions),
            body=msgspec.json.encode(engagement),
        )
    )
    _insert_all(
        connection,
        schema.engagement_party,
        [
            {
                "engagement": engagement.id,
                "position": position,
                "country": party.country,
                "person": party.person,
                "name": party.name,
                "office": party.office,
            }
            for position, party in enumerate(engagement.parties)
        ],
    )
    areas = sorted({area.area for area in engagement.areas})
    _insert_all(connection, schema.engagement_area, [{"engagement": engagement.id, "area": area} for area in areas])
    members = [{"engagement": engagement.id, "report": reference.id} for reference in engagement.reports]
    _insert_all(connection, schema.engagement_report, members)
    olds = [{"engagement": engagement.id, "old": old} for old in engagement.supersedes]
    if olds:
        connection.execute(delete(schema.superseded).where(schema.superseded.c.old.in_(engagement.supersedes)))
    _insert_all(connection, schema.superseded, olds)


def _store_undertaking(connection: Connection, undertaking: Undertaking) -> None:
    connection.execute(
        insert(schema.undertaking).values(
            id=undertaking.id,
            kind=undertaking.kind,
            status=undertaking.status,
            area=undertaking.area,
            body=msgspec.json.encode(undertaking),
        )
    )
    named = [{"undertaking": undertaking.id, "report": report} for report in undertaking.reports]
    _insert_all(connection, schema.undertaking_report, named)
    parties = [{"undertaking": undertaking.id, "country": country} for country in undertaking.between]
    _insert_all(connection, schema.undertaking_party, parties)


def _insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def contradicting_path(edges: Sequence[Edge], new: Edge) -> list[str]:
    """The chain of judgements that a new one contradicts, empty where it fits.

    same(A,B) and same(B,C) forbid different(A,C), and the reverse.
    """
    active = [e for e in edges if e.revoked is None]
    if new.judgement == "unsure":
        return []
    if new.judgement == "different":
        return _path(active, new.left, new.right)
    for edge in active:
        if edge.judgement == "different":
            joined = [*active, new]
            path = _path(joined, edge.left, edge.right)
            if path:
                return path
    return []


def _path(edges: Sequence[Edge], start: str, goal: str) -> list[str]:
    routes = {start: [start]}
    queue = [start]
    while queue:
        here = queue.pop(0)
        for edge in edges:
            if edge.judgement == "same" and here in (edge.left, edge.right):
                there = edge.right if edge.left == here else edge.left
                if there not in routes:
                    routes[there] = [*routes[here], there]
                    queue.append(there)
    return routes.get(goal, [])
