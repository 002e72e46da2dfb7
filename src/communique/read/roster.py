"""Who spoke for each side, where a sentence of its own says so: "the Indian side was led by ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.read.actors import Actor
from communique.read.contact import Seat
from communique.read.group import Group
from communique.read.scene import Sentence
from communique.read.side import Side

LED = re.compile(
    r"\b(?:led|headed|chaired|convened|represented|co-?led|co-?chaired)(?: jointly)? by\b|\bco-?(?:chair|led|lead)"
    r"|\b(?:led|headed|represented|chaired) (?:the |its |his |her |their )?[\w ]{2,30}?\b(?:side|delegation|team)s?\b",
    re.IGNORECASE,
)
REACH = 4
"""Sentences after the one that tells of the contact in which its roster may stand."""
ACROSS = 60
"""Characters between a person and the state whose delegation he leads."""

Cast = Sequence[tuple[Sequence[Actor], Sequence[Sequence[Side]]]]


def with_rosters(groups: Sequence[Group], sentences: Sequence[Sentence], cast: Cast) -> None:
    """Seat the leaders of delegations that a roster names in the engagement told last, where its state is nameless.

    `cast[i]` are the mentions of sentence i and whom each stands for. Changes the groups in place.
    """
    told = {c.sentence: g for g in groups for c in g.contacts}
    for sentence in sentences:
        if not LED.search(sentence.text):
            continue
        near = (told.get(i) for i in range(sentence.index, sentence.index - REACH, -1))
        group = next(filter(None, near), None)
        if group:
            _seat(group, sentence, *cast[sentence.index])


def _seat(group: Group, sentence: Sentence, actors: Sequence[Actor], sides: Sequence[Sequence[Side]]) -> None:
    nameless = group.countries - {s.side.country for s in group.seats if s.side.name}
    for number, side in _leaders(actors, sides):
        if side.country not in nameless:
            continue
        actor = actors[number]
        seat = Seat(side, sentence.span(actor.start, actor.end))
        empty = next((i for i, s in enumerate(group.seats) if s.side.country == side.country), None)
        if empty is not None and not group.seats[empty].side.name:
            group.seats[empty] = seat
        else:
            group.seats.append(seat)


def _leaders(actors: Sequence[Actor], sides: Sequence[Sequence[Side]]) -> Iterator[tuple[int, Side]]:
    """The named persons of a sentence, each with his state: his own, or that of the delegation nearest to him."""
    for number, (actor, group) in enumerate(zip(actors, sides, strict=True)):
        for side in group:
            if not side.name:
                continue
            country = side.country or _nearest_state(number, actor, actors)
            if country:
                yield number, replace(side, country=country, sure=side.sure and bool(side.country))


def _nearest_state(number: int, actor: Actor, actors: Sequence[Actor]) -> str | None:
    for other in reversed(actors[:number]):
        if other.states and not other.name and actor.start - other.end < ACROSS:
            return other.states[0]
    for other in actors[number + 1 :]:
        if other.states and not other.name and other.start - actor.end < ACROSS:
            return other.states[0]
    return None
