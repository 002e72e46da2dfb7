"""Engagements in outline: what counting takes of them, read many times faster than the whole with its evidence.

Parties, areas and outlets stand as JSON in the table `shared`, under a number made of the JSON; a number always means
the same, so that what was decoded once is kept for whatever record is asked next.
"""

from __future__ import annotations

import calendar
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec

from communique.types import Engagement, Mode, Party, Precision, Status, When

T = TypeVar("T")
MOST_KEPT = 50_000
"""Decoded parts that are kept."""


class AreaOutline(msgspec.Struct, frozen=True):
    """An area of cooperation without the words that name it."""

    area: str


class ReportOutline(msgspec.Struct, frozen=True):
    """Where a report appeared; None where it is not known."""

    outlet: str | None = None


class Outline(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An engagement without evidence; parties, areas and reports that are alike are one object for all that have them.

    Of the date, the precision is that which the days themselves show.
    """

    id: str
    mode: Mode
    status: Status
    date: When = When()
    parties: tuple[Party, ...] = ()
    areas: tuple[AreaOutline, ...] = ()
    reports: tuple[ReportOutline, ...] = ()


whole = msgspec.json.Decoder(Outline).decode
"""The outline of an engagement's stored body."""

_TYPES: dict[str, Any] = {
    "parties": tuple[Party, ...],
    "areas": tuple[AreaOutline, ...],
    "outlets": tuple[ReportOutline, ...],
}
_DECODERS = {name: msgspec.json.Decoder(kind).decode for name, kind in _TYPES.items()}
_kept: dict[tuple[str, int], Any] = {}


def tallied(parts: Iterable[T]) -> Iterator[tuple[T, int]]:
    """Each part with its number. Those of outlines that are alike are one object, which is told without comparing."""
    listed = list(parts)
    numbers = list(map(id, listed))
    known = dict(zip(numbers, listed, strict=True))
    return ((known[number], count) for number, count in Counter(numbers).items())


def parts_of(engagement: Engagement) -> dict[str, str]:
    """The JSON of each part that is shared."""
    areas = dict.fromkeys(AreaOutline(area.area) for area in engagement.areas)
    shared: dict[str, Sequence[Any]] = {
        "parties": [msgspec.structs.replace(party, surface=None, rule=None) for party in engagement.parties],
        "areas": list(areas),
        "outlets": [ReportOutline(report.outlet) for report in engagement.reports],
    }
    return {name: msgspec.json.encode(part).decode() for name, part in shared.items()}


def number_of(part: str) -> int:
    """The number under which a part stands: 64 bits of a hash."""
    return int.from_bytes(hashlib.blake2b(part.encode(), digest_size=8).digest(), "big", signed=True)


def outlined(rows: Sequence[Any], look_up: Callable[[Iterable[int]], dict[int, str]]) -> Iterator[Outline]:
    """Outlines of rows: id, mode, status, first and last day, and the numbers of parties, areas and outlets.

    `look_up` gives the JSON of numbers.
    """
    parties_of, areas_of, reports_of = (
        _parts(name, {row[place] for row in rows}, look_up) for place, name in enumerate(_TYPES, start=5)
    )
    for name, mode, status, first, last, parties, areas, outlets in rows:
        yield Outline(
            id=name,
            mode=mode,
            status=status,
            date=When(first=first or None, last=last or None, precision=_precision(first, last)),
            parties=parties_of[parties],
            areas=areas_of[areas],
            reports=reports_of[outlets],
        )


def _parts(name: str, numbers: set[int], look_up: Callable[[Iterable[int]], dict[int, str]]) -> dict[int, Any]:
    found = {number: _kept[name, number] for number in numbers if (name, number) in _kept}
    decode = _DECODERS[name]
    fresh = {number: decode(body) for number, body in look_up(numbers - found.keys()).items()}
    if len(_kept) > MOST_KEPT:
        _kept.clear()
    _kept.update({(name, number): part for number, part in fresh.items()})
    return {**found, **fresh}


def _precision(first: str, last: str) -> Precision:
    """ "month" and "year" where the days are the first and the last of one."""
    if not first:
        return "unknown"
    if first == last or first[8:] != "01":
        return "day"
    if first[5:] == "01-01" and last == f"{first[:4]}-12-31":
        return "year"
    end = calendar.monthrange(int(first[:4]), int(first[5:7]))[1]
    return "month" if last == f"{first[:8]}{end}" else "day"
