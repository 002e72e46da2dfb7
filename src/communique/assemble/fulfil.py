"""What came of an undertaking: the visit invited to, the signing of what was agreed."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from communique.assemble.compare import PUT_OFF_DAYS, PUT_OFF_OTHERS
from communique.assemble.merge import first_day
from communique.assemble.naming import KEPT_WORDS, Naming, instruments_in, persons_of, weight, words_of
from communique.assemble.profile import day
from communique.knowledge.names import fold
from communique.types import Engagement

FULFILLING: dict[str, frozenset[str]] = {
    "invitation": frozenset({"visit", "meeting", "multilateral"}),
    "agreement": frozenset({"signing"}),
}
"""Kind of undertaking by the modes of held engagements that may fulfil it."""
MAKING_GOOD: dict[str, frozenset[str]] = {
    "visit": frozenset({"visit", "meeting"}),
    "meeting": frozenset({"meeting", "visit", "multilateral"}),
    "call": frozenset({"call", "video_call"}),
    "video_call": frozenset({"call", "video_call"}),
    "signing": frozenset({"signing"}),
}
"""Mode of a planned engagement by the modes of held ones that carry it out."""
LATE_DAYS = 7
"""Days by which what was planned for a day, and not put off, may be late."""
LONGEST_WAIT = max(PUT_OFF_OTHERS, *PUT_OFF_DAYS.values()) + 366
"""Days that lie at most between the first day of a plan and that of what carries it out, where the plan has a day."""
VISITING = frozenset("visit come travel".split())
Later = Callable[[tuple[str, ...], frozenset[str], str], Iterable[Engagement]]
"""Held engagements between states, of some modes, that began after a day (ISO), the earliest first."""


def later_among(engagements: Iterable[Engagement]) -> Later:
    """What is held later, out of these engagements; undated ones are never later."""
    by_state: dict[str, list[Engagement]] = defaultdict(list)
    for engagement in sorted(engagements, key=lambda e: (first_day(e), e.id)):
        if engagement.status == "held" and day(engagement.date.first):
            for state in {party.country for party in engagement.parties if party.country}:
                by_state[state].append(engagement)

    def later(states: tuple[str, ...], modes: frozenset[str], since: str) -> Iterator[Engagement]:
        near = min((by_state.get(state, []) for state in states), key=len, default=[])
        begun = islice(near, bisect_right(near, since, key=first_day), None)
        return (engagement for engagement in begun if engagement.mode in modes)

    return later


def fulfilled_by(named: Sequence[Naming], later: Later) -> Engagement | None:
    """The first later held engagement that does what was undertaken, and is not the one that it was agreed in."""
    kind = named[0].family[0]
    wanted = FULFILLING.get(kind)
    if not wanted or (kind != "invitation" and all(n.outcome.status == "done" for n in named)):
        return None
    since = min((n.item.source.published or "9") for n in named)[:10]
    own = {n.item.report.id for n in named}
    for engagement in later(named[0].countries, wanted, since):
        apart = not own & {reference.id for reference in engagement.reports}
        if apart and any(fulfils(engagement, naming) for naming in named):
            return engagement
    return None


def fulfils(engagement: Engagement, naming: Naming) -> bool:
    """Whether an engagement, held later, does what was named: the same persons, or the same thing signed."""
    states = {party.country for party in engagement.parties}
    if not naming.countries or not states.issuperset(naming.countries):
        return False
    if naming.family[0] == "invitation":
        invited = persons_of(naming.item)
        present = len(invited & names_of(engagement))
        return present > 0 and present >= min(2, len(invited)) and _where_invited(naming, engagement)
    common = naming.words & words_done(engagement, naming.countries)
    if instruments_in(common):
        return True
    return len(common) > 1 and weight(common) >= KEPT_WORDS * naming.weight


def words_done(engagement: Engagement, countries: Sequence[str]) -> frozenset[str]:
    """The words that say what an engagement brought: those of its outcomes."""
    return words_of((outcome.text.quote for outcome in engagement.outcomes), countries)


def _where_invited(naming: Naming, engagement: Engagement) -> bool:
    """Who is invited to visit has not come by meeting elsewhere: the place must be known to lie with one of the two."""
    if engagement.mode == "visit" or not VISITING & set(fold(naming.outcome.text.quote).split()):
        return True
    states = {party.country for party in engagement.parties}
    return engagement.place is not None and engagement.place.country in states


# --- plans ------------------------------------------------------------------------------------------------------


def carried_out_by(plan: Engagement, later: Later) -> Engagement | None:
    """The first held engagement that carries out a planned or postponed one which no report tells of as held."""
    modes = MAKING_GOOD.get(plan.mode)
    stretch = _stretch(plan)
    states = tuple(sorted({party.country for party in plan.parties if party.country}))
    if modes is None or stretch is None or plan.status not in ("planned", "postponed"):
        return None
    for held in later(states, modes, stretch[0].isoformat()):
        if first_day(held) > stretch[1].isoformat():
            return None
        if carries_out(held, plan):
            return held
    return None


def carries_out(held: Engagement, plan: Engagement) -> bool:
    """Whether a held engagement is what was planned: the same persons in time, in the state that was to be visited."""
    stretch, begun = _stretch(plan), day(held.date.first)
    if stretch is None or begun is None or not stretch[0] < begun <= stretch[1]:
        return False
    states = {party.country for party in plan.parties if party.country}
    articles = {reference.article for reference in plan.reports}
    if not states <= {p.country for p in held.parties} or articles & {r.article for r in held.reports}:
        return False  # one article tells them as two
    planned, present = names_of(plan), names_of(held)
    if not planned or len(planned & present) < min(2, len(planned)):
        return False
    if plan.mode == held.mode or plan.mode != "visit":
        return True
    there = held.place.country if held.place else None
    wanted = {plan.place.country} if plan.place and plan.place.country else states
    return there in wanted


def names_of(engagement: Engagement) -> frozenset[str]:
    """Folded last names of those who take part."""
    return frozenset(fold(p.name).split()[-1] for p in engagement.parties if p.name and fold(p.name))


def _stretch(plan: Engagement) -> tuple[dt.date, dt.date] | None:
    """The day after which a plan may be carried out, and the last day; a plan for a day has a few days only."""
    first, last = day(plan.date.first), day(plan.date.last or plan.date.first)
    told = day(plan.history[-1].date) if plan.history else None
    days = dt.timedelta(days=PUT_OFF_DAYS.get(plan.mode, PUT_OFF_OTHERS))
    if first is not None and last is not None:
        before = first - dt.timedelta(days=2)
        return (before, last + (days if plan.status == "postponed" else dt.timedelta(days=LATE_DAYS)))
    return (told, told + days) if told else None
