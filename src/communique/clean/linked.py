"""Linked data (JSON-LD) of a page."""

from __future__ import annotations

from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser

ARTICLE_TYPES = {"NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "LiveBlogPosting", "PressRelease"}


def linked_article(tree: LexborHTMLParser) -> dict[str, Any]:
    """The first item that is an article, empty where there is none."""
    return next((item for item in linked_items(tree) if ARTICLE_TYPES & _kinds(item)), {})


def linked_items(tree: LexborHTMLParser) -> list[dict[str, Any]]:
    """All items of linked data on the page, in its order."""
    found: list[dict[str, Any]] = []
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            found += _items(msgspec.json.decode(node.text(strip=True)))
        except (msgspec.DecodeError, ValueError, RecursionError):
            continue
    return found


def _kinds(item: dict[str, Any]) -> set[str]:
    kinds = item.get("@type")
    return {kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)}


def _items(value: object) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [inner for item in value for inner in _items(item)]
    if isinstance(value, dict):
        return [value, *_items(value.get("@graph", []))]
    return []
