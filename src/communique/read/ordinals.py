"""Which engagement an ordinal sentence counts: the one told in it, else the nearest of the counted kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from communique.read.ordinal import ordinals_of
from communique.read.scene import Sentence
from communique.types import Mode, Ordinal, Report

KINDS: tuple[tuple[re.Pattern[str], frozenset[Mode] | None], ...] = (
    (re.compile(r"\bsuch\b|\bof its kind\b", re.I), None),
    (re.compile(r"\b(?:visits?|trips?|tours?|journeys?)\b", re.I), frozenset({"visit"})),
    (re.compile(r"\b(?:calls?|telephon\w*|phone)\b", re.I), frozenset({"call", "video_call"})),
    (re.compile(r"\bconversations?\b", re.I), frozenset({"call", "video_call", "meeting"})),
    (re.compile(r"\b(?:exercises?|drills?)\b", re.I), frozenset({"exercise"})),
    (re.compile(r"\b(?:editions?|iterations?)\b", re.I), frozenset({"exercise", "multilateral", "meeting"})),
    (
        re.compile(r"\b(?:agreements?|treat(?:y|ies)|pacts?|alliances?|paper)\b", re.I),
        frozenset({"signing", "other"}),
    ),
    (
        re.compile(
            r"\b(?:meetings?|summits?|talks|dialogues?|rounds?|consultations?|ministerial|bilateral|trilateral)\b|2\+2",
            re.I,
        ),
        frozenset({"meeting", "multilateral", "video_call"}),
    ),
)


def modes_counted(of: str) -> frozenset[Mode] | None:
    """The modes that the counted thing may be; None where it takes that of the engagement it stands with."""
    return next((modes for pattern, modes in KINDS if pattern.search(of)), None)


def with_ordinals(reports: Sequence[Report], sentences: Sequence[Sentence]) -> tuple[Report, ...]:
    """The reports, each with at most one ordinal; a sentence told twice counts once."""
    given: dict[int, Ordinal] = {}
    seen: set[tuple[int, frozenset[Mode] | None]] = set()
    for sentence in sentences:
        for ordinal in ordinals_of(sentence):
            modes = modes_counted(ordinal.of)
            index = _meant(ordinal, modes, reports, given)
            if index is not None and ((ordinal.n, modes) not in seen or _distance(ordinal, reports[index]) == 0):
                seen.add((ordinal.n, modes))
                given[index] = ordinal
    return tuple(
        msgspec.structs.replace(report, ordinal=given[index]) if index in given else report
        for index, report in enumerate(reports)
    )


def _meant(
    ordinal: Ordinal, modes: frozenset[Mode] | None, reports: Sequence[Report], given: dict[int, Ordinal]
) -> int | None:
    fits = [
        index
        for index, report in enumerate(reports)
        if index not in given and not report.background and (modes is None or report.mode in modes)
    ]
    return min(fits, key=lambda index: _distance(ordinal, reports[index]), default=None)


def _distance(ordinal: Ordinal, report: Report) -> int:
    """0 inside the evidence, else the characters to its nearest; what is told before is nearer than what comes."""
    at = ordinal.text.start
    gaps = [
        0 if span.start <= at < span.end else at - span.end if at >= span.end else 3 * (span.start - at)
        for span in report.evidence
    ]
    return min(gaps, default=10**6)
