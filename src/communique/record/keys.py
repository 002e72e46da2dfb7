"""The keys under which engagements are found: states, pairs of states, offices, persons, areas.

A pair of states is "IN|US" (in alphabetical order), an area "#defence.exercises"; the others stand as they are, since
codes, offices and ids of persons cannot be mistaken for each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from communique.assemble.block import pairs_of
from communique.types import Engagement, Report

OFFICE = re.compile(r"([A-Z0-9-]+)/[\w-]+")
CODE = re.compile(r"[A-Z0-9-]{2,12}")
PERSON = re.compile(r"[a-z0-9]+(?:-[\w-]+)+")


def keys_of(engagement: Engagement) -> tuple[str, ...]:
    """Every key of an engagement; an area's broader ones, too."""
    parties = ((party.country, party.office, party.person) for party in engagement.parties)
    sides = (side for party in parties for side in party if side)
    areas = (key for area in engagement.areas for key in _areas_of(area.area))
    return tuple(dict.fromkeys([*blocks_of_engagement(engagement), *sides, *areas]))


def blocks_of_engagement(engagement: Engagement) -> tuple[str, ...]:
    """The blocks that an engagement stands in."""
    return pairs_of(Report(id="", mode=engagement.mode, status=engagement.status, parties=engagement.parties))


def area_key(area: str) -> str:
    """The key of an area, which those below it have too."""
    return f"#{area}"


def _areas_of(area: str) -> Iterator[str]:
    pieces = area.split(".")
    return (area_key(".".join(pieces[:size])) for size in range(1, len(pieces) + 1))


def is_key(side: str) -> bool:
    """Whether a side is a code, an office or the id of a person; others are names."""
    return any(form.fullmatch(side) for form in (CODE, OFFICE, PERSON))


def narrowed(keys: Iterable[str]) -> tuple[str, ...]:
    """Keys that ask the same in fewer: two states become their pair."""
    asked = tuple(dict.fromkeys(keys))
    codes = sorted(key for key in asked if CODE.fullmatch(key))
    pairs = _pairs(codes)
    lone = codes[-1:] if len(codes) % 2 else []
    return (*pairs, *lone, *(key for key in asked if key not in codes))


def pairs_implied(keys: Iterable[str]) -> tuple[str, ...]:
    """Pairs of states that hold all engagements of the offices among the keys: "IN|US" for IN/defence, US/foreign."""
    served = {match[1] for key in keys if (match := OFFICE.fullmatch(key))}
    return tuple(_pairs(sorted(served)))


def _pairs(codes: Sequence[str]) -> list[str]:
    return [f"{left}|{right}" for left, right in zip(codes[::2], codes[1::2], strict=False)]
