"""Frames: how the sides of a contact stand around its verb or noun. About a dozen, over parse and mentions."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.read.contact import Contact, contact_of
from communique.read.nominal import nominal
from communique.read.sides import after_prep, direct_object, has_person, stand_for_several, subjects_of
from communique.read.status import status_of
from communique.read.triggers import Hit, TriggerIndex
from communique.read.view import View
from communique.read.visits import invite, is_in, visit, visit_nominal
from communique.types import Mode

if TYPE_CHECKING:
    pass


def contacts_in(view: View, index: TriggerIndex) -> list[Contact]:
    """The contacts that a sentence tells, in order."""
    found = [part for hit in index.hits(view) if (c := read_hit(view, hit)) for part in _parts(view, hit, c)]
    invited = next((c.trigger.start for c in found if c.status == "invited"), None)
    return [
        c for c in found if invited is None or c.mode != "visit" or c.status == "invited" or c.trigger.end < invited
    ]


def _parts(view: View, hit: Hit, contact: Contact) -> list[Contact]:
    """One contact for each counterpart, where the words say that they were met one by one."""
    before = view.sentence.text[max(0, hit.start - 25) : hit.end + 14]
    many = hit.word.tag_ in ("NNS", "NNPS") and hit.rule.id in ("noun.meeting", "noun.call")
    if not many and not re.search(r"\bseparate(?:ly)?\b", before) and not _prep_again(view, contact):
        return [contact]
    first = contact.seats[0].side.country if contact.seats else None
    ours = tuple(s for s in contact.seats if s.side.country == first)
    theirs = [s for s in contact.seats if s.side.country != first]
    if len(theirs) < 2:
        return [contact]
    mode: Mode = "meeting" if contact.mode == "multilateral" else contact.mode
    return [replace(contact, seats=(*ours, seat), mode=mode) for seat in theirs]


def _prep_again(view: View, contact: Contact) -> bool:
    """Whether the preposition stands again before the last side ("with A and with B")."""
    if len(contact.seats) < 3:
        return False
    last = contact.seats[-1].surface.start - view.sentence.start
    between = view.sentence.text[max(0, last - 24) : last]
    return re.search(r"\band,? (?:separately,? )?(?:later )?(?:with|on)\s(?:the )?$", between) is not None


def read_hit(view: View, hit: Hit) -> Contact | None:
    """The contact that a trigger tells in its frame, None where it tells none."""
    frame = {
        "subject_with": _subject_with,
        "nominal": nominal,
        "visit": visit,
        "visit_nominal": visit_nominal,
        "invite": invite,
        "is_in": is_in,
    }[hit.rule.frame]
    return frame(view, hit)


def _subject_with(view: View, hit: Hit) -> Contact | None:
    rule, verb = hit.rule, hit.word
    status = status_of(verb, None, view.sentence.block.kind == "title")
    if status is None or (rule.planned_only and status != "planned"):
        return None
    right = direct_object(view, hit) if rule.object else []
    if not right and rule.prep:
        right = after_prep(view, hit, rule.prep)
    left = [n for n in subjects_of(view, verb, verb.idx) if n not in right]
    passive = any(w.dep_ in ("auxpass", "nsubjpass") for w in verb.children)
    if not right and passive:
        right = after_prep(view, hit, ("by",))
    if rule.needs_person and not has_person(view, right):
        return None
    if rule.particle == "on" and re.match(r",?\s+to [a-z]+", view.sentence.text[view.actors[right[-1]].end :]):
        return None
    if not right and not (rule.together and stand_for_several(view, left)):
        return None
    if (
        rule.planned_only
        and not right
        and not re.match(r"\s+(?:each other|one another)", view.sentence.text[hit.end :])
    ):
        return None
    if rule.mode == "meeting" and not right and not _meets_together(view, hit):
        return None
    return contact_of(view, hit, status, left, right)


def _meets_together(view: View, hit: Hit) -> bool:
    following = view.sentence.text[hit.end : hit.end + 14].strip().lower()
    return not re.match(r"(?:the (?!sidelines|same)|their|our|its|a (?!second|third|few)|these|those)\b", following)
