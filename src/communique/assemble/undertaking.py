"""Undertakings: what was agreed, invited, promised or is pending, followed over reports and engagements."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from communique.assemble.block import countries_of
from communique.assemble.compare import day, surnames
from communique.assemble.merge import by_trust, first_day
from communique.knowledge.names import fold
from communique.types import Engagement, Outcome, OutcomeStatus, SourcedReport, StatusChange, Undertaking

FOLLOWED = frozenset({"agreement", "commitment", "initiative", "deal", "invitation"})
ORDER: dict[str, int] = {"proposed": 0, "pending": 1, "agreed": 2, "ongoing": 3, "done": 4}
SAME_WORDS = 0.6
"""Share of the rarer words of the shorter text that the other must hold for two to be one undertaking."""
COMMON = frozenset(
    """the a an to of and in on for with that will would be is are was both two sides their his her its they leaders
    ministers agreed agree countries further continue minister president prime""".split()
)
Named = tuple[SourcedReport, Outcome]


def undertakings_of(reports: Sequence[SourcedReport], engagements: Sequence[Engagement]) -> tuple[Undertaking, ...]:
    """The undertakings that the reports name, with the engagements that fulfil them."""
    groups: dict[tuple[str, ...], list[list[Named]]] = defaultdict(list)
    for item in sorted(reports, key=lambda r: (r.source.published or "9", r.report.id)):
        for outcome in item.report.outcomes:
            if outcome.kind in FOLLOWED:
                _place_named(groups[_family(item, outcome)], (item, outcome))
    found = [_undertaking(named, engagements) for lists in groups.values() for named in lists]
    return tuple(sorted(found, key=lambda u: u.id))


def _family(item: SourcedReport, outcome: Outcome) -> tuple[str, ...]:
    kind = "agreement" if outcome.kind in ("deal", "agreement") else outcome.kind
    return (kind, *countries_of(item.report))


def _place_named(lists: list[list[Named]], named: Named) -> None:
    for known in lists:
        if any(_same(named, other) for other in known):
            known.append(named)
            return
    lists.append([named])


def _same(one: Named, two: Named) -> bool:
    if one[1].kind == "invitation":
        return _persons(one[0]) == _persons(two[0])
    a, b = _words(one[1]), _words(two[1])
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= SAME_WORDS


def _words(outcome: Outcome) -> frozenset[str]:
    return frozenset(fold(outcome.text.quote).split()) - COMMON


def _persons(item: SourcedReport) -> frozenset[str]:
    return frozenset(name for country in countries_of(item.report) for name in surnames(item.report, country))


def _undertaking(named: list[Named], engagements: Sequence[Engagement]) -> Undertaking:
    best, outcome = min(named, key=lambda n: by_trust(n[0]))
    history = _history(named)
    fulfilled = _fulfilled_by(named, engagements)
    if fulfilled and history[-1].status != "done":
        history = (*history, StatusChange(status="done", date=fulfilled.date.first, report=fulfilled.reports[0].id))
    kind = max((o.kind for _, o in named), key=lambda k: k == "deal")
    between = countries_of(best.report)
    # the first-named words give the id, so that later reports do not change it
    seed = min((i.report.id, o.text.start) for i, o in named)
    digest = hashlib.sha256(f"{kind}|{between}|{seed}".encode()).hexdigest()
    return Undertaking(
        id="u" + digest[:12],
        kind=kind,
        status=_status(history),
        history=history,
        between=between,
        area=_area(best, outcome),
        text=outcome.text,
        fulfilled_by=fulfilled.id if fulfilled else None,
        reports=tuple(sorted({item.report.id for item, _ in named})),
        article=best.source.article,
    )


def _status(history: tuple[StatusChange, ...]) -> OutcomeStatus:
    status = history[-1].status
    for known in ("done", "agreed", "ongoing", "pending", "proposed", "lapsed", "withdrawn"):
        if status == known:
            return known
    return "pending"


def _history(named: list[Named]) -> tuple[StatusChange, ...]:
    found: list[StatusChange] = []
    for item, outcome in named:
        if not found or ORDER.get(outcome.status, 0) > ORDER.get(found[-1].status, 0):
            found.append(StatusChange(status=outcome.status, date=item.source.published, report=item.report.id))
    return tuple(found)


def _area(item: SourcedReport, outcome: Outcome) -> str | None:
    """The area whose words stand in the outcome's own; else the report's only area."""
    inside = [
        a for a in item.report.areas if outcome.text.start <= a.evidence.start and a.evidence.end <= outcome.text.end
    ]
    areas = inside or (item.report.areas if len(item.report.areas) == 1 else ())
    return max((a.area for a in areas), key=lambda a: (a.count("."), a), default=None)


def _fulfilled_by(named: list[Named], engagements: Sequence[Engagement]) -> Engagement | None:
    """The first later held engagement that does what was undertaken: the visit invited to, the signing of a deal."""
    kind = named[0][1].kind
    wanted = {"invitation": {"visit", "meeting", "multilateral"}, "agreement": {"signing"}, "deal": {"signing"}}.get(
        kind
    )
    if not wanted or (all(outcome.status == "done" for _, outcome in named) and kind != "invitation"):
        return None
    since = min((item.source.published or "9") for item, _ in named)[:10]
    own = {item.report.id for item, _ in named}
    for engagement in sorted(engagements, key=first_day):
        later = day(engagement.date.first) is not None and (engagement.date.first or "") > since
        apart = not own & {reference.id for reference in engagement.reports}
        if engagement.status == "held" and engagement.mode in wanted and later and apart and _fits(named, engagement):
            return engagement
    return None


def _fits(named: list[Named], engagement: Engagement) -> bool:
    item, outcome = named[0]
    states = {party.country for party in engagement.parties}
    if not set(countries_of(item.report)) <= states:
        return False
    if outcome.kind == "invitation":
        invited = _persons(item)
        present = {fold(p.name or "").split()[-1] for p in engagement.parties if p.name}
        return len(invited & present) >= min(2, len(invited))
    words = frozenset(fold(" ".join(o.text.quote for o in engagement.outcomes)).split()) - COMMON
    mine = _words(outcome)
    return bool(mine) and len(mine & words) / len(mine) >= 0.5
