"""Fetching from real servers on loopback: what goes well, what is asked again, and what is refused."""

from __future__ import annotations

import gzip
import subprocess
import threading
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from tests.ingest.site import Answering, Site, Told, page, served, to, xml

from communique.clean import clean
from communique.config import Config, Manners
from communique.ingest import CaptureOptions, captures
from communique.ingest.web import FetchError, Memory, Web
from communique.ingest.web.guard import is_public
from communique.ingest.web.patience import Turns, retry_after
from communique.ingest.web.robots import robots_of
from communique.types import Article, Capture, Skip

QUICK = Manners(private=("127.0.0.1/32",), pause=0.0, first_wait=0.01, connect=20.0, step=20.0, whole=60.0)


def config(**changes: Any) -> Config:
    fields = {name: getattr(QUICK, name) for name in Manners.__struct_fields__} | changes
    limit = fields.pop("max_bytes", 1_000_000)
    return Config(manners=Manners(**fields), max_bytes=limit)


def read(*addresses: str, memory: Memory | None = None, **changes: Any) -> list[Capture | Skip]:
    return list(captures(addresses, config(**changes), options=CaptureOptions(memory=memory)))


def skip(address: str, **changes: Any) -> Skip:
    (found,) = read(address, **changes)
    assert isinstance(found, Skip), found
    return found


def test_a_page_is_a_capture_with_its_address_and_time(site: Site) -> None:
    site.answers["/a"] = to("/b")
    site.answers["/b"] = page()
    (found,) = read(site.url("/a"))
    assert isinstance(found, Capture)
    assert (found.document, found.locator, found.metadata.url) == (site.url("/a"), site.url("/b"), site.url("/b"))
    assert found.captured
    assert found.charset == "utf-8"
    article = clean(found)
    assert isinstance(article, Article)
    assert article.title == "Ministers meet in Oslo"
    agents = {asked.headers["User-Agent"] for asked in site.asked}
    assert len(agents) == 1
    assert agents.pop().startswith("communique/")


def test_packed_bodies_are_unpacked_and_other_kinds_named(site: Site) -> None:
    packed = page()._replace(body=gzip.compress(page().body))
    site.answers["/gz"] = packed._replace(headers=packed.headers | {"Content-Encoding": "gzip"})
    site.answers["/bad"] = packed._replace(body=b"no gzip", headers=packed.headers | {"Content-Encoding": "gzip"})
    site.answers["/png"] = Told(200, b"\x89PNG", {"Content-Type": "image/png"})
    site.answers["/none"] = Told(200, b"", {"Content-Type": "text/html"})
    found = read(*(site.url(path) for path in ("/gz", "/bad", "/png", "/none")))
    assert [item.code if isinstance(item, Skip) else "page" for item in found] == [
        "page",
        "damaged",
        "not_a_page",
        "empty",
    ]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_refusal_is_taken_at_its_word(site: Site, status: int) -> None:
    site.answers["/x"] = Told(status)
    found = skip(site.url("/x"))
    assert found.code == "http_status"
    assert str(status) in found.detail
    assert site.paths() == ["/x"]


@pytest.mark.parametrize("first", [Told(429, headers={"Retry-After": "0"}), Told(500), Told(503), Told(408)])
def test_what_may_pass_is_asked_for_again(site: Site, first: Told) -> None:
    site.answers["/x"] = [first, page()]
    (found,) = read(site.url("/x"))
    assert isinstance(found, Capture)
    assert site.paths() == ["/x", "/x"]


def test_the_wait_that_a_server_asks_for_is_kept_and_too_long_a_one_is_not_waited_for(site: Site) -> None:
    site.answers["/soon"] = [Told(429, headers={"Retry-After": "1"}), page()]
    site.answers["/later"] = [Told(429, headers={"Retry-After": "3600"}), page()]
    soon, later = read(site.url("/soon"), site.url("/later"))
    times = [asked.at for asked in site.asked if asked.path == "/soon"]
    assert isinstance(soon, Capture)
    assert times[1] - times[0] >= 1
    assert isinstance(later, Skip)
    assert "429" in later.detail
    assert site.paths() == ["/soon", "/soon", "/later"]


