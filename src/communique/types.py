"""The values that walk through the house: read this module first.

Every value is a frozen `msgspec.Struct`; stages take some of them and return others. Field names are those of the
JSON that the command line prints, so that `msgspec.json.encode(value)` is the contract.

Offsets are code points into `Article.text`. `text[span.start:span.end] == span.quote`, always.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

import msgspec

Mode = Literal["call", "video_call", "meeting", "visit", "exercise", "signing", "multilateral", "message", "other"]
Status = Literal["held", "ongoing", "planned", "invited", "postponed", "cancelled", "denied"]
Precision = Literal["time", "day", "week", "month", "quarter", "year", "unknown"]
BlockKind = Literal["title", "dek", "byline", "dateline", "paragraph", "quote", "post", "caption", "list", "heading"]
MentionKind = Literal["person", "office", "state", "organisation", "place", "forum", "agency", "instrument", "time"]
OutcomeKind = Literal[
    "agreement", "commitment", "initiative", "deal", "invitation", "gratitude", "concern", "condemnation", "plan"
]
OutcomeStatus = Literal["done", "agreed", "ongoing", "pending", "proposed", "lapsed", "withdrawn"]
SourceKind = Literal["official_statement", "social_post", "named_speaker", "agency", "unnamed"]
Judgement = Literal["same", "different", "unsure"]
Verdict = Literal["supported", "contradicted", "not_known"]

MODES: tuple[Mode, ...] = (
    "call",
    "video_call",
    "meeting",
    "visit",
    "exercise",
    "signing",
    "multilateral",
    "message",
    "other",
)
STATUSES: tuple[Status, ...] = ("held", "ongoing", "planned", "invited", "postponed", "cancelled", "denied")


class Span(msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """A stretch of `Article.text`: `start` and `end` in code points, and the characters that stand there."""

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end <= self.start or len(self.quote) != self.end - self.start:
            raise ValueError(f"span {self.start}:{self.end} does not fit its quote of {len(self.quote)} characters")

    def holds_in(self, text: str) -> bool:
        """Whether the quote stands in `text` where the span says it does."""
        return text[self.start : self.end] == self.quote


def span_of(text: str, start: int, end: int) -> Span:
    """The span of `text` from `start` to `end`, white space at both ends left out.

    Raises ValueError where nothing but white space stands between them.
    """
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return Span(start=start + lead, end=start + lead + len(piece.strip()), quote=piece.strip())


# --- ingest and clean -------------------------------------------------------------------------------------------


class SourceMetadata(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a source from outside its own bytes (a JSONL field, `--metadata`, `--published`)."""

    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    title: str | None = None
    lang: str | None = None
    listed: str | None = None
    """The time of publication by the feed or sitemap that led to the page: the page's own word goes first."""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of a source to tell whether it changed: a server's own marks, or ours."""

    etag: str | None = None
    modified: str | None = None
    mark: str | None = None
    """A file's time and size, or when an entry of a feed was last changed, as one word."""


class Capture(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes of one source as fetched. `document` is the id that users know it by (a file's stem)."""

    document: str
    locator: str
    media_type: str
    payload: bytes
    charset: str | None = None
    captured: str | None = None
    """ISO 8601 time of capture, None where nobody noted it."""
    metadata: SourceMetadata = SourceMetadata()


class Skip(msgspec.Struct, frozen=True, kw_only=True):
    """A source, or a part of one, that could not be read: data, not an exception."""

    stage: str
    code: str
    detail: str
    document: str = ""
    locator: str = ""


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """When an article was first published. `value`: a partial ISO 8601 date, or a time with zone."""

    value: str | None = None
    precision: Precision = "unknown"
    basis: str = "none"
    zone: str | None = None
    confidence: float = 0.0

    @property
    def day(self) -> dt.date | None:
        """The day, where it is known to the day."""
        if self.value is None or self.precision not in ("day", "time"):
            return None
        return dt.date.fromisoformat(self.value[:10])


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """Place and day that stand before the first sentence ("NEW DELHI, July 1 (Agency) -")."""

    place: str | None = None
    date: str | None = None


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A part of `Article.text` with one role. Posts and quotes may name their author, platform and date."""

    kind: BlockKind
    start: int
    end: int
    author: str | None = None
    platform: str | None = None
    date: str | None = None


class Dropped(msgspec.Struct, frozen=True):
    """A line of the source that is no part of the article, and why."""

    line: str
    reason: str


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One cleaned document. `text` is frozen: every later offset points into it; title and dek stand in it too."""

    id: str
    text: str
    url: str | None = None
    outlet: str | None = None
    outlet_state: str | None = None
    """ISO 3166 alpha-2 of the outlet's home, or the acronym of the organisation that speaks through it."""
    official: bool = False
    syndicated_from: str | None = None
    title: str | None = None
    dek: str | None = None
    byline: str | None = None
    section: str | None = None
    dateline: Dateline = Dateline()
    published: Published = Published()
    modified: str | None = None
    lang: str = "und"
    blocks: tuple[Block, ...] = ()
    dropped: tuple[Dropped, ...] = ()


# --- knowledge --------------------------------------------------------------------------------------------------


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
    """Who vouches for a report, through which channel, with the verbatim quote where there is one."""

    source: SourceKind
    who: str | None = None
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
