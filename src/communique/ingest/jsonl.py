"""JSON Lines: one document a line; and JSON documents."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from communique.ingest.feed import feed_captures, feed_of
from communique.ingest.mapping import Fields, fields_for
from communique.ingest.parts import Source, iso_time, skip_of
from communique.types import Capture, Skip, SourceMetadata

PIECE = 1 << 16


def jsonl_captures(file: BinaryIO, path: Path, limit: int, names: Fields | None) -> Iterator[Capture | Skip]:
    """The captures of a file, packed or not; see `line_captures`."""
    with cast("BinaryIO", gzip.open(file, "rb")) if path.suffix == ".gz" else nullcontext(file) as lines:
        yield from line_captures(lines, str(path), limit, names)


def line_captures(lines: BinaryIO, locator: str, limit: int, names: Fields | None) -> Iterator[Capture | Skip]:
    """A capture for each line; `names` tells how the fields are named, None: as in the dumps that are known.

    A bad line, and one over `limit` bytes, gives a Skip naming it; so does the place from which on a packed file is
    damaged.
    """
    number = 0
    try:
        for number, line in enumerate(iter(lambda: lines.readline(limit + 1), b""), 1):
            if len(line) > limit and not line.endswith(b"\n"):
                _pass_line(lines)
                yield _skip(f"{locator}:{number}", "too_large", f"line {number} has over {limit:,} bytes")
            elif line.strip():
                yield _capture(line, number, locator, names)
    except (OSError, EOFError, zlib.error) as fault:
        detail = f"{locator} is damaged from line {number + 1} on ({fault}); the lines before it are kept"
        yield _skip(f"{locator}:{number + 1}", "damaged", detail)


def json_captures(source: Source, names: Fields | None) -> Iterator[Capture | Skip]:
    """The captures of a JSON document: a JSON Feed, a list of documents, or one of them."""
    if feed_of(source.payload):
        yield from feed_captures(source)
        return
    try:
        held = msgspec.json.decode(source.payload)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield skip_of(source, "not_json", f"{source.document} is not JSON ({error})")
        return
    for number, row in enumerate(held if isinstance(held, list) else [held], 1):
        yield _row_capture(row, number, source.locator, names)


def _pass_line(lines: BinaryIO) -> None:
    while (piece := lines.readline(PIECE)) and not piece.endswith(b"\n"):
        pass


def _capture(line: bytes, number: int, locator: str, names: Fields | None) -> Capture | Skip:
    where = f"{locator}:{number}"
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return _skip(where, "not_json", f"line {number} is not JSON ({error})")
    return _row_capture(row, number, locator, names)


def _row_capture(row: object, number: int, locator: str, names: Fields | None) -> Capture | Skip:
    where = f"{locator}:{number}"
    if not isinstance(row, dict):
        return _skip(where, "not_json", f"number {number} is no JSON object")
    values = (names or fields_for(row)).read(row)
    body, media_type = (values["html"], "text/html") if values["html"] else (values["text"], "text/plain")
    if not isinstance(body, str) or not body.strip():
        return _skip(where, "no_text", f"number {number} has neither text nor html; name its fields with --map")
    return Capture(
        document=_word(values["id"]) or _word(values["url"]) or str(number),
        locator=where,
        media_type=media_type,
        payload=body.encode("utf-8", "surrogatepass"),
        charset="utf-8",
        captured=iso_time(_word(values["captured"])),
        metadata=SourceMetadata(
            **{name: _word(values[name]) for name in ("url", "publisher", "published", "title", "lang")}
        ),
    )


def _word(value: object) -> str | None:
    return None if value is None else str(value)


def _skip(where: str, code: str, detail: str) -> Skip:
    return Skip(stage="ingest", code=code, detail=detail, document=where, locator=where)
