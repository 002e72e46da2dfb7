"""A report's facets as statements, each with the spans that carry it."""

from __future__ import annotations

from collections.abc import Iterator

from communique.types import Report, Span, Statement


def statements_of(report: Report) -> Iterator[Statement]:
    """One statement for each value of the report."""
    evidence = report.evidence
    rule = report.rules[0] if report.rules else None
    yield _statement(report, "mode", report.mode, (report.mode_text,) if report.mode_text else evidence, rule)
    yield _statement(report, "status", report.status, (report.status_text,) if report.status_text else evidence, rule)
    if report.date.first or report.date.text:
        yield _statement(report, "when", report.date, _spans(report.date.text) or evidence, report.date.rule)
    if report.place:
        yield _statement(report, "where", report.place, _spans(report.place.text) or evidence, report.place.rule)
    for party in report.parties:
        yield _statement(report, "party", party, _spans(party.surface) or evidence, party.rule)
    for area in report.areas:
        yield _statement(report, "area", area, (area.evidence,), area.rule)
    for outcome in report.outcomes:
        yield _statement(report, "outcome", outcome, (outcome.text,), outcome.rule)
    if report.ordinal:
        yield _statement(report, "ordinal", report.ordinal, (report.ordinal.text,), report.ordinal.rule)
    for source in report.attribution:
        yield _statement(report, "attribution", source, _spans(source.quote), source.rule)


def _spans(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span else ()


def _statement(report: Report, facet: str, value: object, evidence: tuple[Span, ...], rule: str | None) -> Statement:
    return Statement(
        report=report.id, facet=facet, value=value, evidence=evidence, rule=rule, confidence=report.confidence
    )
