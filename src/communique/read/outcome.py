"""Outcomes of a contact: what was agreed, promised, invited, thanked for, deplored."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

import msgspec

from communique.read.scene import Sentence
from communique.types import Outcome, OutcomeKind, OutcomeStatus

CLAUSE_BREAK = re.compile(
    r"; |, (?:and|but|while|which|who|adding|noting|saying|as well as)\b |, (?=he |she |they |it |the two )| and (?=(?:he|she|they|it|"
    r"(?:also |again )?(?:agreed|thanked|condemned|reaffirmed|expressed|invited|underscored|reiterated|pledged|urged|voiced|"
    r"conveyed|raised|asked|called|discussed|welcomed|praised|noted|told|stressed|emphasi[sz]ed|reviewed|affirmed|committed)) )"
)
HYPOTHETICAL = re.compile(
    r"\b(?:would have|had hoped|failed to|did not|has not|have not|not yet|refused to|declined to)\b", re.I
)

OF_A_STANCE = re.compile(
    r"\b(?:has|have|had) (?:\w+ly |long |also )?(?:condemned|denounced|deplored|pledged|vowed)\b", re.I
)
"""A stand that somebody has taken before: nothing that came out of the contact."""


class OutcomeRule(NamedTuple):
    """Words that carry an outcome of one kind and status."""

    id: str
    kind: OutcomeKind
    status: OutcomeStatus
    pattern: re.Pattern[str]
    example: str
    counter: str


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    kind: OutcomeKind
    status: OutcomeStatus
    patterns: tuple[str, ...]
    example: str
    counter: str


@lru_cache(maxsize=1)
def outcome_rules() -> tuple[OutcomeRule, ...]:
    """The rules of `data/rules/outcomes.toml`, in order: the first that fits a clause gives its kind."""
    text = (files("communique.data") / "rules" / "outcomes.toml").read_text(encoding="utf-8")
    rows = msgspec.convert(tomllib.loads(text)["rule"], tuple[_Row, ...])
    return tuple(
        OutcomeRule(row.id, row.kind, row.status, re.compile("|".join(row.patterns), re.I), row.example, row.counter)
        for row in rows
    )


def outcomes_in(sentences: Sequence[Sentence]) -> tuple[Outcome, ...]:
    """One outcome for each clause that carries one, in the order of the text."""
    return tuple(outcome for sentence in sentences for outcome in _outcomes_of(sentence))


def _outcomes_of(sentence: Sentence) -> list[Outcome]:
    found: list[Outcome] = []
    for start, end in clauses(sentence.text):
        clause = sentence.text[start:end]
        rule = (
            None
            if HYPOTHETICAL.search(clause) or OF_A_STANCE.search(clause)
            else next((r for r in outcome_rules() if r.pattern.search(clause)), None)
        )
        if rule and clause.strip():
            span = sentence.span(start, end)
            found.append(Outcome(kind=rule.kind, status=rule.status, text=span, rule=rule.id))
    return found


def clauses(text: str) -> list[tuple[int, int]]:
    """Start and end of the clauses of a sentence."""
    cuts = [0, *(match.end() for match in CLAUSE_BREAK.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if b > a]


THANKED = re.compile(
    r"\b(?:thank(?:ed|s|ing)?|appreciated|(?:grateful|gratitude|appreciation|thanks) to) (?P<whom>[^,.;]{2,90}?)"
    r"(?= (?:for|on behalf)\b|[,.;]|$)",
    re.I,
)
TAKEN_UP = re.compile(
    r"\b(?:him|her|them|his|their|each|one another|me|us|counterparts?|hosts?|both|the (?:two|President|Prime Minister|Vice"
    r"|King|Queen|Emir|Sultan|Chancellor|Secretary|Minister|Foreign|Defen[cs]e|Ambassador|leaders?|ministers?))\b"
)
CAPITALISED = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+")


def thanks_one_of(words: str, names: Collection[str], others: Collection[str]) -> bool:
    """Whether thanks go to one of the parties: `names` are theirs and their states', `others` those of other states.

    A third party that is thanked in somebody's remarks got nothing in the contact; nor did the staff whom a speaker
    thanks in the first person.
    """
    match = THANKED.search(BLANKS.sub(" ", words))
    if match is None or TAKEN_UP.search(match["whom"]) or not CAPITALISED.search(match["whom"]):
        return True
    if _names_one(match["whom"], names):
        return True
    first_person = match[0].lower().startswith("thank ")
    return not first_person and not _names_one(match["whom"], others)


def _names_one(text: str, names: Collection[str]) -> bool:
    return any(name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)


BLANKS = re.compile(r"\s+")
