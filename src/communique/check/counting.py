"""Counting engagements in a window whose edges may not be known exactly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import msgspec

from communique.check.filters import Asked
from communique.record.query import Moment, Query


class MomentsView(Protocol):
    """What counting needs of a record."""

    def moments(self, asked: Query) -> Iterable[Moment]:
        """Ids and days of the engagements that a query finds, in its order."""


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """ISO days (inclusive), None where open. Between `first` and `surely` the window may not have begun yet."""

    first: str | None
    last: str | None
    basis: str
    surely: str | None = None


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """How many engagements surely lie in the window, and which.

    `unsure` ones may lie before it: they began before its last possible beginning, or within what is known of their
    day. `undated` ones match in all but the day, which is not known.
    """

    count: int
    engagements: tuple[str, ...]
    window: Window
    unsure: tuple[str, ...] = ()
    undated: int = 0


def counted(asked: Asked, record: MomentsView) -> Counted:
    """Count what happened and is no mere background; held engagements, unless the query asks for another status."""
    query, since = asked.query, asked.since
    query = msgspec.structs.replace(query, status=query.status or "held", background=False)
    found = list(record.moments(query))
    edge = (since.surely or since.date or "") if since.basis != "as given" else ""
    sure = [moment.id for moment in found if not moment.first or moment.first >= edge]
    windowed = query.first or query.last
    undated = msgspec.structs.replace(query, first=None, last=None, dated=False)
    return Counted(
        count=len(sure),
        engagements=tuple(sure),
        window=Window(first=query.first, last=query.last, basis=since.basis, surely=since.surely),
        unsure=tuple(moment.id for moment in found if moment.first and moment.first < edge),
        undated=len(list(record.moments(undated))) if windowed else 0,
    )
