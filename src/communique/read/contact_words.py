"""The words that can tell of a contact, as the rules have them: by these sentences are triaged before parsing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from communique.read.actors import Actor
from communique.read.sides import is_somebody
from communique.read.triggers import WITH_MORE
from communique.rules import Rules, Trigger

IRREGULAR = {
    "come": ("came",),
    "fly": ("flew", "flown"),
    "get": ("got", "gotten"),
    "give": ("gave", "given"),
    "hold": ("held",),
    "leave": ("left",),
    "make": ("made",),
    "meet": ("met",),
    "pay": ("paid",),
    "ring": ("rang", "rung"),
    "see": ("saw", "seen"),
    "send": ("sent",),
    "sit": ("sat",),
    "speak": ("spoke", "spoken"),
    "strike": ("struck",),
    "take": ("took", "taken"),
    "write": ("wrote", "written"),
}
ELSEWHERE = re.compile(
    r"(?:>>|»|›|(?:also |leia |must )?(?:read|watch|see)(?: also| more)?\s?[:|])|[^.]{0,40}\bread also:"
    r"|(?:[^|\n]{2,40} \| ){2}|[^\[\n]{0,20}\[(?:next|previous|prev)\]",
    re.I,
)
"""A line that leads to another story."""
LONGEST = 1500
"""Characters of a sentence; what is longer is a list or a table."""


Mention = Literal["", "place", "person"]
"""What a frame cannot do without: nothing, a state or place behind its word, somebody beside it."""


@dataclass(frozen=True)
class Group:
    """Rules that ask for the same: the forms of their words, one of the words beside them, a mention."""

    forms: re.Pattern[str]
    beside: tuple[str, ...]
    mention: Mention

    def stands_in(self, text: str, actors: Sequence[Actor] | None = None) -> bool:
        """Whether a form stands in a text with what it asks for; mentions count where they are known."""
        if self.beside and not any(word in text.lower() for word in self.beside):
            return False
        if actors is None or not self.mention:
            return self.forms.search(text) is not None
        if self.mention == "person":
            return any(map(is_somebody, actors)) and self.forms.search(text) is not None
        places = [actor.start for actor in actors if actor.kind in ("state", "place")]
        return bool(places) and self.forms.search(text, 0, places[-1]) is not None


@dataclass(frozen=True)
class ContactWords:
    """The verbs and nouns of rules in all their forms."""

    anywhere: Group
    groups: tuple[Group, ...]

    def stand_in(self, text: str) -> bool:
        """Whether one of them stands in a text, as far as bare words tell."""
        return self.anywhere.stands_in(text) or any(group.stands_in(text) for group in self.groups if group.beside)

    def may_tell(self, text: str, actors: Sequence[Actor]) -> bool:
        """Whether one of them stands in a text with such mentions as its frame needs."""
        return any(group.stands_in(text, actors) for group in self.groups)


def may_matter(text: str, rules: Rules, actors: Sequence[Actor] | None = None) -> bool:
    """Whether a sentence holds a word of contact at all, and such mentions as its frame needs where they are known.

    The triage before parsing: what it lets pass may tell of nothing, what it holds back cannot.
    """
    if len(text) >= LONGEST or text.endswith("?") or ELSEWHERE.match(text):
        return False
    contact = contact_words(rules)
    return contact.stand_in(text) and (actors is None or contact.may_tell(text, actors))


@lru_cache(maxsize=4)
def contact_words(rules: Rules) -> ContactWords:
    """The words of contact of these rules; made once."""
    alike: dict[tuple[tuple[str, ...], Mention], list[str]] = {}
    for rule in rules.triggers:
        alike.setdefault((rule.needs_word, _mention_of(rule)), []).extend(_forms(rule))
    anywhere = [form for (beside, _), forms in alike.items() if not beside for form in forms]
    groups = tuple(Group(_one_of(forms), beside, mention) for (beside, mention), forms in alike.items())
    return ContactWords(Group(_one_of(anywhere), (), ""), groups)


def _mention_of(rule: Trigger) -> Mention:
    if rule.frame in ("visit", "is_in"):
        return "place"
    return "person" if rule.needs_person or (rule.frame == "invite" and not rule.phrases) else ""


def _one_of(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(set(forms)))})", re.I)


def _forms(rule: Trigger) -> Iterator[str]:
    """Patterns of a rule's verbs in all their forms, and of its nouns in both numbers."""
    particle = rf"\s{rule.particle}" if rule.particle else ""
    for lemma in rule.lemmas:
        yield WITH_MORE[lemma].pattern if lemma in WITH_MORE else rf"{verb_forms(lemma)}{particle}\b"
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
