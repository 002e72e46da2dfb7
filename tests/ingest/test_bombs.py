"""Sources that are small and unpack to more than anybody can hold: each is refused by name, none is held whole."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from communique.config import Config
from communique.ingest import captures
from communique.ingest.packed import DamagedBodyError, TooLargeError, unpacked
from communique.types import Capture, Skip

LIMIT = 1_000_000
WORDS = b"The ministers met at the pier. " * 9000
RAW = zlib.compressobj(wbits=-zlib.MAX_WBITS)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("", WORDS),
        ("gzip", gzip.compress(WORDS)),
        ("deflate", zlib.compress(WORDS)),
        ("deflate", RAW.compress(WORDS) + RAW.flush()),
        ("br", brotli.compress(WORDS)),
        ("gzip, BR", brotli.compress(gzip.compress(WORDS))),
        ("identity", WORDS),
    ],
    ids=["plain", "gzip", "zlib", "raw", "br", "both", "identity"],
)
def test_a_body_comes_out_as_it_was_before_it_was_packed(encoding: str, body: bytes) -> None:
    halves = (body[: len(body) // 2], body[len(body) // 2 :])
    assert unpacked(halves, encoding, LIMIT) == WORDS


@pytest.mark.parametrize(
    ("encoding", "body"), [("gzip", WORDS), ("br", WORDS), ("zstd", WORDS)], ids=["gzip", "br", "zstd"]
)
def test_what_cannot_be_unpacked_says_so(encoding: str, body: bytes) -> None:
    with pytest.raises(DamagedBodyError):
        unpacked((body,), encoding, LIMIT)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "gzip, gzip", "br, gzip"])
def test_a_bomb_is_cut_off_at_the_limit_and_never_held(encoding: str) -> None:
    ways: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": lambda body: brotli.compress(body, quality=1),
    }
    body = bytes(60_000_000)
    for way in encoding.split(", "):
        body = ways[way](body)
    tracemalloc.start()
    with pytest.raises(TooLargeError):
        unpacked((body,), encoding, LIMIT)
    assert tracemalloc.get_traced_memory()[1] < 5 * LIMIT
    tracemalloc.stop()


def test_a_bomb_in_an_archive_is_named_and_the_next_page_is_read(tmp_path: Path) -> None:
    page = b"<html><body><p>The ministers met at the pier.</p></body></html>"
    archive = tmp_path / "crawl.warc"
    archive.write_bytes(_record(brotli.compress(bytes(90_000_000), quality=1), "br") + _record(page, "identity"))
    refused, read = captures([str(archive)], Config())
    assert isinstance(refused, Skip)
    assert refused.code == "too_large"
    assert isinstance(read, Capture)
    assert read.payload == page


def _record(body: bytes, encoding: str) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: %s\r\n\r\n" % encoding.encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{encoding}>\r\nWARC-Date: 2025-07-02T00:00:00Z\r\n"
        f"WARC-Target-URI: https://a.example/{encoding}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def only_skip(path: Path, config: Config | None = None) -> Skip:
    (found,) = captures([str(path)], config or Config())
    assert isinstance(found, Skip), found
    return found


SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DEFINED = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("doctype", "body", "code"),
    [
        ("", "<w:p><w:r><w:t>met</w:t></w:r></w:p>" * 500_000, "too_large"),
        (f'<!DOCTYPE w [<!ENTITY a0 "ha">{DEFINED}]>', "<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", "damaged"),
        ("", "<w:p>" * 50_000 + "</w:p>" * 50_000, "damaged"),
    ],
    ids=["long", "entities", "nested"],
)
def test_a_word_file_that_unpacks_without_end_is_refused(tmp_path: Path, doctype: str, body: str, code: str) -> None:
    kinds = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    document = f'{doctype}<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", document)
        packed.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{kinds}/relationships"><Relationship Id="r1" Type="{office}" Target="word/document.xml"/></Relationships>',
        )
        packed.writestr("[Content_Types].xml", f'<Types xmlns="{kinds}/content-types"></Types>')
    path = tmp_path / "bomb.docx"
    path.write_bytes(out.getvalue())
    assert len(out.getvalue()) < 100_000
    assert only_skip(path).code == code


def test_a_pdf_page_that_never_stops_drawing_is_left_when_its_time_is_over(tmp_path: Path) -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(width=595, height=842)
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F1 9 Tf " + b"(met) Tj 0 -9 Td " * 15_000 + b"ET")
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    fonts = DictionaryObject({NameObject("/F1"): named})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    path = tmp_path / "bomb.pdf"
    writer.write(path)
    assert path.stat().st_size < 10_000
    assert only_skip(path, Config(max_seconds=0.05)).code == "too_slow"


def test_a_mail_too_large_to_take_apart_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.eml"
    path.write_bytes(b"Subject: ships\r\n\r\n" + b"met " * 8_000_001)
    assert only_skip(path).code == "too_large"
