"""One query language for the command line, Python and the web."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Literal, NamedTuple

import msgspec
from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from communique.record import fetch, fulltext, schema, search
from communique.record.keys import area_key, is_key, narrowed, pairs_implied
from communique.record.outline import Outline, outlined, whole
from communique.types import Engagement

Sort = Literal["date", "newest"]
UNDATED = ""
PAGE = 25
AT_ONCE = 500
"""Rows that are fetched together."""
COMMON = 2000
"""Keys of so many engagements or more are equally common: counting on would cost more than it saves."""

OUTLINED = "mode status first last parties areas outlets".split()
_KEYS = schema.engagement_key
_OTHER = _KEYS.alias()
_PLACED = schema.engagement.alias()
_SOME = select(_KEYS.c.key).where(_KEYS.c.key == bindparam("key")).limit(COMMON).subquery()
_FREQUENCY = select(func.count()).select_from(_SOME)

decoded = msgspec.json.Decoder(Engagement).decode


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
    for row in _rows(connection, _ordered(connection, asked, asked.limit)):
        yield decoded(row.body)


def outlines(connection: Connection, asked: Query) -> Iterator[Outline]:
    """What a query finds, in outline, in its order."""
    walk = _walk(connection, asked, whole=asked.limit is None)
    if walk.table is not _KEYS:
        return (whole(row.body) for row in _rows(connection, _ordered(connection, asked, asked.limit)))
    columns = [walk.columns[name] for name in OUTLINED]
    chosen = _in_order(walk, select(walk.engagement, *columns), asked).limit(asked.limit)
    return outlined(connection.execute(chosen).all(), partial(fetch.shared, connection))


def reach(connection: Connection, first: str, last: str) -> tuple[str, str] | None:
    """The first day and the last between two days on which an engagement began; None where there is none."""
    table = schema.engagement.c
    within = select(table.first).where(table.first >= first, table.first <= last, table.background.is_(False)).limit(1)
    ends = [connection.execute(within.order_by(order)).scalar() for order in (table.first, table.first.desc())]
    return (ends[0], ends[1]) if ends[0] and ends[1] else None


def page(connection: Connection, asked: Query) -> Page:
    """One page: by key, so that the thousandth page costs what the first does."""
    size = asked.limit or PAGE
    rows = connection.execute(_ordered(connection, asked, size + 1)).all()
    found = tuple(decoded(row.body) for row in rows[:size])
    last = rows[size - 1] if len(rows) > size else None
    return Page(engagements=found, next=f"{last.first}~{last.id}" if last is not None else None)


def moments(connection: Connection, asked: Query) -> Iterator[Moment]:
    """Ids and days of the engagements that a query finds, in its order."""
    walk = _walk(connection, asked, whole=True)
    columns = (walk.engagement.label("id"), walk.columns.first, walk.columns.last)
    for row in _rows(connection, _in_order(walk, select(*columns), asked)):
        yield Moment(row.id, row.first, row.last)


def count(connection: Connection, asked: Query) -> int:
    """How many engagements a query finds."""
    walk = _walk(connection, asked, whole=True)
    number = func.count(walk.engagement.distinct()) if walk.repeats else func.count()
    return connection.execute(select(number).select_from(walk.table).where(*walk.conditions)).scalar_one()


def _rows(connection: Connection, chosen: Select[Any]) -> Iterator[Row[Any]]:
    return iter(connection.execute(chosen.execution_options(yield_per=AT_ONCE)))


def pairs(connection: Connection, asked: Query, states: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The pairs of each of the states ("IN|US") with how many of the query's engagements each has.

    The keys of a state's pairs lie side by side: each state is one range of the index.
    """
    table, engagement = schema.engagement_key, schema.engagement_key.c.engagement
    keys, names = _keys_and_names(asked)
    held = (_has_key(key, table) for key in keys)
    conditions = [*held, *_conditions(table, engagement, asked), *_named(names, engagement)]
    if asked.text:
        conditions.append(search.told(connection, engagement, asked.text))
    counted = select(table.c.key, func.count()).where(*conditions).group_by(table.c.key)
    for state in states:
        for row in connection.execute(counted.where(table.c.key > f"{state}|", table.c.key < f"{state}}}")):
            yield row[0], row[1]


class _Walk(NamedTuple):
    """The table whose rows a query walks in order of time, its column of ids, and what each row must fulfil.

    `repeats`: an engagement may stand in several rows.
    """

    table: FromClause
    engagement: ColumnElement[str]
    conditions: list[ColumnElement[bool]]
    repeats: bool = False

    @property
    def columns(self) -> Any:
        return self.table.c


def _walk(connection: Connection, asked: Query, *, whole: bool = False) -> _Walk:
    """Along the rarest key of the query, so that its engagements lie side by side; without keys, along all.

    With words of articles: along the articles that say them, where these are fewer. `whole`: to the end of the walk,
    not until a page is full.
    """
    keys, names = _keys_and_names(asked)
    rarest = _rarest(connection, keys) if keys else None
    few = bool(asked.text) and _few_say(connection, asked.text or "", rarest, whole=whole)
    table = fulltext.engagement_article if few else _KEYS if rarest else schema.engagement
    engagement = schema.engagement.c.id if table is schema.engagement else table.c.engagement
    conditions = [_has_key(key, table) for key in keys if few or key != rarest]
    if few:
        conditions.append(table.c.number.in_(fulltext.numbers(asked.text or "")))
    elif rarest:
        conditions.append(table.c.key == rarest)
    if asked.text and not few:
        conditions.append(search.told(connection, engagement, asked.text))
    named = _named(names, engagement)
    return _Walk(table, engagement, [*conditions, *_conditions(table, engagement, asked), *named], few)


