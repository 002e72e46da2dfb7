"""HTML to a draft: the body by trafilatura, everything around it by our own reading of the tree."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import trafilatura
from selectolax.lexbor import LexborHTMLParser

from communique.clean.boilerplate import opens_tail, reason_to_drop
from communique.clean.draft import Draft, Part
from communique.clean.gate import refused
from communique.clean.head import split_dateline
from communique.clean.text import normalise
from communique.types import Dateline, Dropped, Skip

SITE_SUFFIX = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,45}$")
ARTICLE_TYPES = {"NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "LiveBlogPosting", "PressRelease"}
LONGEST_QUOTE = 2000
"""Characters; some pages wrap the whole article in a block quote."""
SHORTEST_QUOTE = 12
POSTS = {
    "twitter-tweet": "X",
    "truthsocial-embed": "Truth Social",
    "mastodon-embed": "Mastodon",
    "fb-post": "Facebook",
    "instagram-media": "Instagram",
}


def draft_html(html: str) -> Draft | Skip:
    """The draft of an HTML page, or why the page holds no article."""
    tree = LexborHTMLParser(html)
    draft = Draft()
    linked = _linked_data(tree)
    _take_head(tree, linked, draft)
    _take_title(tree, linked, draft)
    if draft.title:
        draft.parts.append(Part("title", draft.title))
    if draft.dek and draft.dek != draft.title:
        draft.parts.append(Part("dek", draft.dek))
    posts = [*_posts(tree), *_quotes(tree)]
    _take_body(html, draft)
    _take_linked_body(linked, draft)
    _mark(posts, draft)
    _take_posts(posts, draft)
    return refused(tree, draft, html) or draft


def linked_items(html: str) -> list[dict[str, Any]]:
    """All items of linked data (JSON-LD) on the page, in its order."""
    return _linked_items(LexborHTMLParser(html))


def _linked_data(tree: LexborHTMLParser) -> dict[str, Any]:
    return next((item for item in _linked_items(tree) if ARTICLE_TYPES & _kinds(item)), {})


def _linked_items(tree: LexborHTMLParser) -> list[dict[str, Any]]:
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


def _meta(tree: LexborHTMLParser, *names: str) -> str | None:
    for name in names:
        node = tree.css_first(f'meta[property="{name}"], meta[name="{name}"], meta[itemprop="{name}"]')
        content = node.attributes.get("content") if node else None
        if content and content.strip():
            return _clean_line(content)
    return None


def _clean_line(text: str) -> str:
    return " ".join(normalise(text).split())


def _take_head(tree: LexborHTMLParser, linked: dict[str, Any], draft: Draft) -> None:
    for value, basis in (
        (linked.get("datePublished"), "json-ld"),
        (
            _meta(
                tree, "article:published_time", "datePublished", "publish-date", "date", "DC.date", "dcterms.created"
            ),
            "meta",
        ),
        (_time(tree), "time"),
    ):
        if isinstance(value, str) and value:
            draft.dates.append((value, basis))
    modified = linked.get("dateModified") or _meta(tree, "article:modified_time")
    draft.modified = modified if isinstance(modified, str) else None
    canonical = tree.css_first('link[rel="canonical"]')
    draft.url = (canonical.attributes.get("href") if canonical else None) or _meta(tree, "og:url")
    publisher = linked.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else None
    draft.outlet = name if isinstance(name, str) else _meta(tree, "og:site_name")
    draft.dek = _meta(tree, "og:description", "description")
    draft.byline = _author(linked.get("author")) or _meta(tree, "author", "article:author")
    html = tree.css_first("html")
    lang = html.attributes.get("lang") if html else None
    draft.lang = lang.split("-")[0].lower() if lang else None


def _time(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("article time[datetime], main time[datetime], time[datetime]")
    return node.attributes.get("datetime") if node else None


def _author(value: object) -> str | None:
    if isinstance(value, list):
        names = [name for item in value if (name := _author(item))]
        return ", ".join(names) or None
    if isinstance(value, dict):
        return _author(value.get("name"))
    return _clean_line(value) if isinstance(value, str) and value.strip() else None


def _take_title(tree: LexborHTMLParser, linked: dict[str, Any], draft: Draft) -> None:
    headings = [text for node in tree.css("h1") if (text := _clean_line(node.text()))]
    headline = linked.get("headline")
    claimed = headline if isinstance(headline, str) else _meta(tree, "og:title", "twitter:title")
    node = tree.css_first("title")
    title = claimed or (max(headings, key=len) if headings else None) or (node.text() if node else None)
    if title:
        title = _clean_line(title)
        suffix = SITE_SUFFIX.search(title)
        if suffix and title not in headings and len(title) - len(suffix[0]) > 15:
            title = title[: suffix.start()]
        draft.title = title


def _posts(tree: LexborHTMLParser) -> list[Part]:
    found: list[Part] = []
    for mark, platform in POSTS.items():
        for node in tree.css(f"blockquote.{mark}, div.{mark}"):
            text = _clean_line(node.text(separator=" "))
            if text:
                author = re.search(r"[—-] ?([^—(]{2,60}?) ?\(@\w+\)", text)
                found.append(Part("post", text, author=author[1].strip() if author else None, platform=platform))
    return found


def _take_body(html: str, draft: Draft) -> None:
    body = trafilatura.extract(
        html, include_comments=False, include_tables=True, favor_precision=True, deduplicate=False, output_format="txt"
    )
    seen = {part.text for part in draft.parts}
    lines = [_clean_line(line) for line in (body or "").split("\n")]
    first = True
    for number, line in enumerate(lines):
        if not line:
            continue
        tail = opens_tail(line) if number > 2 else None
        if tail:
            draft.dropped += [Dropped(rest, tail) for rest in lines[number:] if rest]
            return
        reason = "repeated line" if line in seen else reason_to_drop(line)
        if reason:
            draft.dropped.append(Dropped(line, reason))
            continue
        seen.add(line)
        if first and len(line) > 60:
            first = False
            line = _take_dateline(line, draft)
        draft.parts.append(Part("list" if line.startswith("- ") else "paragraph", line))


def _take_dateline(line: str, draft: Draft) -> str:
    dateline, rest, agency = split_dateline(line)
    if dateline:
        draft.parts.append(Part("dateline", dateline))
        draft.dateline = Dateline(place=re.split(r"[,(–—-]", dateline)[0].strip().title())
        draft.byline = draft.byline or agency
    return rest


def _quotes(tree: LexborHTMLParser) -> list[Part]:
    texts = [
        _clean_line(node.text(separator=" "))
        for node in tree.css("article blockquote, main blockquote")
        if not set((node.attributes.get("class") or "").split()) & set(POSTS)
    ]
    return [Part("quote", text) for text in texts if len(text) < LONGEST_QUOTE]


def _take_linked_body(linked: dict[str, Any], draft: Draft) -> None:
    """The body that linked data gives, where the page shows none (it is put in by a script)."""
    body = linked.get("articleBody")
    if isinstance(body, str) and not any(part.kind in ("paragraph", "list") for part in draft.parts):
        texts = (_clean_line(text) for text in re.split(r"\n+", body))
        draft.parts += [Part("paragraph", text) for text in texts if text and not reason_to_drop(text)]


def _mark(quoted: list[Part], draft: Draft) -> None:
    """Give lines of the body that stand in an embedded post or a block quote the kind, author and platform of it."""
    for place, part in enumerate(draft.parts):
        source = next(
            (q for q in quoted if part.kind == "paragraph" and _squeezed(part.text) in _squeezed(q.text)), None
        )
        if source and len(part.text) >= SHORTEST_QUOTE:
            draft.parts[place] = Part(source.kind, part.text, author=source.author, platform=source.platform)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _take_posts(posts: list[Part], draft: Draft) -> None:
    text = " ".join(part.text for part in draft.parts)
    text = _squeezed(text)
    draft.parts += [post for post in posts if post.kind == "post" and _squeezed(post.text)[:40] not in text]
