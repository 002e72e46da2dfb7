"""How wires, newspapers and ministries that no list of ours was made from word their engagements."""

import msgspec
import pytest

from communique.clean.head import split_dateline
from communique.read import Tools, read
from communique.read.explain import article_of
from communique.types import Block, Dateline, Report

PUBLISHED = "2024-06-05"


def reports(
    text: str, tools: Tools, home: str | None = None, official: bool = False, place: str | None = None
) -> tuple[Report, ...]:
    article = msgspec.structs.replace(article_of(text, PUBLISHED), official=official, outlet_state=home)
    return read(msgspec.structs.replace(article, dateline=Dateline(place=place)), tools)


def short(report: Report) -> tuple[str, str, str]:
    return report.mode, report.status, " ".join(sorted({p.country or "?" for p in report.parties}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Polish President Andrzej Duda will be in Oslo on Friday, where talks with Prime Minister Jonas Gahr Støre are on his agenda.", ("meeting", "planned", "NO PL")),
        ("Kenyan President William Ruto is likely to hold a bilateral meeting with French President Emmanuel Macron.", ("meeting", "planned", "FR KE")),
        ("Ghanaian President Nana Akufo-Addo is also slated to call on Prime Minister Keir Starmer of Britain.", ("meeting", "planned", "GB GH")),
        ("Polish President Andrzej Duda is leaving for Hungary on Friday, his office said.", ("visit", "planned", "HU PL")),
        ("Kenyan President William Ruto was due to fly to Rwanda on Friday, but the trip was called off.", ("visit", "cancelled", "KE RW")),
        ("A visit by Polish President Andrzej Duda to Hungary, pencilled in for May, has been dropped.", ("visit", "cancelled", "HU PL")),
        ("The Spanish foreign ministry on Monday summoned Argentina's ambassador.", ("meeting", "held", "AR ES")),
        ("Peru's Foreign Ministry summoned the ambassador of Mexico on Monday.", ("meeting", "held", "MX PE")),
        ("German Foreign Minister Annalena Baerbock will come together with Dutch Foreign Minister Hanke Bruins Slot.", ("meeting", "planned", "DE NL")),
        ("Malaysian Prime Minister Anwar Ibrahim and Singaporean Prime Minister Lawrence Wong held a retreat in Putrajaya.", ("meeting", "held", "MY SG")),
        ("Brazilian Foreign Minister Mauro Vieira will receive on July 3, 2024, at the palace, the Foreign Minister of Peru, Javier González-Olaechea.", ("meeting", "planned", "BR PE")),
        ("Polish President Andrzej Duda and Prime Minister Robert Fico of Slovakia settled a quarrel over grain when they met in Vienna.", ("meeting", "held", "PL SK")),
        ("US Africa Command chief General Michael Langley met Botswana's Defence Minister Kagiso Mmusi in Gaborone.", ("meeting", "held", "BW US")),
        ("Thai Defence Minister Sutin Klungsang received Rear Admiral Ann Lee, commander of the southern fleet of the Indian Navy, in Bangkok.", ("meeting", "held", "IN TH")),
        ("Rwandan President Paul Kagame received Ann Lee, Special Envoy of President William Ruto, in Kigali.", ("meeting", "held", "KE RW")),
        ("Polish President Andrzej Duda is scheduled to have breakfast with Czech Prime Minister Petr Fiala and a meeting with Slovakia's President Zuzana Čaputová.", ("meeting", "planned", "PL SK")),
        ("Brazilian Foreign Minister Mauro Vieira will receive tomorrow, June 6, in Rio de Janeiro, the Foreign Minister of Peru, Javier González-Olaechea.", ("meeting", "planned", "BR PE")),
        ("French President Emmanuel Macron spoke with Bola Tinubu of Nigeria, chairman of ECOWAS.", ("call", "held", "FR NG")),
        ("N. Korea's foreign minister arrived in Laos on Monday.", ("visit", "held", "KP LA")),
        ("Polish President Andrzej Duda arrived in Russia's Far East on Monday.", ("visit", "held", "PL RU")),
        ("French President Emmanuel Macron and Chancellor Olaf Scholz of Germany will meet in Paris ahead of the NATO summit.", ("meeting", "planned", "DE FR")),
        ("Nepal's Foreign Secretary Sewa Lamsal will co-chair the trade mechanism with her Bangladeshi counterpart Masud Bin Momen.", ("meeting", "planned", "BD NP")),
        ("Polish President Andrzej Duda will begin a tour of the Nordic region on Friday, with stops in Norway and Finland.", ("visit", "planned", "FI NO PL")),
        ("Polish President Andrzej Duda arrived in Oman on Tuesday for a four-day visit.", ("visit", "ongoing", "OM PL")),
        ("Polish President Andrzej Duda arrived in Oman last Friday for a two-day visit.", ("visit", "held", "OM PL")),
        ("Polish President Andrzej Duda arrives in Oman this afternoon on a two-day state visit.", ("visit", "planned", "OM PL")),
        ("Prime Minister Anwar Ibrahim of Malaysia arrived in Lima on Monday to attend the Asia-Pacific Economic Cooperation (APEC) Economic Leaders' Meeting.", ("multilateral", "planned", "APEC MY")),
        ("Prime Minister Anwar Ibrahim of Malaysia attended the ASEAN Leaders' Summit in Vientiane on Monday.", ("multilateral", "held", "ASEAN MY")),
        ("Polish President Andrzej Duda met Latvian President Edgars Rinkēvičs in Riga. The two armies will conduct the next edition of the exercise in May.", ("exercise", "planned", "LV PL")),
    ],
)  # fmt: skip
def test_one_contact(text: str, expected: tuple[str, str, str], tools: Tools) -> None:
    assert expected in {short(r) for r in reports(text, tools)}


