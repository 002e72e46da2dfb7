"""Where a claim's window begins."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from communique.knowledge import KnowledgeBase
from communique.knowledge.as_of import first_day, last_day
from communique.knowledge.names import fold
from communique.read.time_grammar import NUMBERS, find_forms, month_number
from communique.types import Candidate

OFFICE = re.compile(
    r"\b(?:assum\w+|took|tak\w+|came (?:in)?to|com\w+ (?:in)?to|enter\w*|becom\w+|became|appoint\w+|inaugurat\w+"
    r"|sworn|capacity|elected|election|power|charge|post|office)\b",
    re.IGNORECASE,
)
YEARS = re.compile(
    r"^(?P<loose>more than |nearly |almost |over )?(?P<number>an?|\d+|\w+) (?P<unit>year|decade|month)s?$", re.I
)
MONTHS = {"year": 12, "decade": 120, "month": 1}


class Since(msgspec.Struct, frozen=True):
    """The first day of a window (None: not known, or there is no beginning) and what it rests on.

    Where the start is known to the month or year only, `date` is its first day and `surely` its last: what lies
    between may lie outside the window. `named`: the start is a month or year that the words name, so that a first
    "since 2003" is the first after those of 2003.
    """

    date: str | None
    basis: str
    surely: str | None = None
    named: bool = False


def since_of(words: str | None, as_of: str | None, names: Sequence[str], knowledge: KnowledgeBase) -> Since:
    """The first day that "since ..." means on a day.

    `names` are the persons of the claim in the order in which they are named. The basis begins with "unknown" where
    the words could not be resolved.
    """
    if not words:
        return Since(None, "ever")
    day = dt.date.fromisoformat(as_of) if as_of and len(as_of) == 10 else None
    return (
        _of_period(words, day)
        or _of_office(words, day, names, knowledge)
        or _of_date(words, day)
        or Since(None, f"unknown: {words!r} could not be resolved")
    )


def _of_period(words: str, day: dt.date | None) -> Since | None:
    if day is None:
        return None
    low = words.lower()
    starts = {"this year": day.replace(month=1, day=1), "this month": day.replace(day=1)}
    starts["this week"] = day - dt.timedelta(days=day.weekday())
    if low in starts:
        return Since(starts[low].isoformat(), low)
    match = YEARS.match(low)
    if not match:
        return None
    word = match["number"]
    number = 1 if word in ("a", "an") else NUMBERS.get(word) or (int(word) if word.isdigit() else 0)
    months = number * MONTHS[match["unit"]]
    if not 0 < months <= day.year * 12 - 24:
        return None
    # "The first in 22 years": the one before was some 22 years ago, not to the day.
    short = months - MONTHS[match["unit"]] if number > 1 else months * 3 // 4
    start, surely = _months_before(day, months), _months_before(day, short)
    exact = (match["loose"] or "").strip() in ("more than", "over")
    return Since(start.isoformat(), f"{words} before {day}", None if exact else surely.isoformat(), named=True)


def _months_before(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, last_day(f"{year:04d}-{month + 1:02d}").day))


def _of_office(words: str, day: dt.date | None, names: Sequence[str], knowledge: KnowledgeBase) -> Since | None:
    if not OFFICE.search(words):
        return None
    chosen = _holder_meant(words, day, names, knowledge)
    if chosen is None or not chosen.start:
        return Since(None, f"unknown: since when the office is held ({words!r})")
    return since_taken(chosen)


def since_taken(holder: Candidate) -> Since:
    """Since a holder took the office that the candidate names. Its start must be known."""
    assert holder.start
    first, last = first_day(holder.start).isoformat(), last_day(holder.start).isoformat()
    basis = f"{holder.name} took office ({holder.office}) {'on' if first == last else 'in'} {holder.start}"
    return Since(first, basis, None if first == last else last)


def _holder_meant(words: str, day: dt.date | None, names: Sequence[str], knowledge: KnowledgeBase) -> Candidate | None:
    """Whose taking of office is meant: "the latter", a name in the words, or the one who took it last."""
    folded = fold(words)
    meant = [name for name in names if fold(name).split()[-1] in folded.split()]
    if not meant and "latter" in folded and len(names) > 1:
        meant = [names[1]]
    if not meant and "former" in folded and names:
        meant = [names[0]]
    on = day or dt.datetime.now(dt.UTC).date()
    held = [found for name in meant or names if (found := _in_office(name, on, knowledge))]
    return max(held, key=lambda candidate: candidate.start or "", default=None)


def _in_office(name: str, on: dt.date, knowledge: KnowledgeBase) -> Candidate | None:
    found = [c for c in knowledge.find(name, "person", on) if c.office]
    best = [c for c in found if c.score == found[0].score]
    return best[0] if len({c.person for c in best}) == 1 else None


def _of_date(words: str, day: dt.date | None) -> Since | None:
    year = re.fullmatch(r"(?:in |early |mid-|late )?((?:19|20)\d\d)", words.strip())
    if year:
        return _named(year[1], words)
    for form in find_forms(words, 0):
        if form.kind == "month_year":
            return _named(f"{form.values[2]}-{month_number(form.values[1]):02d}", words)
        if form.kind in ("day_month", "month_day") and form.values[2]:
            from communique.read.time import resolve_time
            from communique.types import Published

            when = resolve_time(form, Published(value=day.isoformat() if day else None, precision="day"), "held")
            return Since(when.first, f"since {words}") if when.first else None
    month = re.fullmatch(r"([A-Z][a-z]{2,8})", words.strip())
    return _of_month(month[1], day) if month and day else None


def _of_month(word: str, day: dt.date) -> Since | None:
    try:
        number = month_number(word)
    except ValueError:
        return None
    year = day.year if number <= day.month else day.year - 1
    return _named(f"{year}-{number:02d}", f"{word} {year}")


def _named(period: str, words: str) -> Since:
    """Since a month or year that is named: whatever lies in it may be from before the day that is meant."""
    return Since(first_day(period).isoformat(), f"since {words}", last_day(period).isoformat(), named=True)
