"""Flat lists of the forms that text uses, for building matchers."""

from __future__ import annotations

from typing import Literal, NamedTuple

from communique.knowledge.base import KnowledgeBase
from communique.knowledge.tables import split_names

FormKind = Literal[
    "state", "demonym", "seat", "organisation", "office", "agency", "forum", "agreement", "city", "building", "person"
]


class Form(NamedTuple):
    """A form, what kind of thing it names, the id of that thing, and its state where it has one."""

    text: str
    kind: FormKind
    id: str
    country: str | None


def state_forms(knowledge: KnowledgeBase) -> tuple[Form, ...]:
    """Names, demonyms and seats of government of states; names and demonyms of organisations."""
    forms: list[Form] = []
    for state in knowledge.states():
        kind: FormKind = "state" if state.kind == "state" else "organisation"
        forms += [Form(name, kind, state.code, state.code) for name in (state.name, *state.aliases)]
        forms += [Form(name, "demonym", state.code, state.code) for name in state.demonyms]
        forms += [Form(name, "seat", state.code, state.code) for name in state.seats]
    return tuple(forms)


def person_forms(knowledge: KnowledgeBase) -> tuple[Form, ...]:
    """Full names and aliases of persons."""
    return tuple(
        Form(name, "person", person.id, person.state)
        for person in knowledge.persons()
        for name in dict.fromkeys((person.name, *person.aliases))
    )


def place_forms(knowledge: KnowledgeBase) -> tuple[Form, ...]:
    """Cities, and buildings where governments receive (the id of a building's form is its city, where it has one)."""
    return tuple(
        Form(
            row["name"], "building" if row["kind"] == "building" else "city", row["city"] or row["name"], row["country"]
        )
        for row in knowledge.rows("cities")
    )


def table_forms(knowledge: KnowledgeBase, table: Literal["agencies", "forums", "agreements"]) -> tuple[Form, ...]:
    """Names and aliases of agencies, forums or agreements."""
    kinds: dict[str, tuple[FormKind, str]] = {
        "agencies": ("agency", "agency_id"),
        "forums": ("forum", "forum_id"),
        "agreements": ("agreement", "agreement_id"),
    }
    kind, key = kinds[table]
    return tuple(
        Form(name, kind, row[key], row.get("jurisdiction") or None)
        for row in knowledge.rows(table)
        for name in dict.fromkeys((row["name"], *split_names(row["aliases"])))
    )
