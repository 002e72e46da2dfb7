"""Blocks to sentences: a splitter that knows the abbreviations, initials and quotes of such texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.rules.words import words
from communique.types import Article, Block

BOUNDARY = re.compile(r"(?:[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9@À-Þ])|;(?=\s+\n)|\n\s*\n)")
ABBREVIATIONS = words("abbreviations")
STARTERS = words("starters")
KINDS_OF_WHOLES = ("title", "byline", "dateline", "heading")


def sentence_spans(article: Article) -> Iterator[tuple[int, int, Block]]:
    """Start, end and block of each sentence, in order; titles and other short lines stay whole."""
    blocks = article.blocks or (Block(kind="paragraph", start=0, end=len(article.text)),)
    for block in blocks:
        if block.kind in ("byline", "dateline"):
            continue
        for start, end in _split(article.text, block):
            yield start, end, block


def _split(text: str, block: Block) -> Iterator[tuple[int, int]]:
    start = block.start
    if block.kind not in KINDS_OF_WHOLES:
        for match in BOUNDARY.finditer(text, block.start, block.end):
            if _ends_sentence(text, start, match):
                yield from _trimmed(text, start, match.end())
                start = match.end()
    yield from _trimmed(text, start, block.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    inner = piece.strip()
    if inner:
        lead = len(piece) - len(piece.lstrip())
        yield start + lead, start + lead + len(inner)


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    if match.group().startswith(("\n", ";")):
        return True
    before = text[start : match.start()].split()
    last = before[-1].lstrip("(“\"'‘") if before else ""
    following = text[match.end() : match.end() + 40].split()
    first = following[0].strip("“\"'‘(") if following else ""
    if match.group()[0] != ".":
        return True
    if last.casefold() in ABBREVIATIONS:
        return False
    if re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", last) or last in ("Jr", "Sr"):
        return first in STARTERS
    return True
