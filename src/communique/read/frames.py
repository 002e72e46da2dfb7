"""Frames: how the sides of a contact stand around its verb or noun. About a dozen, over parse and mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.read.contact import TALKED_OVER, Contact, contact_of
from communique.read.events import at_event
from communique.read.invitations import invite
from communique.read.nominal import nominal
from communique.read.papers import documents_signed
from communique.read.partings import parts
from communique.read.sides import (
    after_prep,
    countries_of,
    direct_object,
    has_person,
    received,
    stand_for_several,
    subjects_of,
)
from communique.read.status import status_of
from communique.read.triggers import Hit, TriggerIndex
from communique.read.view import View
from communique.read.visits import is_in, visit, visit_nominal


def contacts_in(view: View, index: TriggerIndex) -> list[Contact]:
    """The contacts that a sentence tells, in order."""
    found = [at_event(view, part) for hit, contact in _read_once(view, index) for part in parts(view, hit, contact)]
    invited = next((c.trigger.start for c in found if c.status == "invited"), None)
    return [c for c in found if invited is None or c.trigger.start <= invited or not _is_a_goal(c)]


def _read_once(view: View, index: TriggerIndex) -> Iterator[tuple[Hit, Contact]]:
    """The contacts of the triggers, each word's first."""
    done = -1
    for hit in index.hits(view):
        contact = read_hit(view, hit) if hit.word.i != done else None
        if contact:
            done = hit.word.i
            yield hit, contact


def _is_a_goal(contact: Contact) -> bool:
    """Whether a contact may be what somebody is invited to."""
    if contact.mode == "visit":
        return contact.status != "invited"
    return contact.rule == "noun.meeting" and contact.mode == "multilateral"


def read_hit(view: View, hit: Hit) -> Contact | None:
    """The contact that a trigger tells in its frame, None where it tells none."""
    frame = {
        "subject_with": _subject_with,
        "nominal": nominal,
        "visit": visit,
        "visit_nominal": visit_nominal,
        "invite": invite,
        "is_in": is_in,
        "agree": _agree,
    }[hit.rule.frame]
    contact = frame(view, hit)
    if contact and contact.mode == "meeting" and OF_A_DRILL.match(view.sentence.text[hit.end :]):
        ahead = "next" in view.sentence.text[max(0, hit.start - 12) : hit.end].split()
        return replace(contact, mode="exercise", status="planned" if ahead else contact.status)
    return None if hit.rule.id == TALKED_OVER and contact and not _names_two(contact) else contact


OF_A_DRILL = re.compile(r" of (?:the |its |their )?(?:\w+ ){0,3}(?:exercises?|drills?|war games)\b", re.I)
"""What follows an "edition" or "round" of an exercise."""


def _subject_with(view: View, hit: Hit) -> Contact | None:
    rule, verb = hit.rule, hit.word
    status = status_of(verb, None, view.sentence.block.kind == "title")
    own_words = FIRST_PERSON.search(view.sentence.text[: hit.start]) is not None
    if own_words and status == "planned" and view.sentence.text[: hit.start].endswith("to "):
        status = "held"
    if status is None or _met_with_something(hit) or (rule.planned_only and status != "planned" and not own_words):
        return None
    right = _right_of_verb(view, hit)
    left = [n for n in subjects_of(view, verb, verb.idx) if n not in right]
    if not left and _of_others(view, hit, right):
        return None
    if rule.needs_person and not has_person(view, right) and (right or not rule.planned_only):
        return None
    if rule.particle == "on" and re.match(r",?\s+to [a-z]+", view.sentence.text[view.actors[right[-1]].end :]):
        return None
    if not right and rule.mode == "signing" and (signed := documents_signed(view, hit, status)):
        return signed
    if not right and not _met_together(view, hit, left):
        return None
    contact = contact_of(view, hit, status, left, right)
    if contact and own_words and not left:
        contact = replace(contact, speaker=len(contact.countries) == 1)
    if contact and verb.dep_ == "acl" and rule.mode == "signing":
        return replace(contact, aside=True)
    if contact is None or rule.id != "verb.host":
        return contact
    if FOR_A_STAY.match(view.sentence.text[hit.end :]):
        return replace(contact, mode="visit")
    return _awaited(view, hit, contact, right) if status == "planned" else contact


def _names_two(contact: Contact) -> bool:
    """Whether the words name both sides of what was held, one of them by an office or a person."""
    spoken_for = any(seat.side.name or seat.side.office or seat.side.role for seat in contact.seats)
    return contact.status == "held" and spoken_for and len(contact.countries) > 1 and not contact.taken_up


