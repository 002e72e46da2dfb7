"""Feeds and sitemaps: from a site on loopback and from files."""

from __future__ import annotations

import gzip
import json
import random
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from tests.ingest.site import Site, Told, page, to, xml

from communique.clean import clean
from communique.config import Config, Manners
from communique.ingest import CaptureOptions, captures
from communique.ingest.feed import feed_captures, feed_of
from communique.ingest.parts import Source
from communique.ingest.sitemap import sitemap_of
from communique.ingest.web import Memory
from communique.ingest.xml import head_of
from communique.types import Article, Capture, Skip

PLACES = "http://www.sitemaps.org/schemas/sitemap/0.9"


def read(source: str, memory: Memory | None = None, **changes: Any) -> list[Capture | Skip]:
    manners = Manners(private=("127.0.0.1/32",), pause=0.0, first_wait=0.01, **changes)
    return list(captures([source], Config(manners=manners, max_bytes=2_000_000), options=CaptureOptions(memory=memory)))


def names(found: list[Capture | Skip]) -> list[str]:
    return [item.code if isinstance(item, Skip) else item.document.rpartition("/")[2] for item in found]


def article(found: Capture | Skip) -> Article:
    assert isinstance(found, Capture), found
    made = clean(found)
    assert isinstance(made, Article), made
    return made


def rss(*items: str) -> Told:
    return xml(
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Ledger</title>{"".join(items)}</channel></rss>'
    )


def item(link: str, day: int = 1) -> str:
    return f"<item><title>Of day {day}</title><link>{link}</link><pubDate>Tue, {day:02} Jul 2025 10:30:00 +0200</pubDate></item>"


def pages(site: Site, *paths: str) -> None:
    site.answers |= {path: page(f"Ministers meet for {path[1:]}") for path in paths}


def urlset(*urls: str, kind: str = "urlset", inner: str = "url", more: str = "") -> Told:
    listed = "".join(f"<{inner}><loc>{url}</loc>{more}</{inner}>" for url in urls)
    return xml(f'<?xml version="1.0" encoding="UTF-8"?><{kind} xmlns="{PLACES}">{listed}</{kind}>')


def index(*urls: str) -> Told:
    return urlset(*urls, kind="sitemapindex", inner="sitemap")


def test_the_pages_of_a_feed_are_fetched_and_dated_by_it_where_they_are_not_themselves(site: Site) -> None:
    site.answers["/feed"] = rss(item("/a"), item(site.url("/b"), 2), item("/a"), "<item><title>No link</title></item>")
    pages(site, "/a", "/b")
    first, second, own = read(site.url("/feed"))
    made = article(first)
    assert (made.url, made.title) == (site.url("/a"), "Ministers meet for a")
    assert made.published.value == "2025-07-01T10:30+02:00"
    assert made.published.basis == "listed"
    assert article(second).published.value == "2025-07-02T10:30+02:00"
    assert isinstance(own, Capture)
    assert own.payload == b"# No link\n\n"
    dated = page()._replace(body=page().body.replace(b"<body>", b'<body><time datetime="2025-06-30">x</time>'))
    site.answers["/a"] = dated
    assert article(read(site.url("/feed"))[0]).published.value == "2025-06-30"


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Ledger</title><entry><title>One</title><id>urn:1</id>
<link href="a"/><published>2025-07-01T08:00:00Z</published><updated>2025-07-03T08:00:00Z</updated></entry></feed>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Ledger",
    "items": [
        {"id": "1", "url": "a", "title": "One", "date_published": "2025-07-01T08:00:00Z", "content_text": "x < y"},
    ],
}


@pytest.mark.parametrize(
    "told", [xml(ATOM), Told(200, json.dumps(JSON).encode(), {"Content-Type": "application/feed+json"})]
)
def test_atom_and_json_feeds(site: Site, told: Told) -> None:
    site.answers["/feeds/all"] = told
    pages(site, "/feeds/a")
    (found,) = read(site.url("/feeds/all"))
    assert article(found).published.value == "2025-07-01T08:00+00:00"


def test_what_was_seen_is_passed_over_until_it_changes(site: Site) -> None:
    site.answers["/feed"] = rss(item("/a"), item("/b", 2))
    pages(site, "/a", "/b", "/c")
    memory = Memory()
    assert names(read(site.url("/feed"), memory)) == ["a", "b"]
    site.answers["/feed"] = rss(item("/c", 3), item("/a", 5), item("/b", 2))
    assert names(read(site.url("/feed"), Memory(memory.noted.get))) == ["c", "a"]


