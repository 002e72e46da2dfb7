from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.knowledge import Tenure
from communique.knowledge.as_of import covers, first_day, last_day

DAYS = st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2049, 12, 31))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-07", "2024-02-07", "2024-02-07"),
    ],
)
def test_a_partial_date_spans_its_days(value: str, first: str, last: str) -> None:
    assert first_day(value).isoformat() == first
    assert last_day(value).isoformat() == last


@pytest.mark.parametrize("value", ["24", "2024-13", "2024-02-30", "2024-1-1-1", "May 2024", "20240501"])
def test_other_forms_are_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        first_day(value)


def held(start: str, end: str = "", basis: str = "open", seen: str = "") -> Tenure:
    return Tenure("XX/foreign", "xx-somebody", start, end, basis, False, "editor", "", seen)


@given(start=DAYS, length=st.integers(0, 5000), ahead=st.integers(-6000, 6000))
def test_a_tenure_known_to_the_day_covers_exactly_its_days(start: dt.date, length: int, ahead: int) -> None:
    end, on = start + dt.timedelta(days=length), start + dt.timedelta(days=ahead)
    tenure = held(start.isoformat(), end.isoformat(), "recorded")
    assert covers(tenure, on) == (1.0 if start <= on <= end else 0.0)


def test_a_month_is_sure_only_outside_itself() -> None:
    assert covers(held("2024-05"), dt.date(2024, 5, 10)) == 0.5
    assert covers(held("2024-05"), dt.date(2024, 6, 1)) == 1.0
    assert covers(held("2020", "2024-05", "recorded"), dt.date(2024, 5, 10)) == 0.5
    assert covers(held("2020", "2024-05", "recorded"), dt.date(2024, 6, 1)) == 0.0


def test_an_unknown_end_is_doubtful_and_fades() -> None:
    assert covers(held("2020-01-01", basis="unknown"), dt.date(2021, 1, 1)) == 0.5
    assert covers(held("2020-01-01", basis="unknown"), dt.date(2031, 1, 1)) == 0.0


def test_a_holder_is_sure_until_last_seen() -> None:
    tenure = held("2004-01-01", basis="unknown", seen="2022-07-01")
    assert covers(tenure, dt.date(2020, 1, 1)) == 1.0
    assert covers(tenure, dt.date(2023, 1, 1)) == 0.5
    assert covers(tenure, dt.date(2030, 1, 1)) == 0.0
