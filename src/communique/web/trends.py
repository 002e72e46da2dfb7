"""Engagements by month, as the chart and the table beside it show them, and the last twelve months in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from communique.check.trend import Ratio, Trend, trend
from communique.export.wording import day_words, instant_of, last_reported
from communique.types import Engagement

MOST_MONTHS = 240


class Months(msgspec.Struct, frozen=True, kw_only=True):
    """Months from the first engagement to the last, empty ones too, what the chart draws of them, and the trend."""

    months: tuple[tuple[str, int], ...]
    chart: dict[str, Any]
    words: str = ""


def trend_of(engagements: Sequence[Engagement], today: dt.date) -> Months:
    """Engagements that happened, by month, up to the day of the newest report (today at the latest).

    Beyond that day the record cannot reach: an empty window would say "fewer" where nothing was added.
    """
    reach = reach_of(engagements, today)
    found = trend(engagements, reach)
    months = found.months[-MOST_MONTHS:]
    points = [
        {"month": f"{month}-01", "count": number, "title": f"{day_words(month)}: {number}"} for month, number in months
    ]
    return Months(months=months, chart={"points": points, "line": None}, words=_words(found, reach))


def reach_of(engagements: Sequence[Engagement], today: dt.date) -> dt.date:
    """The day of the newest report, today at the latest."""
    return min(today, max(_reported(engagements), default=today))


def _reported(engagements: Sequence[Engagement]) -> Iterator[dt.date]:
    for engagement in engagements:
        published = last_reported(engagement)
        if published is not None:
            yield instant_of(published).date()


def _words(found: Trend, reach: dt.date) -> str:
    if found.earlier + found.later == 0:
        return ""
    return (
        f"In the twelve months to {day_words(reach.isoformat())}: {found.later} that happened; in the twelve before: "
        f"{found.earlier}. That is {found.word}: {_interval(found.ratio)}."
    )


def _interval(ratio: Ratio) -> str:
    value = f"{ratio.value:.1f} times as many, " if ratio.value is not None else ""
    high = f"{ratio.high:.1f}" if ratio.high is not None else "any number"
    return f"{value}{ratio.confidence:.0%} interval {ratio.low:.1f} to {high} times"
