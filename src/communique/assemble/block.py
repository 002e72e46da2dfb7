"""Blocks: reports that may be about one engagement share a pair of states."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from communique.types import Report


def countries_of(report: Report) -> tuple[str, ...]:
    """The states and organisations of a report's parties, sorted."""
    return tuple(sorted({party.country for party in report.parties if party.country}))


def pairs_of(report: Report) -> tuple[str, ...]:
    """The blocks of a report: each pair of its states as "IN|US"; a lone state as "IN|"."""
    return pairs_of_states(countries_of(report))


def pairs_of_states(states: Iterable[str]) -> tuple[str, ...]:
    """The blocks of some states, sorted."""
    ordered = sorted(states)
    if len(ordered) < 2:
        return (f"{ordered[0]}|",) if ordered else ()
    return tuple(f"{a}|{b}" for a, b in combinations(ordered, 2))


def block_of(states: Iterable[str]) -> str:
    """The first block of some states: where news of all of them is looked for. Empty without states."""
    return next(iter(pairs_of_states(states)), "")
