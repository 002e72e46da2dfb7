"""The record: add readings, assemble what they touch, look up and judge."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from communique.record import assembly, databases, fetch, judgement, locks, seen
from communique.record.intake import Added, plus, store_all
from communique.record.readable import Readable
from communique.types import (
    Correction,
    Edge,
    Engagement,
    Judgement,
    Reading,
    Seen,
)

T = TypeVar("T")
BATCH = 100
"""Readings in one transaction: what a crash may cost."""
WAITS = (0.1, 0.4, 1.0, 3.0)
"""Seconds after which a transaction is tried again."""


class Record(Readable):
    """An open record that may be changed. Use it as a context manager, or call `close`."""

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in one transaction, committed at the end, or rolled back; nobody else assembles meanwhile."""
        try:
            with self._engine.execution_options(writing=True).begin() as connection:
                locks.hold_record(connection)
                yield connection
        except DBAPIError as error:
            raise databases.explained(error, self._location) or error from error

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do work that may be done twice in one transaction, and again where the reason of a fault passes."""
        for wait in WAITS:
            try:
                with self._engine.execution_options(writing=True).begin() as connection:
                    return work(connection)
            except DBAPIError as error:
                if not databases.may_be_run_again(error, self._location):
                    raise databases.explained(error, self._location) or error from error
            time.sleep(wait * random.uniform(0.5, 1.5))  # noqa: S311 - so that two do not meet again
        with self.writing() as connection:
            return work(connection)

    def add(self, readings: Iterable[Reading]) -> Added:
        """Store readings and assemble what they touch. The same reading twice changes nothing."""
        total = Added()
        with self._adding():
            for batch in _batches(readings, BATCH):
                total = plus(total, self.write(partial(store_all, readings=batch)))
            self.complete()
        return total

    @contextmanager
    def _adding(self) -> Iterator[None]:
        try:
            with locks.adding(self._engine):
                yield
        except DBAPIError as error:
            raise databases.explained(error, self._location) or error from error

    def complete(self) -> int:
        """Assemble what was stored and not assembled yet; returns the number of engagements made anew."""
        made = self.write(partial(assembly.complete, wait=False))
        return made + self.write(assembly.complete)

    def note(self, noted: Mapping[str, Seen]) -> None:
        """Note what was seen of sources: only after what was read of them is added."""
        self.write(partial(seen.note, noted=dict(noted)))

    def resume(self) -> None:
        """Complete an interrupted run, but not one that goes on elsewhere."""
        with self.reading() as connection:
            interrupted = not locks.is_added_to(connection)
        if interrupted and self.pending():
            self.complete()

    # --- judging ------------------------------------------------------------------------------------------------

    def judge(self, verdict: Judgement, left: str, right: str, *, by: str, note: str | None = None) -> Edge:
        """Store a judgement on two reports (ids of engagements stand for their best report) and assemble again.

        Raises UsageError for unknown ids and for judgements that contradict others (with the path); nothing is stored.
        """
        with self.writing() as connection:
            one, two = (judgement.resolve(connection, name).report for name in (left, right))
            made = judgement.judge(connection, judgement.edge_of(one, two, verdict, by, note))
            assembly.complete(connection)
        return made

    def revoke(self, left: str, right: str, *, by: str) -> int:
        """Revoke the judgements on two reports; returns how many. Raises UsageError where none stands."""
        with self.writing() as connection:
            one, two = (judgement.resolve(connection, name).report for name in (left, right))
            found = judgement.revoke(connection, one, two, by)
            assembly.complete(connection)
        return len(found)

    def edit(
        self,
        name: str,
        changes: Mapping[str, str] | Sequence[tuple[str, str]],
        *,
        by: str,
        source: str,
        note: str | None = None,
    ) -> Engagement:
        """Correct fields of an engagement, and return it corrected; a list of pairs may hold a field several times.

        Raises UsageError for unknown ids and fields, for impossible values, and where a change would change nothing;
        nothing is stored.
        """
        with self.writing() as connection:
            report = judgement.resolve(connection, name).report
            for change in changes.items() if isinstance(changes, Mapping) else changes:
                made = judgement.correction_of(report, change, by, source, note)
                judgement.correct(connection, made)
            assembly.complete(connection)
            return fetch.engagements(connection, fetch.owners(connection, [report]))[0]

    def revoke_correction(self, number: int, *, by: str) -> Correction:
        """Revoke a correction. Raises UsageError where it is unknown or revoked already."""
        with self.writing() as connection:
            found = judgement.revoke_correction(connection, number, by)
            assembly.complete(connection)
        return found


def open_record(location: str | Path, *, create: bool = False, read_only: bool = False) -> Record:
    """Open the record at a path or a postgresql:// address; with `create`, make it where there is none.

    An interrupted run is completed on opening, unless `read_only`. Raises RecordError.
    """
    record = Record(databases.open_engine(location, create=create), location)
    if not read_only:
        record.resume()
    return record


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
