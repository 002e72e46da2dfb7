"""Shards on a real Dask cluster of two workers on the loopback."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest
from benchmarks.chaos import drive, shelf_of, started
from benchmarks.dask_here import HereCluster, cluster
from benchmarks.made_pages import exported, stored, write_pages

from communique.config import Config
from communique.errors import UsageError
from communique.run.start import Plan, running


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pages(tmp_path_factory.mktemp("pages") / "pages.jsonl", 40)


@pytest.fixture(scope="module")
def calm(pages: Path) -> Path:
    """The record of an undisturbed run in one process."""
    record = pages.with_name("calm.db")
    drive(pages, record, 1)
    return record


def begun(pages: Path, record: Path, here: HereCluster) -> subprocess.Popen[bytes]:
    """A run on the cluster that has read some shard."""
    program = started(pages, record, here.address)
    while not list(shelf_of(record).glob("*.parquet")):
        assert program.poll() is None
        time.sleep(0.02)
    return program


def test_a_cluster_makes_the_same_record_though_a_worker_is_killed(pages: Path, calm: Path, tmp_path: Path) -> None:
    struck = tmp_path / "struck.db"
    with cluster(tmp_path) as here:
        program = begun(pages, struck, here)
        victim = here.workers()[0]
        victim.kill()
        assert program.wait(120) == 0
        assert victim.pid not in {worker.pid for worker in here.workers()}
    assert exported(struck) == exported(calm)
    assert stored(struck) == stored(calm)


def test_a_scheduler_that_dies_is_named_and_the_run_goes_on_without_it(pages: Path, calm: Path, tmp_path: Path) -> None:
    struck = tmp_path / "struck.db"
    with cluster(tmp_path) as here:
        program = begun(pages, struck, here)
        here.scheduler.kill()
        assert program.wait(120) != 0
        assert "does not answer any more: run the same command again" in struck.with_name("struck.db.log").read_text()
    assert drive(pages, struck, 1) > 0
    assert exported(struck) == exported(calm)
    assert stored(struck) == stored(calm)


def test_an_address_where_nobody_answers_is_named(tmp_path: Path) -> None:
    plan = Plan(shelf=tmp_path / "shelf", cluster="tcp://127.0.0.1:9")
    with pytest.raises(UsageError, match="no Dask scheduler"), running(plan, Config()):
        pass
