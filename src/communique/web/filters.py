"""From the part of an address after "?" to a query of the record, with one clear line for what is malformed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from communique.errors import UsageError
from communique.record.query import Query
from communique.types import MODES, STATUSES
from communique.web.naming import Names

LONGEST = 500
"""Code points of one filter; a longer one is a mistake or an attack."""
PAGE_SIZE = 25
LARGEST_PAGE = 500
AFTER = re.compile(r"[0-9-]{0,10}~[\w-]{1,80}")
FILTERS = tuple("between person office mode status area first last place outlet text limit after".split())


def query_of(params: Mapping[str, str], names: Names, base: Query | None = None) -> Query:
    """The query that an address asks for, on top of `base`. Empty filters are no filters.

    Raises UsageError that names the filter and says what it takes.
    """
    for name, value in params.items():
        if len(value) > LONGEST:
            raise UsageError(f"the filter {name!r} holds {len(value)} characters: shorten it to {LONGEST} or fewer")
    asked: dict[str, Any] = {name: params[name].strip() for name in FILTERS if params.get(name, "").strip()}
    _check_choices(asked)
    for name in ("first", "last"):
        if name in asked:
            asked[name] = _day(name, asked[name])
    if "between" in asked:
        asked["between"] = _pair(asked["between"], names)
    if "after" in asked and not AFTER.fullmatch(asked["after"]):
        raise UsageError("after is no place in a list: follow the next link of the page before instead of making it")
    asked["limit"] = _limit(asked.get("limit", str(PAGE_SIZE)))
    return msgspec.structs.replace(base or Query(), **asked)


def _check_choices(asked: Mapping[str, str]) -> None:
    for name, choices in (("mode", MODES), ("status", STATUSES)):
        if name in asked and asked[name] not in choices:
            raise UsageError(f"{name} {asked[name]!r} is not known: use one of {', '.join(choices)}")


def _day(name: str, value: str) -> str:
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageError(f"{name} {value!r} is no day: write it as 2025-07-01") from None


def _pair(value: str, names: Names) -> tuple[str, ...]:
    pair = names.pair(value)
    if pair is not None:
        return pair
    if names.knowledge.state(value.upper()):
        return (value.upper(),)
    raise UsageError(f"between {value!r} is no pair of states: write two codes as IN-US, or one as IN")


def _limit(value: str) -> int:
    if not value.isdigit() or not 1 <= int(value[:9]) <= LARGEST_PAGE:
        raise UsageError(f"limit {value!r} is not a number from 1 to {LARGEST_PAGE}")
    return int(value)
