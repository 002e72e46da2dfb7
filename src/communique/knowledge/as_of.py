"""Partial ISO dates as intervals, and whether a tenure covers a day."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.knowledge.tables import Tenure

MAYBE_YEARS = 5
"""How long a tenure whose end nobody recorded is still offered, as doubtful, after its holder was last seen."""


@lru_cache(maxsize=16384)
def first_day(value: str) -> dt.date:
    """The first day that a partial ISO date (YYYY, YYYY-MM, YYYY-MM-DD) may mean. Raises ValueError for others."""
    year, month, day = _parts(value)
    return dt.date(year, month or 1, day or 1)


@lru_cache(maxsize=16384)
def last_day(value: str) -> dt.date:
    """The last day that a partial ISO date may mean."""
    year, month, day = _parts(value)
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(value: str) -> tuple[int, int | None, int | None]:
    pieces = value.split("-")
    if not 1 <= len(pieces) <= 3 or len(pieces[0]) != 4:
        raise ValueError(f"{value!r} is no date of the form YYYY, YYYY-MM or YYYY-MM-DD")
    numbers = [int(piece) for piece in pieces]
    return numbers[0], numbers[1] if len(numbers) > 1 else None, numbers[2] if len(numbers) > 2 else None


def covers(tenure: Tenure, on: dt.date) -> float:
    """How surely a tenure covers a day: 1 surely, 0.5 perhaps (partial dates, unknown end or start), 0 not."""
    start, end = tenure.start, tenure.end
    if start and on < first_day(start):
        return 0.0
    began = bool(start) and on >= last_day(start)
    if end:
        if on > last_day(end):
            return 0.0
        return 1.0 if began and on <= first_day(end) else 0.5
    if tenure.end_known:
        return 1.0 if began else 0.5
    return _perhaps_still(tenure, on, began)


def _perhaps_still(tenure: Tenure, on: dt.date, began: bool) -> float:
    known = tenure.seen or tenure.start
    if known and on > first_day(known) + dt.timedelta(days=366 * MAYBE_YEARS):
        return 0.0
    return 1.0 if began and tenure.seen and on <= first_day(tenure.seen) else 0.5
