"""Corrections by people: shown before what was read, which stays beside them as a contradiction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from communique.assemble.amend import amended, area_of, outcome_of, party_of
from communique.errors import UsageError
from communique.knowledge import load_knowledge
from communique.types import (
    MODES,
    STATUSES,
    ContestedValue,
    Contradiction,
    CorrectedField,
    Correction,
    Engagement,
    Place,
    Span,
    StatusChange,
    When,
)


def date_of(value: str) -> When:
    """A day, or "first/last". Raises UsageError for anything else."""
    first, _, last = value.partition("/")
    try:
        start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    except ValueError as error:
        raise UsageError(f"{value} is no date: write 2025-07-01, or 2025-07-01/2025-07-03 for several days") from error
    if end < start:
        raise UsageError(f"{value} ends before it begins")
    return When(first=start.isoformat(), last=end.isoformat(), precision="day", rule="correction")


def place_of(value: str) -> Place:
    """A place written "Name" or "Name, CC". Raises UsageError where there is no name."""
    name, _, country = (part.strip() for part in value.partition(","))
    if not name or (country and load_knowledge().state(country.upper()) is None):
        raise UsageError(f"{value!r} is no place: write a name, or name and state as in 'Paris, FR'")
    return Place(name=name, country=country.upper() or None, rule="correction")


def _one_of(known: Sequence[str], value: str) -> str:
    if value not in known:
        raise UsageError(f"{value} is not one of {', '.join(known)}")
    return value


def _something(value: str) -> str:
    if not value.strip():
        raise UsageError("say what is to be taken away")
    return value.strip()


FIELDS: dict[CorrectedField, Callable[[str], Any]] = {
    "date": date_of,
    "place": place_of,
    "mode": lambda value: _one_of(MODES, value),
    "status": lambda value: _one_of(STATUSES, value),
    "party": party_of,
    "no-party": _something,
    "area": area_of,
    "no-area": _something,
    "outcome": outcome_of,
    "no-outcome": _something,
}
SINGLE = frozenset({"date", "place", "mode", "status"})
"""Fields of one value: of two corrections the later one holds. Of the others, each one does."""


def known_field(name: str) -> CorrectedField:
    """The name as one of the fields that can be corrected. Raises UsageError for others."""
    for field in FIELDS:
        if field == name:
            return field
    raise UsageError(f"{name} cannot be corrected: {', '.join(FIELDS)} can")


def value_of(field: CorrectedField, value: str) -> Any:
    """The value of a correction as its field's type. Raises UsageError for impossible values."""
    return FIELDS[field](value)


def corrected(engagement: Engagement, corrections: Sequence[Correction]) -> Engagement:
    """The engagement with the corrections that stand on its reports; of two on one single field the later one holds."""
    own = {reference.id for reference in engagement.reports}
    standing = [c for c in sorted(corrections, key=lambda c: c.number) if c.report in own and not c.revoked]
    last = {c.field: c for c in standing}
    for correction in standing:
        why = f"corrected by {correction.by}, {correction.source}"
        if correction.field not in SINGLE:
            engagement = amended(engagement, correction, why)
        elif last[correction.field] is correction:
            engagement = _with(engagement, correction, why)
    return engagement


def _with(engagement: Engagement, correction: Correction, why: str) -> Engagement:
    field, value = correction.field, value_of(correction.field, correction.value)
    before = _shown(engagement, field)
    changes: dict[str, Any] = {
        field: value,
        "preferred": (*(p for p in engagement.preferred if p[0] != field), (field, why)),
        "contradictions": _contradictions(engagement, correction, why),
    }
    if field == "status" and before != value:
        step = StatusChange(status=value, date=correction.made[:10], report=correction.report)
        changes["history"] = (*engagement.history, step)
    return msgspec.structs.replace(engagement, **changes)


def _contradictions(engagement: Engagement, correction: Correction, why: str) -> tuple[Contradiction, ...]:
    field = correction.field
    others = tuple(c for c in engagement.contradictions if c.facet != field)
    known = next((c for c in engagement.contradictions if c.facet == field), None)
    said = known.values if known else _as_read(engagement, field)
    value = _written(value_of(field, correction.value))
    against = tuple(v for v in said if v.value != value)
    if not against:
        return others
    mine = ContestedValue(value=value, reports=(f"correction:{correction.number}",))
    return (*others, Contradiction(facet=field, values=(mine, *against), preferred=value, why=why))


def _as_read(engagement: Engagement, field: str) -> tuple[ContestedValue, ...]:
    shown = _shown(engagement, field)
    text: Span | None = getattr(shown, "text", None)
    written = _written(shown)
    if not written:
        return ()
    reports = tuple(reference.id for reference in engagement.reports)
    return (ContestedValue(value=written, reports=reports, evidence=(text,) if text else ()),)


def _shown(engagement: Engagement, field: str) -> Any:
    return getattr(engagement, field)


def _written(value: Any) -> str:
    if isinstance(value, When):
        several = value.last is not None and value.last != value.first
        return f"{value.first}/{value.last}" if several else value.first or ""
    if isinstance(value, Place):
        return value.name
    return str(value) if value else ""
