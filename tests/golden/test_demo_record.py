"""The demo record: several outlets on one engagement, plans and what came of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.record import Record, open_record
from communique.record.query import Query
from communique.types import Engagement, Reading


@pytest.fixture(scope="module")
def record(example_readings: tuple[Reading, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    path: Path = tmp_path_factory.mktemp("record") / "demo.db"
    with open_record(path, create=True) as opened:
        opened.add(example_readings)
        yield opened


def only(record: Record, query: Query) -> Engagement:
    found = list(record.find(query))
    assert len(found) == 1, [(e.id, e.mode, e.date.first) for e in found]
    return found[0]


def test_four_outlets_on_one_call_are_one_engagement_and_a_copy_does_not_count(record: Record) -> None:
    call = only(record, Query(between=("IN", "US"), mode="call", first="2025-07-01", last="2025-07-01"))
    assert (call.outlets, call.independent_outlets) == (4, 3)
    assert call.confirmed_by == ("IN",)


def test_the_undated_page_joins_its_dated_sibling(record: Record) -> None:
    call = only(record, Query(between=("IN", "US"), mode="call", first="2025-07-01", last="2025-07-01"))
    assert "06-undated-call" in {reference.document for reference in call.reports}
    assert call.date.inferred_from is not None


def test_two_places_of_one_signing_stand_side_by_side(record: Record) -> None:
    signing = only(record, Query(mode="signing", between=("IN", "US")))
    (place,) = [c for c in signing.contradictions if c.facet == "place"]
    assert {value.value for value in place.values} == {"Kuala Lumpur", "Singapore"}
    assert signing.place is not None
    assert signing.place.name == "Kuala Lumpur"


def test_a_planned_call_becomes_the_held_one(record: Record) -> None:
    call = only(record, Query(between=("RU", "US"), mode="call", first="2021-12-30", last="2021-12-30"))
    assert [step.status for step in call.history] == ["planned", "held"]


def test_an_invitation_is_fulfilled_by_the_later_meeting(record: Record) -> None:
    invitations = [u for u in record.undertakings(("IN", "US")) if u.kind == "invitation"]
    fulfilled = [record.engagement(u.fulfilled_by) for u in invitations if u.fulfilled_by]
    assert any(e is not None and e.date.first == "2025-02-13" for e in fulfilled)


def test_adding_the_same_pages_again_changes_nothing(record: Record, example_readings: tuple[Reading, ...]) -> None:
    before = list(record.find(Query(sort="date")))
    added = record.add(example_readings)
    assert (added.articles, added.reports) == (0, 0)
    assert list(record.find(Query(sort="date"))) == before


def test_the_record_is_sound(record: Record) -> None:
    assert record.verify() == ()
