"""Whom the words of an attribution mean: a person of the page, in his office, or a body of a state."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache

import msgspec

from communique.knowledge import KnowledgeBase
from communique.knowledge.gazetteer import table_forms
from communique.knowledge.names import fold
from communique.read.actors import name_keys
from communique.read.scene import Scene
from communique.read.side import Side
from communique.types import Attribution

TITLE_BEFORE = re.compile(r"^(?:.*\b(?:Minister|Secretary|President|Chancellor|Ambassador|Mr\.?|Mrs\.?|Ms\.?|Dr\.?) )")


@lru_cache(maxsize=2)
def _bodies(knowledge: KnowledgeBase) -> Mapping[str, frozenset[str]]:
    """The states that have a body of this name."""
    found: dict[str, set[str]] = defaultdict(set)
    for form in table_forms(knowledge, "agencies"):
        if form.country:
            found[fold(form.text.removeprefix("the "))].add(form.country)
    return {name: frozenset(codes) for name, codes in found.items()}


def tied(said: Attribution, scene: Scene, parties: Set[str], knowledge: KnowledgeBase) -> Attribution:
    """The attribution with whom its `who` means, where the page or the tables tell; `parties` are the states' codes."""
    if said.who is None:
        return said
    if said.rule == "attribution.outlet":
        return msgspec.structs.replace(said, country=scene.article.outlet_state)
    side = _named(said.who, scene.people) if said.source in ("named_speaker", "social_post") else None
    if side:
        return msgspec.structs.replace(
            said, name=side.name, person=side.person, office=side.office, country=side.country
        )
    states = _bodies(knowledge).get(fold(re.sub("^[Tt]he ", "", said.who)), frozenset())
    meant = states & parties or states
    return msgspec.structs.replace(said, country=next(iter(meant))) if len(meant) == 1 else said


def _named(who: str, people: Sequence[Side]) -> Side | None:
    """The person of the page whom a name means, the one named last where several bear it."""
    keys = set(name_keys(TITLE_BEFORE.sub("", who)))
    for side in reversed(people):
        own = set(name_keys(side.name or ""))
        if keys and own and (keys <= own or own <= keys):
            return side
    return None
