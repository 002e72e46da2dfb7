"""Looking up by id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, or_, select

from communique.errors import UsageError
from communique.record import schema
from communique.types import (
    Article,
    Contradiction,
    Decision,
    Edge,
    Engagement,
    Published,
    Report,
    SourcedReport,
    SourceRef,
    Undertaking,
)

CHUNK = 500
"""Ids in one statement: databases limit their number."""


def chunks(ids: Iterable[str]) -> Iterable[list[str]]:
    """Ids in lists short enough for one statement."""
    ordered = sorted(set(ids))
    return (ordered[i : i + CHUNK] for i in range(0, len(ordered), CHUNK))


def article(connection: Connection, article_id: str) -> Article | None:
    """The article, None where there is none."""
    body = connection.execute(select(schema.article.c.body).where(schema.article.c.id == article_id)).scalar()
    return msgspec.json.decode(body, type=Article) if body is not None else None


def sourced(connection: Connection, report_ids: Iterable[str]) -> list[SourcedReport]:
    """Reports with their sources; unknown ids are left out."""
    found: list[SourcedReport] = []
    table, home = schema.report, schema.article
    for ids in chunks(report_ids):
        rows = connection.execute(
            select(table.c.body, home.c.id, home.c.body.label("article_body"), home.c.signature)
            .join(home, home.c.id == table.c.article)
            .where(table.c.id.in_(ids))
        ).all()
        documents = _documents(connection, {row.id for row in rows})
        for row in rows:
            source = _source(msgspec.json.decode(row.article_body, type=_Home), documents[row.id], row.signature)
            found.append(SourcedReport(report=msgspec.json.decode(row.body, type=Report), source=source))
    return sorted(found, key=lambda item: item.report.id)


def _documents(connection: Connection, articles: set[str]) -> dict[str, str]:
    table = schema.document
    found: dict[str, str] = {}
    for ids in chunks(articles):
        rows = connection.execute(
            select(table.c.article, table.c.id).where(table.c.article.in_(ids)).order_by(table.c.id)
        )
        for row in rows:
            found.setdefault(row.article, row.id)
    return found


class _Home(msgspec.Struct, frozen=True, kw_only=True):
    """What assembly needs to know of an article: the rest of it is not decoded."""

    id: str
    url: str | None = None
    outlet: str | None = None
    outlet_state: str | None = None
    official: bool = False
    syndicated_from: str | None = None
    published: Published = Published()


def _source(home: _Home, document: str, signature: bytes) -> SourceRef:
    return SourceRef(
        document=document,
        article=home.id,
        url=home.url,
        outlet=home.outlet,
        outlet_state=home.outlet_state,
        official=home.official,
        syndicated_from=home.syndicated_from,
        published=home.published.value,
        signature=msgspec.json.decode(signature, type=tuple[int, ...]),
    )


def engagement(connection: Connection, engagement_id: str) -> Engagement | None:
    """The engagement, or the one that superseded the id. Raises UsageError where a beginning fits several."""
    table, old = schema.engagement, schema.superseded
    new = connection.execute(select(old.c.engagement).where(old.c.old == engagement_id)).scalar()
    rows = connection.execute(select(table.c.body).where(table.c.id == (new or engagement_id))).scalars().all()
    if not rows and len(engagement_id) >= 4:
        rows = (
            connection.execute(
                select(table.c.body).where(table.c.id.startswith(engagement_id, autoescape=True)).limit(2)
            )
            .scalars()
            .all()
        )
        if len(rows) > 1:
            raise UsageError(f"several engagements begin with {engagement_id}: give more of the id")
    return msgspec.json.decode(rows[0], type=Engagement) if rows else None


def edges(connection: Connection) -> tuple[Edge, ...]:
    """All judgements in the order of their making."""
    rows = connection.execute(select(schema.edge).order_by(schema.edge.c.id))
    names = ("left", "right", "judgement", "by", "made", "note", "revoked")
    return tuple(Edge(**{name: getattr(row, name) for name in names}) for row in rows)


def decisions(connection: Connection, report_ids: Sequence[str]) -> tuple[Decision, ...]:
    """Stored decisions that touch the reports."""
    table = schema.decision
    found: dict[bytes, None] = {}
    for ids in chunks(report_ids):
        rows = connection.execute(select(table.c.body).where(or_(table.c.left.in_(ids), table.c.right.in_(ids))))
        found.update(dict.fromkeys(rows.scalars()))
    decoded = (msgspec.json.decode(body, type=Decision) for body in found)
    return tuple(sorted(decoded, key=lambda d: (not d.together, -d.score, d.left, d.right)))


def undertakings(
    connection: Connection, between: Sequence[str], status: str | None, area: str | None
) -> tuple[Undertaking, ...]:
    """Undertakings by parties, status and area, by id."""
    table, party = schema.undertaking, schema.undertaking_party
    asked = select(table.c.body).order_by(table.c.id)
    for country in between:
        asked = asked.where(table.c.id.in_(select(party.c.undertaking).where(party.c.country == country)))
    if status:
        asked = asked.where(table.c.status == status)
    if area:
        asked = asked.where(or_(table.c.area == area, table.c.area.startswith(f"{area}.", autoescape=True)))
    return tuple(msgspec.json.decode(body, type=Undertaking) for body in connection.execute(asked).scalars())


def contradictions(connection: Connection, limit: int) -> tuple[tuple[Engagement, Contradiction], ...]:
    """Contested facets with their engagements, newest first."""
    table = schema.engagement
    rows = connection.execute(
        select(table.c.body).where(table.c.contested).order_by(table.c.first.desc(), table.c.id).limit(limit)
    ).scalars()
    found = (msgspec.json.decode(body, type=Engagement) for body in rows)
    return tuple((item, contradiction) for item in found for contradiction in item.contradictions)
