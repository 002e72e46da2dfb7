"""Only words of contact, in all their forms, let a sentence be parsed."""

import pytest

from communique.config import Config
from communique.read import Tools, load_tools, read
from communique.read.actors import actors_in
from communique.read.contact_words import may_matter
from communique.read.explain import article_of


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministers met at the lake.",
        "He has spoken with her.",
        "They conferred over dinner.",
        "She left for Oslo at noon.",
        "The envoys flew to the island.",
        "He hosts the premier.",
        "Both signed the treaty.",
        "The guests are currently in Oslo.",
        "He is going to Chile.",
        "She will go back to Norway.",
        "He had been in Oslo.",
        "They held telephone\ntalks.",
        "Three rounds of drills ended.",
        "She joined the summit by video.",
        "Kast Visits Norway",
    ],
)
def test_a_verb_or_noun_of_contact_in_any_form_matters(sentence: str, tools: Tools) -> None:
    assert may_matter(sentence, tools.rules)


@pytest.mark.parametrize(
    "sentence",
    [
        "Significant hostility was commonplace in the department.",
        "The landscape seems rounded.",
        "He linked the messages.",
        "The band reached the ridge.",
        "He goes home.",
        "Did the ministers meet?",
        "Read more: The ministers met at the lake.",
        "met " * 400,
    ],
)
def test_other_words_questions_and_links_do_not(sentence: str, tools: Tools) -> None:
    assert not may_matter(sentence, tools.rules)


@pytest.mark.parametrize(
    ("sentence", "enough"),
    [
        ("The minister arrived in Norway.", True),
        ("The minister of Norway came to the doctor.", False),
        ("He asked the minister for fish.", True),
        ("Norway asked for fish.", False),
        ("Talks were long.", True),
    ],
)
def test_a_frame_that_needs_a_place_or_a_person_wants_one_mentioned(sentence: str, enough: bool, tools: Tools) -> None:
    assert may_matter(sentence, tools.rules)
    assert may_matter(sentence, tools.rules, actors_in(sentence, tools.lexicon)) == enough


def test_the_example_of_every_rule_matters(tools: Tools) -> None:
    examples = [rule.example for rule in tools.rules.triggers]
    assert [e for e in examples if not may_matter(e, tools.rules, actors_in(e, tools.lexicon))] == []


@pytest.mark.parametrize("exhaustive", [True, False])
def test_a_verb_that_stands_everywhere_is_held_to_what_must_follow_however_sentences_are_chosen(
    exhaustive: bool,
) -> None:
    tools = load_tools(Config(exhaustive=exhaustive))
    text = "Norway's foreign minister said the president of Chile was told to go straight before the envoys to Peru."
    assert read(article_of(text, "2024-06-05"), tools) == ()
    told = "Norway's foreign minister will go to Chile on Monday."
    assert [r.mode for r in read(article_of(told, "2024-06-05"), tools)] == ["visit"]
