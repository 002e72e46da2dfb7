"""Properties that hold for any text and any order."""

from __future__ import annotations

from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.clean import clean
from communique.read import Tools, read
from communique.record import open_record
from communique.record.query import Query
from communique.record.statements import statements_of
from communique.types import Article, Capture, Reading, SourceMetadata

CORE = "Indian Defence Minister Rajnath Singh spoke by telephone with US Secretary of Defense Pete Hegseth on Tuesday."
NOISE = st.text(alphabet=st.sampled_from("aZ é😀न्मस्ते\r\n\u00a0\t“”’—.,|#*_-<>&中文العربية"), max_size=60)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=NOISE, after=NOISE)
def test_spans_slice_back_for_any_surrounding_text(before: str, after: str, tools: Tools) -> None:
    payload = f"{before}\n\n{CORE}\n\n{after}".encode()
    article = clean(
        Capture(
            document="p",
            locator="p",
            media_type="text/plain",
            payload=payload,
            metadata=SourceMetadata(published="2025-07-02"),
        )
    )
    if not isinstance(article, Article):
        return
    for block in article.blocks:
        assert article.text[block.start : block.end].strip()
    for report in read(article, tools):
        for statement in statements_of(report):
            assert all(span.holds_in(article.text) for span in statement.evidence)


def test_a_reading_survives_encoding(example_readings: tuple[Reading, ...]) -> None:
    for reading in example_readings:
        assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_sources_does_not_matter(seed: int, example_readings: tuple[Reading, ...], tmp_path: Path) -> None:
    shuffled = list(example_readings)
    Random(seed).shuffle(shuffled)
    with open_record(tmp_path / "all.db", create=True) as record:
        record.add(example_readings)
        at_once = list(record.find(Query(sort="date"))), record.undertakings()
    with open_record(tmp_path / "one.db", create=True) as record:
        for reading in shuffled:
            record.add([reading])
        one_by_one = list(record.find(Query(sort="date"))), record.undertakings()
    assert one_by_one == at_once
