"""The words that tell the status, and whom the words of an attribution mean."""

import msgspec
import pytest

from communique.read import Tools, read
from communique.read.explain import article_of

PUBLISHED = "2024-06-05"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Emmanuel Macron and Giorgia Meloni will now meet in Rome on Friday.", "will now meet"),
        ("Lloyd Austin is expected to visit New Delhi next month.", "is expected to visit"),
        ("Olaf Scholz did not meet Xi Jinping in Berlin.", "did not meet"),
        ("Kenyan President William Ruto has postponed his trip to Japan.", "postponed"),
        ("Polish President Andrzej Duda will pay an official visit to Peru.", "will pay an official visit"),
        ("Kenya and Ghana are holding talks.", "are holding talks"),
        ("Rajnath Singh had a telephone call with Lloyd Austin on Tuesday.", "had a telephone call"),
        ("Joe Biden looks forward to hosting Fumio Kishida in June.", "looks forward to hosting"),
        ("Narendra Modi invited Vladimir Putin to visit New Delhi.", "invited"),
    ],
)
def test_the_words_of_a_status(text: str, words: str, tools: Tools) -> None:
    (report,) = read(article_of("It was Monday. " + text, PUBLISHED), tools)
    assert report.status_text is not None
    assert report.status_text.quote == words


SAID = (
    "Indian Defence Minister Rajnath Singh met US Secretary of Defense Lloyd Austin on Tuesday, according to a "
    "statement from the Pentagon. “We spoke of ships and of little else,” Singh said after the meeting."
)


def test_who_says_so_is_tied_to_person_and_body(tools: Tools) -> None:
    (report,) = read(article_of(SAID, PUBLISHED), tools)
    voices = {a.who: (a.name, a.country) for a in report.attribution}
    assert voices == {"the Pentagon": (None, "US"), "Singh": ("Rajnath Singh", "IN")}
    (speaker,) = [a for a in report.attribution if a.who == "Singh"]
    party = next(p for p in report.parties if p.name == "Rajnath Singh")
    assert (speaker.person, speaker.office) == (party.person, party.office)


def test_an_official_release_speaks_for_its_state(tools: Tools) -> None:
    article = msgspec.structs.replace(article_of(SAID, PUBLISHED), official=True, outlet="Ministry", outlet_state="IN")
    assert [(a.who, a.country) for a in read(article, tools)[0].attribution] == [("Ministry", "IN")]


def test_a_minister_of_the_one_state_visited_is_not_one_of_the_visitor(tools: Tools) -> None:
    text = (
        "Jake Sullivan traveled to Brazil on Monday. In Brazil he saw much. The Brazilian capital was warm. "
        "National Security Advisor Jake Sullivan met with Secretary for Strategic Affairs Flávio Couto."
    )
    article = msgspec.structs.replace(article_of(text, PUBLISHED), official=True, outlet_state="US")
    (meeting,) = [r for r in read(article, tools) if r.mode == "meeting"]
    assert {(p.name, p.country) for p in meeting.parties} == {("Jake Sullivan", "US"), ("Flávio Couto", "BR")}
