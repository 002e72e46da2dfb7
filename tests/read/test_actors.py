"""The grammar of mentions: what can be a side of a contact."""

import pytest

from communique.read import Tools
from communique.read.actors import Actor, actors_in


def first(text: str, tools: Tools) -> Actor:
    return actors_in(text, tools.lexicon)[0]


@pytest.mark.parametrize(
    ("text", "name", "states"),
    [
        ("His Majesty King Hamad Bin Isa Al Khalifa of Bahrain", "Hamad Bin Isa Al Khalifa", ("BH",)),
        ("President Joseph R. Biden, Jr. spoke", "Joseph R. Biden, Jr.", ()),
        ("President of the Republic of Turkiye Recep Tayyip Erdogan", "Recep Tayyip Erdogan", ("TR",)),
        ("Ukraine’s Foreign Minister Dmytro Kuleba", "Dmytro Kuleba", ("UA",)),
        ("Dr. William Ruto, President of the Republic of Kenya,", "William Ruto", ("KE",)),
        ("Tajikistan's Defence Minister Sherali Mirzo", "Sherali Mirzo", ("TJ",)),
        ("United States (US) Secretary of Defense Lloyd Austin", "Lloyd Austin", ("US",)),
        ("Coordinating Minister for Maritime Affairs Luhut Pandjaitan of Indonesia", "Luhut Pandjaitan", ("ID",)),
        ("Kenyan Minister of Housing and Urban Development Alice Wahome", "Alice Wahome", ("KE",)),
        ("Polish Head of the International Policy Bureau Jakub Kumoch", "Jakub Kumoch", ("PL",)),
        ("the Right Honorable Mark Carney, Prime Minister of Canada,", "Mark Carney", ("CA",)),
        ("Akiba Takeo, Secretary General of Japan’s National Security Secretariat", "Akiba Takeo", ("JP",)),
    ],
)
def test_a_person_with_title_name_and_state(text: str, name: str, states: tuple[str, ...], tools: Tools) -> None:
    actor = first(text, tools)
    assert (actor.kind, actor.name, actor.states) == ("person", name, states)


@pytest.mark.parametrize(
    "text", ["Governor Henry McMaster of South Carolina", "Governors of five states", "Senators Wicker"]
)
def test_those_who_speak_for_no_state_are_barred(text: str, tools: Tools) -> None:
    assert first(text, tools).kind == "barred"


def test_a_collective_names_all_its_states(tools: Tools) -> None:
    actor = first("the foreign ministers of Kazakhstan, Kyrgyzstan and Uzbekistan met", tools)
    assert (actor.kind, actor.states) == ("collective", ("KZ", "KG", "UZ"))


def test_two_states_before_a_noun_are_two_mentions(tools: Tools) -> None:
    assert [a.states for a in actors_in("U.S.-India talks", tools.lexicon)] == [("US",), ("IN",)]


def test_surfaces_stand_where_they_say(tools: Tools) -> None:
    text = "Later Prime Minister Modi hosted the German Chancellor, Olaf Scholz, and Mr. Albanese in New Delhi."
    assert all(text[a.start : a.end] == a.surface for a in actors_in(text, tools.lexicon))


@pytest.mark.parametrize(
    "text", ["The president of the American Farm Bureau", "The chairman of the Indian Hotels Association of Goa"]
)
def test_who_presides_over_a_private_body_speaks_for_no_state(text: str, tools: Tools) -> None:
    assert first(text, tools).kind == "barred"


def test_the_president_of_a_state_or_organisation_speaks_for_it(tools: Tools) -> None:
    assert first("The President of the Hellenic Republic met", tools).states == ("GR",)
    assert first("The President of the Federal Republic of Somalia met", tools).states == ("SO",)


def test_a_state_in_the_name_of_a_company_is_no_state(tools: Tools) -> None:
    named = {
        code for a in actors_in("Two China Airlines flights stopped in Bangkok.", tools.lexicon) for code in a.states
    }
    assert "CN" not in named


def test_an_office_with_an_article_of_its_own_behind_and_is_another_person(tools: Tools) -> None:
    found = actors_in(
        "Charles Michel, president of the European Council, and the President of Somalia met", tools.lexicon
    )
    assert [a.states for a in found] == [(), ("SO",)]
