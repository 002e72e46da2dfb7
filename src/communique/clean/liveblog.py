"""Live blogs: one capture for each post, since their posts tell of different days and different people."""

from __future__ import annotations

from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser

from communique.clean.linked import linked_items
from communique.clean.text import line_of_value
from communique.types import Capture, SourceMetadata

MARK = "liveBlogUpdate"


def posts_of(capture: Capture, html: str) -> tuple[Capture, ...]:
    """The posts of a live blog, ids `ID#1`, `ID#2` ... in the page's order; none where the page is no live blog."""
    if MARK not in html:
        return ()
    updates = [update for item in linked_items(LexborHTMLParser(html)) for update in _updates(item) if _text(update)]
    if len(updates) < 2:
        return ()
    return tuple(_post(capture, update, number) for number, update in enumerate(updates, 1))


def _updates(item: dict[str, Any]) -> list[dict[str, Any]]:
    updates = item.get(MARK)
    return [update for update in updates if isinstance(update, dict)] if isinstance(updates, list) else []


def _text(update: dict[str, Any]) -> str:
    body = update.get("articleBody")
    return body.strip() if isinstance(body, str) else ""


def _post(capture: Capture, update: dict[str, Any], number: int) -> Capture:
    headline, published = update.get("headline"), update.get("datePublished")
    known = capture.metadata
    return msgspec.structs.replace(
        capture,
        document=f"{capture.document}#{number}",
        media_type="text/plain",
        payload=(f"# {line_of_value(headline)}\n\n" if isinstance(headline, str) else "").encode()
        + _text(update).encode("utf-8", "replace"),
        charset="utf-8",
        metadata=SourceMetadata(
            url=known.url,
            publisher=known.publisher,
            published=published if isinstance(published, str) else known.published,
            lang=known.lang,
        ),
    )
