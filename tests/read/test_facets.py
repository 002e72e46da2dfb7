from __future__ import annotations

import pytest

from communique.read.area import area_patterns, areas_in
from communique.read.ordinal import ordinal_in
from communique.read.outcome import OutcomeRule, outcome_rules, outcomes_in
from communique.read.scene import Sentence
from communique.types import Block


def sentence(text: str) -> Sentence:
    return Sentence(0, 0, len(text), text, Block(kind="paragraph", start=0, end=len(text)))


@pytest.mark.parametrize("rule", outcome_rules(), ids=lambda rule: rule.id)
def test_outcome_rules_fit_their_examples_and_not_their_counter_examples(rule: OutcomeRule) -> None:
    found = outcomes_in([sentence(rule.example)])
    assert (rule.kind, rule.status) in {(o.kind, o.status) for o in found}
    assert rule.kind not in {o.kind for o in outcomes_in([sentence(rule.counter)])}


def test_each_clause_gives_its_outcome() -> None:
    text = "She thanked her host for the rescue, and they agreed to reopen the port."
    assert [o.kind for o in outcomes_in([sentence(text)])] == ["gratitude", "agreement"]


@pytest.mark.parametrize(
    ("text", "n", "since"),
    [
        ("It was the third such conversation since the latter assumed office.", 3, "the latter assumed office"),
        ("The 20th edition of the exercise began today.", 20, None),
        ("This is his first visit to Norway in 22 years.", 1, "22 years"),
        ("It was the second time this month that they spoke, their second call.", 2, "this month"),
    ],
)
def test_ordinal_sentences(text: str, n: int, since: str | None) -> None:
    found = ordinal_in([sentence(text)])
    assert found is not None
    assert (found.n, found.since) == (n, since)


@pytest.mark.parametrize(
    "text",
    ["The First Lady met the envoy.", "First Deputy Prime Minister Petrov spoke.", "On the second day they rested."],
)
def test_what_is_no_ordinal(text: str) -> None:
    assert ordinal_in([sentence(text)]) is None


def test_a_particular_area_stands_before_the_general_one() -> None:
    found = {area.area for area in areas_in([sentence("They discussed joint exercises and logistics sharing.")])}
    assert {"defence.exercises", "defence.logistics"} <= found
    assert "defence" not in found


def test_area_ids_are_those_of_the_table() -> None:
    from communique.knowledge import load_knowledge

    known = {row["area_id"] for row in load_knowledge().rows("areas")}
    assert {area for area, _ in area_patterns()} <= known
