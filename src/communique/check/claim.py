"""Claims that can be checked: what is counted, between whom, since when, up to when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from communique.check.since import Since, since_of
from communique.knowledge import KnowledgeBase
from communique.knowledge.names import fold
from communique.read.ordinal import ordinal_in
from communique.read.scene import Sentence
from communique.types import Article, Block, Mode, Ordinal, Party, Report

COUNTED: tuple[tuple[re.Pattern[str], Mode], ...] = (
    (re.compile(r"\b(?:visits?|trips?|tours?|journey)\b", re.IGNORECASE), "visit"),
    (re.compile(r"\b(?:calls?|telephon\w*|phone|conversations?)\b", re.IGNORECASE), "call"),
    (re.compile(r"\b(?:exercises?|drills?|editions?)\b", re.IGNORECASE), "exercise"),
    (re.compile(r"\b(?:meetings?|met|talks|summits?|bilateral|in-person|face-to-face)\b", re.IGNORECASE), "meeting"),
)
BETWEEN = re.compile(
    r"\bbetween (?P<one>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,4}) and (?P<two>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,4})"
    r"|(?P<one2>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,4}) and (?P<two2>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,4})"
)
NAME = r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,4}"
JOURNEY = re.compile(
    rf"\b(?:visit|trip|journey) by (?P<one>{NAME}) to (?P<two>(?:the )?{NAME})"
    rf"|(?P<one2>{NAME})[’']s? [\w-]+ (?:official |state )?(?:visit|trip|journey) to (?P<two2>(?:the )?{NAME})"
)
"""Who travels, and where to."""


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """The `n`th contact of a mode between sides since a day, as of another. `between` holds sides as queries take them.

    `reported` is the report that the claim stands with, None for a bare sentence.
    """

    text: str
    n: int
    of: str
    mode: Mode | None = None
    between: tuple[str, ...] = ()
    since: str | None = None
    since_date: str | None = None
    since_surely: str | None = None
    """The day from which on the window has surely begun, where `since_date` is known to the month or year only."""
    basis: str = "ever"
    as_of: str | None = None
    document: str | None = None
    reported: str | None = None


def claims_in(article: Article, reports: Sequence[Report], knowledge: KnowledgeBase) -> tuple[Claim, ...]:
    """The claims of an article: one for each report with an ordinal sentence; the same sentence counts once."""
    found: dict[tuple[str, int], Claim] = {}
    for report in reports:
        if report.ordinal is not None and report.ordinal.n > 0 and not report.background:
            claim = _of_report(report, report.ordinal, article, knowledge)
            found.setdefault((claim.text, claim.n), claim)
    return tuple(found.values())


def _of_report(report: Report, ordinal: Ordinal, article: Article, knowledge: KnowledgeBase) -> Claim:
    as_of = report.date.last or report.date.first or (article.published.value or "")[:10] or None
    sides = sides_of(report.parties)
    names = [party.name for party in report.parties if party.name]
    since = since_of(ordinal.since, as_of, _in_order(names, article, ordinal), knowledge)
    mode = report.mode if _counts_what_it_stands_with(ordinal.of) else mode_of(ordinal.of) or report.mode
    return Claim(
        text=ordinal.text.quote,
        n=ordinal.n,
        of=ordinal.of,
        mode=mode,
        between=sides,
        since=ordinal.since,
        since_date=since.date,
        since_surely=since.surely,
        basis=since.basis,
        as_of=as_of,
        reported=report.id,
    )


def _counts_what_it_stands_with(of: str) -> bool:
    return bool(
        re.search(r"\b(?:such|times?|of its kind|conversations?|contacts?|round|dialogue)\b", of, re.IGNORECASE)
    )


def _in_order(names: Sequence[str], article: Article, ordinal: Ordinal) -> list[str]:
    """The names in the order in which the claim's sentence names them: "the latter" is the second."""
    words = fold(article.text[max(0, ordinal.text.start - 80) : ordinal.text.end])
    places = {name: words.rfind(fold(name).split()[-1]) for name in names if fold(name)}
    return sorted(places, key=lambda name: (places[name] < 0, places[name]))


def sides_of(parties: Sequence[Party]) -> tuple[str, ...]:
    """The sides of a report: persons where each state has one named, else states."""
    sides: list[str] = []
    for country in dict.fromkeys(party.country for party in parties if party.country):
        named = [party for party in parties if party.country == country and party.name]
        person = named[0] if len(named) == 1 else None
        sides.append((person.person or person.name or country) if person else country)
    return tuple(sides)


def mode_of(words: str) -> Mode | None:
    """The mode that the counted thing names."""
    return next((mode for pattern, mode in COUNTED if pattern.search(words)), None)


def claim_of_sentence(text: str, published: str | None, knowledge: KnowledgeBase) -> Claim | None:
    """The claim of a bare sentence, None where no ordinal stands in it."""
    sentence = Sentence(0, 0, len(text), text, Block(kind="paragraph", start=0, end=len(text)))
    ordinal = ordinal_in([sentence])
    if ordinal is None or ordinal.n < 1:
        return None
    names = _named_sides(text)
    as_of = (published or dt.datetime.now(dt.UTC).date().isoformat())[:10]
    since = since_of(ordinal.since, as_of, names, knowledge)
    return Claim(
        text=text,
        n=ordinal.n,
        of=ordinal.of,
        mode=mode_of(ordinal.of) or mode_of(text),
        between=tuple(knowledge.state_of(name) or name for name in names),
        since=ordinal.since,
        since_date=since.date,
        since_surely=since.surely,
        basis=since.basis,
        as_of=as_of,
    )


def _named_sides(text: str) -> list[str]:
    """The two sides as the sentence names them, in its order; none where it does not."""
    match = JOURNEY.search(text) or BETWEEN.search(text)
    return [re.sub(r"[’']s?$", "", name.removeprefix("the ")) for name in match.groups() if name] if match else []


__all__ = ["Claim", "Since", "claim_of_sentence", "claims_in", "mode_of", "sides_of"]
