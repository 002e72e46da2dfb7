"""Whether two reports are about one engagement: named features, each documented by its docstring."""

from __future__ import annotations

from collections.abc import Callable

from communique.assemble.independence import similarity
from communique.assemble.profile import Profile
from communique.types import Decision

TOGETHER = 0.6
"""The score from which on two reports are put together."""
AGREED = "the features agree"
"""The reason of decisions that put together."""
PUT_OFF_DAYS = {"visit": 365}
"""Days within which what was postponed may be made up for, by mode; `PUT_OFF_OTHERS` for the other modes."""
PUT_OFF_OTHERS = 120
Feature = Callable[[Profile, Profile], float]


def shared_states(a: Profile, b: Profile) -> float:
    """The share of the states of the report with fewer states that the other names too."""
    return len(a.states & b.states) / (min(len(a.states), len(b.states)) or 1)


def shared_persons(a: Profile, b: Profile) -> float:
    """How far the persons agree on the common states where both name some: 1 the same, -1 others, 0 where unknown.

    Where one names more persons of a state than the other, the share of the longer list that both name. At a gathering
    of several states in one place, others of the same state may be named: 0.
    """
    total, states = 0.0, 0
    for state, one in a.names.items():
        two = b.names.get(state)
        if two is None:
            continue
        common = len(one & two)
        if not common:
            return 0.0 if _one_gathering(a, b) else -1.0
        total += common / max(len(one), len(two))
        states += 1
    return total / states if states else 0.0


def _one_gathering(a: Profile, b: Profile) -> bool:
    return a.family == b.family == "multilateral" and a.place is not None and a.place == b.place


def same_day(a: Profile, b: Profile) -> float:
    """1 where the days overlap, 0.7 where they lie one day apart (time zones), -1 where further, 0 where unknown.

    Where one knows only a stretch of days: 0.4 where it holds the other's day. One official source does not tell of a
    contact twice under two days: there, one day apart is -1 too. Of what was postponed, a later day says nothing: 0.
    """
    gap = days_apart(a, b)
    if gap is None or (gap and put_off(a, b) is not None):
        return 0.0
    if not a.dated or not b.dated:
        return 0.4 if gap == 0 else -1.0
    if gap == 1:
        return -1.0 if a.official and b.official and a.outlet == b.outlet else 0.7
    return 1.0 if gap == 0 else -1.0


def days_apart(a: Profile, b: Profile) -> int | None:
    """Days between the days of two reports, 0 where they overlap; None where one of them is not known."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return None
    return max(a.first - b.last, b.first - a.last, 0)


def put_off(a: Profile, b: Profile) -> int | None:
    """Days from the postponed day of one report to the later day of the other; None where nothing was put off."""
    one, two = (a, b) if a.status == "postponed" else (b, a)
    since = one.published if one.last is None else one.last
    if one.status != "postponed" or two.status in ("postponed", "cancelled", "denied") or two.first is None:
        return None
    if since is None or not 0 < two.first - since <= PUT_OFF_DAYS.get(one.family, PUT_OFF_OTHERS):
        return None
    return two.first - since


def made_up_for(a: Profile, b: Profile) -> float:
    """1 to 0.5, the sooner the more, where one was postponed and the other tells of it later; 0 for all else.

    A visit may be made up for within a year, other contacts within 120 days, by the same persons, in the same state.
    """
    gap = put_off(a, b)
    if gap is None or shared_persons(a, b) <= 0.9 or (a.host and b.host and a.host != b.host):
        return 0.0
    return 1.0 - 0.5 * gap / PUT_OFF_DAYS.get(a.family, PUT_OFF_OTHERS)


def same_weekday(a: Profile, b: Profile) -> float:
    """1 where one report knows only the weekday and the other's day is one, -1 where it is another day."""
    if a.first is not None and b.first is not None:
        return 0.0
    if a.weekday is None or b.weekday is None:
        return 0.0
    return 1.0 if a.weekday == b.weekday else -1.0