def _talked_with(view: View, hit: Hit, right: list[int]) -> bool:
    """Whether it was discussed with them, not how to do something with them."""
    between = view.sentence.text[hit.end : view.actors[right[0]].start]
    passive = any(w.dep_ == "auxpass" for w in hit.word.children)
    return (
        not passive
        and has_person(view, right)
        and not re.search(r"\bto [a-z]+|\b(?:of|by|for|about) [a-z]+ing\b", between)
    )


def without_mere_talk(contacts: Sequence[Contact]) -> list[Contact]:
    """The contacts; that two "discussed" something is one only where nothing else tells of their contact.

    Where one sentence says that they did so by telephone, they did in all.
    """
    told = [c for c in contacts if c.rule != TALKED_OVER]
    held = [c for c in told if c.status in ("held", "ongoing")]
    mere = [c for c in contacts if c.rule == TALKED_OVER and not any(len(c.countries & h.countries) > 1 for h in held)]
    calls = [c.countries for c in mere if c.mode == "call"]
    kept = [replace(c, mode="call") if c.countries in calls else c for c in mere]
    return sorted([*told, *kept], key=lambda c: (c.sentence, c.trigger.start))


def _met_with_something(hit: Hit) -> bool:
    """Whether a thing is "met with" an answer: nobody meets anybody, but for whom one is met by."""
    passive = hit.rule.id == "verb.meet" and any(w.dep_ == "auxpass" for w in hit.word.children)
    return passive and any(w.lower_ == "with" and w.dep_ == "prep" for w in hit.word.children)


def _of_others(view: View, hit: Hit, right: list[int]) -> bool:
    """Whether the subject is somebody of no state, so that those whom he met did not meet each other."""
    named = any(c.dep_ == "nsubj" and c.pos_ in ("NOUN", "PROPN") for c in hit.word.children)
    return named and len(countries_of(view, right)) > 1


def _agree(view: View, hit: Hit) -> Contact | None:
    """The frame "A and B have agreed to an agreement": an instrument between states, without an act of signing."""
    status = status_of(hit.word, None, view.sentence.block.kind == "title")
    left = subjects_of(view, hit.word, hit.word.idx)
    if status != "held" or len(countries_of(view, left)) < 2 or not AN_INSTRUMENT.match(view.sentence.text[hit.end :]):
        return None
    return contact_of(view, hit, status, left, [])


AN_INSTRUMENT = re.compile(
    r"\s+(?:(?:to|on|upon|in principle) )*(?:an?|the|their|two|several)\s+(?:(?!to\b|that\b)[\w’'-]+\s+){0,5}?"
    r"(?:agreements?|deals?|pacts?|accords?|treaty|treaties|frameworks?|arrangements?|memorand\w+)\b",
    re.I,
)


def _right_of_verb(view: View, hit: Hit) -> list[int]:
    """The other side: the object, else what a preposition leads to."""
    right = direct_object(view, hit) if hit.rule.object else []
    if any(_only_names_a_thing(view, n) for n in right[:1]):
        return []
    if not right and hit.rule.id == "verb.host":
        right = received(view, hit) or _led_by_some(view, hit)
    if not right and hit.rule.prep:
        right = after_prep(view, hit, hit.rule.prep)
    if not right and any(w.dep_ in ("auxpass", "nsubjpass") for w in hit.word.children):
        right = after_prep(view, hit, ("by",))
    return [] if hit.rule.id == TALKED_OVER and right and not _talked_with(view, hit, right) else right


def _led_by_some(view: View, hit: Hit) -> list[int]:
    """Those who lead a delegation, time and place before it ("received in Oslo a delegation ... led by ...")."""
    objects = (view.actor_of(w) for w in hit.word.children if w.dep_ == "dobj" and w.i > hit.word.i)
    number = next((n for n in objects if n is not None and view.actors[n].plural), None)
    if number is None:
        return []
    end = view.actors[number].end
    near = [n for n in range(number, len(view.actors)) if view.actors[n].start - end < REACH_OF_LEADERS]
    led = next((n for n in near if LED_BY.search(view.sentence.text[end : view.actors[n].start])), None)
    first = led if led is not None else next((n for n in near if view.sides[n]), number)
    return view.run_from(first)


REACH_OF_LEADERS = 120
"""Characters after "a delegation" in which it is said whose it is and who leads it."""
LED_BY = re.compile(r"\b(?:led|headed) by (?:the )?$")


def _met_together(view: View, hit: Hit, left: list[int]) -> bool:
    """Whether the subject alone names all sides ("the two ministers met")."""
    following = view.sentence.text[hit.end :]
    topical = hit.rule.id == TALKED_OVER
    if hit.rule.mode == "meeting" and not topical and _meets_a_thing(view, hit):
        return False
    if not hit.rule.together or not stand_for_several(view, left) or _one_alone(view, hit, left):
        return False
    if hit.rule.planned_only and not re.match(r"\s+(?:each other|one another)", following):
        return False
    if hit.rule.id == "verb.speak" and IN_PUBLIC.match(following.lstrip()):
        return False
    return hit.rule.mode != "meeting" or topical or not OBJECT_FOLLOWS.match(following.lstrip())


