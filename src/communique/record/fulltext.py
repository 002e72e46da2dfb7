"""The full text of articles in the dialect of each database: the same words find the same articles.

Case, accents and endings (Porter's stems) make no difference; all words must stand; "quoted phrases" stay together.
SQLite has an FTS5 table. PostgreSQL has a text search configuration of ours (unaccent, then stems, no stop words), and
an article in pieces, since a tsvector counts no more than 16,383 positions and holds no more than a megabyte.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    and_,
    column,
    false,
    func,
    insert,
    literal,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from communique.errors import RecordError
from communique.record import put
from communique.record.fault import Fault
from communique.record.schema import Word, article
from communique.types import Article

FTS5 = (
    "CREATE VIRTUAL TABLE article_text USING fts5(title, body, article UNINDEXED,"
    " tokenize='porter unicode61 remove_diacritics 2')"
)
CONFIGURATION = "communique.words"
_ours: ColumnElement[Any] = literal_column(f"'{CONFIGURATION}'::regconfig")
STEPS = (
    "CREATE TEXT SEARCH DICTIONARY communique.stems (TEMPLATE = snowball, LANGUAGE = porter)",
    f"CREATE TEXT SEARCH CONFIGURATION {CONFIGURATION} (COPY = pg_catalog.simple)",
    f"ALTER TEXT SEARCH CONFIGURATION {CONFIGURATION} ALTER MAPPING"
    " FOR asciiword, word, numword, int, uint, float, sfloat WITH unaccent, communique.stems",
)
PIECE, LAP = 2000, 20
"""Words in a piece, and how many of them the next piece repeats, so that phrases across the seam are found."""
LONGEST = 100
"""Characters of a word that count."""

_pieces = Table(
    "article_text",
    MetaData(),
    Column("article", Word, ForeignKey(article.c.id, ondelete="CASCADE"), primary_key=True),
    Column("piece", Integer, primary_key=True),
    Column("words", TSVECTOR, nullable=False),
    Index("article_text_by_words", "words", postgresql_using="gin"),
)
"""PostgreSQL's articles by their words; piece 0 is the title."""
_fts5 = table(
    "article_text",
    column("rowid", Integer),
    column("title", String),
    column("body", String),
    column("article", String),
)
engagement_article = Table(
    "engagement_article",
    MetaData(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("first", Word, primary_key=True),
    Column("engagement", Word, primary_key=True, index=True),
    *(Column(name, Word, nullable=False) for name in ("last", "mode", "status")),
    Column("background", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""SQLite's engagements by the number that an article has in FTS5: from words to engagements in one step.

Triggers keep it, so that it follows whatever way engagements come and go.
"""
_numbers = Table(
    "article_number",
    engagement_article.metadata,
    Column("article", Word, primary_key=True),
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)
TRIGGERS = (
    "CREATE TRIGGER engagement_gets_article AFTER INSERT ON engagement_report BEGIN"
    " INSERT OR IGNORE INTO engagement_article (number, first, engagement, last, mode, status, background)"
    " SELECT n.number, e.first, e.id, e.last, e.mode, e.status, e.background FROM report r"
    " JOIN article_number n ON n.article = r.article JOIN engagement e ON e.id = new.engagement"
    " WHERE r.id = new.report; END",
    "CREATE TRIGGER engagement_leaves_articles AFTER DELETE ON engagement BEGIN"
    " DELETE FROM engagement_article WHERE engagement = old.id; END",
)
UNREAD = (
    "SELECT a.id FROM article a LEFT JOIN article_number n ON n.article = a.id"
    " LEFT JOIN article_text t ON t.rowid = n.number WHERE t.body IS NOT a.text OR t.article IS NOT a.id"
)
"""Articles whose number leads to other words than theirs."""
STORED = "SELECT number, first, engagement, last, mode, status, background FROM engagement_article"
LED = (
    "SELECT n.number, e.first, e.id, e.last, e.mode, e.status, e.background FROM engagement_report m"
    " JOIN report r ON r.id = m.report JOIN article_number n ON n.article = r.article"
    " JOIN engagement e ON e.id = m.engagement"
)
LED_ASTRAY = f"SELECT * FROM ({STORED} EXCEPT {LED}) UNION SELECT * FROM ({LED} EXCEPT {STORED})"  # noqa: S608 - both above
"""Rows that stand in `engagement_article` and should not, going by the other tables, or should and do not."""


def prepare(connection: Connection) -> None:
    """Make what the full text needs. Raises RecordError where PostgreSQL lacks unaccent, or forbids it."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(FTS5))
        lead_from_articles(connection)
        return
    try:
        connection.execute(text("CREATE EXTENSION IF NOT EXISTS unaccent"))
    except DBAPIError as error:
        raise RecordError(
            "the full text needs PostgreSQL's extension unaccent: install the server's contrib package, "
            "or ask the owner of the database for CREATE EXTENSION unaccent"
        ) from error
    for step in STEPS:
        connection.execute(text(step))
    _pieces.create(connection, checkfirst=False)


def lead_from_articles(connection: Connection) -> None:
    """Make the tables of SQLite that lead from articles to engagements, with the triggers that keep them."""
    engagement_article.metadata.create_all(connection)
    for trigger in TRIGGERS:
        connection.execute(text(trigger))


def index(connection: Connection, items: Sequence[Article]) -> None:
    """Make articles that are new in the record found by their words."""
    if not items:
        return
    if connection.dialect.name == "sqlite":
        _index_in_fts5(connection, items)
        return
    pieces = [(item.id, number, said) for item in items for number, said in enumerate(_in_pieces(item))]
    told = put.given((_pieces.c.article, _pieces.c.piece, Column("said", String)))
    made = select(told.c.article, told.c.piece, func.to_tsvector(_ours, told.c.said))
    rows = [{"article": name, "piece": number, "said": said} for name, number, said in pieces]
    connection.execute(insert(_pieces).from_select(list(_pieces.c), made), put.sent(rows))


def _index_in_fts5(connection: Connection, items: Sequence[Article]) -> None:
    last = connection.execute(select(_fts5.c.rowid).order_by(_fts5.c.rowid.desc()).limit(1)).scalar() or 0
    numbered = list(enumerate(items, last + 1))
    rows = [{"rowid": n, "title": item.title or "", "body": item.text, "article": item.id} for n, item in numbered]
    connection.execute(insert(_fts5), rows)
    connection.execute(insert(_numbers), [{"article": item.id, "number": n} for n, item in numbered])


def faults(connection: Connection) -> Iterator[Fault]:
    """Articles that their words do not lead to, and engagements that their articles do not lead to."""
    if connection.dialect.name == "sqlite":
        for name in connection.execute(text(UNREAD)).scalars():
            yield Fault("words", name, "its words do not lead to it: add its sources again into a new record")
        for row in connection.execute(text(LED_ASTRAY)):
            yield Fault("words", row.engagement, "words lead to it wrongly: add its sources again into a new record")
        return
    unread = select(article.c.id).where(article.c.id.not_in(select(_pieces.c.article)))
    for name in connection.execute(unread).scalars():
        yield Fault("words", name, "its words do not lead to it: add its sources again into a new record")


def _in_pieces(item: Article) -> Iterator[str]:
    yield _short(_words(item.title or ""))
    words = _words(item.text)
    for start in range(0, max(len(words) - LAP, 1), PIECE - LAP):
        yield _short(words[start : start + PIECE])


def _short(words: list[str]) -> str:
    return " ".join(word[:LONGEST] for word in words)


def _words(said: str) -> list[str]:
    """Runs of letters and digits, as FTS5 splits them too, lower case: a server of the locale C knows ASCII only."""
    whole = unicodedata.normalize("NFC", said.lower())
    return re.findall(r"[^\W_]+", "".join(c for c in whole if not unicodedata.combining(c)))


def _phrases(asked: str) -> list[list[str]]:
    pieces = [phrase or word for phrase, word in re.findall(r'"([^"]+)"|(\S+)', asked)]
    return [words for words in map(_words, pieces) if words]


def _matches(phrases: list[list[str]]) -> str:
    """The words as an expression of FTS5."""
    return " ".join(f'"{" ".join(words)}"' for words in phrases) or '""'


def numbers(asked: str) -> Select[int]:
    """The numbers of the articles that say all of a user's words (SQLite only)."""
    return select(_fts5.c.rowid).where(column("article_text").op("MATCH")(_matches(_phrases(asked))))


class says(FunctionElement[bool]):  # noqa: N801 - stands in a query as a function does
    """Whether the article with an id says all of a user's words and "quoted phrases"."""

    type = Boolean()
    inherit_cache = True

    def __init__(self, article_id: ColumnElement[str], asked: str) -> None:
        phrases = _phrases(asked)
        super().__init__(article_id, literal(_matches(phrases)), *(literal(_short(words)) for words in phrases))


@compiles(says, "sqlite")
def _says_in_fts5(element: says, compiler: SQLCompiler, **kw: Any) -> str:
    article_id, match, *_ = element.clauses
    found = select(_fts5.c.article).where(column("article_text").op("MATCH")(match))
    return compiler.process(article_id.in_(found), **kw)


@compiles(says, "postgresql")
def _says_in_pieces(element: says, compiler: SQLCompiler, **kw: Any) -> str:
    article_id, _, *phrases = element.clauses
    said = [article_id.in_(_with(phrase)) for phrase in phrases]
    return compiler.process(and_(*said) if said else false(), **kw)


def _with(phrase: ColumnElement[str]) -> Select[str]:
    return select(_pieces.c.article).where(_pieces.c.words.op("@@")(func.phraseto_tsquery(_ours, phrase)))
