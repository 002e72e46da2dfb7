"""Meetings inside visits: linked, not merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from communique.knowledge.names import fold
from communique.types import Engagement

INSIDE = frozenset({"meeting", "signing", "multilateral"})


def linked(engagements: Sequence[Engagement]) -> tuple[Engagement, ...]:
    """The engagements, those inside a visit of the same people with `part_of` set."""
    visits: dict[str, list[Engagement]] = defaultdict(list)
    for engagement in engagements:
        if engagement.mode == "visit":
            for country in _states(engagement):
                visits[country].append(engagement)
    return tuple(_linked(engagement, visits) for engagement in engagements)


def _linked(engagement: Engagement, visits: dict[str, list[Engagement]]) -> Engagement:
    if engagement.mode not in INSIDE:
        return engagement
    near = {v.id: v for country in _states(engagement) for v in visits.get(country, ())}
    holding = [visit for visit in near.values() if _holds(visit, engagement)]
    if not holding:
        return engagement
    return msgspec.structs.replace(engagement, part_of=min(visit.id for visit in holding))


def _holds(visit: Engagement, inner: Engagement) -> bool:
    if len(_states(visit) & _states(inner)) < 2 or not _names(visit) & _names(inner):
        return False
    if visit.status in ("postponed", "cancelled", "denied") or inner.status == "denied":
        return False
    if visit.date.first and inner.date.first:
        last = visit.date.last or visit.date.first
        return visit.date.first <= inner.date.first <= last
    articles = {reference.article for reference in visit.reports}
    return bool(articles & {reference.article for reference in inner.reports})


def _states(engagement: Engagement) -> set[str]:
    return {party.country for party in engagement.parties if party.country}


def _names(engagement: Engagement) -> set[str]:
    return {fold(party.name).split()[-1] for party in engagement.parties if party.name and fold(party.name)}
