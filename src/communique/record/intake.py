"""Readings into the tables: articles, documents, reports, statements, spans. Assembly comes afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, func, select

from communique.assemble.independence import signature_of
from communique.record import assembly, fetch, fulltext, locks, put, schema
from communique.record.judgement import now
from communique.record.rows import Row, report_row
from communique.record.statements import statements_of
from communique.types import Article, Reading, Statement

Word = TypeVar("Word", str, str | None)


class _Page(NamedTuple):
    """A reading that gave an article."""

    reading: Reading
    article: Article

    @property
    def row(self) -> Row:
        """The row of the document."""
        made_with = msgspec.json.encode(self.reading.made_with)
        return {
            "id": self.reading.id,
            "article": self.article.id,
            "source": self.reading.source,
            "made_with": made_with,
        }


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What `Record.add` did: documents seen, new articles, new reports, skips."""

    documents: int = 0
    articles: int = 0
    reports: int = 0
    skips: int = 0


def plus(total: Added, more: Added) -> Added:
    return Added(**{name: getattr(total, name) + getattr(more, name) for name in Added.__struct_fields__})


def store_all(connection: Connection, readings: Sequence[Reading]) -> Added:
    """Store a batch; nobody else stores the same articles until the transaction ends.

    Of several readings of one article the last one holds.
    """
    storable = [_storable(reading) for reading in readings]
    locks.hold_articles(connection, [r.article.id if r.article is not None else r.id for r in storable])
    pages = [_Page(r, r.article) for r in storable if r.skip is None and r.article is not None]
    skips = [r for r in storable if r.skip is not None or r.article is None]
    _store_skips(connection, skips)
    articles = _store_articles(connection, {page.article.id: page.article for page in reversed(pages)})
    _store_documents(connection, pages)
    reports = _store_reports(connection, {page.article.id: page.reading for page in pages})
    return Added(documents=len(storable), articles=articles, reports=reports, skips=len(skips))


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


def _store_skips(connection: Connection, readings: Iterable[Reading]) -> None:
    rows = {
        (r.id, r.source): {"document": r.id, "source": r.source, "stage": s.stage, "code": s.code, "detail": s.detail}
        for r in readings
        if (s := r.skip) is not None
    }
    put.rows(connection, schema.skip, rows.values(), over=True)


def _store_articles(connection: Connection, articles: Mapping[str, Article]) -> int:
    """Store the articles that are not there yet; returns how many."""
    table = schema.article.c
    known: set[str] = set()
    for some in fetch.portions(articles):
        known |= fetch.ids(connection, select(table.id).where(table.id.in_(some)))
    new = [article for name, article in articles.items() if name not in known]
    added = now()
    put.rows(connection, schema.article, (_article_row(article, added) for article in new))
    fulltext.index(connection, new)
    return len(new)


def _article_row(article: Article, added: str) -> Row:
    return {
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "published": article.published.value,
        "text": article.text,
        "body": msgspec.json.encode(article),
        "signature": msgspec.json.encode(signature_of(article.text)),
        "added": added,
    }


def _store_documents(connection: Connection, pages: Sequence[_Page]) -> None:
    table = schema.document
    first: dict[str, str] = {}
    for some in fetch.portions({page.article.id for page in pages}):
        asked = select(table.c.article, func.min(table.c.id)).where(table.c.article.in_(some)).group_by(table.c.article)
        first.update((row[0], row[1]) for row in connection.execute(asked))
    # the first of an article's documents is the one that reports name
    renamed = {p.article.id for p in pages if p.reading.id < first.get(p.article.id, "")}
    assembly.touch(connection, (name for _, name, _ in _reports_of(connection, renamed)))
    rows = {(page.reading.id, page.article.id): page.row for page in pages}
    put.rows(connection, table, rows.values(), over=True)


def _reports_of(connection: Connection, articles: Iterable[str]) -> list[tuple[str, str, bytes]]:
    """Article, id and body of the stored reports of these articles."""
    table = schema.report.c
    found: list[tuple[str, str, bytes]] = []
    for some in fetch.portions(articles):
        asked = select(table.article, table.id, table.body).where(table.article.in_(some))
        found.extend((row[0], row[1], row[2]) for row in connection.execute(asked))
    return found


def _store_reports(connection: Connection, readings: Mapping[str, Reading]) -> int:
    """Store the reports of each article; those that a changed rule no longer finds are taken back."""
    stored = {(article, name): body for article, name, body in _reports_of(connection, readings)}
    reports = {(article, report.id): report for article, reading in readings.items() for report in reading.reports}
    wanted = {key: msgspec.json.encode(report) for key, report in reports.items()}
    changed = [name for (article, name), body in stored.items() if wanted.get((article, name)) != body]
    if changed:
        assembly.take_out(connection, changed)
    new = {key: report for key, report in reports.items() if stored.get(key) != wanted[key]}
    put.rows(connection, schema.report, (report_row(report, article) for (article, _), report in new.items()))
    _store_statements(connection, [(s, article) for (article, _), report in new.items() for s in statements_of(report)])
    assembly.touch(connection, [report.id for report in new.values()])
    return len(new.keys() - stored.keys())


def _store_statements(connection: Connection, statements: Sequence[tuple[Statement, str]]) -> None:
    """Store statements, each with its article, and the spans that carry them."""
    if not statements:
        return
    keys = put.numbers(connection, schema.statement.c.id, len(statements))
    numbered = list(zip(keys, statements, strict=True))
    spans = [
        {"statement": key, "article": article, "start": s.start, "end": s.end, "quote": s.quote}
        for key, (statement, article) in numbered
        for s in statement.evidence
    ]
    put.rows(connection, schema.statement, (_statement_row(key, statement) for key, (statement, _) in numbered))
    put.rows(connection, schema.span, spans)


def _statement_row(key: int, statement: Statement) -> Row:
    return {
        "id": key,
        "report": statement.report,
        "facet": statement.facet,
        "value": msgspec.json.encode(statement.value),
        "rule": statement.rule,
        "confidence": statement.confidence,
    }
