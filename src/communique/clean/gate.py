"""Pages that hold no article: lists of stories, walls of consent, stubs before a paywall, videos without words."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from communique.clean.draft import Draft
from communique.types import Skip

STUB = 250
"""Characters of body below which a page that shows a wall or a film has no article."""
PARAGRAPH = 160
"""Characters of a paragraph that no teaser has."""
TEASERS = 12
"""Linked headings that make a list of stories of a page without paragraphs."""
CONSENT = re.compile(
    r"before you continue|we value your privacy|your privacy choices"
    r"|accept (all )?cookies|consent to (the use of )?cookies",
    re.IGNORECASE,
)
BODY = ("paragraph", "quote", "post", "list")


def refused(tree: LexborHTMLParser, draft: Draft, html: str) -> Skip | None:
    """Why the page is refused, None where it may hold an article."""
    body = [part.text for part in draft.parts if part.kind in BODY]
    length = sum(len(text) for text in body)
    if length >= STUB:
        return _skip("index_page", "the page is a list of stories; give the stories") if _is_list(tree, body) else None
    shown = " ".join([draft.title or "", *body, *(line.line for line in draft.dropped)])
    if CONSENT.search(shown):
        return _skip("consent_wall", "the page asks for consent and shows no article; save it after agreeing")
    if re.search(r'"isAccessibleForFree"\s*:\s*"?false', html, re.IGNORECASE):
        return _skip("paywall_stub", "the article stands behind a paywall; save it where you can read it whole")
    if tree.css_first('meta[property="og:type"][content^="video"]') or (not body and tree.css_first("video")):
        return _skip("video_only", "the page shows a film without an article")
    if _is_list(tree, body):
        return _skip("index_page", "the page is a list of stories; give the stories")
    return None if body else _skip("no_article", "the page shows no text without its scripts; save it from a browser")


def _is_list(tree: LexborHTMLParser, body: list[str]) -> bool:
    if tree.css_first('meta[property="og:type"][content="article"]') or any(len(text) > PARAGRAPH for text in body):
        return False
    return len(tree.css("h2 a, h3 a, a > h2, a > h3")) >= TEASERS


def _skip(code: str, detail: str) -> Skip:
    return Skip(stage="clean", code=code, detail=detail)
