"""Feeds (RSS, Atom) kept as files: one capture an entry."""

from __future__ import annotations

import email.utils
from collections.abc import Iterator
from typing import Any

import feedparser

from communique.ingest.parts import Source, capture_of, headed, skip_of, text_of
from communique.types import Capture, Skip, SourceMetadata


def feed_captures(source: Source) -> Iterator[Capture | Skip]:
    """The captures of a feed's entries, ids `STEM#1`, `STEM#2` ... in the feed's order."""
    feed = feedparser.parse(source.payload)
    if not feed.version or not feed.entries:
        yield skip_of(source, "no_feed", f"{source.document}: this XML is no RSS or Atom feed with entries")
        return
    for number, entry in enumerate(feed.entries, 1):
        yield _entry(source.part(number), entry, feed.feed)


def _entry(source: Source, entry: Any, feed: Any) -> Capture | Skip:
    contents = [part.get("value", "") for part in entry.get("content", [])] or [entry.get("summary", "")]
    title = text_of(entry.get("title", ""))
    body = text_of(max(contents, key=len))
    if not body and not title:
        return skip_of(source, "no_text", f"{source.document}: the entry has neither a title nor a text")
    known = SourceMetadata(
        url=entry.get("link"), title=title or None, publisher=feed.get("title"), published=_published(entry)
    )
    return capture_of(source, headed(title, body), known)


def _published(entry: Any) -> str | None:
    written = str(entry.get("published") or entry.get("created") or "")
    try:
        return email.utils.parsedate_to_datetime(written).isoformat()
    except ValueError:
        return written or None