def test_arrivals_in_headlines_with_capitals_throughout(tools: Tools) -> None:
    article = article_of("Duda Arrives In Budapest For Talks On Grain", PUBLISHED)
    headline = msgspec.structs.replace(article.blocks[0], kind="title")
    told = read(msgspec.structs.replace(article, blocks=(headline,)), tools)
    assert [short(r) for r in told] == [("visit", "held", "HU PL")]


def test_here_is_the_place_of_the_date_line_else_the_state_of_the_outlet(tools: Tools) -> None:
    text = "Prime Minister Anwar Ibrahim of Malaysia arrived here on Tuesday."
    assert [short(r) for r in reports(text, tools, "MY", place="Nairobi")] == [("visit", "held", "KE MY")]
    assert [short(r) for r in reports(text, tools, "IN")] == [("visit", "held", "IN MY")]


def test_a_pronoun_is_who_goes_on_acting_not_whom_he_met(tools: Tools) -> None:
    text = (
        "Foreign Secretary David Cameron of Britain will tour South America. "
        "In Montevideo he will meet President Luis Lacalle Pou of Uruguay. "
        "On Friday he will hold talks with President Santiago Peña of Paraguay."
    )
    told = {short(r) for r in reports(text, tools)}
    assert ("meeting", "planned", "GB PY") in told
    assert ("meeting", "planned", "PY UY") not in told


def test_the_president_of_the_republic_is_the_issuers(tools: Tools) -> None:
    text = (
        "Telephone call with Mr Karl Nehammer, Chancellor of Austria\n\n"
        "The President of the Republic spoke on Monday with the Austrian Chancellor."
    )
    assert [short(r) for r in reports(text, tools, "FR", official=True)] == [("call", "held", "AT FR")]


def test_the_last_week_of_a_month_is_no_week_ago(tools: Tools) -> None:
    text = "Serbian President Aleksandar Vučić will visit China in the last week of August."
    assert [r.date.first for r in reports(text, tools)] == ["2024-08-01"]


def test_what_somebody_does_before_others_meet_lies_ahead_with_it(tools: Tools) -> None:
    text = "Polish President Andrzej Duda will see French President Emmanuel Macron before leaders of the G7 gather in Italy."
    assert not [r for r in reports(text, tools) if r.status == "held"]


def test_he_whose_title_stands_before_his_name_is_not_the_one_before(tools: Tools) -> None:
    text = "French President Emmanuel Macron met Aoun, Prime Minister Hassan Diab of Lebanon and Speaker Nabih Berri."
    assert "Hassan Diab" in {p.name for r in reports(text, tools) for p in r.parties}


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("New Delhi, May 9 (PTI) The minister left.", "The minister left."),
        ("New Delhi [India], July 22 (ANI): The minister left.", "The minister left."),
        ("EU-Central Asia: Joint text", "EU-Central Asia: Joint text"),
        ("European Union (EU) High Representative Josep Borrell left.", "European Union (EU) High Representative Josep Borrell left."),
    ],
)  # fmt: skip
def test_datelines(line: str, rest: str) -> None:
    assert split_dateline(line)[1] == rest


