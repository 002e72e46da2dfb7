"""Frames: how the sides of a contact stand around its verb or noun. About a dozen, over parse and mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from communique.read.actors import Actor
from communique.read.cast import Side
from communique.read.status import status_of
from communique.read.view import View
from communique.rules import Trigger
from communique.rules.words import words
from communique.types import Mode, Span, Status, When

if TYPE_CHECKING:
    from spacy.tokens import Token as Word

BY_PHONE = re.compile(r"\b(?:by|over the|via|on the) (?:tele)?phone\b|\bphone call\b|\btelephon\w+\b|\btelecon\b", re.I)
BY_VIDEO = re.compile(r"\b(?:virtual(?:ly)?|video|videoconference)\b", re.I)
REACH_WORDS = 14


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


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger found: its rule, its word (the noun or verb) and the characters it covers in the sentence."""

    rule: Trigger
    word: Word
    start: int
    end: int


class TriggerIndex:
    """Rules by lemma and by phrase."""

    def __init__(self, rules: tuple[Trigger, ...]) -> None:
        self._verbs: dict[str, list[Trigger]] = {}
        self._nouns: dict[str, list[tuple[tuple[str, ...], Trigger]]] = {}
        for rule in rules:
            for lemma in rule.lemmas:
                self._verbs.setdefault(lemma, []).append(rule)
            for phrase in rule.phrases:
                words = tuple(phrase.split())
                self._nouns.setdefault(words[-1], []).append((words, rule))
        for entries in self._nouns.values():
            entries.sort(key=lambda e: -len(e[0]))

    def hits(self, view: View) -> Iterator[Hit]:
        """The triggers of a sentence, in order; a word fires once."""
        for word in view.doc:
            if (
                (
                    word.pos_ in ("NOUN", "PROPN", "NUM", "ADJ")
                    or word.lower_
                    in (
                        "call",
                        "calls",
                        "meeting",
                        "talks",
                        "2",
                    )
                )
                and view.actor_of(word) is None
                and (hit := self._noun(view, word))
            ):
                yield hit
                continue
            if word.pos_ in ("VERB", "NOUN", "PROPN", "AUX") and (hit := self._verb(view, word)):
                yield hit

    def _noun(self, view: View, word: Word) -> Hit | None:
        low = word.lower_
        for key in (low, low.removesuffix("s")):
            for phrase, rule in self._nouns.get(key, ()):
                first = word.i - len(phrase) + 1
                if first >= 0 and all(view.doc[first + k].lower_ == w for k, w in enumerate(phrase[:-1])):
                    start = view.doc[first].idx
                    return Hit(rule, word, start, word.idx + len(word.text))
        return None

    def _verb(self, view: View, word: Word) -> Hit | None:
        if (
            word.pos_ != "VERB"
            and word.lemma_ != "be"
            and not (view.sentence.block.kind == "title" and word.tag_.startswith("NN"))
        ):
            return None
        lemma = word.lemma_.lower()
        if word.pos_ not in ("VERB", "AUX"):
            lemma = lemma.removesuffix("s")
        following = view.doc[word.i + 1].lower_ if word.i + 1 < len(view.doc) else ""
        for rule in sorted(self._verbs.get(lemma, ()), key=lambda r: r.particle is None):
            if rule.particle and following != rule.particle:
                continue
            if rule.needs_word and not any(w in view.sentence.text for w in rule.needs_word):
                continue
            return Hit(rule, word, word.idx, word.idx + len(word.text))
        return None


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
    many = hit.word.tag_ in ("NNS", "NNPS") and hit.rule.id == "noun.meeting"
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
        "nominal": _nominal,
        "visit": _visit,
        "visit_nominal": _visit_nominal,
        "invite": _invite,
        "is_in": _is_in,
    }[hit.rule.frame]
    return frame(view, hit)


# --- finding the sides --------------------------------------------------------------------------------------------


def _after_prep(view: View, hit: Hit, preps: tuple[str, ...]) -> list[int]:
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
    return word.dep_ == "conj" or word.tag_ in ("VBD", "VBZ", "VBP", "MD")


def _small(between: str) -> bool:
    words = between.replace("\n", " ").lower().split()
    words = between.lower().replace("government of", "").split()
    return len(words) <= 4 and not any(w.strip(",") in ("to", "of", "in", "on", "at", "that", "for") for w in words[:3])


def _object(view: View, hit: Hit) -> list[int]:
    """The mentions that follow a verb directly."""
    end = hit.end
    number = view.starting_after(end, 22)
    if number is None:
        return []
    between = view.sentence.text[end : view.actors[number].start]
    if not re.fullmatch(r"[\s\n]*(?:(?!(?:of|in|on|at|for|by|to|with|and|that|from)\s)[a-z]+\s+){0,4}", between):
        return []
    return view.run_from(number)


