"""A cluster of reports as one engagement: the best-supported facts, the others kept beside them."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from communique.assemble.contradict import contradictions_in
from communique.assemble.independence import copies
from communique.assemble.profile import day, is_dated
from communique.knowledge.names import fold
from communique.types import (
    Engagement,
    Ordinal,
    Party,
    Place,
    ReportRef,
    SourcedReport,
    Status,
    StatusChange,
    When,
)

T = TypeVar("T")
ORDER: dict[str, int] = {
    "invited": 0,
    "planned": 1,
    "postponed": 2,
    "cancelled": 3,
    "denied": 4,
    "ongoing": 5,
    "held": 6,
}


def engagement_id(report: str) -> str:
    """The id that an engagement has from one of its reports."""
    return "e" + hashlib.sha256(report.encode()).hexdigest()[:12]


def by_trust(item: SourcedReport) -> tuple[object, ...]:
    """Official before press, own copy before syndicated, earlier before later."""
    source = item.source
    return (not source.official, source.syndicated_from is not None, source.published or "9", item.report.id)


def merge(members: Sequence[SourcedReport]) -> Engagement:
    """The engagement that the reports are about."""
    ranked = sorted(members, key=by_trust)
    ids = sorted(engagement_id(item.report.id) for item in members)
    repeated = copies(ranked)
    when, why_when = _when(ranked)
    history = _history(ranked)
    status = _last_status(history, ranked)
    place, why_place = _place(ranked)
    return Engagement(
        id=ids[0],
        mode=ranked[0].report.mode,
        status=status,
        history=history,
        date=when,
        place=place,
        parties=_parties(ranked),
        areas=_unique([a for item in ranked for a in item.report.areas], lambda a: a.area),
        outcomes=_unique([o for item in ranked for o in item.report.outcomes], lambda o: fold(o.text.quote)),
        ordinals=_unique(_ordinals(ranked), lambda o: f"{o.n} {fold(o.of)}"),
        reports=tuple(_reference(item, repeated) for item in ranked),
        outlets=len({_outlet(item) for item in ranked}),
        independent_outlets=len({_outlet(item) for item in ranked if item.source.article not in repeated}),
        confirmed_by=_confirmed_by(ranked),
        contradictions=contradictions_in(ranked, place),
        preferred=tuple((facet, why) for facet, why in (("date", why_when), ("place", why_place)) if why),
        supersedes=tuple(ids[1:]),
        background=all(item.report.background for item in ranked),
        confidence=round(1 - math.prod(1 - i.report.confidence for i in ranked if i.source.article not in repeated), 3),
    )


def _outlet(item: SourcedReport) -> str:
    return item.source.outlet or item.source.article


def _ordinals(ranked: Sequence[SourcedReport]) -> list[Ordinal]:
    return [item.report.ordinal for item in ranked if item.report.ordinal is not None]


def _unique(values: Sequence[T], key: Callable[[T], str]) -> tuple[T, ...]:
    found: dict[str, T] = {}
    for value in values:
        found.setdefault(key(value), value)
    return tuple(found.values())


def _when(ranked: Sequence[SourcedReport]) -> tuple[When, str]:
    """The most precise date of the most trusted report; an undated first report takes it as inferred."""
    held = [item for item in ranked if item.report.status not in ("planned", "invited", "postponed")] or list(ranked)
    dated = [item for item in held if is_dated(item.report.date)] or [i for i in ranked if is_dated(i.report.date)]
    vague = [item for item in ranked if item.report.date.first]
    chosen = (dated or vague or list(ranked))[0]
    when = chosen.report.date
    if len(ranked) == 1:
        return when, ""
    if any(item.report.date.first is None for item in ranked) and when.first:
        return msgspec.structs.replace(when, inferred_from=chosen.report.id), "taken from the report that gives the day"
    return when, "official, precise and early before others" if chosen is ranked[0] else "precise before vague"


def _place(ranked: Sequence[SourcedReport]) -> tuple[Place | None, str]:
    places = [item.report.place for item in ranked if item.report.place]
    if not places:
        return None, ""
    return places[0], "official and early before others" if len({fold(p.name) for p in places}) > 1 else ""


def _history(ranked: Sequence[SourcedReport]) -> tuple[StatusChange, ...]:
    steps = sorted(ranked, key=lambda i: (i.source.published or "9", ORDER[i.report.status], i.report.id))
    found: list[StatusChange] = []
    for item in steps:
        status = item.report.status
        if found and (found[-1].status == status or _goes_back(found, status)):
            continue
        found.append(StatusChange(status=status, date=item.source.published, report=item.report.id))
    return tuple(found)


def _last_status(history: tuple[StatusChange, ...], ranked: Sequence[SourcedReport]) -> Status:
    last = history[-1].report
    return next(item.report.status for item in ranked if item.report.id == last)


def _goes_back(found: list[StatusChange], status: Status) -> bool:
    reached = max(ORDER[step.status] for step in found)
    return reached >= ORDER["ongoing"] and ORDER[status] < reached


def _parties(ranked: Sequence[SourcedReport]) -> tuple[Party, ...]:
    found: list[Party] = []
    for party in (party for item in ranked for party in item.report.parties):
        index = next((i for i, known in enumerate(found) if _same_party(known, party)), None)
        if index is None:
            found.append(party)
        else:
            found[index] = _completed(found[index], party)
    named = {party.country for party in found if party.name}
    return tuple(
        sorted((p for p in found if p.name or p.country not in named), key=lambda p: (p.country or "~", p.name or ""))
    )


def _same_party(a: Party, b: Party) -> bool:
    if a.country != b.country:
        return False
    one, two = fold(a.name or ""), fold(b.name or "")
    if not one or not two:
        return one == two and a.organisation == b.organisation
    return one == two or one.split()[-1] == two.split()[-1]


def _completed(known: Party, other: Party) -> Party:
    longer = max((known.name or "", other.name or ""), key=len) or None
    return msgspec.structs.replace(
        known,
        name=longer,
        person=known.person or other.person,
        office=known.office or other.office,
        office_title=known.office_title or other.office_title,
    )


def _reference(item: SourcedReport, repeated: dict[str, str]) -> ReportRef:
    source = item.source
    return ReportRef(
        id=item.report.id,
        document=source.document,
        article=source.article,
        outlet=source.outlet,
        url=source.url,
        official=source.official,
        published=source.published,
        copy_of=repeated.get(source.article),
        evidence=item.report.evidence,
    )


def _confirmed_by(ranked: Sequence[SourcedReport]) -> tuple[str, ...]:
    states = {party.country for item in ranked for party in item.report.parties}
    return tuple(sorted({s for i in ranked if i.source.official and (s := i.source.outlet_state) and s in states}))


def first_day(engagement: Engagement) -> str:
    """The day by which engagements are put in order; undated ones come last."""
    return engagement.date.first if engagement.date.first and day(engagement.date.first) else "9999"
