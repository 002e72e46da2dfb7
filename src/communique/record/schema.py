"""The tables of the record. Dialect-neutral; a change here goes with a step in `migrate.py`."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()
Word = String().with_variant(String(collation="C"), "postgresql")
"""Text that is compared and sorted: by code points in every database, whatever the language of its server."""

article = Table(
    "article",
    metadata,
    Column("id", Word, primary_key=True),
    Column("url", Word),
    Column("outlet", Word, index=True),
    Column("published", Word),
    Column("text", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("added", Word, index=True),
)
"""`added`: the ISO 8601 time in UTC at which it came into the record, None where an older program stored it."""

document = Table(
    "document",
    metadata,
    Column("id", Word, primary_key=True),
    Column("article", Word, ForeignKey("article.id"), primary_key=True),
    Column("source", Word, nullable=False),
    Column("made_with", LargeBinary, nullable=False),
)

skip = Table(
    "skip",
    metadata,
    Column("document", Word, primary_key=True),
    Column("source", Word, primary_key=True),
    Column("stage", Word, nullable=False),
    Column("code", Word, nullable=False),
    Column("detail", Word, nullable=False),
)

report = Table(
    "report",
    metadata,
    Column("id", Word, primary_key=True),
    Column("article", Word, ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("countries", Word, nullable=False),
    Column("followed", Boolean, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("report_by_countries", "countries", "followed"),
)
"""`countries` are the states of the parties as "IN|US"; `followed`: whether an outcome may be an undertaking."""

report_block = Table(
    "report_block",
    metadata,
    Column("block", Word, primary_key=True),
    Column("report", Word, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("first", Word),
    Column("last", Word),
    Column("published", Word),
    Column("family", Word),
    Column("status", Word),
    Column("weekday", Word),
    Column("profile", LargeBinary),
    Index("report_block_near_day", "block", "family", "first"),
    Index("report_block_near_print", "block", "family", "published"),
    Index("report_block_weekday", "block", "family", "weekday"),
    Index("report_block_status", "block", "family", "status"),
)
"""Written when a report is assembled: the days, and the rest, narrow a block to those that one may be compared with."""

naming_word = Table(
    "naming_word",
    metadata,
    Column("countries", Word, primary_key=True),
    Column("kind", Word, primary_key=True),
    Column("word", Word, primary_key=True),
    Column("report", Word, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("leads", Boolean, nullable=False),
)
"""Words by which namings of undertakings are found (see `assemble.naming`); written when a report is assembled."""

statement = Table(
    "statement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", Word, ForeignKey("report.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("facet", Word, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column("rule", Word),
    Column("confidence", Float, nullable=False),
)

span = Table(
    "span",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("statement", Integer, ForeignKey("statement.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("article", Word, ForeignKey("article.id", ondelete="CASCADE"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
)

edge = Table(
    "edge",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("left", Word, nullable=False, index=True),
    Column("right", Word, nullable=False, index=True),
    Column("judgement", Word, nullable=False),
    Column("by", Word, nullable=False),
    Column("made", Word, nullable=False),
    Column("note", Word),
    Column("revoked", Word),
)

correction = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", Word, nullable=False, index=True),
    Column("field", Word, nullable=False),
    Column("value", Text, nullable=False),
    Column("by", Word, nullable=False),
    Column("source", Text, nullable=False),
    Column("made", Word, nullable=False),
    Column("note", Word),
    Column("revoked", Word),
)
"""Tied to a report of the engagement that it corrects, so that it survives re-assembly."""

seen = Table(
    "seen",
    metadata,
    Column("source", Word, primary_key=True),
    Column("etag", Word),
    Column("modified", Word),
    Column("mark", Word),
)
"""What tells whether an address or a watched file has changed since it was read (see `types.Seen`)."""

touched = Table("touched", metadata, Column("report", Word, primary_key=True))
"""Reports that were added, changed or judged and are not assembled yet."""

engagement = Table(
    "engagement",
    metadata,
    Column("id", Word, primary_key=True),
    Column("mode", Word, nullable=False),
    Column("status", Word, nullable=False),
    Column("first", Word, nullable=False),
    Column("last", Word, nullable=False),
    Column("place", Word),
    Column("part_of", Word),
    Column("background", Boolean, nullable=False),
    Column("contested", Boolean, nullable=False),
    Column("confidence", Float, index=True),
    Column("body", LargeBinary, nullable=False),
    Index("engagement_by_day", "first", "id"),
    Index("engagement_by_status", "status", "last"),
    Index("engagement_contested", "contested", "first", "id"),
)

engagement_party = Table(
    "engagement_party",
    metadata,
    Column("engagement", Word, ForeignKey("engagement.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("country", Word),
    Column("person", Word),
    Column("name", Word),
    Column("office", Word),
    Index("party_by_name", "name", "engagement"),
)

engagement_key = Table(
    "engagement_key",
    metadata,
    Column("key", Word, primary_key=True),
    Column("first", Word, primary_key=True),
    Column("engagement", Word, ForeignKey("engagement.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("last", Word, nullable=False),
    Column("mode", Word, nullable=False),
    Column("status", Word, nullable=False),
    Column("background", Boolean, nullable=False),
    *(Column(name, BigInteger, nullable=False, server_default="0") for name in ("parties", "areas", "outlets")),
    sqlite_with_rowid=False,
)
"""Engagements by what they are asked for (see `keys.py`), in order of time, with the columns that narrow an answer.

`parties`, `areas` and `outlets` (one for each report) are numbers of `shared`: what counting takes of an engagement
lies beside its key, and what many engagements have alike is kept, and read, once.
"""

shared = Table(
    "shared",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
)
"""Short JSON by a number made of it (see `outline.py`), so that whoever writes the same writes the same row.

A row stays when the last engagement that points at it goes: it is small, and may be pointed at again.
"""

engagement_report = Table(
    "engagement_report",
    metadata,
    Column("report", Word, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("engagement", Word, ForeignKey("engagement.id", ondelete="CASCADE"), nullable=False, index=True),
)

superseded = Table(
    "superseded",
    metadata,
    Column("old", Word, primary_key=True),
    Column("engagement", Word, ForeignKey("engagement.id", ondelete="CASCADE"), nullable=False, index=True),
)

undertaking = Table(
    "undertaking",
    metadata,
    Column("id", Word, primary_key=True),
    Column("kind", Word, nullable=False),
    Column("status", Word, nullable=False),
    Column("countries", Word, nullable=False, index=True),
    Column("area", Word),
    Column("begun", Word, index=True),
    Column("body", LargeBinary, nullable=False),
    Column("fulfilled_by", Word, index=True),
    Column("engagement", Word, index=True),
    Column("due", Word),
    Index("undertaking_due", "countries", "due"),
)
"""Of a plan: `engagement` is the one that was planned, `due` its last day where it is pending or has lapsed."""

undertaking_report = Table(
    "undertaking_report",
    metadata,
    Column("undertaking", Word, ForeignKey("undertaking.id", ondelete="CASCADE"), primary_key=True),
    Column("report", Word, primary_key=True, index=True),
)

undertaking_party = Table(
    "undertaking_party",
    metadata,
    Column("undertaking", Word, ForeignKey("undertaking.id", ondelete="CASCADE"), primary_key=True),
    Column("country", Word, primary_key=True, index=True),
)

decision = Table(
    "decision",
    metadata,
    Column("left", Word, primary_key=True),
    Column("right", Word, primary_key=True, index=True),
    Column("together", Boolean, nullable=False),
    Column("score", Float, index=True),
    Column("body", LargeBinary, nullable=False),
)
