"""Whom a pronoun stands for, and who says I."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.read.actors import name_keys
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
    if contact.points_back:
        seat = next(_persons_before(contact, sentences, mentions), None)
    elif contact.speaker:
        seat = _speaker(contact, sentences[contact.sentence], mentions)
    if seat is None:
        return contact
    several = contact.mode == "meeting" and len({*contact.countries, seat.side.country}) > TWO_SIDES
    mode: Mode = "multilateral" if several else contact.mode
    return replace(contact, seats=(seat, *contact.seats), taken_up=False, mode=mode)


def _persons_before(contact: Contact, sentences: Sequence[Sentence], mentions: Mentions) -> Iterator[Seat]:
    own = sentences[contact.sentence]
    trigger = contact.trigger.start - own.start
    said = [a.start for a in mentions.actors[own.index] if a.kind == "pronoun" and a.start < trigger]
    at = said[-1] if said else trigger
    yield from (seat for start, seat in _others(contact, own, mentions) if start < at)
    for sentence in reversed(sentences[max(0, own.index - 2) : own.index]):
        yield from (seat for _, seat in _others(contact, sentence, mentions))
    yield from (seat for _, seat in _others(contact, own, mentions))


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
