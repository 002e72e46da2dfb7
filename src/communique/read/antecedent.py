"""Whom a pronoun stands for, and who says I."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.read.actors import Actor, name_keys
from communique.read.contact import Contact, Seat
from communique.read.mentions import Mentions
from communique.read.scene import Sentence
from communique.read.side import TWO_SIDES
from communique.types import Mode


def with_antecedent(contact: Contact, sentences: Sequence[Sentence], mentions: Mentions) -> Contact:
    """The contact with whom its pronoun stands for, where that is somebody of another state.

    "He" is the first person before it in its sentence, else one of the two sentences before, else one who follows
    ("during his visit, the minister ..."); "I" is who speaks in the sentence or the author of the post.
    """
    seat = None
    if contact.taken_up and not contact.seats and (seats := _of_its_sentence(contact, sentences, mentions)):
        states = {s.side.country for s in seats}
        together: Mode = "multilateral" if contact.mode == "meeting" and len(states) > TWO_SIDES else contact.mode
        return replace(contact, seats=seats, taken_up=False, mode=together)
    if contact.points_back:
        seat = next(_persons_before(contact, sentences, mentions), None)
    elif contact.speaker:
        seat = _speaker(contact, sentences[contact.sentence], mentions)
    if seat is None:
        return contact
    several = contact.mode == "meeting" and len({*contact.countries, seat.side.country}) > TWO_SIDES
    mode: Mode = "multilateral" if several else contact.mode
    return replace(contact, seats=(seat, *contact.seats), taken_up=False, mode=mode)


def _of_its_sentence(contact: Contact, sentences: Sequence[Sentence], mentions: Mentions) -> tuple[Seat, ...]:
    """Whom "they" stands for where its own sentence named them: "A and B agreed on a plan when they met in Oslo"."""
    own = sentences[contact.sentence]
    trigger = contact.trigger.start - own.start
    said = [a for a in mentions.actors[own.index] if a.start < trigger and a.surface.lower() in ("they", "both")]
    if not said or contact.papers:
        return ()
    named = [seat for start, seat in _others(contact, own, mentions) if start < said[-1].start]
    return tuple(named) if len({s.side.country for s in named}) >= TWO_SIDES else ()


def _persons_before(contact: Contact, sentences: Sequence[Sentence], mentions: Mentions) -> Iterator[Seat]:
    own = sentences[contact.sentence]
    trigger = contact.trigger.start - own.start
    said = [a.start for a in mentions.actors[own.index] if a.kind == "pronoun" and a.start < trigger]
    at = said[-1] if said else trigger
    yield from (seat for start, seat in _others(contact, own, mentions) if start < at)
    left, of_others = NEAR, list[Seat]()
    for sentence in reversed(sentences[max(0, own.index - FARTHEST) : own.index]):
        found = [seat for _, seat in _others(contact, sentence, mentions)]
        if _goes_on(mentions.actors[sentence.index]):
            of_others += found
            continue
        yield from found
        left -= 1
        if not left:
            break
    yield from of_others
    yield from (seat for _, seat in _others(contact, own, mentions))


NEAR, FARTHEST = 2, 6
"""Sentences back in which a pronoun finds somebody, those left out that only go on with a pronoun of their own."""


def _goes_on(actors: Sequence[Actor]) -> bool:
    """Whether a sentence tells what "he" did, so that others named in it are whom he met."""
    first = next((a for a in actors if a.kind in ("pronoun", "person", "office", "counterpart")), None)
    return first is not None and first.surface.lower() in ("he", "she")


def _others(contact: Contact, sentence: Sentence, mentions: Mentions) -> Iterator[tuple[int, Seat]]:
    """The named persons of a sentence who are of none of the states of a contact, each with its offset."""
    for actor, sides in zip(mentions.actors[sentence.index], mentions.sides[sentence.index], strict=True):
        for side in sides:
            if side.name and side.country and side.country not in contact.countries:
                yield actor.start, Seat(side, sentence.span(actor.start, actor.end))


def _speaker(contact: Contact, sentence: Sentence, mentions: Mentions) -> Seat | None:
    """Who says "I": the author of the post, else the one who speaks in the sentence."""
    if sentence.block.author:
        keys = set(name_keys(sentence.block.author))
        known = next((s for s in mentions.cast.people if s.name and keys & set(name_keys(s.name))), None)
        if known and known.country and known.country not in contact.countries:
            return Seat(known, contact.trigger)
    if SPEECH.search(sentence.text) and (seat := next((s for _, s in _others(contact, sentence, mentions)), None)):
        return seat
    author = mentions.author
    return Seat(author, contact.trigger) if author and author.country not in contact.countries else None


SPEECH = re.compile(r"[“\"‘]|\b(?:said|says|wrote|told|tweeted|posted|added|stated)\b")