def test_a_server_that_stays_broken_is_given_up(site: Site) -> None:
    site.answers["/x"] = Told(500)
    assert "500" in skip(site.url("/x")).detail
    assert len(site.paths()) == QUICK.tries


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True
    handler.connection.close()


def test_a_connection_that_breaks_is_made_again(site: Site) -> None:
    site.answers["/x"] = [hang_up, page()]
    (found,) = read(site.url("/x"))
    assert isinstance(found, Capture)


def cut_short(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"<html><p>half a page")
    hang_up(handler)


def test_half_a_page_is_no_page(site: Site) -> None:
    site.answers["/x"] = cut_short
    assert skip(site.url("/x")).code == "unreachable"
    assert len(site.paths()) == QUICK.tries


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>more and more</p>" * 1000)


def dripping(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"x")
        time.sleep(0.05)


def dripping_head(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.wfile.write(b"X-More: and more\r\n")
        time.sleep(0.05)


def test_an_endless_body_and_a_bomb_are_cut_off(site: Site) -> None:
    site.answers["/x"] = endless
    bomb = Told(200, gzip.compress(bytes(50_000_000)), {"Content-Type": "text/html", "Content-Encoding": "gzip"})
    site.answers["/bomb"] = bomb
    assert skip(site.url("/x"), max_bytes=200_000).code == "too_large"
    assert skip(site.url("/bomb"), max_bytes=200_000).code == "too_large"


@pytest.mark.parametrize("way", [dripping, dripping_head])
def test_a_dripping_answer_ends_when_it_is_due_and_is_not_asked_for_again(site: Site, way: object) -> None:
    site.answers["/x"] = way  # type: ignore[assignment]
    assert skip(site.url("/x"), whole=1.0).code == "timed_out"
    assert len(site.paths()) <= 1  # none, where a busy machine was too slow for robots.txt already


def test_a_silent_server_is_not_waited_for(site: Site) -> None:
    end = threading.Event()

    def silent(handler: BaseHTTPRequestHandler) -> None:
        end.wait(100)

    site.answers["/x"] = silent
    assert skip(site.url("/x"), step=0.5, tries=2, whole=50.0).code == "timed_out"
    assert len(site.paths()) <= 2
    end.set()


def test_redirects_are_followed_so_far_and_never_in_a_circle(site: Site) -> None:
    site.answers |= {"/1": to("/2"), "/2": to("/1"), "/self": to("/self")}
    site.answers |= {f"/n{n}": to(f"/n{n + 1}") for n in range(20)}
    assert skip(site.url("/1")).code == "redirect_loop"
    assert skip(site.url("/self")).code == "redirect_loop"
    assert skip(site.url("/n0")).code == "too_many_redirects"
    assert site.paths().count("/n8") == 1
    assert "/n9" not in site.paths()


@pytest.mark.parametrize(
    "address",
    [
        "http://",
        "http://[::1",
        "http://user:word@127.0.0.1/",
        "http://a b/",
        f"http://{'a' * 70}.example/",
        "http://x:99999/",
    ],
)
def test_what_is_no_address_is_named(address: str) -> None:
    assert skip(address).code in ("bad_address", "unknown_host")


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)"])
def test_redirects_lead_to_web_addresses_only(site: Site, place: str) -> None:
    site.answers["/x"] = to(place)
    assert skip(site.url("/x")).code == "bad_address"


