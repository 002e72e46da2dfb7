"""Clusters of reports from pairwise decisions and stored judgements. The order of reports does not matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from communique.assemble.block import pairs_of_states
from communique.assemble.compare import bar, compare
from communique.assemble.near import near_pairs
from communique.assemble.profile import FORESEEN, Profile, profile_of
from communique.types import Decision, Edge, SourcedReport

SPREAD_DAYS = 2
"""The single days that reports of one engagement give may lie so far apart: one day before and after the right one."""
UNCLEAR = "it has no day, and several days fit equally well"
"""The reason why a decision that puts together is not followed."""
Days = tuple[int, int] | None


class _Group(msgspec.Struct, kw_only=True):
    """Reports that stand together; `held` and `planned` are the first and last of the single days that they give."""

    members: set[str]
    articles: set[str]
    held: Days
    planned: Days
    put_off: bool

    def spread(self) -> int:
        """Days between the single days; planned ones count where nothing was put off."""
        return _width(self.held if self.put_off else _both(self.held, self.planned))

    def with_other(self, other: _Group) -> _Group:
        """Both together."""
        return _Group(
            members=self.members | other.members,
            articles=self.articles | other.articles,
            held=_both(self.held, other.held),
            planned=_both(self.planned, other.planned),
            put_off=self.put_off or other.put_off,
        )


class Clusters:
    """A forest over report ids that never joins what a judgement, or one article, keeps apart."""

    def __init__(self, reports: Iterable[Profile], apart: set[frozenset[str]]) -> None:
        self._group = {report.id: _alone(report) for report in reports}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for pair in apart:
            one, two = sorted(pair)
            self._apart[one].add(two)
            self._apart[two].add(one)

    def join(self, left: str, right: str, *, judged: bool = False) -> bool:
        """Join two clusters where nothing keeps them apart; a person's judgement may join reports of one article."""
        one, two = self._group[left], self._group[right]
        if one is two:
            return True
        if any(self._apart[member] & two.members for member in one.members if member in self._apart):
            return False
        if not judged and one.articles & two.articles:
            return False
        both = one.with_other(two)
        # a judgement may have joined days that lie further apart: those between them may still come in
        if not judged and both.spread() > max(SPREAD_DAYS, one.spread(), two.spread()):
            return False
        for member in both.members:
            self._group[member] = both
        return True

    def groups(self) -> list[tuple[str, ...]]:
        """The clusters as sorted ids, sorted."""
        return sorted({tuple(sorted(group.members)) for group in self._group.values()})


def _alone(report: Profile) -> _Group:
    day = _single_day(report)
    foreseen = report.status in FORESEEN
    return _Group(
        members={report.id},
        articles={report.article},
        held=None if foreseen else day,
        planned=day if foreseen else None,
        put_off=report.status == "postponed",
    )


def _single_day(report: Profile) -> Days:
    known = report.dated and report.first == report.last
    return (report.first, report.first) if known and report.first is not None else None


def _width(days: Days) -> int:
    return days[1] - days[0] if days else 0


def _both(one: Days, two: Days) -> Days:
    if one is None or two is None:
        return one or two
    return (min(one[0], two[0]), max(one[1], two[1]))


def cluster(reports: Sequence[SourcedReport], edges: Sequence[Edge]) -> tuple[list[tuple[str, ...]], list[Decision]]:
    """Groups of report ids, and the decisions behind them: those that put together, and each report's nearest other."""
    known = {item.report.id: profile_of(item) for item in reports}
    active = [e for e in edges if e.revoked is None and e.left in known and e.right in known]
    forest = Clusters(known.values(), {frozenset((e.left, e.right)) for e in active if e.judgement == "different"})
    for edge in sorted((e for e in active if e.judgement == "same"), key=lambda e: (e.left, e.right)):
        forest.join(edge.left, edge.right, judged=True)
    together, nearest = _decisions(known.values())
    weighed = _weighed(together, known)
    for decision in sorted((d for d in weighed if d.reason != UNCLEAR), key=lambda d: _strength(d, known)):
        forest.join(decision.left, decision.right)
    unique = {(d.left, d.right): d for d in (*weighed, *nearest.values())}
    return forest.groups(), [unique[key] for key in sorted(unique)]


def _strength(decision: Decision, known: dict[str, Profile]) -> tuple[object, ...]:
    certain = known[decision.left].dated + known[decision.right].dated
    return (-certain, -decision.score, decision.left, decision.right)


def _decisions(profiles: Iterable[Profile]) -> tuple[list[Decision], dict[str, Decision]]:
    """The decisions that put together, and for each report the nearest one that does not."""
    together: dict[tuple[str, str], Decision] = {}
    nearest: dict[str, Decision] = {}
    for (block, _), members in _blocks(profiles).items():
        for a, b in near_pairs(members):
            if bar(a, b) or _met_before(block, a, b):
                continue
            decision = compare(a, b)
            if decision.together:
                together[decision.left, decision.right] = decision
            elif decision.score > 0:
                _keep_nearest(nearest, decision)
    return list(together.values()), nearest


def _blocks(profiles: Iterable[Profile]) -> dict[tuple[str, str], list[Profile]]:
    """Reports by pair of states and mode family; a report with several pairs stands in several."""
    found: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    for profile in profiles:
        for pair in pairs_of_states(profile.states):
            found[pair, profile.family].append(profile)
    return found


def _met_before(block: str, one: Profile, two: Profile) -> bool:
    """Whether two reports of several states share an earlier block: they are compared in the first one only."""
    common = one.states & two.states
    return len(common) > 2 and pairs_of_states(common)[0] != block


def _weighed(together: Iterable[Decision], known: dict[str, Profile]) -> list[Decision]:
    """The decisions, marked where they tie a report without any time to days that lie apart and fit equally well."""
    best: dict[str, tuple[float, Days]] = {}
    timed = [(d, own, other) for d in together for own, other in _timeless_sides(d, known)]
    for decision, own, other in timed:
        day = _single_day(other)
        score, days = best.get(own.id, (0.0, None))
        if day is not None and decision.score >= score:
            best[own.id] = (decision.score, _both(day, days) if decision.score == score else day)
    unclear = {name for name, (_, days) in best.items() if _width(days) > SPREAD_DAYS}
    marked = {(d.left, d.right) for d, own, _ in timed if own.id in unclear}
    return [msgspec.structs.replace(d, reason=UNCLEAR) if (d.left, d.right) in marked else d for d in together]


def _timeless_sides(decision: Decision, known: dict[str, Profile]) -> list[tuple[Profile, Profile]]:
    left, right = known[decision.left], known[decision.right]
    return [(own, other) for own, other in ((left, right), (right, left)) if own.timeless and not other.timeless]


def _keep_nearest(nearest: dict[str, Decision], decision: Decision) -> None:
    for report in (decision.left, decision.right):
        known = nearest.get(report)
        if known is None or _nearness(decision) < _nearness(known):
            nearest[report] = decision


def _nearness(decision: Decision) -> tuple[float, str, str]:
    return (-decision.score, decision.left, decision.right)
