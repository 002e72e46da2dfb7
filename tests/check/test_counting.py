"""Counting in windows whose beginning is known exactly, to the month, or not at all."""

from __future__ import annotations

from collections.abc import Iterable

from communique.check.counting import counted
from communique.check.filters import Asked
from communique.check.since import Since
from communique.record.query import Moment, Query


class Days:
    """Engagements on the days given, as "first" or "first/last"; the queries that were asked are kept."""

    def __init__(self, *days: str) -> None:
        self.asked: list[Query] = []
        pieces = [(day, *day.partition("/")[::2]) for day in days]
        self._moments = [Moment(name, first, last or first) for name, first, last in pieces]

    def moments(self, asked: Query) -> Iterable[Moment]:
        self.asked.append(asked)
        for moment in self._moments:
            if moment.last >= (asked.first or "") and (asked.dated is None or bool(moment.first) is asked.dated):
                yield moment


def since(date: str, surely: str | None = None, basis: str = "she took office") -> Asked:
    return Asked(query=Query(between=("IN", "US"), first=date), since=Since(date, basis, surely))


def test_days_within_what_is_known_of_the_start_are_unsure() -> None:
    answer = counted(since("2025-01-01", "2025-01-31"), Days("2025-01-30", "2025-01-31", "2025-03-01"))
    assert (answer.count, answer.engagements, answer.unsure) == (2, ("2025-01-31", "2025-03-01"), ("2025-01-30",))
    assert (answer.window.first, answer.window.surely) == ("2025-01-01", "2025-01-31")


def test_what_began_before_the_office_was_taken_is_unsure() -> None:
    answer = counted(since("2025-01-25"), Days("2025-01-20/2025-01-27", "2025-01-25"))
    assert (answer.count, answer.unsure) == (1, ("2025-01-20/2025-01-27",))


def test_a_window_as_given_takes_what_overlaps() -> None:
    answer = counted(since("2025-01-25", basis="as given"), Days("2025-01-20/2025-01-27", "2025-01-25"))
    assert (answer.count, answer.unsure) == (2, ())


def test_undated_ones_are_told_and_not_counted() -> None:
    answer = counted(since("2025-01-25"), Days("", "2025-02-01"))
    assert (answer.count, answer.undated) == (1, 1)


def test_without_a_window_everything_counts() -> None:
    answer = counted(Asked(query=Query(), since=Since(None, "ever")), Days("", "2025-02-01"))
    assert (answer.count, answer.undated) == (2, 0)


def test_what_happened_is_counted_unless_another_status_is_asked() -> None:
    days = Days()
    counted(Asked(query=Query(), since=Since(None, "ever")), days)
    counted(Asked(query=Query(status="planned"), since=Since(None, "ever")), days)
    assert [(asked.status, asked.background) for asked in days.asked] == [("held", False), ("planned", False)]
