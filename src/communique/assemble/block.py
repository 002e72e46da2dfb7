"""Blocks: reports that may be about one engagement share a pair of states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from communique.types import Report, SourcedReport


def countries_of(report: Report) -> tuple[str, ...]:
    """The states and organisations of a report's parties, sorted."""
    return tuple(sorted({party.country for party in report.parties if party.country}))


def pairs_of(report: Report) -> tuple[str, ...]:
    """The blocks of a report: each pair of its states as "IN|US"; a lone state as "IN|"."""
    countries = countries_of(report)
    if len(countries) < 2:
        return (f"{countries[0]}|",) if countries else ()
    return tuple(f"{a}|{b}" for a, b in combinations(countries, 2))


def blocks_of(reports: Iterable[SourcedReport]) -> dict[str, list[SourcedReport]]:
    """Reports by block; a report with several pairs stands in several blocks."""
    found: dict[str, list[SourcedReport]] = defaultdict(list)
    for item in reports:
        for pair in pairs_of(item.report):
            found[pair].append(item)
    return found
