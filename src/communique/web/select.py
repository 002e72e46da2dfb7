"""Asking the record for what a page or the interface shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations
from urllib.parse import urlencode

import msgspec

from communique.record import Record
from communique.record.outline import Outline, tallied
from communique.record.query import Query, pairs
from communique.types import Engagement

MOST_SUMMED = 20_000
"""Engagements that the summaries of one page count over; the page says so where there are more."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One page of engagements, and the address of the next one (None: the last)."""

    engagements: tuple[Engagement, ...]
    next_address: str | None = None


class PairCount(msgspec.Struct, frozen=True):
    """Two states or organisations, in order of their codes, and how many engagements they share."""

    left: str
    right: str
    count: int


def one_page(record: Record, query: Query, address: str, params: Mapping[str, str]) -> Found:
    """The page that the query asks for; `address` and `params` are what the next page's address is made of."""
    page = record.page(query)
    if page.next is None:
        return Found(engagements=page.engagements)
    asked = {name: value for name, value in params.items() if value and name != "after"}
    return Found(engagements=page.engagements, next_address=f"{address}?{urlencode({**asked, 'after': page.next})}")


def newest(record: Record, number: int, query: Query | None = None) -> tuple[Engagement, ...]:
    """The newest `number` engagements of the query."""
    return record.page(msgspec.structs.replace(query or Query(), limit=number, sort="newest")).engagements


def all_of(record: Record, query: Query) -> tuple[Outline, ...]:
    """Everything that the query finds in outline, up to `MOST_SUMMED`, newest first."""
    return tuple(record.outlines(msgspec.structs.replace(query, limit=MOST_SUMMED, after=None, sort="newest")))


def whole(query: Query) -> Query:
    """The query without its page."""
    return msgspec.structs.replace(query, after=None, limit=None)


def pair_counts(record: Record, query: Query, states: Iterable[str]) -> tuple[PairCount, ...]:
    """Pairs of the states by how many of the query's engagements they share, most first."""
    with record.reading() as connection:
        found = [(key.split("|"), number) for key, number in pairs(connection, query, states)]
    return _ordered(((left, right), number) for (left, right), number in found)


def pairs_in(engagements: Iterable[Engagement | Outline]) -> tuple[PairCount, ...]:
    """Pairs by how many of the engagements given they share, most first."""
    counts: Counter[tuple[str, str]] = Counter()
    for parties, number in tallied(engagement.parties for engagement in engagements):
        for pair in combinations(sorted({party.country for party in parties if party.country}), 2):
            counts[pair] += number
    return _ordered(counts.items())


def _ordered(counts: Iterable[tuple[tuple[str, str], int]]) -> tuple[PairCount, ...]:
    ordered = sorted(counts, key=lambda item: (-item[1], item[0]))
    return tuple(PairCount(left, right, number) for (left, right), number in ordered)
