"""The knowledge base as FollowTheMoney entities: Person, Position and Occupancy.

The entities are plain JSON: writing them needs no further package. Which properties their model takes stands in
`tests/export/followthemoney.json`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from communique.knowledge import KnowledgeBase, Office, Person, Tenure

Entity = dict[str, Any]


def ftm_entities(knowledge: KnowledgeBase) -> Iterator[Entity]:
    """Persons, then positions, each followed by the occupancies of it."""
    international = {state.code for state in knowledge.states() if state.kind != "state"}
    for person in knowledge.persons():
        yield _person(person, international)
    for office in knowledge.all_offices():
        yield _position(office, international)
        for tenure in knowledge.tenures(office.id):
            yield _occupancy(tenure)


def _entity(schema: str, key: str, **properties: list[str]) -> Entity:
    filled = {name: sorted({v for v in values if v}) for name, values in properties.items()}
    return {"id": _id(schema, key), "schema": schema, "properties": {n: v for n, v in filled.items() if v}}


def _id(schema: str, key: str) -> str:
    """An id of letters, digits and a hyphen: FollowTheMoney allows no slash."""
    return f"communique-{hashlib.sha1(f'{schema}:{key}'.encode(), usedforsecurity=False).hexdigest()}"


def _country(code: str, international: set[str]) -> list[str]:
    return [] if code in international else [code.lower()]


def _person(person: Person, international: set[str]) -> Entity:
    return _entity(
        "Person",
        person.id,
        name=[person.name],
        lastName=[person.family_name],
        alias=list(person.aliases),
        country=_country(person.state, international),
        wikidataId=[person.wikidata],
    )


def _position(office: Office, international: set[str]) -> Entity:
    return _entity(
        "Position",
        office.id,
        name=[office.title],
        alias=list(office.aliases),
        country=_country(office.state, international),
        wikidataId=office.wikidata.split("|"),
        notes=[office.role],
    )


def _occupancy(tenure: Tenure) -> Entity:
    return _entity(
        "Occupancy",
        f"{tenure.office}#{tenure.start}#{tenure.person}",
        holder=[_id("Person", tenure.person)],
        post=[_id("Position", tenure.office)],
        startDate=[tenure.start],
        endDate=[tenure.end],
        status=["ended"] if tenure.end else ["current"] if tenure.end_known else ["unknown"],
        description=["acting"] if tenure.acting else [],
    )