def close_in_print(a: Profile, b: Profile) -> float:
    """1 where both were published within two days, 0.3 within a week, -1 beyond a month, 0 where one is not known.

    What was postponed is told again much later: there, never less than 0.
    """
    if a.published is None or b.published is None:
        return 0.0
    gap = abs(a.published - b.published)
    far = 0.0 if put_off(a, b) is not None else -1.0
    return 1.0 if gap <= 2 else 0.3 if gap <= 7 else far if gap > 31 else 0.0


def same_place(a: Profile, b: Profile) -> float:
    """1 where both name the same place, 0 otherwise: a different place is a contradiction, not another contact."""
    return float(a.place is not None and a.place == b.place)


def shared_rare_words(a: Profile, b: Profile) -> float:
    """Share of the rare words of the shorter account and its outcomes that both use: 0 to 1, 0 for fewer than two.

    Rare are words that stand in at most two of a hundred official releases; names of those who act do not count.
    """
    common = len(a.rare & b.rare)
    return common / min(len(a.rare), len(b.rare)) if common > 1 else 0.0


def shared_quotes(a: Profile, b: Profile) -> float:
    """Share of the shorter report's quoted words (runs of five) that the other quotes too: 0 to 1."""
    return len(a.runs & b.runs) / (min(len(a.runs), len(b.runs)) or 1)


def same_words(a: Profile, b: Profile) -> float:
    """How much of the text of the articles is the same (estimated Jaccard likeness of word runs)."""
    return similarity(a.signature, b.signature)


FEATURES: tuple[tuple[str, Feature, float], ...] = (
    ("shared_states", shared_states, 0.1),
    ("shared_persons", shared_persons, 0.3),
    ("same_day", same_day, 0.4),
    ("made_up_for", made_up_for, 0.4),
    ("same_weekday", same_weekday, 0.25),
    ("close_in_print", close_in_print, 0.2),
    ("same_place", same_place, 0.1),
    ("shared_rare_words", shared_rare_words, 0.1),
    ("shared_quotes", shared_quotes, 0.2),
    ("same_words", same_words, 0.5),
)


def compare(a: Profile, b: Profile) -> Decision:
    """The decision on two reports with the features that made it."""
    left, right = (a.id, b.id) if a.id < b.id else (b.id, a.id)
    barred = bar(a, b)
    if barred:
        return Decision(left=left, right=right, together=False, score=0.0, reason=barred)
    values = {name: feature(a, b) for name, feature, _ in FEATURES}
    score = sum(values[name] * weight for name, _, weight in FEATURES)
    reason = _against(values, a, b)
    together = reason == "" and score >= TOGETHER
    return Decision(
        left=left,
        right=right,
        together=together,
        score=round(score, 3),
        features=tuple((name, round(value, 3)) for name, value in values.items()),
        reason=reason or (AGREED if together else "too little speaks for it"),
    )


def bar(a: Profile, b: Profile) -> str:
    """Why two reports need not be compared; empty where they must."""
    if a.article == b.article:
        return "one article tells them as two"
    if a.family != b.family:
        return f"{a.mode} and {b.mode} are different"
    if (a.status == "invited") != (b.status == "invited"):
        return "an invitation is not the engagement that follows it"
    common = a.states & b.states
    return "" if len(common) >= 2 or common == a.states else "fewer than two states are common"


def _against(values: dict[str, float], a: Profile, b: Profile) -> str:
    if values["shared_persons"] < 0:
        return "other persons act for the same state"
    if values["same_day"] < 0:
        return "the days are different"
    if not values["made_up_for"] and days_apart(a, b) and put_off(a, b) is not None:
        return "what was postponed was not made up for so"
    if values["same_weekday"] < 0:
        return "the weekday is different"
    if values["same_day"] == 0 and values["close_in_print"] < 0:
        return "published too far apart, and the day of one is not known"
    if a.mode in ("visit", "exercise") and values["shared_states"] < 1:
        return "other states take part"
    return ""
