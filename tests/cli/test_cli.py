"""The command line as its users meet it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from communique.cli import COMMANDS

PROGRAM = [sys.executable, "-c", "from communique.cli import main; main()"]
PAGE = (
    "Indian Defence Minister Rajnath Singh spoke by telephone with US Secretary of Defense Pete Hegseth on Tuesday "
    "about joint exercises."
)


def run(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PROGRAM, *words], input=stdin, capture_output=True, text=True, timeout=120, check=False)


def test_help_is_quick_and_names_every_command() -> None:
    started = time.perf_counter()
    done = run("--help")
    assert time.perf_counter() - started < 2  # the aim is 0.3 s; a loaded machine gets some room
    assert all(name in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0, done.stderr
    assert "Example" in done.stdout or "Commands:" in done.stdout


def test_read_prints_one_json_object_a_document_and_nothing_else() -> None:
    done = run("read", "--json", "--published", "2025-07-02", "-", stdin=PAGE)
    (line,) = done.stdout.splitlines()
    reading = json.loads(line)
    (report,) = reading["reports"]
    assert (report["mode"], report["status"], report["date"]["first"]) == ("call", "held", "2025-07-01")
    assert {party["country"] for party in report["parties"]} == {"IN", "US"}
    text = reading["article"]["text"]
    assert all(text[s["start"] : s["end"]] == s["quote"] for s in report["evidence"])
    assert set(reading) == {"id", "source", "article", "reports", "skip", "made_with"}


def test_read_twice_says_the_same_twice() -> None:
    assert run("read", "--json", "-", stdin=PAGE).stdout == run("read", "--json", "-", stdin=PAGE).stdout


def test_a_skip_is_told_and_the_exit_code_is_0(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    done = run("read", "--json", str(empty))
    assert done.returncode == 0
    assert json.loads(done.stdout)["skip"]["code"] == "empty"
    assert "empty" in done.stderr


def test_nothing_to_read_is_exit_3_and_a_wrong_call_exit_2(tmp_path: Path) -> None:
    assert run("read", str(tmp_path / "none.txt")).returncode == 3
    assert run("read").returncode == 2


def test_the_round_from_pages_to_a_checked_record(tmp_path: Path) -> None:
    page, record = tmp_path / "call.txt", str(tmp_path / "r.db")
    page.write_text(PAGE)
    assert run("add", "--record", record, "--published", "2025-07-02", str(page)).returncode == 0
    found = run("find", "--record", record, "--between", "IN", "US", "--json")
    engagement = json.loads(found.stdout)
    assert engagement["reports"][0]["document"] == "call"
    shown = run("show", "--record", record, engagement["id"][:8])
    assert "Rajnath Singh" in shown.stdout
    assert run("verify", "--record", record).returncode == 0
    assert run("find", "--record", record, "--mode", "cal").returncode == 2


def test_a_record_that_is_none_of_ours_is_exit_4(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(b"no database at all, but long enough to look at" * 40)
    done = run("find", "--record", str(other))
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1
    assert run("find", "--record", str(tmp_path / "none.db")).returncode == 4


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("small")
    (folder / "call.txt").write_text(PAGE)
    record = str(folder / "r.db")
    assert run("add", "--record", record, "--published", "2025-07-02", str(folder / "call.txt")).returncode == 0
    return record


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("find", "--between", "India", "Atlantis"), "nobody and no state is called 'Atlantis'"),
        (("count", "--person", "Xyzzy"), "nobody and no state is called 'Xyzzy'"),
        (("trend", "--with", "Atlantis"), "write a state (IN or India)"),
        (("undertakings", "--between", "India", "Atlantis"), "'Atlantis' is no state"),
        (("undertakings", "--kind", "treaty"), "'treaty' is not one of"),
        (("contradictions", "--facet", "colour"), "'colour' is not one of"),
    ],
)
def test_what_nobody_knows_is_refused_and_not_found_empty(small: str, words: tuple[str, ...], told: str) -> None:
    done = run(*words, "--record", small)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_who_is_known_and_not_in_the_record_is_not_found(small: str) -> None:
    done = run("find", "--record", small, "--between", "India", "Jacinda Ardern")
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing found" in done.stderr


def test_a_day_that_is_none_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "call.txt").write_text(PAGE)
    done = run("read", "--published", "yesterday", str(tmp_path / "call.txt"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "2025-07-01" in done.stderr


def test_a_page_that_is_not_read_says_why(tmp_path: Path) -> None:
    page = tmp_path / "cake.html"
    page.write_text("<html><body><p>A cake wants flour and butter. Bake it for an hour.</p></body></html>", "utf-8")
    told = run("read", str(page)).stdout
    assert told.startswith("cake: not read: no sentence can tell of a contact between states")
