"""Undertakings page by page: each once, in order of the day on which they began, narrowed as asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from benchmarks.synthetic import readings

from communique.errors import UsageError
from communique.record import Record, open_record, undertakings
from communique.record.rows import begun
from communique.record.undertakings import Asked
from communique.types import Undertaking


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with open_record(tmp_path_factory.mktemp("record") / "r.db", create=True) as opened:
        opened.add(readings(120, days=200, big_block=0.5))
        yield opened


def walked(record: Record, asked: dict[str, object]) -> list[Undertaking]:
    """Everything that is asked for, page by page."""
    found: list[Undertaking] = []
    after: str | None = None
    with record.reading() as connection:
        while True:
            page = undertakings.page(connection, Asked(**{**asked, "limit": 4, "after": after}))  # type: ignore[arg-type]
            found += page.undertakings
            after = page.next
            if after is None:
                assert undertakings.count(connection, Asked(**asked)) == len(found)  # type: ignore[arg-type]
                return found


@pytest.mark.parametrize("newest", [False, True])
def test_pages_hold_every_undertaking_once_in_order(record: Record, newest: bool) -> None:
    found = walked(record, {"newest": newest})
    assert len(found) > 8
    assert {item.id for item in found} == {item.id for item in record.undertakings()}
    assert len({item.id for item in found}) == len(found)
    days = [begun(item) for item in found]
    assert days == sorted(days, reverse=newest)


def test_filters_narrow_as_they_do_without_pages(record: Record) -> None:
    between = walked(record, {"between": ("IL", "US")})
    assert {item.id for item in between} == {item.id for item in record.undertakings(between=("IL", "US"))}
    assert 0 < len(between) < len(record.undertakings())
    statuses = {item.status for item in record.undertakings()}
    for status in statuses:
        wanted = {item.id for item in record.undertakings(status=status)}
        assert {item.id for item in walked(record, {"statuses": (status,)})} == wanted
    kinds = {item.kind for item in record.undertakings()}
    assert sum(len(walked(record, {"kind": kind})) for kind in kinds) == len(record.undertakings())
    areas = {item.area for item in record.undertakings() if item.area}
    for area in areas:
        assert {i.id for i in walked(record, {"area": area})} == {i.id for i in record.undertakings(area=area)}


def test_a_place_that_is_none_says_so(record: Record) -> None:
    with record.reading() as connection, pytest.raises(UsageError, match="next link"):
        undertakings.page(connection, Asked(after="nothing"))
