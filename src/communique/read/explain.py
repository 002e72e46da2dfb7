"""Why a text was read as it was: what was seen in each sentence, what fired, what nearly fired and why not."""

from __future__ import annotations

import msgspec

from communique.read.actors import actors_in
from communique.read.candidates import Candidates
from communique.read.cast import Cast
from communique.read.frames import read_hit
from communique.read.reading import parsed_sentences, read, trigger_index
from communique.read.scene import Sentence
from communique.read.side import Side
from communique.read.status import status_of
from communique.read.tools import Tools
from communique.read.triggers import Hit
from communique.read.view import View
from communique.types import Article, Block, Published, Report


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A mention: its words, its kind, and whom it stands for (name, country and the rule that said so)."""

    words: str
    kind: str
    stands_for: tuple[str, ...]


class Fired(msgspec.Struct, frozen=True, kw_only=True):
    """A trigger found in a sentence: what it gave, or why it gave nothing."""

    rule: str
    words: str
    outcome: str
    contact: bool


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence explained."""

    sentence: str
    parsed: bool
    mentions: tuple[Seen, ...]
    triggers: tuple[Fired, ...]


def article_of(text: str, published: str | None = None) -> Article:
    """A bare article around a text, for trying out rules."""
    text = text.strip()
    when = Published(value=published, precision="day" if published else "unknown", basis="given")
    block = Block(kind="paragraph", start=0, end=len(text))
    return Article(id="text", text=text, published=when, lang="en", blocks=(block,) if text else ())


def explain(
    text: str, tools: Tools, published: str | None = None
) -> tuple[tuple[Explanation, ...], tuple[Report, ...]]:
    """The sentences of a text explained, and the reports that the whole gives."""
    article = article_of(text, published)
    day = article.published.day
    cast = Cast(Candidates(tools.knowledge, tools.lexicon, day, tools.answers(day)), None, False)
    found = tuple(_explained(s, cast, tools) for s in parsed_sentences(article, tools))
    return found, read(article, tools)


def _explained(sentence: Sentence, cast: Cast, tools: Tools) -> Explanation:
    actors = actors_in(sentence.text, tools.lexicon)
    sides: list[tuple[Side, ...]] = []
    for actor in actors:
        sides.append(cast.sides(actor, [s for group in sides for s in group]))
    seen = tuple(
        Seen(words=a.surface, kind=a.kind, stands_for=tuple(map(_words_for, group)))
        for a, group in zip(actors, sides, strict=True)
    )
    fired: tuple[Fired, ...] = ()
    if sentence.parse is not None:
        view = View(sentence, sentence.parse, actors, tuple(sides))
        fired = tuple(_fired(view, hit) for hit in trigger_index(tools.rules).hits(view))
    return Explanation(sentence=sentence.text, parsed=sentence.parse is not None, mentions=seen, triggers=fired)


def _words_for(side: Side) -> str:
    who = side.name or side.office_title or ("the state" if side.country else "?")
    return f"{who} ({side.country or 'state not known'}; {side.rule})"


def _fired(view: View, hit: Hit) -> Fired:
    contact = read_hit(view, hit)
    words = view.sentence.text[hit.start : hit.end]
    if contact is None:
        return Fired(rule=hit.rule.id, words=words, outcome=_why_not(view, hit), contact=False)
    sides = ", ".join(s.side.name or s.side.country or "?" for s in contact.seats) or "those named before"
    if len(contact.countries) < 2 and not contact.taken_up:
        outcome = f"{contact.mode}, {contact.status}, but only one side is known: {sides}"
        return Fired(rule=hit.rule.id, words=words, outcome=outcome, contact=False)
    return Fired(rule=hit.rule.id, words=words, outcome=f"{contact.mode}, {contact.status}: {sides}", contact=True)


def _why_not(view: View, hit: Hit) -> str:
    verb = hit.word if hit.word.pos_ == "VERB" else view.clause_verb(hit.word)
    noun = hit.word if hit.rule.phrases else None
    if status_of(verb, noun, view.sentence.block.kind == "title") is None:
        return "a wish, a condition or a possibility: nobody says that it took place or will"
    if not view.actors:
        return "names no person, office, state or organisation"
    if all(a.kind == "barred" or not s for a, s in zip(view.actors, view.sides, strict=True)):
        return "nobody named here speaks for a known state"
    if hit.rule.needs_person:
        return "the other side is missing, or is no person or office"
    return "the other side does not stand where the frame " + repr(hit.rule.frame) + " looks for it"
