"""An article's text cut where spans begin and end, so that every span can be shown, whatever it overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from communique.types import Article, Block, Report, Span


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A span of the text, the facet that it carries, and the report and engagement that use it."""

    start: int
    end: int
    facet: str
    report: str = ""
    engagement: str | None = None


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch with the same marks all along; `here` where the reader was sent to."""

    text: str
    marks: tuple[Mark, ...] = ()
    here: bool = False

    @property
    def facets(self) -> str:
        """The facets it carries, for a tooltip: "mode, status"."""
        return ", ".join(dict.fromkeys(mark.facet for mark in self.marks))

    @property
    def engagement(self) -> str | None:
        """The engagement of the narrowest mark, which a click leads to."""
        linked = [mark for mark in self.marks if mark.engagement]
        return min(linked, key=lambda mark: mark.end - mark.start).engagement if linked else None

    @property
    def narrowest(self) -> str:
        """The facet of the narrowest mark, which gives the colour."""
        return min(self.marks, key=lambda mark: mark.end - mark.start).facet if self.marks else ""


class MarkedBlock(msgspec.Struct, frozen=True, kw_only=True):
    """A block of the article in pieces."""

    block: Block
    pieces: tuple[Piece, ...]


def marks_of(report: Report, engagement: str | None) -> tuple[Mark, ...]:
    """Every span of a report as a mark."""
    return tuple(
        Mark(start=span.start, end=span.end, facet=facet, report=report.id, engagement=engagement)
        for facet, span in spans_of(report)
    )


def spans_of(report: Report) -> list[tuple[str, Span]]:
    """The spans of a report with the facet that each carries."""
    single = [
        ("mode", report.mode_text),
        ("status", report.status_text),
        ("date", report.date.text),
        ("place", report.place.text if report.place else None),
        ("ordinal", report.ordinal.text if report.ordinal else None),
    ]
    several = [
        *(("party", party.surface) for party in report.parties),
        *(("area", area.evidence) for area in report.areas),
        *((outcome.kind, outcome.text) for outcome in report.outcomes),
        *(("who says so", said.quote) for said in report.attribution),
        *(("evidence", span) for span in report.evidence),
    ]
    return [(facet, span) for facet, span in [*single, *several] if span is not None]


def marked_blocks(article: Article, marks: Sequence[Mark], here: tuple[int, int] | None) -> tuple[MarkedBlock, ...]:
    """The article block by block; `here` (start, end) is the span that an address points at."""
    blocks = article.blocks or (Block(kind="paragraph", start=0, end=len(article.text)),)
    return tuple(MarkedBlock(block=block, pieces=tuple(_pieces(article.text, block, marks, here))) for block in blocks)


def _pieces(text: str, block: Block, marks: Sequence[Mark], here: tuple[int, int] | None) -> Iterable[Piece]:
    inside = [mark for mark in marks if mark.start < block.end and mark.end > block.start]
    cuts = {block.start, block.end}
    for start, end in [*((mark.start, mark.end) for mark in inside), *([here] if here else [])]:
        cuts.update(cut for cut in (start, end) if block.start < cut < block.end)
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        over = tuple(mark for mark in inside if mark.start <= start and mark.end >= end)
        pointed = here is not None and here[0] <= start and here[1] >= end
        yield Piece(text=text[start:end], marks=over, here=pointed)
