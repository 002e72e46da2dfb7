"""`communique add` with several workers, interrupted and given again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.made_pages import exported, write_pages

HEEDING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
"""Tests that run in the background hand on that interruptions are ignored."""
PROGRAM = [sys.executable, "-c", HEEDING + "from communique.cli import main; main()", "add"]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PROGRAM, *words], capture_output=True, text=True, timeout=200, check=False)


def test_an_interruption_is_exit_130_and_the_same_command_goes_on(tmp_path: Path) -> None:
    pages, record = write_pages(tmp_path / "pages.jsonl", 260), str(tmp_path / "r.db")
    command = ["--record", record, "--workers", "2", str(pages)]
    program = subprocess.Popen([*PROGRAM, *command], stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not list((tmp_path / "r.db.shards").glob("*.parquet")):
        assert program.poll() is None
        time.sleep(0.05)
    os.killpg(program.pid, signal.SIGINT)  # as a terminal does it: to the program and its workers
    _, told = program.communicate(timeout=60)
    assert program.returncode == 130
    assert "run the same command again" in told
    assert "Traceback" not in told
    done = run(*command)
    assert done.returncode == 0
    assert "read by an earlier run" in done.stderr
    assert "260 documents read" in done.stderr
    assert not (tmp_path / "r.db.shards").exists()
    assert run("--record", str(tmp_path / "calm.db"), str(pages)).returncode == 0
    assert exported(tmp_path / "r.db") == exported(tmp_path / "calm.db")


def test_skips_are_counted_by_reason(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text("")
    (tmp_path / "page.txt").write_text(
        "French President Emmanuel Macron met German Chancellor Friedrich Merz in Berlin."
    )
    done = run("--record", str(tmp_path / "r.db"), str(tmp_path))
    assert done.returncode == 0
    assert "3 skipped (3 empty)" in done.stderr


def test_workers_and_a_cluster_are_not_asked_for_together(tmp_path: Path) -> None:
    done = run("--record", str(tmp_path / "r.db"), "--workers", "2", "--cluster", "tcp://127.0.0.1:1", str(tmp_path))
    assert done.returncode == 2
    assert "leave out --workers" in done.stderr
