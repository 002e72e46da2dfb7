"""Where a search leads: "calls between India and the US since Hegseth took office" to their relation, narrowed so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from communique.check.claim import COUNTED
from communique.check.since import OFFICE, since_of
from communique.errors import UsageError
from communique.knowledge.tables import Tenure
from communique.types import Candidate
from communique.web.naming import Names

SURE = 0.5
"""Least score of a person whom a name is taken to mean."""
SINCE = re.compile(r",?\s*\bsince\s+(?P<since>.+)$|,?\s*\b(?P<this>this (?:year|month|week))\b", re.IGNORECASE)
IN_YEAR = re.compile(r",?\s*\b(?:in|during)\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
JOINED = re.compile(r"\s-\s|[,–—&+]|\b(?:to|with)\b", re.IGNORECASE)
LINKS = re.compile(r"\b(?:between|with|of|by|the|all|their|telephone|phone|video)\b", re.IGNORECASE)
Filters = dict[str, str]


def address_for(names: Names, words: str) -> str:
    """The page that the words name: two sides with how and since when, a state, a person; else a search in texts.

    Raises UsageError where the words say since when two sides are meant, and it is not known when that was.
    """
    if coded := names.pair(words):
        return _relation(coded, {})
    timeless, window = _without_window(words)
    bare, mode = _without_mode(timeless)
    sides = _two_sides(names, LINKS.sub(" ", JOINED.sub(" and ", bare))) or _two_sides(names, timeless)
    if sides:
        return _between(names, sides, {**mode, **_window(names, window)})
    return _one(names, words) or f"/engagements?{urlencode({'text': words})}"


def _without_window(words: str) -> tuple[str, Filters]:
    if match := SINCE.search(words):
        return words.replace(match[0], " "), {"since": (match["since"] or match["this"]).strip()}
    if match := IN_YEAR.search(words):
        return words.replace(match[0], " "), {"from": match["year"], "to": match["year"]}
    return words, {}


def _without_mode(words: str) -> tuple[str, Filters]:
    for pattern, mode in COUNTED:
        if pattern.search(words):
            return pattern.sub(" ", words), {"mode": mode}
    return words, {}


def _two_sides(names: Names, words: str) -> tuple[str, str] | None:
    """The two sides that the words name, whatever stands between them ("India - US", "france and india")."""
    for left, right in _halves(words):
        one, two = names.knowledge.state_of(left), names.knowledge.state_of(right)
        if one and two and one != two:
            return min(one, two), max(one, two)
    for left, right in _halves(words, linked=True):
        sides = [names.knowledge.state_of(half) or _id(_person(names, half)) for half in (left, right)]
        if sides[0] and sides[1] and sides[0] != sides[1]:
            return sides[0], sides[1]
    return None


def _halves(words: str, *, linked: bool = False) -> Iterator[tuple[str, str]]:
    """Every cut of the words in two; with `linked`, only where "and" or a dash stands."""
    pieces = words.split() if linked else re.split(r"[\s,–—&+-]+", words.strip())
    for cut in range(1, len(pieces)):
        if not linked or pieces[cut].lower() == "and":
            yield " ".join(pieces[:cut]), re.sub(r"^and ", "", " ".join(pieces[cut:]), flags=re.IGNORECASE)


def _window(names: Names, asked: Filters) -> Filters:
    if "since" not in asked:
        return asked
    today = dt.datetime.now(dt.UTC).date()
    if match := OFFICE.search(asked["since"]):
        name = re.sub(r"^the |[’']s$", "", asked["since"][: match.start()].strip())
        person = _id(_person(names, name, today) or _person(names, name))
        if taken := max(names.knowledge.tenures_of(person) if person else (), key=_start, default=None):
            holds_it = names.knowledge.holders(taken.office, today)[:1]
            return {"since_office": taken.office} if _is(person, holds_it) else {"from": taken.start}
    since = since_of(asked["since"], today.isoformat(), (), names.knowledge)
    if since.date is None:
        raise UsageError(f"it is not known when {asked['since']!r} was: write a day instead, as in since 2025-01-20")
    return {"from": since.date}


def _start(tenure: Tenure) -> str:
    return tenure.start


def _is(person: str | None, holders: Sequence[Candidate]) -> bool:
    return any(holder.person == person for holder in holders)


def _person(names: Names, words: str, on: dt.date | None = None) -> Candidate | None:
    found = names.knowledge.find(words, "person", on) if words else ()
    return found[0] if found and found[0].score >= SURE and found[0].person else None


def _id(found: Candidate | None) -> str | None:
    return found.person if found else None


def _between(names: Names, sides: tuple[str, str], filters: Filters) -> str:
    if all(names.knowledge.state(side) for side in sides):
        return _relation((min(sides), max(sides)), filters)
    return f"/engagements?{urlencode({'between': ','.join(sides), **filters}, safe=',/')}"


def _relation(pair: tuple[str, str], filters: Filters) -> str:
    return f"/relations/{'-'.join(pair)}" + (f"?{urlencode(filters, safe='/')}" if filters else "")


def _one(names: Names, words: str) -> str | None:
    state = names.knowledge.state_of(words)
    person = None if state else _id(_person(names, words))
    return f"/states/{state}" if state else f"/persons/{person}" if person else None
