"""The days that a time expression means, against the day of publication and the status of what it dates."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable

from communique.read.time_grammar import NUMBERS, WEEKDAYS, TimeExpression, day_number, month_number
from communique.types import Precision, Published, Span, Status, When

PAST: frozenset[Status] = frozenset({"held", "denied"})
AHEAD: frozenset[Status] = frozenset({"planned", "invited", "postponed", "cancelled"})
Days = tuple[dt.date | None, dt.date | None, Precision]
UNKNOWN: Days = (None, None, "unknown")


def resolve_time(expression: TimeExpression, published: Published, status: Status) -> When:
    """Days of an expression. Held engagements never lie after the publication, planned ones never before."""
    today = published.day
    reader = READERS[expression.kind]
    first, last, precision = reader(expression.values, today, status)
    if expression.kind not in RELATIVE and today and first and last:
        first, last, precision = _kept_in_time(first, last, precision, today, status)
    weekday = expression.values[1].lower() if expression.kind == "weekday" else None
    return When(
        first=first.isoformat() if first else None,
        last=last.isoformat() if last else None,
        precision=precision,
        weekday=weekday,
        text=Span(start=expression.start, end=expression.end, quote=expression.text),
        rule=f"time.{expression.kind}",
    )


def _kept_in_time(first: dt.date, last: dt.date, precision: Precision, today: dt.date, status: Status) -> Days:
    if status in PAST and first > today + dt.timedelta(days=1) and precision == "day":
        return UNKNOWN
    if status in ("planned", "invited") and last < today and precision == "day":
        return UNKNOWN
    return first, last, precision


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _year_for(month: int, day: int, today: dt.date | None, status: Status) -> int | None:
    """The year of a day without one: the nearest that fits the status; none where publication is not known."""
    if today is None:
        return None
    options = [d for year in (today.year - 1, today.year, today.year + 1) if (d := _date(year, month, day))]
    if status in PAST:
        options = [d for d in options if d <= today + dt.timedelta(days=2)] or options
    elif status in AHEAD:
        options = [d for d in options if d >= today - dt.timedelta(days=31)] or options
    return min(options, key=lambda d: abs((d - today).days)).year if options else None


def _span_days(one: tuple[str, str, str], two: tuple[str, str, str], today: dt.date | None, status: Status) -> Days:
    (d1, m1, y1), (d2, m2, y2) = one, two
    month1, month2, day1, day2 = month_number(m1), month_number(m2), day_number(d1), day_number(d2)
    year = int(y2 or y1) if (y2 or y1) else _year_for(month1, day1, today, status)
    if year is None:
        return UNKNOWN
    first, last = _date(int(y1) if y1 else year, month1, day1), _date(year, month2, day2)
    if first is None or last is None or last < first:
        return UNKNOWN
    return first, last, "day"


def _single(day: str, month: str, year: str, today: dt.date | None, status: Status) -> Days:
    return _span_days((day, month, year), (day, month, year), today, status)


def _month_days(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _shift_month(today: dt.date, by: int) -> tuple[dt.date, dt.date]:
    index = today.year * 12 + today.month - 1 + by
    return _month_days(index // 12, index % 12 + 1)


def _read_day(by: int) -> Callable[[tuple[str, ...], dt.date | None, Status], Days]:
    def read(values: tuple[str, ...], today: dt.date | None, status: Status) -> Days:
        del values, status
        day = today + dt.timedelta(days=by) if today else None
        return (day, day, "day") if day else UNKNOWN

    return read


def _read_weekday(values: tuple[str, ...], today: dt.date | None, status: Status) -> Days:
    if today is None:
        return UNKNOWN
    back = (today.weekday() - WEEKDAYS.index(values[1].lower())) % 7
    if status in AHEAD:
        ahead = (7 - back) % 7
        day = today + dt.timedelta(days=ahead + (7 if values[0] == "next" and ahead == 0 else 0))
    else:
        day = today - dt.timedelta(days=back or (7 if values[0] == "last" else 0))
    return day, day, "day"


def _read_week(values: tuple[str, ...], today: dt.date | None, status: Status) -> Days:
    if today is None:
        return UNKNOWN
    monday = today - dt.timedelta(days=today.weekday())
    shift = {"last": -7, "this": 0, "next": 7}[values[1].lower()]
    first, last = monday + dt.timedelta(days=shift), monday + dt.timedelta(days=shift + 6)
    if values[2]:
        return first + dt.timedelta(days=5), last, "unknown"
    if shift == 0:
        first, last = (today, last) if status in AHEAD else (first, today)
    return first, last, "unknown"


def _read_month(values: tuple[str, ...], today: dt.date | None, status: Status) -> Days:
    if today is None:
        return UNKNOWN
    word = values[1].lower()
    first, last = _shift_month(today, {"last": -1, "this": 0, "next": 1}[word])
    if word == "this" and status in PAST and "later" not in values:
        last = today
    return first, last, "month"


def _read_year_word(values: tuple[str, ...], today: dt.date | None, status: Status) -> Days:
    del status
    if today is None or values[0] in ("earlier", "later"):
        return UNKNOWN
    year = today.year + {"last": -1, "this": 0, "next": 1}[values[1].lower()]
    if values[0] == "early":
        return dt.date(year, 1, 1), dt.date(year, 3, 31), "unknown"
    return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"


def _read_half(values: tuple[str, ...], today: dt.date | None, status: Status) -> Days:
    del status
    word = values[1].lower()
    if not word.isdigit() and today is None:
        return UNKNOWN
    year = int(word) if word.isdigit() else (today.year if today else 0) + (word == "next year")
    first, last = (1, 6) if values[0].lower() == "first" else (7, 12)
    return dt.date(year, first, 1), _month_days(year, last)[1], "unknown"


def _read_month_year(values: tuple[str, ...], today: dt.date | None, status: Status) -> Days:
    del today, status
    return (*_month_days(int(values[2]), month_number(values[1])), "month")


def _read_in_month(values: tuple[str, ...], today: dt.date | None, status: Status) -> Days:
    if today is None:
        return UNKNOWN
    month = month_number(values[1])
    year = today.year
    if status in AHEAD and month < today.month:
        year += 1
    elif status not in AHEAD and month > today.month:
        year -= 1
    return (*_month_days(year, month), "month")


def _read_in_year(values: tuple[str, ...], today: dt.date | None, status: Status) -> Days:
    del today, status
    return dt.date(int(values[0]), 1, 1), dt.date(int(values[0]), 12, 31), "year"


def _read_iso(values: tuple[str, ...], today: dt.date | None, status: Status) -> Days:
    del today, status
    day = _date(int(values[0]), int(values[1]), int(values[2]))
    return (day, day, "day") if day else UNKNOWN


def _read_days_ago(values: tuple[str, ...], today: dt.date | None, status: Status) -> Days:
    word = values[0].lower()
    return _read_day(-(NUMBERS.get(word) or int(word)))((), today, status)


def _read_unknown(values: tuple[str, ...], today: dt.date | None, status: Status) -> Days:
    del values, today, status
    return UNKNOWN


READERS: dict[str, Callable[[tuple[str, ...], dt.date | None, Status], Days]] = {
    "iso": _read_iso,
    "two_month_range": lambda v, t, s: _span_days((v[0], v[1], v[2]), (v[3], v[4], v[5]), t, s),
    "month_first_two_month_range": lambda v, t, s: _span_days((v[1], v[0], v[2]), (v[4], v[3], v[5]), t, s),
    "day_range": lambda v, t, s: _span_days((v[0], v[2], v[3]), (v[1], v[2], v[3]), t, s),
    "month_day_range": lambda v, t, s: _span_days((v[1], v[0], v[3]), (v[2], v[0], v[3]), t, s),
    "day_month": lambda v, t, s: _single(v[0], v[1], v[2], t, s),
    "month_day": lambda v, t, s: _single(v[1], v[0], v[2], t, s),
    "part_of_day": _read_day(0),
    "yesterday": _read_day(-1),
    "tomorrow": _read_day(1),
    "weekday": _read_weekday,
    "day_before": _read_day(-1),
    "day_after": _read_day(1),
    "same_day": _read_day(0),
    "days_ago": _read_days_ago,
    "week": _read_week,
    "month": _read_month,
    "season": _read_unknown,
    "half_year": _read_half,
    "year_word": _read_year_word,
    "month_year": _read_month_year,
    "in_month": _read_in_month,
    "in_year": _read_in_year,
    "coming": _read_unknown,
}
RELATIVE = frozenset({"part_of_day", "yesterday", "tomorrow", "weekday", "week", "month", "day_before", "day_after"})
