"""The trend of engagements: counts by month, level, mode and area, and two windows of twelve months compared.

Method: two Poisson counts over windows of equal length, given their sum, are binomial; the Clopper-Pearson interval of
the share turns into an exact interval for the ratio of the two rates (Przyborowski and Wilenski, Biometrika 31, 1940;
Clopper and Pearson, Biometrika 26, 1934). There is no index: counts, a ratio, and its interval.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, Protocol

import msgspec

from communique.record.outline import AreaOutline, Outline, tallied
from communique.record.query import Query
from communique.types import Area, Engagement, Party

CONFIDENCE = 0.95
GRACE = 31
"""Days that a record may be silent at either end of the windows before that counts as not reaching so far."""
BEFORE = 90
"""Days before the windows in which an engagement shows that the record reached them."""
HAPPENED = frozenset({"held", "ongoing"})
Outlined = Engagement | Outline
RoleOf = Callable[[str], str | None]
Level = Literal["heads", "ministers", "officials"]
HEADS = frozenset({"head_of_state", "head_of_government"})
MINISTERS = frozenset({"foreign_minister", "defence_minister", "deputy_head_of_state", "deputy_head_of_government"})


class Ratio(msgspec.Struct, frozen=True, kw_only=True):
    """Later count over earlier count with its exact interval; None stands for a bound that is not finite."""

    value: float | None
    low: float
    high: float | None
    confidence: float = CONFIDENCE


class Trend(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of engagements that happened, and how the last twelve months compare with the twelve before.

    `windows` are the first and last ISO days of the earlier and of the later window. `undated` engagements are counted
    nowhere else. `word` is "more", "fewer", "no clear change", or "not known" where the record does not reach over both
    windows and the change may be the record's; `warning` then says so.
    """

    months: tuple[tuple[str, int], ...]
    modes: dict[str, int]
    levels: dict[str, int]
    areas: dict[str, int]
    windows: tuple[tuple[str, str], tuple[str, str]]
    earlier: int
    later: int
    ratio: Ratio
    word: str
    undated: int = 0
    warning: str | None = None


class ReachView(Protocol):
    """What a trend needs of a record."""

    def outlines(self, asked: Query) -> Iterable[Outline]:
        """The engagements that a query finds, in outline."""

    def reach(self, first: str, last: str) -> tuple[str, str] | None:
        """The first and the last day between two ISO days on which an engagement of the record began."""


def trend_of_record(asked: Query, as_of: dt.date, record: ReachView, role_of: RoleOf = lambda _: None) -> Trend:
    """The trend of what a query finds, up to a day, with a warning where the record does not reach over the windows."""
    # Undated engagements fall outside every date filter: the trend cuts by day itself, and counts them apart.
    found = record.outlines(msgspec.structs.replace(asked, last=None, background=False))
    return warned_by(record, trend(found, as_of, role_of))


def warned_by(record: ReachView, answer: Trend) -> Trend:
    """The trend with a warning where the record as a whole does not reach over the windows."""
    (start, _), (_, end) = answer.windows
    return warned(answer, record.reach(_later(start, -BEFORE), end))


def warned(answer: Trend, reach: tuple[str, str] | None) -> Trend:
    """The trend with a warning where the record begins or ends inside the windows: no rise or fall is read off that."""
    if reach is None or not answer.earlier + answer.later:
        return answer
    (start, _), (_, end) = answer.windows
    begins, ends = reach
    warning, doubtful = None, ""
    if begins > _later(start, GRACE):
        warning, doubtful = f"the record begins on {begins}, inside the months compared", "more"
    elif ends < _later(end, -GRACE):
        warning, doubtful = f"the record ends on {ends}, before the months compared do", "fewer"
    word = "not known" if answer.word == doubtful else answer.word
    return msgspec.structs.replace(answer, word=word, warning=warning)


def _later(day: str, days: int) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()


