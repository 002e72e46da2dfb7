"""The frames of visits: "A visited S", "A's visit to S", "A is in S", "on day one of a tour, A met B in Hanoi"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.read.compounds import SHIPS
from communique.read.contact import FIRST_PERSON, Contact, Seat, governs, make_contact, seats_of
from communique.read.lexicon import POSSESSIVE
from communique.read.nominal import owner
from communique.read.side import Side
from communique.read.sides import after_prep, has_person, subjects_of
from communique.read.status import status_of
from communique.read.triggers import Hit
from communique.read.view import View
from communique.rules.words import words
from communique.types import Status

if TYPE_CHECKING:
    from spacy.tokens import Token as Word

ACTING = ("person", "office", "counterpart", "pronoun")
REACH_WORDS = 12
ENDS_PLACE = frozenset(("with", "by", ";", ",", "–", "—", "-"))
NO_PLACES = words("no_places")
"""What one comes or goes to without going anywhere ("to come to an agreement")."""
ABROAD = re.compile(r"\b(?:in|at|of)\s+(?:the\s+)?(?:capital(?:,| of)?\s+)?$", re.I)
FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.I)
CODE = 2
INTO = re.compile(r"\binto\s+(?:the\s+)?$", re.I)
"""States go into an organisation, they do not visit it."""
LEAVING = frozenset(("leave", "depart", "head"))
FOR = re.compile(r"\b(?:for|to)\s+(?:the\s+)?(?:\w+\s+){0,3}$")
TO_A_PLACE = re.compile(
    r"\b(?:to|in|at|for|into|through|across|(?<!out )of)\s+"
    r"(?:the\s+|both\s+|neighbou?ring\s+|nearby\s+)?(?:capital\s+)?$",
    re.I,
)
ON_A_VISIT = re.compile(
    r"\b(?:on|during|in the course of|part of|(?:day|leg|stop|stage)(?: \w+)? of|end of|amid|while on|wrapp\w+ up)\s+"
    r"(?:an?|his|her|their|the|this)\s(?:[\w,–-]+\s){0,5}$",
    re.I,
)
"""What stands before a visit during which something else happened."""
PAST_ONE = re.compile(r"\b(?:recent|last|previous|earlier|past)\b[\w\s,–-]*$")
SETTING_OUT = frozenset(("depart", "leave", "travel", "fly", "head", "go"))
STILL_THERE = re.compile(
    r"\b(?:on (?:an?|his|her|their)|in the course of (?:an?|the|his|her|\w+ [\w’']+))\s(?:[\w,–-]+\s){0,5}$|"
    r"\b(?:day one|first day|second day|part) of\b",
    re.I,
)


def visit(view: View, hit: Hit) -> Contact | None:
    """The frame "A visited S", "A arrived in S"."""
    verb = hit.word
    status = status_of(verb, None, view.sentence.block.kind == "title")
    if status is None or verb.dep_ == "amod" or _only_intends(verb):
        return None
    left = subjects_of(view, verb, verb.idx)
    if not any(view.actors[n].kind in ACTING for n in left):
        return None
    done = view.sentence.block.kind == "title" and verb.lemma_ in ("arrive", "land")
    if status == "held" and hit.rule.id == "verb.travel" and verb.tag_ in ("VBZ", "VBP") and not done:
        status = "planned"
    hosts = hosts_after(view, hit)
    return _visit_contact(view, hit, status, left, hosts) if hosts else None


def _only_intends(verb: Word) -> bool:
    """Whether "going to" only tells the future of another verb ("is going to speak in Oslo")."""
    return verb.lemma_ == "go" and any(
        c.dep_ == "xcomp" and any(w.lower_ == "to" and w.dep_ == "aux" for w in c.children) for c in verb.children
    )


def hosts_after(view: View, hit: Hit) -> list[Seat]:
    """The states that a visit leads to: named after it, or those of named cities."""
    following = view.doc[hit.word.i + 1 : hit.word.i + REACH_WORDS]
    of_guest = bool(following) and following[0].lower_ in ("of", "by")
    for word in following:
        if word.lower_ in ENDS_PLACE - ({"by"} if of_guest else set()):
            return []
        if word.lemma_ in NO_PLACES and view.actor_of(word) is None:
            return []
        number = view.actor_of(word)
        if number is not None and not (of_guest and view.actors[number].kind in ACTING):
            hosts = _stops(view, number)
            between = view.sentence.text[hit.end : view.actors[number].start]
            if FROM.search(between) or (
                hit.word.lemma_ in LEAVING and FOR_A_PLACE.match(view.sentence.text[view.actors[number].end :])
            ):
                continue
            if hit.word.lemma_ in LEAVING and not FOR.search(between):
                return []
            if INTO.search(between) and any(len(s.side.country or "") > CODE for s in hosts):
                return []
            at_once = hit.rule.id in ("verb.visit", "verb.be-in") or view.actors[number].surface == "here"
            led = at_once or TO_A_PLACE.search(between)
            return hosts if led and host_seat(view, number) else []
    return []


LEAVING = frozenset(("leave", "depart", "quit"))
FOR_A_PLACE = re.compile(r"(?:\s+\w+){0,3}\s+for\s+(?:the\s+)?(?=[A-Z])")
NEXT_STOP = re.compile(
    r"(?: \([^)]*\)|,? (?:on |from |for |until |through )?[^,;.]{0,24}?(?:\d|day)\w*(?:[-–]\d+)?)?[,;]?"
    r"(?:,? (?:and|before|followed by|as well as|then|after that|finally|later|next|on|onward))*"
    r"(?: (?:to|in|for|travell?ing to|visiting|going to|heading to|a (?:visit|stop) (?:to|in)))?(?: the)?\s*"
)
"""What stands between two stops of one journey; the first may have its day."""


def _stops(view: View, number: int) -> list[Seat]:
    """The states of a journey, from the mention of the first: each once, a city with its state as one."""
    found: dict[str, Seat] = {}
    last = number
    joined = set(view.run_from(number))
    for at in range(number, len(view.actors)):
        between = view.sentence.text[view.actors[last].end : view.actors[at].start].replace("\n", " ")
        if at not in joined and (not NEXT_STOP.fullmatch(between) or view.begins_clause(at, between)):
            break
        seat = host_seat(view, at)
        if seat is None and at not in joined:
            break
        if seat is not None and seat.side.country:
            found.setdefault(seat.side.country, seat)
        last = at
    return list(found.values())


def host_seat(view: View, number: int) -> Seat | None:
    """The seat of a state that a mention names as a place; None where it names none."""
    actor = view.actors[number]
    surface = view.sentence.span(actor.start, actor.end)
    if view.sentence.text[: actor.start].endswith("New ") or actor.surface.split()[0] in SHIPS:
        return None
    if actor.kind == "state" and view.sides[number] and view.sides[number][0].country not in GROUPS:
        return Seat(view.sides[number][0], surface, "host")
    if actor.kind == "place" and actor.states:
        return Seat(Side(country=actor.states[0], rule="party.place"), surface, "host")
    return None


GROUPS = frozenset(("G7", "G20", "QUAD", "BRICS", "B9", "ASEAN", "APEC", "EAS", "SCO"))
"""Groups of states, which have meetings but are no place to go to."""


def _visit_contact(view: View, hit: Hit, status: Status, left: list[int], hosts: list[Seat]) -> Contact | None:
    abroad = {seat.side.country for seat in hosts}
    guests = [s for s in seats_of(view, left, "guest") if s.side.country not in abroad]
    pronoun = any(view.actors[n].kind == "pronoun" for n in left)
    if not guests and not pronoun:
        return None
    contact = make_contact(view, hit, status, [*guests, *hosts], taken_up=not guests)
    first_person = any(view.actors[n].surface.lower() in FIRST_PERSON for n in left)
    return replace(contact, points_back=not guests, first_person=first_person)


def visit_nominal(view: View, hit: Hit) -> Contact | None:
    """The frame "A's visit to S", "the visit of A to S", "his visit to S"."""
    noun, title = hit.word, view.sentence.block.kind == "title"
    verb = view.clause_verb(noun)
    status = status_of(verb if governs(verb, noun) else None, noun, title)
    if status is None and noun.dep_ == "pobj" and noun.head.lower_ in ("during", "on"):
        status = status_of(None, noun, title)
    if status is None:
        return None
    hosts, left = hosts_after(view, hit), _guests_of(view, hit, verb)
    before = view.sentence.text[max(0, hit.start - 60) : hit.start].replace("\n", " ")
    if status == "held" and (_is_now(verb) or (STILL_THERE.search(before) and not _went(verb))):
        on_the_way = SETTING_OUT if title else {*SETTING_OUT, "arrive"}
        leaves = verb is not None and verb.lemma_ in on_the_way and verb.tag_ in ("VBZ", "VBP")
        status = "planned" if leaves else "held" if PAST_ONE.search(before) else "ongoing"
    if status == "held" and noun.dep_ == "pobj" and noun.head.lower_ == "with" and _lies_ahead(verb, title):
        status = "planned"
    put_off = status in ("postponed", "cancelled") and not any(view.actors[n].kind in ACTING for n in left)
    if hosts and (put_off or (not left and _possessed(noun))):
        return replace(make_contact(view, hit, status, hosts, taken_up=True), points_back=True)
    if hosts:
        return _visit_contact(view, hit, status, left, hosts) if left else None
    if title and has_person(view, left):
        return replace(make_contact(view, hit, "planned", seats_of(view, left, "guest")), neutral=True)
    if status in ("postponed", "cancelled") and (left or _possessed(noun)):
        contact = make_contact(view, hit, status, seats_of(view, left, "guest"))
        return replace(contact, points_back=not left)
    return on_a_visit(view, hit, status)


def _lies_ahead(verb: Word | None, title: bool) -> bool:
    """Whether a journey with stops is one that somebody "will begin"."""
    return verb is not None and status_of(verb, None, title) == "planned"


def _is_now(verb: Word | None) -> bool:
    """Whether a visit only "is": "this is her first visit to the country"."""
    return verb is not None and verb.lemma_ == "be" and verb.tag_ in ("VBZ", "VBP")


def _went(verb: Word | None) -> bool:
    """Whether somebody "went on a visit": it is over, or its day says otherwise."""
    return verb is not None and verb.lemma_ == "go" and verb.tag_ == "VBD"


def _possessed(noun: Word) -> bool:
    return any(w.lower_ in POSSESSIVE for w in noun.lefts)


def _of_the_subject(noun: Word) -> bool:
    """Whether "his visit" is that of who does something with it ("she cut her visit short")."""
    return noun.dep_ == "dobj" and any(w.lower_ in ("his", "her") for w in noun.lefts)


def _guests_of(view: View, hit: Hit, verb: Word | None) -> list[int]:
    left, owned = owner(view, hit)
    if owned:
        return left
    noun = hit.word
    named_after = after_prep(view, hit, ("of", "by"))
    of_another = _possessed(noun) and not _of_the_subject(noun)
    subjects = [] if of_another or verb is None else subjects_of(view, verb, hit.start)
    at_once = noun.i + 1 < len(view.doc) and view.doc[noun.i + 1].lower_ in ("of", "by")
    left = (named_after or subjects) if at_once else (subjects or named_after)
    return [n for n in left if view.actors[n].kind != "state"]


def on_a_visit(view: View, hit: Hit, status: Status) -> Contact | None:
    """The visit on which somebody did something else: whose person acts, in a city or state not his own."""
    before = view.sentence.text[max(0, hit.start - 60) : hit.start].replace("\n", " ")
    verb = view.clause_verb(hit.word)
    if not ON_A_VISIT.search(before) or verb is None:
        return None
    guests = seats_of(view, [n for n in _acting(view, verb) if view.actors[n].kind in ACTING][:1], "guest")
    home = {s.side.country for s in guests}
    hosts = [s for s in _places_abroad(view) if s.side.country not in home] or _the_other_state(view, hit, home)
    if not guests or not hosts:
        return None
    ahead = status in ("held", "ongoing") and status_of(verb, None, view.sentence.block.kind == "title") == "planned"
    return make_contact(view, hit, "planned" if ahead else status, [*guests, hosts[0]])


def _acting(view: View, verb: Word) -> list[int]:
    number = view.subject(verb)
    if number is None:
        number = next((n for n, a in enumerate(view.actors) if a.kind in ACTING and view.sides[n]), None)
    return [] if number is None else [number]


def _places_abroad(view: View) -> list[Seat]:
    """The cities and states in which something happens."""
    found = (host_seat(view, n) for n, a in enumerate(view.actors) if ABROAD.search(view.sentence.text[: a.start]))
    return [seat for seat in found if seat is not None and len(seat.side.country or "") <= CODE]


def _the_other_state(view: View, hit: Hit, home: set[str | None]) -> list[Seat]:
    """The state that "to the city", "to the country" takes up: the only other one of the sentence."""
    if not re.match(
        r"\s+to the (?:city|country|kingdom|island|nation|capital|territory)\b", view.sentence.text[hit.end :]
    ):
        return []
    seats = (host_seat(view, n) for n, a in enumerate(view.actors) if a.end <= hit.start)
    return [seat for seat in seats if seat is not None and seat.side.country not in home][:1]


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
    if verb.dep_ == "advcl" and status_of(verb.head, None, False) == "planned":
        status = "planned"
    if status == "held" and verb.tag_ in ("VBZ", "VBP"):
        status = "planned" if match and re.search("due|expected", match.group()) else "ongoing"
    hosts = hosts_after(view, hit)
    return _visit_contact(view, hit, status, left, hosts) if hosts else None
