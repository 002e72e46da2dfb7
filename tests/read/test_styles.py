"""How houses of many states word their engagements: readings of short texts that we wrote."""

import msgspec
import pytest

from communique.read import Tools, read
from communique.read.explain import article_of
from communique.types import Dropped

PUBLISHED = "2024-06-05"


def told(text: str, tools: Tools, home: str | None = None, official: bool = True) -> set[tuple[str, str, str]]:
    article = msgspec.structs.replace(article_of(text, PUBLISHED), official=official and home is not None)
    reports = read(msgspec.structs.replace(article, outlet_state=home), tools)
    return {(r.mode, r.status, " ".join(sorted({p.country or "?" for p in r.parties}))) for r in reports}


def names(text: str, tools: Tools, home: str | None = None) -> set[str | None]:
    article = msgspec.structs.replace(article_of(text, PUBLISHED), official=home is not None, outlet_state=home)
    return {p.name for r in read(article, tools) for p in r.parties}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Foreign Minister Sergey Lavrov held talks with Minister of Foreign Affairs and Development Cooperation of the Republic of Burundi Albert Shingiro.", ("meeting", "held", "BI RU")),
        ("Fijian President Wiliame Katonivere received a courtesy call from Japanese Foreign Minister Yoko Kamikawa.", ("meeting", "held", "FJ JP")),
        ("President of Azerbaijan Ilham Aliyev received a delegation led by Slovak Defense Minister Robert Kaliňák.", ("meeting", "held", "AZ SK")),
        ("Brazilian Foreign Minister Mauro Vieira received in Brasília, on Monday, the Foreign Minister of Paraguay, Rubén Ramírez.", ("meeting", "held", "BR PY")),
        ("Omani Foreign Minister Badr Albusaidi discussed with Belgian Foreign Minister Hadja Lahbib, during a phone call, ways to end the war.", ("call", "held", "BE OM")),
        ("Polish Foreign Minister Radosław Sikorski talked one-on-one with Italian Foreign Minister Antonio Tajani.", ("meeting", "held", "IT PL")),
        ("Kenyan President William Ruto arrived in the Rwandan capital on Tuesday.", ("visit", "held", "KE RW")),
        ("Pakistan's Foreign Office rejected claims that officials of Pakistan and Israel had met in Doha last month.", ("meeting", "denied", "IL PK")),
        ("Winston Peters, Foreign Minister of New Zealand, leaves Beijing tomorrow for Ulaanbaatar.", ("visit", "planned", "MN NZ")),
        ("Thai Foreign Minister Maris Sangiampongsa chaired an informal meeting in Bangkok, attended by the Foreign Minister of Laos and representatives of China and India.", ("multilateral", "held", "CN IN LA TH")),
        ("Chinese Defence Minister Dong Jun met with Mao Sophan, commander of the Royal Cambodian Army, in Beijing.", ("meeting", "held", "CN KH")),
        ("HMAS Ballarat will take part in a naval exercise with the Indian Navy.", ("exercise", "planned", "AU IN")),
        ("Indian Defence Minister Rajnath Singh handed over ten boats to Vietnamese Defence Minister Phan Van Giang.", ("other", "held", "IN VN")),
        ("President Cyril Ramaphosa undertook to attend the G20 Leaders' Summit in Rio de Janeiro.", ("multilateral", "planned", "G20 ZA")),
        ("President Andrzej Duda of Poland and Prime Minister Keir Starmer of Britain looked forward to seeing each other at the next NATO summit.", ("multilateral", "planned", "GB NATO PL")),
    ],
)  # fmt: skip
def test_one_contact(text: str, expected: tuple[str, str, str], tools: Tools) -> None:
    assert expected in told(text, tools)


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        ("Xi Jinping met Anwar Ibrahim in Beijing. Two memoranda were signed after the talks.", None, ("signing", "held", "CN MY")),
        ("Xi Jinping met Anwar Ibrahim in Beijing. The leaders witnessed the signing of two accords.", None, ("signing", "held", "CN MY")),
        ("His Majesty King Abdullah II met Albanian Prime Minister Edi Rama in Sofia. His Majesty also met Bulgarian President Rumen Radev.", "JO", ("meeting", "held", "BG JO")),
        ("King Hamad bin Isa met Palestinian President Mahmoud Abbas. The King also met Iraqi President Abdul Latif Rashid.", "BH", ("meeting", "held", "BH IQ")),
        ("The Secretary-General, António Guterres, met President Joseph Aoun of Lebanon. Later he was received by Speaker Nabih Berri.", "UN", ("meeting", "held", "LB UN")),
        ("To Lam met Prabowo Subianto in Jakarta. The Vietnamese leader then met Singaporean Prime Minister Lawrence Wong.", "VN", ("meeting", "held", "SG VN")),
        ("ECOWAS foreign ministers met in Abuja on Thursday. Niger and Mali stayed away.", "NG", ("multilateral", "held", "ECOWAS")),
        ("Vikram Misri met Czech Deputy Minister Jan Marian in Prague. The next round of consultations will be held in New Delhi in 2026.", "IN", ("meeting", "planned", "CZ IN")),
    ],
)  # fmt: skip
def test_a_contact_that_takes_up_what_was_told(
    text: str, home: str | None, expected: tuple[str, str, str], tools: Tools
) -> None:
    assert expected in told(text, tools, home)


