"""What the record says of an engagement, facet by facet, each value with the words that carry it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from communique.export.wording import MODE_WORDS, STATUS_WORDS, ordinal_words, party_words, when_words
from communique.types import Engagement, Party, Report, ReportRef, SourcedReport, Span
from communique.web.naming import Names

SAID_BY_KIND = {("agreement", "agreed"), ("gratitude", "done"), ("concern", "done"), ("condemnation", "done")}
"""Outcomes whose kind tells their status: an agreement is agreed, gratitude expressed."""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one source for a value."""

    span: Span
    article: str
    outlet: str
    official: bool
    document: str


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a facet with all the words that carry it."""

    facet: str
    value: str
    words: tuple[Words, ...]


Said = tuple[str, str, Span]


def carrying_words(engagement: Engagement) -> tuple[ReportRef, Span] | None:
    """The sentence that a list shows for an engagement: the first that a report rests on and that is no title."""
    for report in engagement.reports:
        for span in sorted(report.evidence, key=lambda span: (span.start == 0, span.start)):
            return report, span
    return None


def facts_of(reports: Sequence[SourcedReport], names: Names) -> tuple[Fact, ...]:
    """Facts in reading order; the same value said by several outlets is one fact with several words."""
    found: dict[tuple[str, str], list[Words]] = {}
    for sayings in (_what, _who, _where_and_when, _on_what, _outcomes, _ordinals):
        for sourced in reports:
            for facet, value, span in sayings(sourced.report, names):
                _note(found.setdefault((facet, value), []), _words(sourced, span))
    return tuple(Fact(facet=facet, value=value, words=tuple(words)) for (facet, value), words in found.items())


def _note(words: list[Words], new: Words) -> None:
    if new not in words:
        words.append(new)


def _words(sourced: SourcedReport, span: Span) -> Words:
    source = sourced.source
    return Words(
        span=span,
        article=source.article,
        outlet=source.outlet or f"document {source.document}",
        official=source.official,
        document=source.document,
    )


def _what(report: Report, names: Names) -> Iterator[Said]:
    del names
    if report.mode_text:
        yield "What", MODE_WORDS[report.mode], report.mode_text
    if report.status_text:
        yield "Status", STATUS_WORDS[report.status], report.status_text


def _who(report: Report, names: Names) -> Iterator[Said]:
    for party in report.parties:
        if party.surface:
            yield "Who", names.state(party.country) if _is_a_state(party) else party_words(party), party.surface


def _is_a_state(party: Party) -> bool:
    return not (party.name or party.office_title or party.organisation)


def _where_and_when(report: Report, names: Names) -> Iterator[Said]:
    if report.date.text:
        yield "When", when_words(report.date), report.date.text
    if report.place and report.place.text:
        yield "Where", names.place(report.place), report.place.text


def _on_what(report: Report, names: Names) -> Iterator[Said]:
    for area in report.areas:
        yield "Areas", names.area(area.area), area.evidence


def _outcomes(report: Report, names: Names) -> Iterator[Said]:
    del names
    for outcome in report.outcomes:
        plain = (outcome.kind, outcome.status) in SAID_BY_KIND
        yield "Outcomes", outcome.kind.capitalize() + ("" if plain else f", {outcome.status}"), outcome.text


def _ordinals(report: Report, names: Names) -> Iterator[Said]:
    del names
    if report.ordinal:
        yield "Counted as", f"the {ordinal_words(report.ordinal.n)}", report.ordinal.text
