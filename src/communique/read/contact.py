"""A contact as one sentence tells it: its sides, mode, and whether it is told in passing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from communique.read.modes import mode_of
from communique.read.side import Side
from communique.read.sides import stand_for_several
from communique.read.status_words import status_words
from communique.read.triggers import Hit
from communique.read.view import SUBJECTS, View
from communique.rules.words import words
from communique.types import Mode, Span, Status, When

if TYPE_CHECKING:
    from spacy.tokens import Token as Word


TALKED_OVER = "verb.talk-over"
"""The rule of what is told by what was spoken of alone."""


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
    status_words: Span | None = None
    """The words that tell its status, the trigger among them where it is not put off."""
    taken_up: bool = False
    """Both sides are only taken up ("the two leaders"), not named."""
    barred: bool = False
    past_perfect: bool = False
    neutral: bool = False
    """A headline without a verb: it does not say whether the contact is over."""
    present: bool = False
    """A headline in the present tense: what it tells may lie ahead."""
    papers: bool = False
    """Only the papers are named that were signed, not who signed them."""
    at: tuple[Seat, ...] = ()
    """The organisation at whose meeting it is."""
    points_back: bool = False
    """One side is only a pronoun for somebody named before."""
    speaker: bool = False
    """One side is whoever says "I"."""
    first_person: bool = False
    """One side is "I" or "we"."""
    members: tuple[Seat, ...] = ()
    """The states of a small group that is named alone, for where nothing before says who sat for it."""
    placed: bool = False
    """Its sentence says where."""
    strange: bool = False
    """The other side is named, but speaks for no known state."""
    nominal: bool = False
    aside: bool = False
    """A noun that only says what something else came before or after."""
    earlier: bool = False
    """Older than the news."""
    another: bool = False
    """Its sentence says that it is one more ("later in the day", "he also met")."""
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
    if verb.lemma_ == "be" and noun.dep_ == "pobj" and any(c.dep_ == "neg" for c in verb.children):
        return False
    if noun.dep_ in ("nsubj", "nsubjpass", "dobj"):
        return True
    if noun.dep_ == "conj":
        before = noun.head.head.head if noun.head.dep_ == "pobj" else noun.head
        return before.pos_ == "NOUN" and before.i < noun.i and governs(verb, before)
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
    barred = any(_only_barred(view, side) for side in (left, right))
    reference = not seats and stand_for_several(view, [*left, *right])
    if barred or (not seats and not reference):
        return None
    strange = bool(right) and not seats_of(view, right) and not any(_points_back(view, n) for n in right)
    contact = make_contact(view, hit, status, seats, taken_up=reference)
    sides = left if seats_of(view, right) else right
    open_side = len(contact.countries) == 1 or not seats_of(view, sides)
    words = {view.actors[n].surface.lower() for n in sides} if open_side else set()
    return replace(
        contact,
        strange=strange,
        points_back=bool(words) and words <= {"he", "she", "him", "her"},
        speaker=bool(words) and words <= {"i", "me"},
        first_person=_first_person(view, left, right),
    )


AND_I = re.compile(r",? and (?:I|me)\b")
FIRST_PERSON = frozenset(("i", "me", "we", "us"))


def _first_person(view: View, left: list[int], right: list[int]) -> bool:
    """Whether "I" or "we" is one side; "I" with only "them" on the other says nothing of whom."""
    said = {view.actors[n].surface.lower() for n in (*left, *right)}
    after = (n + 1 for n in left[-1:] if n + 1 < len(view.actors))
    said |= {view.actors[n].surface.lower() for n in after if AND_I.match(view.sentence.text[view.actors[n - 1].end :])}
    alone = said & {"i", "me"} and said <= {"i", "me", "he", "him", "she", "her", "they", "them", "we", "us"}
    return bool(said & FIRST_PERSON) and not alone


def _only_barred(view: View, numbers: list[int]) -> bool:
    """Whether a side is somebody who speaks for no state: a governor, the head of an association."""
    return any(view.actors[n].kind == "barred" for n in numbers) and not seats_of(view, numbers)


def _points_back(view: View, number: int) -> bool:
    actor = view.actors[number]
    definite = re.match(r"(?:the|his|her|both|their)\b", actor.surface, re.I) is not None
    return actor.kind in ("pronoun", "counterpart") or (actor.kind in ("collective", "office") and definite)


def make_contact(view: View, hit: Hit, status: Status, seats: list[Seat], taken_up: bool = False) -> Contact:
    """A contact with these seats; each side is seated once."""
    unique: dict[str, Seat] = {}
    for seat in seats:
        unique.setdefault(seat.side.key or seat.surface.quote, seat)
    mode = mode_of(view, hit, [s.side for s in unique.values()])
    verb = hit.word if hit.word.pos_ == "VERB" else view.clause_verb(hit.word)
    auxiliaries = {w.lower_ for w in verb.children if w.dep_ == "aux"} if verb is not None else set()
    perfect = bool(auxiliaries & {"had", "'d"}) or {"to", "have"} <= auxiliaries
    told_by = hit.word if hit.word.pos_ == "VERB" else verb if governs(verb, hit.word) else None
    return Contact(
        status_words=view.sentence.span(*status_words(hit, told_by, status)),
        mode=mode,
        status=status,
        seats=tuple(unique.values()),
        trigger=view.sentence.span(hit.start, hit.end),
        sentence=view.sentence.index,
        rule=hit.rule.id,
        taken_up=taken_up,
        past_perfect=perfect,
        nominal=bool(hit.rule.phrases),
        aside=_is_aside(view, hit, verb),
        placed=_is_placed(view, hit),
        neutral=view.sentence.block.kind == "title" and (verb is None or _taken_for_a_verb(hit)),
        present=_in_headline_present(view, hit, verb, status),
    )


def _taken_for_a_verb(hit: Hit) -> bool:
    """Whether a noun was parsed as a verb ("Meeting with the Foreign Minister of Paraguay")."""
    return bool(hit.rule.phrases) and hit.word.tag_ == "VBG"


def _in_headline_present(view: View, hit: Hit, verb: Word | None, status: Status) -> bool:
    if view.sentence.block.kind != "title" or verb is None or status != "held":
        return False
    return hit.rule.mode != "exercise" and verb.tag_ in ("VBZ", "VBP")


BEFORE_OR_AFTER = re.compile(
    r"\b(?:ahead of|in advance of|prior to|before|after|since|following|followed|forward to|upcoming|in the wake of)\b"
)
PLACED = re.compile(r"\b(?:in|at|to)\s+(?:the )?$")
THANKING = words("thanking")
LIGHT = words("light")


def _is_aside(view: View, hit: Hit, verb: Word | None) -> bool:
    if view.sentence.block.kind == "title":
        return False
    if hit.rule.frame == "invite":
        return False
    if not hit.rule.phrases:
        return _of_a_body(hit.word) or _is_reason(hit.word)
    before = view.sentence.text[max(0, hit.start - 60) : hit.start].lower()
    return BEFORE_OR_AFTER.search(before) is not None or not (_is_scene(hit.word) or _is_told(hit.word, verb))


def _is_placed(view: View, hit: Hit) -> bool:
    after = [a for a in view.actors if a.start >= hit.end and a.kind in ("place", "state")]
    return any(PLACED.search(view.sentence.text[hit.end : a.start]) for a in after)


def _of_a_body(verb: Word) -> bool:
    """Whether a relative clause tells what a body or a paper is ("the council, which met in Oslo")."""
    return verb.dep_ == "relcl" and any(c.lower_ in ("which", "that") and c.dep_ in SUBJECTS for c in verb.children)


def _is_reason(verb: Word) -> bool:
    """Whether a contact is what somebody is thanked or praised for."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "for":
        return False
    return any(w.lemma_ in THANKING for w in (verb.head.head, *list(verb.head.ancestors)[:3]))


