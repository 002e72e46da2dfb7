"""Verdicts on the claims of a pasted text, as the page and the API show them."""

from __future__ import annotations

import re

import msgspec

from communique.check import CheckedClaim, check, claim_of_sentence
from communique.types import Engagement, Verdict
from communique.web.desk import Desk

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[A-Z\"“‘(])|\n+")
LONGEST_SENTENCE = 1000


class ShownVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """One claim with its verdict and the engagements that decide it, in order of time."""

    text: str
    verdict: Verdict
    count: int
    engagements: tuple[Engagement, ...]
    explanation: str


def verdicts_on(desk: Desk, text: str, published: str | None = None) -> tuple[ShownVerdict, ...]:
    """Every claim of the text with what the record says to it; `published` is the ISO day on which it was written."""
    sentences = (sentence.strip() for sentence in SENTENCE_END.split(text))
    read = (
        claim_of_sentence(sentence, published, desk.names.knowledge)
        for sentence in sentences
        if 0 < len(sentence) <= LONGEST_SENTENCE
    )
    return tuple(_shown(desk, check(claim, desk.record)) for claim in read if claim is not None)


def _shown(desk: Desk, checked: CheckedClaim) -> ShownVerdict:
    found = (desk.record.engagement(engagement) for engagement in checked.engagements)
    return ShownVerdict(
        text=checked.claim.text,
        verdict=checked.verdict,
        count=checked.count,
        engagements=tuple(engagement for engagement in found if engagement is not None),
        explanation=checked.explanation,
    )
