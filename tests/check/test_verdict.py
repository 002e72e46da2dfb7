"""The edge of a window whose start is known to the month only."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from communique.check import Claim, check
from communique.record.query import Query
from communique.types import Engagement, Verdict, When


class Calls:
    """Held calls on the days given."""

    def __init__(self, *days: str | None) -> None:
        self._days = days

    def find(self, asked: Query | None = None) -> Iterable[Engagement]:
        return [
            Engagement(id=f"e{n}", mode="call", status="held", date=When(first=day, last=day))
            for n, day in enumerate(self._days)
        ]

    def engagement_of(self, report_id: str) -> str | None:
        return None


@pytest.mark.parametrize(
    ("days", "verdict"),
    [
        (("2025-02-01", "2025-03-01"), "supported"),
        (("2025-01-20", "2025-02-01", "2025-03-01"), "not_known"),
        (("2025-01-20", "2025-03-01"), "not_known"),
        ((None, "2025-02-01", "2025-03-01"), "not_known"),
        (("2025-02-01", "2025-03-01", "2025-04-01"), "contradicted"),
        (("2024-12-31", "2025-02-01", "2025-03-01"), "supported"),
        (("2025-02-01", "2025-03-01", "2025-07-04"), "supported"),
    ],
)
def test_a_second_call_since_some_day_of_january(days: tuple[str | None, ...], verdict: Verdict) -> None:
    claim = Claim(
        text="the second call since she took office",
        n=2,
        of="call",
        mode="call",
        between=("IN", "US"),
        since="she took office",
        since_date="2025-01-01",
        since_surely="2025-01-31",
        basis="took office in 2025-01",
        as_of="2025-07-03",
    )
    assert check(claim, Calls(*days)).verdict == verdict
