"""One contact told of several counterparts or stops, taken apart where the words tell them one by one."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.read.contact import Contact
from communique.read.time_grammar import find_forms
from communique.read.triggers import Hit
from communique.read.view import View
from communique.types import Mode

APART = re.compile(
    r"\b(?:in|during|at) separate (?:\w+ )?"
    r"(?:meetings|talks|audiences|calls|conversations|sessions|encounters|bilaterals|discussions)\b"
)


def parts(view: View, hit: Hit, contact: Contact) -> list[Contact]:
    """One contact for each counterpart, where the words say that they were met one by one."""
    if contact.mode == "visit" and contact.status in ("planned", "held"):
        return _legs(view, contact)
    before = view.sentence.text[max(0, hit.start - 25) : hit.end + 24]
    many = hit.word.tag_ in ("NNS", "NNPS") and hit.rule.id in ("noun.meeting", "noun.call")
    apart = many or re.search(r"\bseparate(?:ly)?\b", before) or APART.search(view.sentence.text)
    if not apart and not _prep_again(view, contact):
        return [contact]
    first = contact.seats[0].side.country if contact.seats and not contact.points_back else None
    if contact.points_back and len(contact.countries) < 2:
        return [contact]
    ours = tuple(s for s in contact.seats if s.side.country == first)
    theirs = [s for s in contact.seats if s.side.country != first]
    if len(theirs) < 2:
        return [contact]
    mode: Mode = "meeting" if contact.mode == "multilateral" else contact.mode
    return [replace(contact, seats=(*ours, seat), mode=mode) for seat in theirs]


def _legs(view: View, contact: Contact) -> list[Contact]:
    """One visit for each host, where the words give each stop a day of its own."""
    guests = tuple(s for s in contact.seats if s.role != "host")
    hosts = [s for s in contact.seats if s.role == "host"]
    if len(hosts) < 2:
        return [contact]
    ends = [s.surface.end - view.sentence.start for s in hosts]
    starts = [*(s.surface.start - view.sentence.start for s in hosts[1:]), len(view.sentence.text)]
    dated = [bool(find_forms(view.sentence.text[a:b], 0)) for a, b in zip(ends, starts, strict=True)]
    if not all(dated):
        return [contact]
    spans = [view.sentence.span(s.surface.start - view.sentence.start, b) for s, b in zip(hosts, starts, strict=True)]
    legs = [replace(contact, seats=(*guests, h), trigger=span) for h, span in zip(hosts, spans, strict=True)]
    return [replace(legs[0], trigger=contact.trigger), *legs[1:]]


def _prep_again(view: View, contact: Contact) -> bool:
    """Whether the preposition stands again before the last side ("with A and with B")."""
    if len(contact.seats) < 3:
        return False
    last = contact.seats[-1].surface.start - view.sentence.start
    between = view.sentence.text[max(0, last - 24) : last]
    return re.search(r"\band,? (?:separately,? )?(?:later )?(?:with|on|by)\s(?:the )?$", between) is not None
