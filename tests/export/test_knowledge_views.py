from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from communique.export.ftm import ftm_entities
from communique.export.popolo import popolo_of
from communique.knowledge import load_knowledge


def test_popolo_leads_from_membership_to_person_post_and_organisation() -> None:
    document = popolo_of(load_knowledge())
    persons = {node["id"]: node for node in document["persons"]}
    posts = {node["id"]: node for node in document["posts"]}
    organisations = {node["id"] for node in document["organizations"]}
    for node in document["memberships"]:
        assert node["person_id"] in persons
        assert node["organization_id"] in organisations
        assert posts[node["post_id"]]["organization_id"] == node["organization_id"]
    assert len({node["id"] for node in document["memberships"]}) == len(document["memberships"])
    (swaraj,) = [n for n in document["memberships"] if n["post_id"] == "IN/foreign" and "swaraj" in n["person_id"]]
    assert (swaraj["start_date"], swaraj["end_date"]) == ("2014-05-26", "2019-05-30")


def test_occupancies_lead_to_their_ends() -> None:
    entities = {entity["id"]: entity for entity in ftm_entities(load_knowledge())}
    occupancies = [e for e in entities.values() if e["schema"] == "Occupancy"]
    assert len(occupancies) > 5000
    for entity in occupancies:
        assert entities[entity["properties"]["holder"][0]]["schema"] == "Person"
        assert entities[entity["properties"]["post"][0]]["schema"] == "Position"


MODEL = json.loads((Path(__file__).parent / "followthemoney.json").read_text(encoding="utf-8"))["schemata"]
"""What FollowTheMoney's model takes; its package needs ICU and a library under the LGPL, so that its tables stand here."""
FORMS = {
    "country": re.compile(r"[a-z]{2}"),
    "date": re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"),
    "wikidata": re.compile(r"Q[1-9]\d*"),
    "entity": re.compile(r"communique-[0-9a-f]{40}"),
    "name": re.compile(r"\S(.*\S)?"),
    "string": re.compile(r"\S(.*\S)?"),
    "text": re.compile(r"\S(.*\S)?", re.DOTALL),
}


def wrong_values(entity: dict[str, Any], entities: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Values that are not of the type that the model gives their property, or lead to no entity of its range."""
    properties = MODEL[entity["schema"]]["properties"]
    for name, values in entity["properties"].items():
        kind, *more = properties[name]
        form = FORMS[more[0] if more and more[0] in FORMS else kind]
        yield from (f"{name}: {value}" for value in values if not form.fullmatch(value))
        if kind == "entity":
            yield from (f"{name}: {value}" for value in values if entities[value]["schema"] != more[0])


def test_entities_are_those_that_the_model_of_followthemoney_takes() -> None:
    listed = list(ftm_entities(load_knowledge()))
    entities = {entity["id"]: entity for entity in listed}
    assert len(entities) == len(listed)
    assert {entity["schema"] for entity in listed} == set(MODEL)
    for entity in listed:
        assert set(entity) == {"id", "schema", "properties"}
        assert FORMS["entity"].fullmatch(entity["id"])
        model = MODEL[entity["schema"]]
        assert set(model["required"]) <= set(entity["properties"]) <= set(model["properties"])
        assert all(values and len(set(values)) == len(values) for values in entity["properties"].values())
        assert not list(wrong_values(entity, entities))


@pytest.mark.parametrize(
    ("name", "value"),
    [("country", "IND"), ("wikidataId", "1234"), ("name", " A"), ("country", "")],
)
def test_values_that_the_model_refuses_are_noticed(name: str, value: str) -> None:
    entity = {"id": "x", "schema": "Person", "properties": {"name": ["A B"], name: [value]}}
    assert list(wrong_values(entity, {})) == [f"{name}: {value}"]
