"""Typed values as rows of the tables. No connection is needed here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from communique.assemble.block import countries_of
from communique.assemble.naming import FOLLOWED
from communique.record.keys import keys_of
from communique.record.outline import number_of, parts_of
from communique.types import Decision, Engagement, Party, Report, Undertaking

Row = dict[str, Any]
encode = msgspec.json.encode


def report_row(report: Report, article: str) -> Row:
    """The row of a report."""
    return {
        "id": report.id,
        "article": article,
        "countries": "|".join(countries_of(report)),
        "followed": any(outcome.kind in FOLLOWED for outcome in report.outcomes),
        "body": encode(report),
    }


def decision_row(decision: Decision) -> Row:
    """The row of a decision."""
    return {
        "left": decision.left,
        "right": decision.right,
        "together": decision.together,
        "score": decision.score,
        "body": encode(decision),
    }


def engagement_row(engagement: Engagement) -> Row:
    """The row of an engagement."""
    return {
        "id": engagement.id,
        **_narrowing(engagement),
        "place": engagement.place.name if engagement.place else None,
        "part_of": engagement.part_of,
        "contested": bool(engagement.contradictions),
        "confidence": engagement.confidence,
        "body": encode(engagement),
    }


def key_rows(engagement: Engagement) -> list[Row]:
    """The rows under which an engagement is found."""
    narrowing = _narrowing(engagement)
    parts = {name: number_of(told) for name, told in parts_of(engagement).items()}
    return [{"key": key, "engagement": engagement.id, **narrowing, **parts} for key in keys_of(engagement)]


def shared_rows(engagements: Iterable[Engagement]) -> list[Row]:
    """The rows of what the key rows of engagements point at, each once."""
    parts = {part for engagement in engagements for part in parts_of(engagement).values()}
    return sorted(({"number": number_of(part), "body": part} for part in parts), key=lambda row: int(row["number"]))


def _narrowing(engagement: Engagement) -> Row:
    when = engagement.date
    return {
        "mode": engagement.mode,
        "status": engagement.status,
        "first": when.first or "",
        "last": when.last or when.first or "",
        "background": engagement.background,
    }


def party_row(party: Party, position: int, engagement: str) -> Row:
    """The row of an engagement's party."""
    return {
        "engagement": engagement,
        "position": position,
        "country": party.country,
        "person": party.person,
        "name": party.name,
        "office": party.office,
    }


def begun(undertaking: Undertaking) -> str:
    """The day of the first step that is known, empty where none is."""
    return min((step.date for step in undertaking.history if step.date), default="")


def undertaking_row(undertaking: Undertaking) -> Row:
    """The row of an undertaking."""
    return {
        "id": undertaking.id,
        "kind": undertaking.kind,
        "status": undertaking.status,
        "countries": "|".join(undertaking.between),
        "area": undertaking.area,
        "begun": begun(undertaking),
        "fulfilled_by": undertaking.fulfilled_by,
        "engagement": undertaking.engagement,
        "due": undertaking.due,
        "body": encode(undertaking),
    }
