"""Whether two reports are about one engagement: named features, each documented by its docstring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache

from communique.assemble.block import countries_of
from communique.assemble.independence import similarity
from communique.knowledge.names import fold
from communique.types import Decision, Report, SourcedReport, When

FAMILIES = {"video_call": "call"}
TOGETHER = 0.6
"""The score from which on two reports are put together."""
Feature = Callable[[SourcedReport, SourcedReport], float]


def family(mode: str) -> str:
    """The mode family: a video call is a call."""
    return FAMILIES.get(mode, mode)


@lru_cache(maxsize=65536)
def day(value: str | None) -> dt.date | None:
    """A day from an ISO date or time; None for partial dates."""
    try:
        return dt.date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def surnames(report: Report, country: str) -> frozenset[str]:
    """Folded last names of the persons who act for a state in a report."""
    names = (fold(party.name or "") for party in report.parties if party.country == country)
    return frozenset(name.split()[-1] for name in names if name)


def is_dated(when: When) -> bool:
    """Whether the day is known."""
    return when.first is not None and when.precision in ("day", "time")


def shared_states(a: SourcedReport, b: SourcedReport) -> float:
    """The share of the states of the report with fewer states that the other names too."""
    one, two = set(countries_of(a.report)), set(countries_of(b.report))
    return len(one & two) / max(1, min(len(one), len(two)))


def shared_persons(a: SourcedReport, b: SourcedReport) -> float:
    """How far the persons agree on the common states where both name some: 1 the same, -1 others, 0 where unknown.

    Where one names more persons of a state than the other, the share of the longer list that both name.
    """
    agree: list[float] = []
    for country in set(countries_of(a.report)) & set(countries_of(b.report)):
        one, two = surnames(a.report, country), surnames(b.report, country)
        if one and two:
            if not one & two:
                return -1.0
            agree.append(len(one & two) / max(len(one), len(two)))
    return sum(agree) / len(agree) if agree else 0.0


def same_day(a: SourcedReport, b: SourcedReport) -> float:
    """1 where the days overlap, 0.7 where they lie one day apart (time zones), -1 where further, 0 where unknown.

    One official source does not tell of a contact twice under two days: there, one day apart is -1 too.
    """
    one, two = a.report.date, b.report.date
    if not is_dated(one) or not is_dated(two):
        return _vague_overlap(one, two)
    f1, l1, f2, l2 = day(one.first), day(one.last or one.first), day(two.first), day(two.last or two.first)
    if f1 is None or f2 is None or l1 is None or l2 is None:
        return 0.0
    gap = max((f1 - l2).days, (f2 - l1).days, 0)
    near = -1.0 if a.source.official and b.source.official and a.source.outlet == b.source.outlet else 0.7
    return {0: 1.0, 1: near}.get(gap, -1.0)


def _vague_overlap(one: When, two: When) -> float:
    f1, l1, f2, l2 = day(one.first), day(one.last or one.first), day(two.first), day(two.last or two.first)
    if f1 and l1 and f2 and l2:
        return 0.4 if f1 <= l2 and f2 <= l1 else -1.0
    return 0.0


def same_weekday(a: SourcedReport, b: SourcedReport) -> float:
    """1 where one report knows only the weekday and the other's day is one, -1 where it is another day."""
    one, two = a.report.date, b.report.date
    undated, dated = (one, two) if one.first is None else (two, one)
    if undated.first is not None or undated.weekday is None:
        return 0.0
    known = day(dated.first)
    weekday = f"{known:%A}".lower() if known else dated.weekday
    return 0.0 if weekday is None else 1.0 if weekday == undated.weekday else -1.0


def close_in_print(a: SourcedReport, b: SourcedReport) -> float:
    """1 where both were published within two days, 0.3 within a week, -1 beyond a month, 0 where one is not known."""
    one, two = day(a.source.published), day(b.source.published)
    if one is None or two is None:
        return 0.0
    gap = abs((one - two).days)
    return 1.0 if gap <= 2 else 0.3 if gap <= 7 else -1.0 if gap > 31 else 0.0


def same_place(a: SourcedReport, b: SourcedReport) -> float:
    """1 where both name the same place, 0 otherwise: a different place is a contradiction, not another contact."""
    one, two = a.report.place, b.report.place
    return float(bool(one and two and fold(one.name) == fold(two.name)))


def same_words(a: SourcedReport, b: SourcedReport) -> float:
    """How much of the text of the articles is the same (estimated Jaccard likeness of word runs)."""
    return similarity(a.source.signature, b.source.signature)


FEATURES: tuple[tuple[str, Feature, float], ...] = (
    ("shared_states", shared_states, 0.1),
    ("shared_persons", shared_persons, 0.3),
    ("same_day", same_day, 0.4),
    ("same_weekday", same_weekday, 0.25),
    ("close_in_print", close_in_print, 0.2),
    ("same_place", same_place, 0.1),
    ("same_words", same_words, 0.5),
)


def compare(a: SourcedReport, b: SourcedReport) -> Decision:
    """The decision on two reports with the features that made it."""
    barred = _barred(a, b)
    left, right = sorted((a.report.id, b.report.id))
    if barred:
        return Decision(left=left, right=right, together=False, score=0.0, reason=barred)
    values = {name: feature(a, b) for name, feature, _ in FEATURES}
    score = sum(values[name] * weight for name, _, weight in FEATURES)
    reason = _against(values, a.report, b.report)
    together = reason == "" and score >= TOGETHER
    return Decision(
        left=left,
        right=right,
        together=together,
        score=round(score, 3),
        features=tuple((name, round(value, 3)) for name, value in values.items()),
        reason=reason or ("the features agree" if together else "too little speaks for it"),
    )


def _barred(a: SourcedReport, b: SourcedReport) -> str:
    if a.source.article == b.source.article:
        return "one article tells them as two"
    if family(a.report.mode) != family(b.report.mode):
        return f"{a.report.mode} and {b.report.mode} are different"
    if (a.report.status == "invited") != (b.report.status == "invited"):
        return "an invitation is not the engagement that follows it"
    common = set(countries_of(a.report)) & set(countries_of(b.report))
    return "" if len(common) >= 2 or common == set(countries_of(a.report)) else "fewer than two states are common"


def _against(values: dict[str, float], a: Report, b: Report) -> str:
    if values["shared_persons"] < 0:
        return "other persons act for the same state"
    if values["same_day"] < 0 and not _postponed(a, b, values):
        return "the days are different"
    if values["same_weekday"] < 0:
        return "the weekday is different"
    if values["same_day"] == 0 and values["close_in_print"] < 0:
        return "published too far apart, and the day of one is not known"
    if {"visit", "exercise"} & {a.mode} and values["shared_states"] < 1:
        return "other states take part"
    return ""


def _postponed(a: Report, b: Report, values: dict[str, float]) -> bool:
    return "postponed" in (a.status, b.status) and values["shared_persons"] > 0.9 and a.mode == b.mode == "visit"
