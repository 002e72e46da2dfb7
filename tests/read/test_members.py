"""Groups and gatherings: who sits for a group, and when a contact is one of several states."""

import pytest

from communique.read import Tools, read
from communique.read.explain import article_of

PUBLISHED = "2024-06-05"


def told(text: str, tools: Tools) -> set[tuple[str, str, str]]:
    found = read(article_of("It was a busy week. " + text, PUBLISHED), tools)
    return {(r.mode, r.status, " ".join(sorted(p.country or "?" for p in r.parties))) for r in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Biden will attend the G7 Leaders' Summit in Apulia.", ("multilateral", "planned", "G7 US")),
        ("Narendra Modi attended the ASEAN Summit in Vientiane.", ("multilateral", "held", "ASEAN IN")),
        ("President Biden will host the leaders of the Pacific Islands Forum on June 25.", ("multilateral", "planned", "PIF US")),
        ("The Quad leaders convened in Tokyo on Friday.", ("multilateral", "held", "AU IN JP US")),
        ("President Biden joined the leaders of Egypt and Iraq at the GCC+3 Summit in Jeddah.", ("multilateral", "held", "EG IQ US")),
        ("President Biden spoke today on the margins of the NATO Summit with Andrzej Duda of Poland.", ("meeting", "held", "PL US")),
        ("Joe Biden met NATO Secretary General Jens Stoltenberg in Brussels.", ("meeting", "held", "NATO US")),
        ("Fumio Kishida met Ursula von der Leyen at the EU-Japan summit.", ("meeting", "held", "EU JP")),
    ],
)  # fmt: skip
def test_gatherings(text: str, expected: tuple[str, str, str], tools: Tools) -> None:
    assert expected in told(text, tools)


LIST = """The Vice President met today with leaders representing Caribbean nations and spoke of the sea.

The leaders who participated:

- Prime Minister Gaston Browne of Antigua and Barbuda

- Prime Minister Mia Mottley of Barbados

- Secretary General of CARICOM Dr. Carla Barnett

The sea is warm."""


def test_a_list_names_who_took_part(tools: Tools) -> None:
    text = LIST.replace("The Vice President", "Vice President Kamala Harris")
    assert told(text, tools) == {("multilateral", "held", "AG BB CARICOM US")}
    without = text.replace("The leaders who participated:", "The islands are many.")
    assert told(without, tools) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rajnath Singh handed over two patrol boats to the Maldives in Malé.", {("other", "held", "IN MV")}),
        ("Next week, Fumio Kishida is to hand over two radars to Kenya.", {("other", "planned", "JP KE")}),
        ("The king of Thailand handed over power to a council that Japan supports.", set()),
        ("Japan and Kenya have agreed to an Agreement on Customs.", {("other", "held", "JP KE")}),
        ("Japan and Kenya have agreed to look at customs.", set()),
    ],
)
def test_what_is_handed_over_and_agreed(text: str, expected: set[tuple[str, str, str]], tools: Tools) -> None:
    assert told(text, tools) == expected


def test_an_agreement_is_what_came_of_talks_that_are_told(tools: Tools) -> None:
    text = "Fumio Kishida met William Ruto in Nairobi today. Japan and Kenya reached an agreement on customs."
    assert told(text, tools) == {("meeting", "held", "JP KE")}


@pytest.mark.parametrize(
    ("text", "visited"),
    [
        ("Lloyd Austin traveled to Georgia and met troops in Atlanta.", False),
        ("Lloyd Austin traveled to Georgia and met officials in Tbilisi.", True),
    ],
)
def test_which_georgia(text: str, visited: bool, tools: Tools) -> None:
    assert ("visit", "held", "GE US") in told(text, tools) or not visited
    assert bool(told(text, tools)) is visited


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The president of Kenya, William Ruto, received yesterday in Nairobi a delegation from Japan led by Foreign Minister Yoko Kamikawa.", ("meeting", "held", "JP KE")),
        ("William Ruto attended the EU summit in Brussels.", ("multilateral", "held", "EU KE")),
    ],
)  # fmt: skip
def test_whom_a_distant_object_names(text: str, expected: tuple[str, str, str], tools: Tools) -> None:
    assert expected in told(text, tools)


def test_somebodys_thing_is_nobody(tools: Tools) -> None:
    assert told("President Ruto welcomes President Biden's recent Trade Mission to Kenya.", tools) == set()
    assert told("William Ruto looks forward to welcoming Joe Biden to State House on Friday.", tools) == {
        ("meeting", "planned", "KE US")
    }
