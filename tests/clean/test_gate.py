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


def test_the_address_gives_a_day_and_so_does_a_line_of_the_head() -> None:
    assert day_in_url("https://ledger.example/world/2024/05/06/envoys") == "2024-05-06"
    assert day_in_url("https://ledger.example/2024/13/06/x") is None
    found = clean(
        capture(
            f"<html><body><article><h1>Envoys meet in Oslo</h1><p>Published: 6 May 2024</p><p>{WORDS * 3}</p></article></body></html>"
        )
    )
    assert isinstance(found, Article)
    assert (found.published.value, found.published.basis) == ("2024-05-06", "head")


def test_a_page_whose_text_is_in_a_script() -> None:
    linked = f'{{"@type":"NewsArticle","headline":"Envoys meet in Oslo","articleBody":"{WORDS}"}}'
    given = f'<html><head><script type="application/ld+json">{linked}</script></head><body><div id="app"></div></body></html>'
    found = clean(capture(given))
    assert isinstance(found, Article)
    assert "salmon" in found.text
    hidden = clean(
        capture(f'<html><head><title>Envoys meet</title></head><body><script>var b = "{WORDS}"</script></body></html>')
    )
    assert isinstance(hidden, Skip)
    assert hidden.code == "no_article"


def test_posts_and_block_quotes_of_the_body_say_what_they_are() -> None:
    post = '<blockquote class="twitter-tweet"><p>Good talks about salmon today.</p>&mdash; Foreign Ministry (@x) May 6, 2024</blockquote>'
    quote = "<blockquote>We will go on, since it is right for both of us.</blockquote>"
    found = clean(
        capture(
            f"<html><body><article><h1>Envoys meet in Oslo</h1><p>{WORDS * 2}</p>{post}{quote}<p>{WORDS}</p></article></body></html>"
        )
    )
    assert isinstance(found, Article)
    kinds = {found.text[b.start : b.end][:10]: (b.kind, b.platform, b.author) for b in found.blocks}
    assert kinds["Good talks"] == ("post", "X", "Foreign Ministry")
    assert kinds["We will go"] == ("quote", None, None)
    assert found.text.count("Good talks") == 1


@pytest.mark.parametrize(
    ("title", "body", "lang"),
    [
        ("भारत और जापान के विदेश मंत्रियों की बैठक", "भारत और जापान के विदेश मंत्रियों ने सोमवार को नई दिल्ली में बैठक की और रक्षा सहयोग पर चर्चा की।", "hi"),
        ("وزير الخارجية يلتقي نظيره في الرياض", "التقى وزير الخارجية نظيره في الرياض يوم الاثنين وبحثا التعاون في مجال الطاقة والتجارة والنقل.", "ar"),
        ("日・チリ外相会談", "7月2日、外務大臣は東京でチリ外務大臣と会談を行い、両国の協力について意見を交換しました。", "ja"),
        ("한-칠레 외교장관 회담", "외교부 장관은 2일 서울에서 칠레 외교장관과 회담을 갖고 양국 협력 방안을 논의하였다.", "ko"),
    ],
)  # fmt: skip
def test_pages_in_other_scripts_do_not_come_out_empty(title: str, body: str, lang: str) -> None:
    found = clean(capture(f"<html><body><article><h1>{title}</h1><p>{body}</p></article></body></html>"))
    assert isinstance(found, Article)
    assert body in found.text
    assert (found.title, found.lang) == (title, lang)


def test_stray_bytes_in_a_utf8_page_do_not_spoil_the_rest() -> None:
    page = (
        f"<html><body><article><h1>Café talks à Oslo, où?</h1><p>{WORDS}".encode()
        + "<p>La pensée des ministres est claire.</p>".encode("cp1252")
    )
    found = clean(Capture(document="p", locator="p", media_type="text/html", payload=page))
    assert isinstance(found, Article)
    assert found.title == "Café talks à Oslo, où?"
    assert "pensée" in found.text


def test_a_page_too_long_for_its_time_says_so() -> None:
    found = clean(capture(f"<html><body><p>{WORDS * 50_000}</p></body></html>"))
    assert isinstance(found, Skip)
    assert found.code == "too_large"


@pytest.mark.parametrize(
    ("page", "what"),
    [("<html><body>" + "<p>a</p>" * 40_000, "tags"), ("a\n" * 300_000, "lines"), ("a b " * 3_000_000, "characters")],
)
def test_what_is_too_large_is_named_with_its_limit(page: str, what: str) -> None:
    found = clean(Capture(document="p", locator="p", media_type="text/plain", payload=page.encode()))
    assert isinstance(found, Skip)
    assert found.code == "too_large"
    assert what in found.detail


def test_many_comments_and_marks_take_no_longer_than_their_length() -> None:
    comments = clean(capture("<!-- a -->" * 5_000 + f"<html><body><p>{WORDS * 3}</p></body></html>"))
    assert isinstance(comments, Article)
    only = clean(Capture(document="p", locator="p", media_type="text/plain", payload=b"<!-- a -->" * 5_000))
    assert isinstance(only, Article | Skip)
    stars = clean(Capture(document="p", locator="p", media_type="text/plain", payload=b"*a " * 6_000))
    assert isinstance(stars, Article)


@pytest.mark.parametrize("tag", ["<div>", "<table><tr><td>", "<x-a>", "<dl><dd>"])
def test_deep_nesting_is_refused_whatever_the_tag(tag: str) -> None:
    found = clean(capture(f"<html><body>{tag * 20_000}words"))
    assert isinstance(found, Skip)
    assert found.code == "too_deep"


def test_paragraphs_that_are_never_closed_are_not_nested() -> None:
    found = clean(capture("<html><body><article><h1>Envoys meet in Oslo</h1>" + f"<p>{WORDS}<br>" * 3000))
    assert isinstance(found, Article)
