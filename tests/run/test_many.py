"""Runs of many shards: the same record whoever reads, whatever dies, and wherever it was interrupted."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from benchmarks.chaos import disturbed, drive, shelf_of
from benchmarks.made_pages import exported, long_page, stored, write_pages

from communique.config import Config
from communique.errors import UsageError
from communique.ingest import captures
from communique.read.tools import made_with
from communique.record import open_record
from communique.run.many import Run
from communique.run.shards import stamp_of
from communique.run.shelf import Shelf
from communique.run.start import Plan, running
from communique.run.workers import Order, Processes
from communique.types import Capture, Reading, Skip

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pages(tmp_path_factory.mktemp("pages") / "pages.jsonl", 64)


@pytest.fixture(scope="module")
def calm(pages: Path) -> Path:
    """The record of an undisturbed run in one process."""
    record = pages.with_name("calm.db")
    assert drive(pages, record, 1) == 0
    return record


def found(pages: Path) -> Iterator[Capture | Skip]:
    return captures([str(pages)], Config())


def read_part(pages: Path, plan: Plan, config: Config, number: int) -> tuple[int, list[Reading]]:
    """The first so many readings of a run that then breaks off, and how many shards were there before."""
    try:
        with running(plan, config) as run:
            readings = list(islice(run.readings(found(pages)), number))
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        return run.found_done, readings


def test_the_record_holds_engagements_from_several_reports(calm: Path) -> None:
    with open_record(calm) as record:
        engagements = list(record.find())
    assert len(engagements) > 10
    assert max(len(e.reports) for e in engagements) > 2
    assert not shelf_of(calm).exists()


def test_two_workers_make_the_record_of_one(pages: Path, calm: Path, tmp_path: Path) -> None:
    drive(pages, tmp_path / "two.db", 2)
    assert exported(tmp_path / "two.db") == exported(calm)
    assert stored(tmp_path / "two.db") == stored(calm)


def test_random_deaths_leave_no_trace_in_the_record(pages: Path, calm: Path, tmp_path: Path) -> None:
    struck = tmp_path / "struck.db"
    told = disturbed(pages, struck, 5, random.Random(3))
    assert told.killed.total() == 5
    assert told.starts > 1
    assert exported(struck) == exported(calm)
    assert stored(struck) == stored(calm)
    assert not shelf_of(struck).exists()


def test_an_interrupted_run_goes_on_where_it_stopped(pages: Path, tmp_path: Path) -> None:
    plan = Plan(shelf=tmp_path / "shelf", documents=4)
    before, readings = read_part(pages, plan, Config(), 10)
    assert (before, len(readings)) == (0, 10)
    again, whole = read_part(pages, plan, Config(), 16)
    assert again in (3, 4)  # what was handed out ahead may be done, too
    assert whole[:10] == readings


def test_what_is_kept_is_read_again_only_when_settings_changed(pages: Path, tmp_path: Path) -> None:
    plan = Plan(shelf=tmp_path / "work", documents=4, kept=True)
    some = write_pages(tmp_path / "some.jsonl", 8)
    for config, known in ((Config(), 0), (Config(), 2), (Config(exhaustive=True), 0)):
        with running(plan, config) as run:
            assert len(list(run.readings(found(some)))) == 8
        assert run.found_done == known
    assert len(list((tmp_path / "work").iterdir())) == 4


def test_a_changed_rule_reads_again(tmp_path: Path) -> None:
    some = write_pages(tmp_path / "some.jsonl", 4)
    plan = Plan(shelf=tmp_path / "work", documents=4, kept=True)
    known = []
    rule = (
        '[[rule]]\nid = "verb.own"\nmode = "meeting"\nframe = "subject_with"\nlemmas = ["{}"]\n'
        'example = "A {} B."\ncounter = "A."\n'
    )
    for folder, verb in (("one", "buttonhole"), ("same", "buttonhole"), ("other", "waylay")):
        rules = tmp_path / folder
        rules.mkdir()
        (rules / "verbs-own.toml").write_text(rule.format(verb, verb))
        with running(plan, Config(rules_overlays=(rules,))) as run:
            list(run.readings(found(some)))
        known.append(run.found_done)
    assert known == [0, 1, 0]


def test_a_broken_result_is_read_again(pages: Path, tmp_path: Path) -> None:
    plan = Plan(shelf=tmp_path / "shelf", documents=4)
    _, readings = read_part(pages, plan, Config(), 8)
    result = min((tmp_path / "shelf").glob("*.parquet"))
    result.write_bytes(result.read_bytes()[:-20])
    before, again = read_part(pages, plan, Config(), 8)
    assert before == 1
    assert again == readings


def test_two_runs_do_not_share_a_shelf(tmp_path: Path) -> None:
    plan = Plan(shelf=tmp_path / "shelf")
    with running(plan, Config()), pytest.raises(UsageError, match="another run works in"), running(plan, Config()):
        pass


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--work"), running(Plan(shelf=tmp_path / "no" / "shelf"), Config()):
        pass


# The signal may fall into a callback of the collector that a test library keeps: the page is interrupted again.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_page_that_takes_too_long_is_a_skip_and_the_rest_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, sentences in (("a", 3), ("b", 6000), ("c", 3)):
        long_page(folder / f"{name}.txt", sentences)
    with running(Plan(shelf=tmp_path / "shelf"), Config(max_seconds=3)) as run:
        first, slow, last = run.readings(found(folder))
    assert first.reports
    assert last.reports
    assert slow.skip is not None
    assert (slow.skip.stage, slow.skip.code, slow.id) == ("run", "too_slow", "b")


def test_a_page_that_kills_workers_is_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    """The limit that ends a process is set below the one that interrupts it: the long page kills whoever reads it."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, sentences in (("a", 3), ("b", 6000), ("c", 3), ("d", 3), ("e", 3)):
        long_page(folder / f"{name}.txt", sentences)
    config = Config()
    made = made_with(config)
    order = Order(config=config, made_with=made, stamp=stamp_of(config, made), deadly=2.0)
    with Shelf(tmp_path / "shelf", kept=False) as shelf:
        crew = Processes(2, order, shelf)
        readings = list(Run(crew, shelf, order, documents=3).readings(found(folder)))
        crew.close(at_once=False)
        shelf.finish()
    assert [r.id for r in readings] == ["a", "b", "c", "d", "e"]
    assert [bool(r.reports) for r in readings] == [True, False, True, True, True]
    assert readings[1].skip is not None
    assert (readings[1].skip.stage, readings[1].skip.code) == ("run", "killed_worker")
    assert not (tmp_path / "shelf").exists()


