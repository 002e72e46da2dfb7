"""Counting engagements for display: areas by quarter, counterparts, points of a timeline, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import product

import msgspec

from communique.export.wording import MODE_WORDS, title_of
from communique.record.outline import AreaOutline, Outline, tallied
from communique.types import Area, Engagement, Party
from communique.web.naming import LEVEL_WORDS, Names

MOST_POINTS = 2000
MOST_QUARTERS = 12
LEAST_DARK = 4
"""Engagements of a quarter from which on a cell may be darkest: a single one never looks like many."""
HAPPENED = ("held", "ongoing")
Outlined = Engagement | Outline


class HeatCell(msgspec.Struct, frozen=True, kw_only=True):
    """How many engagements of a quarter touched an area; `shade` 0 to 5 for the colour."""

    count: int
    shade: int


class HeatRow(msgspec.Struct, frozen=True, kw_only=True):
    """One area over the quarters."""

    area: str
    cells: tuple[HeatCell, ...]
    total: int


class HeatMap(msgspec.Struct, frozen=True, kw_only=True):
    """Areas by quarter, busiest area first."""

    quarters: tuple[str, ...]
    rows: tuple[HeatRow, ...]


class Counterparts(msgspec.Struct, frozen=True, kw_only=True):
    """Two people who engaged each other, how often in the record, and first and last when."""

    left: Party
    right: Party
    count: int
    first: str | None
    last: str | None
    both_since: str | None = None
    """The day from which both hold the offices that the record last saw them in; None where it is not known."""
    count_since: int = 0
    """How many of the engagements fall on or after `both_since`."""


def quarter_of(day: str | None) -> str | None:
    """ "2025-08-10" gives "2025 Q3"; None without a month."""
    return f"{day[:4]} Q{(int(day[5:7]) + 2) // 3}" if day and len(day) >= 7 else None


def heat_map(engagements: Sequence[Outlined]) -> HeatMap:
    """The newest quarters that hold anything, at most `MOST_QUARTERS`, with every area touched in them."""
    counts: Counter[tuple[str, str]] = Counter()
    of_quarter: dict[str, list[tuple[Area | AreaOutline, ...]]] = {}
    for engagement in engagements:
        if quarter := quarter_of(engagement.date.first):
            of_quarter.setdefault(quarter, []).append(engagement.areas)
    for quarter, touched in of_quarter.items():
        for areas, number in tallied(touched):
            for area in {area.area for area in areas}:
                counts[area, quarter] += number
    quarters = tuple(sorted({quarter for _, quarter in counts})[-MOST_QUARTERS:])
    most = max([LEAST_DARK, *(count for (_, quarter), count in counts.items() if quarter in quarters)])
    rows = [_heat_row(area, quarters, counts, most) for area in {area for area, _ in counts}]
    shown = sorted((row for row in rows if row.total), key=lambda row: (-row.total, row.area))
    return HeatMap(quarters=quarters, rows=tuple(shown))


def _heat_row(area: str, quarters: Sequence[str], counts: Counter[tuple[str, str]], most: int) -> HeatRow:
    numbers = [counts[area, quarter] for quarter in quarters]
    cells = tuple(HeatCell(count=number, shade=-(-5 * number // most)) for number in numbers)
    return HeatRow(area=area, cells=cells, total=sum(numbers))


def counterparts(engagements: Sequence[Outlined], pair: tuple[str, str], names: Names) -> tuple[Counterparts, ...]:
    """Who of one state engaged whom of the other, most often first. Planned and denied ones do not count."""
    casts: dict[int, list[str | None]] = {}
    happened = [engagement for engagement in engagements if engagement.status in HAPPENED]
    for engagement in happened:
        casts.setdefault(id(engagement.parties), []).append(engagement.date.first)
    met: dict[tuple[str, str], list[str | None]] = {}
    people: dict[str, Party] = {}
    for parties, _ in tallied(engagement.parties for engagement in happened):
        days = casts[id(parties)]
        known = {party.person: party for party in parties if party.person}
        people.update({person: party for person, party in known.items() if person not in people})
        sides = [[person for person, party in known.items() if party.country == code] for code in pair]
        for both in product(*sides):
            met.setdefault((both[0], both[1]), []).extend(days)
    rows = [_counterparts(people[left], people[right], days, names) for (left, right), days in met.items()]
    return tuple(sorted(rows, key=lambda row: (-row.count, row.left.name or "", row.right.name or "")))


def _counterparts(left: Party, right: Party, shared: Sequence[str | None], names: Names) -> Counterparts:
    days = sorted(day for day in shared if day)
    since = _both_since(names.in_office_since(left), names.in_office_since(right))
    return Counterparts(
        left=left,
        right=right,
        count=len(shared),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        both_since=since,
        count_since=sum(day >= since for day in days) if since else 0,
    )


def _both_since(left: str | None, right: str | None) -> str | None:
    return max(left, right) if left and right else None


def timeline(engagements: Sequence[Outlined], names: Names) -> dict[str, object]:
    """What the timeline chart draws: the newest `MOST_POINTS` dated engagements."""
    dated = [engagement for engagement in engagements if engagement.date.first]
    newest = sorted(dated, key=lambda engagement: engagement.date.first or "")[-MOST_POINTS:]
    return {
        "points": [_point(engagement, names) for engagement in newest],
        "modes": [{"id": mode, "name": words} for mode, words in MODE_WORDS.items()],
        "levels": [{"id": level, "name": words} for level, words in LEVEL_WORDS.items()],
    }


def _point(engagement: Outlined, names: Names) -> dict[str, object]:
    return {
        "date": (engagement.date.first or "")[:10],
        "mode": engagement.mode,
        "level": names.level(engagement.parties),
        "held": engagement.status in HAPPENED,
        "title": title_of(engagement),
        "id": engagement.id,
    }


def outlets(engagements: Sequence[Outlined]) -> tuple[tuple[str, int], ...]:
    """Outlets with how many reports of theirs the engagements rest on, most first."""
    counts: Counter[str] = Counter()
    for reports, number in tallied(engagement.reports for engagement in engagements):
        for report in reports:
            counts[report.outlet or "not known"] += number
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
