"""The frame of nouns: "a call with", "talks between", "A's meeting with B", "in a conversation, A and B agreed"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.read.contact import EDITIONS, LIGHT, Contact, contact_of, governs, make_contact, seats_of
from communique.read.events import owning_body
from communique.read.sides import after_prep, countries_of, stand_for_several, subjects_of
from communique.read.status import BEGINNING, UNDER_WAY, on_the_agenda, status_of
from communique.read.triggers import Hit
from communique.read.view import View
from communique.rules.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token as Word


def nominal(view: View, hit: Hit) -> Contact | None:
    """The frame of nouns of contact; None where the noun is only talked about."""
    noun, verb = hit.word, view.clause_verb(hit.word)
    light = _is_light(verb, noun) or (verb is not None and on_the_agenda(verb))
    if hit.rule.mode == "exercise" and (named := _named_exercise(view, hit, verb)) is not None:
        return named
    if _not_a_contact(view, hit) or _many(noun) or (hit.rule.abstract and not light and not _takes_place(noun)):
        return None
    body = owning_body(view, hit) if light else []
    right = after_prep(view, hit, hit.rule.prep) or _indirect(view, hit, verb) or body
    right = right or (_beside(view, noun) if light else [])
    right = [*right, *(n for n in _also_there(view, hit) if n not in right)] if light or right else right
    left, owned = _left_of_noun(view, hit, verb, right)
    if len(countries_of(view, right)) > 1 and BETWEEN.match(view.sentence.text[hit.end :]):
        left = []
    if not (light or owned or right or _inside(view, noun, left) or _definite(noun)):
        return None
    if not right and not left and _is_next(verb, noun):
        return make_contact(view, hit, "planned", [], taken_up=True)
    if owned and not right and len(countries_of(view, left)) == 1:
        return None
    if not right and len(countries_of(view, left)) < 2 and not stand_for_several(view, left):
        return None
    if verb is not None and verb.lemma_ == "attend" and not right and not owned and len(countries_of(view, left)) == 1:
        return None
    told = governs(verb, noun) or (light and noun.dep_ == "appos")
    status = status_of(verb if told else None, noun, view.sentence.block.kind == "title")
    if status is None or (hit.rule.mode == "exercise" and len(countries_of(view, [*left, *right])) < 2):
        return None
    if hit.rule.mode == "exercise" and status == "held" and verb is not None and verb.lemma_ in BEGINNING:
        status = "ongoing"
    contact = contact_of(view, hit, status, left, right)
    if contact and not left and verb is not None and HIS_AGENDA.search(view.sentence.text[verb.idx :]):
        contact = replace(contact, points_back=True)
    return replace(contact, mode="multilateral") if contact and body and contact.mode == "meeting" else contact


def _named_exercise(view: View, hit: Hit, verb: Word | None) -> Contact | None:
    """An exercise with a name, between the states of its sentence; the article tells them where it does not."""
    text = view.sentence.text
    before = NAME_BEFORE.search(text[: hit.start])
    of_a_person = hit.word.dep_ == "compound" and hit.word.head.i > hit.word.i
    named = before and not of_a_person and not any(a.start <= before.start() < a.end for a in view.actors)
    if not (NAME_AFTER.match(text[hit.end :]) or named):
        return None
    at = hit.word if verb is None or governs(verb, hit.word) or hit.word.dep_ != "compound" else hit.word.head
    status = status_of(verb, None, view.sentence.block.kind == "title") if verb is not None else "held"
    if status is None:
        return None
    if status == "held" and verb is not None and (verb.lemma_ in BEGINNING or UNDER_WAY.search(text[hit.end :])):
        status = "ongoing"
    sides = [n for n, a in enumerate(view.actors) if a.kind in ("state", "collective") and view.sides[n]]
    sides = [n for n in sides if not BESIDE.search(text[: view.actors[n].start])]
    contact = make_contact(view, hit, status, seats_of(view, sides))
    headline = view.sentence.block.kind == "title"
    return replace(contact, aside=at is hit.word and contact.aside, neutral=headline and status == "held")


HIS_AGENDA = re.compile(r"\b(?:his|her) (?:\w+ )?(?:agenda|program(?:me)?|schedule|itinerary|calendar|diary)\b")
"""What says whose contacts they are that "are on his schedule"."""
BETWEEN = re.compile(r"[^.;:]{0,40}?\bbetween\b")
"""What names all sides after a noun, so that none stands before it."""
BESIDE = re.compile(r"\b(?:to|off|near|after|following|amid|against|from|before|through|around|towards?)\s(?:the )?$")
"""What leads to a state that does not take part in an exercise: it lies near, is sailed to, or has held another."""
NAME_AFTER = re.compile(r",? [“\"‘']?(?!(?:[A-Z]{2,4}|On|In|At|With|The)\b)[A-Z][a-z]+")
NAME_BEFORE = re.compile(r"\b(?!The\b)[A-Z][\w’-]+[”\"’']?(?:,? (?:joint|military|naval|bilateral|annual))* $")


def _indirect(view: View, hit: Hit, verb: Word | None) -> list[int]:
    """The other side where it depends on the verb: told somebody in a meeting, held a meeting with somebody."""
    if verb is None:
        return []
    if verb.lemma_ in TELLING and hit.word.dep_ == "pobj":
        return _told(view, verb)
    if verb.lemma_ in LIGHT and hit.word.dep_ in ("dobj", "pobj", "nsubjpass"):
        return after_prep(view, hit, ("with",)) or _held_by(view, hit, verb)
    return []


def _held_by(view: View, hit: Hit, verb: Word) -> list[int]:
    """Those by whom a meeting is hosted or held, where they are several."""
    agent = next((w for w in verb.children if w.dep_ == "agent"), None) if hit.word.dep_ == "nsubjpass" else None
    number = view.starting_after(agent.idx + len(agent.text), 4) if agent is not None else None
    run = view.run_from(number) if number is not None else []
    return run if len(countries_of(view, run)) > 1 else []


def _beside(view: View, noun: Word) -> list[int]:
    """With whom a contact was held, where that is said before it ("co-chaired, with his counterpart, the meeting")."""
    number = view.actor_of(noun.head) if noun.dep_ == "appos" else None
    if number is None or not re.search(r"\bwith\s(?:the )?$", view.sentence.text[: view.actors[number].start]):
        return []
    return view.run_from(number)


ATTENDED = re.compile(
    r"[^;]{0,90}?(?:,? (?:attended|joined) by|,? with the participation of|,? bringing together"
    r"|,? which (?:brings?|brought|will bring) (?:in|together)) (?:the )?"
)


def _also_there(view: View, hit: Hit) -> list[int]:
    """Who else took part, where a list behind the contact says so ("a meeting, attended by A, B and C")."""
    match = ATTENDED.match(view.sentence.text[hit.end :].replace("\n", " ")) if hit.rule.mode == "meeting" else None
    number = view.starting_after(hit.end + match.end(), 0) if match else None
    if number is None and match:
        number = view.starting_after(hit.end + match.end() - len("the "), 0)
    return view.run_from(number) if number is not None else []


def _left_of_noun(view: View, hit: Hit, verb: Word | None, right: list[int]) -> tuple[list[int], bool]:
    """The first side of a noun of contact, and whether it owns the noun."""
    left, owned = owner(view, hit)
    if verb is None or (owned and not _is_light(verb, hit.word)):
        return left, owned
    subjects = [n for n in subjects_of(view, verb, hit.start) if n not in right and n not in left]
    return ([*left, *subjects] if owned else subjects), owned


def _inside(view: View, noun: Word, subjects: list[int]) -> bool:
    """Whether both sides did something in it: "in a telephone conversation, A and B agreed"."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ("in", "during") and len(countries_of(view, subjects)) > 1


