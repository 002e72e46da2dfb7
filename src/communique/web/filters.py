"""From the part of an address after "?" to a query: the words of `check.filters`, and where a page ends."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from communique.check.filters import OTHER_SPELLINGS, WORDS
from communique.check.filters import query_of as query_of_words
from communique.errors import UsageError
from communique.export.wording import day_words
from communique.knowledge.as_of import first_day, last_day
from communique.record.query import Query
from communique.web.naming import Names

LONGEST = 500
"""Code points of one filter; a longer one is a mistake or an attack."""
PAGE_SIZE = 25
LARGEST_PAGE = 500
AFTER = re.compile(r"[0-9-]{0,10}~[\w-]{1,80}")


def query_of(params: Mapping[str, str], names: Names, base: Query | None = None) -> Query:
    """The query that an address asks for, on top of `base`. Empty filters and other parameters are no filters.

    Raises UsageError that names the filter and says what it takes.
    """
    checked_lengths(params)
    words = {name: value for name, value in params.items() if name != "limit" and _is_word(name)}
    query = query_of_words({"sort": "newest", **words}, names.knowledge)
    _check_sides(words.get("between", "").strip(), query, names)
    asked = {name: getattr(query, name) for name in Query.__struct_fields__ if getattr(query, name)}
    paging = {
        "after": _after(params.get("after", "")),
        "limit": limit_of(params),
    }
    return msgspec.structs.replace(base or Query(), **{**asked, **paging})


def _is_word(name: str) -> bool:
    plain = name.replace("-", "_")
    return OTHER_SPELLINGS.get(plain, plain) in WORDS


def _check_sides(between: str, query: Query, names: Names) -> None:
    """A lone word that names no state, office or known person is a mistake."""
    if query.between == (between,) and "/" not in between:
        known = names.knowledge.state(between) or names.knowledge.person(between)
        if not known and not names.knowledge.find(between, "person"):
            raise UsageError(f"between {between!r} is no pair of states: write two codes as IN-US, or one as IN")


def _after(value: str) -> str | None:
    if value and not AFTER.fullmatch(value):
        raise UsageError("after is no place in a list: follow the next link of the page before instead of making it")
    return value or None


def checked_lengths(params: Mapping[str, str]) -> None:
    """Raises UsageError where a filter is longer than anything that makes sense."""
    for name, value in params.items():
        if len(value) > LONGEST:
            raise UsageError(f"the filter {name!r} holds {len(value)} characters: shorten it to {LONGEST} or fewer")


def limit_of(params: Mapping[str, str]) -> int:
    """How many go on a page. Raises UsageError for what is no number from 1 to `LARGEST_PAGE`."""
    value = params.get("limit", "").strip() or str(PAGE_SIZE)
    if not value.isdecimal() or not 1 <= int(value) <= LARGEST_PAGE:
        raise UsageError(f"limit {value!r} is not a number from 1 to {LARGEST_PAGE}")
    return int(value)


def since_words(params: Mapping[str, str], query: Query, names: Names) -> str:
    """Whose taking of office the window begins with: "Pete Hegseth took office as ..."; empty where with none."""
    office, since = params.get("since_office", "").strip(), query.first
    if not office or not since:
        return ""
    began = (tenure for tenure in names.knowledge.tenures(office) if tenure.start and since == _first(tenure.start))
    for tenure in began:
        person = names.knowledge.person(tenure.person)
        who = person.name if person else tenure.person
        return f"{who} took office as {names.office(office)}, on {day_words(tenure.start)}"
    return ""


def _first(day: str) -> str:
    return first_day(day).isoformat()


def window(params: Mapping[str, str]) -> tuple[str, str]:
    """The first and last whole day of the window that an address asks for, as a form shows them; empty where none."""
    first, last = (params.get(name) or params.get(other) or "" for name, other in (("from", "first"), ("to", "last")))
    return (first_day(first).isoformat() if first else "", last_day(last).isoformat() if last else "")