# --- addresses that only we can reach ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("::ffff:8.8.8.8", True), ("64:ff9b::808:808", True),
        ("127.0.0.1", False), ("127.8.9.10", False), ("0.0.0.0", False), ("10.1.2.3", False), ("172.16.0.1", False),
        ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("224.0.0.1", False), ("240.0.0.1", False),
        ("255.255.255.255", False), ("192.0.2.1", False), ("::1", False), ("::", False), ("fe80::1", False),
        ("fc00::1", False), ("ff02::1", False), ("::ffff:127.0.0.1", False), ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False), ("64:ff9b::a9fe:a9fe", False), ("2002:7f00:1::", False), ("2002:a00:1::", False),
        ("fe80::1%eth0", False), ("2001:db8::1", False),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) == public


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]"])
def test_this_machine_is_not_asked_however_it_is_spelt(site: Site, host: str) -> None:
    port = site.base.rpartition(":")[2]
    assert skip(f"http://{host}:{port}/", private=()).code == "private_address"
    assert site.asked == []


def test_a_redirect_to_a_private_address_is_not_followed(site: Site) -> None:
    with served() as inner:
        inner.answers["/secret"] = page()
        site.answers["/x"] = to(inner.url("/secret").replace("127.0.0.1", "localhost"))
        site.answers["/y"] = to(inner.url("/secret").replace("127.0.0.1", "127.0.0.2"))
        assert skip(site.url("/y")).code == "private_address"
        assert inner.asked == []
        (found,) = read(site.url("/x"))
        assert isinstance(found, Capture)


class Resolver:
    """Answers each question with the next of its answers; the last one stays."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.questions: list[str] = []

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.questions.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def test_a_name_that_changes_its_address_is_dialled_where_it_was_checked(site: Site) -> None:
    site.answers["/x"] = page()
    address = site.url("/x").replace("127.0.0.1", "news.example")
    resolver = Resolver(["127.0.0.1"], ["127.0.0.1"], ["127.0.0.2"])
    with Web(config(), resolver=resolver) as web:
        assert web.fetch(address).body == page().body
    assert resolver.questions == ["news.example"] * 2  # one for robots.txt, one for the page
    assert site.asked[-1].headers["Host"].startswith("news.example:")


def test_a_name_that_turns_to_a_private_address_later_is_refused_then(site: Site) -> None:
    site.answers["/x"] = [hang_up, page()]
    address = site.url("/x").replace("127.0.0.1", "news.example")
    resolver = Resolver(["127.0.0.1"], ["127.0.0.1"], ["127.0.0.2", "10.0.0.1"])
    with Web(config(), resolver=resolver) as web, pytest.raises(FetchError) as refused:
        web.fetch(address)
    assert refused.value.code == "private_address"


def test_of_several_addresses_the_allowed_ones_are_tried_in_turn(site: Site) -> None:
    site.answers["/x"] = page()
    port = int(site.base.rpartition(":")[2])
    address = f"http://news.example:{port}/x"
    two = config(private=("127.0.0.1/32", "127.0.0.3/32"))
    with Web(two, resolver=Resolver(["10.0.0.1", "127.0.0.3", "127.0.0.1"])) as web:
        assert web.fetch(address).body == page().body


# --- manners -------------------------------------------------------------------------------------------------------------


def test_robots_txt_is_heeded_and_asked_for_once(site: Site) -> None:
    site.answers["/robots.txt"] = Told(200, b"User-agent: *\nDisallow: /private\nAllow: /private/press\n")
    site.answers |= {"/private/a": page(), "/private/press": page(), "/open": page()}
    found = read(*(site.url(path) for path in ("/private/a", "/private/press", "/open")))
    assert [item.code if isinstance(item, Skip) else "page" for item in found] == ["robots", "page", "page"]
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/private/press", "/open"]


def test_robots_txt_holds_after_redirects_too(site: Site) -> None:
    site.answers["/robots.txt"] = Told(200, b"User-agent: communique\nDisallow: /b\n")
    site.answers |= {"/a": to("/b"), "/b": page()}
    assert skip(site.url("/a")).code == "robots"
    assert site.paths() == ["/a"]


def test_a_site_whose_robots_txt_cannot_be_had_is_left_alone(site: Site) -> None:
    site.answers |= {"/robots.txt": Told(503), "/a": page(), "/b": page()}
    found = read(site.url("/a"), site.url("/b"))
    assert [item.code for item in found if isinstance(item, Skip)] == ["robots", "robots"]
    assert site.paths() == []
    assert len(site.asked) == QUICK.tries


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True), ("/fish", False), ("/fish.html", False), ("/fishing/boat", False), ("/Fish", True),
        ("/a/b.pdf", False), ("/a/b.pdf?x=1", True), ("/news/x?print=1", False), ("/news/x", True),
        ("/caf%C3%A9", False), ("/café", False), ("/both", True), ("/%61dmin", False), ("/q*", True), ("/zab", False),
    ],
)  # fmt: skip
def test_robots_rules(path: str, allowed: bool) -> None:
    text = """
