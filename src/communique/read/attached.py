"""States that words around a mention give it: "US Central Command chief A", "envoy of President B", "arrived here"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from communique.read.actors import Actor

OF_A_BODY = re.compile(r" (?:[A-Z][\w&’'-]*|of|and)(?: (?:[A-Z][\w&’'-]*|of|and|the)){0,5} $")
"""The rest of the name of a body behind its state, before who leads it ("US Southern Command chief ...")."""
OF_A_PART = re.compile(r" of (?:the )?(?:[\w-]+ ){0,5}(?:of (?:the )?)?")
"""What leads from a title to the state or the person whom its bearer serves."""
HERE = re.compile(
    r"\b(?:arriv\w+|land(?:s|ed|ing)?|flew|came|com(?:e|es|ing)|visit(?:s|ed|ing)?)(?: (?:in|over|down))?"
    r" (?P<here>here)\b"
)
"""Words of an arrival at the place that the date line names."""


def with_states_around(text: str, actors: Sequence[Actor], state_of: Callable[[str], str | None]) -> list[Actor]:
    """The mentions of a sentence; those with a title and no state have the one that the words around them give.

    `state_of` gives the state of a person of the tables by his id.
    """
    return [_with_state(text, number, actors, state_of) for number in range(len(actors))]


def _with_state(text: str, number: int, actors: Sequence[Actor], state_of: Callable[[str], str | None]) -> Actor:
    actor = actors[number]
    if actor.kind not in ("person", "office") or not actor.title or actor.states or actor.person:
        return actor
    before = next((a for a in reversed(actors[:number]) if a.kind == "state" and a.states), None)
    if before and OF_A_BODY.fullmatch(text[before.end : actor.start]):
        return replace(actor, states=before.states[:1])
    after = actors[number + 1] if number + 1 < len(actors) else None
    if after is None or not text[actor.start : actor.end].endswith(actor.title):
        return actor
    if not OF_A_PART.fullmatch(text[actor.end : after.start]):
        return actor
    served = state_of(after.person) if after.person and not after.states else next(iter(after.states), None)
    return replace(actor, states=(served,)) if served and after.kind != "place" else actor


def with_here(text: str, actors: Sequence[Actor], state: str | None) -> list[Actor]:
    """The mentions of a sentence, "here" among them as a place of the state where the story is written."""
    match = HERE.search(text) if state else None
    if match is None or state is None:
        return list(actors)
    here = Actor("place", match.start("here"), match.end("here"), "here", states=(state,))
    return sorted([*actors, here], key=lambda a: a.start)
