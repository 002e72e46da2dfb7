"""Archives that we write ourselves, record by record, whole and broken in every way that we could think of."""

from __future__ import annotations

import gzip
import random
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.clean import clean
from communique.config import Config
from communique.ingest import captures
from communique.types import Article, Capture, Skip

HTML = "text/html; charset=utf-8"
LETTERS = "abcdefghijklmnopqrstuvwxyz "


def page(number: int) -> bytes:
    """A page with a body that packs badly, so that packed records have some length."""
    draw = random.Random(number)
    filler = "".join(draw.choices(LETTERS, k=3000))
    return f"<html><body><p>The ministers met for round {number}.</p><p>{filler}</p></body></html>".encode()


def record(
    number: int,
    body: bytes | None = None,
    *,
    kind: str = "response",
    content: str = HTML,
    status: str = "HTTP/1.1 200 OK",
    more: str = "",
    http: str = "",
) -> bytes:
    block = page(number) if body is None else body
    if kind in ("response", "revisit"):
        block = f"{status}\r\nContent-Type: {content}\r\n{http}\r\n".encode() + block
        content = "application/http; msgtype=response"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:r{number}>\r\nWARC-Date: 2024-03-01T06:00:00Z\r\n"
        f"WARC-Target-URI: https://ledger.example/{number}\r\n{more}"
        f"Content-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def read(folder: Path, *records: bytes, pack: bool, config: Config | None = None) -> list[Capture | Skip]:
    path = folder / ("crawl.warc.gz" if pack else "crawl.warc")
    path.write_bytes(b"".join(gzip.compress(one) if pack else one for one in records))
    return list(captures([str(path)], config or Config()))


def names(found: list[Capture | Skip]) -> list[str]:
    return [item.code if isinstance(item, Skip) else item.document for item in found]


@pytest.mark.parametrize("pack", [True, False])
def test_responses_are_captures_with_address_time_and_place_in_the_archive(tmp_path: Path, pack: bool) -> None:
    found = read(tmp_path, record(1), record(2), pack=pack)
    assert names(found) == ["r1", "r2"]
    first, second = found
    assert isinstance(first, Capture)
    assert (first.metadata.url, first.captured, first.charset) == (
        "https://ledger.example/1",
        "2024-03-01T06:00:00Z",
        "utf-8",
    )
    assert first.payload == page(1)
    place = int(second.locator.rpartition("@")[2])
    raw = (tmp_path / ("crawl.warc.gz" if pack else "crawl.warc")).read_bytes()[place:]
    assert (gzip.decompress(raw) if pack else raw) == record(2)


def test_the_charset_comes_from_the_answer_or_the_page(tmp_path: Path) -> None:
    text = "Der Außenminister Österreichs traf seine Kollegin in Zürich. " * 5
    body = f"<html><head><title>Treffen</title></head><body><article><p>{text}</p></article></body></html>"
    told = record(1, body.encode("latin-1"), content='text/html; charset="ISO-8859-1"')
    own = body.replace("<head>", '<head><meta charset="utf-16le">').encode("utf-8")
    cyrillic = body.replace("<head>", '<head><meta charset="cp1251">').replace(text, "Министры встретились. " * 9)
    found = read(tmp_path, told, record(2, own), record(3, cyrillic.encode("cp1251"), content="text/html"), pack=True)
    articles = [clean(item) for item in found if isinstance(item, Capture)]
    texts = [article.text for article in articles if isinstance(article, Article)]
    assert ["Außenminister" in text for text in texts] == [True, True, False]
    assert "Министры встретились" in texts[2]


def test_what_is_no_page_is_named_with_its_reason(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        record(0, b"software: test\r\n", kind="warcinfo", content="application/warc-fields"),
        record(1, b"GET / HTTP/1.1\r\n\r\n", kind="request", content="application/http; msgtype=request"),
        record(2, b"", kind="revisit"),
        record(3, b"\x89PNG", content="image/png"),
        record(4, b"gone", status="HTTP/1.1 404 Not Found"),
        record(5, b""),
        record(6, more="WARC-Truncated: length\r\n"),
        record(7, more="WARC-Segment-Number: 1\r\n"),
        record(8, b"no head at all", kind="resource", content="text/plain"),
        record(9, b"plain words of a crawl", kind="conversion", content="text/plain"),
        record(10, b"<html><p>x</p></html>", content="application/octet-stream"),
        record(11, b"x" * 9000),
        record(12).replace(b"application/http", b"text/dns"),
        pack=True,
        config=Config(max_bytes=8000),
    )
    assert names(found) == [
        "revisit", "not_a_page", "http_status", "empty", "truncated", "segmented", "r8", "r9", "r10", "too_large",
        "not_a_page",
    ]  # fmt: skip
    details = [item.detail for item in found if isinstance(item, Skip)]
    assert "image/png" in details[1]
    assert "404" in details[2]


