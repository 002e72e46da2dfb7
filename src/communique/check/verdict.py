"""Verdicts: a claim against the record, which is a lower bound of what happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Protocol

import msgspec

from communique.check.claim import Claim
from communique.check.forums import engagements_of, forums_of
from communique.knowledge import load_knowledge
from communique.knowledge.as_of import first_day, last_day
from communique.record.query import Query
from communique.types import Engagement, Verdict

HELD = frozenset({"held", "ongoing"})
WORDS = {"video_call": "video calls", "multilateral": "multilateral meetings", "other": "contacts"}
JUST_NOW = 7
"""Days before a bare sentence in which the contact lies that it reports, rather than one before."""
APART = 21
"""Days between two editions of a forum or exercise at least: what is nearer belongs to one."""


class RecordView(Protocol):
    """What a check needs of a record."""

    def find(self, asked: Query | None = None) -> Iterable[Engagement]:
        """The engagements that a query finds."""

    def engagement_of(self, report_id: str) -> str | None:
        """The engagement of a report."""


class CheckedClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with its verdict, the engagements that decide it (in order of time), and why in plain words."""

    claim: Claim
    verdict: Verdict
    count: int
    engagements: tuple[str, ...]
    explanation: str


def check(claim: Claim, record: RecordView) -> CheckedClaim:
    """The verdict on a claim."""
    if not claim.n:
        return _answer(claim, "not_known", (), f"nothing is counted, first or last; understood: {_understood(claim)}")
    if len(claim.between) < 2 and not claim.forum:
        why = "it is not clear between whom the contacts are counted"
        return _answer(claim, "not_known", (), f"{why}; understood: {_understood(claim)}")
    if claim.since and claim.since_date is None and claim.basis.startswith("unknown"):
        return _answer(claim, "not_known", (), f"the window cannot be told: {claim.basis.removeprefix('unknown: ')}")
    dated, undated = matching(claim, record)
    own = record.engagement_of(claim.reported) if claim.reported else None
    others = [e for e in undated if e.id != own]
    if claim.n < 0:
        return _on_the_last(claim, [e for e in dated if e.id != own], others)
    inside = [e for e in dated if _in_window(e, claim) or e.id == own]
    inside += [e for e in undated if e.id == own]
    edge = [e for e in inside if _at_the_edge(e, claim) and e.id != own]
    return _on_a_number(claim, inside, edge, others, missing_own=claim.reported is not None and own is None)


def _on_a_number(
    claim: Claim,
    inside: Sequence[Engagement],
    edge: Sequence[Engagement],
    undated: Sequence[Engagement],
    *,
    missing_own: bool,
) -> CheckedClaim:
    """Weigh those surely in the window; those at its edge count too where a month or year is named."""
    sure = [e for e in inside if e not in edge]
    if not claim.since_named or _years_ago(claim):
        return _weighed(claim, sure, [*edge, *undated], missing_own)
    if claim.n == 1:  # The first since 2003 is the first after those of 2003.
        return _weighed(claim, sure, undated, missing_own)
    answer = _weighed(claim, inside, undated, missing_own)
    if answer.verdict == "contradicted" and len(sure) + missing_own <= claim.n:
        why = f"{answer.explanation.rstrip('.')}, but {len(edge)} may be from before the day that is meant"
        return _answer(claim, "not_known", inside, why)
    return answer


def matching(claim: Claim, record: RecordView) -> tuple[list[Engagement], list[Engagement]]:
    """Held engagements between the sides, of the mode: those with a day, and those without."""
    found = [e for e in _found(claim, record) if e.status in HELD]
    return [e for e in found if e.date.first], [e for e in found if not e.date.first]


def _found(claim: Claim, record: RecordView) -> Iterable[Engagement]:
    forum = forums_of(load_knowledge()).get(claim.forum) if claim.forum else None
    if forum is None:
        return record.find(Query(between=claim.between, mode=claim.mode, sort="date"))
    named = sorted(engagements_of(record, forum, Query()), key=lambda e: (e.date.first or "", e.id))
    kinds = {"exercise"} if forum.kind == "exercise" else {"meeting", "multilateral", "video_call"}
    return _editions([e for e in named if e.mode in kinds])


def _editions(engagements: Sequence[Engagement]) -> list[Engagement]:
    """The first engagement of each edition."""
    found: list[Engagement] = []
    until = ""
    for one in engagements:
        first = one.date.first
        if not first or first > until:
            found.append(one)
        if first:
            last = dt.date.fromisoformat(one.date.last or first)
            until = max(until, (last + dt.timedelta(days=APART)).isoformat())
    return found


