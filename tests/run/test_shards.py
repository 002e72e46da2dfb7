"""Shards: what names them, and that nothing is lost on the way through files."""

from __future__ import annotations

import msgspec
import pytest

from communique.config import Config
from communique.run.shards import cut, from_parquet, packed, stamp_of, to_parquet, unpacked
from communique.types import Capture, MadeWith, Reading, Skip, SourceMetadata

MADE_WITH = MadeWith(communique="1", rules="r", knowledge="k", model="m")


def capture(number: int, payload: bytes = b"A page.") -> Capture:
    return Capture(document=f"p{number}", locator=f"f:{number}", media_type="text/plain", payload=payload)


def test_captures_are_cut_in_order_by_number_and_by_size() -> None:
    small = [capture(n) for n in range(10)]
    assert [len(s.items) for s in cut(small, "stamp", 4)] == [4, 4, 2]
    assert [item for s in cut(small, "stamp", 4) for item in s.items] == small
    large = [capture(n, b"x" * 4_000_000) for n in range(5)]
    assert [len(s.items) for s in cut(large, "stamp")] == [2, 2, 1]


def test_cutting_is_lazy() -> None:
    def endless() -> object:
        number = 0
        while True:
            yield capture(number)
            number += 1

    assert next(cut(endless(), "stamp")).items[0] == capture(0)  # type: ignore[arg-type]


def test_a_name_changes_with_all_that_changes_the_readings_and_with_nothing_else() -> None:
    def name(item: Capture | Skip, stamp: str) -> str:
        return next(cut([item], stamp)).name

    config = Config()
    stamp = stamp_of(config, MADE_WITH)
    assert name(capture(1), stamp) == name(capture(1), stamp_of(Config(), MADE_WITH))
    others = [
        name(capture(1, b"Another page."), stamp),
        name(msgspec.structs.replace(capture(1), metadata=SourceMetadata(published="2025-07-02")), stamp),
        name(capture(1), stamp_of(Config(exhaustive=True), MADE_WITH)),
        *(
            name(capture(1), stamp_of(config, msgspec.structs.replace(MADE_WITH, **{field: "new"})))
            for field in MadeWith.__struct_fields__
        ),
    ]
    assert len({name(capture(1), stamp), *others}) == 1 + len(others)


def test_items_come_back_as_they_were() -> None:
    gone = Skip(stage="ingest", code="missing", detail="gone", document="d", locator="l")
    items: list[Capture | Skip] = [capture(1), gone, capture(2)]
    assert unpacked(packed(items)) == items


def test_a_file_name_that_is_no_text_is_spelt_out() -> None:
    name = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    odd = msgspec.structs.replace(capture(1), document=name, locator=name)
    skip = Skip(stage="ingest", code="unreadable", detail=f"{name} cannot be read", document=name, locator=name)
    (shard,) = cut([odd, skip], "stamp")
    assert [item.locator for item in unpacked(packed(shard.items))] == ["caf\\udce9.txt"] * 2


def test_readings_come_back_from_parquet(example_readings: tuple[Reading, ...]) -> None:
    assert from_parquet(to_parquet(example_readings)) == example_readings
    assert from_parquet(to_parquet([])) == ()


def test_half_a_file_is_no_result(example_readings: tuple[Reading, ...]) -> None:
    whole = to_parquet(example_readings)
    for part in (b"", whole[: len(whole) // 2], whole[:-4], b"no such thing" * 100):
        with pytest.raises(ValueError, match="no whole"):
            from_parquet(part)
