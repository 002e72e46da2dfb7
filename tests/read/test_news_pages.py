"""Whole readings of how news pages tell of contacts, and of much that is none."""

import msgspec
import pytest

from communique.read import Tools, read
from communique.read.explain import article_of
from communique.types import Article, Block, BlockKind, Report

PUBLISHED = "2024-06-05"


def reports(text: str, tools: Tools) -> tuple[Report, ...]:
    return read(article_of(text, PUBLISHED), tools)


def short(report: Report) -> tuple[str, str, str]:
    return report.mode, report.status, " ".join(sorted({p.country or "?" for p in report.parties}))


def page(*parts: tuple[BlockKind, str]) -> Article:
    """A page of such parts, in order."""
    blocks, text = [], ""
    for kind, line in parts:
        blocks.append(Block(kind=kind, start=len(text), end=len(text) + len(line)))
        text += f"{line}\n\n"
    return msgspec.structs.replace(article_of("x", PUBLISHED), text=text.rstrip("\n"), blocks=tuple(blocks))


@pytest.mark.parametrize(
    "text",
    [
        "“I can't speak to what President Zelensky told President Biden,” the witness said.",
        "India and France disagreed. The officials spoke on condition of anonymity.",
        "Macron calls off trip as strikes spread in Germany",
        "Emmanuel Macron leaves office in the aftermath of the Iraq war.",
        "The trip to France would not have been for his health, an analyst said of President Hage Geingob of Namibia.",
        "Since January, governors have met with Prime Minister Narendra Modi of India and President William Ruto of Kenya.",
        "The only states to have signed treaties with Israel - Egypt and Jordan - also criticised the step.",
        "Wang Yi met Sergei Lavrov in 2020. In a letter to the president in May, Ann Lee, the president of the Farm "
        "Bureau, wrote of prices in China.",
    ],
)
def test_what_news_pages_tell_that_is_no_contact(text: str, tools: Tools) -> None:
    assert [r for r in reports(text, tools) if r.mode != "meeting"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The joint US-Philippine exercises began off Luzon on Monday, days after China’s drills around Taiwan.",
            ("exercise", "ongoing", "PH US"),
        ),
        ("President Joe Biden met Nato Secretary General Jens Stoltenberg on Monday.", ("meeting", "held", "NATO US")),
        ("Wang Yi was in Oslo. He met with Espen Barth Eide and Antony Blinken.", ("multilateral", "held", "CN NO US")),
    ],
)
def test_who_takes_part(text: str, expected: tuple[str, str, str], tools: Tools) -> None:
    assert expected in [short(r) for r in reports(text, tools)]


def test_the_president_is_the_one_of_whom_a_page_speaks_most(tools: Tools) -> None:
    told = (
        "President Joe Biden spoke on Monday. Biden was asked of Xi Jinping, the President of China. "
        "The president met Sergei Lavrov in Geneva."
    )
    (report,) = reports(told, tools)
    assert {p.country for p in report.parties} == {"US", "RU"}


def test_who_was_not_on_a_call_does_not_deny_it(tools: Tools) -> None:
    told = "I was not on the May 12 phone call between President Joe Biden and President Volodymyr Zelensky of Ukraine."
    assert [short(r) for r in reports(told, tools)] == [("call", "held", "UA US")]


def test_a_contact_long_past_is_told_once_and_is_no_news_of_the_page(tools: Tools) -> None:
    told = (
        "A third witness spoke of the January 25 call of Joe Biden with President Volodymyr Zelensky.\n\n"
        "The hearing went on all day. He did worry about President Biden's January 25 call with Ukrainian "
        "President Volodymyr Zelensky."
    )
    (report,) = reports(told, tools)
    assert report.background
    assert len(report.evidence) == 2


