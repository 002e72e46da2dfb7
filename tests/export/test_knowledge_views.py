from __future__ import annotations

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


def test_the_model_of_followthemoney_reads_them() -> None:
    model = pytest.importorskip("followthemoney").model
    for entity in ftm_entities(load_knowledge()):
        proxy = model.get_proxy(entity)
        assert set(entity["properties"]) == {prop.name for prop in proxy.iterprops()}
