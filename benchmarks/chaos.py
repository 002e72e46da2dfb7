"""Kill whatever works on a run, again and again, at random, and compare the record with that of an undisturbed run.

    python -m benchmarks.chaos [KILLS] [SEED] [cluster]

A kill (-9) strikes after every few finished shards: a worker, the server that forks workers, or the whole program,
which is then started again. On a Dask cluster: a worker, the program, or the scheduler; then there is a new cluster.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import psutil

from benchmarks.dask_here import HereCluster, cluster
from benchmarks.made_pages import exported, stored, write_pages
from communique.config import Config
from communique.ingest import captures
from communique.record import open_record
from communique.run.start import Plan, running

SHARD = 4
"""Documents in a shard of these runs: many shards, so that many deaths find one."""
VICTIMS = ("worker", "program", "worker", "scheduler")
"""Who is killed on a cluster, in turn."""


def drive(source: Path, record: Path, workers: int, cluster: str | None = None) -> int:
    """Add the source; returns how many shards an earlier run had read."""
    plan = Plan(shelf=shelf_of(record), workers=workers, cluster=cluster, documents=SHARD)
    with open_record(record, create=True) as opened, running(plan, Config()) as run:
        opened.add(run.readings(captures([str(source)], Config())))
        return run.found_done


def shelf_of(record: Path) -> Path:
    """Where the shards of a record's run wait."""
    return record.with_name(f"{record.name}.shards")


def log_of(record: Path) -> Path:
    """What the programs of a run print."""
    return record.with_name(f"{record.name}.log")


class Told(NamedTuple):
    """What was killed how often, and how often the program was started."""

    killed: Counter[str]
    starts: int


def started(source: Path, record: Path, cluster: str | None = None) -> subprocess.Popen[bytes]:
    """The run of `drive` with two workers, or on a cluster, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.chaos", "drive", str(source), str(record)]
    with log_of(record).open("ab") as log:
        return subprocess.Popen(
            [*command, *([cluster] if cluster else [])], cwd=Path(__file__).parents[1], stdout=log, stderr=log
        )


def disturbed(source: Path, record: Path, kills: int, chance: random.Random) -> Told:
    """Run to the end, killing so often on the way; each kill waits for a new shard to be done."""
    killed: Counter[str] = Counter()
    starts, program, seen = 1, started(source, record), 0
    while killed.total() < kills:
        seen = _wait_for_more(program, shelf_of(record), seen)
        if program.poll() is not None:
            raise RuntimeError(f"the run ended ({program.returncode}) after {killed.total()} kills: take more pages")
        time.sleep(chance.random() / 6)
        what = _strike(program, chance, program_too=killed.total() % 4 == 1)
        if what is None:
            continue
        killed[what] += 1
        if what == "program":
            program.wait()
            starts, program = starts + 1, started(source, record)
    if program.wait() != 0:
        raise RuntimeError(f"the run failed with {program.returncode}:\n{log_of(record).read_text()[-2000:]}")
    return Told(killed, starts)


def disturbed_on_cluster(source: Path, record: Path, kills: int, chance: random.Random) -> Told:
    """The same on a cluster of two workers, and on another one after each death of its scheduler."""
    storm = _Storm(source, record, chance)
    while True:
        with TemporaryDirectory(dir=record.parent) as folder, cluster(Path(folder)) as here:
            storm.start(here)
            while storm.killed.total() < kills and here.scheduler.poll() is None:
                storm.strike(here, VICTIMS[storm.killed.total() % len(VICTIMS)])
            alive = here.scheduler.poll() is None
            if (storm.program.wait() == 0) != alive:
                raise RuntimeError(f"the run ended with {storm.program.returncode}")
        if alive:
            return Told(storm.killed, storm.starts)


class _Storm:
    """A run on one cluster after the other, and what was killed of it."""

    def __init__(self, source: Path, record: Path, chance: random.Random) -> None:
        self._source, self._record, self._chance = source, record, chance
        self.killed: Counter[str] = Counter()
        self.starts = 0

    def start(self, here: HereCluster) -> None:
        """Start the program."""
        self.program = started(self._source, self._record, here.address)
        self.starts += 1

    def strike(self, here: HereCluster, victim: str) -> None:
        """Kill somebody when one more shard is done; a killed program is started again."""
        _wait_for_more(self.program, shelf_of(self._record), len(_shards(shelf_of(self._record))))
        time.sleep(self._chance.random() / 6)
        if self.program.poll() is not None:
            raise RuntimeError(f"the run ended ({self.program.returncode}) after {self.killed.total()} kills")
        self.killed[victim] += 1
        if victim == "worker":
            self._chance.choice(here.workers()).kill()
            return
        struck = here.scheduler if victim == "scheduler" else self.program
        struck.kill()
        struck.wait()
        if victim == "program":
            self.start(here)


def _wait_for_more(program: subprocess.Popen[bytes], shelf: Path, seen: int) -> int:
    while program.poll() is None:
        number = len(_shards(shelf))
        if number > seen:
            return number
        time.sleep(0.02)
    return seen


def _shards(shelf: Path) -> list[Path]:
    return [file for file in shelf.glob("*.parquet") if "." not in file.stem]


def _strike(program: subprocess.Popen[bytes], chance: random.Random, *, program_too: bool) -> str | None:
    """Kill the program, or one of the processes that work for it; None where it was gone already."""
    try:
        children = psutil.Process(program.pid).children(recursive=True)
        others = [child for child in children if _works(child)]
        victim = chance.choice(others) if others and not program_too else psutil.Process(program.pid)
        what = "program" if victim.pid == program.pid else "worker" if victim.ppid() != program.pid else "helper"
        victim.kill()
    except psutil.NoSuchProcess:
        return None
    return what


def _works(process: psutil.Process) -> bool:
    """Whether it is alive, and no mere witness of Python's own."""
    try:
        return "resource_tracker" not in " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return False


def main() -> int:
    """Compare, print, and say with the exit code whether the records are the same."""
    kills, seed = int((sys.argv[1:2] or ["30"])[0]), int((sys.argv[2:3] or ["1"])[0])
    disturb = disturbed_on_cluster if sys.argv[3:] else disturbed
    with TemporaryDirectory() as folder:
        source = write_pages(Path(folder) / "pages.jsonl", max(160, kills * 16))
        calm, struck = Path(folder) / "calm.db", Path(folder) / "struck.db"
        start = time.monotonic()
        drive(source, calm, 2)
        between = time.monotonic()
        told = disturb(source, struck, kills, random.Random(seed))
        end = time.monotonic()
        same = exported(calm) == exported(struck)
        print(f"killed {dict(told.killed)}, {told.starts} starts; export {'the same' if same else 'ANOTHER'}")
        print(f"rows that differ in any table: {len(set(stored(calm)) ^ set(stored(struck)))}")
        print(f"undisturbed {between - start:.0f} s, disturbed {end - between:.0f} s")
    return 0 if same else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["drive"]:
        drive(Path(sys.argv[2]), Path(sys.argv[3]), 1 if sys.argv[4:] else 2, *sys.argv[4:5])
    else:
        sys.exit(main())