def test_counterparts_met_in_separate_meetings_are_met_one_by_one(tools: Tools) -> None:
    text = "Egyptian Foreign Minister Sameh Shoukry met his Dutch and Danish counterparts in separate meetings in New York."
    assert told(text, tools) == {("meeting", "held", "EG NL"), ("meeting", "held", "DK EG")}


def test_a_visit_for_which_somebody_sets_out_is_planned(tools: Tools) -> None:
    text = "On Sunday Lithuanian Defence Minister Laurynas Kasčiūnas departs for Washington on his first visit to the United States."
    assert {status for _, status, _ in told(text, tools)} == {"planned"}


def test_between_two_states_is_no_time(tools: Tools) -> None:
    text = "Consultations between India and Malta were held in Valletta on 30 May 2024."
    assert [r.date.first for r in read(article_of(text, PUBLISHED), tools)] == ["2024-05-30"]


def test_a_meeting_on_the_margins_is_no_part_of_the_summit(tools: Tools) -> None:
    text = "President Joe Biden met Italian Prime Minister Giorgia Meloni on the margins of the G20 Summit in Rio de Janeiro."
    assert told(text, tools) == {("meeting", "held", "IT US")}


def test_a_headline_of_several_told_one_by_one_is_no_meeting_of_its_own(tools: Tools) -> None:
    article = article_of(
        "Misri meets Czech and Slovak counterparts.\n\nForeign Secretary Vikram Misri held bilateral meetings with the "
        "Foreign Minister of the Czech Republic, Jan Lipavský, and the Foreign Minister of Slovakia, Juraj Blanár.",
        PUBLISHED,
    )
    title = msgspec.structs.replace(article.blocks[0], kind="title", end=42)
    body = msgspec.structs.replace(article.blocks[0], start=44)
    reports = read(msgspec.structs.replace(article, title=article.text[:42], blocks=(title, body)), tools)
    assert {" ".join(sorted({p.country or "" for p in r.parties})) for r in reports} == {"CZ IN", "IN SK"}


def test_who_attended_a_meeting_held_none_of_his_own(tools: Tools) -> None:
    text = "King Abdullah II met Albanian Prime Minister Edi Rama. Foreign Minister Ayman Safadi attended the meeting."
    assert told(text, tools, "JO") == {("meeting", "held", "AL JO")}


def test_an_author_without_a_word_for_himself_is_the_one_of_the_letterhead(tools: Tools) -> None:
    article = article_of("Delighted to meet my friend FM Badr Abdelatty of Egypt in Rome this morning.", PUBLISHED)
    bare = read(article, tools)
    signed = msgspec.structs.replace(article, dropped=(Dropped(line="Dr. S. Jaishankar", reason="letterhead"),))
    found = read(msgspec.structs.replace(signed, published=article.published), tools)
    assert bare == ()
    assert [{p.country for p in r.parties} for r in found] in ([{"IN", "EG"}], [])
    later = msgspec.structs.replace(article.published, value="2024-12-02")
    found = read(msgspec.structs.replace(signed, published=later), tools)
    assert [{p.country for p in r.parties} for r in found] == [{"IN", "EG"}]


def test_a_name_spelt_otherwise_is_the_holder_of_the_office(tools: Tools) -> None:
    text = "Emir Tamim bin Hamad received Kuwait's Crown Prince Sabah Khaled Al-Hamad Al-Sabah in Doha."
    assert "Sabah Al-Khalid Al-Sabah" in names(text, tools, "QA")
