"""What stands at an address: a page, or the pages that a feed or a sitemap lists."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import count

import msgspec

from communique.config import Config
from communique.ingest.answer import Answer, answer_captures
from communique.ingest.feed import Entry, Feed, entry_capture, feed_of, feed_refusal
from communique.ingest.packed import TooLargeError
from communique.ingest.parts import Source, guarded
from communique.ingest.sitemap import Place, is_sitemap, plain_map, sitemap_of
from communique.ingest.web.client import Web
from communique.ingest.web.faults import FetchError
from communique.ingest.web.memory import Memory
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


def address_captures(address: str, web: Web, config: Config, memory: Memory | None = None) -> Found:
    """The captures of a page, a feed or a sitemap at an address; what cannot be had gives a Skip with its reason.

    A page's document id is its address as given, its locator the address after redirects. What the memory (the
    web's, where none is given) holds and has not changed is passed over.
    """
    return _Walk(web, config, memory or web.memory).address(address)


def listed_captures(payload: bytes, locator: str, web: Web, config: Config) -> Found:
    """The captures of the pages that a sitemap, kept as a file, lists."""
    walk = _Walk(web, config, web.memory)
    yield from walk.sitemap(payload, depth=0)
    yield from walk.end(locator)


class _Walk:
    """One way through a feed or a tree of sitemaps: no address twice, and not too many."""

    def __init__(self, web: Web, config: Config, memory: Memory) -> None:
        self._web, self._config, self._memory = web, config, memory
        self._passed: set[str] = set()
        self._left = config.manners.listed
        self._cut = False
        self._missed = 0
        """Pages that another time may be there: as long as there are some, a list is not settled."""

    def address(self, address: str) -> Found:
        """What stands at the address that was given."""
        self._passed.add(address)
        answer = self._had(address)
        if isinstance(answer, Skip):
            yield answer
            return
        refused = feed_refusal(answer.body)
        if refused and not (refused[0] == "entities" and _is_html(answer.body)):
            yield _skip(address, refused[0], f"{address} {refused[1]}")
            return
        yield from guarded(Source(address, address, b""), self._opened(address, answer))
        yield from self.end(address)
        if self._settled():
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
            if self._memory.recall(name) is None:
                yield entry_capture(Source(name, address, b""), entry, feed)
                self._memory.note(name, Seen(mark=entry.mark))

    def end(self, locator: str) -> Found:
        """What to say at the end of a list that was too long."""
        if self._cut or self._left < 0:
            most = f"{self._config.manners.listed:,}"
            yield _skip(locator, "too_many", f"{locator} lists over {most} new addresses; no more than these were read")

    def sitemap(self, payload: bytes, depth: int) -> Found:
        """The pages of a map and of the maps that it lists."""
        found = sitemap_of(payload)
        for place in found.pages:
            yield from self._page(place.url, place)
        for place in found.maps:
            yield from self._further(place, depth + 1)
        self._cut = self._cut or found.more

    def _further(self, place: Place, depth: int) -> Found:
        """The pages of a map that a map lists, where that is new or changed."""
        if place.url in self._passed or (place.mark and self._is_seen(place)) or not self._counted(place.url):
            return
        if depth >= self._config.manners.depth:
            yield _skip(place.url, "too_deep", f"{place.url}: sitemaps of sitemaps are read {depth} deep only")
            return
        answer = self._had(place.url)
        if isinstance(answer, Skip):
            yield answer
            return
        if not is_sitemap(answer.body):
            yield _skip(place.url, "no_sitemap", f"{place.url} is listed as a sitemap and is none")
            return
        yield from self.sitemap(answer.body, depth)
        if self._settled():
            self._note(answer, place.url, place.mark)

    def _page(self, address: str, listed: Entry | Place) -> Found:
        """A page that is listed, where it is new or changed."""
        if address in self._passed or self._is_seen(listed) or not self._counted(address):
            return
        missed = self._missed
        answer = self._had(address)
        if isinstance(answer, Skip):
            yield answer
            if self._missed == missed:
                seen = self._memory.recall(address) or Seen()
                self._memory.note(address, msgspec.structs.replace(seen, mark=listed.mark or None))
            return
        for found in answer_captures(address, str(answer.url), answer, self._config):
            yield _with_listing(found, listed) if isinstance(found, Capture) else found
        self._note(answer, address, listed.mark)

    def _is_seen(self, listed: Entry | Place) -> bool:
        """Whether the list says of a page what it said when the page was read; where it says nothing, it was read."""
        seen = self._memory.recall(listed.url or "")
        return seen is not None and seen.mark == (listed.mark or None)

    def _settled(self) -> bool:
        """Whether everything that was listed was had, so that the list need not be asked for until it changes."""
        return not self._missed and not self._cut and self._left >= 0

    def _counted(self, address: str) -> bool:
        """Whether one more address may be asked for."""
        self._passed.add(address)
        self._left -= 1
        return self._left >= 0

    def _had(self, address: str) -> Answer | Skip:
        """What stands at an address, unpacked; or why it cannot be had, counted where another time it may."""
        try:
            answer = self._web.fetch(address, self._memory)
            return answer._replace(body=plain_map(answer.body, self._config.max_bytes))
        except FetchError as fault:
            self._missed += fault.passing
            return _skip(address, fault.code, fault.detail)
        except (OSError, EOFError, zlib.error, TooLargeError) as fault:
            return _skip(address, "damaged", f"{address} cannot be unpacked ({fault})")

    def _note(self, answer: Answer, address: str, mark: str) -> None:
        """Remember the server's marks by the address that gave them, and the list's mark by the one that it names."""
        headers = answer.headers
        server = Seen(etag=headers.get("etag"), modified=headers.get("last-modified"))
        if answer.url and answer.url != address:
            self._memory.note(answer.url, server)
            server = Seen()
        self._memory.note(address, msgspec.structs.replace(server, mark=mark or None))


def _with_listing(capture: Capture, listed: Entry | Place) -> Capture:
    known = capture.metadata
    told = msgspec.structs.replace(known, title=known.title or listed.title or None, listed=listed.published)
    return msgspec.structs.replace(capture, metadata=told)


def _is_html(body: bytes) -> bool:
    return b"<!doctype html" in body[:1000].lower()


def _skip(address: str, code: str, detail: str) -> Skip:
    return Skip(stage="ingest", code=code, detail=detail, document=address, locator=address)