def test_a_feed_is_settled_only_when_all_its_pages_were_had(site: Site) -> None:
    site.answers["/feed"] = rss(item("/a"), item("/b", 2), item("/c", 3))._replace(headers={"ETag": '"1"'})
    pages(site, "/a")
    site.answers["/b"] = Told(503)
    memory = Memory()
    assert names(read(site.url("/feed"), memory)) == ["a", "http_status", "http_status"]
    pages(site, "/b")
    later = Memory(memory.noted.get)
    assert names(read(site.url("/feed"), later)) == ["b"]
    assert "If-None-Match" not in site.asked[-3].headers
    assert later.noted[site.url("/feed")].etag == '"1"'


def test_sitemaps_of_sitemaps_packed_or_not(site: Site) -> None:
    site.answers["/map.xml"] = index(
        site.url("/one.xml"), site.url("/two.xml.gz"), site.url("/map.xml"), site.url("/d"), site.url("/gone")
    )
    site.answers["/one.xml"] = urlset(site.url("/a"), site.url("/b"), more="<lastmod>2025-07-01</lastmod>")
    packed = gzip.compress(urlset(site.url("/b"), site.url("/c")).body)
    site.answers["/two.xml.gz"] = Told(200, packed, {"Content-Type": "application/gzip"})
    pages(site, "/a", "/b", "/c", "/d")
    assert names(read(site.url("/map.xml"))) == ["a", "b", "c", "no_sitemap", "http_status"]
    assert site.paths().count("/map.xml") == 1
    assert site.paths().count("/b") == 1


def test_a_watched_sitemap_is_asked_for_what_is_new_only(site: Site) -> None:
    maps = index(site.url("/one.xml"), site.url("/two.xml")).body
    site.answers["/map.xml"] = xml(maps.replace(b"</loc>", b"</loc><lastmod>2025-07-01</lastmod>", 1).decode())
    site.answers["/one.xml"] = urlset(site.url("/a"))
    site.answers["/two.xml"] = urlset(site.url("/b"))._replace(headers={"ETag": '"2"'})
    pages(site, "/a", "/b", "/c")
    memory = Memory()
    assert names(read(site.url("/map.xml"), memory)) == ["a", "b"]
    site.answers["/two.xml"] = urlset(site.url("/b"), site.url("/c"))
    assert names(read(site.url("/map.xml"), Memory(memory.noted.get))) == ["c"]
    assert site.paths()[-3:] == ["/map.xml", "/two.xml", "/c"]
    assert site.asked[-2].headers["If-None-Match"] == '"2"'


def test_what_a_limit_left_out_is_read_the_next_time(site: Site) -> None:
    site.answers["/map.xml"] = urlset(*(site.url(f"/{n}") for n in range(5)))._replace(headers={"ETag": '"1"'})
    pages(site, *(f"/{n}" for n in range(5)))
    memory = Memory()
    assert names(read(site.url("/map.xml"), memory, listed=3)) == ["0", "1", "2", "too_many"]
    assert names(read(site.url("/map.xml"), memory, listed=3)) == ["3", "4"]


def test_a_news_sitemap_tells_title_and_day(site: Site) -> None:
    news = "<n:news><n:publication><n:name>L</n:name></n:publication><n:publication_date>2025-07-04</n:publication_date></n:news>"
    body = urlset(site.url("/a"), more=news).body.replace(
        b"xmlns=", b'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns='
    )
    site.answers["/map.xml"] = Told(200, body, {"Content-Type": "text/xml"})
    pages(site, "/a")
    assert article(read(site.url("/map.xml"))[0]).published.value == "2025-07-04"


def test_sitemaps_end_in_depth_and_number(site: Site) -> None:
    site.answers |= {f"/m{n}": index(site.url(f"/m{n + 1}")) for n in range(9)}
    assert names(read(site.url("/m0"))) == ["too_deep"]
    assert site.paths() == ["/m0", "/m1", "/m2"]
    site.answers["/many"] = urlset(*(site.url(f"/p{n}") for n in range(50)))
    site.answers["/maps"] = index(*(site.url(f"/q{n}") for n in range(50)))
    assert names(read(site.url("/many"), listed=3)) == ["http_status"] * 3 + ["too_many"]
    assert names(read(site.url("/maps"), listed=3)) == ["http_status"] * 3 + ["too_many"]
    site.answers["/feed"] = rss(*(item(f"/f{n}") for n in range(50)))
    assert names(read(site.url("/feed"), listed=3)) == ["http_status"] * 3 + ["too_many"]


