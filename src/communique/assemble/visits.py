"""Meetings inside visits: linked, not merged."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

import msgspec

from communique.assemble.profile import day
from communique.knowledge.names import fold
from communique.types import Engagement

INSIDE = frozenset({"meeting", "signing", "multilateral"})


LONGEST = 60
"""Days of a visit for which meetings are looked for."""


def linked(engagements: Sequence[Engagement]) -> tuple[Engagement, ...]:
    """The engagements, those inside a visit of the same people with `part_of` set."""
    visits: dict[tuple[str, ...], list[Engagement]] = defaultdict(list)
    for engagement in engagements:
        if engagement.mode == "visit":
            for key in (*_days(engagement), *_articles(engagement)):
                visits[key].append(engagement)
    return tuple(_linked(engagement, visits) for engagement in engagements)


def _linked(engagement: Engagement, visits: dict[tuple[str, ...], list[Engagement]]) -> Engagement:
    if engagement.mode not in INSIDE:
        return engagement
    first = engagement.date.first
    dated = [(pair, first) for pair in combinations(sorted(_states(engagement)), 2)] if first else []
    keys = [*((*pair, first) for pair, first in dated), *_articles(engagement)]
    near = {v.id: v for key in keys for v in visits.get(key, ())}
    holding = [visit for visit in near.values() if _holds(visit, engagement)]
    if not holding:
        return engagement
    return msgspec.structs.replace(engagement, part_of=min(visit.id for visit in holding))


def _days(visit: Engagement) -> list[tuple[str, ...]]:
    """Keys of a visit: each pair of its states on each of its days."""
    first, last = day(visit.date.first), day(visit.date.last or visit.date.first)
    if first is None or last is None:
        return []
    days = [(first + dt.timedelta(days=n)).isoformat() for n in range(min((last - first).days, LONGEST) + 1)]
    return [(*pair, one) for pair in combinations(sorted(_states(visit)), 2) for one in days]


def _articles(engagement: Engagement) -> list[tuple[str, ...]]:
    return [(article,) for article in {reference.article for reference in engagement.reports}]


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
