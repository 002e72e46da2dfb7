"""The full text of articles in the dialect of each database: the same words find the same articles.

Case, accents and endings (Porter's stems) make no difference; all words must stand; "quoted phrases" stay together.
SQLite has an FTS5 table. PostgreSQL has a text search configuration of ours (unaccent, then stems, no stop words), and
an article in pieces, since a tsvector counts no more than 16,383 positions and holds no more than a megabyte.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
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
    bindparam,
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


def prepare(connection: Connection) -> None:
    """Make what the full text needs. Raises RecordError where PostgreSQL lacks unaccent, or forbids it."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(FTS5))
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


def number_for_next(connection: Connection) -> int | None:
    """The number that the next article has in SQLite's full text; None elsewhere."""
    if connection.dialect.name != "sqlite":
        return None
    last = connection.execute(select(func.max(article.c.number))).scalar()
    return (last or 0) + 1


def index(connection: Connection, item: Article, number: int | None) -> None:
    """Make an article that is new in the record found by its words."""
    if connection.dialect.name == "sqlite":
        values = {"rowid": number, "title": item.title or "", "body": item.text, "article": item.id}
        connection.execute(insert(_fts5).values(values))
        return
    made = insert(_pieces).values(words=func.to_tsvector(_ours, bindparam("said", type_=String)))
    rows = [{"article": item.id, "piece": number, "said": said} for number, said in enumerate(_in_pieces(item))]
    connection.execute(made, rows)


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
