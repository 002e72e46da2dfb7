"""The trend: exact intervals against published relations, words only where the interval excludes 1."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson_means_test

from communique.check.trend import level_of, ratio_of, trend, trend_of_record, warned, word_of
from communique.record import assembly, open_record
from communique.record.query import Query
from communique.types import Area, Engagement, Party, Span, When

COUNTS = st.integers(min_value=0, max_value=300)
AS_OF = dt.date(2025, 7, 31)
ROLES = {"IN/defence": "defence_minister", "US/defence": "defence_minister", "US/president": "head_of_state"}


def held(day: str | None, number: int = 0, *, status: str = "held", offices: tuple[str, ...] = ()) -> Engagement:
    return Engagement(
        id=f"{day}-{number}",
        mode="call",
        status=status,  # type: ignore[arg-type]
        date=When(first=day, last=day, precision="day" if day else "unknown"),
        parties=tuple(Party(office=office, country=office[:2]) for office in offices),
        areas=(Area(area="defence", evidence=Span(start=0, end=7, quote="defence")),),
    )


@given(COUNTS, COUNTS)
def test_the_interval_holds_the_ratio_and_turns_over_with_the_windows(later: int, earlier: int) -> None:
    ratio, turned = ratio_of(later, earlier), ratio_of(earlier, later)
    if ratio.value is not None:
        assert ratio.low <= ratio.value <= (ratio.high if ratio.high is not None else float("inf"))
    if ratio.low > 0:
        assert turned.high == pytest.approx(1 / ratio.low)
    assert {word_of(ratio), word_of(turned)} in ({"more", "fewer"}, {"no clear change"})


@pytest.mark.parametrize(("later", "earlier"), [(30, 10), (12, 10), (60, 20), (3, 9), (0, 12)])
def test_the_word_agrees_with_another_exact_test(later: int, earlier: int) -> None:
    clear = word_of(ratio_of(later, earlier)) != "no clear change"
    assert clear == (poisson_means_test(later, 1, earlier, 1).pvalue < 0.05)


def test_six_against_none_is_more_and_five_is_not_clear() -> None:
    # 0.025 ** (1 / n) > 0.5 from n = 6 on: the exact bound by hand.
    assert word_of(ratio_of(6, 0)) == "more"
    assert word_of(ratio_of(5, 0)) == "no clear change"


def test_windows_are_twelve_months_and_edges_belong_to_one() -> None:
    days = ("2023-07-31", "2023-08-01", "2024-07-31", "2024-08-01", "2025-07-31", "2025-08-01")
    answer = trend([held(day) for day in days], AS_OF)
    assert (answer.earlier, answer.later) == (2, 2)
    assert answer.windows == (("2023-08-01", "2024-07-31"), ("2024-08-01", "2025-07-31"))


def test_months_without_engagements_are_counted_as_none_and_undated_ones_apart() -> None:
    planned = held("2025-02-02", status="planned")
    answer = trend([held("2024-11-05"), held("2025-02-01"), held(None), planned], AS_OF)
    assert answer.months == (("2024-11", 1), ("2024-12", 0), ("2025-01", 0), ("2025-02", 1))
    assert (answer.undated, answer.modes, answer.areas) == (1, {"call": 2}, {"defence": 2})


def test_the_level_is_that_of_the_lower_side() -> None:
    assert level_of(held("2025-01-01", offices=("IN/defence", "US/defence")).parties, ROLES.get) == "ministers"
    assert level_of(held("2025-01-01", offices=("IN/defence", "US/president")).parties, ROLES.get) == "ministers"
    assert level_of(held("2025-01-01", offices=("US/president",)).parties, ROLES.get) == "heads"
    assert level_of(held("2025-01-01", offices=("IN/adviser", "US/president")).parties, ROLES.get) == "officials"


def test_nothing_gives_no_ratio() -> None:
    answer = trend([], AS_OF)
    assert (answer.ratio.value, answer.word, answer.months) == (None, "no clear change", ())


def test_a_leap_day_has_a_window() -> None:
    assert trend([], dt.date(2024, 2, 29)).windows[1] == ("2023-03-01", "2024-02-29")


REACHES = [
    (("2022-01-01", "2025-07-30"), "more", None),
    (("2023-08-20", "2025-07-10"), "more", None),
    (("2024-06-01", "2025-07-30"), "not known", "begins on 2024-06-01"),
    (("2022-01-01", "2025-05-01"), "more", "ends on 2025-05-01"),
    (None, "more", None),
]


@pytest.mark.parametrize(("reach", "word", "said"), REACHES)
def test_a_record_that_begins_inside_the_months_compared_shows_no_rise(
    reach: tuple[str, str] | None, word: str, said: str | None
) -> None:
    answer = warned(trend([held(f"2025-0{month}-01") for month in range(1, 8)], AS_OF), reach)
    assert answer.word == word
    assert (said or "") in (answer.warning or "")
    assert (answer.warning is None) is (said is None)


def test_a_record_that_ends_inside_the_months_compared_shows_no_fall() -> None:
    answer = trend([held(f"2023-{month:02d}-01") for month in range(8, 13)] + [held("2024-02-01")], AS_OF)
    assert answer.word == "fewer"
    assert warned(answer, ("2020-01-01", "2024-02-01")).word == "not known"
    assert warned(answer, ("2020-01-01", "2025-07-30")).word == "fewer"


def test_the_trend_of_a_record_is_that_of_its_engagements(tmp_path: Path) -> None:
    days = ["2021-05-05", "2024-09-09", "2025-01-01", "2025-02-02", "2025-02-03"]
    some = [held(day, offices=("IN/defence", "US/defence")) for day in days]
    other = held("2025-03-03", offices=("FR/defence", "JP/defence"))
    background = msgspec.structs.replace(held("2025-04-04", 1, offices=("IN/defence", "US/defence")), background=True)
    with open_record(tmp_path / "r.db", create=True) as record:
        with record.writing() as connection:
            assembly.store(connection, [*some, other, background])
        answer = trend_of_record(Query(between=("IN", "US")), AS_OF, record, ROLES.get)
        assert msgspec.structs.replace(answer, warning=None) == trend(some, AS_OF, ROLES.get)
        assert answer.warning == "the record begins on 2024-09-09, inside the months compared"
        of_one = [
            trend_of_record(asked, AS_OF, record) for asked in (Query(between=("IN",)), Query(office="FR/defence"))
        ]
        assert [sum(answer.modes.values()) for answer in of_one] == [5, 1]
