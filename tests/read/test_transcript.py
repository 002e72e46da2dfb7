"""Transcripts that we wrote: who says "I", what is only asked, and what two who speak side by side did."""

from collections.abc import Callable

import msgspec
import pytest

from communique.read import Tools, read
from communique.types import Article, Report

Make = Callable[..., Article]
BRIEFING = """Press Gaggle by Press Secretary Ann Fielding En Route Oslo

MS. FIELDING: Good morning, everyone. Yesterday, President Biden spoke by phone with Prime Minister Narendra Modi.

Q Ann, will the President meet President Xi Jinping in Lima, or has he met him already?

MS. FIELDING: We have nothing to announce. I met Foreign Minister Wang Yi of China on Monday.

Q Thank you. President Macron met Chancellor Scholz in Berlin yesterday. They agreed to build a bridge.

MS. FIELDING: They would have to speak to that.
"""
PRESS_CONFERENCE = """Remarks by President Biden and Prime Minister Fumio Kishida of Japan in Joint Press Conference

PRESIDENT BIDEN: I spoke yesterday with Prime Minister Justin Trudeau about the fires. It is my honor to welcome Prime Minister Kishida to the White House. Today we agreed to build two ships together.

Q Mr. President, have you met Chancellor Scholz about the ships? And thank you for the ships.

PRIME MINISTER KISHIDA: Thank you. Last week I met with President Yoon Suk-yeol of Korea in Seoul.
"""


def reports(make: Make, text: str, tools: Tools, publisher: str = "The White House") -> tuple[Report, ...]:
    return read(make(text, "2024-04-10", publisher), tools)


def told(found: tuple[Report, ...]) -> set[tuple[str, str, str]]:
    return {(r.mode, r.status, " ".join(sorted({p.country or "?" for p in r.parties}))) for r in found}


def test_what_is_only_asked_is_not_told(article_of: Make, tools: Tools) -> None:
    found = reports(article_of, BRIEFING, tools)
    assert told(found) == {("call", "held", "IN US"), ("meeting", "held", "CN US")}
    assert not [o for r in found for o in r.outcomes]


def test_i_is_who_speaks(article_of: Make, tools: Tools) -> None:
    found = reports(article_of, PRESS_CONFERENCE, tools)
    assert ("call", "held", "CA US") in told(found)
    assert ("meeting", "held", "JP KR") in told(found)
    names = {p.name for r in found for p in r.parties}
    assert {"Joseph Biden", "Fumio Kishida", "Yoon Suk-yeol"} <= names


def test_those_who_speak_side_by_side_met_on_that_day(article_of: Make, tools: Tools) -> None:
    found = reports(article_of, PRESS_CONFERENCE, tools)
    together = [r for r in found if {p.country for p in r.parties} == {"US", "JP"}]
    assert [(r.mode, r.status, r.date.first) for r in together] == [("meeting", "held", "2024-04-10")]
    assert [o.kind for o in together[0].outcomes] == ["agreement"]


@pytest.mark.parametrize(
    ("title", "mode"),
    [
        ("Remarks by President Biden and King Abdullah II of Jordan at Arrival Ceremony", "visit"),
        ("Remarks by President Biden and President Ruto of Kenya Before Virtual Meeting", "video_call"),
        ("Remarks by President Biden, Prime Minister Kishida of Japan, and President Marcos of the Philippines", "multilateral"),
    ],
)  # fmt: skip
def test_the_title_tells_how_they_met(title: str, mode: str, article_of: Make, tools: Tools) -> None:
    text = (
        f"{title}\n\nPRESIDENT BIDEN: Good morning, everyone. Please be seated, it is a fine day for all of us here.\n"
    )
    assert [r.mode for r in reports(article_of, text, tools)] == [mode]


def test_one_who_speaks_alone_met_nobody(article_of: Make, tools: Tools) -> None:
    text = (
        "Remarks by President Biden on the Anniversary of the Attack\n\nGood evening. When I met President Zelenskyy "
        "I knew that he would stay. Together, Japan and America are meeting that duty. They met last year."
    )
    found = reports(article_of, text, tools)
    assert [r for r in found if not r.background] == []


def test_names_before_a_colon_are_labels_where_others_ask(article_of: Make, tools: Tools) -> None:
    text = """Foreign Minister Sergey Lavrov's answers at a joint news conference with Foreign Minister of Egypt Badr Abdelatty

My colleague, Minister Badr Abdelatty, and I have finished long talks.

Question: Did you meet Foreign Minister Wang Yi in Beijing?

Badr Abdelatty: Secretary of the Security Council Sergei Shoigu received me this morning.

Question: Will President el-Sisi call President Putin?

Sergey Lavrov: Ask them.
"""
    found = reports(article_of, text, tools, "Ministry of Foreign Affairs of the Russian Federation")
    assert told(found) == {("meeting", "held", "EG RU")}
    assert {p.name for r in found for p in r.parties} >= {"Sergei Lavrov", "Badr Abdelatty", "Sergei Shoigu"}


def test_a_release_with_a_colon_is_no_transcript(article_of: Make, tools: Tools) -> None:
    text = "Visit to Japan\n\nBACKGROUND: Ties are close.\n\nPresident Ruto met Prime Minister Kishida today. They signed a loan."
    found = reports(article_of, text, tools)
    assert ("signing", "held", "JP KE") in told(found)


def test_published_day_is_left_out_where_there_is_none(article_of: Make, tools: Tools) -> None:
    article = msgspec.structs.replace(article_of(PRESS_CONFERENCE, None, "The White House"))
    dates = {r.date.first for r in read(article, tools)}
    assert dates == {None}


def test_a_long_talk_with_some_words_of_sport_is_still_read(article_of: Make, tools: Tools) -> None:
    filler = "The goal of the league is a medal for every captain of the season, said the host of the hall. "
    text = (
        BRIEFING + "\n" + filler + ("We speak of the price of bread and of the roads in the north of the land. " * 30)
    )
    assert ("call", "held", "IN US") in told(reports(article_of, text, tools))


def test_who_speaks_of_two_others_met_them(article_of: Make, tools: Tools) -> None:
    text = (
        "Remarks by President Biden on the War\n\nGood evening. Yesterday, in discussions with the leaders of Israel "
        "and Egypt, I secured a road for the lorries."
    )
    assert told(reports(article_of, text, tools)) == {("multilateral", "held", "EG IL US")}


def test_the_floor_is_handed_over_to_nobody(article_of: Make, tools: Tools) -> None:
    text = (
        BRIEFING
        + "\nMS. FIELDING: The United States and Japan are close. With that, I will hand it over to my colleague.\n"
    )
    assert "other" not in {mode for mode, _, _ in told(reports(article_of, text, tools))}
