"""Sitemaps: the addresses that a site lists, and the further sitemaps."""

from __future__ import annotations

import gzip
import io
from typing import NamedTuple

from lxml import etree

from communique.ingest.packed import put_together
from communique.ingest.xml import head_of

ROOTS = frozenset({"urlset", "sitemapindex"})
GZIP = b"\x1f\x8b\x08"
PIECE = 1 << 16
MOST = 50_000
"""Addresses in one map, by the protocol of sitemaps."""


class Place(NamedTuple):
    """An address that is listed: when it was changed last, and what a news sitemap says of it, as written."""

    url: str
    changed: str | None
    title: str | None = None
    published: str | None = None

    @property
    def mark(self) -> str:
        """What tells another state of the page from this one; "" where the map does not say."""
        return self.changed or self.published or ""


class Sitemap(NamedTuple):
    """The pages and the further maps that a map lists; `more`: it lists more than a map may."""

    pages: tuple[Place, ...]
    maps: tuple[Place, ...]
    more: bool


def is_sitemap(payload: bytes) -> bool:
    """Whether a payload is a sitemap or an index of sitemaps."""
    return head_of(payload).root in ROOTS


def plain_map(payload: bytes, limit: int) -> bytes:
    """A sitemap as it is, unpacked where it was packed.

    Raises OSError or EOFError where it is damaged, TooLargeError beyond `limit` bytes.
    """
    if not payload.startswith(GZIP):
        return payload
    with gzip.GzipFile(fileobj=io.BytesIO(payload)) as stream:
        return put_together(iter(lambda: stream.read(PIECE), b""), limit)


def sitemap_of(payload: bytes) -> Sitemap:
    """The addresses of a sitemap (so many as one may have), as far as it is sound XML. Entities are not followed."""
    pages: list[Place] = []
    maps: list[Place] = []
    places = etree.iterparse(
        io.BytesIO(payload),
        tag=("{*}url", "{*}sitemap"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
    )
    for _, element in places:
        if len(pages) + len(maps) == MOST:
            return Sitemap(tuple(pages), tuple(maps), more=True)
        place = _place(element)
        element.clear()
        if place:
            (maps if element.tag.endswith("}sitemap") or element.tag == "sitemap" else pages).append(place)
    return Sitemap(tuple(pages), tuple(maps), more=False)


def _place(element: etree._Element) -> Place | None:
    words = {
        inner.tag.rpartition("}")[2].rpartition(":")[2]: (inner.text or "").strip()
        for inner in element.iter()
        if isinstance(inner.tag, str)
    }
    url = words.get("loc")
    if not url:
        return None
    return Place(url, words.get("lastmod") or None, words.get("title") or None, words.get("publication_date") or None)