def _in_window(engagement: Engagement, claim: Claim) -> bool:
    day = engagement.date.first or ""
    return (claim.since_date or "") <= day and (claim.as_of is None or day <= claim.as_of)


def _at_the_edge(engagement: Engagement, claim: Claim) -> bool:
    """Whether the window may not have begun yet: its start is known to the month or year only."""
    day = engagement.date.first or ""
    if claim.since_surely is None:
        return False
    return day < claim.since_surely or (claim.since_named and day == claim.since_surely)


def _years_ago(claim: Claim) -> bool:
    """Whether the window begins some years ago: how many days that are is not known."""
    return claim.basis.endswith(f"before {claim.as_of}")


# --- weighing ---------------------------------------------------------------------------------------------------


def _weighed(
    claim: Claim, counted: Sequence[Engagement], unsure: Sequence[Engagement], missing_own: bool
) -> CheckedClaim:
    number = len(counted) + missing_own
    listed = f"the record holds {len(counted)} {_what(claim)}{_between(claim)}{_window(claim)}"
    if missing_own:
        listed += ", and the page itself reports one that is not in the record"
    if number > claim.n:
        return _answer(claim, "contradicted", counted, f"{listed}: more than the {claim.n} claimed")
    if number < claim.n:
        return _answer(claim, "not_known", counted, f"{listed}: {number} of the {claim.n} claimed")
    if unsure:
        more = f"{len(unsure)} more may lie in the window: their day, or the day on which it begins, is not known"
        return _answer(claim, "not_known", counted, f"{listed}, as claimed, but {more}")
    return _answer(claim, "supported", counted, f"{listed}, as claimed")


def _on_the_last(claim: Claim, dated: Sequence[Engagement], undated: Sequence[Engagement]) -> CheckedClaim:
    """The last one is where the claim says, later, or not known: the record may lack one."""
    assert claim.at
    first, last = first_day(claim.at).isoformat(), last_day(claim.at).isoformat()
    until = _just_before(claim)
    known = [e for e in dated if (e.date.first or "") <= until]
    later = [e for e in known if (e.date.first or "") > last]
    there = [e for e in known if (e.date.last or e.date.first or "") >= first and e not in later]
    what = f"{_what(claim)}{_between(claim)}"
    if later:
        return _answer(claim, "contradicted", later, f"the record holds {len(later)} {what} after {claim.at}")
    if not there:
        before = f"; its last is of {known[-1].date.first}" if known else ""
        return _answer(claim, "not_known", known[-1:], f"the record holds no {what} in {claim.at}{before}")
    if undated:
        why = f"{len(undated)} more have no known day and may be later"
        return _answer(claim, "not_known", there, f"the record holds {len(there)} {what} in {claim.at}, but {why}")
    why = f"the record holds {len(there)} {what} in {claim.at}, and none after it up to {until}"
    return _answer(claim, "supported", there, why)


def _just_before(claim: Claim) -> str:
    """The day up to which contacts are earlier ones; a sentence tells of one of the days before it."""
    if claim.as_of is None:
        return "9999"
    if claim.reported:
        return claim.as_of
    return (first_day(claim.as_of) - dt.timedelta(days=JUST_NOW)).isoformat()


# --- in plain words ---------------------------------------------------------------------------------------------


def _what(claim: Claim) -> str:
    if claim.forum:
        return f"editions of {forums_of(load_knowledge())[claim.forum].name}"
    mode = claim.mode or "other"
    return WORDS.get(mode, f"{mode.replace('_', ' ')}s")


def _between(claim: Claim) -> str:
    return f" between {' and '.join(claim.between)}" if claim.between and not claim.forum else ""


def _window(claim: Claim) -> str:
    start = f" since {claim.since_date} ({claim.basis})" if claim.since_date else ""
    return f"{start} up to {claim.as_of}" if claim.as_of else start


def _understood(claim: Claim) -> str:
    number = "the last" if claim.n < 0 else f"number {claim.n}" if claim.n else ""
    counted = f"{_what(claim)}{f' of {claim.between[0]}' if claim.between else ''}" if claim.of else ""
    parts = [part for part in (number, counted, _window(claim).strip()) if part]
    return ", ".join(parts) or "nothing"


def _answer(claim: Claim, verdict: Verdict, counted: Sequence[Engagement], why: str) -> CheckedClaim:
    return CheckedClaim(
        claim=claim,
        verdict=verdict,
        count=len(counted),
        engagements=tuple(e.id for e in counted),
        explanation=why[0].upper() + why[1:] + ".",
    )
