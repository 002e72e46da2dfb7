from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from communique.clean.draft import Draft
from communique.clean.page_head import take_head
from communique.clean.published import guessed, published_from, read_date


@pytest.mark.parametrize(
    ("written", "value", "precision"),
    [
        ("2025-07-01T21:05:00+05:30", "2025-07-01T21:05+05:30", "time"),
        ("2025-01-26 19:01:55-05:00", "2025-01-26T19:01-05:00", "time"),
        ("02 JUL 2025 7:30PM", "2025-07-02", "day"),
        ("NOVEMBER 2, 2022", "2022-11-02", "day"),
        ("2025年7月2日", "2025-07-02", "day"),
        ("25/03/2023", "2023-03-25", "day"),
        ("05.04.2025", "2025-04-05", "day"),
        ("05/04/2025", "2025", "year"),
        ("2024-05", "2024-05", "month"),
    ],
)
def test_written_dates(written: str, value: str, precision: str) -> None:
    found = read_date(written)
    assert found is not None
    assert found[:2] == (value, precision)


def test_what_is_no_date_is_none() -> None:
    assert read_date("31 February 2024") is None
    assert published_from([("soon", "meta")]) is None


def test_the_first_clue_that_can_be_read_wins() -> None:
    found = published_from([("n/a", "json-ld"), ("2024-05-06", "meta")])
    assert found is not None
    assert found.basis == "meta"


@pytest.mark.parametrize(
    ("modified", "value", "basis"),
    [
        ("2025-05-07T13:50:10+0000", "2025-05-07T13:50+00:00", "updated"),
        ("2023-03-04", "2023-03-02", "guess"),
        (None, "2023-03-02", "guess"),
    ],
)
def test_a_guess_far_from_the_day_of_the_last_change_is_of_something_else(
    modified: str | None, value: str, basis: str
) -> None:
    page = "<html><body><p>The bridge was opened on 2 March 2023.</p><p>It was closed again.</p></body></html>"
    found = guessed(page, "2025-06-01", modified=modified)
    assert (found.value, found.basis) == (value, basis)


@pytest.mark.parametrize(
    ("scripts", "value"),
    [
        ("{'page_type':'article', 'article_date':'2024-02-14'}", "2024-02-14"),
        (r'"{\"datePublished\":\"2024-02-14T17:07:00+05:30\",\"id\":1}"', "2024-02-14"),
        ('[{"datePublished":"2024-02-14"},{"datePublished":"2024-02-11"}]', "2023-03-02"),
        ('{"datePublished":"2031-02-14"}', "2023-03-02"),
    ],
)
def test_the_one_day_of_publication_that_scripts_know_is_the_guess(scripts: str, value: str) -> None:
    page = (
        f"<html><body><p>The bridge was opened on 2 March 2023.</p><script>var data = {scripts};</script></body></html>"
    )
    assert guessed(page, "2025-06-01").value == value


def test_names_of_metadata_may_be_written_in_any_case() -> None:
    page = '<html><head><meta name="DC.Date" content="2024-04-22T06:00+02:00"><title>A bridge</title></head></html>'
    tree, draft = LexborHTMLParser(page), Draft()
    take_head(tree, {}, draft)
    assert draft.dates == [("2024-04-22T06:00+02:00", "meta")]
