"""What a source says: captures, articles, their blocks and spans."""

from __future__ import annotations

import datetime as dt

import msgspec

from communique.types.vocabulary import BlockKind, Precision


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
