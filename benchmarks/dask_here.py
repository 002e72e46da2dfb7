"""A Dask cluster on the loopback: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import msgspec
import psutil

SECONDS = 60
"""In which everything must have come up."""
PATIENCE = 10
"""Seconds in which a process may end by itself."""


class HereCluster(NamedTuple):
    """The address of the scheduler, and the processes."""

    address: str
    scheduler: subprocess.Popen[bytes]
    nannies: tuple[subprocess.Popen[bytes], ...]

    def workers(self) -> list[psutil.Process]:
        """The processes that work, each guarded by a nanny that starts another when it dies."""
        found = [child for nanny in self.nannies for child in _children(nanny)]
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
        _end([*nannies, scheduler])


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    """End them and all that they started: a nanny that is bringing up a worker for a dead scheduler ends by force."""
    family = [child for process in processes if process.poll() is None for child in _children(process)]
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    for child in family:
        with suppress(psutil.NoSuchProcess):
            child.kill()


def _children(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    return list(psutil.Process(process.pid).children(recursive=True))


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
