"""Where reports stand: rows by which the few that may be compared with a report are found in a large block."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from sqlalchemy import Connection, Select, delete, or_, select

from communique.assemble.block import pairs_of_states
from communique.assemble.compare import PUT_OFF_DAYS, PUT_OFF_OTHERS, bar
from communique.assemble.near import PRINT_DAYS, WINDOW_DAYS, may_meet
from communique.assemble.profile import Profile, profile_of
from communique.record import fetch, put, schema
from communique.record.rows import Row
from communique.types import SourcedReport

_encode, _decoder = msgspec.json.encode, msgspec.json.Decoder(Profile)
Asked = Select[bytes]


def write(connection: Connection, reports: Sequence[SourcedReport]) -> None:
    """Write anew where these reports stand."""
    for some in fetch.portions(reports):
        names = [item.report.id for item in some]
        connection.execute(delete(schema.report_block).where(schema.report_block.c.report.in_(names)))
        put.rows(connection, schema.report_block, (row for item in some for row in _rows(profile_of(item))))


def _rows(profile: Profile) -> list[Row]:
    slim = msgspec.structs.replace(profile, rare=frozenset(), runs=frozenset(), signature=())
    row = {
        "report": profile.id,
        "family": profile.family,
        "status": profile.status,
        "first": _iso(profile.first),
        "last": _iso(profile.last),
        "published": _iso(profile.published),
        "weekday": profile.weekday,
        "profile": _encode(slim),
    }
    return [{"block": pair, **row} for pair in pairs_of_states(profile.states)]


def near(connection: Connection, reports: Iterable[str], *, timeless: bool = False) -> set[str]:
    """The reports that any of these may be compared with; with `timeless`, only those of these without any time ask."""
    asking = [
        (profile, asked)
        for profile in _profiles(connection, reports, timeless=timeless)
        for pair in pairs_of_states(profile.states)
        for asked in _asked(pair, profile)
    ]
    found: set[str] = set()
    for number, body in fetch.each(connection, [asked for _, asked in asking]):
        profile, other = asking[number][0], _decoder.decode(body)
        if other.id not in found and not bar(profile, other) and may_meet(profile, other):
            found.add(other.id)
    return found


def _profiles(connection: Connection, reports: Iterable[str], *, timeless: bool) -> list[Profile]:
    table = schema.report_block.c
    found: dict[str, Profile] = {}
    for some in fetch.portions(sorted(reports)):
        asked = select(table.profile).where(table.report.in_(some))
        if timeless:
            asked = asked.where(table.first.is_(None), table.published.is_(None))
        found.update((p.id, p) for p in map(_decoder.decode, connection.scalars(asked)))
    return list(found.values())


def _asked(pair: str, profile: Profile) -> Iterator[Asked]:
    """Questions for the profiles of a block that `may_meet` holds for, and some others."""
    table = schema.report_block.c
    block = select(table.profile).where(table.block == pair, table.family == profile.family)
    on_weekday = or_(table.weekday == profile.weekday, table.weekday.is_(None))
    alike = block if profile.weekday is None else block.where(on_weekday)
    if profile.timeless:
        yield alike
        return
    yield alike.where(table.first.is_(None), table.published.is_(None))
    yield from _near_in_print(block, profile)
    if profile.first is not None and profile.last is not None:
        yield block.where(
            table.first <= _iso(profile.last + WINDOW_DAYS), table.last >= _iso(profile.first - WINDOW_DAYS)
        )
        yield block.where(table.status == "postponed")
    if profile.status == "postponed":
        since = (profile.published or 0) if profile.last is None else profile.last
        until = since + PUT_OFF_DAYS.get(profile.family, PUT_OFF_OTHERS)
        yield block.where(table.first > _iso(since), table.first <= _iso(until))


def _near_in_print(block: Asked, profile: Profile) -> Iterator[Asked]:
    """Those of which one has no day: printed near it, or not known when."""
    table = schema.report_block.c
    wanted = block if profile.first is None else block.where(table.first.is_(None))
    if profile.published is None:
        yield wanted.where(table.published.is_not(None))
        return
    start, end = _iso(profile.published - PRINT_DAYS), _iso(profile.published + PRINT_DAYS)
    yield wanted.where(table.published >= start, table.published <= end)
    if profile.first is None:
        yield block.where(table.published.is_(None), table.first.is_not(None))


def _iso(number: int | None) -> str | None:
    return dt.date.fromordinal(number).isoformat() if number is not None else None
