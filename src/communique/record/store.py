"""The record: add readings, assemble what they touch, look up and judge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, delete, func, insert, select, text
from sqlalchemy.exc import DatabaseError

from communique.assemble.block import pairs_of
from communique.assemble.independence import signature_of
from communique.errors import UsageError
from communique.record import blocks, lookup, query, schema, verify
from communique.record.sqlite import explained, open_engine
from communique.record.statements import statements_of
from communique.types import (
    Article,
    Contradiction,
    Decision,
    Edge,
    Engagement,
    Judgement,
    Reading,
    SourcedReport,
    Statement,
    Undertaking,
)

T = TypeVar("T")
BATCH = 100
"""Readings in one transaction: what a crash may cost."""


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What `Record.add` did: documents seen, new articles, new reports, skips."""

    documents: int = 0
    articles: int = 0
    reports: int = 0
    skips: int = 0


class Record:
    """An open record. Use it as a context manager, or call `close`."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._path = path

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
        except DatabaseError as error:
            raise explained(error, self._path) or error from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in one transaction, committed at the end, or rolled back."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise explained(error, self._path) or error from error

    # --- adding -------------------------------------------------------------------------------------------------

    def add(self, readings: Iterable[Reading]) -> Added:
        """Store readings and assemble what they touch. The same reading twice changes nothing."""
        total = Added()
        for batch in _batches(readings, BATCH):
            with self.writing() as connection:
                for reading in batch:
                    total = _plus(total, _store(connection, reading))
        self.complete()
        return total

    def complete(self) -> int:
        """Assemble the blocks that were touched and not assembled yet; returns how many there were."""
        with self.writing() as connection:
            return blocks.assemble_touched(connection)

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

    def count(self, asked: query.Query | None = None) -> int:
        """How many engagements the query finds."""
        with self.reading() as connection:
            return query.count(connection, asked or query.Query())

    # --- judging ------------------------------------------------------------------------------------------------

    def edges(self) -> tuple[Edge, ...]:
        """All judgements, revoked ones too, in the order in which they were made."""
        with self.reading() as connection:
            return lookup.edges(connection)

    def judge(self, judgement: Judgement, left: str, right: str, *, by: str, note: str | None = None) -> Edge:
        """Store a judgement on two reports and assemble their blocks again.

        Raises UsageError for unknown reports and for judgements that contradict others (with the path).
        """
        with self.writing() as connection:
            known = {item.report.id for item in lookup.sourced(connection, [left, right])}
            missing = [name for name in (left, right) if name not in known]
            if missing or left == right:
                raise UsageError(f"no two reports: {', '.join(missing) or left} (see `communique show ENGAGEMENT`)")
            first, second = sorted((left, right))
            edge = Edge(
                left=first,
                right=second,
                judgement=judgement,
                by=by,
                made=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
                note=note,
            )
            path = blocks.contradicting_path(lookup.edges(connection), edge)
            if path:
                raise UsageError(f"this contradicts what was judged before ({' - '.join(path)}): revoke that first")
            connection.execute(insert(schema.edge).values(_row_of(edge)))
            blocks.touch(connection, (left, right))
            blocks.assemble_touched(connection)
        return edge

    def revoke(self, left: str, right: str, *, by: str) -> int:
        """Revoke the judgements on two reports; returns how many were revoked."""
        first, second = sorted((left, right))
        stamp = f"{dt.datetime.now(dt.UTC).isoformat(timespec='seconds')} {by}"
        table = schema.edge
        with self.writing() as connection:
            done = connection.execute(
                table.update()
                .where(table.c.left == first, table.c.right == second, table.c.revoked.is_(None))
                .values(revoked=stamp)
            ).rowcount
            blocks.touch(connection, (left, right))
            blocks.assemble_touched(connection)
        return int(done)

    # --- keeping ------------------------------------------------------------------------------------------------

    def verify(self) -> tuple[verify.Fault, ...]:
        """Everything that does not hold: spans that do not re-slice, broken keys, untidy blocks."""
        with self.reading() as connection:
            return verify.faults(connection)

    def totals(self) -> dict[str, int]:
        """How many articles, reports, engagements and undertakings there are."""
        tables = (schema.article, schema.report, schema.engagement, schema.undertaking, schema.skip)
        with self.reading() as connection:
            return {t.name: connection.execute(select(func.count()).select_from(t)).scalar() or 0 for t in tables}


def open_record(location: str | Path, *, create: bool = False, read_only: bool = False) -> Record:
    """Open the record at a path; with `create`, make it where there is none.

    An interrupted run is completed on opening, unless `read_only`. Raises RecordError.
    """
    path = Path(location)
    record = Record(open_engine(path, create=create, read_only=read_only), path)
    if not read_only:
        record.complete()
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


def _plus(total: Added, more: Added) -> Added:
    return Added(**{name: getattr(total, name) + getattr(more, name) for name in Added.__struct_fields__})


def _row_of(edge: Edge) -> dict[str, Any]:
    return {name: getattr(edge, name) for name in ("left", "right", "judgement", "by", "made", "note", "revoked")}


def _store(connection: Connection, reading: Reading) -> Added:
    if reading.skip is not None or reading.article is None:
        return _store_skip(connection, reading)
    article = reading.article
    known = connection.execute(select(schema.article.c.id).where(schema.article.c.id == article.id)).scalar()
    if known is None:
        _store_article(connection, article)
    _store_document(connection, reading, article)
    reports = _store_reports(connection, reading, article)
    return Added(documents=1, articles=int(known is None), reports=reports)


def _store_skip(connection: Connection, reading: Reading) -> Added:
    skip = reading.skip
    if skip is not None:
        table = schema.skip
        connection.execute(delete(table).where(table.c.document == reading.id, table.c.source == reading.source))
        connection.execute(
            insert(table).values(
                document=reading.id, source=reading.source, stage=skip.stage, code=skip.code, detail=skip.detail
            )
        )
    return Added(documents=1, skips=1)


def _store_article(connection: Connection, article: Article) -> None:
    connection.execute(
        insert(schema.article).values(
            id=article.id,
            url=article.url,
            outlet=article.outlet,
            published=article.published.value,
            text=article.text,
            body=msgspec.json.encode(article),
            signature=msgspec.json.encode(signature_of(article.text)),
        )
    )
    connection.execute(
        text("INSERT INTO article_text(title, body, article) VALUES (:title, :body, :article)"),
        {"title": article.title or "", "body": article.text, "article": article.id},
    )


def _store_document(connection: Connection, reading: Reading, article: Article) -> None:
    table = schema.document
    connection.execute(delete(table).where(table.c.id == reading.id, table.c.article == article.id))
    made_with = msgspec.json.encode(reading.made_with)
    connection.execute(
        insert(table).values(id=reading.id, article=article.id, source=reading.source, made_with=made_with)
    )


def _store_reports(connection: Connection, reading: Reading, article: Article) -> int:
    """Store the reports of an article; those that a changed rule no longer finds are taken back."""
    table = schema.report
    rows = connection.execute(select(table.c.id, table.c.body).where(table.c.article == article.id))
    stored = {row.id: row.body for row in rows}
    reports = {report.id: report for report in reading.reports}
    wanted = {name: msgspec.json.encode(report) for name, report in reports.items()}
    changed = [i for i, body in stored.items() if wanted.get(i) != body]
    if changed:
        blocks.touch(connection, changed)
        connection.execute(delete(table).where(table.c.id.in_(changed)))
    new = [report for report in reports.values() if stored.get(report.id) != wanted[report.id]]
    for report in new:
        connection.execute(insert(table).values(id=report.id, article=article.id, body=wanted[report.id]))
        pairs = pairs_of(report)
        if pairs:
            connection.execute(insert(schema.report_block), [{"block": p, "report": report.id} for p in pairs])
            blocks.touch_blocks(connection, pairs)
        for statement in statements_of(report):
            _store_statement(connection, statement, article.id)
    return len([report for report in new if report.id not in stored])


def _store_statement(connection: Connection, statement: Statement, article_id: str) -> None:
    row = connection.execute(
        insert(schema.statement).values(
            report=statement.report,
            facet=statement.facet,
            value=msgspec.json.encode(statement.value),
            rule=statement.rule,
            confidence=statement.confidence,
        )
    )
    key = row.inserted_primary_key
    assert key is not None
    if statement.evidence:
        connection.execute(
            insert(schema.span),
            [
                {"statement": key[0], "article": article_id, "start": s.start, "end": s.end, "quote": s.quote}
                for s in statement.evidence
            ],
        )
