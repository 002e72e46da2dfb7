"""An article in the making: parts in order, then frozen into one text with blocks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from communique.types import Block, BlockKind, Dateline, Dropped

BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the article before it is frozen."""

    kind: BlockKind
    text: str
    author: str | None = None
    platform: str | None = None
    date: str | None = None


@dataclass(slots=True)
class Draft:
    """What has been read of a page so far."""

    parts: list[Part] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    title: str | None = None
    dek: str | None = None
    byline: str | None = None
    section: str | None = None
    dateline: Dateline = field(default_factory=Dateline)
    dates: list[tuple[str, str]] = field(default_factory=list)
    """Values and bases of publication dates that the page gives, best first."""
    url: str | None = None
    outlet: str | None = None
    lang: str | None = None
    modified: str | None = None


def freeze(parts: list[Part]) -> tuple[str, tuple[Block, ...]]:
    """The text of an article and its blocks."""
    pieces: list[str] = []
    blocks: list[Block] = []
    position = 0
    for part in parts:
        if not part.text:
            continue
        end = position + len(part.text)
        blocks.append(
            Block(
                kind=part.kind,
                start=position,
                end=end,
                author=part.author,
                platform=part.platform,
                date=part.date,
            )
        )
        pieces.append(part.text)
        position = end + len(BREAK)
    return BREAK.join(pieces), tuple(blocks)


def article_id(text: str, url: str | None) -> str:
    """The id of an article: a hash of its address and text."""
    return hashlib.sha256(f"{url or ''}\n{text}".encode()).hexdigest()[:16]
