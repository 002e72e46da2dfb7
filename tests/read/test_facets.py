from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.knowledge import load_knowledge
from communique.read.area import area_patterns, areas_in
from communique.read.attribution import AttributionExample, attribution_words, attributions_for
from communique.read.ordinal import CountedKind, ordinal_in, ordinal_words
from communique.read.outcome import OutcomeRule, outcome_rules, outcomes_in, thanks_one_of
from communique.read.place import place_of
from communique.read.scene import Sentence
from communique.types import Article, Block, Party, Span


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
        ("She ended a visit to Oslo, the first by a holder of her office since 2006.", 1, "2006"),
        ("It was the second time this month that they spoke, their second call.", 2, "this month"),
    ],
)
def test_ordinal_sentences(text: str, n: int, since: str | None) -> None:
    found = ordinal_in([sentence(text)])
    assert found is not None
    assert (found.n, found.since) == (n, since)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("It is the first visit to Tehran since 2006.", "2006"),
        ("Her second call since October 2021 was short.", "2021-10"),
        ("It was their third meeting since February 24, 2022.", "2022-02-24"),
        ("It was their third meeting since he took office.", None),
    ],
)
def test_the_day_since_which_is_counted(text: str, date: str | None) -> None:
    found = ordinal_in([sentence(text)])
    assert found is not None
    assert found.since_date == date


@settings(deadline=None)
@given(st.text())
def test_spans_of_any_text_slice_back(text: str) -> None:
    text = f"{text} “Good talks,” said Ann Lee in a post on X. They agreed to hold a second call on energy {text}"
    own = [sentence(text)]
    article = Article(id="a", text=text)
    ordinal = ordinal_in(own)
    spans = [a.evidence for a in areas_in(own)] + [o.text for o in outcomes_in(own)]
    spans += [a.quote for a in attributions_for(article, own) if a.quote] + ([ordinal.text] if ordinal else [])
    assert len(spans) > 1
    assert all(span.holds_in(text) for span in spans)


def test_a_post_names_its_author_and_platform() -> None:
    text = "In a post on X, Singh stated, “Glad to have spoken with my friend.”"
    (found,) = attributions_for(Article(id="a", text=text), [sentence(text)])
    assert (found.source, found.who, found.platform) == ("social_post", "Singh", "X")
    assert found.quote is not None
    assert found.quote.quote == "“Glad to have spoken with my friend.”"


@pytest.mark.parametrize(
    "text",
    [
        "It was the first time the jets had been intercepted there.",
        "A first round of releases followed.",
        "The First Lady met the envoy.",
        "First Deputy Prime Minister Petrov spoke.",
        "On the second day they rested.",
        "The July 25th call between them was long.",
        "It was her first meeting with a world leader since she had taken office.",
        "It is the first time that Norway has received a senior Chilean official since 2019.",
    ],
)
def test_what_is_no_ordinal(text: str) -> None:
    assert ordinal_in([sentence(text)]) is None


def test_a_particular_area_stands_before_the_general_one() -> None:
    found = {area.area for area in areas_in([sentence("They discussed joint exercises and logistics sharing.")])}
    assert {"defence.exercises", "defence.logistics"} <= found
    assert "defence" not in found


def party(title: str) -> Party:
    return Party(office_title=title, surface=Span(0, 4, "They"))


@pytest.mark.parametrize(
    ("text", "title", "told"),
    [
        ("They discussed trade and their bilateral relationship.", "President", {"trade"}),
        ("They discussed trade and their bilateral relationship.", "Foreign Minister", {"trade", "diplomacy"}),
        ("They discussed their bilateral relationship.", "President", {"diplomacy"}),
        ("They discussed wheat and military cooperation.", "President", {"agriculture"}),
        ("They discussed wheat and military cooperation.", "Defence Minister", {"agriculture", "defence"}),
        ("They discussed wheat and people-to-people ties.", "President", {"agriculture"}),
        ("They discussed people-to-people ties.", "President", {"culture"}),
    ],
)
def test_broad_areas_are_told_where_nothing_else_is_or_their_offices_met(text: str, title: str, told: set[str]) -> None:
    assert {area.area for area in areas_in([sentence(text)], [party(title)], "call")} == told


