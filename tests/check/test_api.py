"""The record from Python."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import communique
from communique.api import Found, OpenRecord
from communique.errors import RecordError, UsageError
from communique.record import open_record
from communique.types import Reading

CLAIM = "the third such conversation between Singh and Hegseth since the latter assumed office"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory, example_readings: tuple[Reading, ...]) -> Iterator[OpenRecord]:
    path = tmp_path_factory.mktemp("api") / "r.db"
    with open_record(path, create=True) as filled:
        filled.add(example_readings)
    with communique.open(path) as opened:
        yield opened


def test_find_gives_engagements_and_a_table_of_them(record: OpenRecord) -> None:
    found = record.find(between=("IN", "US"), mode="call")
    table = found.to_pandas()
    assert list(table["id"]) == [engagement.id for engagement in found]
    assert set(table["mode"]) <= {"call", "video_call"}
    assert len(found) >= 3
    assert isinstance(found[:2], Found)
    assert record.engagement(found[0].id) == found[0]


def test_no_engagement_gives_a_table_with_all_columns(record: OpenRecord) -> None:
    table = record.find(between=("IN", "US"), first="1950", last="1951").to_pandas()
    assert len(table) == 0
    assert "persons" in table.columns


def test_count_is_of_what_happened(record: OpenRecord) -> None:
    held = [e for e in record.find(between=("IN", "US"), status="held") if not e.background]
    assert record.count(between=("IN", "US")) == len(held)


def test_a_sentence_is_checked(record: OpenRecord) -> None:
    checked = record.check(CLAIM, published="2025-07-03")
    assert (checked.verdict, checked.count) == ("supported", 3)
    assert record.check("ministers spoke at length").verdict == "not_known"


def test_the_trend_ends_on_the_day_asked(record: OpenRecord) -> None:
    answer = record.trend(between=("IN", "US"), as_of="2025-07-31")
    assert answer.windows[1] == ("2024-08-01", "2025-07-31")
    assert sum(number for _, number in answer.months) == sum(answer.modes.values())


def test_wrong_words_are_answered(record: OpenRecord, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="takes call"):
        record.find(mode="cal")
    with pytest.raises(UsageError, match="no filter 'colour'"):
        record.find(colour="red")  # type: ignore[call-arg]
    with pytest.raises(RecordError):
        communique.open(tmp_path / "none.db")


def test_importing_the_package_stays_cheap() -> None:
    code = "import sys, communique; print(sorted({'sqlalchemy', 'spacy', 'pandas', 'scipy'} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert out.stdout.strip() == "[]"
