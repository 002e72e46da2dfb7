"""The query language: the words by which people ask for engagements, and the query of the record that they mean.

The command line, Python and the web read the same words here. `from` and `to` are written `first` and `last` where a
language keeps `from` for itself; hyphens and underscores are one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import Any, get_args

import msgspec

from communique.check.since import Since, since_taken
from communique.errors import UsageError
from communique.knowledge import KnowledgeBase
from communique.knowledge.as_of import first_day, last_day
from communique.record.query import Query, Sort
from communique.types import MODES, STATUSES, Candidate

WORDS = "between person office mode status area first last since_office place outlet text sort limit".split()
OTHER_SPELLINGS = {"from": "first", "to": "last", "as_of": "last"}
NAMED_AT_MOST = 12
"""How many allowed values a message lists."""
NEAR = 0.4
"""Least likeness (0 to 1) of a value that is offered first."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A query, and what the beginning of its window rests on.

    Where an office was taken on a day that is known to the month or year only, the query begins with the first day
    that may be meant, and `since.surely` is the last.
    """

    query: Query
    since: Since


def query_of(filters: Mapping[str, Any], knowledge: KnowledgeBase) -> Query:
    """The query that filters ask for. Raises UsageError that names the filter and what it takes, nearest first."""
    return asked_of(filters, knowledge).query


def asked_of(filters: Mapping[str, Any], knowledge: KnowledgeBase) -> Asked:
    """The query that filters ask for, with its window explained; empty filters ask nothing. Raises UsageError."""
    asked = _by_word(filters)
    first = _day("from", asked.get("first"), end=False)
    last = _day("to", asked.get("last"), end=True)
    since = Since(first, "as given" if first else "ever")
    if "since_office" in asked:
        taken = since_office(asked["since_office"], last, knowledge)
        since = taken if (first or "") <= (taken.date or "") else Since(first, "as given")
    query = Query(
        between=sides_of(asked.get("between", ()), knowledge),
        person=asked.get("person"),
        office=_office("office", asked.get("office"), knowledge),
        mode=_choice("mode", asked.get("mode"), MODES),
        status=_choice("status", asked.get("status"), STATUSES),
        area=_area(asked.get("area"), knowledge),
        first=since.date,
        last=last,
        place=asked.get("place"),
        outlet=asked.get("outlet"),
        text=asked.get("text"),
        sort=_choice("sort", asked.get("sort"), get_args(Sort)) or "date",
        limit=_limit(asked.get("limit")),
    )
    return Asked(query=query, since=since)


def _by_word(filters: Mapping[str, Any]) -> dict[str, Any]:
    """The filters that ask something, by the word that the language has for each."""
    found: dict[str, Any] = {}
    for written, value in filters.items():
        plain = written.replace("-", "_")
        word = OTHER_SPELLINGS.get(plain, plain)
        if word not in WORDS:
            raise UsageError(f"no filter {written!r}; there are {_nearest(word, WORDS, most=len(WORDS))}")
        value = value.strip() if isinstance(value, str) else value
        if value not in (None, "", (), []):
            found[word] = value
    return found


# --- sides ------------------------------------------------------------------------------------------------------


def sides_of(between: str | Sequence[str], knowledge: KnowledgeBase) -> tuple[str, ...]:
    """Sides as the record knows them, from a sequence or from words such as "IN-US" and "IN/defence,US/defence".

    A state's name becomes its code; offices, ids and persons' names stay. Raises UsageError.
    """
    if not isinstance(between, str):
        return tuple(_side(side.strip(), knowledge) for side in between)
    pair = pair_of(between, knowledge)
    return pair or tuple(_side(side.strip(), knowledge) for side in between.split(",") if side.strip())


def pair_of(words: str, knowledge: KnowledgeBase) -> tuple[str, str] | None:
    """The two codes of "IN-US", in alphabetical order; codes may hold hyphens themselves ("AU-IGO-IN")."""
    pieces = words.upper().split("-")
    for cut, _ in pairwise(range(1, len(pieces) + 1)):
        left, right = "-".join(pieces[:cut]), "-".join(pieces[cut:])
        if left != right and knowledge.state(left) and knowledge.state(right):
            return (left, right) if left < right else (right, left)
    return None


def _side(word: str, knowledge: KnowledgeBase) -> str:
    if "/" in word:
        return _office("between", word, knowledge) or word
    if knowledge.state(word.upper()):
        return word.upper()
    code = knowledge.state_of(word)
    if code is None and re.fullmatch(r"[A-Z]{2}", word):
        codes = [state.code for state in knowledge.states()]
        raise UsageError(
            f"between: {word} is no code of a state; write ISO 3166 codes such as {_nearest(word, codes, most=6)}"
        )
    return code or word


# --- windows ----------------------------------------------------------------------------------------------------


def since_office(office_id: str, on: str | None, knowledge: KnowledgeBase) -> Since:
    """Since when the holder of an office on an ISO day (today where none is given) holds it.

    Raises UsageError where the office, its holder, or the start of the tenure is not known.
    """
    office = _office("since-office", office_id, knowledge) or office_id
    day = dt.date.fromisoformat(on) if on else dt.datetime.now(dt.UTC).date()
    holder = _holder(knowledge.holders(office, day), day.isoformat())
    if holder is None or not holder.start:
        who = f"since when {holder.name} holds {office}" if holder else f"who holds {office} on {day}"
        raise UsageError(f"since-office: it is not known {who}; give the first day with from instead")
    return since_taken(holder)


def _holder(holders: Sequence[Candidate], day: str) -> Candidate | None:
    """The surest holder; on a day of handing over, the one who stays."""
    staying = [holder for holder in holders if holder.end != day and not holder.acting]
    return next(iter(staying or holders), None)


# --- values -----------------------------------------------------------------------------------------------------


def _office(word: str, value: str | None, knowledge: KnowledgeBase) -> str | None:
    if value is None or knowledge.office(value):
        return value
    state, _, post = value.partition("/")
    offices = [office for office in knowledge.all_offices() if office.state == state.upper()] or knowledge.all_offices()
    titled = [office.id for office in offices if post.replace("-", " ").lower() == office.title.lower()]
    near = _nearest(value, [office.id for office in offices])
    raise UsageError(f"{word}: no office {value!r} is known; near are {', '.join([*titled, near])}")


def _area(value: str | None, knowledge: KnowledgeBase) -> str | None:
    return _choice("area", value, [row["area_id"] for row in knowledge.areas()]) if value else None


def _choice(word: str, value: str | None, allowed: Iterable[str]) -> Any:
    known = list(allowed)
    if value is None or value in known:
        return value
    raise UsageError(f"{word} {value!r} is not known; it takes {_nearest(value, known)}")


def _nearest(value: str, allowed: Sequence[str], most: int = NAMED_AT_MOST) -> str:
    near = get_close_matches(value.lower(), allowed, n=3, cutoff=NEAR) or get_close_matches(value, allowed, 3, NEAR)
    return ", ".join([*near, *(word for word in allowed if word not in near)][:most])


def _limit(value: int | str | None) -> int | None:
    if value is None:
        return None
    if not str(value).isdecimal() or int(value) < 1:
        raise UsageError(f"limit {value!r} is not known; it takes a number from 1 on")
    return int(value)


def _day(word: str, value: str | None, *, end: bool) -> str | None:
    if value is None:
        return None
    try:
        return (last_day if end else first_day)(str(value)).isoformat()
    except ValueError:
        raise UsageError(f"{word} {value!r} is no date; it takes 2025, 2025-07 or 2025-07-01") from None
