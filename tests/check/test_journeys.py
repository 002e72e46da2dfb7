"""Ordinal sentences on journeys: right, one too many, one too few, from counts over a table."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from communique.check import check, claim_of_sentence
from communique.knowledge import load_knowledge
from communique.record import open_record
from communique.run.profile import load_profile
from communique.run.rows import read_table

HISTORY = Path(__file__).parents[3] / "shared" / "history" / "us_travels.csv"
OWN = """trip_id,role,traveller_id,traveller,start,end,country_slug,country,locale,remarks
1,secretary,kerry,John Kerry,2012-05-02,2012-05-03,egypt,Egypt,Cairo,Before he took office.
2,secretary,kerry,John Kerry,2013-03-02,2013-03-03,egypt,Egypt,Cairo,Spoke with ministers.
3,secretary,kerry,John Kerry,2013-11-03,2013-11-03,egypt,Egypt,Cairo,Short stop.
4,secretary,kerry,John Kerry,2014-06-22,2014-06-22,egypt,Egypt,Cairo,Third.
"""
NUMBERS = "zeroth first second third fourth fifth".split()
MOST = 40


@pytest.mark.parametrize(
    ("sentence", "sides"),
    [
        ("This is the second visit by John Kerry to Egypt since taking office", ("John Kerry", "EG")),
        ("It was John Kerry’s second visit to the Philippines since he took office", ("John Kerry", "PH")),
        ("John Kerry's third official visit to Egypt", ("John Kerry", "EG")),
        ("the third call between Singh and Hegseth this year", ("Singh", "Hegseth")),
    ],
)
def test_who_travels_and_where_to(sentence: str, sides: tuple[str, str]) -> None:
    claim = claim_of_sentence(sentence, "2014-06-22", load_knowledge())
    assert claim is not None
    assert claim.between == sides


def visits(source: Path) -> dict[tuple[str, str], list[str]]:
    """First days of the journeys of a secretary to a state since taking office, from the file alone."""
    knowledge = load_knowledge()
    names = {knowledge.person(t.person): t for t in knowledge.tenures("US/foreign") if len(t.start) == 10}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    with source.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            code = knowledge.state_of(row["country"])
            words = row["traveller"].split()
            for person, tenure in names.items():
                same = person is not None and {words[0], words[-1]} <= set(person.name.split())
                if person is not None and same and code and row["role"] == "secretary" and row["start"] >= tenure.start:
                    found[person.name, code].append(row["start"])
    return found


def test_right_one_too_many_and_one_too_few(tmp_path: Path) -> None:
    table = HISTORY
    if not HISTORY.is_file():
        table = tmp_path / "own.csv"
        table.write_text(OWN, encoding="utf-8")
    knowledge = load_knowledge()
    some = tmp_path / "travels.csv"
    with table.open(newline="", encoding="utf-8") as lines, some.open("w", newline="", encoding="utf-8") as out:
        rows = [row for row in csv.DictReader(lines) if row["role"] == "secretary" and row["start"] >= "1993-01-21"]
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    tried = 0
    wrong: list[str] = []
    with open_record(tmp_path / "r.db", create=True) as record:
        record.add(read_table(some, load_profile("us-travels", None), knowledge).readings)
        for (name, code), days in sorted(visits(some).items()):
            state = knowledge.state(code)
            if tried >= MOST or not 2 <= len(days) <= 4 or len(set(days)) < len(days) or state is None:
                continue
            n = len(days)
            for claimed, verdict in ((n, "supported"), (n + 1, "not_known"), (n - 1, "contradicted")):
                sentence = f"This is the {NUMBERS[claimed]} visit by {name} to {state.name} since taking office"
                claim = claim_of_sentence(sentence, max(days), knowledge)
                assert claim is not None
                checked = check(claim, record)
                if (checked.verdict, len(checked.engagements)) != (verdict, n):
                    wrong.append(f"{sentence} ({days}): {checked.verdict}, {checked.explanation}")
            tried += 1
    assert wrong == []
    assert tried == (MOST if HISTORY.is_file() else 1)