def _subjects(view: View, verb: Word, before: int) -> list[int]:
    number = view.subject(verb)
    if number is None:
        number = view.nearest_left(before)
        if number is not None and not _clear(view, view.actors[number].end, before):
            return []
    return view.run(number) if number is not None else []


def _clear(view: View, start: int, end: int) -> bool:
    """Whether no clause boundary stands between two offsets."""
    between = view.sentence.text[start:end]
    return ";" not in between and len(between) < 70


def _seats(view: View, numbers: list[int], role: str | None = None) -> list[Seat]:
    found = []
    for number in numbers:
        actor = view.actors[number]
        for side in view.sides[number]:
            start = actor.name_start if actor.name_start >= 0 and not actor.title else actor.start
            found.append(Seat(side, view.sentence.span(start, actor.end), role))
    return found


# --- the frames ---------------------------------------------------------------------------------------------------


def _subject_with(view: View, hit: Hit) -> Contact | None:
    rule, verb = hit.rule, hit.word
    status = status_of(verb, None, view.sentence.block.kind == "title")
    if status is None or (rule.planned_only and status != "planned"):
        return None
    right = _object(view, hit) if rule.object else []
    if not right and rule.prep:
        right = _after_prep(view, hit, rule.prep)
    left = [n for n in _subjects(view, verb, verb.idx) if n not in right]
    passive = any(w.dep_ in ("auxpass", "nsubjpass") for w in verb.children)
    if not right and passive:
        right = _after_prep(view, hit, ("by",))
    if rule.needs_person and not _has_person(view, right):
        return None
    if rule.particle == "on" and re.match(r",?\s+to [a-z]+", view.sentence.text[view.actors[right[-1]].end :]):
        return None
    if not right and not (rule.together and _many(view, left)):
        return None
    if (
        rule.planned_only
        and not right
        and not re.match(r"\s+(?:each other|one another)", view.sentence.text[hit.end :])
    ):
        return None
    if rule.mode == "meeting" and not right and not _meets_together(view, hit):
        return None
    return _contact(view, hit, status, left, right)


def _meets_together(view: View, hit: Hit) -> bool:
    following = view.sentence.text[hit.end : hit.end + 14].strip().lower()
    return not re.match(r"(?:the (?!sidelines|same)|their|our|its|a (?!second|third|few)|these|those)\b", following)


def _has_person(view: View, numbers: list[int]) -> bool:
    kinds = ("person", "office", "counterpart", "collective")
    return any(
        view.actors[n].kind in kinds or view.actors[n].surface.lower() in ("me", "us", "him", "her", "them")
        for n in numbers
    )


def _many(view: View, numbers: list[int]) -> bool:
    return len(numbers) > 1 or any(_some_known(view.actors[n]) for n in numbers)


def _some_known(actor: Actor) -> bool:
    """Whether a mention stands for several who were named, there or before."""
    if actor.kind == "pronoun":
        return True
    return actor.plural and (
        bool(actor.states) or re.match(r"(?:the|both|two|their)\b", actor.surface, re.I) is not None
    )


def _nominal(view: View, hit: Hit) -> Contact | None:
    noun = hit.word
    if _not_a_contact(view, hit):
        return None
    right = _after_prep(view, hit, hit.rule.prep)
    left, owned = _owner(view, hit)
    verb = view.clause_verb(noun)
    light = _is_light(verb, noun)
    if hit.rule.abstract and not light and not _takes_place(noun):
        return None
    if not right and verb is not None and verb.lemma_ in TELLING and noun.dep_ == "pobj":
        right = _told(view, verb)
    if not owned and verb is not None:
        left = [n for n in _subjects(view, verb, hit.start) if n not in right]
    if not (light or owned or right or _inside(view, noun, left) or _definite(noun)):
        return None
    if not right and verb is not None and noun.dep_ in ("dobj", "pobj", "nsubjpass") and verb.lemma_ in LIGHT:
        right = _after_prep(view, hit, ("with",))
    if not right and not left and _is_next(verb, noun):
        return _make(view, hit, "planned", [], taken_up=True)
    if not right and len(_countries(view, left)) < 2 and not _many(view, left):
        return None
    if owned and light and verb is not None:
        left = [*left, *(n for n in _subjects(view, verb, hit.start) if n not in left and n not in right)]
    if owned and not right and len(_countries(view, left)) == 1:
        return None
    status = status_of(verb if _governs(verb, noun) else None, noun, view.sentence.block.kind == "title")
    if status is None:
        return None
    if hit.rule.mode == "exercise" and len(_countries(view, [*left, *right])) < 2:
        return None
    return _contact(view, hit, status, left, right)


