"""Pages a second, two processes against one, and memory over a long archive: ratios of one run.

    python -m benchmarks.scale pages [--every K]
    python -m benchmarks.scale workers [--number N]
    python -m benchmarks.scale archive [--number N] [--workers W]

`pages`: every K-th page of the archive of pages, in one process, against trafilatura and then spaCy over the whole
text; and what reading every sentence would find beyond. `workers`: N releases with two workers against one.
`archive`: a web archive of N pages, those of the bench again and again with changed text: time and memory of each
quarter; and of a tenth of them, what is read again after the whole program was killed in the midst. The input lies in
a sibling folder, or where `--shared` says.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import itertools
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psutil
import spacy
import trafilatura
from fastwarc.warc import ArchiveIterator, WarcRecordType

from benchmarks.clean import Page
from benchmarks.reading import Run, contacts, told
from communique.config import Config
from communique.ingest import captures
from communique.read import load_tools
from communique.read.tools import model_name
from communique.record import open_record
from communique.run.local import read_captures
from communique.run.start import Plan, running
from communique.types import Capture, Reading

ROOT = Path(__file__).resolve().parents[1]
FASTER, BY_TWO, MEGABYTES, LINEAR = 4, 1.8, 500, 1.1
FEWEST = 600
"""Pages at least of the run that is killed: some ten shards."""
SMALL = 150_000
"""Bytes of a page at most that goes into the long archive."""


def main() -> None:
    """Run the part that is asked for."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("part", choices=["pages", "workers", "archive"])
    wanted.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    wanted.add_argument("--every", type=int, default=1)
    wanted.add_argument("--number", type=int, default=2000)
    wanted.add_argument("--workers", type=int, default=2)
    given = wanted.parse_args()
    if given.part == "pages":
        pages_against_peers(given.shared / "bench" / "pages.warc.gz", given.every)
        return
    with tempfile.TemporaryDirectory() as folder:
        if given.part == "workers":
            two_against_one(given.shared / "corpus" / "releases.jsonl.gz", Path(folder), given.number)
        else:
            long_archive(given.shared / "bench" / "pages.warc.gz", Path(folder), given.number, given.workers)


