from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from communique.cli import cli
from communique.errors import UsageError


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words), catch_exceptions=True)


def test_a_title_in_json() -> None:
    result = run("who", "Raksha Mantri", "--on", "2025-07-01", "--json")
    answer = json.loads(result.stdout)
    assert set(answer) == {"query", "on", "candidates", "chosen"}
    assert answer["chosen"]["name"] == "Rajnath Singh"
    assert {"person", "name", "office", "office_title", "country", "start", "end", "acting", "score", "reasons"} <= set(
        answer["chosen"]
    )


def test_several_and_none_chosen() -> None:
    answer = json.loads(run("who", "Singh", "--on", "2025-07-01", "--in", "India", "--json").stdout)
    assert len(answer["candidates"]) > 1
    assert answer["chosen"] is None


def test_the_holders_as_a_timeline() -> None:
    lines = run("who", "--office", "IN/foreign", "--from", "2014").stdout.splitlines()
    assert [line.split("  ")[-2].strip() for line in lines] == ["Salman Khurshid", "Sushma Swaraj", "S. Jaishankar"]


def test_an_unknown_name_is_no_error() -> None:
    result = run("who", "Rajnat Sing")
    assert result.exit_code == 0
    assert result.stdout == "not known\n"
    assert "Rajnath Singh" in result.stderr


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ((), "name somebody"),
        (("Modi", "--office", "IN/foreign"), "name somebody"),
        (("Modi", "--on", "yesterday"), "2025-07-01"),
        (("Modi", "--in", "Ruritania"), "Ruritania"),
        (("--office", "IN/nothing"), "IN/foreign"),
        (("--office", "IN/foreign", "--from", "May"), "2014-05"),
    ],
)
def test_a_wrong_call_says_what_would_be_right(words: tuple[str, ...], hint: str) -> None:
    error = run("who", *words).exception
    assert isinstance(error, UsageError)
    assert hint in str(error)


def test_the_shipped_tables_pass(tmp_path: Path) -> None:
    assert run("kb", "check").exit_code == 0
    (tmp_path / "tenures.csv").write_text(
        "office,person,start,end_basis\nIN/defence,in-s-jaishankar,2020-01-01,open\n", encoding="utf-8"
    )
    result = run("kb", "check", "--kb", str(tmp_path))
    assert result.exit_code == 2
    assert "in-s-jaishankar" in result.stdout


def test_the_refresh_says_which_roles_there_are(tmp_path: Path) -> None:
    error = run("kb", "refresh", str(tmp_path / "new"), "--role", "minister").exception
    assert isinstance(error, UsageError)
    assert "foreign_minister" in str(error)
