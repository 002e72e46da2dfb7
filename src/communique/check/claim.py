"""Claims that can be checked: what is counted, between whom, since when, up to when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from communique.check.forums import Forum, forum_in
from communique.check.sides import named_sides, side_of, sides_of_report
from communique.check.since import Since, since_of
from communique.knowledge import KnowledgeBase
from communique.knowledge.names import fold
from communique.read.ordinal import SINCE, ordinal_in, since_date_of
from communique.read.scene import Sentence
from communique.read.time_grammar import NUMBERS
from communique.types import Article, Block, Mode, Ordinal, Report

COUNTED: tuple[tuple[re.Pattern[str], Mode], ...] = (
    (re.compile(r"\b(?:visit\w*|trips?|tours?|journey|travel\w*)\b", re.IGNORECASE), "visit"),
    (re.compile(r"\b(?:calls?|called|telephon\w*|phone|conversations?|spoken?)\b", re.IGNORECASE), "call"),
    (re.compile(r"\b(?:exercises?|drills?)\b", re.IGNORECASE), "exercise"),
    (re.compile(r"\b(?:meetings?|met|talks|summits?|bilateral|in-person|face-to-face)\b", re.IGNORECASE), "meeting"),
)
ANY_CONTACT = re.compile(r"\b(?:contacts?|engagements?|interactions?|exchanges?)\b", re.IGNORECASE)
EDITION = re.compile(r"\b(?:(?:edition|iteration|round|exercise|drill|dialogue|summit)s?|2\+2)\b", re.IGNORECASE)
LAST = re.compile(
    r"\b(?:the|his|her|their|its|[’']s) (?:last|previous|most recent) (?P<of>[^,.;]{3,120}?)\s"
    r"(?:was|were|took place|came|happened|occurred|dates? back)\b(?P<when>[^,.;]*)"
    r"|\b(?:last|most recently) (?P<verb>visited|travelled to|traveled to|met|spoke|talked|called)\b(?P<rest>[^.;]*)",
    re.IGNORECASE,
)
TIMES = re.compile(
    rf"\b(?P<verb>met|spoken?|talked|visited|called|travelled)\b[^.;]{{0,60}}?\b(?P<number>twice|{'|'.join(NUMBERS)}|\d+)"
    r"(?: times)?\b",
    re.IGNORECASE,
)


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """The `n`th contact of a mode between sides since a day, as of another. `between` holds sides as queries take them.

    `n` is -1 for the last one, which then lies in `at` (a partial ISO date). `forum` is the id of a forum or exercise
    whose editions are counted. `reported` is the report that the claim stands with, None for a bare sentence.
    """

    text: str
    n: int
    of: str
    mode: Mode | None = None
    between: tuple[str, ...] = ()
    forum: str | None = None
    at: str | None = None
    since: str | None = None
    since_date: str | None = None
    since_surely: str | None = None
    """The day from which on the window has surely begun, where `since_date` is known to the month or year only."""
    since_named: bool = False
    """Whether the window begins with a month or year that the words name, or some years ago."""
    basis: str = "ever"
    as_of: str | None = None
    document: str | None = None
    reported: str | None = None


def claims_in(article: Article, reports: Sequence[Report], knowledge: KnowledgeBase) -> tuple[Claim, ...]:
    """The claims of an article: one for each report with an ordinal sentence; the same sentence counts once.

    Sentences on the last contact before count too.
    """
    found: dict[tuple[str, int], Claim] = {}
    for report in reports:
        if report.ordinal is not None and report.ordinal.n > 0 and not report.background:
            claim = _of_report(report, report.ordinal, article, knowledge)
            found.setdefault((claim.text, claim.n), claim)
    published = (article.published.value or "")[:10] or None
    for text in re.findall(r"[^.!?\n]{20,400}[.!?]", article.text) if LAST.search(article.text) else ():
        claim_of_last = _of_last(text.strip(), published, knowledge)
        if claim_of_last is not None and len(claim_of_last.between) > 1:
            found.setdefault((claim_of_last.text, -1), claim_of_last)
    return tuple(found.values())


def claim_of_sentence(text: str, published: str | None, knowledge: KnowledgeBase) -> Claim | None:
    """The claim of a bare sentence as of its publication (today where not given), None where it counts nothing."""
    as_of = (published or dt.datetime.now(dt.UTC).date().isoformat())[:10]
    last = _of_last(text, as_of, knowledge)
    if last is not None:
        return last
    sentence = Sentence(0, 0, len(text), text, Block(kind="paragraph", start=0, end=len(text)))
    ordinal = ordinal_in([sentence])
    if ordinal is not None and ordinal.n > 0:
        return _of_words(text, ordinal.n, ordinal.of, ordinal.since, as_of, knowledge)
    return _of_times(text, as_of, knowledge)


def _of_report(report: Report, ordinal: Ordinal, article: Article, knowledge: KnowledgeBase) -> Claim:
    as_of = report.date.last or report.date.first or (article.published.value or "")[:10] or None
    names = [party.name for party in report.parties if party.name]
    since = since_of(ordinal.since, as_of, _in_order(names, article, ordinal), knowledge)
    mode = report.mode if _counts_what_it_stands_with(ordinal.of) else mode_of(ordinal.of) or report.mode
    sides = sides_of_report(report, ordinal.text.quote, knowledge)
    forum = _forum(ordinal.of, [party.country or "" for party in report.parties], knowledge)
    claim = Claim(text=ordinal.text.quote, n=ordinal.n, of=ordinal.of, mode=mode, between=sides, since=ordinal.since)
    return _within(claim, since, as_of, forum=forum.id if forum else None, reported=report.id)


def _of_words(text: str, n: int, of: str, since_words: str | None, as_of: str, knowledge: KnowledgeBase) -> Claim:
    names = named_sides(text)
    since = since_of(since_words, as_of, names, knowledge)
    sides = tuple(side_of(name, as_of, knowledge) for name in names)
    forum = _forum(f"{of} {text}" if EDITION.search(of) else of, sides, knowledge)
    mode = None if ANY_CONTACT.search(of) else mode_of(of) or mode_of(text)
    claim = Claim(text=text, n=n, of=of, mode=mode, between=sides, since=since_words)
    return _within(claim, since, as_of, forum=forum.id if forum else None)


def _within(claim: Claim, since: Since, as_of: str | None, **more: str | None) -> Claim:
    return msgspec.structs.replace(
        claim,
        since_date=since.date,
        since_surely=since.surely,
        since_named=since.named,
        basis=since.basis,
        as_of=as_of,
        **more,
    )


def _of_times(text: str, as_of: str, knowledge: KnowledgeBase) -> Claim | None:
    """ "They have met three times this year"."""
    match = TIMES.search(text)
    if match is None or not re.search(r"\btimes\b|\btwice\b", match[0], re.IGNORECASE):
        return None
    word = match["number"].lower()
    number = 2 if word == "twice" else NUMBERS.get(word) or int(word)
    since = SINCE.search(text)
    words = next((group for group in since.groups() if group), None) if since else None
    return _of_words(text, number, match["verb"], words, as_of, knowledge)


def _of_last(text: str, as_of: str | None, knowledge: KnowledgeBase) -> Claim | None:
    """ "The last visit by an Indian defence minister to Japan was in 2016"; None where no time is given to check."""
    match = LAST.search(text)
    at = since_date_of(match["when"] or match["rest"]) if match else None
    if match is None or at is None:
        return None
    of = match["of"] or match["verb"]
    sides = tuple(side_of(name, as_of, knowledge) for name in named_sides(text))
    return Claim(text=text, n=-1, of=of, mode=mode_of(of), between=sides, at=at, as_of=as_of)


def _forum(words: str, states: Sequence[str], knowledge: KnowledgeBase) -> Forum | None:
    """The forum or exercise whose editions words count."""
    return forum_in(words, states, knowledge) if EDITION.search(words) else None


def _counts_what_it_stands_with(of: str) -> bool:
    return bool(
        re.search(r"\b(?:such|times?|of its kind|conversations?|contacts?|round|dialogue)\b", of, re.IGNORECASE)
    )


def _in_order(names: Sequence[str], article: Article, ordinal: Ordinal) -> list[str]:
    """The names in the order in which the claim's sentence names them: "the latter" is the second."""
    words = fold(article.text[max(0, ordinal.text.start - 80) : ordinal.text.end])
    places = {name: words.rfind(fold(name).split()[-1]) for name in names if fold(name)}
    return sorted(places, key=lambda name: (places[name] < 0, places[name]))


def mode_of(words: str) -> Mode | None:
    """The mode that the counted thing names."""
    return next((mode for pattern, mode in COUNTED if pattern.search(words)), None)
