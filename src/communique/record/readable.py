"""What may be asked of a record: looking up by id, queries, the whole."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DBAPIError

from communique.record import databases, fetch, judgement, lookup, query, repeated, schema, seen, verify
from communique.record.fault import Fault
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
    Seen,
    SourcedReport,
    Statement,
    Undertaking,
)


class Readable:
    """What may be asked of an open record. Use it as a context manager, or call `close`."""

    def __init__(self, engine: Engine, location: str | Path) -> None:
        self._engine = engine
        self._location = location

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
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

    def stamp(self) -> Hashable:
        """Something that is another thing after each change of the record."""
        return databases.stamp(self._engine, self._location)

    def seen(self, source: str) -> Seen | None:
        """What was noted of an address or a watched file when it was read last; None where nothing was."""
        with self.reading() as connection:
            return seen.recall(connection, source)

    def pending(self) -> int:
        """How many reports wait to be assembled (an interrupted run leaves some)."""
        with self.reading() as connection:
            return connection.execute(select(func.count()).select_from(schema.touched)).scalar_one()

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

    # --- judgements, and the whole ------------------------------------------------------------------------------

    def edges(self) -> tuple[Edge, ...]:
        """All judgements, revoked ones too, in the order in which they were made."""
        with self.reading() as connection:
            return lookup.edges(connection)

    def resolve(self, name: str) -> Resolved:
        """The report that an id of a report or engagement stands for. Raises UsageError for unknown ids."""
        with self.reading() as connection:
            return judgement.resolve(connection, name)

    def corrections(self) -> tuple[Correction, ...]:
        """All corrections by people, revoked ones too, in the order in which they were made."""
        with self.reading() as connection:
            return fetch.corrections(connection)

    def verify(self) -> tuple[Fault, ...]:
        """Everything that does not hold: spans that do not re-slice, broken keys, untidy blocks."""
        with self.reading() as connection:
            return verify.faults(connection)

    def repeated_lines(self, least: int) -> dict[str, tuple[str, ...]]:
        """By outlet, the lines that stand in so many of its stored articles under different titles, or more."""
        with self.reading() as connection:
            return repeated.lines(connection, least)

    def totals(self) -> dict[str, int]:
        """How many articles, reports, engagements and undertakings there are."""
        tables = (schema.article, schema.report, schema.engagement, schema.undertaking, schema.skip)
        with self.reading() as connection:
            return {t.name: connection.execute(select(func.count()).select_from(t)).scalar() or 0 for t in tables}
