"""Files, folders and standard input as captures."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from communique.config import Config
from communique.ingest.jsonl import jsonl_captures, line_captures
from communique.ingest.mapping import Fields, load_fields
from communique.ingest.media import ENDINGS, media_type_of, opened, page_of
from communique.ingest.parts import Source
from communique.ingest.warc import warc_captures
from communique.types import Capture, Skip, SourceMetadata

KNOWN_BESIDE = "docs.jsonl"
"""A file of this name in a folder describes the folder's pages; it is no source itself."""

STREAMED = frozenset({"application/jsonl", "application/warc"})
"""Kinds that are read piece by piece, so that the limit is for a piece and not for the file."""


class CaptureOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the sources: metadata by document id, a day of publication."""

    metadata: Mapping[str, SourceMetadata] = msgspec.field(default_factory=dict)
    published: str | None = None


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
                if media_type_of(inner.name) and inner.name != KNOWN_BESIDE:
                    yield from _file(inner, config, options)
        elif path.exists():
            yield from _file(path, config, options)
        else:
            yield _skip(path, "missing", f"there is no file or folder {path}")
    except OSError as error:
        yield _skip(path, "unreadable", f"{path} cannot be opened ({error.strerror}): check its permissions")


def _file(path: Path, config: Config, options: CaptureOptions) -> Iterator[Capture | Skip]:
    media_type = media_type_of(path.name)
    if media_type is None:
        yield _skip(path, "unknown_ending", f"{path.name} has an ending that is not read; known are {ENDINGS}")
        return
    try:
        size = path.stat().st_size
        if size > config.max_bytes and media_type not in STREAMED:
            yield _skip(path, "too_large", f"{path.name} has {size:,} bytes; the limit is {config.max_bytes:,}")
            return
        if media_type == "application/jsonl":
            yield from jsonl_captures(path, config.max_bytes, _fields(config))
            return
        if media_type == "application/warc":
            yield from warc_captures(path, config)
            return
        found = opened(Source(path.stem, str(path), path.read_bytes()), media_type, config)
        yield from (_with_metadata(item, options) if isinstance(item, Capture) else item for item in found)
    except (OSError, EOFError) as error:
        yield _skip(path, "unreadable", f"{path} cannot be read ({error}): check its permissions and that it is whole")


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
        yield from line_captures(io.BytesIO(payload), "-", config.max_bytes, _fields(config))
        return
    media_type = "text/html" if head == b"<" else "text/plain"
    yield _with_metadata(page_of(Source("-", "-", payload), media_type), options)


def _fields(config: Config) -> Fields | None:
    return load_fields(config.field_map) if config.field_map else None


def _with_metadata(capture: Capture, options: CaptureOptions) -> Capture:
    known = options.metadata.get(capture.document, capture.metadata)
    if options.published:
        known = msgspec.structs.replace(known, published=options.published)
    return msgspec.structs.replace(capture, metadata=known)


def _skip(path: Path, code: str, detail: str) -> Skip:
    return Skip(stage="ingest", code=code, detail=detail, document=path.stem, locator=str(path))
