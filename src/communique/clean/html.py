"""HTML to a draft: the body by trafilatura, everything around it by our own reading of the tree."""

from __future__ import annotations

import re
from typing import Any

import trafilatura
from selectolax.lexbor import LexborHTMLParser

from communique.clean.boilerplate import opens_tail, reason_to_drop
from communique.clean.draft import Draft, Part
from communique.clean.embedded import captions, embedded, is_signature, marked, missing
from communique.clean.gate import refused
from communique.clean.head import dated, is_date_line, split_dateline
from communique.clean.linked import linked_article
from communique.clean.page_head import take_head
from communique.clean.text import one_line
from communique.types import BlockKind, Dateline, Dropped, Skip

THIN = 1000
"""Characters of body below which the slow way is tried too: above it both gave the same on all 439 pages but one."""

OPENING_COMMENTS = re.compile(r"\A\s*(?:<!--.*?-->\s*)++", re.DOTALL)
"""The extractor takes a page for no HTML where its first tag stands too far down."""
HEAD_LINES = 5
"""Lines of the body among which a date that stands alone is that of publication."""


def draft_html(html: str) -> Draft | Skip:
    """The draft of an HTML page, or why the page holds no article."""
    tree = LexborHTMLParser(html)
    draft = Draft()
    linked = linked_article(tree)
    take_head(tree, linked, draft)
    if draft.title:
        draft.parts.append(Part("title", draft.title))
    if draft.dek and draft.dek != draft.title:
        draft.parts.append(Part("dek", draft.dek))
    _take_body(body_of(html), headings_of(tree), draft)
    _take_linked_body(linked, draft)
    sources = embedded(tree)
    draft.parts = [marked(part, sources) for part in draft.parts]
    draft.parts += missing(sources, draft.parts)
    draft.parts += captions(tree, draft.parts)
    return refused(tree, draft, html) or draft


def body_of(html: str) -> str:
    """The body's text, a line for each paragraph; its own extractor alone where that finds enough."""
    html = OPENING_COMMENTS.sub("", html, count=1)
    body = _extract(html, fast=True)
    return body if len(body) >= THIN else _extract(html, fast=False)


def _extract(html: str, fast: bool) -> str:
    return trafilatura.extract(html, fast=fast, include_comments=False, favor_precision=True, output_format="txt") or ""


def headings_of(tree: LexborHTMLParser) -> set[str]:
    """The lines that the page sets as headings of parts of its text."""
    return {text for node in tree.css("h2, h3, h4") if (text := one_line(node.text()))}


def _take_body(body: str, headings: set[str], draft: Draft) -> None:
    seen = {part.text for part in draft.parts}
    lines = [one_line(line) for line in body.split("\n")]
    first = True
    for number, line in enumerate(lines):
        if not line:
            continue
        tail = opens_tail(line) if number > 2 else None
        if tail:
            draft.dropped += [Dropped(rest, tail) for rest in lines[number:] if rest]
            return
        if number < HEAD_LINES and is_date_line(line):
            draft.dates.append(dated(line))
            draft.parts.append(Part("dateline", line))
            continue
        reason = _reason(line, seen, draft.title)
        if reason:
            draft.dropped.append(Dropped(line, reason))
            continue
        seen.add(line)
        if first and len(line) > 60:
            first = False
            line = _take_dateline(line, draft)
        draft.parts.append(Part(_kind(line, headings), line))


def _kind(line: str, headings: set[str]) -> BlockKind:
    return "list" if line.startswith("- ") else "heading" if line in headings else "paragraph"


def _reason(line: str, seen: set[str], title: str | None) -> str | None:
    if line in seen:
        return "repeated title" if line == title else "repeated line"
    return "signature of a post" if is_signature(line) else reason_to_drop(line)


def _take_dateline(line: str, draft: Draft) -> str:
    dateline, rest, agency = split_dateline(line)
    if dateline:
        draft.parts.append(Part("dateline", dateline))
        draft.dateline = Dateline(place=re.split(r"[,(–—-]", dateline)[0].strip().title())
        draft.byline = draft.byline or agency
    return rest


def _take_linked_body(linked: dict[str, Any], draft: Draft) -> None:
    """The body that linked data gives, where the page shows none (it is put in by a script)."""
    body = linked.get("articleBody")
    if isinstance(body, str) and not any(part.kind in ("paragraph", "list") for part in draft.parts):
        texts = (one_line(text) for text in re.split(r"\n+", body))
        draft.parts += [Part("paragraph", text) for text in texts if text and not reason_to_drop(text)]