def _few_say(connection: Connection, words: str, rarest: str | None, *, whole: bool) -> bool:
    if connection.dialect.name != "sqlite":
        return False
    return (whole and rarest is None) or search.are_few(connection, words, _frequency(connection, rarest))


def _keys_and_names(asked: Query) -> tuple[tuple[str, ...], list[str]]:
    sides = [*asked.between, *(side for side in (asked.person, asked.office) if side)]
    keys = narrowed([side for side in sides if is_key(side)])
    names = [side for side in sides if not is_key(side)]
    return ((*keys, area_key(asked.area)) if asked.area else keys), names


def _rarest(connection: Connection, keys: tuple[str, ...]) -> str:
    """The key of the fewest engagements among those asked and the pair of states that the offices asked serve."""
    offered = tuple(dict.fromkeys([*pairs_implied(keys), *keys]))
    return offered[0] if len(offered) == 1 else min(offered, key=partial(_frequency, connection))


def _frequency(connection: Connection, key: str | None) -> int:
    """How many engagements have a key, up to `COMMON`; without a key, all might."""
    return COMMON if key is None else connection.execute(_FREQUENCY, {"key": key}).scalar_one()


def _has_key(key: str, table: Table) -> ColumnElement[bool]:
    same = and_(_OTHER.c.first == table.c.first, _OTHER.c.engagement == table.c.engagement)
    return exists().where(_OTHER.c.key == key, same).correlate(table)


def _ordered(connection: Connection, asked: Query, limit: int | None) -> Select[tuple[str, str, bytes]]:
    """Ids, first days and bodies. Where rows repeat, they are told apart before bodies are fetched."""
    walk, table = _walk(connection, asked, whole=limit is None), schema.engagement
    if walk.repeats:
        ids = _in_order(walk, select(walk.engagement, walk.columns.first), asked).limit(limit).subquery()
        chosen = select(table.c.id, table.c.first, table.c.body).join(ids, table.c.id == ids.c.engagement)
        return chosen.order_by(table.c.first.desc() if asked.sort == "newest" else table.c.first, table.c.id)
    chosen = select(walk.engagement.label("id"), walk.columns.first, table.c.body)
    if walk.table is not table:
        chosen = chosen.join_from(walk.table, table, table.c.id == walk.engagement)
    return _in_order(walk, chosen, asked).limit(limit)


def _in_order(walk: _Walk, chosen: Select[Any], asked: Query) -> Select[Any]:
    first = walk.columns.first
    newest = asked.sort == "newest"
    chosen = (chosen.distinct() if walk.repeats else chosen).where(*walk.conditions)
    if asked.after:
        day, _, key = asked.after.partition("~")
        beyond = first < day if newest else first > day
        chosen = chosen.where(or_(beyond, and_(first == day, walk.engagement > key)))
    return chosen.order_by(first.desc() if newest else first, walk.engagement)


def _conditions(table: FromClause, engagement: ColumnElement[str], asked: Query) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for name in ("mode", "status"):
        value = getattr(asked, name)
        if value:
            found.append(table.c[name].in_(("call", "video_call")) if value == "call" else table.c[name] == value)
    if asked.first:
        found.append(table.c.last >= asked.first)
    if asked.last:
        found.append(and_(table.c.first != UNDATED, table.c.first <= asked.last))
    if asked.dated is not None:
        found.append(table.c.first != UNDATED if asked.dated else table.c.first == UNDATED)
    if asked.background is not None:
        found.append(table.c.background.is_(asked.background))
    if asked.place:
        found.append(_is_at(asked.place.lower(), table, engagement))
    return [*found, *_source_conditions(engagement, asked)]


def _is_at(place: str, table: FromClause, engagement: ColumnElement[str]) -> ColumnElement[bool]:
    named = func.lower(_PLACED.c.place).contains(place, autoescape=True)
    return exists().where(_PLACED.c.id == engagement, named).correlate(table)


def _named(names: Iterable[str], engagement: ColumnElement[str]) -> Iterator[ColumnElement[bool]]:
    """Whether persons whose names hold these words take part."""
    party = schema.engagement_party.c
    for name in names:
        known = _every_name()
        held = select(known.c.name).where(func.lower(known.c.name).contains(name.lower(), autoescape=True))
        yield engagement.in_(select(party.engagement).where(party.name.in_(held)))


def _every_name() -> CTE:
    """Each name once, by leaps over the index: there are far fewer names than parties."""
    party = schema.engagement_party.c
    found = select(func.min(party.name).label("name")).cte(recursive=True)
    following = select(func.min(party.name)).where(party.name > found.c.name).scalar_subquery()
    return found.union_all(select(following).where(found.c.name.is_not(None)))


def _source_conditions(engagement: ColumnElement[str], asked: Query) -> list[ColumnElement[bool]]:
    member, report, home = schema.engagement_report, schema.report, schema.article
    joined = select(member.c.engagement).join(report, report.c.id == member.c.report)
    found: list[ColumnElement[bool]] = []
    if asked.outlet:
        of_outlet = joined.join(home, home.c.id == report.c.article).where(
            func.lower(home.c.outlet).contains(asked.outlet.lower(), autoescape=True)
        )
        found.append(engagement.in_(of_outlet))
    return found
