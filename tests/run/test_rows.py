"""Tables that people hold, as engagements."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from communique.errors import RuleError, UsageError
from communique.knowledge import load_knowledge
from communique.record import open_record
from communique.record.query import Query
from communique.run.profile import load_profile
from communique.run.rows import Imported, read_table, state_named

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


def documented(kind: str) -> str:
    """The block of that kind in the document on imports."""
    document = (Path(__file__).parents[2] / "docs" / "import.md").read_text(encoding="utf-8")
    found = re.search(rf"```{kind}\n(.*?)```", document, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_documented_mapping_reads_the_documented_table(tmp_path: Path) -> None:
    (tmp_path / "trips.csv").write_text(documented("csv"), encoding="utf-8")
    (tmp_path / "trips.toml").write_text(documented("toml"), encoding="utf-8")
    profile = load_profile("generic", tmp_path / "trips.toml")
    found = read_table(tmp_path / "trips.csv", profile, load_knowledge())
    reports = [report for reading in found.readings for report in reading.reports]
    assert sorted((r.mode, r.date.first, r.parties[0].country) for r in reports) == [
        ("meeting", "2023-07-13", "IN"),
        ("visit", "2023-07-13", "IN"),
        ("visit", "2024-05-21", "AU"),
    ]
    assert (found.rows, [reject.row for reject in found.rejects]) == (3, [4])
    assert {r.article.url for r in found.readings if r.article} == {"https://example.org/leader-travel"}


def test_a_row_of_another_length_is_kept_whole(tmp_path: Path) -> None:
    found = imported(tmp_path, f"{TABLE}\nPenny Wong,Australia,Japan,Tokyo,2022-12-09,2022-12-10,a,b,c\nshort,row\n")
    assert [(reject.row, reject.why, reject.cells[-1]) for reject in found.rejects[2:]] == [
        (6, "it has 9 cells, the head has 7", "c"),
        (7, "it has 2 cells, the head has 7", "row"),
    ]


def test_an_import_prints_its_counts_and_keeps_every_rejected_row(tmp_path: Path) -> None:
    (tmp_path / "trips.csv").write_text(TABLE, encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        "from communique.cli import main; main()",
        "import",
        "--record",
        "r.db",
        "trips.csv",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "trips.csv: 4 rows, 2 read, 2 not; 3 new reports" in done.stderr
    with (tmp_path / "trips.rejects.csv").open(newline="", encoding="utf-8") as lines:
        rejects = list(csv.DictReader(lines))
    assert [(row["row"], row["CountryVisited"], row["TripStartDate"]) for row in rejects] == [
        ("3", "Atlantis", "2023-07-15"),
        ("4", "Korea, South", "2024-05-21"),
    ]
    assert all(row["why"] for row in rejects)
    again = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "0 new reports" in again.stderr
    with open_record(tmp_path / "r.db") as record:
        assert record.count(Query(mode="visit")) == 2