def _is_scene(noun: Word) -> bool:
    """Whether something happened in it: "during a visit to the city, she urged ..."."""
    if noun.dep_ != "pobj":
        return False
    prep = noun.head
    if prep.lower_ == "of" and prep.head.lower_ in ("course", "part", "end", "day", "leg"):
        return True
    if prep.lower_ == "for":
        return prep.head.lemma_ in COMING
    if prep.lower_ == "on" and prep.head.lemma_ in BUILDING:
        return False
    return prep.lower_ in SCENES and prep.head.pos_ in ("VERB", "AUX")


SCENES = frozenset(("during", "in", "at", "on", "over"))
COMING = words("coming")
BUILDING = frozenset(("build", "follow", "draw", "reflect", "comment", "expand", "capitalize", "capitalise", "focus"))
"""Verbs that lead with "on" to something else than what the sentence tells of."""


def _is_told(noun: Word, verb: Word | None) -> bool:
    """Whether the clause is about the contact itself: it was held, it took place, it focused on ..."""
    at = noun
    while at.dep_ == "conj" or (at.dep_ == "pobj" and at.head.lower_ == "of" and at.head.head.lemma_ in EDITIONS):
        at = at.head if at.dep_ == "conj" else at.head.head
    if verb is None or at.dep_ in ("ROOT", "nsubj", "nsubjpass", "attr"):
        return True
    return verb.lemma_ in LIGHT and not _is_reason(verb)
