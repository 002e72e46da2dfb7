"""Pages that hold no article, live blogs, and dates that a page does not give outright."""

from __future__ import annotations

import pytest

from communique.clean import clean, split
from communique.clean.published import day_in_url, published_from
from communique.types import Article, Capture, Skip

WORDS = (
    "The foreign ministers of Norway and Chile met in Oslo on Monday and talked about salmon, research and ferries. "
)
TEASERS = "".join(
    f'<div><h3><a href="/{n}">Envoys of state {n} meet in port</a></h3><p>Short teaser.</p></div>' for n in range(20)
)
PAGES = {
    "index_page": f"<html><head><title>World news</title></head><body><main>{TEASERS}</main></body></html>",
    "consent_wall": "<html><head><title>Before you continue</title></head><body><p>We use small files to improve.</p></body></html>",
    "paywall_stub": '<html><head><title>Envoys meet in Oslo</title><script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script></head><body><p>Envoys met.</p></body></html>',
    "video_only": '<html><head><title>Envoys meet in Oslo</title><meta property="og:type" content="video.other"></head><body><p>Watch.</p></body></html>',
}


def capture(html: str, captured: str | None = None) -> Capture:
    return Capture(document="p", locator="p.html", media_type="text/html", payload=html.encode(), captured=captured)


@pytest.mark.parametrize("code", PAGES)
def test_a_page_without_an_article_is_refused_with_its_kind(code: str) -> None:
    found = clean(capture(PAGES[code]))
    assert isinstance(found, Skip), found
    assert found.code == code


def test_an_article_with_many_linked_headings_is_read() -> None:
    found = clean(
        capture(f"<html><body><article><h1>Envoys meet in Oslo</h1><p>{WORDS * 3}</p></article>{TEASERS}</body></html>")
    )
    assert isinstance(found, Article)
    assert "salmon" in found.text


def test_each_post_of_a_live_blog_is_a_document_of_its_own() -> None:
    posts = ",".join(
        f'{{"@type":"BlogPosting","headline":"Envoys meet in {city}","datePublished":"2024-05-0{n}T10:00:00Z","articleBody":"{WORDS}"}}'
        for n, city in enumerate(("Oslo", "Lima"), 1)
    )
    page = f'<html><head><script type="application/ld+json">{{"@type":"LiveBlogPosting","liveBlogUpdate":[{posts}]}}</script></head><body></body></html>'
    parts = split(capture(page))
    assert [part.document for part in parts] == ["p#1", "p#2"]
    articles = [clean(part) for part in parts]
    assert [a.title for a in articles if isinstance(a, Article)] == ["Envoys meet in Oslo", "Envoys meet in Lima"]
    assert [a.published.value for a in articles if isinstance(a, Article)] == [
        "2024-05-01T10:00+00:00",
        "2024-05-02T10:00+00:00",
    ]


def test_a_page_that_is_no_live_blog_stays_one() -> None:
    page = capture(f"<html><body><p>{WORDS}</p></body></html>")
    assert split(page) == (page,)


def test_a_date_after_the_capture_is_passed_over() -> None:
    clues = [("2031-01-05", "meta"), ("2024-05-06", "time")]
    found = published_from(clues, "2024-05-07T09:00:00Z")
    assert found is not None
    assert (found.value, found.basis) == ("2024-05-06", "time")
    assert published_from(clues[:1], "2024-05-07") is None


def test_the_address_gives_a_day_and_a_guess_says_that_it_is_one() -> None:
    assert day_in_url("https://ledger.example/world/2024/05/06/envoys") == "2024-05-06"
    assert day_in_url("https://ledger.example/2024/13/06/x") is None
    found = clean(
        capture(
            f"<html><body><article><h1>Envoys meet in Oslo</h1><p>Published: 6 May 2024</p><p>{WORDS * 3}</p></article></body></html>"
        )
    )
    assert isinstance(found, Article)
    assert (found.published.value, found.published.basis) == ("2024-05-06", "guess")
