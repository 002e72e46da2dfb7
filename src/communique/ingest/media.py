"""Which reader opens which kind of source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.config import Config
from communique.ingest.docx import docx_captures
from communique.ingest.feed import feed_captures
from communique.ingest.mail import mail_captures, mbox_captures
from communique.ingest.parts import Source, guarded, skip_of
from communique.ingest.pdf import pdf_captures
from communique.types import Capture, Skip

MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".txt": "text/plain",
    ".md": "text/plain",
    ".jsonl": "application/jsonl",
    ".jsonl.gz": "application/jsonl",
    ".warc": "application/warc",
    ".warc.gz": "application/warc",
    ".pdf": "application/pdf",
    ".docx": "application/docx",
    ".eml": "message/rfc822",
    ".mbox": "application/mbox",
    ".rss": "application/feed",
    ".atom": "application/feed",
    ".xml": "application/feed",
    ".json": "application/json",
    ".urls": "text/uri-list",
}
"""By the ending of a file's name; a long ending goes before the short one inside it."""
SERVED_AS = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "text/markdown": "text/plain",
    "application/pdf": "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "application/docx",
    "message/rfc822": "message/rfc822",
}
"""By what a web server calls it: the kinds that hold one document."""
NAMED_ONLY = frozenset({"application/json", "text/uri-list"})
"""Kinds that a folder may hold for other ends: read where they are named, not where a folder is."""
KNOWN_BESIDE = "docs.jsonl"
"""A file of this name in a folder describes the folder's pages; it is no source itself."""
ENDINGS = ", ".join(sorted(MEDIA_TYPES))


def media_type_of(name: str) -> str | None:
    """The kind of source that a file's name tells by its ending; None where it is not read."""
    lower = name.lower()
    return next((kind for ending, kind in reversed(MEDIA_TYPES.items()) if lower.endswith(ending)), None)


def is_read_in_folders(name: str) -> bool:
    """Whether a file is read where its folder is, by its name."""
    return media_type_of(name) not in (None, *NAMED_ONLY) and name != KNOWN_BESIDE


def opened(source: Source, media_type: str, config: Config) -> Iterator[Capture | Skip]:
    """The captures of a source that is held in memory whole."""
    return guarded(source, _opened(source, media_type, config))


def _opened(source: Source, media_type: str, config: Config) -> Iterable[Capture | Skip]:
    match media_type:
        case "application/pdf":
            return pdf_captures(source, config.max_seconds)
        case "application/docx":
            return docx_captures(source)
        case "message/rfc822":
            return mail_captures(source)
        case "application/mbox":
            return mbox_captures(source)
        case "application/feed":
            return feed_captures(source)
        case "text/uri-list":
            return iter(
                (skip_of(source, "no_list", f"{source.locator} holds other than one web address in each line"),)
            )
    return (page_of(source, media_type),)


def page_of(source: Source, media_type: str) -> Capture:
    """A page or text as it stands."""
    return Capture(document=source.document, locator=source.locator, media_type=media_type, payload=source.payload)
