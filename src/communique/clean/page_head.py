"""What the head of an HTML page says of its article: title, dek, authors, outlet, section, language, dates."""

from __future__ import annotations

import re
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from communique.clean.draft import Draft
from communique.clean.text import line_of_value, one_line

SITE_SUFFIX = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,45}$")
SHORTEST_TITLE = 15
"""Characters that must be left of a title without the site's name."""
LONGEST_DEK = 450
"""Characters of a dek; what is longer is the story once more."""
MOST = 20
"""Times that are looked at."""
CHANGED = re.compile(r"updat|modif|aktualis|actualis|mis à jour|aggiorn", re.IGNORECASE)
PUBLISHED = (
    "article:published_time",
    "datepublished",
    "publish-date",
    "date",
    "dc.date",
    "dcterms.created",
    "cxenseparse:publishtime",
    "parsely-pub-date",
    "sailthru.date",
)


def take_head(tree: LexborHTMLParser, linked: dict[str, Any], draft: Draft) -> None:
    """Fill the draft from linked data first, then from `meta`, then from what the page shows."""
    meta = _metas(tree)
    clues = ((linked.get("datePublished"), "json-ld"), (_first(meta, *PUBLISHED), "meta"), (_time(tree), "time"))
    draft.dates += [(value, basis) for value, basis in clues if isinstance(value, str) and value]
    modified = linked.get("dateModified") or _first(meta, "article:modified_time")
    draft.modified = modified if isinstance(modified, str) else None
    canonical = tree.css_first('link[rel="canonical"]')
    draft.url = (canonical.attributes.get("href") if canonical else None) or _first(meta, "og:url")
    draft.outlet = _named(linked.get("publisher")) or _first(meta, "og:site_name")
    dek = _first(meta, "og:description", "description")
    draft.dek = dek if dek and len(dek) <= LONGEST_DEK else None
    draft.byline = _named(linked.get("author")) or _first(meta, "author", "article:author")
    draft.section = _named(linked.get("articleSection")) or _first(meta, "article:section")
    html = tree.css_first("html")
    lang = html.attributes.get("lang") if html else None
    draft.lang = lang.split("-")[0].lower() if lang else None
    draft.title = _title(tree, linked, meta)


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """The first content of each `meta` by property, name or itemprop, in small letters."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        content = (attributes["content"] or "").strip()
        for key in ("property", "name", "itemprop"):
            name = attributes.get(key)
            if name and content:
                found.setdefault(name.lower(), content)
    return found


def _first(meta: dict[str, str], *names: str) -> str | None:
    return next((line_of_value(meta[name]) for name in names if name in meta), None)


def _time(tree: LexborHTMLParser) -> str | None:
    """The first time that the page marks, in its article before elsewhere; that of a change only without another."""
    for nodes in (tree.css("article time[datetime], main time[datetime]"), tree.css("time[datetime]")):
        first = [node.attributes.get("datetime") for node in nodes[:MOST] if not _of_change(node)]
        if first:
            return first[0]
    node = tree.css_first("time[datetime]")
    return node.attributes.get("datetime") if node else None


def _of_change(node: LexborNode) -> bool:
    above = node.parent
    said = " ".join(value or "" for value in node.attributes.values())
    said += (above.text(deep=False) if above is not None else "") + node.text()
    return CHANGED.search(said) is not None


def _named(value: object) -> str | None:
    """A name, or the names of several with commas between them."""
    if isinstance(value, list):
        names = [name for item in value if (name := _named(item))]
        return ", ".join(names) or None
    if isinstance(value, dict):
        return _named(value.get("name"))
    return line_of_value(value) if isinstance(value, str) and value.strip() else None


def _title(tree: LexborHTMLParser, linked: dict[str, Any], meta: dict[str, str]) -> str | None:
    headings = [text for node in tree.css("h1") if (text := one_line(node.text()))]
    headline = linked.get("headline")
    claimed = headline if isinstance(headline, str) else _first(meta, "og:title", "twitter:title")
    node = tree.css_first("title")
    title = claimed or (max(headings, key=len) if headings else None) or (node.text() if node else None)
    if not title:
        return None
    title = line_of_value(title)
    suffix = SITE_SUFFIX.search(title)
    if suffix and title not in headings and len(title) - len(suffix[0]) > SHORTEST_TITLE:
        title = title[: suffix.start()]
    return title
