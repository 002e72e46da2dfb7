"""Which reports of a block are compared: those that can be about one engagement, and no others.

Reports meet that are near in time; one without a day meets those printed near it; one without any time meets those on
its weekday for whom nobody else acts; what was postponed meets what comes later. All that is left out could not be put
together (see `compare`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from communique.assemble.compare import PUT_OFF_DAYS, PUT_OFF_OTHERS, put_off, shared_persons
from communique.assemble.profile import Profile

WINDOW_DAYS = 3
"""Dated reports further apart are not compared."""
PRINT_DAYS = 31
"""Reports of which one is undated are not compared where they were published further apart."""
Pair = tuple[Profile, Profile]


def near_pairs(members: Iterable[Profile]) -> Iterator[Pair]:
    """The pairs of one block and mode family that are compared, each once."""
    ordered = sorted(members, key=lambda m: m.id)
    timed = [m for m in ordered if not m.timeless]
    dated = sorted((m for m in timed if m.first is not None), key=lambda m: (m.first or 0, m.id))
    yield from _near_in_time(dated)
    yield from _put_off([m for m in timed if m.status == "postponed"], dated)
    yield from _near_in_print(timed)
    yield from _timeless([m for m in ordered if m.timeless], ordered)


def _near_in_time(dated: Sequence[Profile]) -> Iterator[Pair]:
    for index, a in enumerate(dated):
        end = (a.last or 0) + WINDOW_DAYS
        for b in islice(dated, index + 1, None):
            if (b.first or 0) > end:
                break
            yield a, b


def _put_off(postponed: Sequence[Profile], dated: Sequence[Profile]) -> Iterator[Pair]:
    days = [m.first or 0 for m in dated]
    for a in postponed:
        since = (a.published or 0) if a.last is None else a.last
        start = bisect_right(days, since)
        end = bisect_right(days, since + PUT_OFF_DAYS.get(a.family, PUT_OFF_OTHERS))
        yield from ((a, b) for b in islice(dated, start, end) if put_off(a, b) is not None)


def _near_in_print(timed: Sequence[Profile]) -> Iterator[Pair]:
    printed = sorted((m for m in timed if m.published is not None), key=lambda m: (m.published or 0, m.id))
    days = [m.published or 0 for m in printed]
    unprinted = [m for m in timed if m.published is None]
    for a in (m for m in printed if m.first is None):
        own = a.published or 0
        start, end = bisect_left(days, own - PRINT_DAYS), bisect_right(days, own + PRINT_DAYS)
        # of two undated reports, the pair is met from both sides and taken once
        yield from ((a, b) for b in islice(printed, start, end) if b.first is not None or a.id < b.id)
        yield from ((a, b) for b in unprinted)


def _timeless(timeless: Sequence[Profile], members: Sequence[Profile]) -> Iterator[Pair]:
    if not timeless:
        return
    by_weekday: dict[str | None, list[Profile]] = defaultdict(list)
    for member in members:
        by_weekday[member.weekday].append(member)
    for a in timeless:
        weekdays = by_weekday if a.weekday is None else (a.weekday, None)
        for b in (b for weekday in weekdays for b in by_weekday.get(weekday, ())):
            if (not b.timeless or a.id < b.id) and shared_persons(a, b) >= 0:
                yield a, b


def may_meet(a: Profile, b: Profile) -> bool:
    """Whether two reports of one block are compared, as `near_pairs` has it."""
    if a.family != b.family:
        return False
    if a.timeless or b.timeless:
        agree = a.weekday is None or b.weekday is None or a.weekday == b.weekday
        return agree and shared_persons(a, b) >= 0
    if put_off(a, b) is not None:
        return True
    if a.first is not None and b.first is not None:
        return max(a.first - (b.last or 0), b.first - (a.last or 0)) <= WINDOW_DAYS
    if a.published is None or b.published is None:
        return True
    return abs(a.published - b.published) <= PRINT_DAYS
