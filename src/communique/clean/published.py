"""When an article was first published: one reading of dates for all kinds of page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from htmldate import find_date

from communique.types import Precision, Published

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WORDED = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ,.-]+{_MONTH}[ ,.-]+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
)
ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)? ?(Z|[+-]\d\d:?\d\d)?)?")
CJK = re.compile(r"((?:19|20)\d\d)[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일]")
NUMERIC = re.compile(r"\b(\d{1,2})([/.])(\d{1,2})\2((?:19|20)\d\d)\b")
URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/-])")
LATEST = "2100-01-01"
"""Bound for guesses on a page whose day of capture nobody noted; today's date would make readings differ by day."""
MONTH_ONLY = re.compile(r"^((?:19|20)\d\d)-(\d\d)$")
YEAR_ONLY = re.compile(r"^((?:19|20)\d\d)$")
ZONES = {
    "GMT": "+00:00",
    "UTC": "+00:00",
    "Z": "+00:00",
    "IST": "+05:30",
    "EST": "-05:00",
    "EDT": "-04:00",
    "JST": "+09:00",
}
CONFIDENCE = {
    "metadata": 1.0,
    "json-ld": 0.95,
    "meta": 0.9,
    "front matter": 0.95,
    "time": 0.8,
    "head": 0.85,
    "listed": 0.8,
    "url": 0.75,
}


def published_from(clues: Iterable[tuple[str, str]], captured: str | None = None) -> Published | None:
    """The publication of the first clue (value, basis) that can be read; clues stand best first.

    A date after the day of capture (ISO 8601) is an error of the page and passed over: None where nothing is left.
    """
    for value, basis in clues:
        found = read_date(value)
        if found is not None and not _is_later(found[0], captured):
            text, precision, zone = found
            return Published(
                value=text, precision=precision, basis=basis, zone=zone, confidence=CONFIDENCE.get(basis, 0.6)
            )
    return None


def _is_later(value: str, captured: str | None) -> bool:
    # A day of grace: zones differ by up to 26 hours.
    if not captured or len(value) < 10:
        return False
    last = dt.date.fromisoformat(captured[:10]) + dt.timedelta(days=1)
    return dt.date.fromisoformat(value[:10]) > last


def day_in_url(url: str | None) -> str | None:
    """The ISO day that stands in an address ("/2024/05/06/", "/2024-05-06-")."""
    match = URL_DAY.search(url or "")
    return f"{match[1]}-{match[2]}-{match[3]}" if match else None


def guessed(html: str | None, captured: str | None) -> Published:
    """What htmldate finds where the page gives no date outright; a 1 January from it is a year only."""
    if html is None:
        return Published()
    day = find_date(html, original_date=True, extensive_search=True, max_date=(captured or LATEST)[:10])
    if day is None:
        return Published()
    if day.endswith("-01-01"):
        return Published(value=day[:4], precision="year", basis="guess", confidence=0.3)
    return Published(value=day, precision="day", basis="guess", confidence=0.5)


def read_date(value: str) -> tuple[str, Precision, str | None] | None:
    """ISO value, precision and zone of a written date; None where there is none.

    A numeric date whose day and month could be exchanged is read to the month only where both are possible and differ.
    """
    value = value.strip()
    iso = ISO.search(value)
    if iso:
        return _from_iso(iso)
    if MONTH_ONLY.match(value):
        return value, "month", None
    if YEAR_ONLY.match(value):
        return value, "year", None
    for pattern in WORDED:
        match = pattern.search(value)
        if match:
            month = MONTHS[match["month"][:3].lower()]
            return _checked(int(match["year"]), month, int(match["day"]))
    cjk = CJK.search(value)
    if cjk:
        return _checked(*(int(part) for part in cjk.groups()))
    numeric = NUMERIC.search(value)
    return _from_numeric(numeric) if numeric else None


def _from_iso(match: re.Match[str]) -> tuple[str, Precision, str | None] | None:
    year, month, day, hour, minute, _, zone = match.groups()
    plain = _checked(int(year), int(month), int(day))
    if plain is None or hour is None:
        return plain
    zone = ZONES.get(zone or "", zone)
    if zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{plain[0]}T{hour}:{minute}{zone or ''}", "time", zone


def _from_numeric(match: re.Match[str]) -> tuple[str, Precision, str | None] | None:
    first, mark, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
    if first > 12 or first == second or mark == ".":
        return _checked(year, second, first)
    if second > 12:
        return _checked(year, first, second)
    return str(year), "year", None


def _checked(year: int, month: int, day: int) -> tuple[str, Precision, str | None] | None:
    try:
        return dt.date(year, month, day).isoformat(), "day", None
    except ValueError:
        return None
