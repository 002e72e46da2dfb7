"""Pages of all kinds, written for this test, and the articles that they must become."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from communique.clean import clean, split
from communique.types import Article, Capture, Skip

GOLDEN = Path(__file__).parent / "golden"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((GOLDEN / "expected.toml").read_text(encoding="utf-8"))
PAGES = sorted(path.name for path in GOLDEN.iterdir() if path.suffix in (".html", ".txt"))
PLAIN_FIELDS = ("title", "dek", "byline", "section", "outlet", "lang", "modified")
MENU = (
    '<nav><a href="/">Home</a><a href="/w">World</a><a href="/s">King of Tonga visits Fiji</a></nav><header><a href="/">The Harbour Ledger</a>'
    "</header>"
)
FOOT = "<footer><p>About us</p><p>Terms of use</p><p>Queen of Bhutan receives envoy of Nepal</p></footer>"


def page_of(name: str) -> Capture:
    """The page as it arrives: put between a menu and a foot where it has no frame of its own."""
    told = EXPECTED[name]
    text = (GOLDEN / name).read_text(encoding="utf-8")
    if name.endswith(".html") and not text.startswith("<html"):
        head, body = text.split("<!-- body -->\n")
        text = f"<!doctype html><html><head>{head}</head><body>{MENU}{body}{FOOT}</body></html>"
    return Capture(
        document=name,
        locator=name,
        media_type=told.get("media_type", "text/html" if name.endswith(".html") else "text/plain"),
        payload=text.encode(told.get("charset", "utf-8")),
        captured=told.get("captured"),
    )


def kinds_of(article: Article) -> str:
    """The kinds of the blocks in order, runs counted: "title paragraph*3"."""
    runs = [(kind, len(list(run))) for kind, run in groupby(block.kind for block in article.blocks)]
    return " ".join(kind if count == 1 else f"{kind}*{count}" for kind, count in runs)


def differences(article: Article, told: dict[str, Any]) -> Iterator[tuple[str, object, object]]:
    """Field, found, told: for each field that differs from what is told of it."""
    found: dict[str, object] = {field: getattr(article, field) for field in PLAIN_FIELDS}
    found["published"] = article.published.value
    found["place"] = article.dateline.place
    found["kinds"] = kinds_of(article)
    found["dropped"] = [line.reason for line in article.dropped]
    found["signed"] = [[b.platform, b.author, b.date] for b in article.blocks if b.kind == "post"]
    for field, value in found.items():
        if field in told and value != told[field]:
            yield field, value, told[field]


def test_every_page_is_told_of() -> None:
    assert sorted(EXPECTED) == PAGES
    assert len(PAGES) >= 30


@pytest.mark.parametrize("name", PAGES)
def test_a_page_becomes_its_article(name: str) -> None:
    told = EXPECTED[name]
    parts = split(page_of(name))
    if "parts" in told:
        assert [part.document.partition("#")[2] for part in parts] == told["parts"]
        return
    [part] = parts
    found = clean(part)
    if "skip" in told:
        assert isinstance(found, Skip)
        assert found.code == told["skip"]
        return
    assert isinstance(found, Article), found
    assert list(differences(found, told)) == []
    for words in told.get("holds", []):
        assert words in found.text
    for words in ("King of Tonga", "Queen of Bhutan", *told.get("lacks", [])):
        assert words not in found.text
    assert all(found.text[b.start : b.end].strip() for b in found.blocks)