def test_what_is_told_under_the_next_headline_came_out_of_no_contact_before(tools: Tools) -> None:
    story = "Wang Yi met Sergei Lavrov in Beijing on Tuesday."
    parts: list[tuple[BlockKind, str]] = [
        ("title", "The latest from the summit"),
        ("heading", "The foreign ministers talk for two hours"),
        ("paragraph", story),
        ("heading", "Trade unions denounce the dismissals in Paris"),
        ("paragraph", "Their leaders condemned the dismissals of the spring."),
        ("heading", "Snow closes the roads to the north"),
        ("caption", "Farmers thanked the soldiers."),
    ]
    (report,) = read(page(*parts), tools)
    assert report.outcomes == ()
    (together,) = read(page(*[part for part in parts if part[0] != "heading"]), tools)
    assert [o.kind for o in together.outcomes] == ["condemnation"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "US President Joe Biden has postponed his trip to Kenya and Chile, the White House has confirmed.",
            ("visit", "postponed", "CL KE US"),
        ),
        ("President Joe Biden has canceled his plan to visit Kenya in October.", ("visit", "cancelled", "KE US")),
        ("President Joe Biden has to cancel his visits to Kenya and Chile.", ("visit", "cancelled", "CL KE US")),
        (
            "The two sides have been unable to reschedule a meeting between Joe Biden and Xi Jinping that was canceled.",
            ("meeting", "cancelled", "CN US"),
        ),
        (
            "In Beijing, Anthony Albanese will meet and be hosted to a dinner by Premier Li Qiang.",
            ("meeting", "planned", "AU CN"),
        ),
        (
            "Anthony Albanese will attend the forum, and have separate meetings with President Xi Jinping.",
            ("meeting", "planned", "AU CN"),
        ),
        ("Norway on Monday summoned Chile’s chargé d’affaires over the remark.", ("meeting", "held", "CL NO")),
        ("Last December, Wang Yi went on a week-long visit to Kenya.", ("visit", "held", "CN KE")),
    ],
)
def test_what_is_put_off_shares_a_will_or_is_over(text: str, expected: tuple[str, str, str], tools: Tools) -> None:
    assert expected in [short(r) for r in reports(text, tools)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The White House said on May 31 that Joe Biden will travel to France in November.", "2024-11-01"),
        ("The ministry announced on Monday that Wang Yi will visit Kenya.", None),
        ("Wang Yi will visit Kenya on Friday, the ministry said on Monday.", "2024-06-07"),
    ],
)
def test_the_day_of_the_saying_is_not_that_of_what_lies_ahead(text: str, first: str | None, tools: Tools) -> None:
    (report,) = reports(text, tools)
    assert report.date.first == first


def test_who_arrives_in_a_headline_is_there(tools: Tools) -> None:
    (report,) = read(page(("title", "Wang Yi arrives in Kenya for talks"), ("paragraph", "It rained.")), tools)
    assert short(report) == ("visit", "held", "CN KE")


def test_a_firm_that_bears_the_name_of_a_state_does_not_speak_for_it(tools: Tools) -> None:
    told = "Anthony Albanese met with the Chairman of China Investment Trust, Mr. Chang."
    assert reports(told, tools) == ()


def test_an_ambassador_to_another_state_is_not_the_one_who_is_known(tools: Tools) -> None:
    (report,) = reports("Penny Wong met the Japanese ambassador to Canberra.", tools)
    assert [(p.country, p.name) for p in report.parties] == [("AU", "Penny Wong"), ("JP", None)]


def test_an_office_before_a_comma_is_not_that_of_who_acts_behind_it(tools: Tools) -> None:
    told = (
        "Indian Defence Minister Rajnath Singh was in Vientiane. While holding talks with the Minister of National "
        "Defence of Laos, Rajnath Singh welcomed the plan."
    )
    talks = next(r for r in reports(told, tools) if r.mode == "meeting")
    assert {(p.country, p.name) for p in talks.parties if p.country == "IN"} == {("IN", "Rajnath Singh")}
    assert {p.country for p in talks.parties} == {"IN", "LA"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Joe Biden met Nato Secretary General Ann Lee on Monday.", [("meeting", "held", "NATO US")]),
        ("There will be no going into Nato by Ukraine, President Joe Biden said.", []),
        (
            "President Joe Biden of the United States went to Chile. Philippine exercise director Ann Lee told reporters "
            "of the Chinese fleet off Taiwan.",
            [("visit", "held", "CL US")],
        ),
        (
            "During the visit to Chile, Kenyan President William Ruto is scheduled to speak to farmers.",
            [("visit", "planned", "CL KE")],
        ),
        (
            "On Monday Wang Yi left for Chile. He was tired. Wang Yi had travelled to Chile with his wife.",
            [("visit", "held", "CL CN")],
        ),
    ],
)
def test_journeys_and_those_who_make_them(text: str, expected: list[tuple[str, str, str]], tools: Tools) -> None:
    assert [short(r) for r in reports(text, tools)] == expected


def test_the_stop_before_this_one_has_a_day_of_its_own(tools: Tools) -> None:
    told = "Wang Yi arrived in Kenya on Monday. Before Kenya, Wang Yi visited Norway."
    assert [r.date.first for r in reports(told, tools)] == ["2024-06-03", None]


