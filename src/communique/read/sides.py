"""Where the sides of a contact stand: before the verb, after it, after a preposition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.read.actors import Actor
from communique.read.triggers import Hit
from communique.read.view import View

if TYPE_CHECKING:
    from spacy.tokens import Token as Word


REACH_WORDS = 14


def after_prep(view: View, hit: Hit, preps: tuple[str, ...]) -> list[int]:
    """The mentions led to by one of the prepositions after the trigger."""
    doc, at = view.doc, hit.word.i + 1
    limit = min(len(doc), at + REACH_WORDS)
    skipped = 0
    while at < len(doc) and skipped < limit - hit.word.i:
        word = doc[at]
        if word.lower_ in preps and view.actor_of(word) is None:
            start = view.starting_after(word.idx + len(word.text), 34)
            near = word.lower_ not in ("of", "on", "in") or word.i <= hit.word.i + 1 or hit.rule.mode == "visit"
            if (
                start is not None
                and near
                and _stands_for_some(view, start)
                and _small(view.sentence.text[word.idx + len(word.text) : view.actors[start].start])
            ):
                return view.run_from(start)
            if word.lower_ not in ("to", "in", "of", "on", "for"):
                return []
        if hit.rule.id == "verb.speak" and word.lower_ in ("after", "before", "following"):
            return []
        if word.lower_ in (";", ":") or _another_clause(word):
            return []
        number = view.actor_of(word)
        skipped += 1 if number is None else 0
        at += 1
    return []


def _stands_for_some(view: View, number: int) -> bool:
    return bool(view.sides[number]) or view.actors[number].kind in ("barred", "pronoun", "collective", "counterpart")


def _another_clause(word: Word) -> bool:
    """Whether a new clause begins with this verb."""
    if word.pos_ not in ("VERB", "AUX"):
        return False
    if word.tag_ == "VBG" and word.i > 0 and word.nbor(-1).lower_ == ",":
        return True
    return word.dep_ == "conj" or word.tag_ in ("VBD", "VBZ", "VBP", "MD")


def _small(between: str) -> bool:
    words = between.replace("\n", " ").lower().split()
    words = between.lower().replace("government of", "").split()
    if "from" in words[1:] and not FROM_SOMEBODY.search(between):
        return False
    return len(words) <= 4 and not any(
        w.strip(",") in ("to", "of", "in", "on", "at", "that", "for", *ASKING) for w in words[:3]
    )


FROM_SOMEBODY = re.compile(r"(?:\w+s|delegation|team|group|mission|envoy|minister) from\b", re.I)
"""Those of a state, where what comes "from" it could be anything ("met with resistance from ...")."""
ASKING = ("what", "whether", "how", "why")


A_DAY = re.compile(
    r"\s+(?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)(?: (?:morning|evening|night))?\b"
)
"""A day between a verb and whom it is said of ("hosted on Monday the Chilean president")."""


def direct_object(view: View, hit: Hit) -> list[int]:
    """The mentions that follow a verb directly."""
    end = hit.end
    number = view.starting_after(end, 22 + len(day[0]) if (day := A_DAY.match(view.sentence.text[end:])) else 22)
    if number is None:
        return []
    between = A_DAY.sub(" ", view.sentence.text[end : view.actors[number].start])
    if not re.fullmatch(r"[\s\n]*(?:(?!(?:of|in|on|at|for|by|to|with|and|that|from)\s)[a-z]+\s+){0,4}", between):
        return []
    return view.run_from(number)


BROUGHT = frozenset(("visit", "delegation", "credential", "group", "call", "letter"))
"""What one receives from, or with, somebody."""
FROM_WHOM = re.compile(r"(?: \w+){0,2} (?:of|from|by|led by|headed by|including) (?:the |a |an |its |his |her )?")


def received(view: View, hit: Hit) -> list[int]:
    """Whom somebody received, a place and a day between ("received in Rabat, on Monday, the visit of ...")."""
    following = view.sentence.text[hit.end :]
    for after, actor in enumerate(view.actors):
        between = following[: max(0, actor.start - hit.end)]
        named = actor.kind in ("person", "office") and view.sides[after]
        if actor.start > hit.end and named and WHERE_AND_WHEN.fullmatch(between):
            return view.run_from(after)
    objects = [w for w in hit.word.children if w.dep_ in ("dobj", "dative") and w.i > hit.word.i]
    for thing in objects:
        own = view.actor_of(thing)
        if own is not None and view.sides[own]:
            return view.run_from(own)
        at = thing.idx + len(thing.text)
        number = view.starting_after(at, 40) if thing.lemma_.lower() in BROUGHT else None
        if number is not None and FROM_WHOM.fullmatch(
            BLANKS.sub(" ", view.sentence.text[at : view.actors[number].start])
        ):
            return view.run_from(number) if PHONE not in view.sentence.text[hit.end : at] else []
    return []


WHERE_AND_WHEN = re.compile(
    r"(?:,?\s+(?:(?:in|at|on|during)\s+(?!(?:a|the) \w+ (?:of|from|by)\b)[\w’' -]{2,40}?"
    r"|(?:on )?(?:\w+day,? )?(?:the )?(?:[A-Z][a-z]{2,8} \d{1,2}|\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]{2,8})"
    r"(?:,? (?:19|20)\d\d)?"
    r"|today|yesterday|tomorrow|here|(?:this|last|late|early) \w+))+,?\s+(?:the\s+)?"
)
BLANKS = re.compile(r"\s+")
PHONE = "phone"


def subjects_of(view: View, verb: Word, before: int) -> list[int]:
    """The mentions that are the subject of a verb, with those coordinated with them."""
    number = view.subject(verb)
    if number is None:
        number = view.nearest_left(before)
        if number is not None and not _clear(view, view.actors[number].end, before):
            return []
    return view.run(number) if number is not None else []


def _clear(view: View, start: int, end: int) -> bool:
    """Whether no clause boundary stands between two offsets."""
    between = view.sentence.text[start:end]
    return ";" not in between and len(between) < 70 and not re.match(r"-\w+d\b", between)


def has_person(view: View, numbers: list[int]) -> bool:
    """Whether one of the mentions is a person, an office or a pronoun for one."""
    return any(is_somebody(view.actors[n]) for n in numbers)


def is_somebody(actor: Actor) -> bool:
    """Whether a mention is a person, an office or a pronoun for one, not a state."""
    kinds = ("person", "office", "counterpart", "collective")
    return actor.kind in kinds or actor.surface.lower() in ("me", "us", "him", "her", "them")


def stand_for_several(view: View, numbers: list[int]) -> bool:
    """Whether mentions stand for more than one side, named here or before."""
    if len(numbers) > 1 or len(countries_of(view, numbers)) > 1:
        return True
    return any(_some_known(view.actors[n]) and not _of_others(view, n) for n in numbers)


def _of_others(view: View, number: int) -> bool:
    """Whether a collective says itself whose it is ("the presidents of all members"): none told before is meant."""
    actor = view.actors[number]
    return (
        actor.kind == "collective" and not actor.states and OF_WHOM.match(view.sentence.text[actor.end :]) is not None
    )


OF_WHOM = re.compile(r"\s+(?:of|from)\s")


def _some_known(actor: Actor) -> bool:
    """Whether a mention stands for several who were named, there or before."""
    if actor.kind in ("pronoun", "counterpart"):
        return actor.kind == "pronoun" or bool(actor.states)
    return actor.plural and (
        bool(actor.states) or re.match(r"(?:the|both|two|their)\b", actor.surface, re.I) is not None
    )


def countries_of(view: View, numbers: list[int]) -> set[str]:
    """The states and organisations that some mentions name."""
    return {s.country for n in numbers for s in view.sides[n] if s.country}