def test_packed_and_chunked_bodies_are_unpacked_and_bombs_refused(tmp_path: Path) -> None:
    half = len(page(1)) // 2
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page(1)[:half], page(1)[half:], b""))
    found = read(
        tmp_path,
        record(1, gzip.compress(page(1)), http="Content-Encoding: gzip\r\n"),
        record(1, zlib.compress(page(1)), http="Content-Encoding: deflate\r\n"),
        record(1, chunks, http="Transfer-Encoding: chunked\r\n"),
        record(2, b"not packed", http="Content-Encoding: gzip\r\n"),
        record(3, b"not chunked", http="Transfer-Encoding: chunked\r\n"),
        record(4, gzip.compress(bytes(5_000_000)), http="Content-Encoding: gzip\r\n"),
        record(5),
        pack=True,
        config=Config(max_bytes=1_000_000),
    )
    assert names(found) == ["r1", "r1", "r1", "damaged", "damaged", "too_large", "r5"]
    assert {item.payload for item in found[:3] if isinstance(item, Capture)} == {page(1)}


def cut(one: bytes) -> bytes:
    return one[: len(one) // 2]


def spoilt(one: bytes) -> bytes:
    return one[:400] + bytes(40) + one[440:]


def head_gone(one: bytes) -> bytes:
    return one.replace(b"WARC/1.0", b"WRAC/1.0")


def longer(one: bytes) -> bytes:
    return one.replace(b"\r\nContent-Length: ", b"\r\nContent-Length: 9")


def far_longer(one: bytes) -> bytes:
    return one.replace(b"\r\nContent-Length: ", b"\r\nContent-Length: 99999999")


def shorter(one: bytes) -> bytes:
    return one.replace(b"\r\nContent-Length: 3", b"\r\nContent-Length: 2")


def no_number(one: bytes) -> bytes:
    return one.replace(b"\r\nContent-Length: ", b"\r\nContent-Length: x")


DAMAGE: list[tuple[bool, Callable[[bytes], bytes]]] = [
    *((pack, way) for pack in (True, False) for way in (head_gone, longer, far_longer, shorter, no_number, cut)),
]


@pytest.mark.parametrize(("pack", "way"), DAMAGE)
@pytest.mark.parametrize("which", [0, 1, 3])
def test_a_broken_record_is_named_once_and_the_others_are_kept(
    tmp_path: Path, pack: bool, way: Callable[[bytes], bytes], which: int
) -> None:
    records = [record(n) for n in range(4)]
    place = sum(len(gzip.compress(one) if pack else one) for one in records[:which])
    records[which] = way(records[which])
    found = read(tmp_path, *records, pack=pack)
    assert names(found) == ["broken_archive" if n == which else f"r{n}" for n in range(4)]
    fault = found[which]
    assert isinstance(fault, Skip)
    assert f"from byte {place:,} on" in fault.detail
    assert ("nothing more" in fault.detail) == (which == 3)


@pytest.mark.parametrize("way", [cut, spoilt, lambda one: b"\x00" + one[1:], lambda one: one[:-8] + bytes(8)])
@pytest.mark.parametrize("which", [0, 1, 3])
def test_a_broken_gzip_member_is_named_once_and_the_others_are_kept(
    tmp_path: Path, way: Callable[[bytes], bytes], which: int
) -> None:
    members = [gzip.compress(record(n)) for n in range(4)]
    members[which] = way(members[which])
    (tmp_path / "c.warc.gz").write_bytes(b"".join(members))
    found = list(captures([str(tmp_path / "c.warc.gz")], Config()))
    assert names(found) == ["broken_archive" if n == which else f"r{n}" for n in range(4)]


def test_two_broken_records_apart_are_two_and_together_one(tmp_path: Path) -> None:
    good = [gzip.compress(record(n)) for n in range(7)]
    for which in (1, 2, 4):
        good[which] = cut(good[which])
    (tmp_path / "c.warc.gz").write_bytes(b"".join(good))
    found = list(captures([str(tmp_path / "c.warc.gz")], Config()))
    assert names(found) == ["r0", "broken_archive", "r3", "broken_archive", "r5", "r6"]


def test_what_is_no_archive_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"words and more words\n" * 100)
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(b"words " * 1000))
    (tmp_path / "c.warc.gz").write_bytes(b"")
    assert names(list(captures([str(tmp_path)], Config()))) == ["broken_archive", "broken_archive"]


def test_stray_bytes_anywhere_never_stop_the_reading(tmp_path: Path) -> None:
    draw = random.Random(7)
    whole = b"".join(record(n) for n in range(4))
    for _ in range(60):
        spoiled = bytearray(whole)
        for _ in range(5):
            spoiled[draw.randrange(len(whole))] = draw.randrange(256)
        (tmp_path / "s.warc").write_bytes(spoiled)
        for item in captures([str(tmp_path / "s.warc")], Config()):
            assert isinstance(item, Skip) or item.payload


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "long.warc.gz"
    member = gzip.compress(record(1, b"<html>" + b"w " * 200_000 + b"</html>"))

    def peak(times: int) -> int:
        path.write_bytes(member * times)
        tracemalloc.start()
        assert sum(1 for _ in captures([str(path)], Config())) == times
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    assert peak(200) < 1.5 * peak(20)