IN_PUBLIC = re.compile(
    r"(?:on|under) (?:the )?condition\b|(?:out|up)\b|to (?:what|whether|how|why|the (?:media|press|nation)|reporters|"
    r"journalists|lawmakers|parliament|Congress|the BBC|CNN)\b|to [A-Z]\w+ (?:News|TV|Radio)\b"
)
"""What follows where those who "spoke" spoke to the public, not to each other."""


def _meets_a_thing(view: View, hit: Hit) -> bool:
    """Whether the verb has an object that is nobody ("met the deadline", "are meeting that duty")."""
    objects = (w for w in hit.word.children if w.dep_ == "dobj" and w.pos_ == "NOUN" and w.i > hit.word.i)
    return any(view.actor_under(w) is None and not NOT_A_THING.match(w.text) for w in objects)


NOT_A_THING = re.compile(
    r"(?:one|another|other|(?:time|week|month|year|day|morning|afternoon|evening|night|summer|spring|\w+day)s?$)|\d",
    re.I,
)
FIRST_PERSON = re.compile(
    r"(?:^|[“\"‘.!:]\s*)(?:(?:[Aa]lso|[Jj]ust|[Ee]arlier|[Tt]oday|[Tt]his \w+|[Ll]ast night|Yesterday),?\s)?"
    r"(?:(?:[Ss]o |[Vv]ery )?(?:[Dd]elighted|[Pp]leased|[Hh]appy|[Gg]lad|[Hh]onou?red"
    r"|[Gg]reat|[Gg]ood|[Ww]onderful|[Pp]rivileged|[Aa] (?:great |real )?pleasure|[Pp]leasure|[Nn]ice"
    r"|[Ee]njoyed)(?: (?:to|as always to))?(?: be able to)?\s)?$"
)
"""What stands before the verb of a post in which somebody tells of himself without a word for himself."""
OBJECT_FOLLOWS = re.compile(r"(?:the (?!sidelines|same)|their|our|its|a (?!second|third|few)|these|those)\b", re.I)
SINGULAR = frozenset(("he", "she", "i", "him", "her", "me"))


def _one_alone(view: View, hit: Hit, left: list[int]) -> bool:
    """Whether the subject is one person."""
    first = view.actors[left[0]]
    joined = re.search(r"\band\b", view.sentence.text[first.end : hit.start])
    return len(left) == 1 and not joined and first.surface.lower() in SINGULAR


def _awaited(view: View, hit: Hit, contact: Contact, guests: list[int]) -> Contact:
    """A visit, where the guest is looked forward to in the host's country, not at a meeting."""
    text = view.sentence.text
    match = re.match(r"\s+(?:in|to) (?:the )?", text[view.actors[guests[-1]].end :])
    number = view.starting_after(view.actors[guests[-1]].end + match.end(), 0) if match else None
    if number is None or view.actors[number].kind != "state" or SEAT.search(view.actors[number].surface):
        return contact
    if not re.search(r"\bforward\b", text[: hit.start]):
        return contact
    return replace(contact, mode="visit", status="planned" if DAY_TOLD.search(text[hit.end :]) else "invited")


SEAT = re.compile(r"House|Palace|Street|Kremlin|Pentagon|Department|Ministry|Office")
"""A seat of government, where one is met rather than visited."""
FOR_A_STAY = re.compile(
    r"[^.;]{0,220}?\b(?:for|on) (?:an?|his|her|their) (?:[\w-]+ ){0,4}(?:visit|stay)\b"
    r"(?! with (?:the )?(?:President|Prime|him|her|them|me)\b)",
    re.I,
)
"""What the guest is hosted for, where it is more than one meeting."""
DAY_TOLD = re.compile(
    r"\b(?:\d{1,4}|next|this|later|tomorrow|January|February|March|April|May|June|July|August)\b|\w+(?:ember|ober|day)\b"
)


def _only_names_a_thing(view: View, number: int) -> bool:
    """Whether a state only says whose or which thing it is ("met its NATO targets", "met Ukraine's needs")."""
    word, kind = view.last_word(number), view.actors[number].kind
    if word is None or word.dep_ not in (("poss",) if kind == "person" else ("poss", "compound", "amod", "nmod")):
        return False
    if kind not in ("state", "person"):
        return False
    of_head = view.actor_of(word.head)
    return (of_head is None or not view.sides[of_head]) and word.head.i > word.i
