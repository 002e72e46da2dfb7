from __future__ import annotations

import json

import pytest

from communique.clean import clean
from communique.config import Config
from communique.read import Tools, load_tools, read
from communique.read.triage import Vocabulary, may_concern, vocabulary_of
from communique.run.local import read_captures
from communique.types import Article, Capture, SourceMetadata

FILLER = (
    "<p>The harbour was quiet for most of the week, and the market sold bread, cheese and apples to all comers.</p>"
)
TELLING = {
    "states named": "Norway and Chile held talks on salmon in the port city.",
    "persons and titles": "President Emmanuel Macron spoke by phone with Prime Minister Narendra Modi about the satellites.",
    "a lone family name": "Macron travelled to meet Zelenskyy at the station.",
    "demonyms": "The Norwegian minister received her Chilean counterpart at the pier.",
    "capitals": "Envoys of Moscow met with officials from Ankara.",
    "a link in it": 'Norway <a href="/c">and <b>Chile</b></a> held talks on salmon.',
    "a wrapped source": "Norway\n      and Chile held\n      talks on salmon.",
}
SILENT = {
    "one state": "The prime minister of Norway met with fishermen at the pier.",
    "no contact": "Norway and Chile are cold countries with long coasts.",
    "two sentences": "Norway is cold in winter. She met with fishermen at the pier. Chile has deserts.",
    "another language": "Norwegens Außenminister traf in Oslo seinen Kollegen aus Chile; sie saßen im Hotel.",
    "in the menu": '<nav>Leaders of Norway met with envoys of Chile</nav>',
}  # fmt: skip


def page_of(inner: str, publisher: str | None = None) -> Capture:
    page = f"<html><body><article><h1>A week by the sea</h1>{FILLER}<p>{inner}</p>{FILLER}</article></body></html>"
    known = SourceMetadata(publisher=publisher)
    return Capture(document="p", locator="p", media_type="text/html", payload=page.encode(), metadata=known)


@pytest.fixture(scope="module")
def tools() -> Tools:
    return load_tools(Config())


@pytest.fixture(scope="module")
def vocabulary(tools: Tools) -> Vocabulary:
    return vocabulary_of(tools.knowledge, tools.rules)


@pytest.mark.parametrize("name", TELLING)
def test_pages_that_may_tell_of_a_contact_pass(name: str, vocabulary: Vocabulary) -> None:
    assert may_concern(page_of(TELLING[name]), vocabulary)


@pytest.mark.parametrize("name", SILENT)
def test_pages_that_cannot_are_refused_and_nothing_is_read_in_them(
    name: str, tools: Tools, vocabulary: Vocabulary
) -> None:
    capture = page_of(SILENT[name])
    assert not may_concern(capture, vocabulary)
    article = clean(capture)
    assert isinstance(article, Article)
    assert read(article, tools) == ()


def test_the_home_of_the_outlet_is_one_of_two_states(vocabulary: Vocabulary) -> None:
    told = "The President spoke with the Prime Minister of Norway about the satellites."
    assert not may_concern(page_of(told), vocabulary)
    assert may_concern(page_of(told, publisher="The White House"), vocabulary)


def test_text_that_only_linked_data_holds_is_seen(vocabulary: Vocabulary) -> None:
    linked = (
        '{"@type":"NewsArticle","headline":"A week","articleBody":"Norway and Chile held talks on salmon in the port."}'
    )
    page = f'<html><head><script type="application/ld+json">{linked}</script></head><body></body></html>'
    assert may_concern(Capture(document="p", locator="p", media_type="text/html", payload=page.encode()), vocabulary)


def test_a_refused_page_says_why_and_the_exhaustive_way_reads_it(tools: Tools) -> None:
    [refused] = read_captures([page_of(SILENT["one state"])], tools)
    assert refused.skip is not None
    assert (refused.skip.code, refused.skip.document) == ("not_diplomatic", "p")
    exhaustive = load_tools(Config(exhaustive=True))
    [whole] = read_captures([page_of(SILENT["one state"])], exhaustive)
    assert whole.article is not None


LIVE = {
    "@type": "LiveBlogPosting",
    "liveBlogUpdate": [
        {"headline": "Salmon", "articleBody": "Norway and Chile held talks on salmon in the port city."},
        {"headline": "Rain", "articleBody": "The prime minister of Norway met with fishermen at the pier."},
    ],
}


def test_each_post_of_a_live_blog_is_triaged_by_itself(tools: Tools) -> None:
    payload = f'<html><head><script type="application/ld+json">{json.dumps(LIVE)}</script></head></html>'.encode()
    page = Capture(document="live", locator="live", media_type="text/html", payload=payload)
    told, refused = read_captures([page], tools)
    assert told.article is not None
    assert len(told.reports) == 1
    assert refused.id == "live#2"
    assert refused.skip is not None
    assert refused.skip.code == "not_diplomatic"
    assert all(r.article for r in read_captures([page], load_tools(Config(exhaustive=True))))


def test_plain_text_and_pages_too_deep_are_left_to_cleaning(vocabulary: Vocabulary) -> None:
    for media_type, payload in (("text/plain", b"Bread and cheese."), ("text/html", b"<div>" * 50_000)):
        assert may_concern(Capture(document="p", locator="p", media_type=media_type, payload=payload), vocabulary)
