"""Visits and invitations in varied wording: who goes where, and whether it is over."""

import msgspec
import pytest

from communique.read import Tools, read
from communique.read.explain import article_of

PUBLISHED = "2024-06-05"


def told(text: str, tools: Tools, home: str | None = None) -> set[tuple[str, str, str]]:
    article = msgspec.structs.replace(article_of(text, PUBLISHED), official=home is not None, outlet_state=home)
    return {(r.mode, r.status, " ".join(sorted(p.country or "?" for p in r.parties))) for r in read(article, tools)}


@pytest.mark.parametrize(
    ("text", "status", "states"),
    [
        ("French President Emmanuel Macron, on a two-day trip to Morocco, met King Mohammed VI in Rabat.", "ongoing", "FR MA"),
        ("During his visit to Hanoi, Japanese Prime Minister Fumio Kishida pledged loans.", "held", "JP VN"),
        ("Secretary of State Antony Blinken arrived in Cairo on a two-day visit.", "held", "EG US"),
        ("South Korean Foreign Minister Cho Tae-yul is on an official trip to Canada.", "ongoing", "CA KR"),
        ("Brazilian President Lula da Silva wrapped up a three-day state visit to China on Friday.", "held", "BR CN"),
        ("Italian Prime Minister Giorgia Meloni has postponed her trip to Japan.", "postponed", "IT JP"),
        ("The visit of German Chancellor Olaf Scholz to Beijing has been called off.", "cancelled", "CN DE"),
        ("As part of a regional tour, Iranian Foreign Minister Abbas Araghchi held talks in Muscat.", "ongoing", "IR OM"),
        ("Canadian Prime Minister Mark Carney told reporters he would visit New Delhi in the autumn.", "planned", "CA IN"),
        ("President Duda of Poland accepted an invitation from President Karis to visit Tallinn.", "planned", "EE PL"),
        ("President Ilham Aliyev has been invited to Ankara by President Recep Tayyip Erdogan.", "invited", "AZ TR"),
        ("Saudi Crown Prince Mohammed bin Salman asked the Iraqi prime minister to come to Riyadh.", "invited", "IQ SA"),
        ("Prime Minister Anwar Ibrahim looks forward to welcoming President Marcos in Malaysia.", "invited", "MY PH"),
        ("Chinese Foreign Minister Wang Yi travels to Pakistan and Afghanistan on Thursday.", "planned", "AF CN PK"),
    ],
)  # fmt: skip
def test_a_visit(text: str, status: str, states: str, tools: Tools) -> None:
    assert ("visit", status, states) in told(text, tools)


def test_his_visit_is_that_of_the_person_named_before(tools: Tools) -> None:
    text = "Sameh Shoukry met his Greek counterpart George Gerapetritis in Athens. It is his first trip to Greece."
    assert ("visit", "ongoing", "EG GR") in told(text, tools)


def test_the_speaker_of_a_quote_is_a_party(tools: Tools) -> None:
    text = "President Zelensky said: “I met with Chancellor Scholz in Berlin on Monday.”"
    assert told(text, tools) == {("meeting", "held", "DE UA")}


@pytest.mark.parametrize(
    "text",
    [
        "Olaf Scholz would not be able to welcome President Duda of Poland to Berlin tomorrow.",
        "NATO leaders met earlier this month, the Russian ambassador said.",
        "American and Chinese officials have held numerous consultations with their counterparts.",
        "President Macron of France has been reluctant to speak with President Putin of Russia.",
        "The coming G7 announcement was discussed by President Macron of France.",
        "Germany pledged more spending to meet its NATO commitments.",
        "President Biden asked Secretary of State Antony Blinken to visit Mexico.",
        "President Biden will travel to New Mexico on Monday, and Canada takes note.",
        "President Biden spoke of what came out of the G7 this week, and so did France.",
        "French President Emmanuel Macron asked Indian Prime Minister Narendra Modi to back the treaty.",
    ],
)
def test_no_contact(text: str, tools: Tools) -> None:
    assert told(text, tools) == set()


