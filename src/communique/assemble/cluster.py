"""Clusters of reports from pairwise decisions and stored judgements. The order of reports does not matter."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from communique.assemble.block import blocks_of, countries_of, pairs_of
from communique.assemble.compare import compare, day, is_dated
from communique.types import Decision, Edge, SourcedReport

WINDOW_DAYS = 3
"""Dated reports further apart are not compared."""
SPREAD_DAYS = 2
"""The single days that reports of one engagement give may lie so far apart: one day before and after the right one."""
PRINT_DAYS = 31
"""Reports of which one is undated are not compared where they were published further apart."""


class Clusters:
    """A forest over report ids that never joins what a judgement, or one article, keeps apart."""

    def __init__(self, reports: Iterable[SourcedReport], apart: set[frozenset[str]]) -> None:
        self._members: dict[str, set[str]] = {}
        self._root: dict[str, str] = {}
        self._articles: dict[str, set[str]] = {}
        self._days: dict[str, tuple[dt.date, dt.date] | None] = {}
        self._apart: dict[str, set[str]] = {}
        for item in reports:
            report = item.report.id
            self._days[report] = _single_day(item)
            self._root[report] = report
            self._members[report] = {report}
            self._articles[report] = {item.source.article}
        for pair in apart:
            one, two = sorted(pair)
            self._apart.setdefault(one, set()).add(two)
            self._apart.setdefault(two, set()).add(one)

    def join(self, left: str, right: str, *, judged: bool = False) -> bool:
        """Join two clusters where nothing keeps them apart; a person's judgement may join reports of one article."""
        a, b = self._root[left], self._root[right]
        if a == b:
            return True
        if self._kept_apart(a, b) or (not judged and (self._articles[a] & self._articles[b] or self._spread(a, b))):
            return False
        small, large = sorted((a, b), key=lambda root: (len(self._members[root]), root))
        for member in self._members[small]:
            self._root[member] = large
        self._members[large] |= self._members.pop(small)
        self._articles[large] |= self._articles.pop(small)
        self._days[large] = _both(self._days.pop(small), self._days[large])
        return True

    def _spread(self, a: str, b: str) -> bool:
        """Whether the single days of both together would lie too far apart: daily calls do not chain."""
        one, two = self._days[a], self._days[b]
        # a judgement may have joined days that lie further apart: those between them may still come in
        allowed = max(SPREAD_DAYS, _width(one), _width(two))
        return _width(_both(one, two)) > allowed

    def _kept_apart(self, a: str, b: str) -> bool:
        return any(self._apart.get(member, set()) & self._members[b] for member in self._members[a])

    def groups(self) -> list[tuple[str, ...]]:
        """The clusters as sorted ids, sorted."""
        return sorted(tuple(sorted(members)) for members in self._members.values())


def _single_day(item: SourcedReport) -> tuple[dt.date, dt.date] | None:
    when = item.report.date
    if not is_dated(when) or (when.last or when.first) != when.first:
        return None
    known = day(when.first)
    return (known, known) if known else None


def _width(days: tuple[dt.date, dt.date] | None) -> int:
    return (days[1] - days[0]).days if days else 0


def _both(one: tuple[dt.date, dt.date] | None, two: tuple[dt.date, dt.date] | None) -> tuple[dt.date, dt.date] | None:
    if one is None or two is None:
        return one or two
    return (min(one[0], two[0]), max(one[1], two[1]))


def cluster(reports: Sequence[SourcedReport], edges: Sequence[Edge]) -> tuple[list[tuple[str, ...]], list[Decision]]:
    """Groups of report ids, and the decisions behind them: those that put together, and each report's nearest other."""
    known = {item.report.id for item in reports}
    active = [e for e in edges if e.revoked is None and e.left in known and e.right in known]
    forest = Clusters(reports, {frozenset((e.left, e.right)) for e in active if e.judgement == "different"})
    for edge in sorted((e for e in active if e.judgement == "same"), key=lambda e: (e.left, e.right)):
        forest.join(edge.left, edge.right, judged=True)
    together, nearest = _decisions(reports)
    dated = {item.report.id for item in reports if is_dated(item.report.date)}
    for decision in sorted(together, key=lambda d: _strength(d, dated)):
        forest.join(decision.left, decision.right)
    unique = {(d.left, d.right): d for d in (*together, *nearest.values())}
    return forest.groups(), [unique[key] for key in sorted(unique)]


def _strength(decision: Decision, dated: set[str]) -> tuple[object, ...]:
    certain = (decision.left in dated) + (decision.right in dated)
    return (-certain, -decision.score, decision.left, decision.right)


def _decisions(reports: Sequence[SourcedReport]) -> tuple[list[Decision], dict[str, Decision]]:
    """The decisions that put together, and for each report the nearest one that does not."""
    together: dict[tuple[str, str], Decision] = {}
    nearest: dict[str, Decision] = {}
    for block, members in blocks_of(reports).items():
        several = {item.report.id: pairs_of(item.report) for item in members if len(countries_of(item.report)) > 2}
        for a, b in _near_pairs(members):
            if several and _met_before(block, several.get(a.report.id), several.get(b.report.id)):
                continue
            decision = compare(a, b)
            if decision.together:
                together[decision.left, decision.right] = decision
            elif decision.score > 0:
                _keep_nearest(nearest, decision)
    return list(together.values()), nearest


def _met_before(block: str, one: tuple[str, ...] | None, two: tuple[str, ...] | None) -> bool:
    """Whether two reports of several states share an earlier block: they are compared in the first one only."""
    return one is not None and two is not None and min(set(one) & set(two)) != block


def _keep_nearest(nearest: dict[str, Decision], decision: Decision) -> None:
    for report in (decision.left, decision.right):
        known = nearest.get(report)
        if known is None or _nearness(decision) < _nearness(known):
            nearest[report] = decision


def _nearness(decision: Decision) -> tuple[float, str, str]:
    return (-decision.score, decision.left, decision.right)


def _near_pairs(members: list[SourcedReport]) -> Iterator[tuple[SourcedReport, SourcedReport]]:
    """Pairs that can be one engagement: dated ones near in time, undated ones near in print or with common names."""
    dated = sorted((m for m in members if m.report.date.first), key=lambda m: (m.report.date.first or "", m.report.id))
    for index, a in enumerate(dated):
        end = _shift(a.report.date.last or a.report.date.first or "", WINDOW_DAYS)
        for b in islice(dated, index + 1, None):
            if (b.report.date.first or "") > end:
                break
            yield a, b
    yield from _near_undated(members)


def _near_undated(members: list[SourcedReport]) -> Iterator[tuple[SourcedReport, SourcedReport]]:
    printed = sorted((m for m in members if m.source.published), key=lambda m: (m.source.published or "", m.report.id))
    times = [m.source.published or "" for m in printed]
    unprinted = [m for m in members if not m.source.published]
    for a in (m for m in members if not m.report.date.first):
        published = a.source.published
        if published is None:
            near: Iterable[SourcedReport] = members
        else:
            first, last = _shift(published, -PRINT_DAYS), _shift(published, PRINT_DAYS) + "~"
            near = chain(islice(printed, bisect_left(times, first), bisect_right(times, last)), unprinted)
        # of two undated reports, the pair is met from both sides and taken once
        yield from ((a, b) for b in near if b.report.date.first or a.report.id < b.report.id)


def _shift(value: str, days: int) -> str:
    try:
        return (dt.date.fromisoformat(value[:10]) + dt.timedelta(days=days)).isoformat()
    except ValueError:
        return value
