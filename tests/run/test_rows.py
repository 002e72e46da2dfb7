"""Tables that people hold, as engagements."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from communique.errors import RuleError, UsageError
from communique.knowledge import load_knowledge
from communique.record import open_record
from communique.record.query import Query
from communique.run.profile import load_profile
from communique.run.rows import Imported, read_table, state_named

HISTORY = Path(__file__).parents[2].parent / "shared" / "history"
TABLE = """LeaderName,LeaderCountry,CountryVisited,City,TripStartDate,TripEndDate,Notes
Narendra Modi,India,France,Paris,2023-07-13,2023-07-14,Met with President Emmanuel Macron
Narendra Modi,India,Atlantis,Poseidonis,2023-07-15,2023-07-15,
Penny Wong,Australia,"Korea, South",Seoul,2024-05-21,2024-05-2x,
Penny Wong,Australia,Japan,Tokyo,2022-12-09,2022-12-10,
"""


def imported(folder: Path, text: str = TABLE) -> Imported:
    path = folder / "trips.csv"
    path.write_text(text, encoding="utf-8")
    return read_table(path, load_profile("generic", None), load_knowledge())


def test_each_row_is_a_visit_and_its_meetings_with_the_row_as_evidence(tmp_path: Path) -> None:
    found = imported(tmp_path)
    reports = [report for reading in found.readings for report in reading.reports]
    assert sorted(report.mode for report in reports) == ["meeting", "visit", "visit"]
    for reading in found.readings:
        assert reading.article is not None
        for report in reading.reports:
            assert all(span.holds_in(reading.article.text) for span in report.evidence)
            assert all(p.surface.holds_in(reading.article.text) for p in report.parties if p.surface)
    (meeting,) = [report for report in reports if report.mode == "meeting"]
    assert {(p.name, p.country) for p in meeting.parties} == {("Narendra Modi", "IN"), ("Emmanuel Macron", "FR")}


def test_rows_that_cannot_be_read_are_kept_with_the_reason(tmp_path: Path) -> None:
    rejects = imported(tmp_path).rejects
    assert [(reject.row, reject.why) for reject in rejects] == [
        (3, "the state 'Atlantis' is not known"),
        (4, "a date is not of the form YYYY-MM-DD"),
    ]


def test_a_missing_column_and_a_wrong_profile_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="TripEndDate"):
        imported(tmp_path, TABLE.replace("TripEndDate", "Until"))
    wrong = tmp_path / "map.toml"
    wrong.write_text('outlet = "x"\ncolour = "red"\n')
    with pytest.raises(RuleError, match=r"map\.toml"):
        load_profile("generic", wrong)
    with pytest.raises(UsageError, match="us-travels"):
        load_profile("colt", None)


@pytest.mark.parametrize(("cell", "code"), [("Korea, South", "KR"), ("Denmark (Greenland)", "DK"), ("Atlantis", None)])
def test_states_as_tables_write_them(cell: str, code: str | None) -> None:
    assert state_named(cell, load_knowledge()) == code


@pytest.mark.skipif(not HISTORY.is_dir(), reason="the tables of travels are not beside this checkout")
def test_visits_of_each_secretary_since_1993_are_counted_as_in_the_table(tmp_path: Path) -> None:
    """Every pair of Secretary of State and country: the record's count equals a direct count over the file."""
    knowledge = load_knowledge()
    with (HISTORY / "us_travels.csv").open(newline="", encoding="utf-8") as lines:
        rows = [r for r in csv.DictReader(lines) if r["role"] == "secretary" and r["start"] >= "1993-01-21"]
    some = tmp_path / "travels.csv"
    with some.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.DictWriter(lines, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    table = read_table(some, load_profile("us-travels", None), knowledge)
    expected: Counter[tuple[str, str]] = Counter()
    for reading in table.readings:
        for report in reading.reports:
            if report.mode == "visit":
                guest, host = report.parties
                assert guest.name
                assert host.country
                expected[guest.person or guest.name, host.country] += 1
    rejected = len(table.rejects)
    assert sum(expected.values()) == len(rows) - rejected
    assert rejected < 0.03 * len(rows)
    with open_record(tmp_path / "r.db", create=True) as record:
        record.add(table.readings)
        today = dt.date.today().isoformat()  # noqa: DTZ011 - any day after the last trip will do
        found = {
            pair: record.count(Query(between=pair, mode="visit", first="1993-01-21", last=today)) for pair in expected
        }
    assert found == dict(expected)
