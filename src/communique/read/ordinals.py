"""Which engagement an ordinal sentence counts: the one named by its words, else the nearest of the counted kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from communique.read.ordinal import ordinal_words, ordinals_of
from communique.read.scene import Sentence
from communique.types import Mode, Ordinal, Report, Span

NAMED_EVENT = re.compile(r"(?:[A-Z][\w’'–-]*(?: and| on| of| for|,)? ){1,6}\(?[A-Z“\d]")
"""What begins with capitalised words is counted as an event of that name, which has reports of its own or none."""
THIS = re.compile(r"(?:It|This|That|The (?:visit|trip|tour))\b")
OF_THE_PAST = re.compile(
    r"\b(?:was|were) (?:held|signed|made|conducted)\b|\btook place\b|\bheld in [^,.]{0,40}(?:19|20)\d\d"
)
"""What tells that an earlier one is counted, which counts for the present one only where that is told in its words."""
ELSEWHERE = 3
"""How much farther what is told after an ordinal counts than what is told before it."""


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[re.Pattern[str], frozenset[Mode] | None], ...]:
    return tuple(
        (re.compile(rf"(?<!\w)(?:{'|'.join(kind.words)})(?!\w)", re.I), frozenset(kind.modes) or None)
        for kind in ordinal_words().kind
    )


def modes_counted(of: str) -> frozenset[Mode] | None:
    """The modes that the counted thing may be; None where it takes that of the engagement it stands with."""
    return next((modes for pattern, modes in _kinds() if pattern.search(of)), None)


@dataclass(frozen=True, slots=True)
class _Count:
    """An ordinal, the modes it may count, and the sentence it stands in."""

    ordinal: Ordinal
    modes: frozenset[Mode] | None
    sentence: Sentence


def with_ordinals(
    reports: Sequence[Report], sentences: Sequence[Sentence], triggers: Sequence[Sequence[Span]] = ()
) -> tuple[Report, ...]:
    """The reports, each with at most one ordinal; a sentence told twice counts once.

    `triggers[i]` are the words that tell of report i.
    """
    told = triggers or [[r.mode_text] if r.mode_text else [] for r in reports]
    given: dict[int, Ordinal] = {}
    seen: set[tuple[int, frozenset[Mode] | None]] = set()
    for sentence in sentences:
        for ordinal in ordinals_of(sentence):
            count = _Count(ordinal, modes_counted(ordinal.of), sentence)
            index = _meant(count, reports, told, given)
            if index is None:
                continue
            if (ordinal.n, count.modes) not in seen or _distance(ordinal, reports[index]) == 0:
                seen.add((ordinal.n, count.modes))
                given[index] = ordinal
    return tuple(
        msgspec.structs.replace(report, ordinal=given[index]) if index in given else report
        for index, report in enumerate(reports)
    )


def _meant(
    count: _Count, reports: Sequence[Report], told: Sequence[Sequence[Span]], given: dict[int, Ordinal]
) -> int | None:
    free = [i for i in range(len(reports)) if i not in given]
    named = [i for i in free if any(_inside(span, count.ordinal) for span in told[i])]
    if named:
        return named[0]
    fits = [i for i in free if count.modes is None or reports[i].mode in count.modes]
    fits = [i for i in fits if not reports[i].background]
    if OF_THE_PAST.search(count.ordinal.text.quote):
        fits = [i for i in fits if _distance(count.ordinal, reports[i]) == 0]
    if NAMED_EVENT.match(count.ordinal.of):
        told_of = THIS.match(count.sentence.text) is not None
        fits = [i for i in fits if _is_event(reports[i])]
        fits = [i for i in fits if told_of or _distance(count.ordinal, reports[i]) == 0]
    if count.modes == frozenset({"visit"}) and THIS.match(count.sentence.text):
        return next(iter(fits), None)
    return min(fits, key=lambda index: _distance(count.ordinal, reports[index]), default=None)


def _is_event(report: Report) -> bool:
    return report.mode in ("multilateral", "exercise") or report.rules[:1] == ("noun.talks",)


def _inside(trigger: Span, ordinal: Ordinal) -> bool:
    """Whether the word of a contact stands in the words that are counted ("the fifth Strategic Dialogue")."""
    end = ordinal.text.start + len(ordinal.of) + NUMBER_LENGTH
    return ordinal.text.start <= trigger.start and trigger.end <= min(end, ordinal.text.end)


NUMBER_LENGTH = 14
"""Characters that a number in words may take."""


def _distance(ordinal: Ordinal, report: Report) -> int:
    """0 inside the evidence, else the characters to its nearest; what is told before is nearer than what comes."""
    at = ordinal.text.start
    gaps = [
        0 if span.start <= at < span.end else at - span.end if at >= span.end else ELSEWHERE * (span.start - at)
        for span in report.evidence
    ]
    return min(gaps, default=10**6)
