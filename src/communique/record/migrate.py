"""Records of older programs, brought forward.

A record keeps its version: the first tables were version 1, and every step below makes the next one. To change a table:

1. Change `schema.py`: it says what a new record is made of.
2. Append a function to `STEPS` that makes the same of a record of the version before: `add_table`, `add_column`,
   `add_index`, then SQLAlchemy Core to fill them. It runs on SQLite and on PostgreSQL. Write tables and columns out as
   they are in your version (`Table("name", MetaData(), ...)`): those of `schema.py` will change again.
3. That is all: the version is the number of steps, and `tests/record/test_migrate.py` opens a record of version 1 and
   fails where its tables are not those of a new record.

All steps run in one transaction with the new number: after a fault the record is what it was.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.schema import CreateColumn, CreateIndex, DropTable

from communique.errors import RecordError
from communique.record import fulltext
from communique.record.rows import begun, key_rows, shared_rows
from communique.record.schema import Word
from communique.types import Engagement, Undertaking

Step = Callable[[Connection], None]
SOME = 1000
"""Rows that a step changes at a time."""


_version = Column("version", Integer, primary_key=True)
kept_version = Table("record_version", MetaData(), _version)
"""Where PostgreSQL keeps the version; SQLite has `PRAGMA user_version` in the head of its file."""


def newest() -> int:
    """The version that this program writes."""
    return 1 + len(STEPS)


def version_of(connection: Connection) -> int:
    """The version that the record keeps, 1 or more."""
    if connection.dialect.name == "sqlite":
        kept: int = connection.execute(text("PRAGMA user_version")).scalar_one()
        return kept
    return connection.execute(select(_version)).scalar_one()


def keep_version(connection: Connection) -> None:
    """Note that the record is of the newest version."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA user_version={newest()}"))
        return
    kept_version.create(connection, checkfirst=True)
    connection.execute(delete(kept_version))
    connection.execute(insert(kept_version).values(version=newest()))


def refuse_newer(version: int, where: str) -> None:
    """Raises RecordError where the version is one that this program does not know."""
    if version > newest():
        raise RecordError(f"{where} was written by a newer communique (record version {version}): update the program")


def bring_forward(connection: Connection) -> None:
    """Take the steps that the record lacks, within the transaction of the connection."""
    for step in STEPS[version_of(connection) - 1 :]:
        step(connection)
    keep_version(connection)


def add_table(connection: Connection, table: Table) -> None:
    """Make a table with its indexes."""
    table.create(connection)


def add_column(connection: Connection, table: str, column: Column[object]) -> None:
    """Add a column to a table that there is; it may be NULL or has a `server_default`. Its index comes apart."""
    Table(table, MetaData(), column)
    made = CreateColumn(column).compile(dialect=connection.dialect)
    name = connection.dialect.identifier_preparer.quote(table)
    connection.execute(text(f"ALTER TABLE {name} ADD COLUMN {made}"))


def add_index(connection: Connection, name: str, table: str, *columns: str) -> None:
    """Index columns of a table that there is."""
    held = Table(table, MetaData(), *(Column(column, Integer) for column in columns))
    connection.execute(CreateIndex(Index(name, *(held.c[column] for column in columns))))


def _what_waits_for_a_person(connection: Connection) -> None:
    """Version 2: how sure decisions and engagements are, and when an article was added (not known of older ones)."""
    for table, field, keys in (("decision", "score", ("left", "right")), ("engagement", "confidence", ("id",))):
        add_column(connection, table, Column(field, Float))
        _fill_from_body(connection, table, field, keys)
        add_index(connection, f"ix_{table}_{field}", table, field)
    add_column(connection, "article", Column("added", String))
    add_index(connection, "ix_article_added", "article", "added")


def _fill_from_body(connection: Connection, name: str, field: str, keys: tuple[str, ...]) -> None:
    """Copy a number out of the stored JSON of each row into the row's own column."""
    columns = (Column("body", LargeBinary), Column(field, Float), *(Column(key, String) for key in keys))
    table = Table(name, MetaData(), *columns)
    change = update(table).where(*(table.c[key] == bindparam(f"of_{key}") for key in keys))
    for rows in connection.execute(select(table)).partitions(SOME):
        values = [
            {field: msgspec.json.decode(row.body)[field], **{f"of_{key}": getattr(row, key) for key in keys}}
            for row in rows
        ]
        connection.execute(change, values)


