"""The commands that ask and judge a record: what they print, and how they end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from benchmarks.synthetic import readings

from communique.cli import main
from communique.record import open_record


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ended]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    path = tmp_path / "r.db"
    with open_record(path, create=True) as record:
        record.add(readings(60, days=12, big_block=0.7))
    monkeypatch.setenv("COMMUNIQUE_RECORD", str(path))

    def call(*words: str) -> Ended:
        monkeypatch.setattr("sys.argv", ["communique", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Ended(int(ended.value.code or 0), said.out, said.err)

    return call


def engagement_of_two(run: Run) -> Any:
    """An engagement with several reports."""
    return next(e for e in run("find", "--json").lines() if len(e["reports"]) > 1)


def test_find_prints_what_the_contract_says(run: Run) -> None:
    found = engagement_of_two(run)
    assert {
        "id", "mode", "status", "history", "date", "place", "parties", "areas", "outcomes", "reports", "outlets",
        "independent_outlets", "contradictions", "part_of", "supersedes",
    } <= set(found)  # fmt: skip
    assert {"id", "document", "article", "outlet", "url", "evidence"} <= set(found["reports"][0])


def test_why_names_the_features_and_the_nearest_other(run: Run) -> None:
    found = engagement_of_two(run)
    why = run("why", found["id"], "--json").lines()[0]
    assert why["engagement"] == found["id"]
    assert why["together"]
    assert dict(why["together"][0]["features"])["shared_states"] == 1.0
    assert "same day" in run("why", found["reports"][0]["id"]).out
    assert "1 where the days overlap" in run("why", found["id"], "--features").out
    assert run("why", "nothing").code == 2


def test_undertakings_print_what_the_contract_says(run: Run) -> None:
    found = run("undertakings", "--between", "IL", "US", "--json").lines()
    assert found
    assert all({"IL", "US"} <= set(item["between"]) for item in found)
    assert {"id", "kind", "status", "history", "between", "area", "text", "fulfilled_by", "reports"} <= set(found[0])
    assert run("undertakings", "--status", "withdrawn", "--json").out == ""
    assert found[0]["text"]["quote"] in run("undertakings", "--between", "IL", "US").out


def test_contradictions_name_both_values(run: Run) -> None:
    found = run("contradictions", "--facet", "place", "--json").lines()
    assert found
    values = {value["value"] for value in found[0]["contradiction"]["values"]}
    assert values == {"Paris", "Geneva"}
    assert "Paris" in run("contradictions").out


def test_a_judgement_is_made_listed_and_revoked(run: Run) -> None:
    left, right = (reference["id"] for reference in engagement_of_two(run)["reports"][:2])
    before = run("find", "--json").out
    assert run("judge", "different", left, right, "--by", "Ada", "--note", "two calls").code == 0
    assert run("find", "--json").out != before
    refused = run("judge", "same", left, right, "--by", "Ada")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert [edge["note"] for edge in run("edges", "--json").lines()] == ["two calls"]
    assert run("revoke", left, right, "--by", "Ada").code == 0
    assert run("find", "--json").out == before
    assert run("revoke", left, right, "--by", "Ada").code == 2


def test_an_edit_is_signed_and_the_read_value_stays(run: Run) -> None:
    found = engagement_of_two(run)
    edited = run("edit", found["id"], "place=Oslo, NO", "--by", "Ada", "--source", "https://example.org", "--json")
    assert edited.lines()[0]["place"]["name"] == "Oslo"
    assert run("edit", found["id"], "date=2025-02-30", "--by", "Ada", "--source", "x").code == 2
    assert run("edit", found["id"], "place", "--by", "Ada", "--source", "x").code == 2
    assert "place=Oslo, NO" in run("edges").out
    assert run("revoke", "1", "--by", "Ada").code == 0


def test_verify_ends_with_four_for_a_record_that_does_not_hold(run: Run, tmp_path: Path) -> None:
    assert run("verify").code == 0
    with open_record(tmp_path / "r.db") as record, record.writing() as connection:
        connection.exec_driver_sql("UPDATE article SET text = 'x' || text")
    ended = run("verify", "--json")
    assert ended.code == 4
    assert {fault["kind"] for fault in ended.lines()} >= {"span"}


def test_no_record_and_no_record_of_ours_end_with_four(run: Run, tmp_path: Path) -> None:
    (tmp_path / "noise.db").write_bytes(b"noise" * 1000)
    for name in ("none.db", "noise.db"):
        ended = run("show", "e1", "--record", str(tmp_path / name))
        assert (ended.code, ended.err.count("\n")) == (4, 1)
    assert run("show", "e-unknown").code == 2