def pages(archive: Path) -> Iterator[Page]:
    """The pages of an archive, in its order."""
    with archive.open("rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
            yield Page(record.headers["WARC-Target-URI"], record.reader.read())


def pages_against_peers(archive: Path, every: int) -> None:
    """One process: our way, the usual way of others, and our way with every sentence parsed."""
    some = list(itertools.islice(pages(archive), 0, None, every))
    found = [_capture(page) for page in some]
    ours = _read(found, Config())
    seconds = _trafilatura_then_spacy(some)
    whole = _read(found, Config(exhaustive=True))
    print(f"{len(some) / sum(ours.seconds):.1f} pages a second; others {len(some) / seconds:.1f}")
    told("against trafilatura, then spaCy", seconds / sum(ours.seconds), "times", FASTER)
    _compared(ours, whole)


def _read(found: list[Capture], config: Config) -> Run:
    """Seconds of the processor, so that what else runs on the machine does not count."""
    tools = load_tools(config)
    list(read_captures(found[:2], tools))
    start = time.process_time()
    readings = list(read_captures(found, tools))
    return Run([time.process_time() - start], readings)


def _compared(ours: Run, whole: Run) -> None:
    all_of_them = contacts(whole)
    told("engagements also found", len(contacts(ours) & all_of_them) / max(1, len(all_of_them)), "share", 1)
    for lost in sorted(all_of_them - contacts(ours)):
        print("only when every sentence is parsed:", lost)


def _capture(page: Page) -> Capture:
    return Capture(document=page.url, locator=page.url, media_type="text/html", payload=page.payload)


def _trafilatura_then_spacy(some: Iterable[Page]) -> float:
    nlp = spacy.load(model_name())  # with all that it does unless told otherwise
    start = time.process_time()
    for page in some:
        nlp(trafilatura.extract(page.payload) or "")
    return time.process_time() - start


class Watched(NamedTuple):
    """Seconds, and megabytes of the largest worker and of this process at the end of each quarter; `worked`: seconds
    of the processor of all processes together until then, and in the end."""

    seconds: list[float]
    workers: list[float]
    parent: list[float]
    worked: list[float]
    after: list[float]
    """Seconds of putting together in the end."""


def two_against_one(corpus: Path, folder: Path, number: int) -> None:
    """The first releases with one worker process and with two."""
    source = folder / "releases.jsonl"
    with gzip.open(corpus, "rb") as lines:
        source.write_bytes(b"".join(itertools.islice(lines, number)))
    one, two = (_watched(source, folder / f"{workers}.db", workers, number) for workers in (1, 2))
    told("two workers against one", sum(one.seconds) / sum(two.seconds), "times", BY_TWO)
    told("the same, were two cores free", 2 * one.worked[-1] / two.worked[-1], "times", BY_TWO)
    _memory(two)


def long_archive(pages_archive: Path, folder: Path, number: int, workers: int) -> None:
    """A made archive in four quarters."""
    source = folder / "long.warc.gz"
    print(f"{_write_archive(pages_archive, source, number):,} bytes of archive")
    found = _watched(source, folder / "r.db", workers, number)
    told("last quarter against second, time", found.seconds[3] / found.seconds[1], "times", LINEAR)
    worked = [until - since for since, until in itertools.pairwise(found.worked)]
    told("last quarter against second, work", worked[2] / worked[0], "times", LINEAR)
    print(f"{number / (sum(found.seconds) + found.after[0]):.1f} pages a second, putting together included")
    _memory(found)
    few = folder / "few.warc.gz"
    _write_archive(pages_archive, few, max(FEWEST, number // 10))
    killed_and_started_again(few, folder / "struck.db", workers)


def killed_and_started_again(source: Path, record: Path, workers: int) -> None:
    """`communique add`, killed when some shards are done, and the same command again."""
    work = record.with_suffix(".shards")
    command = [sys.executable, "-c", "from communique.cli import main; main()", "add", "--workers", str(workers)]
    command += ["--record", str(record), "--work", str(work), str(source)]
    program = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while len(list(work.glob("*.parquet"))) < 2 * workers:
        if program.poll() is not None:
            raise RuntimeError("the run ended before it was killed: take more pages")
        time.sleep(0.02)
    family = psutil.Process(program.pid).children(recursive=True)
    program.kill()
    psutil.wait_procs(family, 60)
    done = {path: path.stat().st_mtime_ns for path in work.glob("*.parquet")}
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    again = sum(path.stat().st_mtime_ns != moment for path, moment in done.items())
    print(f"killed when {len(done)} of {len(list(work.glob('*.parquet')))} shards were done")
    print(f"  done and read again: {again} (target 0); begun and lost: at most one for each of {workers} workers")


def _memory(found: Watched) -> None:
    told("largest worker", max(found.workers), "MB", MEGABYTES)
    told("last quarter against second, worker", found.workers[3] / found.workers[1], "times", LINEAR)
    told("last quarter against second, parent", found.parent[3] / found.parent[1], "times", LINEAR)


def _watched(source: Path, record: Path, workers: int, number: int) -> Watched:
    """Add the source; quarters are counted in documents that came through."""
    found = Watched([], [], [], [], [])
    plan = Plan(shelf=record.with_suffix(".shards"), workers=workers)
    with open_record(record, create=True) as opened, running(plan, Config()) as run, _family() as family:
        start = time.perf_counter()
        opened.add(_quarters(run.readings(captures([str(source)], Config())), number, found, family))
        found.after.append(time.perf_counter() - start - sum(found.seconds))
        found.worked.append(family.worked())
        print(f"{workers} workers: {sum(found.seconds):.1f} s for four quarters, {opened.totals()}")
    return found


def _quarters(readings: Iterator[Reading], number: int, found: Watched, family: _Family) -> Iterator[Reading]:
    start = time.perf_counter()
    for count, reading in enumerate(readings, 1):
        if count % max(1, number // 4) == 0 and len(found.seconds) < 4:
            now = time.perf_counter()
            found.seconds.append(now - start)
            found.workers.append(max(family.peak))
            found.parent.append(psutil.Process().memory_info().rss / 1e6)
            found.worked.append(family.worked())
            start, family.peak[:] = now, [0.0]
        yield reading


class _Family(NamedTuple):
    """Megabytes of workers seen since the list was last emptied; seconds of the processor of each; our own before."""

    peak: list[float]
    spent: dict[int, float]
    begun: float

    def worked(self) -> float:
        """Seconds of the processor of this process and its workers."""
        return time.process_time() - self.begun + sum(self.spent.values())

    def watch(self, done: threading.Event) -> None:
        """Look at the workers until all is done."""
        while not done.wait(0.5):
            for child in psutil.Process().children(recursive=True):
                try:
                    self.peak.append(child.memory_info().rss / 1e6)
                    self.spent[child.pid] = sum(child.cpu_times()[:2])
                except psutil.Error:
                    continue


@contextmanager
def _family() -> Iterator[_Family]:
    family, done = _Family([0.0], {}, time.process_time()), threading.Event()
    watcher = threading.Thread(target=family.watch, args=(done,), daemon=True)
    watcher.start()
    try:
        yield family
    finally:
        done.set()
        watcher.join()


def _write_archive(source: Path, target: Path, number: int) -> int:
    """So many pages: those that are not too large, with another number of the day in each repetition."""
    some = [page for page in pages(source) if len(page.payload) < SMALL]
    with target.open("wb") as out:
        for count in range(number):
            page = some[count % len(some)]
            out.write(gzip.compress(_record(page, count), 1))
    return target.stat().st_size


def _record(page: Page, count: int) -> bytes:
    body = re.sub(rb"</p>", b" It is item %d of the day.</p>" % count, page.payload, count=3)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    name = hashlib.sha256(b"%d" % count).hexdigest()
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{name[:8]}-{name[8:12]}-{name[12:16]}-"
        f"{name[16:20]}-{name[20:32]}>\r\nWARC-Date: 2025-07-02T00:00:00Z\r\nWARC-Target-URI: {page.url}?{count}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


if __name__ == "__main__":
    main()
