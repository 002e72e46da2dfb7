"""What the record makes of reports: engagements, contradictions, judgements, undertakings."""

from __future__ import annotations

from typing import Literal

import msgspec

from communique.types.article import Span
from communique.types.report import Area, Ordinal, Outcome, Party, Place, Report, When
from communique.types.vocabulary import Judgement, Mode, OutcomeKind, OutcomeStatus, Status


class SourceRef(msgspec.Struct, frozen=True, kw_only=True):
    """Where a report comes from: what assembly needs to know of the article.

    `signature` is the MinHash of the article's text (see `assemble.independence`), empty where it was not computed.
    """

    document: str
    article: str
    url: str | None = None
    outlet: str | None = None
    outlet_state: str | None = None
    official: bool = False
    syndicated_from: str | None = None
    published: str | None = None
    signature: tuple[int, ...] = ()


class SourcedReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report with its source: the unit that assembly compares."""

    report: Report
    source: SourceRef


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement on two reports, by a person or a rule. Revoked ones are kept and not followed."""

    left: str
    right: str
    judgement: Judgement
    by: str
    made: str
    note: str | None = None
    features: tuple[tuple[str, float], ...] = ()
    revoked: str | None = None


CorrectedField = Literal[
    "date", "place", "mode", "status", "party", "no-party", "area", "no-area", "outcome", "no-outcome"
]


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """A person's correction of one field of the engagement that `report` belongs to, with its author and source.

    `value`: a mode, a status, an ISO day or "first/last", a place as "Name" or "Name, CC" (ISO 3166 alpha-2); a party
    as "Name, CC", an area's id, an outcome as "kind: words": added, or taken away where the field begins with "no-".
    """

    number: int
    report: str
    field: CorrectedField
    value: str
    by: str
    source: str
    made: str
    note: str | None = None
    revoked: str | None = None


class StatusChange(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a history: from `date` on (None: not known) the status was this, as `report` says."""

    status: str
    date: str | None
    report: str


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """A facet on which reports of one engagement cannot all be right: each value with the reports that say it."""

    facet: str
    values: tuple[ContestedValue, ...]
    preferred: str
    why: str


class ContestedValue(msgspec.Struct, frozen=True, kw_only=True):
    """One of several values that stand against each other."""

    value: str
    reports: tuple[str, ...]
    evidence: tuple[Span, ...] = ()


class ReportRef(msgspec.Struct, frozen=True, kw_only=True):
    """A report as an engagement lists it. `copy_of` is the article that this one repeats, None where independent."""

    id: str
    document: str
    article: str
    outlet: str | None = None
    url: str | None = None
    official: bool = False
    published: str | None = None
    copy_of: str | None = None
    evidence: tuple[Span, ...] = ()


class Engagement(msgspec.Struct, frozen=True, kw_only=True):
    """What happened, or is to happen, in the world, put together from reports."""

    id: str
    mode: Mode
    status: Status
    history: tuple[StatusChange, ...] = ()
    date: When = When()
    place: Place | None = None
    parties: tuple[Party, ...] = ()
    areas: tuple[Area, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    ordinals: tuple[Ordinal, ...] = ()
    reports: tuple[ReportRef, ...] = ()
    outlets: int = 0
    independent_outlets: int = 0
    confirmed_by: tuple[str, ...] = ()
    """States and organisations whose own official statement reports the engagement."""
    contradictions: tuple[Contradiction, ...] = ()
    preferred: tuple[tuple[str, str], ...] = ()
    """Facet and the reason why the shown value was preferred."""
    part_of: str | None = None
    supersedes: tuple[str, ...] = ()
    background: bool = False
    confidence: float = 0.5


class Undertaking(msgspec.Struct, frozen=True, kw_only=True):
    """What was agreed, invited, promised, planned or is pending between parties, followed over time."""

    id: str
    kind: OutcomeKind
    status: OutcomeStatus
    history: tuple[StatusChange, ...] = ()
    between: tuple[str, ...] = ()
    area: str | None = None
    text: Span
    fulfilled_by: str | None = None
    reports: tuple[str, ...] = ()
    """Ids of the reports that name it."""
    article: str | None = None
    """The article that `text` points into."""
    due: str | None = None
    """Of a plan that is pending or has lapsed: the last ISO day on which it was to be held."""
    engagement: str | None = None
    """Of a plan: the engagement that was planned."""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """Why two reports were put together, or kept apart, by assembly: named features with their values."""

    left: str
    right: str
    together: bool
    score: float
    features: tuple[tuple[str, float], ...] = ()
    reason: str = ""


class Assembly(msgspec.Struct, frozen=True, kw_only=True):
    """What `assemble` returns for a set of reports."""

    engagements: tuple[Engagement, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()
    decisions: tuple[Decision, ...] = ()
