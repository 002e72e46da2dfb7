"""Engagements by month, as the chart and the table beside it show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from communique.export.wording import day_words
from communique.types import Engagement
from communique.web.summary import HAPPENED

MOST_MONTHS = 240


class Months(msgspec.Struct, frozen=True, kw_only=True):
    """Months from the first engagement to the last, empty ones too, and what the chart draws of them."""

    months: tuple[tuple[str, int], ...]
    chart: dict[str, Any]
    words: str = ""


def trend_of(engagements: Sequence[Engagement]) -> Months:
    """Engagements that happened, counted by month; those whose month is not known are left out."""
    days = (engagement.date.first for engagement in engagements if engagement.status in HAPPENED)
    counts = Counter(day[:7] for day in days if day and len(day) >= 7)
    months = tuple((month, counts[month]) for month in _months(counts))[-MOST_MONTHS:]
    points = [
        {"month": f"{month}-01", "count": number, "title": f"{day_words(month)}: {number}"} for month, number in months
    ]
    return Months(months=months, chart={"points": points, "line": None})


def _months(counts: Counter[str]) -> Iterator[str]:
    if not counts:
        return
    month, last = min(counts), max(counts)
    while month <= last:
        yield month
        year, number = int(month[:4]), int(month[5:7])
        month = f"{year + number // 12:04d}-{number % 12 + 1:02d}"
