"""Facets on which the reports of one engagement cannot all be right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from communique.assemble.profile import is_dated
from communique.knowledge import load_knowledge
from communique.knowledge.gazetteer import place_forms
from communique.types import ContestedValue, Contradiction, Place, Report, SourcedReport, Span


def contradictions_in(ranked: Sequence[SourcedReport], shown: Place | None) -> tuple[Contradiction, ...]:
    """Each contested facet with its values; `ranked` has the most trusted report first."""
    if len(ranked) < 2:
        return ()
    since = _counted_from(ranked)
    facets: tuple[tuple[str, Callable[[Report], tuple[str, Span | None] | None]], ...] = (
        ("date", _date),
        ("place", lambda report: _place(report, shown)),
        ("mode", lambda report: (report.mode, report.mode_text)),
        ("ordinal", lambda report: _ordinal(report, since)),
        ("status", _status),
    )
    found = [_contested(facet, value_of, ranked) for facet, value_of in facets]
    return tuple(contradiction for contradiction in found if contradiction)


def _contested(
    facet: str, value_of: Callable[[Report], tuple[str, Span | None] | None], ranked: Sequence[SourcedReport]
) -> Contradiction | None:
    values: dict[str, list[tuple[str, Span | None]]] = {}
    for item in ranked:
        value = value_of(item.report)
        if value:
            values.setdefault(value[0], []).append((item.report.id, value[1]))
    if len(values) < 2:
        return None
    contested = tuple(
        ContestedValue(
            value=value,
            reports=tuple(report for report, _ in said),
            evidence=tuple(span for _, span in said if span),
        )
        for value, said in values.items()
    )
    return Contradiction(
        facet=facet, values=contested, preferred=contested[0].value, why="official before press, earlier before later"
    )


def _date(report: Report) -> tuple[str, Span | None] | None:
    when = report.date
    if (
        report.status in ("planned", "invited", "postponed")
        or not is_dated(when)
        or when.first != (when.last or when.first)
    ):
        return None
    return (when.first or "", when.text)


def _place(report: Report, shown: Place | None) -> tuple[str, Span | None] | None:
    """Two cities contradict each other; a building, or a state, and its city do not."""
    place = report.place
    if place is None or shown is None:
        return None
    city = _cities().get(place.name)
    return (city, place.text) if city else None


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """Cities and buildings by name, with the city that each lies in."""
    return {form.text: form.id for form in place_forms(load_knowledge())}


def _ordinal(report: Report, since: str | None) -> tuple[str, Span | None] | None:
    """The number, where it is counted from the same day: the third since one took office may be the fifth this year."""
    ordinal = report.ordinal
    if ordinal is None or ordinal.n < 2 or ordinal.since_date != since:
        return None
    return (str(ordinal.n), ordinal.text)


def _counted_from(ranked: Sequence[SourcedReport]) -> str | None:
    """The day that the ordinal of the most trusted report counts from."""
    return next((r.report.ordinal.since_date for r in ranked if r.report.ordinal and r.report.ordinal.n > 1), None)


def _status(report: Report) -> tuple[str, Span | None] | None:
    """Held against denied or cancelled; plans that were carried out are no contradiction."""
    if report.status in ("denied", "cancelled"):
        return (report.status, report.status_text)
    return ("held", report.status_text) if report.status == "held" else None
