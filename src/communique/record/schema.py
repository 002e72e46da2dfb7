"""The tables of the record. Dialect-neutral; a change here goes with a step in `migrate.py`."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

article = Table(
    "article",
    metadata,
    Column("id", String, primary_key=True),
    Column("url", String),
    Column("outlet", String, index=True),
    Column("published", String),
    Column("text", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("added", String, index=True),
)
"""`added`: the ISO 8601 time in UTC at which it came into the record, None where an older program stored it."""

document = Table(
    "document",
    metadata,
    Column("id", String, primary_key=True),
    Column("article", String, ForeignKey("article.id"), primary_key=True),
    Column("source", String, nullable=False),
    Column("made_with", LargeBinary, nullable=False),
)

skip = Table(
    "skip",
    metadata,
    Column("document", String, primary_key=True),
    Column("source", String, primary_key=True),
    Column("stage", String, nullable=False),
    Column("code", String, nullable=False),
    Column("detail", String, nullable=False),
)

report = Table(
    "report",
    metadata,
    Column("id", String, primary_key=True),
    Column("article", String, ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("countries", String, nullable=False),
    Column("followed", Boolean, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("report_by_countries", "countries", "followed"),
)
"""`countries` are the states of the parties as "IN|US"; `followed`: whether an outcome may be an undertaking."""

report_block = Table(
    "report_block",
    metadata,
    Column("block", String, primary_key=True),
    Column("report", String, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("first", String),
    Column("last", String),
    Column("published", String),
    Index("report_block_by_day", "block", "first"),
    Index("report_block_by_print", "block", "published"),
)
"""The days are there to narrow a block to the reports that one may be compared with."""

statement = Table(
    "statement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", String, ForeignKey("report.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("facet", String, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column("rule", String),
    Column("confidence", Float, nullable=False),
)

span = Table(
    "span",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("statement", Integer, ForeignKey("statement.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("article", String, ForeignKey("article.id", ondelete="CASCADE"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
)

edge = Table(
    "edge",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("left", String, nullable=False, index=True),
    Column("right", String, nullable=False, index=True),
    Column("judgement", String, nullable=False),
    Column("by", String, nullable=False),
    Column("made", String, nullable=False),
    Column("note", String),
    Column("revoked", String),
)

correction = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", String, nullable=False, index=True),
    Column("field", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("source", Text, nullable=False),
    Column("made", String, nullable=False),
    Column("note", String),
    Column("revoked", String),
)
"""Tied to a report of the engagement that it corrects, so that it survives re-assembly."""

touched = Table("touched", metadata, Column("report", String, primary_key=True))
"""Reports that were added, changed or judged and are not assembled yet."""

engagement = Table(
    "engagement",
    metadata,
    Column("id", String, primary_key=True),
    Column("mode", String, nullable=False),
    Column("status", String, nullable=False),
    Column("first", String, nullable=False),
    Column("last", String, nullable=False),
    Column("place", String),
    Column("part_of", String),
    Column("background", Boolean, nullable=False),
    Column("contested", Boolean, nullable=False),
    Column("confidence", Float, index=True),
    Column("body", LargeBinary, nullable=False),
    Index("engagement_by_day", "first", "id"),
)

engagement_party = Table(
    "engagement_party",
    metadata,
    Column("engagement", String, ForeignKey("engagement.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("country", String),
    Column("person", String),
    Column("name", String),
    Column("office", String),
    Index("party_by_country", "country", "engagement"),
    Index("party_by_person", "person", "engagement"),
    Index("party_by_office", "office", "engagement"),
)

engagement_block = Table(
    "engagement_block",
    metadata,
    Column("block", String, primary_key=True),
    Column("engagement", String, ForeignKey("engagement.id", ondelete="CASCADE"), primary_key=True, index=True),
)

engagement_area = Table(
    "engagement_area",
    metadata,
    Column("area", String, primary_key=True),
    Column("engagement", String, ForeignKey("engagement.id", ondelete="CASCADE"), primary_key=True, index=True),
)

engagement_report = Table(
    "engagement_report",
    metadata,
    Column("report", String, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("engagement", String, ForeignKey("engagement.id", ondelete="CASCADE"), nullable=False, index=True),
)

superseded = Table(
    "superseded",
    metadata,
    Column("old", String, primary_key=True),
    Column("engagement", String, ForeignKey("engagement.id", ondelete="CASCADE"), nullable=False, index=True),
)

undertaking = Table(
    "undertaking",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("status", String, nullable=False),
    Column("countries", String, nullable=False, index=True),
    Column("area", String),
    Column("body", LargeBinary, nullable=False),
)

undertaking_report = Table(
    "undertaking_report",
    metadata,
    Column("undertaking", String, ForeignKey("undertaking.id", ondelete="CASCADE"), primary_key=True),
    Column("report", String, primary_key=True, index=True),
)

undertaking_party = Table(
    "undertaking_party",
    metadata,
    Column("undertaking", String, ForeignKey("undertaking.id", ondelete="CASCADE"), primary_key=True),
    Column("country", String, primary_key=True, index=True),
)

decision = Table(
    "decision",
    metadata,
    Column("left", String, primary_key=True),
    Column("right", String, primary_key=True, index=True),
    Column("together", Boolean, nullable=False),
    Column("score", Float, index=True),
    Column("body", LargeBinary, nullable=False),
)
