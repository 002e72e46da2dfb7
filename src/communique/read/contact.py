"""A contact as one sentence tells it: its sides, mode, and whether it is told in passing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from communique.read.cast import Side
from communique.read.sides import stand_for_several
from communique.read.triggers import Hit
from communique.read.view import View
from communique.types import Mode, Span, Status, When

if TYPE_CHECKING:
    from spacy.tokens import Token as Word


BY_PHONE = re.compile(r"\b(?:by|over the|via|on the) (?:tele)?phone\b|\bphone call\b|\btelephon\w+\b|\btelecon\b", re.I)


BY_VIDEO = re.compile(r"\b(?:virtual(?:ly)?|video|videoconference)\b", re.I)


@dataclass(frozen=True, slots=True)
class Seat:
    """A side of a contact, the words that name it, and its part in the contact."""

    side: Side
    surface: Span
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact as one trigger in one sentence tells it; `seats` may name only one side, or none."""

    mode: Mode
    status: Status
    seats: tuple[Seat, ...]
    trigger: Span
    sentence: int
    rule: str
    taken_up: bool = False
    """Both sides are only taken up ("the two leaders"), not named."""
    barred: bool = False
    past_perfect: bool = False
    neutral: bool = False
    """A headline without a verb: it does not say whether the contact is over."""
    strange: bool = False
    """The other side is named, but speaks for no known state."""
    nominal: bool = False
    main: bool = True
    """Told by a main clause or a headline, not in passing."""
    when: When = field(default_factory=When)
    """The day that its own sentence gives."""

    @property
    def countries(self) -> frozenset[str]:
        """The states and organisations that take part."""
        return frozenset(s.side.country for s in self.seats if s.side.country)


def seats_of(view: View, numbers: list[int], role: str | None = None) -> list[Seat]:
    """The seats of some mentions, each with the words that name it."""
    found = []
    for number in numbers:
        actor = view.actors[number]
        for side in view.sides[number]:
            start = actor.name_start if actor.name_start >= 0 and not actor.title else actor.start
            found.append(Seat(side, view.sentence.span(start, actor.end), role))
    return found


EDITIONS = frozenset(("edition", "round", "session", "phase"))
"""Nouns that stand for the contact they are one of: what is said of "the third round of talks" is said of the talks."""


def governs(verb: Word | None, noun: Word) -> bool:
    """Whether the verb is said of the contact itself, so that its tense is the contact's."""
    if verb is None:
        return False
    if noun.dep_ in ("nsubj", "nsubjpass", "dobj"):
        return True
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in EDITIONS:
        return governs(verb, noun.head.head)
    return noun.dep_ == "pobj" and noun.head.lower_ in (
        "in",
        "during",
        "at",
        "for",
        "on",
        "to",
        "forward",
        "by",
        "over",
    )


def contact_of(view: View, hit: Hit, status: Status, left: list[int], right: list[int]) -> Contact | None:
    """The contact between the mentions on both sides of a trigger; None where nobody speaks for a state."""
    host = hit.rule.id == "verb.host"
    seats = [*seats_of(view, left, "host" if host else None), *seats_of(view, right, "guest" if host else None)]
    barred = any(view.actors[n].kind == "barred" for n in right) and not seats_of(view, right)
    reference = not seats and stand_for_several(view, [*left, *right])
    if barred or (not seats and not reference):
        return None
    strange = bool(right) and not seats_of(view, right) and not any(_points_back(view, n) for n in right)
    return replace(make_contact(view, hit, status, seats, taken_up=reference), strange=strange)


def _points_back(view: View, number: int) -> bool:
    actor = view.actors[number]
    definite = re.match(r"(?:the|his|her|both|their)\b", actor.surface, re.I) is not None
    return actor.kind in ("pronoun", "counterpart") or (actor.kind in ("collective", "office") and definite)


def make_contact(view: View, hit: Hit, status: Status, seats: list[Seat], taken_up: bool = False) -> Contact:
    """A contact with these seats; each side is seated once."""
    unique: dict[str, Seat] = {}
    for seat in seats:
        unique.setdefault(seat.side.key or seat.surface.quote, seat)
    mode = _mode(view, hit, frozenset(s.side.country or "" for s in unique.values()))
    verb = hit.word if hit.word.pos_ == "VERB" else view.clause_verb(hit.word)
    perfect = verb is not None and any(w.lower_ in ("had", "'d") and w.dep_ == "aux" for w in verb.children)
    return Contact(
        mode=mode,
        status=status,
        seats=tuple(unique.values()),
        trigger=view.sentence.span(hit.start, hit.end),
        sentence=view.sentence.index,
        rule=hit.rule.id,
        taken_up=taken_up,
        past_perfect=perfect,
        nominal=bool(hit.rule.phrases),
        main=_in_main_clause(view, hit, verb),
        neutral=view.sentence.block.kind == "title" and verb is None,
    )


SUMMIT = re.compile(r"[^.;]{0,60}\b(?:at|for) the (?!margins|sidelines)(?:[A-Z0-9][\w-]*\s)+[Ss]ummit\b")


MAIN_CLAUSES = ("ROOT", "conj", "ccomp", "parataxis", "xcomp", "dep")


BEFORE_OR_AFTER = re.compile(
    r"\b(?:ahead of|in advance of|prior to|before|after|since|following|forward to|upcoming|in the wake of)\b"
)


def _in_main_clause(view: View, hit: Hit, verb: Word | None) -> bool:
    if view.sentence.block.kind == "title":
        return True
    before = view.sentence.text[max(0, hit.start - 45) : hit.start].lower()
    if hit.rule.phrases and (not governs(verb, hit.word) or BEFORE_OR_AFTER.search(before)):
        return False
    if verb is None:
        return hit.word.dep_ == "ROOT"
    return all(w.dep_ in MAIN_CLAUSES for w in _up(verb))


def _up(word: Word) -> Iterator[Word]:
    yield word
    if word.dep_ != "ROOT" and word.head is not word:
        yield from _up(word.head)


def _mode(view: View, hit: Hit, countries: frozenset[str]) -> Mode:
    mode, text = hit.rule.mode, view.sentence.text
    if mode in ("call", "meeting") and BY_VIDEO.search(text[max(0, hit.start - 30) : hit.end + 60]):
        return "video_call"
    if mode == "meeting" and BY_PHONE.search(text[max(0, hit.start - 60) : hit.end + 90]):
        return "call"
    trilateral = re.search(r"\b(?:tri|quadri|multi)lateral\b", text[max(0, hit.start - 40) : hit.end + 40], re.I)
    if mode == "meeting" and hit.rule.lemmas and SUMMIT.match(text[hit.end : hit.end + 90]):
        return "multilateral"
    if mode == "meeting" and (len(countries - {""}) > 2 or trilateral):
        return "multilateral"
    return mode
