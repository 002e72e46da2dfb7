"""Golden pairs: the example pages, and pages in the wording of ministries and agencies of many states."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from communique.cli.read import read_sources
from communique.config import Config
from communique.types import Reading, Report

HERE = Path(__file__).parent
EXPECTED = [json.loads(line) for line in (HERE / "examples.jsonl").read_text("utf-8").splitlines()]
HOUSES = [json.loads(line) for line in (HERE / "houses.jsonl").read_text("utf-8").splitlines()]


def fits(report: Report, wanted: dict[str, Any]) -> bool:
    names = [party.name or "" for party in report.parties]
    states = {party.country for party in report.parties}
    return (
        (report.mode, report.status, report.date.first) == (wanted["mode"], wanted["status"], wanted["date"])
        and set(wanted["countries"]) <= states
        and all(any(surname in name for name in names) for surname in wanted["persons"])
    )


@pytest.fixture(scope="module")
def house_readings() -> dict[str, Reading]:
    metadata = HERE / "houses" / "docs.jsonl"
    return {r.id: r for r in read_sources((str(HERE / "houses"),), metadata, None, Config())}


@pytest.mark.parametrize("wanted", HOUSES, ids=[row["id"] for row in HOUSES])
def test_a_house_is_read_as_it_words_things(wanted: dict[str, Any], house_readings: dict[str, Reading]) -> None:
    reports = [report for report in house_readings[wanted["id"]].reports if not report.background]
    for engagement in wanted["engagements"]:
        assert any(fits(report, engagement) for report in reports), engagement
    assert len(reports) == len(wanted["engagements"])


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
