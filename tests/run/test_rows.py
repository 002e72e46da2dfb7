"""Tables that people hold, as engagements."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.errors import RuleError, UsageError
from communique.knowledge import load_knowledge
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
