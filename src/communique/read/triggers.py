"""Triggers: the words of a sentence that may tell a contact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.read.view import View
from communique.rules import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token as Word


WITH_MORE = {
    "be": re.compile(r"(?:is|was|are|were|be|been) (?:now |also |currently |due |expected )?in\b", re.I),
    "go": re.compile(
        r"(?:go(?:es|ne)? (?:back |next |again |first )?(?:to|on)|went\b"
        r"|going (?:back )?(?:on|to (?:the )?(?-i:[A-Z])))",
        re.I,
    ),
}
"""Verbs that stand in every other sentence, with what must follow where they tell of a contact."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger found: its rule, its word (the noun or verb) and the characters it covers in the sentence."""

    rule: Trigger
    word: Word
    start: int
    end: int


class TriggerIndex:
    """Rules by lemma and by phrase."""

    def __init__(self, rules: tuple[Trigger, ...]) -> None:
        self._verbs: dict[str, list[Trigger]] = {}
        self._nouns: dict[str, list[tuple[tuple[str, ...], Trigger]]] = {}
        for rule in rules:
            for lemma in rule.lemmas:
                self._verbs.setdefault(lemma, []).append(rule)
            for phrase in rule.phrases:
                words = tuple(phrase.split())
                self._nouns.setdefault(words[-1], []).append((words, rule))
        for entries in self._nouns.values():
            entries.sort(key=lambda e: -len(e[0]))

    def hits(self, view: View) -> Iterator[Hit]:
        """The triggers of a sentence, in order; a word of a headline may be a noun or a verb, the noun comes first."""
        for word in view.doc:
            as_noun = word.pos_ != "VERB" or view.sentence.block.kind == "title" or _after_determiner(word)
            hit = self._noun(view, word) if as_noun and view.actor_of(word) is None else None
            if hit is not None and view.sentence.block.kind == "title" and word.pos_ == "VERB":
                yield hit
                hit = None
            if hit is None and word.pos_ in ("VERB", "NOUN", "PROPN", "AUX"):
                hit = self._verb(view, word)
            if hit is not None:
                yield hit

    def _noun(self, view: View, word: Word) -> Hit | None:
        low = word.lower_
        for key in (low, low.removesuffix("s")):
            for phrase, rule in self._nouns.get(key, ()):
                first = word.i - len(phrase) + 1
                if first >= 0 and all(view.doc[first + k].lower_ == w for k, w in enumerate(phrase[:-1])):
                    start = view.doc[first].idx
                    return Hit(rule, word, start, word.idx + len(word.text))
        return None

    def _verb(self, view: View, word: Word) -> Hit | None:
        if (
            word.pos_ != "VERB"
            and word.lemma_ != "be"
            and not (view.sentence.block.kind == "title" and word.tag_.startswith("NN"))
        ):
            return None
        lemma = word.lemma_.lower()
        if word.pos_ not in ("VERB", "AUX"):
            lemma = lemma.removesuffix("s")
        if lemma in WITH_MORE and not WITH_MORE[lemma].match(view.doc.text, word.idx):
            return None
        following = view.doc[word.i + 1].lower_ if word.i + 1 < len(view.doc) else ""
        for rule in sorted(self._verbs.get(lemma, ()), key=lambda r: r.particle is None):
            if rule.particle and following != rule.particle:
                continue
            if rule.needs_word and not any(w in view.sentence.text.lower() for w in rule.needs_word):
                continue
            return Hit(rule, word, word.idx, word.idx + len(word.text))
        return None


def _after_determiner(word: Word) -> bool:
    """Whether a word that the parser took for a verb stands as a noun ("the call", "bilateral talks")."""
    return word.i > 0 and word.nbor(-1).pos_ in ("DET", "ADJ", "PRON") and word.nbor(-1).lower_ != "to"
