"""Agencies, forums, exercises, agreements and cities by their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from communique.knowledge.names import fold
from communique.knowledge.tables import split_names
from communique.knowledge.validate import Row
from communique.types import Candidate, MentionKind


class Thing(NamedTuple):
    """A row that is looked up by name only; `states` are its own state, or those that take part."""

    kind: MentionKind
    id: str
    name: str
    states: tuple[str, ...]


def index_things(rows: Callable[[str], list[Row]]) -> dict[str, list[Thing]]:
    """Things by folded name, in the order of the tables."""
    found: dict[str, list[Thing]] = defaultdict(list)
    for thing, names in _things(rows):
        for key in dict.fromkeys(fold(name.removeprefix("the ")) for name in names):
            found[key].append(thing)
    return found


def _things(rows: Callable[[str], list[Row]]) -> Iterator[tuple[Thing, tuple[str, ...]]]:
    for row in rows("agencies"):
        thing = Thing("agency", row["agency_id"], row["name"], (row["jurisdiction"],))
        yield thing, (row["name"], *split_names(row["aliases"]))
    for row in rows("forums"):
        thing = Thing("forum", row["forum_id"], row["name"], split_names(row["participants"]))
        yield thing, (row["name"], *split_names(row["aliases"]))
    for row in rows("agreements"):
        thing = Thing("instrument", row["agreement_id"], row["name"], split_names(row["parties"]))
        yield thing, (row["name"], *split_names(row["aliases"]))
    for row in rows("cities"):
        yield Thing("place", f"{row['country']}/{row['name']}", row["name"], (row["country"],)), (row["name"],)


def candidate_of(thing: Thing) -> Candidate:
    """A thing as candidate: 0.9 where it belongs to one state, 0.8 where several take part."""
    country = thing.states[0] if len(thing.states) == 1 else None
    return Candidate(
        kind=thing.kind,
        id=thing.id,
        name=thing.name,
        country=country,
        score=0.9 if country else 0.8,
        reasons=(f"its name, as {thing.kind}",),
    )
