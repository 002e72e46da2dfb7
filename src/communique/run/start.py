"""Putting a run together: the crew that was asked for, and the folder in which its shards wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from communique.config import Config
from communique.errors import RunError, UsageError
from communique.read.tools import made_with
from communique.run.many import Run
from communique.run.shards import DOCUMENTS, stamp_of
from communique.run.shelf import Shelf
from communique.run.workers import Crew, Here, Order, Processes

DEADLY = 2
"""Times the limit for a page after which a worker that cannot be interrupted is ended."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Who reads, and where shards wait. `cluster`: address of a Dask scheduler. `kept`: results stay afterwards."""

    shelf: Path
    workers: int = 1
    cluster: str | None = None
    kept: bool = False
    documents: int = DOCUMENTS
    """In a shard at most."""


@contextmanager
def running(plan: Plan, config: Config) -> Iterator[Run]:
    """A run, ready to read. Left by an error or an interruption, it keeps the shards that are done for the next one.

    Raises UsageError where the folder or the cluster cannot be used, RunError where the cluster is lost, RuleError
    where rules or tables are wrong.
    """
    made = made_with(config)
    order = Order(config=config, made_with=made, stamp=stamp_of(config, made), deadly=_deadly(plan, config))
    with Shelf(plan.shelf, kept=plan.kept) as shelf:
        crew = _crew(plan, order, shelf)
        try:
            yield Run(crew, shelf, order, plan.documents)
        except crew.losses as loss:
            crew.close(at_once=True)
            raise RunError(f"{plan.cluster} does not answer any more: run the same command again to go on") from loss
        except BaseException:
            crew.close(at_once=True)
            raise
        crew.close(at_once=False)
        shelf.finish()


def _deadly(plan: Plan, config: Config) -> float:
    return DEADLY * config.max_seconds if plan.cluster or plan.workers > 1 else 0


def _crew(plan: Plan, order: Order, shelf: Shelf) -> Crew:
    if plan.cluster:
        if plan.workers != 1:
            raise UsageError("a cluster brings its own workers: leave out --workers")
        from communique.run.cluster import Cluster

        return Cluster(plan.cluster, order, shelf)
    return Here(order, shelf) if plan.workers == 1 else Processes(plan.workers, order, shelf)
