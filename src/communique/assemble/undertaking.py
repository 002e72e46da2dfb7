"""Undertakings: what was agreed, invited, promised or is pending, followed over reports and engagements."""

from __future__ import annotations

import hashlib
import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from communique.assemble.block import countries_of
from communique.assemble.merge import by_trust, first_day
from communique.assemble.profile import day, surnames
from communique.knowledge.names import fold
from communique.types import Engagement, Outcome, OutcomeStatus, SourcedReport, StatusChange, Undertaking

FOLLOWED = frozenset({"agreement", "commitment", "initiative", "deal", "invitation"})
ORDER: dict[str, int] = {"proposed": 0, "pending": 1, "agreed": 2, "ongoing": 3, "done": 4}
FULFILLING = frozenset({"visit", "meeting", "multilateral", "signing"})
"""Modes of engagements that may fulfil an undertaking."""
SAME_WORDS = 0.6
"""Share of the rarer words of the shorter text that the other must hold for two to be one undertaking."""
VISITING = frozenset("visit come travel".split())
COMMON = frozenset(
    """the a an to of and in on for with that will would be is are was both two sides their his her its they leaders
    ministers agreed agree countries further continue minister president prime""".split()
)
Named = tuple[SourcedReport, Outcome]


def undertakings_of(reports: Sequence[SourcedReport], engagements: Sequence[Engagement]) -> tuple[Undertaking, ...]:
    """The undertakings that the reports name, with the engagements that fulfil them."""
    families: dict[tuple[str, ...], list[Named]] = defaultdict(list)
    for item in sorted(reports, key=lambda r: (r.source.published or "9", r.report.id)):
        for outcome in item.report.outcomes:
            if outcome.kind in FOLLOWED:
                families[_family(item, outcome)].append((item, outcome))
    by_state = _fulfilling(engagements)
    found = [_undertaking(named, by_state) for family in families.values() for named in _one_by_one(family)]
    return tuple(sorted(found, key=lambda u: u.id))


def _family(item: SourcedReport, outcome: Outcome) -> tuple[str, ...]:
    kind = "agreement" if outcome.kind in ("deal", "agreement") else outcome.kind
    return (kind, *countries_of(item.report))


def _one_by_one(family: list[Named]) -> list[list[Named]]:
    """The namings of one family, those of one undertaking together: each joins the first that it is the same as."""
    groups: list[list[Named]] = []
    place: dict[int, int] = {}
    keys = [_keys(named) for named in family]
    spread = Counter(key for own in keys for key in own)
    by_any: dict[str, list[int]] = defaultdict(list)
    by_rare: dict[str, list[int]] = defaultdict(list)
    for index, own in enumerate(keys):
        rare = _rarest(own, spread)
        near = {i for key in rare for i in by_any[key]} | {i for key in own for i in by_rare[key]}
        twins = [place[i] for i in near if _same(family[i], family[index])]
        place[index] = min(twins, default=len(groups))
        if not twins:
            groups.append([])
        groups[place[index]].append(family[index])
        for key in own:
            by_any[key].append(index)
        for key in rare:
            by_rare[key].append(index)
    return groups


def _keys(named: Named) -> frozenset[str]:
    return frozenset({" ".join(sorted(_persons(named[0])))}) if named[1].kind == "invitation" else _words(named[1])


def _rarest(words: frozenset[str], spread: Counter[str]) -> list[str]:
    """So many of the rarest words that a text which shares `SAME_WORDS` of them shares at least one of these."""
    enough = len(words) - math.ceil(SAME_WORDS * len(words)) + 1
    return sorted(words, key=lambda w: (spread[w], w))[:enough]


def _same(one: Named, two: Named) -> bool:
    if one[1].kind == "invitation":
        return _persons(one[0]) == _persons(two[0])
    a, b = _words(one[1]), _words(two[1])
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= SAME_WORDS


def _words(outcome: Outcome) -> frozenset[str]:
    return _content_words(outcome.text.quote)


@lru_cache(maxsize=65536)
def _content_words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split()) - COMMON


def _persons(item: SourcedReport) -> frozenset[str]:
    return frozenset(name for country in countries_of(item.report) for name in surnames(item.report, country))


def _undertaking(named: list[Named], by_state: dict[str, list[Engagement]]) -> Undertaking:
    best, outcome = min(named, key=lambda n: by_trust(n[0]))
    history = _history(named)
    fulfilled = _fulfilled_by(named, by_state)
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


def _fulfilling(engagements: Sequence[Engagement]) -> dict[str, list[Engagement]]:
    """Held engagements that may fulfil something, by state, in the order of their days; undated ones do not."""
    found: dict[str, list[Engagement]] = defaultdict(list)
    for engagement in sorted(engagements, key=lambda e: (first_day(e), e.id)):
        if engagement.mode in FULFILLING and engagement.status == "held" and day(engagement.date.first):
            for state in {party.country for party in engagement.parties if party.country}:
                found[state].append(engagement)
    return found


def _fulfilled_by(named: list[Named], by_state: dict[str, list[Engagement]]) -> Engagement | None:
    """The first later held engagement that does what was undertaken: the visit invited to, the signing of a deal."""
    kind = named[0][1].kind
    invited, signed = {"visit", "meeting", "multilateral"}, {"signing"}
    wanted = {"invitation": invited, "agreement": signed, "deal": signed}.get(kind)
    if not wanted or (all(outcome.status == "done" for _, outcome in named) and kind != "invitation"):
        return None
    since = min((item.source.published or "9") for item, _ in named)[:10]
    own = {item.report.id for item, _ in named}
    near = min((by_state.get(state, []) for state in countries_of(named[0][0].report)), key=len, default=[])
    for engagement in islice(near, bisect_right(near, since, key=first_day), None):
        apart = not own & {reference.id for reference in engagement.reports}
        if engagement.mode in wanted and apart and _fits(named, engagement):
            return engagement
    return None


def _fits(named: list[Named], engagement: Engagement) -> bool:
    item, outcome = named[0]
    states = {party.country for party in engagement.parties}
    wanted = set(countries_of(item.report))
    if not wanted or not wanted <= states:
        return False
    if outcome.kind == "invitation":
        invited = _persons(item)
        present = {fold(p.name or "").split()[-1] for p in engagement.parties if p.name}
        return len(invited & present) >= min(2, len(invited)) and _where_invited(outcome, engagement)
    words = frozenset(fold(" ".join(o.text.quote for o in engagement.outcomes)).split()) - COMMON
    mine = _words(outcome)
    return bool(mine) and len(mine & words) / len(mine) >= 0.5


def _where_invited(outcome: Outcome, engagement: Engagement) -> bool:
    """Who is invited to visit has not come by meeting elsewhere: the place must be known to lie with one of the two."""
    if engagement.mode == "visit" or not VISITING & set(fold(outcome.text.quote).split()):
        return True
    states = {party.country for party in engagement.parties}
    return engagement.place is not None and engagement.place.country in states