def _inside(view: View, noun: Word, subjects: list[int]) -> bool:
    """Whether both sides did something in it: "in a telephone conversation, A and B agreed"."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ("in", "during") and len(_countries(view, subjects)) > 1


def _is_light(verb: Word | None, noun: Word) -> bool:
    """Whether the contact is what the verb held, began, attended ..."""
    if verb is None or verb.lemma_ not in LIGHT:
        return False
    at = noun
    while at.dep_ == "conj":
        at = at.head
    return at.dep_ in ("dobj", "nsubjpass", "nsubj", "attr") or (
        at.dep_ == "pobj" and at.head.lower_ in ("in", "on", "for")
    )


def _is_next(verb: Word | None, noun: Word) -> bool:
    """ "The next round will be held in ...": the same sides again."""
    following = any(w.lower_ == "next" for w in noun.lefts)
    return following and verb is not None and verb.lemma_ in ("hold", "take", "convene", "host")


def _definite(noun: Word) -> bool:
    """Whether a noun takes up a contact that was told before ("their meeting", "during the call")."""
    named = any(w.dep_ in ("compound", "nmod") and w.text[0].isupper() for w in noun.children)
    return not named and any(w.lower_ in ("their", "the", "this", "both", "next") for w in noun.lefts)


def _takes_place(noun: Word) -> bool:
    """Whether something happens in, during or after the contact; a bare "in dialogue" is none."""
    some = noun.tag_ in ("NNS", "NNPS") or any(w.dep_ in ("det", "poss", "nummod") for w in noun.lefts)
    steady = any(w.lower_ in ("ongoing", "continued", "continuing", "peace", "future") for w in noun.lefts)
    return some and not steady and noun.dep_ == "pobj" and noun.head.lower_ in IN_WHICH


def _told(view: View, verb: Word) -> list[int]:
    """Whom somebody told something in a meeting."""
    found = (view.actor_under(c) for c in verb.children if c.dep_ in ("dobj", "dative"))
    return [n for n in found if n is not None]


TELLING = frozenset(("tell", "urge", "inform", "assure", "brief", "thank", "congratulate", "press", "warn"))
IN_WHICH = ("during", "in", "after", "following", "at", "before", "ahead", "of", "for", "to")
LIGHT = words("light")


def _countries(view: View, numbers: list[int]) -> set[str]:
    return {s.country for n in numbers for s in view.sides[n] if s.country}


def _governs(verb: Word | None, noun: Word) -> bool:
    """Whether the verb is said of the contact itself, so that its tense is the contact's."""
    if verb is None:
        return False
    if noun.dep_ in ("nsubj", "nsubjpass", "dobj"):
        return True
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


def _not_a_contact(view: View, hit: Hit) -> bool:
    if hit.word.dep_ in ("compound", "amod", "nmod"):
        return True
    after = view.sentence.text[hit.end : hit.end + 8].lower()
    if hit.word.lower_ in ("call", "calls") and re.match(r"\s+(?:for|to|on)\b", after) and hit.rule.mode == "call":
        return re.match(r"\s+to\s+(?!\w+\s)", after) is None and not after.strip().startswith("to")
    return False


def _owner(view: View, hit: Hit) -> tuple[list[int], bool]:
    """The mentions that own a noun ("Biden's call", "US-India talks"), and whether there are any."""
    number = view.nearest_left(hit.start)
    if number is None:
        return [], False
    between = view.sentence.text[view.actors[number].end : hit.start].replace("\n", " ")
    genitive = re.fullmatch(r"\s?(?:['’]s|['’]|s['’])\s(?:[\w\-–/\d+]+\s){0,4}", between)
    title = view.sentence.block.kind == "title" or "eadout" in view.sentence.text[:40]
    adjective = re.fullmatch(r"\s(?:[\w\-–/\d+]+\s){0,3}", between) and view.actors[number].kind == "state"
    if genitive or (title and re.fullmatch(r"\s(?:(?!(?:on|of|the|to|for|in)\s)[\w\-–]+\s){0,3}", between)):
        return view.run(number), True
    if adjective:
        run = [n for n in view.run(number) if view.actors[n].kind == "state"]
        return (run, True) if len(run) > 1 else ([], False)
    return [], False


def _visit(view: View, hit: Hit) -> Contact | None:
    verb = hit.word
    status = status_of(verb, None, view.sentence.block.kind == "title")
    if status is None:
        return None
    left = _subjects(view, verb, verb.idx)
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
    guests = [s for s in _seats(view, left, "guest") if s.side.country != place.side.country]
    pronoun = any(view.actors[n].kind == "pronoun" for n in left)
    if not guests and not pronoun:
        return None
    return _make(view, hit, status, [*guests, place], taken_up=not guests)


