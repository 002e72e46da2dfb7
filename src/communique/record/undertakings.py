"""Asking the record for undertakings, page by page, in order of the day on which they began."""

from __future__ import annotations

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from communique.errors import UsageError
from communique.record import schema
from communique.types import Undertaking


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What to list; empty fields ask nothing. `area` takes those below it too.

    `after` is the id of the last one of the page before.
    """

    between: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    kind: str | None = None
    area: str | None = None
    newest: bool = False
    limit: int = 25
    after: str | None = None


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One page, and the id to ask for those after it (None: there are none)."""

    undertakings: tuple[Undertaking, ...]
    next: str | None = None


def page(connection: Connection, asked: Asked) -> Listed:
    """One page of undertakings. Raises UsageError where `after` is the id of none."""
    table = schema.undertaking.c
    chosen = select(table.id, table.body).where(*_conditions(asked))
    if asked.after:
        chosen = chosen.where(_beyond(connection, asked.after, newest=asked.newest))
    order = table.begun.desc() if asked.newest else table.begun
    rows = connection.execute(chosen.order_by(order, table.id).limit(asked.limit + 1)).all()
    found = tuple(msgspec.json.decode(row.body, type=Undertaking) for row in rows[: asked.limit])
    return Listed(undertakings=found, next=found[-1].id if len(rows) > asked.limit else None)


def count(connection: Connection, asked: Asked) -> int:
    """How many undertakings there are on all pages."""
    return connection.execute(
        select(func.count()).select_from(schema.undertaking).where(*_conditions(asked))
    ).scalar_one()


def _beyond(connection: Connection, after: str, *, newest: bool) -> ColumnElement[bool]:
    table = schema.undertaking.c
    begun = connection.execute(select(table.begun).where(table.id == after)).scalar()
    if begun is None:
        raise UsageError("after is no undertaking: follow the next link of the page before instead of making it")
    later = table.begun < begun if newest else table.begun > begun
    return or_(later, and_(table.begun == begun, table.id > after))


def _conditions(asked: Asked) -> list[ColumnElement[bool]]:
    table, party = schema.undertaking.c, schema.undertaking_party.c
    found: list[ColumnElement[bool]] = [
        table.id.in_(select(party.undertaking).where(party.country == country)) for country in asked.between
    ]
    if asked.statuses:
        found.append(table.status.in_(asked.statuses))
    if asked.kind:
        found.append(table.kind == asked.kind)
    if asked.area:
        found.append(or_(table.area == asked.area, table.area.startswith(f"{asked.area}.", autoescape=True)))
    return found