def _keys_of_engagements(connection: Connection) -> None:
    """Version 3: engagements are found under keys in order of time, which take the place of blocks, areas, indexes."""
    table = Table(
        "engagement_key",
        MetaData(),
        Column("key", Word, primary_key=True),
        Column("first", Word, primary_key=True),
        Column("engagement", Word, ForeignKey("engagement.id", ondelete="CASCADE"), primary_key=True, index=True),
        *(Column(name, Word, nullable=False) for name in ("last", "mode", "status")),
        Column("background", Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    engagement = Table("engagement", table.metadata, Column("id", Word), Column("body", LargeBinary))
    add_table(connection, table)
    for bodies in connection.execute(select(engagement.c.body)).partitions(SOME):
        found = (row for (body,) in bodies for row in key_rows(msgspec.json.decode(body, type=Engagement)))
        connection.execute(
            insert(table), [{column.name: row[column.name] for column in table.columns} for row in found]
        )
    for name in ("engagement_block", "engagement_area"):
        connection.execute(DropTable(Table(name, MetaData())))
    for side in ("country", "person", "office"):
        connection.execute(text(f"DROP INDEX party_by_{side}"))


def _engagements_by_article(connection: Connection) -> None:
    """Version 4: SQLite's full text leads to engagements; PostgreSQL needs no help for that."""
    if connection.dialect.name != "sqlite":
        return
    tables = (
        "CREATE TABLE article_number (article VARCHAR NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (article))"
        " WITHOUT ROWID",
        "CREATE TABLE engagement_article (number INTEGER NOT NULL, first VARCHAR NOT NULL, engagement VARCHAR NOT NULL,"
        " last VARCHAR NOT NULL, mode VARCHAR NOT NULL, status VARCHAR NOT NULL, background BOOLEAN NOT NULL,"
        " PRIMARY KEY (number, first, engagement)) WITHOUT ROWID",
        "CREATE INDEX ix_engagement_article_engagement ON engagement_article (engagement)",
    )
    rows = (
        "INSERT INTO article_number (article, number) SELECT article, rowid FROM article_text",
        "INSERT OR IGNORE INTO engagement_article (number, first, engagement, last, mode, status, background)"
        f" {fulltext.LED}",
    )
    for statement in (*tables, *rows, *fulltext.TRIGGERS):
        connection.execute(text(statement))


def _when_undertakings_began(connection: Connection) -> None:
    """Version 5: undertakings are listed in order of the day on which they began."""
    add_column(connection, "undertaking", Column("begun", Word))
    table = Table("undertaking", MetaData(), *(Column("id", Word), Column("begun", Word), Column("body", LargeBinary)))
    change = update(table).where(table.c.id == bindparam("name"))
    for rows in connection.execute(select(table.c.id, table.c.body)).partitions(SOME):
        values = [{"name": row.id, "begun": begun(msgspec.json.decode(row.body, type=Undertaking))} for row in rows]
        connection.execute(change, values)
    add_index(connection, "ix_undertaking_begun", "undertaking", "begun")


def _what_was_seen_of_sources(connection: Connection) -> None:
    """Version 6: what tells whether a source has changed since it was read."""
    words = (Column(name, Word) for name in ("etag", "modified", "mark"))
    add_table(connection, Table("seen", MetaData(), Column("source", Word, primary_key=True), *words))


def _near_reports_and_words(connection: Connection) -> None:
    """Version 7: what narrows a block, and the words of undertakings; assembly fills them for all reports anew."""
    for name in ("report_block_by_day", "report_block_by_print"):
        connection.execute(text(f"DROP INDEX {name}"))
    for field in ("family", "status", "weekday"):
        add_column(connection, "report_block", Column(field, Word))
    add_column(connection, "report_block", Column("profile", LargeBinary))
    for ending, field in (("near_day", "first"), ("near_print", "published"), ("weekday", "weekday")):
        add_index(connection, f"report_block_{ending}", "report_block", "block", "family", field)
    add_index(connection, "report_block_status", "report_block", "block", "family", "status")
    for field in ("fulfilled_by", "engagement"):
        add_column(connection, "undertaking", Column(field, Word))
        add_index(connection, f"ix_undertaking_{field}", "undertaking", field)
    add_column(connection, "undertaking", Column("due", Word))
    add_index(connection, "undertaking_due", "undertaking", "countries", "due")
    _add_naming_words(connection)
    report, touched = Table("report", MetaData(), Column("id", Word)), Table("touched", MetaData(), Column("report"))
    waiting = select(report.c.id).where(report.c.id.not_in(select(touched.c.report)))
    connection.execute(insert(touched).from_select(["report"], waiting))


def _add_naming_words(connection: Connection) -> None:
    tables = MetaData()
    Table("report", tables, Column("id", Word, primary_key=True))
    report = Column("report", Word, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True, index=True)
    keys = [Column(name, Word, primary_key=True) for name in ("countries", "kind", "word")]
    add_table(connection, Table("naming_word", tables, *keys, report, Column("leads", Boolean, nullable=False)))


def _outlines_and_names(connection: Connection) -> None:
    """Version 8: what counting takes of engagements lies beside their keys; parties are found by name."""
    numbers = ("parties", "areas", "outlets")
    for name in numbers:
        add_column(connection, "engagement_key", Column(name, BigInteger, nullable=False, server_default="0"))
    number = Column("number", BigInteger, primary_key=True, autoincrement=False)
    shared = Table("shared", MetaData(), number, Column("body", Text, nullable=False))
    add_table(connection, shared)
    engagement = Table("engagement", MetaData(), Column("body", LargeBinary))
    keys = Table("engagement_key", MetaData(), Column("engagement", Word), *(Column(n, BigInteger) for n in numbers))
    change = update(keys).where(keys.c.engagement == bindparam("name"))
    known: set[int] = set()
    for bodies in connection.execute(select(engagement.c.body)).partitions(SOME):
        found = [msgspec.json.decode(body, type=Engagement) for (body,) in bodies]
        fresh = [row for row in shared_rows(found) if row["number"] not in known]
        known.update(row["number"] for row in fresh)
        if fresh:
            connection.execute(insert(shared), fresh)
        rows = [{"name": one.id, **{name: row[name] for name in numbers}} for one in found for row in key_rows(one)[:1]]
        if rows:
            connection.execute(change, rows)
    add_index(connection, "party_by_name", "engagement_party", "name", "engagement")


def _what_is_to_come_and_contested(connection: Connection) -> None:
    """Version 9: what is planned, and what is contested, is found without reading all."""
    add_index(connection, "engagement_by_status", "engagement", "status", "last")
    add_index(connection, "engagement_contested", "engagement", "contested", "first", "id")


STEPS: tuple[Step, ...] = (
    _what_waits_for_a_person,
    _keys_of_engagements,
    _engagements_by_article,
    _when_undertakings_began,
    _what_was_seen_of_sources,
    _near_reports_and_words,
    _outlines_and_names,
    _what_is_to_come_and_contested,
)
"""The first brings version 1 to version 2."""