def _visit_nominal(view: View, hit: Hit) -> Contact | None:
    noun = hit.word
    verb = view.clause_verb(noun)
    place = _place_after(view, hit)
    left, owned = _owner(view, hit)
    if not owned:
        named_after = _after_prep(view, hit, ("of", "by"))
        subjects = _subjects(view, verb, hit.start) if verb is not None else []
        at_once = noun.i + 1 < len(view.doc) and view.doc[noun.i + 1].lower_ in ("of", "by")
        left = (named_after or subjects) if at_once else (subjects or named_after)
        left = [n for n in left if view.actors[n].kind != "state"]
    status = status_of(verb if _governs(verb, noun) else None, noun, view.sentence.block.kind == "title")
    if place is None and status and left and view.sentence.block.kind == "title" and _has_person(view, left):
        return replace(_make(view, hit, "planned", _seats(view, left, "guest")), neutral=True)
    if place is None or status is None or not left:
        return None
    return _visit_contact(view, hit, status, left, place)


def _invite(view: View, hit: Hit) -> Contact | None:
    word = hit.word
    verb = word if word.pos_ == "VERB" else view.clause_verb(word)
    right = _object(view, hit) or _after_prep(view, hit, ("to", "for"))
    left = _subjects(view, verb, hit.start) if verb is not None else []
    left = [n for n in left if n not in right]
    if not right or not left or not _has_person(view, right):
        return None
    passive = verb is not None and any(w.dep_ == "auxpass" for w in verb.children)
    if passive:
        left, right = right, left
    if not _to_come(view, hit, right):
        return None
    seats = [*_seats(view, left, "host"), *_seats(view, right, "guest")]
    purpose = view.sentence.text[hit.end : hit.end + 120]
    meeting = re.search(r"\bmeeting\b", purpose) and not re.search(r"\bvisit\b", purpose)
    mode: Mode = "multilateral" if re.search(r"\bto attend\b", purpose) else "meeting" if meeting else "visit"
    return replace(_make(view, hit, "invited", seats), mode=mode)


def _to_come(view: View, hit: Hit, guests: list[int]) -> bool:
    """Whether the invitation is one to come: to visit, to a place, in person."""
    if re.search(r"\b(visit|to come|in-person|trip|to attend)\b", view.sentence.text[hit.start : hit.start + 200]):
        return True
    after = [a for a in view.actors[max(guests) + 1 :] if a.kind in ("place", "state")]
    between = view.sentence.text[view.actors[max(guests)].end : after[0].start] if after else ""
    return bool(after) and re.fullmatch(r"\s+to (?:the )?", between) is not None


def _is_in(view: View, hit: Hit) -> Contact | None:
    """ "X is in Y": a visit, where a person is said to be in another state."""
    verb = hit.word
    match = re.match(r"\s+(?:now |also |currently |due |expected )?in\s+(?:the )?", view.sentence.text[hit.end :])
    number = view.starting_after(hit.end + match.end(), 0) if match else None
    if number is None or view.actors[number].kind not in ("state", "place"):
        return None
    left = [n for n in _subjects(view, verb, verb.idx) if view.actors[n].kind in ("person", "office", "pronoun")]
    status = status_of(verb, None, False)
    if not left or status is None or status == "denied":
        return None
    if status == "held" and verb.tag_ in ("VBZ", "VBP"):
        status = "planned" if match and re.search("due|expected", match.group()) else "ongoing"
    place = _place_after(view, hit)
    return _visit_contact(view, hit, status, left, place) if place else None


# --- contacts -----------------------------------------------------------------------------------------------------


def _contact(view: View, hit: Hit, status: Status, left: list[int], right: list[int]) -> Contact | None:
    host = hit.rule.id == "verb.host"
    seats = [*_seats(view, left, "host" if host else None), *_seats(view, right, "guest" if host else None)]
    barred = any(view.actors[n].kind == "barred" for n in right) and not _seats(view, right)
    reference = not seats and _many(view, [*left, *right])
    if barred or (not seats and not reference):
        return None
    strange = bool(right) and not _seats(view, right) and not any(_points_back(view, n) for n in right)
    return replace(_make(view, hit, status, seats, taken_up=reference), strange=strange)


def _points_back(view: View, number: int) -> bool:
    actor = view.actors[number]
    definite = re.match(r"(?:the|his|her|both|their)\b", actor.surface, re.I) is not None
    return actor.kind in ("pronoun", "counterpart") or (actor.kind in ("collective", "office") and definite)


def _make(view: View, hit: Hit, status: Status, seats: list[Seat], taken_up: bool = False) -> Contact:
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
    if hit.rule.phrases and (not _governs(verb, hit.word) or BEFORE_OR_AFTER.search(before)):
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
