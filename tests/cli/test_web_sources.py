"""Addresses on the command line, against a real site on loopback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

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
