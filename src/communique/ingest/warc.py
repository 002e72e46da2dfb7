"""Web archives (WARC): one pass, one record in memory at a time; what is broken is named and passed over."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import httpx
from fastwarc.stream_io import ChunkedReader
from fastwarc.warc import ArchiveIterator, HeaderMap, WarcRecord, WarcRecordType

from communique.config import Config
from communique.ingest.answer import Answer, answer_captures
from communique.ingest.packed import PIECE, TooLargeError, put_together, unpacked
from communique.ingest.parts import iso_time
from communique.ingest.warc_repair import end_of_record, next_record
from communique.types import Capture, Skip

SOURCES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
READ = SOURCES | WarcRecordType.revisit | WarcRecordType.continuation
"""Kinds of record that hold or stand for a document; the others tell about the crawl."""


class Stored(NamedTuple):
    """A record as it stands in the archive: the byte where it begins, its headers, its block.

    `present` bytes of its `length` are there; the block is empty where nobody needs it or it is too large.
    """

    offset: int
    kind: WarcRecordType
    headers: HeaderMap
    length: int
    present: int
    block: bytes

    @property
    def is_cut(self) -> bool:
        """Whether the archive ended before the block did."""
        return self.present < self.length


class Broken(NamedTuple):
    """A stretch of the archive, in bytes, in which no whole record stands; `end` None: nothing stands after it."""

    start: int
    end: int | None
    fault: str


class _BreakError(Exception):
    """From byte `start` on the archive cannot be followed."""

    def __init__(self, start: int, resume: int, fault: str) -> None:
        super().__init__(fault)
        self.start, self.resume, self.fault = start, resume, fault


def warc_captures(archive: BinaryIO, path: Path, config: Config) -> Iterator[Capture | Skip]:
    """The captures of an archive's responses in its order; the document id is the record's, the locator PATH@BYTE.

    Resources and conversions (plain text of a crawl) count as responses. What is no whole document (revisits,
    segments, truncated records, answers other than 200, broken stretches) gives a Skip.
    """
    for found in records(archive, config.max_bytes):
        if isinstance(found, Broken):
            yield _broken(found, path)
        else:
            yield from _captures(found, path, config)


def records(archive: BinaryIO, limit: int) -> Iterator[Stored | Broken]:
    """The records that hold or stand for documents, and the broken stretches between them.

    A block over `limit` bytes is not read. A record is only given out when it is known to be whole.
    """
    start: int | None = 0
    broken: Broken | None = None
    while start is not None:
        try:
            for stored in _followed(archive, start, limit):
                if broken:
                    yield broken._replace(end=stored.offset)
                    broken = None
                if int(stored.kind) & int(READ):
                    yield stored
            start = None
        except _BreakError as fault:
            broken = broken or Broken(fault.start, None, fault.fault)
            start = next_record(archive, fault.resume)
    if broken:
        yield broken


def _followed(archive: BinaryIO, start: int, limit: int) -> Iterator[Stored]:
    """The whole records from a byte on; raises _BreakError where the archive can be followed no further."""
    archive.seek(start)
    last: Stored | None = None
    try:
        for record in ArchiveIterator(archive, parse_http=False):
            if last:
                yield last
            last = _stored(record, limit)
            if last.is_cut:
                break
    except OSError as fault:
        end = end_of_record(archive, last.offset, last.length) if last else None
        if last and end is not None:
            yield last
            raise _BreakError(end, end, str(fault)) from fault
        begun = last.offset if last else start
        raise _BreakError(begun, begun + 1, str(fault)) from fault
    if last and last.is_cut:
        raise _BreakError(last.offset, last.offset + 1, "it ends in its midst")
    if last:
        yield last


def _stored(record: WarcRecord, limit: int) -> Stored:
    wanted = int(record.record_type) & int(READ) and record.content_length <= limit
    block = record.reader.read() if wanted else b""
    present = len(block) if wanted else record.consume()
    return Stored(record.stream_pos, record.record_type, record.headers, record.content_length, present, block)


def _captures(stored: Stored, path: Path, config: Config) -> Iterator[Capture | Skip]:
    document, locator = _document(stored, path), f"{path}@{stored.offset}"
    refused = _refused(stored, config.max_bytes)
    try:
        answer = None if refused else _answer(stored, config.max_bytes)
    except TooLargeError:
        refused = ("too_large", f"unpacks to over {config.max_bytes:,} bytes")
    except (OSError, EOFError, ValueError) as fault:
        refused = ("damaged", f"holds no whole answer of a server ({fault})")
    if refused or answer is None:
        code, why = refused or ("http_status", f"is the answer {_status(stored)}, no page")
        detail = f"{_url(stored) or document} in {path.name} {why}"
        yield Skip(stage="ingest", code=code, detail=detail, document=document, locator=locator)
        return
    yield from answer_captures(document, locator, answer, config)


def _refused(stored: Stored, limit: int) -> tuple[str, str] | None:
    """Code and words for a record that holds no whole document."""
    if stored.kind == WarcRecordType.revisit:
        return "revisit", "is a revisit: the page stands elsewhere in the crawl"
    if stored.kind == WarcRecordType.continuation or "WARC-Segment-Number" in stored.headers:
        return "segmented", "is a segment of a record: put the segments together first"
    if stored.headers.get("WARC-Truncated"):
        return "truncated", f"was cut by the crawler ({stored.headers['WARC-Truncated']})"
    if stored.length > limit:
        return "too_large", f"has {stored.length:,} bytes; the limit is {limit:,}"
    return None


def _answer(stored: Stored, limit: int) -> Answer | None:
    """The answer that a record holds; None where it is not a page's (redirects, errors)."""
    captured = iso_time(stored.headers.get("WARC-Date"))
    kind = stored.headers.get("Content-Type") or ""
    if stored.kind != WarcRecordType.response or not kind.startswith("application/http"):
        return Answer(_url(stored), captured, httpx.Headers({"content-type": kind}), stored.block)
    head = HeaderMap()
    size = head.parse(io.BytesIO(stored.block))
    if head.status_code is None:
        raise ValueError("it begins with no HTTP status")
    if head.status_code != httpx.codes.OK:
        return None
    headers = httpx.Headers(list(head.items_bytes()))
    body = stored.block[size:]
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = put_together(_pieces(ChunkedReader(io.BytesIO(body))), limit)
    return Answer(_url(stored), captured, headers, unpacked((body,), headers.get("content-encoding", ""), limit))


def _pieces(stream: ChunkedReader) -> Iterator[bytes]:
    while piece := stream.read(PIECE):
        yield piece


def _status(stored: Stored) -> str:
    return stored.block[:200].partition(b"\r\n")[0].decode("latin-1")


def _url(stored: Stored) -> str | None:
    return (stored.headers.get("WARC-Target-URI") or "").strip("<> ") or None


def _document(stored: Stored, path: Path) -> str:
    name = (stored.headers.get("WARC-Record-ID") or "").strip("<> ").removeprefix("urn:uuid:")
    return name or f"{path.name}@{stored.offset}"


def _broken(broken: Broken, path: Path) -> Skip:
    goes_on = "nothing more can be read" if broken.end is None else f"reading goes on at byte {broken.end:,}"
    detail = f"{path.name}: from byte {broken.start:,} on no whole record can be read ({broken.fault}); {goes_on}"
    place = f"@{broken.start}"
    return Skip(
        stage="ingest", code="broken_archive", detail=detail, document=path.name + place, locator=str(path) + place
    )
