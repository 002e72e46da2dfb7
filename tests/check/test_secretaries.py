"""Visits of each Secretary of State since taking office: the record against a count of the table's own rows.

What is expected is counted here from the rows alone: by the traveller's words and the country's words, with the days on
which each Secretary took office written out. Neither the importer nor the knowledge base has a part in it.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.check import check, claim_of_sentence
from communique.check.counting import counted
from communique.check.filters import asked_of
from communique.errors import UsageError
from communique.knowledge import load_knowledge
from communique.record import Record, open_record
from communique.run.profile import load_profile
from communique.run.rows import read_table

HISTORY = Path(__file__).parents[3] / "shared" / "history" / "us_travels.csv"
OWN = """trip_id,role,traveller_id,traveller,start,end,country_slug,country,locale,remarks
1,secretary,kerry,John Forbes Kerry,2012-05-02,2012-05-03,egypt,Egypt,Cairo,Before he took office.
2,secretary,kerry,John Forbes Kerry,2013-03-02,2013-03-03,egypt,Egypt,Cairo,Spoke with ministers.
3,secretary,kerry,John Forbes Kerry,2013-11-03,2013-11-03,egypt,Egypt,Cairo,Short stop.
4,secretary,kerry,John Forbes Kerry,2014-06-22,2014-06-22,egypt,Egypt,Cairo,Third.
5,secretary,powell,Colin Luther Powell,2001-05-26,2001-05-27,kenya,Kenya,Nairobi,Discussed aid.
6,secretary,powell,Colin Luther Powell,2001-05-27,2001-05-29,atlantis,Atlantis,Poseidonis,A place of no table.
"""
# When each took office and left it (Office of the Historian, Department of State).
TERMS = {
    "Warren Minor Christopher": ("Warren Minor Christopher", "1993-01-20", "1997-01-17"),
    "Madeleine Korbel Albright": ("Madeleine Albright", "1997-01-23", "2001-01-19"),
    "Colin Luther Powell": ("Colin Powell", "2001-01-20", "2005-01-25"),
    "Condoleezza Rice": ("Condoleezza Rice", "2005-01-26", "2009-01-19"),
    "Hillary Rodham Clinton": ("Hillary Clinton", "2009-01-21", "2013-01-31"),
    "John Forbes Kerry": ("John Kerry", "2013-02-01", "2017-01-19"),
    "Rex W. Tillerson": ("Rex Tillerson", "2017-02-01", "2018-03-30"),
    "Michael R. Pompeo": ("Mike Pompeo", "2018-04-26", "2021-01-19"),
    "Antony John Blinken": ("Antony Blinken", "2021-01-26", "2025-01-19"),
    "Marco Rubio": ("Marco Rubio", "2025-01-21", "2025-12-31"),
}
# States as the table writes them, where that is not how they are called.
CALLED = {
    "China, People’s Republic of": "China",
    "Korea, Republic of": "South Korea",
    "Korea, South": "South Korea",
    "Korea, North": "North Korea",
    "Burma (Myanmar)": "Myanmar",
    "Congo, Democratic Republic of": "Democratic Republic of the Congo",
    "Democratic Republic of the Congo (Zaire)": "Democratic Republic of the Congo",
    "Micronesia, Federated States of": "Micronesia",
    "Denmark (Greenland)": "Denmark",
    "United Kingdom (Wales)": "United Kingdom",
    "United Kingdom (Northern Ireland)": "United Kingdom",
}
NUMBERS = "zeroth first second third fourth fifth".split()
SENTENCES = 40

Pair = tuple[str, str]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    table = HISTORY
    if not HISTORY.is_file():
        table = tmp_path_factory.mktemp("own") / "own.csv"
        table.write_text(OWN, encoding="utf-8")
    with table.open(newline="", encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if row["role"] == "secretary" and row["start"] >= "1993-01-20"]


@pytest.fixture(scope="module")
def visits(rows: list[dict[str, str]]) -> dict[Pair, list[str]]:
    """First days of the visits of each Secretary in office to each country, by the words of the rows."""
    found: dict[Pair, list[str]] = {}
    for row in rows:
        name, start, end = TERMS.get(row["traveller"], ("", "9999", ""))
        if start <= row["start"] <= end:
            country = CALLED.get(row["country"], row["country"])
            found.setdefault((name, country), []).append(row["start"])
    return found


@pytest.fixture(scope="module")
def imported(rows: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Record, set[str]]]:
    """The record of the rows, and the countries of those that were rejected."""
    folder = tmp_path_factory.mktemp("secretaries")
    with (folder / "travels.csv").open("w", newline="", encoding="utf-8") as lines:
        writer = csv.DictWriter(lines, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    table = read_table(folder / "travels.csv", load_profile("us-travels", None), load_knowledge())
    country = list(rows[0]).index("country")
    with open_record(folder / "r.db", create=True) as record:
        record.add(table.readings)
        yield record, {reject.cells[country] for reject in table.rejects}


def code_of(country: str) -> str | None:
    return load_knowledge().state_of(country)


def test_the_record_counts_what_the_rows_count_for_every_secretary_and_country(
    visits: dict[Pair, list[str]], imported: tuple[Record, set[str]]
) -> None:
    record, rejected = imported
    ends = {name: end for name, _, end in TERMS.values()}
    starts = {name: start for name, start, _ in TERMS.values()}
    assert {country for _, country in visits if code_of(country) is None} <= rejected
    # A state may be written in two ways ("Macedonia", "North Macedonia"): the code has all of them.
    wanted = Counter({(name, code): 0 for name, country in visits if (code := code_of(country))})
    for (name, country), days in visits.items():
        code = code_of(country)
        if code is not None:
            wanted[name, code] += len(days)
    found = {}
    for name, code in wanted:
        words = {"between": (name, code), "mode": "visit", "to": ends[name]}
        try:
            asked = asked_of({**words, "since_office": "US/foreign"}, load_knowledge())
        except UsageError:  # the tables of tenures begin in 1997
            assert starts[name] < "1997"
            asked = asked_of({**words, "from": starts[name]}, load_knowledge())
        found[name, code] = counted(asked, record).count
    assert found == dict(wanted)
    assert sum(wanted.values()) > (1900 if HISTORY.is_file() else 3)


def test_forty_sentences_right_one_too_many_and_one_too_few(
    visits: dict[Pair, list[str]], imported: tuple[Record, set[str]]
) -> None:
    record, _ = imported
    wrong: list[str] = []
    tried = 0
    for (name, country), days in sorted(visits.items()):
        if tried == SENTENCES:
            break
        if code_of(country) is None or not 2 <= len(days) <= 4 or len(set(days)) < len(days) or min(days) < "1997":
            continue
        tried += 1
        n = len(days)
        for claimed, verdict in ((n, "supported"), (n + 1, "not_known"), (n - 1, "contradicted")):
            sentence = f"This is the {NUMBERS[claimed]} visit by {name} to {country} since taking office"
            claim = claim_of_sentence(sentence, max(days), load_knowledge())
            assert claim is not None
            checked = check(claim, record)
            if (checked.verdict, len(checked.engagements)) != (verdict, n):
                wrong.append(f"{sentence} ({days}): {checked.verdict}, {checked.explanation}")
    assert wrong == []
    assert tried == (SENTENCES if HISTORY.is_file() else 1)
