"""Golden pairs: the example pages and what is to be read from each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from communique.types import Reading, Report

EXPECTED = [json.loads(line) for line in (Path(__file__).parent / "examples.jsonl").read_text("utf-8").splitlines()]


def fits(report: Report, wanted: dict[str, Any]) -> bool:
    names = [party.name or "" for party in report.parties]
    states = {party.country for party in report.parties}
    return (
        (report.mode, report.status, report.date.first) == (wanted["mode"], wanted["status"], wanted["date"])
        and set(wanted["countries"]) <= states
        and all(any(surname in name for name in names) for surname in wanted["persons"])
    )


@pytest.mark.parametrize("wanted", EXPECTED, ids=[row["id"] for row in EXPECTED])
def test_a_page_is_read_as_expected(wanted: dict[str, Any], example_readings: tuple[Reading, ...]) -> None:
    reading = next(r for r in example_readings if r.id == wanted["id"])
    for engagement in wanted["engagements"]:
        assert any(fits(report, engagement) for report in reading.reports), engagement
    if not wanted["engagements"]:
        assert reading.reports == ()


def test_every_span_of_the_examples_slices_back(example_readings: tuple[Reading, ...]) -> None:
    from communique.record.statements import statements_of

    spans = 0
    for reading in example_readings:
        if reading.skip is not None:
            assert (reading.skip.code, reading.reports) == ("not_diplomatic", ())
            continue
        assert reading.article is not None
        for report in reading.reports:
            for statement in statements_of(report):
                for span in statement.evidence:
                    assert span.holds_in(reading.article.text)
                    spans += 1
    assert spans > 200
