"""What one article's account of an engagement holds, each value with its span."""

from __future__ import annotations

from typing import Any

import msgspec

from communique.types.article import Article, Skip, Span
from communique.types.vocabulary import MentionKind, Mode, OutcomeKind, OutcomeStatus, Precision, SourceKind, Status


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or something that a name may mean on a day, with the score (0 to 1) and the reasons for it.

    `start` and `end` are the partial ISO dates of the tenure that the candidate stands on.
    """

    kind: MentionKind
    id: str
    name: str
    person: str | None = None
    office: str | None = None
    office_title: str | None = None
    country: str | None = None
    start: str | None = None
    end: str | None = None
    acting: bool = False
    source: str | None = None
    score: float = 0.0
    reasons: tuple[str, ...] = ()


# --- read -------------------------------------------------------------------------------------------------------


class When(msgspec.Struct, frozen=True, kw_only=True):
    """When an engagement was or is to be. `first` and `last` are ISO days (inclusive), None where not known.

    `weekday` is kept where only the weekday is known (an undated page); `inferred_from` names the report whose date
    this is, where another report of the same engagement supplied it.
    """

    first: str | None = None
    last: str | None = None
    precision: Precision = "unknown"
    weekday: str | None = None
    text: Span | None = None
    rule: str | None = None
    inferred_from: str | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where an engagement was or is to be; `country` as for parties."""

    name: str
    country: str | None = None
    text: Span | None = None
    rule: str | None = None


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """One side of an engagement: a person in an office, a body, or a state or organisation as such.

    `person` and `office` are ids of the knowledge base; `name` is the full name where known; `country` is ISO 3166
    alpha-2 or the acronym of an international organisation. `role` is "host", "guest", "signatory", "delegate" or None.
    """

    person: str | None = None
    name: str | None = None
    office: str | None = None
    office_title: str | None = None
    organisation: str | None = None
    country: str | None = None
    role: str | None = None
    surface: Span | None = None
    rule: str | None = None


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """An area of cooperation (an id of `areas.csv`) and the words that name it."""

    area: str
    evidence: Span
    rule: str | None = None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What was agreed, invited, promised, thanked for, deplored ... in a contact."""

    kind: OutcomeKind
    status: OutcomeStatus
    text: Span
    rule: str | None = None


class Ordinal(msgspec.Struct, frozen=True, kw_only=True):
    """An ordinal sentence: the `n`th (n = -1: the last) `of` something `since` something, as the text says it."""

    n: int
    of: str
    since: str | None = None
    since_date: str | None = None
    text: Span
    rule: str | None = None


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Who vouches for a report, through which channel, with the verbatim quote where there is one.

    `who` is what the page calls him; `name`, `person`, `office` and `country` are those whom that means, as for
    parties, where the page or the tables tell.
    """

    source: SourceKind
    who: str | None = None
    name: str | None = None
    person: str | None = None
    office: str | None = None
    country: str | None = None
    quote: Span | None = None
    platform: str | None = None
    rule: str | None = None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One article's account of one engagement."""

    id: str
    mode: Mode
    status: Status
    date: When = When()
    place: Place | None = None
    parties: tuple[Party, ...] = ()
    areas: tuple[Area, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    ordinal: Ordinal | None = None
    attribution: tuple[Attribution, ...] = ()
    evidence: tuple[Span, ...] = ()
    background: bool = False
    confidence: float = 0.5
    rules: tuple[str, ...] = ()
    mode_text: Span | None = None
    status_text: Span | None = None


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One fact of one report, as stored: a facet, its value, the words that carry it and the rule that read them."""

    report: str
    facet: str
    value: Any
    evidence: tuple[Span, ...]
    rule: str | None = None
    confidence: float = 0.5


class MadeWith(msgspec.Struct, frozen=True, kw_only=True):
    """What a reading was made with; a changed hash tells what to read again."""

    communique: str
    rules: str
    knowledge: str
    model: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read from one document: an article with its reports, or a skip."""

    id: str
    source: str
    article: Article | None = None
    reports: tuple[Report, ...] = ()
    skip: Skip | None = None
    made_with: MadeWith


# --- assemble ---------------------------------------------------------------------------------------------------
