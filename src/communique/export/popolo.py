"""The knowledge base as Popolo: persons, organisations, posts and memberships (popolo-spec, JSON schemas)."""

from __future__ import annotations

from typing import Any

from communique.knowledge import KnowledgeBase, Office, Person, State, Tenure

Node = dict[str, Any]


def popolo_of(knowledge: KnowledgeBase) -> dict[str, list[Node]]:
    """One Popolo document: `persons`, `organizations` (states and international ones), `posts`, `memberships`."""
    offices = knowledge.all_offices()
    return {
        "persons": [_person(person) for person in knowledge.persons()],
        "organizations": [_organization(state) for state in knowledge.states()],
        "posts": [_post(office) for office in offices],
        "memberships": [_membership(office, t) for office in offices for t in knowledge.tenures(office.id)],
    }


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in ("", None, [])}


def _person(person: Person) -> Node:
    return _filled(
        {
            "id": person.id,
            "name": person.name,
            "family_name": person.family_name,
            "other_names": [{"name": name} for name in person.aliases],
            "identifiers": [{"scheme": "wikidata", "identifier": person.wikidata}] if person.wikidata else [],
        }
    )


def _organization(state: State) -> Node:
    return _filled(
        {
            "id": state.code,
            "name": state.name,
            "classification": state.kind,
            "other_names": [{"name": name} for name in state.aliases],
        }
    )


def _post(office: Office) -> Node:
    return _filled(
        {
            "id": office.id,
            "label": office.title,
            "role": office.role,
            "organization_id": office.state,
            "other_label": [{"name": name} for name in office.aliases],
        }
    )


def _membership(office: Office, tenure: Tenure) -> Node:
    return _filled(
        {
            "id": f"{tenure.office}#{tenure.start or 'unknown'}#{tenure.person}",
            "person_id": tenure.person,
            "post_id": tenure.office,
            "organization_id": office.state,
            "role": f"acting {office.role}" if tenure.acting else office.role,
            "start_date": tenure.start,
            "end_date": tenure.end,
            "sources": [{"note": source} for source in tenure.source.split("+") if source],
        }
    )
