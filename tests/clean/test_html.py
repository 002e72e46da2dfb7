from __future__ import annotations

from communique.clean import clean
from communique.types import Article, Capture, Skip

PAGE = """<!doctype html><html lang="en"><head><title>Envoys meet in Oslo | The Harbour Ledger</title>
<meta property="og:description" content="A short dek."><meta property="og:site_name" content="The Harbour Ledger">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Envoys meet in Oslo","datePublished":"2024-05-06T10:00:00+02:00"}</script>
</head><body><nav><a href="/">Home</a></nav><article><h1>Envoys meet in Oslo</h1>
<p>The foreign ministers of Norway and Chile met in Oslo on Monday and talked about salmon, research and ferries for two hours.</p>
<p>They agreed to open a laboratory in the far south and to meet again in Santiago within a year, officials of both said.</p>
<blockquote class="twitter-tweet"><p>Good talks in Oslo.</p>— Foreign Ministry (@example) May 6, 2024</blockquote></article>
<aside><h3>Related stories</h3><a href="/x">King of Spain visits Peru</a></aside></body></html>"""


def capture(payload: bytes, media_type: str = "text/html") -> Capture:
    return Capture(document="p", locator="p.html", media_type=media_type, payload=payload)


def test_head_body_and_post_of_a_page() -> None:
    article = clean(capture(PAGE.encode()))
    assert isinstance(article, Article)
    assert article.title == "Envoys meet in Oslo"
    assert article.dek == "A short dek."
    assert article.outlet == "The Harbour Ledger"
    assert article.published.value == "2024-05-06T10:00+02:00"
    assert "salmon" in article.text
    assert "King of Spain" not in article.text
    assert {b.platform for b in article.blocks if b.kind == "post"} == {"X"}
    assert "Good talks in Oslo" in article.text


def test_what_a_head_says_is_read_without_its_marks_and_once() -> None:
    marked = PAGE.replace(
        '"headline":"Envoys meet in Oslo"', '"headline":"Envoys&#8217; <em>talks</em> in Oslo &amp; after"'
    )
    article = clean(capture(marked.replace("A short dek.", "&lt;p&gt;A short dek.&lt;/p&gt;").encode()))
    assert isinstance(article, Article)
    assert article.title == "Envoys’ talks in Oslo & after"
    assert article.dek == "A short dek."
    story = clean(capture(PAGE.replace("A short dek.", "The story, told in full. " * 30).encode()))
    assert isinstance(story, Article)
    assert story.dek is None


def test_html_in_a_text_file_is_read_as_html() -> None:
    article = clean(capture(PAGE.encode(), "text/plain"))
    assert isinstance(article, Article)
    assert "<p>" not in article.text


def test_windows_1252_without_declaration() -> None:
    article = clean(
        capture("Envoys of Chile met in the café.\n\nThey spoke – at length.".encode("cp1252"), "text/plain")
    )
    assert isinstance(article, Article)
    assert "café" in article.text


def test_bad_input_gives_a_reasoned_skip() -> None:
    cases = {b"": "empty", b"  \n ": "empty", b"\x7fELF\x00\x01\x02": "binary", b"<div>" * 100_000: "too_deep"}
    for payload, code in cases.items():
        found = clean(capture(payload))
        assert isinstance(found, Skip)
        assert found.code == code
        assert found.detail
