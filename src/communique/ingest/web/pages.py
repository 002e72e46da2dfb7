"""What stands at an address: a page, or the pages that a feed or a sitemap lists."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import count

import msgspec

from communique.config import Config
from communique.ingest.answer import Answer, TooLargeError, answer_captures
from communique.ingest.feed import OWN_ENTITIES, Entry, Feed, entry_capture, feed_of
from communique.ingest.parts import Source
from communique.ingest.sitemap import Place, is_sitemap, plain_map, sitemap_of
from communique.ingest.web.client import Web
from communique.ingest.web.faults import FetchError
from communique.ingest.xml import head_of
from communique.types import Capture, Seen, Skip

Found = Iterator[Capture | Skip]


def is_address(source: str) -> bool:
    """Whether a source is a web address and no file."""
    return source.lower().startswith(("http://", "https://"))


def addresses_of(payload: bytes) -> list[str]:
    """The addresses of a text that holds one in each line and nothing else (`#` begins a remark); else none."""
    lines = [line.strip() for line in payload.decode("utf-8-sig", "replace").splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    return told if all(is_address(line) and " " not in line for line in told) else []


def address_captures(address: str, web: Web, config: Config) -> Found:
    """The captures of a page, a feed or a sitemap at an address; what cannot be had gives a Skip with its reason.

    A page's document id is its address as given, its locator the address after redirects. What the web's memory holds
    and has not changed is passed over.
    """
    return _Walk(web, config).address(address)


def listed_captures(payload: bytes, locator: str, web: Web, config: Config) -> Found:
    """The captures of the pages that a sitemap, kept as a file, lists."""
    walk = _Walk(web, config)
    yield from walk.sitemap(payload, depth=0)
    yield from walk.end(locator)


class _Walk:
    """One way through a feed or a tree of sitemaps: no address twice, and not too many."""

    def __init__(self, web: Web, config: Config) -> None:
        self._web, self._config = web, config
        self._passed: set[str] = set()
        self._left = config.manners.listed
        self._cut = False
        self._missed = 0
        """Pages that another time may be there: as long as there are some, a list is not settled."""

    def address(self, address: str) -> Found:
        """What stands at the address that was given."""
        self._passed.add(address)
        try:
            answer = self._web.fetch(address)
            body = plain_map(answer.body, self._config.max_bytes)
        except FetchError as fault:
            yield self._refused(address, fault)
            return
        except (OSError, EOFError, zlib.error, TooLargeError) as fault:
            yield _skip(address, "damaged", f"{address} cannot be unpacked ({fault})")
            return
        head = head_of(body)
        if head.own_entities and not _is_html(body):
            yield _skip(address, "entities", f"{address} {OWN_ENTITIES}")
            return
        yield from self._opened(address, answer._replace(body=body))
        yield from self.end(address)
        if not self._missed:
            self._note(answer, address, "")

    def _opened(self, address: str, answer: Answer) -> Found:
        feed = feed_of(answer.body, str(answer.url))
        if feed is not None:
            return self._feed(feed, address)
        if is_sitemap(answer.body):
            return self.sitemap(answer.body, depth=0)
        return answer_captures(address, str(answer.url), answer, self._config)

    def _feed(self, feed: Feed, address: str) -> Found:
        if not feed.entries:
            yield _skip(address, "no_feed", f"{address}: the feed has no entries")
        for number, entry in zip(count(1), feed.entries, strict=False):
            if entry.url:
                yield from self._page(entry.url, entry)
                continue
            name = f"{address}#{entry.mark or number}"
            if self._web.memory.recall(name) is None:
                yield entry_capture(Source(name, address, b""), entry, feed)
                self._web.memory.note(name, Seen(mark=entry.mark))

    def end(self, locator: str) -> Found:
        """What to say at the end of a list that was too long."""
        if self._cut or self._left < 0:
            most = f"{self._config.manners.listed:,}"
            yield _skip(locator, "too_many", f"{locator} lists over {most} addresses; no more than these were read")

    def sitemap(self, payload: bytes, depth: int) -> Found:
        """The pages of a map and of the maps that it lists."""
        found = sitemap_of(payload, self._config.manners.listed)
        for place in found.pages:
            yield from self._page(place.url, place)
        for place in found.maps:
            yield from self._further(place, depth + 1)
        self._cut = self._cut or found.more

    def _further(self, place: Place, depth: int) -> Found:
        """The pages of a map that a map lists."""
        if place.url in self._passed or not self._counted(place.url):
            return
        if depth >= self._config.manners.depth:
            yield _skip(place.url, "too_deep", f"{place.url}: sitemaps of sitemaps are read {depth} deep only")
            return
        try:
            answer = self._web.fetch(place.url)
            body = plain_map(answer.body, self._config.max_bytes)
        except FetchError as fault:
            yield self._refused(place.url, fault)
            return
        except (OSError, EOFError, zlib.error, TooLargeError) as fault:
            yield _skip(place.url, "damaged", f"{place.url} cannot be unpacked ({fault})")
            return
        if not is_sitemap(body):
            yield _skip(place.url, "no_sitemap", f"{place.url} is listed as a sitemap and is none")
            return
        yield from self.sitemap(body, depth)

    def _page(self, address: str, listed: Entry | Place) -> Found:
        """A page that is listed, where it is new or changed."""
        seen = self._web.memory.recall(address)
        if address in self._passed or (seen and listed.mark and seen.mark == listed.mark):
            return
        if not self._counted(address):
            return
        try:
            answer = self._web.fetch(address)
        except FetchError as fault:
            yield self._refused(address, fault)
            if not fault.passing:
                self._web.memory.note(address, msgspec.structs.replace(seen or Seen(), mark=listed.mark))
            return
        for found in answer_captures(address, str(answer.url), answer, self._config):
            yield _with_listing(found, listed) if isinstance(found, Capture) else found
        self._note(answer, address, listed.mark)

    def _counted(self, address: str) -> bool:
        """Whether one more address may be asked for."""
        self._passed.add(address)
        self._left -= 1
        return self._left >= 0

    def _refused(self, address: str, fault: FetchError) -> Skip:
        self._missed += fault.passing
        return _skip(address, fault.code, fault.detail)

    def _note(self, answer: Answer, address: str, mark: str) -> None:
        """Remember the server's marks by the address that gave them, and the list's mark by the one that it names."""
        headers = answer.headers
        server = Seen(etag=headers.get("etag"), modified=headers.get("last-modified"))
        if answer.url and answer.url != address:
            self._web.memory.note(answer.url, server)
            server = Seen()
        self._web.memory.note(address, msgspec.structs.replace(server, mark=mark or None))


def _with_listing(capture: Capture, listed: Entry | Place) -> Capture:
    known = capture.metadata
    told = msgspec.structs.replace(known, title=known.title or listed.title or None, listed=listed.published)
    return msgspec.structs.replace(capture, metadata=told)


def _is_html(body: bytes) -> bool:
    return b"<!doctype html" in body[:1000].lower()


def _skip(address: str, code: str, detail: str) -> Skip:
    return Skip(stage="ingest", code=code, detail=detail, document=address, locator=address)