def test_a_damaged_sitemap_gives_what_stands_before_the_damage(site: Site) -> None:
    body = urlset(*(site.url(f"/{n}") for n in range(3))).body
    site.answers["/cut"] = Told(200, body[: body.rindex(b"<loc>")], {"Content-Type": "text/xml"})
    packed = gzip.compress(body)
    site.answers["/gz"] = Told(200, packed[: len(packed) // 2], {"Content-Type": "application/gzip"})
    assert names(read(site.url("/cut"))) == ["http_status", "http_status"]
    assert names(read(site.url("/gz"))) == ["damaged"]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ministers ">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + ']><rss version="2.0"><channel><title>&i;</title><item><title>&i;</title></item></channel></rss>'
)
FILE = '<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>&f;</loc></url></urlset>'


@pytest.mark.parametrize("text", [BOMB, FILE, BOMB.replace("<!DOCTYPE", "<!-- a --><?b ?>\n<!DOCTYPE")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_documents_with_entities_of_their_own_are_refused(site: Site, tmp_path: Path, text: str, encoding: str) -> None:
    site.answers["/x"] = Told(200, text.encode(encoding), {"Content-Type": "application/xml"})
    (tmp_path / "x.xml").write_bytes(text.encode(encoding))
    tracemalloc.start()
    assert names(read(site.url("/x"))) == ["entities"]
    assert names(read(str(tmp_path / "x.xml"))) == ["entities"]
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_feed_that_nests_without_end_is_refused(site: Site, tmp_path: Path) -> None:
    deep = rss(f"<item><title>{'<b>' * 100_000}</title></item>")
    site.answers["/x"] = deep
    (tmp_path / "x.rss").write_bytes(deep.body)
    assert names(read(site.url("/x"))) == ["too_deep"]
    assert names(read(str(tmp_path / "x.rss"))) == ["too_deep"]


@pytest.mark.parametrize("seed", range(3))
def test_stray_bytes_in_lists_are_no_fault_of_the_program(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    whole = [rss(item("/a"), item("/b", 2)).body, ATOM.encode(), index("http://x/").body, json.dumps(JSON).encode()]
    for number in range(120):
        spoilt = bytearray(whole[number % 4])
        for _ in range(draw.randrange(1, 8)):
            spoilt[draw.randrange(len(spoilt))] = draw.randrange(256)
        sitemap_of(bytes(spoilt))
        for found in feed_captures(Source("x", "x", bytes(spoilt))):
            assert isinstance(found, Skip) or found.payload


@pytest.mark.parametrize(
    ("text", "root", "own"),
    [
        ("<rss>", "rss", False), ("\ufeff<?xml?>\n<!-- <a> -->\n<x:RDF xmlns:x='y'>", "rdf", False),
        ("<!DOCTYPE rss PUBLIC '-//N' 'http://n.example/r.dtd'>\n<rss>", "rss", False), ("words", "", False),
        ("<?a <!-- ?><!DOCTYPE r [<!ENTITY b 'c'>]><?d --> ?><rss>", "", True), ("<!doctype x\n[]><rss>", "", True),
    ],
)  # fmt: skip
def test_the_head_of_a_document(text: str, root: str, own: bool) -> None:
    assert head_of(text.encode("utf-8")) == (root, own)


def test_a_body_is_never_taken_for_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(rss(item("/a")).body)
    assert feed_of(str(tmp_path / "feed.xml").encode()) is None


def test_a_page_of_html_with_a_doctype_is_a_page(site: Site) -> None:
    pages(site, "/a")
    site.answers["/old"] = page()._replace(
        body=page().body.replace(
            b"<!doctype html>", b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x.dtd" [<!ENTITY n "x">]>'
        )
    )
    assert names(read(site.url("/a"))) == ["a"]
    assert names(read(site.url("/old"))) == ["old"]


def test_lists_kept_as_files(site: Site, tmp_path: Path) -> None:
    pages(site, "/a")
    (tmp_path / "map.xml").write_bytes(urlset(site.url("/a")).body)
    (tmp_path / "feed.json").write_text(json.dumps(JSON))
    (tmp_path / "documents.json").write_text(json.dumps([{"id": "d", "text": "They met."}, 5]))
    assert names(read(str(tmp_path / "map.xml"))) == ["a"]
    assert names(read(str(tmp_path / "feed.json"))) == ["feed#1"]
    assert names(read(str(tmp_path / "documents.json"))) == ["d", "not_json"]
    asked = len(site.asked)
    assert names(read(str(tmp_path))) == ["no_feed"]
    assert len(site.asked) == asked


def test_a_feed_that_moved_and_one_without_entries(site: Site) -> None:
    site.answers |= {"/old": to("/feed"), "/feed": rss()}
    assert names(read(site.url("/old"))) == ["no_feed"]


def test_lists_of_addresses(site: Site, tmp_path: Path) -> None:
    pages(site, "/a", "/b")
    text = f"# two pages\n{site.url('/a')}\n\n{site.url('/b')}\n"
    for name in ("pages.urls", "pages.txt"):
        (tmp_path / name).write_text(text)
        assert names(read(str(tmp_path / name))) == ["a", "b"]
    (tmp_path / "pages.txt").write_text(text + "and some words")
    assert names(read(str(tmp_path / "pages.txt"))) == ["pages"]
    (tmp_path / "pages.urls").write_text(text + "and some words")
    assert names(read(str(tmp_path / "pages.urls"))) == ["no_list"]
