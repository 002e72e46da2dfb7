"""Files, folders and standard input as captures."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from communique.config import Config
from communique.ingest.docx import docx_captures
from communique.ingest.feed import feed_captures
from communique.ingest.jsonl import line_captures
from communique.ingest.mail import mail_captures, mbox_captures
from communique.ingest.parts import Source
from communique.ingest.pdf import pdf_captures
from communique.types import Capture, Skip, SourceMetadata

MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".txt": "text/plain",
    ".md": "text/plain",
    ".jsonl": "application/jsonl",
    ".pdf": "application/pdf",
    ".docx": "application/docx",
    ".eml": "message/rfc822",
    ".mbox": "application/mbox",
    ".rss": "application/feed",
    ".atom": "application/feed",
    ".xml": "application/feed",
}
ENDINGS = ", ".join(sorted(MEDIA_TYPES))
KNOWN_BESIDE = "docs.jsonl"
"""A file of this name in a folder describes the folder's pages; it is no source itself."""


class CaptureOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the sources: metadata by document id, a day of publication, names of JSON fields."""

    metadata: Mapping[str, SourceMetadata] = msgspec.field(default_factory=dict)
    published: str | None = None
    fields: Mapping[str, str] = msgspec.field(default_factory=dict)


def captures(
    sources: Sequence[str], config: Config, *, options: CaptureOptions | None = None
) -> Iterator[Capture | Skip]:
    """The captures of the sources, in order; files of a folder by name. A source that cannot be read gives a Skip."""
    options = options or CaptureOptions()
    for source in sources:
        if source == "-":
            yield from _standard_input(config, options)
        else:
            yield from _path(Path(source), config, options)


def _path(path: Path, config: Config, options: CaptureOptions) -> Iterator[Capture | Skip]:
    try:
        if path.is_dir():
            for inner in sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")):
                if _type_of(inner) and inner.name != KNOWN_BESIDE:
                    yield from _file(inner, config, options)
        elif path.exists():
            yield from _file(path, config, options)
        else:
            yield _skip(path, "missing", f"there is no file or folder {path}")
    except OSError as error:
        yield _skip(path, "unreadable", f"{path} cannot be opened ({error.strerror}): check its permissions")


def _file(path: Path, config: Config, options: CaptureOptions) -> Iterator[Capture | Skip]:
    media_type = _type_of(path)
    if media_type is None:
        yield _skip(path, "unknown_ending", f"{path.name} has an ending that is not read; known are {ENDINGS}")
        return
    try:
        size = path.stat().st_size
        if size > config.max_bytes and media_type != "application/jsonl":
            yield _skip(path, "too_large", f"{path.name} has {size:,} bytes; the limit is {config.max_bytes:,}")
            return
        if media_type == "application/jsonl":
            with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
                yield from line_captures(lines, str(path), options.fields)
            return
        found = _opened(Source(path.stem, str(path), path.read_bytes()), media_type, config)
        yield from (_with_metadata(item, options) if isinstance(item, Capture) else item for item in found)
    except (OSError, EOFError) as error:
        yield _skip(path, "unreadable", f"{path} cannot be read ({error}): check its permissions and that it is whole")


def _opened(source: Source, media_type: str, config: Config) -> Iterator[Capture | Skip]:
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
    return iter((_capture(source.document, source.locator, media_type, source.payload),))


def _standard_input(config: Config, options: CaptureOptions) -> Iterator[Capture | Skip]:
    payload = sys.stdin.buffer.read(config.max_bytes + 1)
    if len(payload) > config.max_bytes:
        yield Skip(
            stage="ingest",
            code="too_large",
            detail=f"standard input holds over {config.max_bytes:,} bytes",
            document="-",
        )
        return
    head = payload.lstrip()[:1]
    if head == b"{":
        yield from line_captures(iter(payload.splitlines(keepends=True)), "-", options.fields)
        return
    media_type = "text/html" if head == b"<" else "text/plain"
    yield _with_metadata(_capture("-", "-", media_type, payload), options)


def _type_of(path: Path) -> str | None:
    if path.name.endswith(".jsonl.gz"):
        return "application/jsonl"
    return MEDIA_TYPES.get(path.suffix.lower())


def _capture(document: str, locator: str, media_type: str, payload: bytes) -> Capture:
    return Capture(document=document, locator=locator, media_type=media_type, payload=payload)


def _with_metadata(capture: Capture, options: CaptureOptions) -> Capture:
    known = options.metadata.get(capture.document, capture.metadata)
    if options.published:
        known = msgspec.structs.replace(known, published=options.published)
    return msgspec.structs.replace(capture, metadata=known)


def _skip(path: Path, code: str, detail: str) -> Skip:
    return Skip(stage="ingest", code=code, detail=detail, document=path.stem, locator=str(path))