User-agent: other
Disallow: /
User-agent: *
User-agent: Communique/2.0   # both
Disallow: /fish
Disallow: /*.pdf$
Disallow: /*?print=
Disallow: /café
Disallow: /both
Allow: /both
Disallow: /admin
Disallow: /z*b$
Disallow:
Crawl-delay: 2.5
"""
    robots = robots_of(text, "communique")
    assert robots.allows(path) == allowed
    assert robots.delay == 2.5


def test_robots_patterns_take_no_time_however_they_are_made() -> None:
    robots = robots_of("User-agent: *\nDisallow: /" + "*a" * 2000 + "$", "communique")
    assert robots.allows("/" + "a" * 1999 + "b")


def test_one_host_is_not_asked_faster_than_agreed(site: Site) -> None:
    site.answers["/robots.txt"] = Told(200, b"User-agent: *\nCrawl-delay: 0.3\n")
    site.answers |= {"/a": page(), "/b": page(), "/c": page()}
    begun = time.monotonic()
    read(*(site.url(path) for path in ("/a", "/b", "/c")), pause=0.1)
    assert time.monotonic() - begun >= 0.1 + 2 * 0.3
    turns, begun = Turns(), time.monotonic()
    for host in ("a.example", "b.example", "a.example"):
        turns.wait(host, 0.2)
    assert time.monotonic() - begun >= 0.2


def both_asked(told: Told, both: Barrier) -> Answering:
    """An answer that is sent once two were asked for at the same time."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        both.wait(60)
        handler.send_response(told.status)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(told.body)))
        handler.end_headers()
        handler.wfile.write(told.body)

    return answer


def test_hosts_are_asked_side_by_side_and_what_they_answer_keeps_its_order(site: Site) -> None:
    both = Barrier(2)
    with served(host="127.0.0.2") as other:
        one = {f"/{n}": both_asked(page(f"One {n}"), both) for n in range(3)}
        two = {f"/{n}": both_asked(page(f"Two {n}"), both) for n in range(3)}
        site.answers |= one
        other.answers |= two
        asked = [*map(site.url, one), *map(other.url, two)]
        found = read(*asked, private=("127.0.0.0/8",))
        assert [(item.document, type(item)) for item in found] == [(address, Capture) for address in asked]
        assert (site.paths(), other.paths()) == ([*one], [*two])


def test_one_host_is_asked_for_one_address_at_a_time(site: Site) -> None:
    asked: list[str] = []
    most: list[int] = []

    def slowly(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        time.sleep(0.05)
        most.append(len(asked) - len(most))
        handler.send_error(404)

    paths = [f"/{n}" for n in range(4)]
    site.answers |= dict.fromkeys(paths, slowly)
    found = read(*map(site.url, paths))
    assert [item.document for item in found] == [*map(site.url, paths)]
    assert (asked, most) == (paths, [1] * len(paths))


def test_who_takes_no_more_ends_what_is_fetched_ahead(site: Site) -> None:
    paths = [f"/{n}" for n in range(200)]
    site.answers |= dict.fromkeys(paths, page())
    memory = Memory()
    found = captures([*map(site.url, paths)], config(), options=CaptureOptions(memory=memory))
    assert isinstance(next(found), Capture)
    found.close()  # type: ignore[attr-defined]
    until = time.monotonic() + 60
    while any("_walk" in thread.name for thread in threading.enumerate()):
        assert time.monotonic() < until
        time.sleep(0.01)
    assert len(site.paths()) < len(paths)
    assert memory.noted == {}


def test_a_page_in_the_feeds_of_two_hosts_is_read_twice_and_stands_in_order(site: Site) -> None:
    def feed(place: str) -> Told:
        return xml(f"<rss version='2.0'><channel><title>f</title><item><link>{place}</link></item></channel></rss>")

    site.answers |= {"/feed": feed(site.url("/p")), "/p": page()}
    with served(host="127.0.0.2") as other:
        other.answers["/feed"] = feed(site.url("/p"))
        memory = Memory()
        found = read(site.url("/feed"), other.url("/feed"), private=("127.0.0.0/8",), memory=memory)
        assert [item.document for item in found] == [site.url("/p")] * 2
        assert {site.url("/p"), site.url("/feed"), other.url("/feed")} <= memory.noted.keys()


def test_retry_after_may_be_a_time() -> None:
    import httpx

    assert retry_after(httpx.Headers({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}), 5) == 0
    assert retry_after(httpx.Headers({"Retry-After": "soon"}), 5) == 5
    assert retry_after(httpx.Headers(), 5) == 5


def test_what_is_unchanged_is_not_sent_again(site: Site) -> None:
    site.answers["/x"] = page(ETag='"one"', Last_Modified="Tue, 01 Jul 2025 08:00:00 GMT")
    first = Memory()
    assert isinstance(read(site.url("/x"), memory=first)[0], Capture)
    site.answers["/x"] = Told(304)
    (again,) = read(site.url("/x"), memory=Memory(first.noted.get))
    assert isinstance(again, Skip)
    assert again.code == "not_modified"
    asked = site.asked[-1].headers
    assert asked["If-None-Match"] == '"one"'
    assert asked["If-Modified-Since"] == "Tue, 01 Jul 2025 08:00:00 GMT"


# --- connections ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for news.example, and the same with its key."""
    key, alone, both = (tmp_path / name for name in ("key.pem", "alone.pem", "both.pem"))
    made = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=news.example"
    more = ["-addext", "subjectAltName=DNS:news.example", "-keyout", str(key), "-out", str(alone)]
    subprocess.run([*made.split(), *more], check=True, capture_output=True)
    both.write_bytes(key.read_bytes() + alone.read_bytes())
    return alone, both


def test_a_certificate_that_nobody_signed_is_not_trusted(certificate: tuple[Path, Path]) -> None:
    with served(certificate[1]) as secured:
        secured.answers["/x"] = page()
        found = skip(secured.url("/x"))
    assert found.code == "tls"
    assert "self-signed" in found.detail or "self signed" in found.detail
    assert secured.asked == []


def test_a_trusted_certificate_holds_for_its_name_only(certificate: tuple[Path, Path]) -> None:
    alone, both = certificate
    with served(both) as secured, Web(config(authority=alone), resolver=Resolver(["127.0.0.1"])) as web:
        secured.answers["/x"] = page()
        assert web.fetch(secured.url("/x").replace("127.0.0.1", "news.example")).body == page().body
        with pytest.raises(FetchError) as refused:
            web.fetch(secured.url("/x").replace("127.0.0.1", "other.example"))
    assert refused.value.code == "tls"


def test_a_server_that_speaks_no_tls_is_named(site: Site) -> None:
    assert skip(site.url("/x").replace("http:", "https:")).code == "tls"


def test_nobody_listens_and_nobody_is_there(site: Site) -> None:
    with served() as gone:
        address = gone.url("/x")
    assert skip(address).code == "unreachable"
    assert skip("http://nobody.invalid/x").code == "unknown_host"


def test_a_dead_site_is_left_alone_for_a_while() -> None:
    with served() as gone:
        address = gone.url("/x").replace("127.0.0.1", "news.example")
    resolver = Resolver(["127.0.0.1"])
    with Web(config(), resolver=resolver) as web:
        for _ in range(5):
            with pytest.raises(FetchError) as refused:
                web.fetch(address)
            assert refused.value.code == "unreachable"
    assert len(resolver.questions) == QUICK.tries
