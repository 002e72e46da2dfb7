"""A Dask cluster on the loopback: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec
import psutil

SECONDS = 60
"""In which everything must have come up."""


class HereCluster(NamedTuple):
    """The address of the scheduler, and the processes."""

    address: str
    scheduler: subprocess.Popen[bytes]
    nannies: tuple[subprocess.Popen[bytes], ...]

    def workers(self) -> list[psutil.Process]:
        """The processes that work, each guarded by a nanny that starts another when it dies."""
        found = [child for nanny in self.nannies for child in psutil.Process(nanny.pid).children(recursive=True)]
        return [child for child in found if "spawn_main" in " ".join(child.cmdline())]


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[HereCluster]:
    """Start a cluster that keeps its files in a folder, and end it after the block."""
    file = folder / "scheduler.json"
    common = ("--scheduler-file", str(file), "--no-dashboard")
    scheduler = _start(folder, "scheduler", "--host", "127.0.0.1", "--port", "0", *common)
    single = ("--nthreads", "1", "--host", "127.0.0.1", "--local-directory", str(folder))
    nannies = tuple(_start(folder, "worker", *single, *common) for _ in range(workers))
    try:
        yield HereCluster(_address(file), scheduler, nannies)
    finally:
        for process in (*nannies, scheduler):
            process.terminate()
        for process in (*nannies, scheduler):
            process.wait(SECONDS)


def _start(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    with (folder / "dask.log").open("ab") as log:
        return subprocess.Popen([sys.executable, "-m", "dask", *words], stdout=log, stderr=log)


def _address(file: Path) -> str:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if file.exists() and file.stat().st_size:
            return str(msgspec.json.decode(file.read_bytes())["address"])
        time.sleep(0.1)
    raise TimeoutError("the scheduler does not come up")