def _is_light(verb: Word | None, noun: Word) -> bool:
    """Whether the contact is what the verb held, began, attended ..."""
    if verb is None or verb.lemma_ not in LIGHT:
        return False
    at = noun
    while at.dep_ == "conj" or _of_an_edition(at):
        at = at.head if at.dep_ == "conj" else at.head.head
    bare = not any(w.dep_ in ("det", "poss") for w in noun.lefts)
    if verb.lemma_ == "take" and at.dep_ == "pobj" and bare and not any(w.lower_ == "part" for w in verb.children):
        return False
    return at.dep_ in ("dobj", "appos", "nsubjpass", "nsubj", "attr") or (
        at.dep_ == "pobj" and at.head.lower_ in ("in", "on", "for", "over")
    )


def _of_an_edition(noun: Word) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in EDITIONS


def _is_next(verb: Word | None, noun: Word) -> bool:
    """ "The next round will be held in ...": the same sides again."""
    following = any(w.lower_ == "next" for w in noun.lefts)
    return following and verb is not None and verb.lemma_ in ("hold", "take", "convene", "host")


def _definite(noun: Word) -> bool:
    """Whether a noun takes up a contact that was told before ("their meeting", "during the call")."""
    named = any(w.dep_ in ("compound", "nmod") and w.text[0].isupper() for w in noun.children)
    return not named and any(w.lower_ in ("their", "the", "this", "both", "next") for w in noun.lefts)