def trend(engagements: Iterable[Outlined], as_of: dt.date, role_of: RoleOf = lambda _: None) -> Trend:
    """The trend up to a day. `role_of` gives the role of an office id ("head_of_state" ...), None where not known."""
    happened = [item for item in engagements if item.status in HAPPENED]
    end = as_of.isoformat()
    kept = [item for item in happened if item.date.first and item.date.first <= end]
    days = [item.date.first or "" for item in kept]
    windows = _windows(as_of)
    earlier, later = (sum(first <= day <= last for day in days) for first, last in windows)
    ratio = ratio_of(later, earlier)
    return Trend(
        months=_months(days),
        modes=_counted(Counter(item.mode for item in kept)),
        levels=_levels(tallied(item.parties for item in kept), role_of),
        areas=_areas(tallied(item.areas for item in kept)),
        windows=windows,
        earlier=earlier,
        later=later,
        ratio=ratio,
        word=word_of(ratio),
        undated=sum(not item.date.first for item in happened),
    )


def _levels(casts: Iterable[tuple[tuple[Party, ...], int]], role_of: RoleOf) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for parties, number in casts:
        counts[level_of(parties, role_of)] += number
    return _counted(counts)


def _areas(touched: Iterable[tuple[tuple[Area | AreaOutline, ...], int]]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for areas, number in touched:
        for area in {found.area for found in areas}:
            counts[area] += number
    return _counted(counts)


def ratio_of(later: int, earlier: int, confidence: float = CONFIDENCE) -> Ratio:
    """The ratio of two Poisson rates over windows of equal length, with its exact (conditional) interval.

    >>> ratio_of(10, 10).value
    1.0
    """
    if later + earlier == 0:
        return Ratio(value=None, low=0.0, high=None, confidence=confidence)
    from scipy.stats import binomtest

    share = binomtest(later, later + earlier).proportion_ci(confidence, method="exact")
    high = share.high / (1 - share.high) if share.high < 1 else None
    value = later / earlier if earlier else None
    return Ratio(value=value, low=float(share.low / (1 - share.low)), high=_plain(high), confidence=confidence)


def word_of(ratio: Ratio) -> str:
    """A word only where the interval excludes 1."""
    if ratio.low > 1:
        return "more"
    if ratio.high is not None and ratio.high < 1:
        return "fewer"
    return "no clear change"


def level_of(parties: Iterable[Party], role_of: RoleOf) -> Level:
    """The level at which both sides met: that of the lower side, by the highest role on each side."""
    ranks: dict[str, int] = {}
    for party in parties:
        side = party.country or ""
        ranks[side] = min(ranks.get(side, 2), _rank(role_of(party.office) if party.office else None))
    levels: tuple[Level, ...] = ("heads", "ministers", "officials")
    return levels[max(ranks.values(), default=2)]


def _rank(role: str | None) -> int:
    return 0 if role in HEADS else 1 if role in MINISTERS else 2


def _back(day: dt.date, years: int) -> dt.date:
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year - years, day=28 if leap else day.day)


def _windows(as_of: dt.date) -> tuple[tuple[str, str], tuple[str, str]]:
    """The twelve months up to a day, after the twelve before."""
    middle = _back(as_of, 1)
    return _window(_back(as_of, 2), middle), _window(middle, as_of)


def _window(before: dt.date, last: dt.date) -> tuple[str, str]:
    return (before + dt.timedelta(days=1)).isoformat(), last.isoformat()


def _counted(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _months(days: Iterable[str]) -> tuple[tuple[str, int], ...]:
    months = Counter(day[:7] for day in days)
    counts = Counter({(int(month[:4]), int(month[5:])): number for month, number in months.items()})
    if not counts:
        return ()
    return tuple((f"{y:04d}-{m:02d}", counts[y, m]) for y, m in _every_month(min(counts), max(counts)))


def _every_month(first: tuple[int, int], last: tuple[int, int]) -> Iterator[tuple[int, int]]:
    year, month = first
    while (year, month) <= last:
        yield year, month
        year, month = year + month // 12, month % 12 + 1


def _plain(value: float | None) -> float | None:
    return None if value is None else float(value)