def test_nothing_comes_out_of_what_was_called_off(tools: Tools) -> None:
    told = "A meeting between Wang Yi and Sergei Lavrov was canceled. Both sides agreed to open the port."
    (report,) = reports(told, tools)
    assert (report.status, report.outcomes) == ("cancelled", ())


def test_others_who_agree_are_no_party_to_an_agreement(tools: Tools) -> None:
    met = "Wang Yi met Sergei Lavrov in Beijing."
    (firms,) = reports(f"{met} Many firms agree that trade is slow.", tools)
    (both,) = reports(f"{met} Both sides agree that trade is slow.", tools)
    assert (firms.outcomes, [o.kind for o in both.outcomes]) == ((), ["agreement"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Saudi Foreign Minister Faisal bin Farhan discussed grain and shipping in the wider region with his US "
            "counterpart Antony Blinken over the phone on Monday.",
            [("call", "held", "SA US")],
        ),
        ("Saudi crown prince, Biden discuss oil prices", [("meeting", "held", "SA US")]),
        ("India and China discussed grain.", []),
        ("Antony Blinken discussed efforts to advance talks with Hakan Fidan.", []),
        (
            "Wang Yi met Sergei Lavrov in Beijing. Wang Yi and Sergei Lavrov discussed grain.",
            [("meeting", "held", "CN RU")],
        ),
        (
            "Emmanuel Macron received a phone call on Monday from President Joe Biden.",
            [("call", "held", "FR US")],
        ),
        ("Emmanuel Macron hosted on Monday President Joe Biden.", [("meeting", "held", "FR US")]),
        (
            "Polish Prime Minister Donald Tusk and his visiting Lithuanian counterpart Ingrida Šimonytė met in Warsaw.",
            [("meeting", "held", "LT PL")],
        ),
        (
            "Wang Yi met Sergei Lavrov on Friday. The presidents of all member states gathered on Tuesday.",
            [("meeting", "held", "CN RU")],
        ),
        (
            "President Joe Biden is scheduled to join the leaders in Bali on the first day of a four-nation tour.",
            [("visit", "planned", "ID US")],
        ),
    ],
)
def test_how_agencies_tell_of_calls_and_meetings(text: str, expected: list[tuple[str, str, str]], tools: Tools) -> None:
    assert [short(r) for r in reports(text, tools)] == expected


def test_a_day_that_lies_ahead_is_not_that_of_what_is_over(tools: Tools) -> None:
    told = "Antony Blinken will arrive in Tokyo on June 20. Blinken has already met Wang Yi in Washington."
    assert [r.date.first for r in reports(told, tools)] == ["2024-06-20", None]


def test_the_day_that_opens_a_sentence_of_an_announcement_is_its_own(tools: Tools) -> None:
    (report,) = reports("Separately Monday, the Pentagon said Lloyd Austin will visit Kenya from Sunday.", tools)
    assert report.date.first == "2024-06-09"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A scheduled meeting between Prime Minister Anwar Ibrahim of Malaysia and President Joko Widodo of Indonesia, "
            "which was set to take place on the island of Langkawi today, has been postponed.",
            [("meeting", "postponed", "ID MY")],
        ),
        (
            "The official trip of President Joko Widodo to Malaysia will not take place until later this month.",
            [("visit", "planned", "ID MY")],
        ),
        (
            "President Joko Widodo of Indonesia met Thailand’s Prime Minister Srettha Thavisin, Wang Yi’s cousin.",
            [("meeting", "held", "ID TH")],
        ),
        (
            "President Joko Widodo of Indonesia, PM Anwar Ibrahim of Malaysia talk over lunch",
            [("meeting", "held", "ID MY")],
        ),
        (
            "On Monday Wang Yi arrived in Kenya, but the minister of Norway asked for a postponement of the budget.",
            [("visit", "held", "CN KE")],
        ),
    ],
)
def test_of_what_a_delay_and_a_relation_are_told(text: str, expected: list[tuple[str, str, str]], tools: Tools) -> None:
    assert [short(r) for r in reports(text, tools)] == expected


def test_a_day_far_before_who_said_it_is_that_of_the_saying(tools: Tools) -> None:
    told = "On Saturday, Anwar Ibrahim, in a talk in Subang, said that he would meet with President Joko Widodo of Indonesia."
    (report,) = reports(told, tools)
    assert (report.status, report.date.first) == ("planned", None)