def _many(noun: Word) -> bool:
    """Whether contacts are only counted up ("numerous consultations"), so that none is told."""
    return any(w.lower_ in MANY for w in noun.lefts)


def _takes_place(noun: Word) -> bool:
    """Whether something happens in, during or after the contact; a bare "in dialogue" is none."""
    some = noun.tag_ in ("NNS", "NNPS") or any(w.dep_ in ("det", "poss", "nummod") for w in noun.lefts)
    steady = any(w.lower_ in ("ongoing", "continued", "continuing", "peace", "future") for w in noun.lefts)
    if not some or steady or noun.dep_ != "pobj" or noun.head.lower_ not in IN_WHICH:
        return False
    return noun.head.head.pos_ in ("VERB", "AUX") or noun.head.lower_ not in ("in", "of", "for", "to")


def _told(view: View, verb: Word) -> list[int]:
    """Whom somebody told something in a meeting."""
    found = (view.actor_under(c) for c in verb.children if c.dep_ in ("dobj", "dative"))
    return [n for n in found if n is not None]


TELLING = frozenset(("tell", "urge", "inform", "assure", "brief", "thank", "congratulate", "press", "warn"))


MANY = words("many")
IN_WHICH = ("during", "in", "after", "following", "at", "before", "ahead", "of", "for", "to")


def _not_a_contact(view: View, hit: Hit) -> bool:
    if hit.word.dep_ in ("compound", "amod", "nmod"):
        return True
    if hit.rule.mode == "exercise" and EXERCISED.match(view.sentence.text[hit.end :]):
        return True
    after = view.sentence.text[hit.end : hit.end + 8].lower()
    if hit.word.lower_ in ("call", "calls") and re.match(r"\s+(?:off|out)\b", after):
        return True
    asked = re.match(r"\s+(?:for|to|on)\b", after) and not ON_A_DAY.match(after)
    if hit.word.lower_ in ("call", "calls") and asked and hit.rule.mode == "call":
        return re.match(r"\s+to\s+(?!\w+\s)", after) is None and not after.strip().startswith("to")
    return False


ON_A_DAY = re.compile(r"\s+on (?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\d)")
EXERCISED = re.compile(
    r"\s+of (?:\w+ ){0,2}(?:rights?|powers?|authority|sovereignty|freedoms?|jurisdiction|restraint|caution|options?)\b"
)


def owner(view: View, hit: Hit) -> tuple[list[int], bool]:
    """The mentions that own a noun ("Biden's call", "US-India talks"), and whether there are any."""
    number = view.nearest_left(hit.start)
    if number is None:
        return [], False
    between = view.sentence.text[view.actors[number].end : hit.start].replace("\n", " ")
    if re.match(r"-\w+(?:ed|d|led)\b", between):
        return [], False
    genitive = re.fullmatch(r"\s?(?:['’]s|['’]|s['’])\s(?:[\w\-–/\d+]+\s){0,4}", between)
    title = view.sentence.block.kind == "title" or "eadout" in view.sentence.text[:40]
    adjective = re.fullmatch(r"\s(?:[\w\-–/\d+]+\s){0,3}", between) and view.actors[number].kind == "state"
    if genitive or (title and re.fullmatch(r"\s(?:(?!(?:on|of|the|to|for|in)\s)[\w\-–]+\s){0,3}", between)):
        return view.run(number), True
    if adjective:
        run = [n for n in view.run(number) if view.actors[n].kind == "state"]
        return (run, True) if len(run) > 1 else ([], False)
    return [], False
