"""The frames of visits and invitations."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.read.cast import Side
from communique.read.contact import Contact, Seat, governs, make_contact, seats_of
from communique.read.nominal import owner
from communique.read.sides import after_prep, direct_object, has_person, subjects_of
from communique.read.status import status_of
from communique.read.triggers import Hit
from communique.read.view import View
from communique.types import Mode, Status

if TYPE_CHECKING:
    pass


def visit(view: View, hit: Hit) -> Contact | None:
    """The frame "A visited S", "A arrived in S"."""
    verb = hit.word
    status = status_of(verb, None, view.sentence.block.kind == "title")
    if status is None:
        return None
    left = subjects_of(view, verb, verb.idx)
    if not any(view.actors[n].kind in ("person", "office", "counterpart", "pronoun") for n in left):
        return None
    if status == "held" and hit.rule.id == "verb.travel" and verb.tag_ in ("VBZ", "VBP"):
        status = "planned"
    place = _place_after(view, hit)
    if place is None:
        return None
    return _visit_contact(view, hit, status, left, place)


def _place_after(view: View, hit: Hit) -> Seat | None:
    """The state that a visit leads to: named, or that of a named city."""
    doc = view.doc
    for word in doc[hit.word.i + 1 : hit.word.i + 9]:
        if word.lower_ in ("with", "by", ";", ",", "for") and word.lower_ != "for":
            return None
        number = view.actor_of(word)
        if number is None:
            continue
        actor = view.actors[number]
        if actor.kind == "state":
            side = view.sides[number][0] if view.sides[number] else None
            return Seat(side, view.sentence.span(actor.start, actor.end), "host") if side else None
        if actor.kind == "place" and actor.states:
            side = Side(country=actor.states[0], rule="party.place")
            return Seat(side, view.sentence.span(actor.start, actor.end), "host")
        return None
    return None


def _visit_contact(view: View, hit: Hit, status: Status, left: list[int], place: Seat) -> Contact | None:
    guests = [s for s in seats_of(view, left, "guest") if s.side.country != place.side.country]
    pronoun = any(view.actors[n].kind == "pronoun" for n in left)
    if not guests and not pronoun:
        return None
    return make_contact(view, hit, status, [*guests, place], taken_up=not guests)


def visit_nominal(view: View, hit: Hit) -> Contact | None:
    """The frame "A's visit to S", "the visit of A to S"."""
    noun = hit.word
    verb = view.clause_verb(noun)
    place = _place_after(view, hit)
    left, owned = owner(view, hit)
    if not owned:
        named_after = after_prep(view, hit, ("of", "by"))
        subjects = subjects_of(view, verb, hit.start) if verb is not None else []
        at_once = noun.i + 1 < len(view.doc) and view.doc[noun.i + 1].lower_ in ("of", "by")
        left = (named_after or subjects) if at_once else (subjects or named_after)
        left = [n for n in left if view.actors[n].kind != "state"]
    status = status_of(verb if governs(verb, noun) else None, noun, view.sentence.block.kind == "title")
    if place is None and status and left and view.sentence.block.kind == "title" and has_person(view, left):
        return replace(make_contact(view, hit, "planned", seats_of(view, left, "guest")), neutral=True)
    if place is None or status is None or not left:
        return None
    return _visit_contact(view, hit, status, left, place)


def invite(view: View, hit: Hit) -> Contact | None:
    """The frame "A invited B to visit"."""
    word = hit.word
    verb = word if word.pos_ == "VERB" else view.clause_verb(word)
    right = direct_object(view, hit) or after_prep(view, hit, ("to", "for"))
    left = subjects_of(view, verb, hit.start) if verb is not None else []
    left = [n for n in left if n not in right]
    if not right or not left or not has_person(view, right):
        return None
    passive = verb is not None and any(w.dep_ == "auxpass" for w in verb.children)
    if passive:
        left, right = right, left
    if not _to_come(view, hit, right):
        return None
    seats = [*seats_of(view, left, "host"), *seats_of(view, right, "guest")]
    purpose = view.sentence.text[hit.end : hit.end + 120]
    meeting = re.search(r"\bmeeting\b", purpose) and not re.search(r"\bvisit\b", purpose)
    mode: Mode = "multilateral" if re.search(r"\bto attend\b", purpose) else "meeting" if meeting else "visit"
    return replace(make_contact(view, hit, "invited", seats), mode=mode)


def _to_come(view: View, hit: Hit, guests: list[int]) -> bool:
    """Whether the invitation is one to come: to visit, to a place, in person."""
    if re.search(r"\b(visit|to come|in-person|trip|to attend)\b", view.sentence.text[hit.start : hit.start + 200]):
        return True
    after = [a for a in view.actors[max(guests) + 1 :] if a.kind in ("place", "state")]
    between = view.sentence.text[view.actors[max(guests)].end : after[0].start] if after else ""
    return bool(after) and re.fullmatch(r"\s+to (?:the )?", between) is not None


def is_in(view: View, hit: Hit) -> Contact | None:
    """ "X is in Y": a visit, where a person is said to be in another state."""
    verb = hit.word
    match = re.match(r"\s+(?:now |also |currently |due |expected )?in\s+(?:the )?", view.sentence.text[hit.end :])
    number = view.starting_after(hit.end + match.end(), 0) if match else None
    if number is None or view.actors[number].kind not in ("state", "place"):
        return None
    left = [n for n in subjects_of(view, verb, verb.idx) if view.actors[n].kind in ("person", "office", "pronoun")]
    status = status_of(verb, None, False)
    if not left or status is None or status == "denied":
        return None
    if status == "held" and verb.tag_ in ("VBZ", "VBP"):
        status = "planned" if match and re.search("due|expected", match.group()) else "ongoing"
    place = _place_after(view, hit)
    return _visit_contact(view, hit, status, left, place) if place else None
