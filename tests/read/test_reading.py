"""Whole readings of short texts that we wrote: who engaged whom, in which status."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.read import Tools, read
from communique.read.explain import article_of
from communique.types import Report, Span

PUBLISHED = "2024-06-05"


def reports(text: str, tools: Tools, home: str | None = None) -> tuple[Report, ...]:
    article = article_of(text, PUBLISHED)
    return read(msgspec.structs.replace(article, official=home is not None, outlet_state=home), tools)


def short(report: Report) -> tuple[str, str, str]:
    return report.mode, report.status, " ".join(sorted({p.country or "?" for p in report.parties}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chinese Foreign Minister Wang Yi met his Russian counterpart, Sergey Lavrov, in Beijing.", ("meeting", "held", "CN RU")),
        ("President Joe Biden spoke by phone today with President Xi Jinping of China.", ("call", "held", "CN US")),
        ("Polish President Andrzej Duda received a telephone call from President Emmanuel Macron of France.", ("call", "held", "FR PL")),
        ("Kenyan President William Ruto will visit Japan next week.", ("visit", "planned", "JP KE")),
        ("Penny Wong, Foreign Minister of Australia, is set to meet Wang Yi on Friday.", ("meeting", "planned", "AU CN")),
        ("Prime Minister Narendra Modi invited President Vladimir Putin to visit New Delhi.", ("visit", "invited", "IN RU")),
        ("Japan and the Philippines signed a reciprocal access agreement.", ("signing", "held", "JP PH")),
        ("In a telephone conversation on Tuesday, Rajnath Singh and Pete Hegseth reviewed exercises.", ("call", "held", "IN US")),
        ("Talks between Turkish Foreign Minister Hakan Fidan and Sergey Lavrov were postponed.", ("meeting", "postponed", "RU TR")),
        ("US Secretary of State Antony Blinken is in Laos for a forum.", ("visit", "ongoing", "LA US")),
        ("Olaf Scholz did not meet Xi Jinping in Berlin.", ("meeting", "denied", "CN DE")),
        ("During the meeting, Keir Starmer and Emmanuel Macron plan to speak of defence.", ("meeting", "planned", "FR GB")),
    ],
)  # fmt: skip
def test_one_contact(text: str, expected: tuple[str, str, str], tools: Tools) -> None:
    found = [short(r) for r in reports(text, tools)]
    assert expected in found


def test_an_unnamed_leader_is_nobody_of_the_own_state(tools: Tools) -> None:
    text = (
        "President Joe Biden and Kenyan President William Ruto are set to meet on Thursday. "
        "The meeting, which follows Ruto's speech on Wednesday, is Biden's first meeting with a world leader since May."
    )
    assert [short(r) for r in reports(text, tools, home="US")] == [("meeting", "planned", "KE US")]


def test_the_lives_of_candidates_tell_no_contact_of_today(tools: Tools) -> None:
    text = "Ambassador Ann Lee of Canada led a shelter while travelling to Kenya and Japan. She met Wang Yi on June 3, 2024."
    life = msgspec.structs.replace(article_of(text, PUBLISHED), title="Prime Minister names three nominees")
    assert {r.mode for r in read(article_of(text, PUBLISHED), tools)} == {"visit", "meeting"}
    assert [r.mode for r in read(life, tools)] == ["meeting"]


@pytest.mark.parametrize(
    "text",
    [
        "President Biden spoke today with Governor Henry McMaster of South Carolina about the storm.",
        "Olaf Scholz may meet Xi Jinping next year, and would like to.",
        "Ties between India and the United States have grown, the Indian Foreign Minister said.",
        "The mayor of Paris met the head of a German car maker.",
        "Prime Minister Keir Starmer met Foreign Secretary David Lammy in London.",
        "The call for a ceasefire by France was echoed in Germany.",
        "British Foreign Secretary David Lammy met with stiff opposition from China over the tariffs.",
        "Any attack on British troops in Kenya will be met with a firm answer from Prime Minister Keir Starmer.",
        "Does Olaf Scholz meet Xi Jinping next week?",
        "",
    ],
)
def test_no_contact_between_states(text: str, tools: Tools) -> None:
    assert reports(text, tools) == ()


def test_one_contact_told_three_times_is_one_report_with_its_evidence(tools: Tools) -> None:
    text = (
        "Indian Defence Minister Rajnath Singh met US Secretary of Defence Pete Hegseth in Washington today. "
        "The two leaders reviewed exercises. Singh told Hegseth during the meeting that trade matters."
    )
    found = reports(text.replace("Pete Hegseth", "Lloyd Austin").replace("Hegseth", "Austin"), tools)
    assert [short(r) for r in found] == [("meeting", "held", "IN US")]
    assert len(found[0].evidence) >= 1


def test_counterparts_met_one_by_one_are_two_contacts(tools: Tools) -> None:
    text = "Antony Blinken held separate meetings with Foreign Minister Wang Yi of China and Foreign Minister Yoko Kamikawa of Japan."
    assert {short(r)[2] for r in reports(text, tools)} == {"CN US", "JP US"}


def test_persons_whom_no_table_holds_come_from_the_text(tools: Tools) -> None:
    found = reports("Indian Defence Minister Rajnath Singh met Tajikistan's Defence Minister Sherali Mirzo.", tools)
    names = {p.country: p.name for p in found[0].parties}
    assert names == {"IN": "Rajnath Singh", "TJ": "Sherali Mirzo"}


def test_an_official_outlet_stands_for_the_side_that_it_does_not_name(tools: Tools) -> None:
    found = reports("A meeting was held with Foreign Minister Wang Yi of China on trade.", tools, home="SG")
    assert [short(r)[2] for r in found] in ([], ["CN SG"])


def test_reading_twice_gives_the_same_ids(tools: Tools) -> None:
    text = "Chinese Foreign Minister Wang Yi met Sergey Lavrov in Beijing on Monday."
    assert reports(text, tools) == reports(text, tools)


def all_spans(value: object) -> list[Span]:
    if isinstance(value, dict):
        own = [msgspec.convert(value, Span)] if set(value) == {"start", "end", "quote"} else []
        return own + [s for v in value.values() for s in all_spans(v)]
    return [s for v in value for s in all_spans(v)] if isinstance(value, list) else []


PIECES = st.sampled_from(
    ["President Biden met ", "Xi Jinping ", "of China", "\n", "  ", "नरेन्द्र मोदी ", "😀 ", "\r\n", ". ", "the U.S.-India talks ",
     "will visit Japan", "Mr. ", "(", "’s call with ", "Prime Minister Modi", " and ", ", ", "on Monday", "signed "]
)  # fmt: skip


def test_every_span_of_any_text_re_slices(tools: Tools) -> None:
    @settings(max_examples=60, deadline=None)
    @given(st.lists(PIECES, max_size=25).map("".join))
    def holds(text: str) -> None:
        article = article_of(text, PUBLISHED)
        for span in all_spans(msgspec.to_builtins(list(read(article, tools)))):
            assert span.holds_in(article.text)

    holds()


def named(report: Report) -> set[tuple[str | None, str | None]]:
    return {(party.name, party.country) for party in report.parties}


def test_counterparts_of_several_states_are_all_seated_by_the_part_of_the_one_who_met_them(tools: Tools) -> None:
    (report,) = reports("Lloyd Austin, US defense secretary, met his Japanese and South Korean counterparts.", tools)
    assert report.mode == "multilateral"
    assert named(report) == {("Lloyd Austin", "US"), ("Minoru Kihara", "JP"), ("Shin Won-sik", "KR")}


def test_a_name_behind_a_genitive_is_somebody_only_where_he_is_known(tools: Tools) -> None:
    told = "Wang Yi hosted Sergei Lavrov on Monday. On Tuesday Wang met India's Jaishankar in Beijing."
    assert {("Wang Yi", "CN"), ("S. Jaishankar", "IN")} in [named(r) for r in reports(told, tools)]
    assert reports("On Tuesday Wang Yi met India's Navy.", tools) == ()


def test_words_after_a_known_name_in_a_headline_are_no_part_of_it(tools: Tools) -> None:
    (report,) = reports("Wang Yi Holds Talks with Ishaq Dar in Beijing", tools)
    assert named(report) == {("Wang Yi", "CN"), ("Ishaq Dar", "PK")}


def test_two_who_met_on_a_day_of_their_own_are_not_the_meeting_of_three(tools: Tools) -> None:
    told = (
        "Yoshihide Yoshida, Charles Brown and Kim Myung-soo held a trilateral meeting in Tokyo on Tuesday. "
        "On Monday, Yoshida met Kim Myung-soo."
    )
    assert [short(r) for r in reports(told, tools)] == [
        ("multilateral", "held", "JP KR US"),
        ("meeting", "held", "JP KR"),
    ]


def test_calls_in_the_plural_are_one_for_each_counterpart_and_share_what_is_told_of_them(tools: Tools) -> None:
    told = (
        "Secretary Blinken’s Calls with Armenian Foreign Minister Mirzoyan and Azerbaijani Foreign Minister Bayramov. "
        "Secretary Blinken spoke separately today with Armenian Foreign Minister Ararat Mirzoyan and Azerbaijani "
        "Foreign Minister Jeyhun Bayramov. He expressed deep concern over the closed road."
    )
    found = reports(told, tools)
    assert [short(r) for r in found] == [("call", "held", "AM US"), ("call", "held", "AZ US")]
    assert [[o.kind for o in r.outcomes] for r in found] == [["concern"], ["concern"]]


def test_a_state_named_long_before_is_no_side_of_what_is_told_now(tools: Tools) -> None:
    talk = "The spokesman took more questions on the budget. " * 20
    told = f"Secretary Antony Blinken flew to Paris to meet Stéphane Séjourné of France. {talk}He talked with the governors about schools."
    assert [short(r) for r in reports(told, tools, "US")] == [
        short(r)
        for r in reports("Secretary Antony Blinken flew to Paris to meet Stéphane Séjourné of France.", tools, "US")
    ]


def test_the_other_side_may_have_been_named_some_sentences_before(tools: Tools) -> None:
    talk = "Rain fell on the harbour. " * 3
    told = f"Wang Yi arrived in Islamabad, Pakistan, on Monday. {talk}He met Ishaq Dar there on Tuesday."
    assert ("meeting", "held", "CN PK") in [short(r) for r in reports(told, tools)]


def test_the_heading_of_a_release_names_the_other_side_only(tools: Tools) -> None:
    article = article_of("Statement on the Visit of President William Ruto of Kenya", PUBLISHED)
    title = tuple(msgspec.structs.replace(block, kind="title") for block in article.blocks)
    release = msgspec.structs.replace(article, blocks=title, official=True, outlet_state="JP")
    assert [short(r) for r in read(release, tools)] == [("visit", "planned", "JP KE")]
    assert read(msgspec.structs.replace(release, official=False), tools) == ()


def test_a_head_of_state_is_neither_his_wife_nor_of_the_city_where_he_is(tools: Tools) -> None:
    text = (
        "The President and First Lady Jill Biden will travel to Europe in July. While in Brussels President Biden will "
        "meet Turkish President Recep Tayyip Erdogan, and later in Geneva Swiss President Viola Amherd."
    )
    named = {(p.country, p.name) for r in reports(text, tools, home="US") for p in r.parties if p.name}
    assert ("US", "Joseph Biden") in named
    assert not {name for country, name in named if name and "Biden" in name and country != "US"}
    assert ("US", "Jill Biden") not in named
