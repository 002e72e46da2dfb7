"""Where records of a web archive begin and end, for archives that are broken in between."""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO

END = b"\r\n\r\n"
GZIP = b"\x1f\x8b\x08"
GZIP_FORM = zlib.MAX_WBITS | 16
MARK = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]|WARC/\d\.\d\r?\n")
LONGEST_HEAD = 1 << 16
PIECE = 1 << 20
OVERLAP = 16
"""Bytes by which pieces overlap, so that no mark is lost between two."""


def next_record(archive: BinaryIO, start: int) -> int | None:
    """The byte at which the next record begins, at `start` or after it; None where none does."""
    place = start
    while True:
        archive.seek(place)
        piece = archive.read(PIECE)
        for mark in MARK.finditer(piece):
            if _begins_record(archive, place + mark.start()):
                return place + mark.start()
        if len(piece) < PIECE:
            return None
        place += PIECE - OVERLAP


def _begins_record(archive: BinaryIO, place: int) -> bool:
    archive.seek(place)
    head = archive.read(LONGEST_HEAD)
    try:
        head = zlib.decompressobj(GZIP_FORM).decompress(head, OVERLAP) if head.startswith(GZIP) else head
    except zlib.error:
        return False
    return head.startswith(b"WARC/")


def end_of_record(archive: BinaryIO, start: int, length: int) -> int | None:
    """The byte after the record at `start` with a block of `length` bytes; None where no record ends there."""
    archive.seek(start)
    head = archive.read(LONGEST_HEAD)
    if head.startswith(GZIP):
        return _end_of_member(archive, start, length)
    end = start + head.find(END) + len(END) + length
    archive.seek(end)
    return end + len(END) if END in head and archive.read(len(END)) == END else None


def _end_of_member(archive: BinaryIO, start: int, length: int) -> int | None:
    archive.seek(start)
    head, size, unpack = b"", 0, zlib.decompressobj(GZIP_FORM)
    while not unpack.eof:
        packed = archive.read(LONGEST_HEAD)
        if not packed:
            return None
        try:
            plain = unpack.decompress(packed)
        except zlib.error:
            return None
        head = head if END in head else head + plain
        size += len(plain)
    whole = END in head and size == head.find(END) + 2 * len(END) + length
    return archive.tell() - len(unpack.unused_data) if whole else None
