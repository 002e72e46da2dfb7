"""An article as the facets see it: its sentences, in order, each with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.read.side import Side
from communique.types import Article, Block, Span, span_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

OPENING = 3
"""The last sentence, headline included, in which the news of a document is told."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `article.text[start:end] == text`.

    `parse` is spaCy's reading of `text` (so `start + token.idx` is an offset into the article), None where triage
    found nothing that matters and the sentence was not parsed.
    """

    index: int
    start: int
    end: int
    text: str
    block: Block
    parse: Doc | None = None

    def span(self, start: int, end: int) -> Span:
        """The span of the article for offsets relative to the sentence."""
        inner = span_of(self.text, start, end)
        return Span(start=self.start + inner.start, end=self.start + inner.end, quote=inner.quote)


@dataclass(frozen=True, slots=True)
class Scene:
    """What the facets read from: the article and its sentences.

    `asked` are the sentences of a transcript that only ask; `spoken` tells that the article is a transcript.
    `people` are the persons whom it names, in order.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    asked: frozenset[int] = frozenset()
    spoken: bool = False
    people: tuple[Side, ...] = ()
