"""Feeds (RSS, Atom, JSON Feed): their entries, and these as captures where a feed is kept as a file."""

from __future__ import annotations

import email.utils
import io
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin

import feedparser
import msgspec

from communique.ingest.parts import Source, capture_of, headed, skip_of, text_of
from communique.ingest.xml import head_of, is_deep
from communique.types import Capture, Skip, SourceMetadata

ROOTS = frozenset({"rss", "feed", "rdf"})
LONGEST = 5_000_000
"""Bytes: reading a feed takes time that nothing cuts off."""
JSON_FEED = "https://jsonfeed.org/version/"


class Entry(NamedTuple):
    """One entry: its address (None: it has none), title, times as written, and its own text as HTML."""

    url: str | None
    title: str
    published: str | None
    changed: str | None
    html: str = ""

    @property
    def mark(self) -> str:
        """What tells another state of the entry from this one."""
        return self.changed or self.published or self.title


class Feed(NamedTuple):
    """A feed's title and its entries in its order."""

    title: str | None
    entries: tuple[Entry, ...]


class _JsonEntry(msgspec.Struct):
    id: Any = None
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    summary: str | None = None
    date_published: str | None = None
    date_modified: str | None = None


class _JsonFeed(msgspec.Struct):
    version: str
    title: str | None = None
    items: list[_JsonEntry] = []


def feed_captures(source: Source) -> Iterator[Capture | Skip]:
    """The captures of a feed's entries, ids `STEM#1`, `STEM#2` ... in the feed's order."""
    refused = feed_refusal(source.payload)
    if refused:
        yield skip_of(source, refused[0], f"{source.document} {refused[1]}")
        return
    feed = feed_of(source.payload)
    if feed is None or not feed.entries:
        yield skip_of(source, "no_feed", f"{source.document}: this is no RSS, Atom or JSON feed with entries")
        return
    for number, entry in enumerate(feed.entries, 1):
        yield entry_capture(source.part(number), entry, feed)


def feed_refusal(payload: bytes) -> tuple[str, str] | None:
    """Code and words for a payload that is not safe to read as a feed; None for all others."""
    head = head_of(payload)
    if head.own_entities:
        return "entities", "declares entities of its own, which is not safe to read: take them out"
    if head.root in ROOTS and len(payload) > LONGEST:
        return "too_large", f"is a feed of {len(payload):,} bytes; the limit is {LONGEST:,}"
    if head.root in ROOTS and is_deep(payload):
        return "too_deep", "nests its elements too deeply for a feed"
    return None


def feed_of(payload: bytes, base: str = "") -> Feed | None:
    """The feed that a payload holds, None where it holds none; addresses are completed by `base`.

    Ask `feed_refusal` first whether the payload is safe to read.
    """
    if payload.lstrip()[:1] == b"{":
        return _json_feed(payload, base)
    if head_of(payload).root not in ROOTS:
        return None
    try:
        # A stream, as feedparser takes bytes for the name of a file where it can.
        feed = feedparser.parse(io.BytesIO(payload))
    except Exception:  # noqa: BLE001 - damaged feeds break it in many ways of its own
        return Feed(None, ())
    return Feed(feed.feed.get("title"), tuple(_entry(entry, base) for entry in feed.entries)) if feed.version else None


def entry_capture(source: Source, entry: Entry, feed: Feed) -> Capture | Skip:
    """The capture of an entry's own text."""
    title, body = text_of(entry.title), text_of(entry.html)
    if not body and not title:
        return skip_of(source, "no_text", f"{source.document}: the entry has neither a title nor a text")
    known = SourceMetadata(url=entry.url, title=title or None, publisher=feed.title, published=entry.published)
    return capture_of(source, headed(title, body), known)


def _entry(entry: Any, base: str) -> Entry:
    contents = [str(part.get("value") or "") for part in entry.get("content", [])] or [str(entry.get("summary") or "")]
    changed = entry["updated"] if "updated" in entry else None  # noqa: SIM401 - its get() falls back to another field
    return Entry(
        url=_joined(base, entry.get("link")),
        title=str(entry.get("title") or ""),
        published=_time(entry.get("published") or entry.get("created")),
        changed=_time(changed),
        html=max(contents, key=len),
    )


def _joined(base: str, link: str | None) -> str | None:
    try:
        return urljoin(base, link) if link else None
    except ValueError:
        return None


def _json_feed(payload: bytes, base: str) -> Feed | None:
    try:
        feed = msgspec.json.decode(payload, type=_JsonFeed)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    if not feed.version.startswith(JSON_FEED):
        return None
    return Feed(feed.title, tuple(_json_entry(item, base) for item in feed.items))


def _json_entry(item: _JsonEntry, base: str) -> Entry:
    url = item.url or item.external_url or (item.id if isinstance(item.id, str) and "://" in item.id else None)
    plain = item.content_text or item.summary or ""
    html = item.content_html or "".join(f"<p>{_escaped(part)}</p>" for part in plain.split("\n\n"))
    return Entry(_joined(base, url), item.title or "", item.date_published, item.date_modified, html)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _time(written: object) -> str | None:
    text = str(written or "")
    try:
        return email.utils.parsedate_to_datetime(text).isoformat()
    except ValueError:
        return text or None
