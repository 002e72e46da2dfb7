"""Watching a folder and a feed, as a process and step by step, against a real site on loopback."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.ingest.site import Site, Told, page, served, xml

from communique.config import Config, Manners
from communique.ingest import CaptureOptions
from communique.read import Tools
from communique.record import Record, open_record
from communique.run.watch import Event, Watch

HEEDING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
"""Tests that run in the background hand on that interruptions are ignored."""
PROGRAM = [sys.executable, "-c", HEEDING + "from communique.cli import main; main()"]
MET = "French President Emmanuel Macron met German Chancellor Friedrich Merz in Berlin on 1 July 2025."
CALLED = (
    "Indian Defence Minister Rajnath Singh spoke by telephone with US Secretary of Defense Pete Hegseth on 1 July 2025."
)


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as running:
        yield running


def feed(*paths: str) -> Told:
    items = "".join(f"<item><title>{path}</title><link>{path}</link></item>" for path in paths)
    return xml(f'<?xml version="1.0"?><rss version="2.0"><channel><title>L</title>{items}</channel></rss>')


def aged(path: Path, text: str, seconds: float = 60) -> Path:
    """A file that was written some time ago."""
    path.write_text(text, encoding="utf-8")
    then = time.time() - seconds
    os.utime(path, (then, then))
    return path


def watching(record: Record, tools: Tools, *sources: str) -> Watch:
    quick = Manners(private=("127.0.0.1/32",), pause=0.0, first_wait=0.01)
    return Watch(sources, record, dataclasses.replace(tools, config=Config(manners=quick)), CaptureOptions(), 5.0)


def names(events: Iterator[Event]) -> list[str]:
    return [f"{event.source.rpartition('/')[2]} {event.added.reports}" for event in events]


def test_a_folder_gives_what_is_new_changed_and_whole(tmp_path: Path, tools: Tools) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    with open_record(tmp_path / "r.db", create=True) as record, watching(record, tools, str(folder)) as watch:
        aged(folder / "a.txt", MET)
        aged(folder / ".hidden.txt", MET)
        aged(folder / "b.part", MET)
        assert names(watch.look()) == ["a.txt 1"]
        assert names(watch.look()) == []
        (folder / "c.txt").write_text(CALLED)
        assert names(watch.look()) == []
        assert watch.unsettled == 1
        aged(folder / "c.txt", CALLED)
        aged(folder / "a.txt", MET + "\n\n" + CALLED, seconds=30)
        aged(folder / "d.pdf", "no pdf")
        assert names(watch.look()) == ["a.txt 2", "c.txt 1", "d.pdf 0"]
        assert record.totals()["engagement"] == 2
    with open_record(tmp_path / "r.db") as record, watching(record, tools, str(folder)) as watch:
        assert names(watch.look()) == []


def test_a_folder_that_lists_addresses_asks_nobody(tmp_path: Path, tools: Tools, site: Site) -> None:
    aged(tmp_path / "a.txt", site.url("/a"))
    with open_record(tmp_path / "r.db", create=True) as record, watching(record, tools, str(tmp_path)) as watch:
        assert names(watch.look()) == ["a.txt 0"]
    assert site.asked == []


def test_a_feed_gives_what_is_new_and_asks_again_for_what_could_not_be_had(
    tmp_path: Path, tools: Tools, site: Site
) -> None:
    site.answers |= {"/feed": feed("/a", "/b"), "/a": page("A"), "/b": Told(503)}
    with open_record(tmp_path / "r.db", create=True) as record:
        with watching(record, tools, site.url("/feed")) as watch:
            assert [(e.source.rpartition("/")[2], [s.code for s in e.skips]) for e in watch.look()] == [
                ("a", []),
                ("b", ["http_status"]),
            ]
            site.answers["/b"] = page("B")
            assert names(watch.look()) == ["b 1"]
            assert names(watch.look()) == []
        site.answers |= {"/feed": feed("/c", "/a", "/b"), "/c": page("C")}
        with watching(record, tools, site.url("/feed")) as watch:
            assert names(watch.look()) == ["c 1"]
        assert site.paths().count("/a") == 1
        assert record.totals()["engagement"] == 1


def test_what_was_told_is_not_fetched_again_and_what_was_not_is(tmp_path: Path, tools: Tools, site: Site) -> None:
    site.answers |= {"/feed": feed("/a", "/b"), "/a": page("A"), "/b": page("B")}
    with open_record(tmp_path / "r.db", create=True) as record:
        with watching(record, tools, site.url("/feed")) as watch:
            told = next(iter(watch.look()))  # the program ends while the second page is on its way
            assert told.source == site.url("/a")
        with watching(record, tools, site.url("/feed")) as watch:
            assert names(watch.look()) == ["b 1"]
        assert record.totals()["article"] == 2


class Program:
    """`communique watch` as a process, its lines read as they come."""

    def __init__(self, record: Path, *words: str) -> None:
        command = [*PROGRAM, "watch", "--record", str(record), "--allow-private", "--pause", "0", *words]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def end(self, sign: signal.Signals | None = None) -> tuple[str, str, int]:
        if sign:
            self.process.send_signal(sign)
        out, told = self.process.communicate(timeout=60)
        return out, told, self.process.returncode


def test_a_watch_runs_until_it_is_stopped_and_the_next_reads_nothing_twice(tmp_path: Path, site: Site) -> None:
    folder, record = tmp_path / "inbox", tmp_path / "r.db"
    folder.mkdir()
    aged(folder / "a.txt", MET)
    site.answers |= {"/feed": feed("/a"), "/a": page("A")}
    sources = (str(folder), site.url("/feed"))
    program = Program(record, "--every", "0.2", "--settle", "2", *sources)
    assert "a.txt: 1 article, 1 new report" in program.line()
    assert f"{site.url('/a')}: 1 article, 1 new report" in program.line()
    with (folder / "b.txt").open("w") as growing:
        for word in CALLED.split():
            growing.write(word + " ")
            growing.flush()
            time.sleep(0.05)
    assert "b.txt: 1 article, 1 new report" in program.line()
    site.answers |= {"/feed": feed("/b", "/a"), "/b": page("B")}
    assert site.url("/b") in program.line()
    out, told, code = program.end(signal.SIGINT)
    assert (out, code) == ("", 0)
    assert "stopped" in told
    assert "Traceback" not in told
    asked = len(site.asked)
    aged(folder / "c.txt", MET)
    out, told, code = Program(record, "--once", *sources).end()
    assert code == 0
    assert [line.partition(" ")[2].partition(":")[0].rpartition("/")[2] for line in out.splitlines()] == ["c.txt"]
    assert [one.path for one in site.asked[asked:]] == ["/robots.txt", "/feed"]
    with open_record(record) as kept:
        assert kept.verify() == ()
        assert kept.totals()["engagement"] == 3


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    out, told, code = Program(tmp_path / "r.db", str(tmp_path / "none")).end()
    assert (out, code) == ("", 2)
    assert "there is no folder" in told
    assert not (tmp_path / "r.db").exists()


def test_a_stop_by_the_system_is_a_stop(tmp_path: Path) -> None:
    aged(tmp_path / "a.txt", MET)
    program = Program(tmp_path / "r.db", "--every", "60", str(tmp_path))
    assert "a.txt" in program.line()
    assert program.end(signal.SIGTERM)[2] == 0
