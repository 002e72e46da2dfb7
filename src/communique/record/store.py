"""The record: add readings, assemble what they touch, look up and judge."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DBAPIError

from communique.record import assembly, databases, fetch, judgement, locks, lookup, query, schema, seen, verify
from communique.record.fault import Fault
from communique.record.intake import Added, plus, store_all
from communique.record.judgement import Resolved
from communique.record.outline import Outline
from communique.record.statements import statements_of
from communique.types import (
    Article,
    Contradiction,
    Correction,
    Decision,
    Edge,
    Engagement,
    Judgement,
    Reading,
    Seen,
    SourcedReport,
    Statement,
    Undertaking,
)

T = TypeVar("T")
BATCH = 100
"""Readings in one transaction: what a crash may cost."""
WAITS = (0.1, 0.4, 1.0, 3.0)
"""Seconds after which a transaction is tried again."""


class Record:
    """An open record. Use it as a context manager, or call `close`."""

    def __init__(self, engine: Engine, location: str | Path) -> None:
        self._engine = engine
        self._location = location

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with; faults of the database become RecordError."""
        try:
            with self._engine.connect() as connection:
                yield connection
        except DBAPIError as error:
            raise databases.explained(error, self._location) or error from error

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that sees the record as it is now, however long it reads."""
        with self.reading() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield connection

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

    def stamp(self) -> Hashable:
        """Something that is another thing after each change of the record."""
        return databases.stamp(self._engine, self._location)

    # --- adding -------------------------------------------------------------------------------------------------

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

    def seen(self, source: str) -> Seen | None:
        """What was noted of an address or a watched file when it was read last; None where nothing was."""
        with self.reading() as connection:
            return seen.recall(connection, source)

    def note(self, noted: Mapping[str, Seen]) -> None:
        """Note what was seen of sources: only after what was read of them is added."""
        self.write(partial(seen.note, noted=dict(noted)))

    def pending(self) -> int:
        """How many reports wait to be assembled (an interrupted run leaves some)."""
        with self.reading() as connection:
            return connection.execute(select(func.count()).select_from(schema.touched)).scalar_one()

    def resume(self) -> None:
        """Complete an interrupted run, but not one that goes on elsewhere."""
        with self.reading() as connection:
            interrupted = not locks.is_added_to(connection)
        if interrupted and self.pending():
            self.complete()

    # --- looking up ---------------------------------------------------------------------------------------------

    def article(self, article_id: str) -> Article | None:
        """The article as it was read."""
        with self.reading() as connection:
            return lookup.article(connection, article_id)

    def report(self, report_id: str) -> SourcedReport | None:
        """A report with its source."""
        with self.reading() as connection:
            return next(iter(lookup.sourced(connection, [report_id])), None)

    def reports_of(self, article_id: str) -> tuple[SourcedReport, ...]:
        """The reports of an article, with their source."""
        with self.reading() as connection:
            rows = connection.execute(select(schema.report.c.id).where(schema.report.c.article == article_id)).scalars()
            return tuple(lookup.sourced(connection, sorted(rows)))

    def engagement(self, engagement_id: str) -> Engagement | None:
        """The engagement with this id, or the one that superseded it; an unambiguous beginning of an id will do."""
        with self.reading() as connection:
            return lookup.engagement(connection, engagement_id)

    def engagement_of(self, report_id: str) -> str | None:
        """The id of the engagement that a report is part of."""
        table = schema.engagement_report
        with self.reading() as connection:
            return connection.execute(select(table.c.engagement).where(table.c.report == report_id)).scalar()

    def statements(self, report_id: str) -> tuple[Statement, ...]:
        """The statements of a report."""
        found = self.report(report_id)
        return tuple(statements_of(found.report)) if found else ()

    def decisions(self, report_ids: Sequence[str]) -> tuple[Decision, ...]:
        """The stored decisions that touch any of the reports."""
        with self.reading() as connection:
            return lookup.decisions(connection, report_ids)

    def parts_of(self, engagement_id: str) -> tuple[Engagement, ...]:
        """The meetings and signings inside a visit, earliest first."""
        table = schema.engagement
        with self.reading() as connection:
            inside = fetch.ids(connection, select(table.c.id).where(table.c.part_of == engagement_id))
            return tuple(sorted(fetch.engagements(connection, inside), key=lambda e: (e.date.first or "9", e.id)))

    def undertakings(
        self, between: Sequence[str] = (), status: str | None = None, area: str | None = None
    ) -> tuple[Undertaking, ...]:
        """Undertakings between the states, with the status, in the area (and those below it)."""
        with self.reading() as connection:
            return lookup.undertakings(connection, between, status, area)

    def contradictions(self, limit: int = 1000) -> tuple[tuple[Engagement, Contradiction], ...]:
        """Engagements with each facet on which their reports cannot all be right."""
        with self.reading() as connection:
            return lookup.contradictions(connection, limit)

    # --- asking (see query.py) ----------------------------------------------------------------------------------

    def find(self, asked: query.Query | None = None) -> Iterator[Engagement]:
        """The engagements that the query finds, in its order."""
        with self.reading() as connection:
            yield from query.find(connection, asked or query.Query())

    def page(self, asked: query.Query) -> query.Page:
        """One page of a query, with the key of the next one."""
        with self.reading() as connection:
            return query.page(connection, asked)

    def outlines(self, asked: query.Query) -> Iterator[Outline]:
        """The engagements that the query finds, in outline, in its order."""
        with self.reading() as connection:
            yield from query.outlines(connection, asked)

    def reach(self, first: str, last: str) -> tuple[str, str] | None:
        """The first and the last day between two ISO days on which an engagement began; None where there is none."""
        with self.reading() as connection:
            return query.reach(connection, first, last)

    def moments(self, asked: query.Query) -> Iterator[query.Moment]:
        """Ids and days of the engagements that the query finds, in its order."""
        with self.reading() as connection:
            yield from query.moments(connection, asked)

    def count(self, asked: query.Query | None = None) -> int:
        """How many engagements the query finds."""
        with self.reading() as connection:
            return query.count(connection, asked or query.Query())

    # --- judging ------------------------------------------------------------------------------------------------

    def edges(self) -> tuple[Edge, ...]:
        """All judgements, revoked ones too, in the order in which they were made."""
        with self.reading() as connection:
            return lookup.edges(connection)

    def resolve(self, name: str) -> Resolved:
        """The report that an id of a report or engagement stands for. Raises UsageError for unknown ids."""
        with self.reading() as connection:
            return judgement.resolve(connection, name)

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

    def corrections(self) -> tuple[Correction, ...]:
        """All corrections by people, revoked ones too, in the order in which they were made."""
        with self.reading() as connection:
            return fetch.corrections(connection)

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

    # --- keeping ------------------------------------------------------------------------------------------------

    def verify(self) -> tuple[Fault, ...]:
        """Everything that does not hold: spans that do not re-slice, broken keys, untidy blocks."""
        with self.reading() as connection:
            return verify.faults(connection)

    def totals(self) -> dict[str, int]:
        """How many articles, reports, engagements and undertakings there are."""
        tables = (schema.article, schema.report, schema.engagement, schema.undertaking, schema.skip)
        with self.reading() as connection:
            return {t.name: connection.execute(select(func.count()).select_from(t)).scalar() or 0 for t in tables}


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