def test_a_full_disk_is_named_and_nothing_is_lost(pages: Path, tmp_path: Path) -> None:
    """No file may grow beyond some kilobytes, as on a disk that is full: the failing write is real."""
    record, source = tmp_path / "r.db", tmp_path / "long.jsonl"
    source.write_text(pages.read_text().replace("It was note", f"{'The hall was full. ' * 1000} It was note"))
    open_record(record, create=True).close()
    command = [sys.executable, "-m", "benchmarks.chaos", "drive", str(source), str(record)]
    limit = 40_000
    full = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert full.returncode != 0
    assert "cannot be written (File too large): make room" in full.stderr
    drive(source, record, 1)
    drive(source, tmp_path / "roomy.db", 1)
    assert exported(record) == exported(tmp_path / "roomy.db")


STARVING = """
import resource, sys
from pathlib import Path
from communique.config import Config
from communique.ingest import captures
from communique.read import load_tools
from communique.run.local import read_captures

tools = load_tools(Config())
short, long = sys.argv[1:]
list(read_captures(captures([short], Config()), tools))
data = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_DATA, (data + 30_000_000, resource.RLIM_INFINITY))
for reading in read_captures(captures([long, short], Config()), tools):
    print(reading.skip.code if reading.skip else len(reading.reports))
"""


def test_a_page_that_takes_too_much_memory_is_a_skip_and_the_next_is_read(tmp_path: Path) -> None:
    pages = [str(long_page(tmp_path / f"{count}.txt", count)) for count in (3, 6000)]
    done = subprocess.run([sys.executable, "-c", STARVING, *pages], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["out_of_memory", "3"], done.stderr
