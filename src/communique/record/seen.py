"""What is remembered of sources, so that what has not changed is neither fetched nor read again."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from communique.record import schema
from communique.types import Seen


def recall(connection: Connection, source: str) -> Seen | None:
    """What was noted of a source last; None where nothing was."""
    table = schema.seen
    row = connection.execute(select(table).where(table.c.source == source)).one_or_none()
    return Seen(etag=row.etag, modified=row.modified, mark=row.mark) if row else None


def note(connection: Connection, noted: Mapping[str, Seen]) -> None:
    """Note what was seen of sources, in place of what was noted before."""
    table = schema.seen
    for source, seen in noted.items():
        connection.execute(delete(table).where(table.c.source == source))
        connection.execute(insert(table).values(source=source, etag=seen.etag, modified=seen.modified, mark=seen.mark))
