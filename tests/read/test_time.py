from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.read import Tools, read
from communique.read.scene import Sentence
from communique.read.time import resolve_time, times_in, when_of
from communique.types import Article, Block, BlockKind, Published, Status, When


def when(text: str, status: Status, published: str | None = "2024-07-24", trigger: str = "met") -> When:
    article = Article(
        id="a", text=text, published=Published(value=published, precision="day" if published else "unknown")
    )
    sentence = Sentence(0, 0, len(text), text, Block(kind="paragraph", start=0, end=len(text)))
    start = text.index(trigger)
    return when_of([sentence], sentence.span(start, start + len(trigger)), status, article)


@pytest.mark.parametrize(  # 2024-07-24 was a Wednesday
    ("text", "status", "first", "last"),
    [
        ("They met today.", "held", "2024-07-24", "2024-07-24"),
        ("They met yesterday evening.", "held", "2024-07-23", "2024-07-23"),
        ("They met on Monday.", "held", "2024-07-22", "2024-07-22"),
        ("They met on Wednesday.", "held", "2024-07-24", "2024-07-24"),
        ("They will be met on Friday.", "planned", "2024-07-26", "2024-07-26"),
        ("They will be met tomorrow.", "planned", "2024-07-25", "2024-07-25"),
        ("They met on July 2.", "held", "2024-07-02", "2024-07-02"),
        ("They met on 2 July 2023.", "held", "2023-07-02", "2023-07-02"),
        ("They met from 3 to 5 June.", "held", "2024-06-03", "2024-06-05"),
        ("They met on June 3-5.", "held", "2024-06-03", "2024-06-05"),
        ("They met from 30 May to 2 June 2024.", "held", "2024-05-30", "2024-06-02"),
        ("They met on November 28.", "held", "2023-11-28", "2023-11-28"),
        ("They will be met on January 5.", "planned", "2025-01-05", "2025-01-05"),
        ("They met on Tuesday 8 and Wednesday 9 April 2025.", "planned", "2025-04-08", "2025-04-09"),
        ("They met this week.", "held", "2024-07-22", "2024-07-24"),
        ("They will be met next week.", "planned", "2024-07-29", "2024-08-04"),
        ("They met in March.", "held", "2024-03-01", "2024-03-31"),
        ("They will be met in the first half of next year.", "planned", "2025-01-01", "2025-06-30"),
        ("They met two days ago.", "held", "2024-07-22", "2024-07-22"),
        ("They met in Oslo at the start of a three-day visit beginning Monday.", "ongoing", "2024-07-22", "2024-07-24"),
    ],
)
def test_forms_of_days(text: str, status: Status, first: str, last: str) -> None:
    found = when(text, status)
    assert (found.first, found.last) == (first, last)
    assert found.text is not None
    assert found.text.holds_in(text)


def test_without_a_day_of_publication_the_weekday_is_kept_and_no_day_guessed() -> None:
    found = when("They met on Tuesday.", "held", published=None)
    assert (found.first, found.weekday) == (None, "tuesday")


def test_the_day_of_another_event_is_not_taken() -> None:
    assert when("They met for the first time since the invasion of February 24, 2022.", "held").first is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The talks, which follow his speech in the capital on Monday, met no protest today.", "2024-07-24"),
        (
            "The envoy on Tuesday denied that they had met in the port of Narvik on the coast on Sunday night.",
            "2024-07-21",
        ),
        ("Following their dinner, on Monday they met.", "2024-07-22"),
    ],
)
def test_the_day_of_the_saying_or_of_what_went_before_gives_way(text: str, first: str) -> None:
    assert when(text, "held").first == first


def test_what_is_planned_is_never_before_the_publication() -> None:
    assert when("They will be met on 3 July 2024.", "planned").first is None


def story(*texts: str, status: Status, kind: BlockKind = "paragraph", date: str | None = None) -> When:
    """The day of the last of the sentences, each a paragraph of its own, in an article of 24 July 2024."""
    whole, sentences = "\n\n".join(texts), []
    for index, text in enumerate(texts):
        start = whole.index(text)
        block = Block(kind=kind, start=start, end=start + len(text), date=date)
        sentences.append(Sentence(index, start, start + len(text), text, block))
    article = Article(id="a", text=whole, published=Published(value="2024-07-24", precision="day"))
    own = sentences[-1]
    return when_of([own], own.span(0, 4), status, article, sentences)


def test_an_entry_of_a_schedule_is_of_the_day_above_it() -> None:
    found = story("FRIDAY, JULY 26", "Noon: arrival.", "Meeting with the minister of Norway.", status="planned")
    assert found.first == "2024-07-26"


def test_the_day_of_the_story_is_no_day_of_a_plan() -> None:
    assert story("They met on Monday.", "They will meet again.", status="planned").first is None


def test_today_in_a_post_is_the_day_of_the_post() -> None:
    assert story("Glad to have met her today.", status="held", kind="post", date="2024-07-22").first == "2024-07-22"


@given(st.text(), st.sampled_from(("held", "planned", "ongoing")))
def test_times_of_any_text_stand_where_they_say_they_do(text: str, status: Status) -> None:
    text = f"{text} on Monday, 3 May {text} 2024-13-45 {text}"
    sentence = Sentence(0, 0, len(text), text, Block(kind="paragraph", start=0, end=len(text)))
    for expression in times_in(sentence):
        assert text[expression.start : expression.end] == expression.text
        found = resolve_time(expression, Published(value="2024-07-24", precision="day"), status)
        assert found.text is not None
        assert found.text.holds_in(text)
        assert found.first is None or found.last is None or found.first <= found.last


def test_a_day_of_publication_alone_is_no_day_of_the_engagement() -> None:
    assert when("They met in Oslo.", "held") == When()


def test_a_release_without_a_day_is_of_the_day_that_heads_it(tools: Tools) -> None:
    page = "Minister Wong meets Wang Yi\n\n5 June 2024\n\nForeign Minister Penny Wong met her Chinese counterpart Wang Yi in Hanoi."
    blocks = []
    at = 0
    kinds: tuple[BlockKind, ...] = ("title", "dateline", "paragraph")
    for kind, line in zip(kinds, page.split("\n\n"), strict=True):
        start = page.index(line, at)
        blocks.append(Block(kind=kind, start=start, end=start + len(line)))
        at = start + len(line)
    article = Article(
        id="release",
        text=page,
        published=Published(value="2024-06-05", precision="day", basis="visible"),
        lang="en",
        blocks=tuple(blocks),
        official=True,
        outlet_state="AU",
    )
    (report,) = read(article, tools)
    assert (report.date.first, report.date.rule, report.date.text and report.date.text.quote) == (
        "2024-06-05",
        "time.release-line",
        "5 June 2024",
    )
    (told,) = read(msgspec.structs.replace(article, official=False), tools)
    assert told.date.first is None
