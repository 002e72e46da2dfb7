"""Captures in, readings out, in order: shard by shard, on whatever crew there is, over deaths and interruptions."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from itertools import islice

from communique.errors import RunError
from communique.run.shards import DOCUMENTS, Shard, cut, from_parquet, to_parquet, unpacked
from communique.run.shelf import Shelf
from communique.run.workers import Crew, Order
from communique.types import Capture, Reading, Skip

AHEAD = 2
"""Shards handed out for each that is read at a time: nobody waits for the next, and memory stays flat."""


@dataclass
class Job:
    """A shard on its way; `future` is None when its result lies on the shelf."""

    name: str
    future: Future[bytes | None] | None
    deaths: int = 0


class Run:
    """One pass over captures. What the shelf holds already from an earlier pass is not read again."""

    def __init__(self, crew: Crew, shelf: Shelf, order: Order, documents: int = DOCUMENTS) -> None:
        self._crew = crew
        self._shelf = shelf
        self._order = order
        self._documents = documents
        self.found_done = 0
        """Shards that an earlier run had finished."""

    def readings(self, captures: Iterable[Capture | Skip]) -> Iterator[Reading]:
        """The readings, in the order of the captures, as far as all before them are there.

        Raises RunError where the crew or the shelf fails.
        """
        shards = cut(captures, self._order.stamp, self._documents)
        jobs: deque[Job] = deque()
        while self._hand_out(jobs, shards):
            while jobs and jobs[0].future is None:
                yield from self._result(jobs.popleft())
            self._settle([job for job in jobs if job.future is not None])

    def _hand_out(self, jobs: deque[Job], shards: Iterator[Shard]) -> bool:
        working = sum(job.future is not None for job in jobs)
        jobs.extend(self._begin(shard) for shard in islice(shards, max(0, self._crew.width * AHEAD - working)))
        return bool(jobs)

    def _begin(self, shard: Shard) -> Job:
        if self._shelf.readings(shard.name) is not None:
            self.found_done += 1
            return Job(shard.name, None)
        self._shelf.lay_out(shard)
        return Job(shard.name, self._crew.submit(shard.name))

    def _result(self, job: Job) -> tuple[Reading, ...]:
        readings = self._shelf.readings(job.name)
        if readings is None:
            raise RunError(
                f"{self._shelf.result_of(job.name)} was changed by somebody else: run the same command again"
            )
        return readings

    def _settle(self, working: list[Job]) -> None:
        """Wait until something is done; whoever was with a worker when it died is handed out again, or taken apart."""
        if not working:
            return
        wait([job.future for job in working if job.future], return_when=FIRST_COMPLETED)
        dead = [job for job in working if self._died(job)]
        if not dead:
            return
        self._crew.mend()
        dead = [job for job in working if job.future and self._died(job)]
        for job in dead[: self._crew.width]:  # shards are taken in order: these were in work
            job.deaths += 1
        for job in dead:
            if job.deaths >= self._crew.patience:
                self._read_one_by_one(job)
            else:
                job.future = self._crew.submit(job.name)

    def _died(self, job: Job) -> bool:
        if job.future is None or not job.future.done():
            return False
        try:
            result = job.future.result()
        except self._crew.deaths:
            return True
        if result is not None:
            self._shelf.keep(job.name, result)
        self._shelf.take_in(job.name)
        job.future = None
        return False

    def _read_one_by_one(self, job: Job) -> None:
        items = unpacked(self._shelf.input_of(job.name).read_bytes())
        with self._crew.alone() as alone:
            readings = [
                reading
                for number, item in enumerate(items)
                for reading in self._read_alone(Shard(f"{job.name}.{number}", (item,)), alone)
            ]
        self._shelf.keep(job.name, to_parquet(readings))
        self._shelf.take_in(job.name)
        job.future = None

    def _read_alone(self, page: Shard, alone: Crew) -> tuple[Reading, ...]:
        self._shelf.lay_out(page)
        try:
            for _ in range(alone.patience_alone):
                alone.get_ready()
                try:
                    result = alone.submit(page.name).result()
                except alone.deaths:
                    alone.mend()
                else:
                    return from_parquet(result) if result else self._shelf.readings(page.name) or ()
            return (self._left_out(page.items[0]),)
        finally:
            self._shelf.forget(page.name)

    def _left_out(self, item: Capture | Skip) -> Reading:
        skip = Skip(
            stage="run",
            code="killed_worker",
            detail="reading this page ended the worker again and again; please report this page",
            document=item.document,
            locator=item.locator,
        )
        return Reading(id=item.document, source=item.locator, skip=skip, made_with=self._order.made_with)
