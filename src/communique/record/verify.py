"""Whether a record holds what it promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select, text, union

from communique.record import fulltext, schema
from communique.record.fault import Fault
from communique.record.outline import number_of
from communique.record.rows import key_rows
from communique.record.statements import statements_of
from communique.types import Engagement, Report


def faults(connection: Connection) -> tuple[Fault, ...]:
    """All faults: the file's, broken references, spans that do not re-slice, reports without an engagement."""
    looks = (_file_faults, _span_faults, _statement_faults, _key_faults, _shared_faults, fulltext.faults, _orphans)
    return tuple(fault for look in looks for fault in look(connection))


def _file_faults(connection: Connection) -> Iterator[Fault]:
    if connection.dialect.name == "sqlite":
        for row in connection.execute(text("PRAGMA integrity_check")):
            if row[0] != "ok":
                yield Fault("file", "database", str(row[0]))
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield Fault("reference", str(row[0]), f"row {row[1]} refers to a missing row of {row[2]}")


def _span_faults(connection: Connection) -> Iterator[Fault]:
    span, home = schema.span, schema.article
    articles = connection.execute(select(home.c.id, home.c.text)).all()
    for article_id, whole in articles:
        rows = connection.execute(select(span.c.start, span.c.end, span.c.quote).where(span.c.article == article_id))
        for start, end, quote in rows:
            if whole[start:end] != quote:
                yield Fault("span", article_id, f"{start}:{end} holds {whole[start:end]!r}, not {quote!r}")


def _statement_faults(connection: Connection) -> Iterator[Fault]:
    """Reports whose stored statements are not those that their own facets make."""
    statement, report = schema.statement, schema.report
    for name, body in connection.execute(select(report.c.id, report.c.body)).all():
        try:
            wanted = sorted((s.facet, _told(msgspec.json.encode(s.value))) for s in statements_of(decoded(body)))
        except (msgspec.DecodeError, ValueError) as fault:
            yield Fault("report", name, str(fault))
            continue
        rows = connection.execute(select(statement.c.facet, statement.c.value).where(statement.c.report == name))
        if sorted((facet, _told(value)) for facet, value in rows) != wanted:
            yield Fault("statement", name, "its statements are not those of the report")


def _told(value: bytes) -> str:
    """What a statement's value tells; a field that an older program did not have tells nothing, as one left empty."""
    return str(_without_blanks(msgspec.json.decode(value)))


def _without_blanks(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_blanks(inner) for name, inner in sorted(value.items()) if inner not in (None, [], False)}
    return [_without_blanks(inner) for inner in value] if isinstance(value, list) else value


def _key_faults(connection: Connection) -> Iterator[Fault]:
    """Engagements that are not found under what they say."""
    table, key = schema.engagement, schema.engagement_key
    for name, body in connection.execute(select(table.c.id, table.c.body)):
        stored = [row._asdict() for row in connection.execute(select(key).where(key.c.engagement == name))]
        wanted = key_rows(msgspec.json.decode(body, type=Engagement))
        if sorted(map(_values, stored)) != sorted(map(_values, wanted)):
            yield Fault("key", name, "it is not found under what it says: add its sources again into a new record")


def _shared_faults(connection: Connection) -> Iterator[Fault]:
    """Parts of outlines that are not what their number says, and numbers without a part."""
    key = schema.engagement_key.c
    wrong = [part.number for part in connection.execute(select(schema.shared)) if number_of(part.body) != part.number]
    pointed = (key.parties, key.areas, key.outlets)
    lost = [select(key.engagement).where(part.not_in(select(schema.shared.c.number))) for part in pointed]
    bent = [select(key.engagement).where(part.in_(wrong)) for part in pointed] if wrong else []
    for name in connection.execute(union(*lost, *bent)).scalars():
        yield Fault("outline", name, "what is counted of it is not kept: add its sources again into a new record")


def _values(row: Mapping[str, Any]) -> list[str]:
    return [str(row[name]) for name in sorted(row)]


def decoded(body: bytes) -> Report:
    """A stored report. Raises msgspec.DecodeError or ValueError where it is damaged."""
    return msgspec.json.decode(body, type=Report)


def _orphans(connection: Connection) -> Iterator[Fault]:
    report, member = schema.report, schema.engagement_report
    lonely = (
        select(report.c.id)
        .where(report.c.id.not_in(select(member.c.report)))
        .where(report.c.id.in_(select(schema.report_block.c.report)))
    )
    for row in connection.execute(lonely).scalars():
        yield Fault("engagement", row, "the report stands in no engagement: run any command that writes, it completes")
    left = connection.execute(select(func.count()).select_from(schema.touched)).scalar()
    if left:
        yield Fault(
            "assembly", "touched", f"{left} reports wait for assembly: run any command that writes, it completes"
        )
