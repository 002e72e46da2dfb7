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
UNITS = {"year": 365.25, "decade": 3652.5, "month": 30.44}


class Since(msgspec.Struct, frozen=True):
    """The first day of a window (None: not known, or there is no beginning) and what it rests on.

    Where the start is known to the month or year only, `date` is its first day and `surely` its last: what lies
    between may lie outside the window.
    """

    date: str | None
    basis: str
    surely: str | None = None


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
    if not number:
        return None
    start = day - dt.timedelta(days=round(number * UNITS[match["unit"]]))
    return Since(start.isoformat(), f"{words} before {day}")


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
    year = re.fullmatch(r"(?:in )?((?:19|20)\d\d)", words.strip())
    if year:
        return Since(f"{year[1]}-01-01", f"since {words}")
    for form in find_forms(words, 0):
        if form.kind == "month_year":
            return Since(f"{form.values[2]}-{month_number(form.values[1]):02d}-01", f"since {words}")
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
    return Since(f"{year}-{number:02d}-01", f"since {word} {year}")
