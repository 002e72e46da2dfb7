from __future__ import annotations

import pytest

from communique.read.scene import Sentence
from communique.read.time import when_of
from communique.types import Article, Block, Published, Status, When


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


def test_a_day_of_publication_alone_is_no_day_of_the_engagement() -> None:
    assert when("They met in Oslo.", "held") == When()
