"""Addresses on the command line, against a real site on loopback."""

from __future__ import annotations

import json
import subprocess
import sys
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event

from click.testing import CliRunner, Result
from tests.ingest.site import Told, page, served

from communique.cli import cli
from communique.errors import NothingRead

PROGRAM = [sys.executable, "-c", "from communique.cli import main; main()"]


def run(*words: str, stdin: str = "") -> Result:
    return CliRunner().invoke(cli, words, input=stdin)


def test_a_page_is_added_once_asked_for_again_and_read_afresh_on_demand(tmp_path: Path) -> None:
    with served() as site:
        site.answers["/a"] = page(ETag='"1"')
        command = ["add", "--record", str(tmp_path / "r.db"), "--allow-private", "--pause", "0", site.url("/a")]
        first = run(*command)
        assert first.exit_code == 0
        assert "1 new articles, 1 new reports" in first.stderr
        site.answers["/a"] = Told(304)
        again = run(*command)
        assert again.exit_code == 0
        assert "1 skipped (1 not_modified)" in again.stderr
        site.answers["/a"] = page(ETag='"2"')
        afresh = run(*command, "--afresh")
        assert "1 documents read: 0 new articles" in afresh.stderr
        assert [asked.headers.get("If-None-Match") for asked in site.asked if asked.path == "/a"] == [None, '"1"', None]


def test_what_was_fetched_when_a_run_was_killed_is_not_fetched_again(tmp_path: Path) -> None:
    reached, go_on = Event(), Event()

    def hold(_: BaseHTTPRequestHandler) -> None:
        reached.set()
        go_on.wait(60)

    with served() as site:
        site.answers |= {f"/{n}": page(f"Ministers meet for the {n}th time") for n in range(1, 4)}
        site.answers["/4"] = [hold, page("Ministers meet at last")]
        command = ["add", "--record", str(tmp_path / "r.db"), "--allow-private", "--pause", "0", "--workers", "2"]
        addresses = [site.url(f"/{n}") for n in range(1, 5)]
        program = subprocess.Popen([*PROGRAM, *command, *addresses])
        assert reached.wait(120)
        program.kill()
        program.wait()
        go_on.set()
        done = run(*command, *addresses)
        assert done.exit_code == 0, done.stderr
        assert "4 new articles" in done.stderr
        assert site.paths() == ["/1", "/2", "/3", "/4", "/4"]
    assert list(tmp_path.glob("*.shards")) == []


def test_addresses_on_standard_input_and_what_cannot_be_had() -> None:
    with served() as site:
        site.answers["/a"] = page()
        listed = f"{site.url('/a')}\n{site.url('/none')}\n"
        done = run("read", "--json", "--allow-private", "--pause", "0", "-", stdin=listed)
        assert done.exit_code == 0
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        assert [(row["id"], row["skip"] and row["skip"]["code"]) for row in rows] == [
            (site.url("/a"), None),
            (site.url("/none"), "http_status"),
        ]
        assert rows[0]["article"]["url"] == site.url("/a")


def test_nothing_that_could_be_read_is_exit_3() -> None:
    with served() as site:
        site.answers["/a"] = page()
        done = subprocess.run(
            [*PROGRAM, "read", site.url("/a")], capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 3
        assert "allow such with --allow-private" in done.stderr
        assert "Traceback" not in done.stderr
        none = run("read", "--allow-private", site.url("/none"))
        assert isinstance(none.exception, NothingRead)
        assert "404" in none.stderr
