"""Readings into the tables: articles, documents, reports, statements, spans. Assembly comes afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, delete, insert, select

from communique.assemble.independence import signature_of
from communique.record import assembly, fetch, fulltext, locks, schema
from communique.record.judgement import now
from communique.record.rows import Row, report_row
from communique.record.statements import statements_of
from communique.types import Article, Reading, Statement

Word = TypeVar("Word", str, str | None)


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What `Record.add` did: documents seen, new articles, new reports, skips."""

    documents: int = 0
    articles: int = 0
    reports: int = 0
    skips: int = 0


def plus(total: Added, more: Added) -> Added:
    return Added(**{name: getattr(total, name) + getattr(more, name) for name in Added.__struct_fields__})


def store_all(connection: Connection, readings: Sequence[Reading]) -> Added:
    """Store a batch; nobody else stores the same articles until the transaction ends."""
    locks.hold_articles(connection, [r.article.id if r.article is not None else r.id for r in readings])
    total = Added()
    for reading in readings:
        total = plus(total, store(connection, reading))
    return total


def store(connection: Connection, reading: Reading) -> Added:
    reading = _storable(reading)
    if reading.skip is not None or reading.article is None:
        return _store_skip(connection, reading)
    article = reading.article
    known = connection.execute(select(schema.article.c.id).where(schema.article.c.id == article.id)).scalar()
    if known is None:
        _store_article(connection, article)
    _store_document(connection, reading, article)
    reports = _store_reports(connection, reading, article)
    return Added(documents=1, articles=int(known is None), reports=reports)


def _storable(reading: Reading) -> Reading:
    """The reading with words from outside as every database holds them: an index row has 2,700 bytes at most."""
    article, skip = reading.article, reading.skip
    return replace(
        reading,
        id=_word(reading.id, 100),
        source=_word(reading.source, 500),
        article=article and replace(article, url=_word(article.url, None), outlet=_word(article.outlet, 300)),
        skip=skip and replace(skip, detail=_word(skip.detail, None)),
    )


def _word(value: Word, longest: int | None) -> Word:
    return value and value.replace("\0", "\N{REPLACEMENT CHARACTER}")[:longest]  # PostgreSQL holds no NUL


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
            added=now(),
        )
    )
    fulltext.index(connection, article)


def _store_document(connection: Connection, reading: Reading, article: Article) -> None:
    table = schema.document
    known = fetch.ids(connection, select(table.c.id).where(table.c.article == article.id))
    if known and reading.id < min(known):  # the first of an article's documents is the one that reports name
        own = select(schema.report.c.id).where(schema.report.c.article == article.id)
        assembly.touch(connection, fetch.ids(connection, own))
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
        assembly.take_out(connection, changed)
    new = [report for report in reports.values() if stored.get(report.id) != wanted[report.id]]
    for report in new:
        connection.execute(insert(table).values(report_row(report, article.id)))
        _store_statements(connection, list(statements_of(report)), article.id)
    assembly.touch(connection, [report.id for report in new])
    return len([report for report in new if report.id not in stored])


def _store_statements(connection: Connection, statements: list[Statement], article_id: str) -> None:
    made = insert(schema.statement).returning(schema.statement.c.id, sort_by_parameter_order=True)
    keys = connection.scalars(made, [_statement_row(statement) for statement in statements])
    spans = [
        {"statement": key, "article": article_id, "start": s.start, "end": s.end, "quote": s.quote}
        for key, statement in zip(keys, statements, strict=True)
        for s in statement.evidence
    ]
    if spans:
        connection.execute(insert(schema.span), spans)


def _statement_row(statement: Statement) -> Row:
    return {
        "report": statement.report,
        "facet": statement.facet,
        "value": msgspec.json.encode(statement.value),
        "rule": statement.rule,
        "confidence": statement.confidence,
    }