def test_the_name_of_a_region_is_no_area_of_a_visit() -> None:
    told = [sentence("The minister, on a visit to Ukraine, spoke of grain.")]
    assert {area.area for area in areas_in(told, (), "visit")} == {"agriculture"}
    assert {area.area for area in areas_in(told, (), "meeting")} == {"agriculture", "security"}


@pytest.mark.parametrize(
    "words", ["Both states have long condemned the blockade.", "They have pledged support for Oslo."]
)
def test_a_stand_taken_before_is_no_outcome(words: str) -> None:
    assert outcomes_in([sentence(words)]) == ()


def test_area_ids_are_those_of_the_table() -> None:
    known = {row["area_id"] for row in load_knowledge().rows("areas")}
    assert {area for area, _ in area_patterns()} <= known


@pytest.mark.parametrize(
    ("texts", "place"),
    [
        (("They met on Monday in Tokyo.", "The ministers talked in Oslo."), "Tokyo"),
        (("They met on Monday.", "The ministers talked in Oslo."), "Oslo"),
        (("They met on Monday.", "The ministers talked in Norway."), None),
    ],
)
def test_the_place_stands_in_a_sentence_of_the_contact(texts: tuple[str, str], place: str | None) -> None:
    first, second = texts
    start = len(first) + 1
    block = Block(kind="paragraph", start=0, end=start + len(second))
    told = [Sentence(0, 0, len(first), first, block), Sentence(1, start, start + len(second), second, block)]
    found = place_of(told, told[0].span(5, 8), load_knowledge())
    assert (found.name if found else None) == place


@pytest.mark.parametrize(
    ("words", "to_a_party"),
    [
        ("She thanked President Ruto for the harbour.", True),
        ("She thanked him for the harbour.", True),
        ("We are grateful to Kenya for the harbour.", True),
        ("I thank my friend Ann Lee for the flowers.", False),
        ("He thanked the Government of Egypt and the African Union for their efforts.", False),
    ],
)
def test_only_thanks_between_the_parties_come_out_of_a_contact(words: str, to_a_party: bool) -> None:
    assert thanks_one_of(words, ("Kenya", "Ruto", "William"), ("Egypt", "African Union")) is to_a_party


@pytest.mark.parametrize("words", ["Thanks very much.", "I want to thank you for years of public service."])
def test_polite_words_are_no_outcome(words: str) -> None:
    assert outcomes_in([sentence(words)]) == ()


@pytest.mark.parametrize("kind", ordinal_words().kind, ids=lambda kind: kind.words[0])
def test_counted_things_fit_their_examples_and_not_their_counter_examples(kind: CountedKind) -> None:
    found = ordinal_in([sentence(kind.example)])
    assert found is not None
    assert found.n == kind.n
    assert ordinal_in([sentence(kind.counter)]) is None


@pytest.mark.parametrize(
    ("text", "n", "of"),
    [
        ("The exercise Ataturk-XIII of Pakistan and Türkiye began.", 13, "exercise Ataturk"),
        ("They began Exercise Garuda Shakti IX on Sunday.", 9, "Exercise Garuda Shakti"),
        ("It was the first meeting of the U.S.-India working group.", 1, "meeting of the U.S.-India working group"),
        ("The first 2+2 between the two was held in Tokyo.", 1, "2+2 between the two"),
        ("It is the fourth Green Isle to be held there.", 4, "Green Isle"),
    ],
)
def test_what_is_counted(text: str, n: int, of: str) -> None:
    found = ordinal_in([sentence(text)])
    assert found is not None
    assert (found.n, found.of) == (n, of)


@pytest.mark.parametrize("example", attribution_words().example, ids=lambda example: example.text[:30])
def test_words_of_attribution_fit_their_examples(example: AttributionExample) -> None:
    article = Article(id="a", text=example.text)
    found = [(a.source, a.who, a.platform) for a in attributions_for(article, [sentence(example.text)])]
    assert (example.source, example.who, example.platform) in found
    assert attributions_for(article, [sentence(example.counter)]) == ()
