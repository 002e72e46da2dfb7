"""Who stands behind "the leaders": the members of a small group, or those whom a list names below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from communique.knowledge import KnowledgeBase
from communique.read.contact import Contact, Seat
from communique.read.roster import Cast
from communique.read.scene import Sentence

SMALL = 4
"""Members up to which a group is told as its members, as in "the Quad leaders met"."""
FEWEST_LISTED = 2
LIST_OF = re.compile(
    r"\b(?:leaders|participants|participating|attendees|attending|ministers|members|countries|delegations|representatives)\b"
    r"[^.;]{0,80}:\W*$|\b(?:participat\w+|attend\w+|joined by|present)\b[^.;]{0,40}:\W*$",
    re.I,
)
"""A line that ends with a colon and leads to the list of those who took part."""


@lru_cache(maxsize=2)
def _members(knowledge: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    """The members of each small group of states, by the code of the group."""
    names = {state.name: state.code for state in knowledge.states() if state.kind != "state"}
    found = {names[row["name"]]: row["participants"].split(";") for row in knowledge.forums() if row["name"] in names}
    return {code: tuple(members) for code, members in found.items() if 1 < len(members) <= SMALL}


def with_members(contact: Contact, knowledge: KnowledgeBase) -> Contact:
    """The contact; where a small group alone is named, as such, each of its members takes part."""
    if len(contact.countries) != 1 or any(s.side.rule != "party.collective" for s in contact.seats):
        return contact
    members = _members(knowledge).get(next(iter(contact.countries)), ())
    if not members:
        return contact
    seat = contact.seats[0]
    seats = (replace(seat, side=replace(seat.side, country=code, rule="party.member")) for code in members)
    mode = "multilateral" if contact.mode == "meeting" else contact.mode
    return replace(contact, members=tuple(seats), mode=mode)


def with_listed(contacts: Sequence[Contact], sentences: Sequence[Sentence], cast: Cast) -> list[Contact]:
    """The contacts, the last before a list of participants with those whom it names."""
    found = list(contacts)
    for sentence in sentences:
        if not LIST_OF.search(sentence.text):
            continue
        seats = tuple(_listed(sentence.index + 1, sentences, cast))
        before = [n for n, c in enumerate(found) if c.sentence <= sentence.index and c.mode not in ("visit", "signing")]
        at = next((n for n in before if len(found[n].countries) == 1 and found[n].strange), None)
        if at is not None and len({s.side.country for s in seats}) >= FEWEST_LISTED:
            mode = "multilateral" if found[at].mode == "meeting" else found[at].mode
            found[at] = replace(found[at], seats=(*found[at].seats, *seats), mode=mode, strange=False)
    return found


def _listed(start: int, sentences: Sequence[Sentence], cast: Cast) -> Iterator[Seat]:
    """Those whom the lines from one on begin with, until a line begins otherwise."""
    for sentence in sentences[start:]:
        actors, sides = cast[sentence.index]
        at = len(sentence.text) - len(sentence.text.lstrip("-*•· \t"))
        first = next((n for n, a in enumerate(actors) if a.start <= at + 4), None)
        if first is None or not sides[first] or not sides[first][0].country:
            return
        yield Seat(sides[first][0], sentence.span(actors[first].start, actors[first].end))
