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
BESIDE = re.compile(r"<(figcaption|blockquote)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)? ?(Z|[+-]\d\d:?\d\d)?)?")
CJK = re.compile(r"((?:19|20)\d\d)[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일]")
NUMERIC = re.compile(r"\b(\d{1,2})([/.])(\d{1,2})\2((?:19|20)\d\d)\b")
URL_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=[/-])")
URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/-])")
Reading = tuple[str, Precision, str | None]
"""ISO value, precision, zone."""
MONTH_FIRST = frozenset(("US", "PH", "FM", "MH", "PW"))
EITHER_FIRST = frozenset(("CA", "KE", "ZA", "GH"))
"""States where numeric dates are written with the month first, and those where both orders are in use.

Source: Unicode CLDR, short date formats of English locales.
"""
NEAR = 3
"""Days within which another clue speaks for one reading of a date."""
LATEST = "2100-01-01"
"""Bound for guesses on a page whose day of capture nobody noted; today's date would make readings differ by day."""
IN_SCRIPTS = re.compile(
    r"\b(?:datePublished|publication_?(?:date|time)|article_date|post_date(?:_gmt)?)\\?['\"]\s*:\s*\\?['\"]"
    r"((?:19|20)\d\d-\d\d-\d\d)",
    re.IGNORECASE,
)
"""A day of publication among the data that scripts of a page work on."""
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
    "updated": 0.5,
}


def published_from(
    clues: Iterable[tuple[str, str]],
    captured: str | None = None,
    *,
    home: str | None = None,
    modified: str | None = None,
) -> Published | None:
    """The publication of the first clue (value, basis) that can be read; clues stand best first.

    A day after the capture (ISO 8601) is an error of the page and passed over: None where nothing is left. Where day
    and month could be exchanged, the other clues, the day of the last change and the customs of the outlet's home
    decide; the year is kept where they do not.
    """
    found = [(basis, _possible(value, captured)) for value, basis in clues]
    days = {options[0][0][:10] for _, options in found if len(options) == 1}
    days |= {changed[0][:10] for changed in _possible(modified or "", None)[:1]}
    for basis, options in found:
        if options:
            value, precision, zone = _settled(options, days, home)
            return Published(
                value=value, precision=precision, basis=basis, zone=zone, confidence=CONFIDENCE.get(basis, 0.6)
            )
    return None


def _possible(value: str, captured: str | None) -> list[Reading]:
    return [found for found in readings_of(value) if not _is_later(found[0], captured)]


def _settled(options: list[Reading], days: set[str], home: str | None) -> Reading:
    """The one of two readings, day first and month first, that something else speaks for."""
    if len(options) == 1:
        return options[0]
    near = [option for option in options if any(_apart(option[0], day) <= NEAR for day in days)]
    if len(near) == 1:
        return near[0]
    if home and home not in EITHER_FIRST:
        return options[home in MONTH_FIRST]
    return options[0][0][:4], "year", None


def _apart(one: str, other: str) -> int:
    if len(one) < len("2024-05-06") or len(other) < len("2024-05-06"):
        return NEAR + 1
    return abs((dt.date.fromisoformat(one[:10]) - dt.date.fromisoformat(other[:10])).days)


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


def guessed(html: str | None, captured: str | None, url: str | None = None, modified: str | None = None) -> Published:
    """What is left where the page gives no date outright: htmldate's guess, else the month of the address.

    Where the data of the page's scripts tell of one day of publication only, that is the guess.

    A page that only says when it was last changed is of about that day: a guess far from it is of something else on
    the page. A 1 January from htmldate is a year only. Captions, quotes and posts tell of other days and are left out.
    """
    day = _found_in(html, (captured or LATEST)[:10]) if html else None
    changed = next(iter(_possible(modified or "", None)), None)
    if changed and _apart(day or "", changed[0]) > NEAR:
        value, precision, zone = changed
        return Published(value=value, precision=precision, basis="updated", zone=zone, confidence=CONFIDENCE["updated"])
    if day and not day.endswith("-01-01"):
        return Published(value=day, precision="day", basis="guess", confidence=0.5)
    month = URL_MONTH.search(url or "")
    if month:
        return Published(value=f"{month[1]}-{month[2]}", precision="month", basis="url", confidence=0.5)
    return Published(value=day[:4], precision="year", basis="guess", confidence=0.3) if day else Published()


def _found_in(html: str, last: str) -> str | None:
    days: set[str] = set(IN_SCRIPTS.findall(html))
    for day in days if len(days) == 1 else ():
        if day <= last and readings_of(day):
            return day
    return find_date(BESIDE.sub(" ", html), original_date=True, extensive_search=True, max_date=last)


def read_date(value: str) -> Reading | None:
    """ISO value, precision and zone of a written date; None where there is none.

    A numeric date whose day and month could be exchanged is read to the year only where both are possible and differ.
    """
    found = readings_of(value)
    return found[0] if len(found) == 1 else (found[0][0][:4], "year", None) if found else None


def readings_of(value: str) -> list[Reading]:
    """What a written date may mean: nothing, one day, or two where day and month could be exchanged (day first)."""
    value = value.strip()
    iso = ISO.search(value)
    if iso:
        return _some(_from_iso(iso))
    if MONTH_ONLY.match(value):
        return [(value, "month", None)]
    if YEAR_ONLY.match(value):
        return [(value, "year", None)]
    for pattern in WORDED:
        match = pattern.search(value)
        if match:
            return _some(_checked(int(match["year"]), MONTHS[match["month"][:3].lower()], int(match["day"])))
    cjk = CJK.search(value)
    if cjk:
        return _some(_checked(*(int(part) for part in cjk.groups())))
    numeric = NUMERIC.search(value)
    return _from_numeric(numeric) if numeric else []


def _some(found: Reading | None) -> list[Reading]:
    return [found] if found else []


def _from_iso(match: re.Match[str]) -> Reading | None:
    year, month, day, hour, minute, _, zone = match.groups()
    plain = _checked(int(year), int(month), int(day))
    if plain is None or hour is None:
        return plain
    zone = ZONES.get(zone or "", zone)
    if zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{plain[0]}T{hour}:{minute}{zone or ''}", "time", zone


def _from_numeric(match: re.Match[str]) -> list[Reading]:
    first, mark, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
    day_first = _checked(year, second, first)
    month_first = _checked(year, first, second) if mark != "." else None
    return list(dict.fromkeys([*_some(day_first), *_some(month_first)]))


def _checked(year: int, month: int, day: int) -> Reading | None:
    try:
        return dt.date(year, month, day).isoformat(), "day", None
    except ValueError:
        return None
