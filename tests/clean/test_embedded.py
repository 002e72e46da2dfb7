"""Posts, quotes and captions: what stands in the body but is not its author's."""

from __future__ import annotations

import pytest

from communique.clean import clean
from communique.clean.embedded import without_signature
from communique.types import Article, Block, Capture

WORDS = (
    "The foreign ministers of Norway and Chile met in Oslo on Monday and talked about salmon, research and ferries. "
)
POST = (
    '<blockquote class="twitter-tweet"><p>Good talks about salmon today.</p>&mdash; Foreign Ministry (@x) '
    '<a href="https://x.example/1">May 6, 2024</a></blockquote>'
)
PICTURE = "<figure><img src='a.jpg'><figcaption>The two ministers on the quay of Oslo, 4 May 2024</figcaption></figure>"
TEASER = '<a href="/b"><figure><figcaption>The King of Spain arrives in Lima for a visit</figcaption></figure></a>'


def article_of(inner: str, head: str = "") -> Article:
    page = f"<html><head>{head}</head><body><article><h1>Envoys meet in Oslo</h1>{inner}</article></body></html>"
    found = clean(Capture(document="p", locator="p", media_type="text/html", payload=page.encode()))
    assert isinstance(found, Article)
    return found


def blocks_of(article: Article, kind: str) -> list[tuple[str, Block]]:
    return [(article.text[b.start : b.end], b) for b in article.blocks if b.kind == kind]


def test_a_post_is_one_block_with_author_day_and_platform_and_without_its_signature() -> None:
    article = article_of(f"<p>{WORDS * 2}</p>{POST}<p>{WORDS} Ferries.</p>")
    [(text, block)] = blocks_of(article, "post")
    assert text == "Good talks about salmon today."
    assert (block.author, block.date, block.platform) == ("Foreign Ministry", "2024-05-06", "X")


def test_captions_are_kept_apart_and_those_of_other_stories_left_out() -> None:
    article = article_of(f"{PICTURE}<p>{WORDS * 3}</p>{TEASER}")
    assert [text for text, _ in blocks_of(article, "caption")] == ["The two ministers on the quay of Oslo, 4 May 2024"]
    assert "King of Spain" not in article.text


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:section" content="World">',
        '<script type="application/ld+json">{"@type":"NewsArticle","articleSection":["World"]}</script>',
    ],
)
def test_the_section_of_a_page(head: str) -> None:
    assert article_of(f"<p>{WORDS * 2}</p>", head).section == "World"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Good talks. — Ana Costa (@ana) May 6, 2024", ("Good talks.", "Ana Costa", "2024-05-06")),
        ("Good talks. A post shared by Ana Costa (@ana.c) on May 6, 2024", ("Good talks.", "Ana Costa", "2024-05-06")),
        ("Good talks. Posted by Ana Costa on Monday, 6 May 2024", ("Good talks.", "Ana Costa", "2024-05-06")),
        ("Good talks — and a walk (short) by the sea.", ("Good talks — and a walk (short) by the sea.", None, None)),
    ],
)
def test_signatures(text: str, found: tuple[str, str | None, str | None]) -> None:
    assert without_signature(text) == found
