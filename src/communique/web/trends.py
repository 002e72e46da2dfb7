"""Engagements by month, as the chart and the table beside it show them, and the last twelve months in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from communique.check.trend import Outlined, Ratio, RoleOf, Trend, trend, warned_by
from communique.export.wording import day_words, instant_of, last_reported
from communique.record import Record
from communique.record.query import Query
from communique.types import Engagement
from communique.web.select import newest

MOST_MONTHS = 240
LATEST = 50
"""Engagements among whose reports the newest is looked for."""


class Months(msgspec.Struct, frozen=True, kw_only=True):
    """Months from the first engagement to the last, empty ones too, what the chart draws of them, and the trend."""

    months: tuple[tuple[str, int], ...]
    chart: dict[str, Any]
    words: str = ""
    warning: str = ""


def trend_now(record: Record, query: Query, engagements: Sequence[Outlined], role_of: RoleOf) -> Trend:
    """The trend of what a query finds, up to the day of the newest report (the query's last day, or today, at most).

    Beyond that day the record cannot reach: an empty window would say "fewer" where nothing was added. Where the record
    as a whole begins or ends inside the months compared, the trend warns.
    """
    end = dt.date.fromisoformat(query.last) if query.last else dt.datetime.now(dt.UTC).date()
    return warned_by(record, trend(engagements, reach_of(newest(record, LATEST, query), end), role_of))


def months_of(found: Trend) -> Months:
    """A trend as it is shown."""
    months = found.months[-MOST_MONTHS:]
    points = [
        {"month": f"{month}-01", "count": number, "title": f"{day_words(month)}: {number}"} for month, number in months
    ]
    return Months(
        months=months, chart={"points": points, "line": None}, words=_words(found), warning=found.warning or ""
    )


def reach_of(latest: Iterable[Engagement], end: dt.date) -> dt.date:
    """The day of the newest report of the latest engagements, `end` at the latest."""
    reported = (published for engagement in latest if (published := last_reported(engagement)))
    return min(end, max((instant_of(published).date() for published in reported), default=end))


def _words(found: Trend) -> str:
    if found.earlier + found.later == 0:
        return ""
    told = "how many more or fewer is not known" if found.word == "not known" else f"that is {found.word}"
    return (
        f"In the twelve months to {day_words(found.windows[1][1])}: {found.later} that happened; in the twelve before: "
        f"{found.earlier}; {told}: {_interval(found.ratio)}."
    )


def _interval(ratio: Ratio) -> str:
    value = f"{ratio.value:.1f} times as many, " if ratio.value is not None else ""
    high = f"{ratio.high:.1f}" if ratio.high is not None else "any number"
    return f"{value}{ratio.confidence:.0%} interval {ratio.low:.1f} to {high} times"
