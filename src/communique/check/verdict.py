"""Verdicts: a claim against the record, which is a lower bound of what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import msgspec

from communique.check.claim import Claim
from communique.record.query import Query
from communique.types import Engagement, Verdict

HELD = frozenset({"held", "ongoing"})
WORDS = {"video_call": "video calls", "multilateral": "multilateral meetings", "other": "contacts"}


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
    if len(claim.between) < 2:
        return _answer(claim, "not_known", (), "it is not clear between whom the contacts are counted")
    if claim.since and claim.since_date is None and claim.basis.startswith("unknown"):
        return _answer(claim, "not_known", (), f"the window cannot be told: {claim.basis.removeprefix('unknown: ')}")
    dated, undated = matching(claim, record)
    own = record.engagement_of(claim.reported) if claim.reported else None
    inside = [e for e in dated if _in_window(e, claim) or e.id == own]
    edge = [e for e in inside if _at_the_edge(e, claim) and e.id != own]
    counted = [e for e in inside if e not in edge]
    counted += [e for e in undated if e.id == own]
    unsure = [*edge, *(e for e in undated if e.id != own)]
    missing_own = claim.reported is not None and own is None
    return _weighed(claim, counted, unsure, missing_own)


def matching(claim: Claim, record: RecordView) -> tuple[list[Engagement], list[Engagement]]:
    """Held engagements between the sides, of the mode: those with a day, and those without."""
    found = [e for e in record.find(Query(between=claim.between, mode=claim.mode, sort="date")) if e.status in HELD]
    return [e for e in found if e.date.first], [e for e in found if not e.date.first]


def _in_window(engagement: Engagement, claim: Claim) -> bool:
    day = engagement.date.first or ""
    return (claim.since_date or "") <= day and (claim.as_of is None or day <= claim.as_of)


def _at_the_edge(engagement: Engagement, claim: Claim) -> bool:
    """Whether the window may not have begun yet: its start is known to the month or year only."""
    return claim.since_surely is not None and (engagement.date.first or "") < claim.since_surely


def _weighed(
    claim: Claim, counted: Sequence[Engagement], unsure: Sequence[Engagement], missing_own: bool
) -> CheckedClaim:
    number = len(counted) + missing_own
    what = f"{_what(claim)} between {' and '.join(claim.between)}{_window(claim)}"
    listed = f"the record holds {len(counted)} {what}"
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


def _what(claim: Claim) -> str:
    mode = claim.mode or "other"
    return WORDS.get(mode, f"{mode.replace('_', ' ')}s")


def _window(claim: Claim) -> str:
    start = f" since {claim.since_date} ({claim.basis})" if claim.since_date else ""
    return f"{start} up to {claim.as_of}" if claim.as_of else start


def _answer(claim: Claim, verdict: Verdict, counted: Sequence[Engagement], why: str) -> CheckedClaim:
    return CheckedClaim(
        claim=claim,
        verdict=verdict,
        count=len(counted),
        engagements=tuple(e.id for e in counted),
        explanation=why[0].upper() + why[1:] + ".",
    )
