"""The words that can tell of a contact, as the rules have them: by these sentences are triaged before parsing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from communique.rules import Rules, Trigger

IRREGULAR = {
    "come": ("came",),
    "fly": ("flew", "flown"),
    "leave": ("left",),
    "meet": ("met",),
    "see": ("saw", "seen"),
    "sit": ("sat",),
    "speak": ("spoke", "spoken"),
    "strike": ("struck",),
}
WITH_MORE = {
    "be": r"(?:is|was|are|were|be) (?:now |also |currently |due |expected )?in\b",
    "go": r"(?:go(?:es|ne)? (?:to|on)|going (?:on|to (?:the )?(?-i:[A-Z]))|went\b)",
}
"""Verbs that stand in every other sentence, with what must follow where they tell of a contact."""
ELSEWHERE = re.compile(
    r"(?:>>|»|›|(?:also |leia |must )?(?:read|watch|see)(?: also| more)?\s?[:|])|[^.]{0,40}\bread also:"
    r"|(?:[^|\n]{2,40} \| ){2}|[^\[\n]{0,20}\[(?:next|previous|prev)\]",
    re.I,
)
"""A line that leads to another story."""
LONGEST = 1500
"""Characters of a sentence; what is longer is a list or a table."""


@dataclass(frozen=True)
class ContactWords:
    """The verbs and nouns of rules in all their forms: those that count alone, those that count beside some word."""

    alone: re.Pattern[str]
    beside: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]

    def stand_in(self, text: str) -> bool:
        """Whether one of them stands in a text."""
        if self.alone.search(text):
            return True
        low = text.lower()
        return any(any(word in low for word in needed) and form.search(text) for form, needed in self.beside)


def may_matter(text: str, rules: Rules) -> bool:
    """Whether a sentence holds a word of contact at all: the triage before parsing. A question tells of no contact."""
    if len(text) >= LONGEST or text.endswith("?") or ELSEWHERE.match(text):
        return False
    return contact_words(rules).stand_in(text)


@lru_cache(maxsize=4)
def contact_words(rules: Rules) -> ContactWords:
    """The words of contact of these rules; made once."""
    alone = (form for rule in rules.triggers if not rule.needs_word for form in _forms(rule))
    return ContactWords(
        _one_of(alone), tuple((_one_of(_forms(rule)), rule.needs_word) for rule in rules.triggers if rule.needs_word)
    )


def _one_of(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(set(forms)))})", re.I)


def _forms(rule: Trigger) -> Iterator[str]:
    """Patterns of a rule's verbs in all their forms, and of its nouns in both numbers."""
    particle = rf"\s{rule.particle}" if rule.particle else ""
    for lemma in rule.lemmas:
        yield WITH_MORE.get(lemma) or rf"{verb_forms(lemma)}{particle}\b"
    for phrase in rule.phrases:
        yield r"\s".join(map(re.escape, phrase.split())) + r"s?\b"


def verb_forms(lemma: str) -> str:
    """A pattern of the forms of an English verb: "stop", "stops", "stopped", "stopping"."""
    if lemma.endswith("e"):
        regular = rf"{lemma}(?:s|d|ing)?|{lemma[:-1]}ing"
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        regular = rf"{lemma[:-1]}(?:y(?:ing)?|ie[sd])"
    else:
        regular = rf"{lemma}(?:e?s|{lemma[-1]}?(?:ed|ing))?"
    return rf"(?:{'|'.join((regular, *IRREGULAR.get(lemma, ())))})"
