"""Article to reports: the map step of the house."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from communique.read.actors import actors_in
from communique.read.cast import Cast, Side
from communique.read.contact import Contact
from communique.read.frames import contacts_in
from communique.read.grouping import groups_of, with_inferred_states
from communique.read.ordinals import with_ordinals
from communique.read.reports import report_of
from communique.read.scene import Scene, Sentence
from communique.read.sentences import sentence_spans
from communique.read.time import when_of
from communique.read.tools import Tools
from communique.read.triggers import TriggerIndex
from communique.read.view import View
from communique.rules import Rules
from communique.rules.words import words
from communique.types import Article, Report, When

SPORT = re.compile(rf"\b(?:{'|'.join(sorted(words('sport')))})\b")
ELSEWHERE = re.compile(
    r"(?:>>|»|›|(?:also |leia |must )?(?:read|watch|see)(?: also| more)?\s?[:|])|[^.]{0,40}\bread also:", re.I
)
"""A line that leads to another story."""
BLANK = re.compile(r"\s")


def read(article: Article, tools: Tools) -> tuple[Report, ...]:
    """The reports of an article, in the order of their first words. Pure but for caches; never raises on any text."""
    sentences = parsed_sentences(article, tools)
    contacts = contacts_of(article, sentences, tools)
    if is_sport(article.text):
        contacts = [c for c in contacts if sum(bool(s.side.office) for s in c.seats) > 1]
    home = article.outlet_state if article.official else None
    contacts = [replace(c, when=_own_day(c, article, sentences)) for c in contacts]
    groups = groups_of(contacts, [s.text for s in sentences], home)
    scene = Scene(article, sentences)
    return with_ordinals([report_of(group, scene, groups, tools.knowledge) for group in groups], sentences)


def is_sport(text: str) -> bool:
    """Whether a page speaks of sport, where states meet as teams."""
    return len(set(SPORT.findall(text.lower()))) > 2


def _own_day(contact: Contact, article: Article, sentences: Sequence[Sentence]) -> When:
    return when_of([sentences[contact.sentence]], contact.trigger, contact.status, article)


def parsed_sentences(article: Article, tools: Tools) -> tuple[Sentence, ...]:
    """The sentences of an article; those that may matter are parsed."""
    bare = [
        Sentence(index=i, start=start, end=end, text=article.text[start:end], block=block)
        for i, (start, end, block) in enumerate(sentence_spans(article))
    ]
    wanted = [s for s in bare if tools.config.exhaustive or may_matter(s.text, tools.rules)]
    parses = tools.nlp.pipe(BLANK.sub(" ", s.text) for s in wanted)
    parsed = {s.index: doc for s, doc in zip(wanted, parses, strict=True)}
    return tuple(
        Sentence(index=s.index, start=s.start, end=s.end, text=s.text, block=s.block, parse=parsed.get(s.index))
        for s in bare
    )


@lru_cache(maxsize=4)
def _contact_words(rules: Rules) -> re.Pattern[str]:
    words = {w.split()[-1].rstrip("s") for t in rules.triggers for w in (*t.lemmas, *t.phrases)}
    stems = sorted({re.escape(w.removesuffix("e")) for w in words} | {"met", "spoke", "spoken", "sat", "arriv", "held"})
    return re.compile(rf"\b(?:{'|'.join(stems)})", re.I)


def may_matter(text: str, rules: Rules) -> bool:
    """Whether a sentence holds a word of contact at all: the triage before parsing."""
    if ELSEWHERE.match(text):
        return False
    if re.search(r"\b(?:is|was|are|were|be) (?:now |also |currently |due |expected )?in\b", text):
        return True
    return len(text) < 1500 and bool(_contact_words(rules).search(text))


@lru_cache(maxsize=4)
def trigger_index(rules: Rules) -> TriggerIndex:
    """The rules as an index over words; made once."""
    return TriggerIndex(rules.triggers)


def contacts_of(article: Article, sentences: Sequence[Sentence], tools: Tools) -> list[Contact]:
    """All contacts that the sentences tell; persons are remembered from every sentence, parsed or not."""
    day = article.published.day
    cast = Cast(tools.knowledge, tools.lexicon, day, article.outlet_state, article.official, tools.answers(day))
    found: list[Contact] = []
    named: Counter[str] = Counter()
    for sentence in sentences:
        actors = actors_in(sentence.text, tools.lexicon)
        sides: list[tuple[Side, ...]] = []
        for actor in actors:
            sides.append(cast.sides(actor, [s for group in sides for s in group]))
            named.update(code for code in actor.states if actor.kind != "place")
        if sentence.parse is not None and not sentence.text.endswith("?"):
            found += contacts_in(View(sentence, sentence.parse, actors, tuple(sides)), trigger_index(tools.rules))
    found = [with_inferred_states(contact, named, cast.home) for contact in found]
    return [_with_names(contact, cast) for contact in found]


def _with_names(contact: Contact, cast: Cast) -> Contact:
    return replace(contact, seats=tuple(replace(s, side=cast.named_for(s.side)) for s in contact.seats))