def test_sessions_held_one_by_one_with_whom_she_met(tools: Tools) -> None:
    text = (
        "Foreign Minister Elina Valtonen of Finland flew to New York. "
        "She met Ghana's Shirley Ayorkor Botchwey and Peru's Javier González-Olaechea in separate sessions."
    )
    told = {short(r) for r in reports(text, tools)}
    assert {("meeting", "held", "FI GH"), ("meeting", "held", "FI PE")} <= told


def test_whose_agenda_it_is_takes_part(tools: Tools) -> None:
    text = "Foreign Minister Elina Valtonen of Finland flew to Geneva. Talks with the ministers of Chile and Peru are on her agenda."
    told = [short(r) for r in reports(text, tools) if r.mode != "visit"]
    assert told
    assert all("FI" in parties for _, _, parties in told)


def test_the_day_of_a_relative_clause_is_that_of_another_contact(tools: Tools) -> None:
    text = "Thai Premier Srettha Thavisin, who arrived in Japan on Monday, held talks with Prime Minister Fumio Kishida on Tuesday."
    days = {r.mode: r.date.first for r in reports(text, tools)}
    assert days == {"visit": "2024-06-03", "meeting": "2024-06-04"}


def test_the_same_day_is_the_one_named_before(tools: Tools) -> None:
    text = (
        "President Alexander Stubb of Finland met Latvian President Edgars Rinkēvičs on May 20. "
        "On the same day he was received by President Alar Karis of Estonia."
    )
    assert {r.date.first for r in reports(text, tools)} == {"2024-05-20"}


def test_the_minister_of_a_portfolio_that_many_states_have_is_of_no_certain_state(tools: Tools) -> None:
    text = "Kenyan President William Ruto held talks with Norwegian Prime Minister Jonas Gahr Støre. Ruto met Finance Minister Ann Lee."
    assert "IN" not in {p.country for r in reports(text, tools) for p in r.parties}


def test_whoever_spoke_after_a_meeting_made_no_call(tools: Tools) -> None:
    text = "Kenyan Foreign Secretary Musalia Mudavadi spoke to reporters after a meeting with the Ghanaian ambassador."
    assert not [r for r in reports(text, tools) if r.mode == "call"]


def test_a_surname_before_another_states_envoy_is_not_the_envoy(tools: Tools) -> None:
    text = "Ruto, Norwegian envoy discuss farm exports. Kenyan President William Ruto met Ann Lee, Norwegian envoy, on Monday."
    assert ("NO", "William Ruto") not in {(p.country, p.name) for r in reports(text, tools) for p in r.parties}


def test_a_stop_that_was_dropped_is_that_of_who_travels(tools: Tools) -> None:
    text = "Foreign Minister Elina Valtonen of Finland will fly to Jordan on Friday. A stop in Doha planned for Sunday was dropped."
    assert ("visit", "cancelled", "FI QA") in {short(r) for r in reports(text, tools)}


def test_whoever_visits_a_warship_is_in_no_other_state(tools: Tools) -> None:
    text = (
        "Foreign Minister Elina Valtonen of Finland will visit HMS Tamar. She met Latvian President Edgars Rinkēvičs."
    )
    assert not [r for r in reports(text, tools) if r.mode == "visit"]


def test_a_heading_with_the_day_of_its_release_takes_the_day_of_the_meeting(tools: Tools) -> None:
    text = (
        "Meeting between Foreign Minister Kamikawa and Foreign Minister of Paraguay June 5, 2024\n\n"
        "On June 9, Ms. KAMIKAWA Yoko, Minister for Foreign Affairs, is scheduled to hold a meeting with "
        "H.E. Mr. Rubén Ramírez Lezcano, Minister of Foreign Affairs of the Republic of Paraguay."
    )
    article = msgspec.structs.replace(article_of(text, PUBLISHED), official=True, outlet_state="JP")
    end = text.index("\n")
    blocks = Block(kind="title", start=0, end=end), Block(kind="paragraph", start=end + 2, end=len(text))
    told = read(msgspec.structs.replace(article, blocks=blocks), tools)
    assert [(r.status, r.date.first) for r in told] == [("planned", "2024-06-09")]


def test_an_official_of_no_told_state_is_of_the_outlets_where_none_is_named_more(tools: Tools) -> None:
    text = (
        "Japan and the Philippines plan talks, Japanese officials said. "
        "The Chinese ambassador was summoned on Tuesday by Vice Foreign Minister Ann Lee."
    )
    assert ("meeting", "held", "CN JP") in {short(r) for r in reports(text, tools, "JP")}