BACKGROUND = [
    ("Wang Yi met Sergey Lavrov in Beijing on Monday. They talked of trade. They had met in Bali in 2022.", [False, True]),
    ("Wang Yi met Sergey Lavrov in Beijing on Monday. He thanked President Lee for hosting the Korea-US summit in May.", [False, True]),
    ("Wang Yi spoke on Monday, after Sergey Lavrov held talks with Penny Wong of Australia on Sunday.", [False]),
    ("Wang Yi met Sergey Lavrov on Monday and looked forward to seeing him in Moscow in July.", [False, False]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "flags"), BACKGROUND)
def test_background_is_what_came_before_or_is_named_for_something_else(
    text: str, flags: list[bool], tools: Tools
) -> None:
    assert [r.background for r in read(article_of(text, PUBLISHED), tools)] == flags


def test_a_table_of_travels_tells_a_visit_for_each_row(tools: Tools) -> None:
    text = (
        "Travels of Prime Minister Keir Starmer\n\n"
        "| 2–3 May 2024 | Norway | Oslo | Prime Minister Keir Starmer met shipbuilders. |\n\n"
        "| 12 June 2024 | Japan | Tokyo | POSTPONED. Prime Minister Keir Starmer was to open a school. |\n\n"
        "| 20 May 2024 | Domestic | Leeds | Prime Minister Keir Starmer met councillors. |"
    )
    assert told(text, tools) == {("visit", "held", "GB NO"), ("visit", "postponed", "GB JP")}


def test_a_contact_later_in_the_day_is_another_one(tools: Tools) -> None:
    text = (
        "The Foreign Office Consultation between Bangladesh and India was held in Dhaka today. "
        "Later in the day, Indian Foreign Secretary Vikram Misri called on Chief Adviser Muhammad Yunus of Bangladesh."
    )
    assert len(read(article_of(text, PUBLISHED), tools)) == 2


def test_a_denial_in_indirect_speech(tools: Tools) -> None:
    text = "Riyadh denied that Crown Prince Mohammed bin Salman had met Prime Minister Benjamin Netanyahu."
    assert told(text, tools) == {("meeting", "denied", "IL SA")}


def test_what_is_said_on_a_visit_belongs_to_the_talks(tools: Tools) -> None:
    text = (
        "On the first day of a visit to Hanoi, Indian Defence Minister Rajnath Singh met General Phan Van Giang of Vietnam. "
        "He thanked Vietnam for the rescue. The two sides agreed to widen training."
    )
    kinds = {r.mode: [o.kind for o in r.outcomes] for r in read(article_of(text, PUBLISHED), tools)}
    assert kinds == {"visit": [], "meeting": ["gratitude", "agreement"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The 17th edition of Exercise Nomadic Elephant between India and Mongolia started on Saturday.", ("exercise", "ongoing", "IN MN")),
        ("The Philippine and US navies concluded Exercise Sama Sama on Friday.", ("exercise", "held", "PH US")),
        ("Britain and Japan train together. Britain sends soldiers to Japan. Exercise Green Isle will run in November.", ("exercise", "planned", "GB JP")),
    ],
)  # fmt: skip
def test_an_exercise_by_its_name(text: str, expected: tuple[str, str, str], tools: Tools) -> None:
    assert expected in told(text, tools)


def test_the_exercise_of_rights_is_no_drill(tools: Tools) -> None:
    assert told("China protested against the exercise of rights by Japan.", tools) == set()


@pytest.mark.parametrize(
    ("text", "ordinals"),
    [
        ("Penny Wong of Australia met Vivian Balakrishnan of Singapore at the 21st Shangri-La Dialogue.", [None]),
        ("King Philippe of Belgium is on his maiden visit to Chile.", [1]),
        ("The foreign ministers of India and Japan held their 2nd 2+2 dialogue.", [2]),
    ],
)
def test_an_ordinal_stands_with_the_contact_that_it_counts(text: str, ordinals: list[int | None], tools: Tools) -> None:
    assert [r.ordinal.n if r.ordinal else None for r in read(article_of(text, PUBLISHED), tools)] == ordinals


