"""One query language for the command line, Python and the web."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from communique.record import fulltext, schema
from communique.types import Engagement

Sort = Literal["date", "newest"]
UNDATED = ""
PAGE = 25


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What to find; empty fields ask nothing.

    `between` holds sides, each a country code ("IN"), an office id ("US/defence"), a person id, or a name; all of them
    must take part. `first` and `last` are ISO days (inclusive) within which the engagement must overlap. `area` takes
    those below it too. `text` is a full-text search of the articles. `after` is the key of the last engagement of the
    page before.
    """

    between: tuple[str, ...] = ()
    person: str | None = None
    office: str | None = None
    mode: str | None = None
    status: str | None = None
    area: str | None = None
    first: str | None = None
    last: str | None = None
    place: str | None = None
    outlet: str | None = None
    text: str | None = None
    background: bool | None = None
    dated: bool | None = None
    sort: Sort = "newest"
    limit: int | None = None
    after: str | None = None


class Moment(msgspec.Struct, frozen=True):
    """An engagement's id and its first and last ISO day ("" where not known)."""

    id: str
    first: str
    last: str


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Engagements, and the key to ask for those after them (None: there are none)."""

    engagements: tuple[Engagement, ...]
    next: str | None = None


def find(connection: Connection, asked: Query) -> Iterator[Engagement]:
    """The engagements that a query finds."""
    for row in connection.execute(_ordered(asked).limit(asked.limit)):
        yield msgspec.json.decode(row.body, type=Engagement)


def page(connection: Connection, asked: Query) -> Page:
    """One page: by key, so that the thousandth page costs what the first does."""
    size = asked.limit or PAGE
    rows = connection.execute(_ordered(asked).limit(size + 1)).all()
    found = tuple(msgspec.json.decode(row.body, type=Engagement) for row in rows[:size])
    last = rows[size - 1] if len(rows) > size else None
    return Page(engagements=found, next=f"{last.first}~{last.id}" if last is not None else None)


def moments(connection: Connection, asked: Query) -> Iterator[Moment]:
    """Ids and days of the engagements that a query finds, in its order."""
    columns = schema.engagement.c
    for row in connection.execute(_ordered(asked).with_only_columns(columns.id, columns.first, columns.last)):
        yield Moment(*row)


def count(connection: Connection, asked: Query) -> int:
    """How many engagements a query finds."""
    table = schema.engagement
    return connection.execute(select(func.count()).select_from(table).where(*_conditions(asked))).scalar() or 0


def _ordered(asked: Query) -> Select[tuple[str, str, bytes]]:
    table = schema.engagement
    chosen = select(table.c.id, table.c.first, table.c.body).where(*_conditions(asked))
    newest = asked.sort == "newest"
    if asked.after:
        first, _, key = asked.after.partition("~")
        beyond = table.c.first < first if newest else table.c.first > first
        chosen = chosen.where(or_(beyond, and_(table.c.first == first, table.c.id > key)))
    return chosen.order_by(table.c.first.desc() if newest else table.c.first, table.c.id)


def _conditions(asked: Query) -> list[ColumnElement[bool]]:
    table, area = schema.engagement, schema.engagement_area
    found: list[ColumnElement[bool]] = [_takes_part(side) for side in asked.between]
    if asked.person:
        found.append(_takes_part(asked.person))
    if asked.office:
        found.append(_takes_part(asked.office))
    for name in ("mode", "status"):
        value = getattr(asked, name)
        if value:
            found.append(table.c[name].in_(("call", "video_call")) if value == "call" else table.c[name] == value)
    if asked.area:
        below = or_(area.c.area == asked.area, area.c.area.startswith(f"{asked.area}.", autoescape=True))
        found.append(table.c.id.in_(select(area.c.engagement).where(below)))
    if asked.first:
        found.append(table.c.last >= asked.first)
    if asked.last:
        found.append(and_(table.c.first != UNDATED, table.c.first <= asked.last))
    if asked.place:
        found.append(func.lower(table.c.place).contains(asked.place.lower(), autoescape=True))
    if asked.dated is not None:
        found.append(table.c.first != UNDATED if asked.dated else table.c.first == UNDATED)
    if asked.background is not None:
        found.append(table.c.background.is_(asked.background))
    return [*found, *_source_conditions(asked)]


def _takes_part(side: str) -> ColumnElement[bool]:
    """Whether a state, office or person takes part."""
    party = schema.engagement_party
    if re.fullmatch(r"[A-Z0-9-]{2,12}", side):
        fits: ColumnElement[bool] = party.c.country == side
    elif re.fullmatch(r"[A-Z0-9-]+/[\w-]+", side):
        fits = party.c.office == side
    elif re.fullmatch(r"[a-z0-9]+(?:-[\w-]+)+", side):
        fits = party.c.person == side
    else:
        fits = func.lower(party.c.name).contains(side.lower(), autoescape=True)
    return schema.engagement.c.id.in_(select(party.c.engagement).where(fits))


def _source_conditions(asked: Query) -> list[ColumnElement[bool]]:
    member, report, home = schema.engagement_report, schema.report, schema.article
    joined = select(member.c.engagement).join(report, report.c.id == member.c.report)
    found: list[ColumnElement[bool]] = []
    if asked.outlet:
        of_outlet = joined.join(home, home.c.id == report.c.article).where(
            func.lower(home.c.outlet).contains(asked.outlet.lower(), autoescape=True)
        )
        found.append(schema.engagement.c.id.in_(of_outlet))
    if asked.text:
        hits = joined.where(fulltext.says(report.c.article, asked.text))
        found.append(schema.engagement.c.id.in_(hits))
    return found
