"""The frame of invitations: "A invited B to visit", "A accepted B's invitation", "A asked B to come to S"."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.read.contact import Contact, Seat, make_contact, seats_of
from communique.read.nominal import owner
from communique.read.side import STATE_CODE
from communique.read.sides import after_prep, direct_object, has_person, subjects_of
from communique.read.triggers import Hit
from communique.read.view import View
from communique.read.visits import host_seat
from communique.types import Mode

TO_COME = re.compile(r"\b(?:visit|come|in-person|trip|attend|travel|pay)\b")
TO_COME_AT_ONCE = re.compile(
    r"\s+to (?:come|visit|travel|pay|attend|undertake|lead|participate|take part|join|make an? (?:\w+ )*visit)\b"
)
TO_AN_EVENT = re.compile(
    r"\s+to (?:the |a |an |attend )?(?:[A-Z][\w&'’-]*,? (?:[\w&'’-]+ ){0,6}?)?(?:in |at )?(?:the )?"
)
REACH = 200


def invite(view: View, hit: Hit) -> Contact | None:
    """The frame "A invited B to visit"; an invitation accepted is a visit planned."""
    if hit.rule.phrases and _accepted(view, hit):
        return _acceptance(view, hit)
    hosts, guests = _sides(view, hit)
    if not guests or not has_person(view, guests):
        return _without_guest(view, hit, hosts) if hit.rule.phrases else None
    own = {s.country for n in hosts for s in view.sides[n]} & {s.country for n in guests for s in view.sides[n]}
    if own - {None} or not _to_come(view, hit, guests):
        return None
    seats = [*_hosts(view, hosts, guests), *seats_of(view, guests, "guest")]
    return _invitation(view, hit, seats)


def _invitation(view: View, hit: Hit, seats: list[Seat]) -> Contact | None:
    purpose = view.sentence.text[hit.end : hit.end + 120]
    meeting = re.search(r"\bmeeting\b", purpose) and not re.search(r"\bvisit\b", purpose)
    mode: Mode = "multilateral" if re.search(r"\bto attend\b", purpose) else "meeting" if meeting else "visit"
    return replace(make_contact(view, hit, "invited", seats), mode=mode) if seats else None


def _sides(view: View, hit: Hit) -> tuple[list[int], list[int]]:
    """The mentions of host and guest."""
    word = hit.word
    verb = word if word.pos_ == "VERB" else view.clause_verb(word)
    right = direct_object(view, hit) or after_prep(view, hit, ("to", "for"))
    owned = owner(view, hit)[0] if hit.rule.phrases else []
    sender = after_prep(view, hit, ("from", "of", "by")) if hit.rule.phrases else []
    left = owned or sender or (subjects_of(view, verb, hit.start) if verb is not None else [])
    if verb is not None and any(w.dep_ == "auxpass" for w in verb.children) and not hit.rule.phrases:
        return after_prep(view, hit, ("by",)), left
    return [n for n in left if n not in right], right


def _without_guest(view: View, hit: Hit, hosts: list[int]) -> Contact | None:
    """ "Conveyed an invitation from the king to visit": the guest is who was spoken to."""
    if not hosts or not TO_COME.search(view.sentence.text[hit.end : hit.end + 60]):
        return None
    contact = _invitation(view, hit, seats_of(view, hosts, "host"))
    return replace(contact, points_back=True) if contact else None


def _hosts(view: View, hosts: list[int], guests: list[int]) -> list[Seat]:
    """Who invites: the one said to, as of the state to which the guest is to come where his own is not known."""
    seats = seats_of(view, hosts, "host")
    home = {view.sides[n][0].country for n in guests if view.sides[n]}
    place = _place_after(view, view.actors[max(guests)].end)
    if place is None or place.side.country in home:
        return seats
    if not seats:
        return [place]
    unknown = [s for s in seats if s.side.country is None]
    return [replace(s, side=replace(s.side, country=place.side.country)) if s in unknown else s for s in seats]


def _place_after(view: View, at: int) -> Seat | None:
    """The first state, or state of a city, that is named after an offset; a group of states is no place."""
    found = (host_seat(view, n) for n, a in enumerate(view.actors) if a.start >= at)
    return next((s for s in found if s is not None and s.side.country and len(s.side.country) == STATE_CODE), None)


def _to_come(view: View, hit: Hit, guests: list[int]) -> bool:
    """Whether the invitation is one to come: to visit, to a place, in person."""
    at = max(view.actors[max(guests)].end, hit.end)
    if TO_COME_AT_ONCE.match(view.sentence.text[at:]):
        return True
    if hit.rule.id != "verb.ask" and TO_COME.search(view.sentence.text[hit.start : hit.start + REACH]):
        return True
    places = [a for a in view.actors if a.start >= at and a.kind in ("place", "state")]
    between = view.sentence.text[at : places[0].start] if places else ""
    return bool(places) and TO_AN_EVENT.fullmatch(between) is not None


def _accepted(view: View, hit: Hit) -> bool:
    verb = view.clause_verb(hit.word)
    return verb is not None and verb.lemma_ in ("accept", "welcome") and hit.word.dep_ in ("dobj", "nsubjpass")


def _acceptance(view: View, hit: Hit) -> Contact | None:
    verb = view.clause_verb(hit.word)
    if verb is None or verb.lemma_ != "accept" or not TO_COME.search(view.sentence.text[hit.end : hit.end + 80]):
        return None
    host = owner(view, hit)[0] or after_prep(view, hit, ("from", "of", "by"))
    guest = [n for n in subjects_of(view, verb, verb.idx) if n not in host]
    place = _place_after(view, hit.end)
    seats = [*seats_of(view, guest, "guest"), *(seats_of(view, host, "host") or ([place] if place else []))]
    contact = make_contact(view, hit, "planned", seats)
    return replace(contact, points_back=not seats_of(view, guest)) if seats else None
