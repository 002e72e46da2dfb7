"""One parsed sentence with its mentions: what the frames look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.read.actors import Actor
from communique.read.scene import Sentence
from communique.read.side import Side

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as Word

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
AND = (
    r",?\s*and,? separately,?(?: with| by)?|,?\s*and (?:by|on)|,|;|and|&|/|-|–|as well as|along with|together with|"
    r",?\s*and (?:then |later )?(?:with|his|her)|,?\s*(?:which (?:was|is) )?(?:led|headed) by"
)
OWNS = re.compile(r"['’]s\s[a-z]")
"""What follows somebody who is named only to say who another is ("Ann Lee, the king's sister")."""
PRESIDES = re.compile(r"(?:the )?[Cc]hair(?:man|woman|person)?\b")
"""What else somebody is who was just named ("the Nigerian president, chairman of the community")."""
JOINT = re.compile(
    rf"^\)?\s*(?:\([^)]{{0,40}}\)\s*)?(?:{AND}|,?\s*(?:accompanied by|including|and)|or)?,?\s*(?:separately )?"
    r"(?:the |his |her |their |with |then |visiting |also )?$"
)


@dataclass(slots=True)
class View:
    """`sides[i]` are the sides of `actors[i]`; `doc` is the parse, its offsets relative to the sentence."""

    sentence: Sentence
    doc: Doc
    actors: tuple[Actor, ...]
    sides: tuple[tuple[Side, ...], ...]
    _of_word: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for word in self.doc:
            for number, actor in enumerate(self.actors):
                if actor.start <= word.idx < actor.end:
                    self._of_word[word.i] = number

    def actor_of(self, word: Word) -> int | None:
        """The mention that covers a word."""
        return self._of_word.get(word.i)

    def actor_under(self, word: Word) -> int | None:
        """The mention that covers a word, or the first one below it in the parse."""
        own = self.actor_of(word)
        if own is not None:
            return own
        inside = (self.actor_of(w) for w in word.subtree if w.i >= word.i - 8)
        return next((n for n in inside if n is not None and self.actors[n].kind != "pronoun"), None)

    def last_word(self, number: int) -> Word | None:
        """The last word of a mention."""
        return next((w for w in reversed(self.doc) if self._of_word.get(w.i) == number), None)

    def run(self, number: int) -> list[int]:
        """The mentions that stand in one coordination with this one, in order."""
        return [*reversed(list(self._walk(number, -1))), number, *self._walk(number, 1)]

    def run_from(self, number: int) -> list[int]:
        """This mention and those coordinated with it to the right."""
        return [number, *self._walk(number, 1)]

    def _walk(self, number: int, step: int) -> Iterator[int]:
        at = number
        while 0 <= at + step < len(self.actors):
            left, right = (self.actors[at], self.actors[at + 1]) if step > 0 else (self.actors[at - 1], self.actors[at])
            between = self.sentence.text[left.end : right.start].replace("\n", " ")
            if between.strip() in ("(", "(the") and set(left.states) & set(right.states):
                at += step
                yield at
                continue
            if between.strip() == "," and {left.kind, right.kind} & {"state", "place"} and left.kind != right.kind:
                return
            if between.strip() == "," and OWNS.match(self.sentence.text[right.end :]):
                return
            if step > 0 and between.strip() == "," and right.kind == "office" and PRESIDES.match(right.title):
                at += step
                continue
            if between.startswith(")") and right.kind != "state":
                return
            if step < 0 and between.strip() == "," and self._ends_a_list(at - 1):
                return
            if not JOINT.match(between) or self.begins_clause(at + (1 if step > 0 else 0), between):
                return
            at += step
            yield at

    def begins_clause(self, right: int, between: str) -> bool:
        """Whether the right one of two neighbours is the subject of a verb of its own."""
        if "and" not in between and "," not in between:
            return False
        if self.actors[right].kind == "pronoun":
            return True
        word = self.last_word(right)
        if word is None or word.dep_ not in SUBJECTS:
            return False
        return word.head.i > word.i and self.actors[right - 1].end > 0 and self._clause_before(word)

    def _clause_before(self, word: Word) -> bool:
        """Whether a finite verb stands before the verb that the word is the subject of, in the same sentence."""
        verbs = [w for w in self.doc if w.pos_ == "VERB" and w.i < word.i]
        if any(w.dep_ == "ccomp" and w.head == word.head for w in verbs):
            return True
        return any(w.head != word.head for w in verbs) and any(
            w.dep_ in SUBJECTS and w.i < word.i and w.head.i < word.i for w in self.doc
        )

    def _ends_a_list(self, number: int) -> bool:
        """Whether a mention is the last of those before it ("at the invitation of A and B, C will visit ...")."""
        before = self.sentence.text[: self.actors[number].start]
        return number > 0 and re.search(r"\band\s(?:the )?$", before) is not None

    def subject(self, verb: Word, depth: int = 0) -> int | None:
        """The mention that is the subject of a verb, its own or the one it shares."""
        for child in verb.children:
            if child.dep_ in SUBJECTS:
                return self._subject_mention(child)
        if depth > 4 or verb.head is verb:
            return None
        if verb.dep_ == "acl" and verb.head.dep_ == "dobj" and any(c.lower_ == "to" for c in verb.children):
            above = self.clause_verb(verb.head)
            return self.subject(above, depth + 1) if above is not None else None
        if verb.dep_ in ("relcl", "acl"):
            return self.actor_under(verb.head) if verb.head.pos_ in ("PROPN", "NOUN", "PRON") else None
        if verb.dep_ in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "dep", "prep", "pobj", "parataxis"):
            return self.subject(verb.head, depth + 1)
        return None

    def _subject_mention(self, word: Word) -> int | None:
        if word.lower_ in ("who", "which", "that") and word.head.dep_ in ("relcl", "acl"):
            return self.actor_under(word.head.head)
        return self.actor_under(word)

    def clause_verb(self, word: Word) -> Word | None:
        """The verb that governs a noun."""
        at = word
        for _ in range(8):
            if at.head is at:
                return at if at.pos_ in ("VERB", "AUX") else None
            at = at.head
            if at.pos_ in ("VERB", "AUX"):
                return at
        return None

    def nearest_left(self, at: int) -> int | None:
        """The last mention that ends before an offset, pronouns and barred ones included."""
        found = [n for n, a in enumerate(self.actors) if a.end <= at]
        return found[-1] if found else None

    def starting_after(self, at: int, reach: int) -> int | None:
        """The mention that starts within `reach` characters after an offset, nothing but small words between."""
        for number, actor in enumerate(self.actors):
            if actor.start >= at:
                between = self.sentence.text[at : actor.start].strip()
                return number if len(between) <= reach else None
        return None
