"""Bodies as web servers pack them, unpacked piece by piece: a bomb is cut off at the limit and never held whole."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator

import brotli

PIECE = 1 << 16
GZIP = zlib.MAX_WBITS | 16
RAW = -zlib.MAX_WBITS


class TooLargeError(Exception):
    """The body goes on beyond the limit."""


class DamagedBodyError(ValueError):
    """The body cannot be unpacked."""


def put_together(pieces: Iterable[bytes], limit: int) -> bytes:
    """A body put together; raises TooLargeError beyond `limit` bytes."""
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > limit:
            raise TooLargeError
    return bytes(body)


def unpacked(pieces: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """A body as it was before the server packed it in the ways that its `Content-Encoding` names.

    Raises TooLargeError beyond `limit` bytes, at whatever layer, and ValueError where it is damaged or packed in a way
    that is not read.
    """
    body = put_together(pieces, limit)
    for way in reversed([way.strip().lower() for way in encoding.split(",") if way.strip()]):
        if way not in UNPACKERS:
            raise DamagedBodyError(f"it is packed as {way}")
        body = put_together(UNPACKERS[way](body), limit)
    return body


def _gzip(body: bytes) -> Iterator[bytes]:
    return _inflated(body, GZIP)


def _deflate(body: bytes) -> Iterator[bytes]:
    """With the head of zlib (RFC 1950), as it should be, or without, as some servers send it."""
    is_zlib = len(body) > 1 and body[0] & 0x0F == zlib.DEFLATED and int.from_bytes(body[:2]) % 31 == 0
    return _inflated(body, zlib.MAX_WBITS if is_zlib else RAW)


def _inflated(body: bytes, window: int) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(window)
    try:
        for start in range(0, len(body), PIECE):
            packed = body[start : start + PIECE]
            while piece := unpacker.decompress(packed, PIECE):
                yield piece
                packed = unpacker.unconsumed_tail
    except zlib.error as fault:
        raise DamagedBodyError(str(fault)) from fault


def _brotli(body: bytes) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    try:
        while piece := unpacker.process(body, output_buffer_limit=PIECE):
            yield piece
            body = b""
    except brotli.error as fault:
        raise DamagedBodyError(str(fault)) from fault


def _as_it_is(body: bytes) -> Iterator[bytes]:
    yield body


UNPACKERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "identity": _as_it_is,
}