def test_a_contact_that_builds_on_another_keeps_its_own_sides(tools: Tools) -> None:
    text = (
        "Deputy Adviser Jon Finer of the United States met Chinese Vice Foreign Minister Ma Zhaoxu. The two sides had a "
        "frank conversation, building on the summit between President Biden and President Xi in November 2023."
    )
    found = read(article_of(text, PUBLISHED), tools)
    assert [(r.mode, r.background) for r in found] == [("meeting", False), ("meeting", True)]


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("President Biden will travel to Hiroshima, Japan; Port Moresby, Papua New Guinea; and Sydney, Australia.", {"JP", "PG", "AU"}),
        ("The Foreign Minister of Japan will pay official visits to Brazil, Chile and Peru.", {"BR", "CL", "PE"}),
    ],
)  # fmt: skip
def test_stops_of_one_journey_are_one_visit(text: str, hosts: set[str], tools: Tools) -> None:
    found = read(article_of(text, PUBLISHED), tools)
    assert [{p.country for p in r.parties if p.role == "host"} for r in found] == [hosts]


def test_stops_with_days_of_their_own_are_a_visit_each(tools: Tools) -> None:
    text = "Antony Blinken will visit Kenya on June 10, Rwanda on June 12 and Burundi on June 14."
    found = read(article_of(text, PUBLISHED), tools)
    told = [({p.country for p in r.parties}, r.date.first) for r in found]
    assert told == [({"US", "KE"}, "2024-06-10"), ({"US", "RW"}, "2024-06-12"), ({"US", "BI"}, "2024-06-14")]


@pytest.mark.parametrize(
    "text",
    [
        "The work that Joe Biden did with Emmanuel Macron of France to come to an agreement around NATO is notable.",
        "Together, Japan and Kenya are meeting that deadline.",
        "Kenya and the EU agree to take soil into account in future negotiations.",
        "You will see Japan and Kenya working together.",
    ],
)
def test_phrases_that_only_sound_like_a_contact(text: str, tools: Tools) -> None:
    assert read(article_of("It is so. " + text, PUBLISHED), tools) == ()


def test_going_to_is_the_future_of_another_verb(tools: Tools) -> None:
    found = read(article_of("Later today President Biden is going to travel to France.", PUBLISHED), tools)
    assert [(r.mode, r.status) for r in found] == [("visit", "planned")]


def test_who_is_hosted_for_a_stay_is_on_a_visit(tools: Tools) -> None:
    text = "President Biden will host President William Ruto of Kenya for a State Visit on June 23."
    assert [(r.mode, r.status) for r in read(article_of(text, PUBLISHED), tools)] == [("visit", "planned")]


def test_between_names_all_sides(tools: Tools) -> None:
    text = "From NATO adopting a plan to the talks at the summit yesterday between Joe Biden and Vladimir Putin, much was new."
    assert {p.country for r in read(article_of(text, PUBLISHED), tools) for p in r.parties} == {"US", "RU"}


def test_the_wife_of_a_president_is_no_head_of_another_state(tools: Tools) -> None:
    text = "Narendra Modi welcomed President Yoon Suk-yeol and Mrs. Kim in New Delhi."
    assert {p.country for r in read(article_of(text, PUBLISHED), tools) for p in r.parties} == {"IN", "KR"}


def test_a_visit_was_about_what_its_only_talks_were_about(tools: Tools) -> None:
    text = (
        "Emmanuel Macron visited Kenya on Monday to speak of trade. "
        "He met President William Ruto in Nairobi. The two leaders discussed fishing and vaccines."
    )
    found = read(article_of(text, PUBLISHED), tools)
    areas = {r.mode: {a.area.split(".")[0] for a in r.areas} for r in found}
    assert areas["visit"] >= areas["meeting"] | {"trade"}
    assert areas["meeting"]
