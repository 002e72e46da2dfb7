"""Capture to article: decoding, the right reader, outlet and language, then the frozen text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from communique.clean.draft import Draft, Part, article_id, freeze
from communique.clean.html import draft_html
from communique.clean.language import language_of
from communique.clean.liveblog import posts_of
from communique.clean.outlets import Outlet, outlet_of
from communique.clean.plain import draft_plain
from communique.clean.published import day_in_url, guessed, published_from
from communique.clean.text import normalise
from communique.types import Article, Capture, Dropped, Skip

HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype html|html|head|body|div|article|main|p)\b",
    re.IGNORECASE | re.DOTALL,
)
CHARSET = re.compile(rb"charset=[\"']?([\w-]{3,20})", re.IGNORECASE)
STRAY = re.compile("[\udc80-\udcff]")
WIDE = re.compile("[\u0080-\ud7ff\ue000-\U0010ffff]")
SYNDICATED = re.compile(r"\b(ANI|PTI|IANS|AFP|Reuters|AP|Xinhua|TASS|Anadolu|Kyodo|Yonhap|PRNewswire)\b")
MAX_DEPTH = 2000
OPEN_OR_CLOSE = re.compile(
    # Tags that need no closing one (p, li, td ...) do not nest without others around them.
    r"<(/?)(?!(?:p|li|tr|td|th|dt|dd|option|thead|tbody|tfoot|colgroup|rp|rt|html|head|body|area|base|br|col|embed|hr"
    r"|img|input|link|meta|param|source|track|wbr|path|circle|rect|line|use|g|svg|polygon)\b)[a-z][\w-]*\b",
    re.IGNORECASE,
)
LONGEST_PAGE, MOST_TAGS, LONGEST_TEXT, MOST_LINES = 2_500_000, 30_000, 10_000_000, 200_000
"""Characters and opened tags of HTML, characters and lines of plain text that are cleaned within 10 s for one source.

The largest of 439 pages of news opens 4,842.
"""
MOSTLY_UTF8 = 3
"""So many UTF-8 letters for each stray byte make a UTF-8 page into which something else was pasted."""
LIVE_BLOG = b"liveBlogUpdate"
BODY = ("paragraph", "quote", "list", "heading", "caption")
NOTHING: Mapping[str, frozenset[str]] = {}


def split(capture: Capture) -> tuple[Capture, ...]:
    """The documents that a capture holds: usually the one; a live blog gives one for each post."""
    if LIVE_BLOG not in capture.payload:
        return (capture,)
    return posts_of(capture, decode(capture)) or (capture,)


def clean(capture: Capture, repeated: Mapping[str, frozenset[str]] = NOTHING) -> Article | Skip:
    """The article of a capture, or why there is none; `repeated` are lines that outlets repeat, by their names."""
    if not capture.payload.strip():
        return _skip("empty", "the source is empty")
    if b"\x00" in capture.payload[:4096] and not capture.payload.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _skip("binary", "the source is no text: give HTML, plain text or JSON Lines")
    text = decode(capture)
    is_html = is_page(capture, text)
    if is_html and len(text) <= LONGEST_PAGE and too_deep(capture.payload, text):
        return _skip("too_deep", "the page nests its tags too deeply to be an article")
    excess = excess_of(capture.payload, text, is_html)
    if excess:
        return _skip("too_large", f"the source has {excess}: split it")
    draft = draft_html(text) if is_html else draft_plain(text, capture.metadata.title)
    if isinstance(draft, Skip):
        return draft
    if not any(part.kind in ("paragraph", "quote", "post", "list") for part in draft.parts) and not draft.title:
        return _skip("no_article", "no article text was found on the page")
    known = capture.metadata
    outlet = outlet_of(known.publisher or draft.outlet, known.url or draft.url)
    drop_repeated(draft, repeated.get(outlet.name or "", frozenset()))
    return article_from(draft, capture, outlet, text if is_html else None)


def drop_repeated(draft: Draft, lines: frozenset[str]) -> None:
    """Take those lines out of the draft's body that its outlet is known to repeat."""
    gone = [part for part in draft.parts if part.kind in BODY and part.text in lines]
    draft.parts = [part for part in draft.parts if part not in gone]
    draft.dropped += [Dropped(part.text, "repeated by the outlet") for part in gone]


def article_from(draft: Draft, capture: Capture, outlet: Outlet, html: str | None = None) -> Article:
    """The draft frozen, with what is known of the source from outside; `html` is the page it was read from."""
    known = capture.metadata
    url = known.url or draft.url
    if known.title and not draft.title:
        draft.title = " ".join(normalise(known.title).split())
        draft.parts.insert(0, Part("title", draft.title))
    text, blocks = freeze(draft.parts)
    clues = ([(known.published, "metadata")] if known.published else []) + draft.dates
    clues += [(known.listed, "listed")] if known.listed else []
    clues += [(day, "url") for day in [day_in_url(url)] if day]
    clues.sort(key=lambda clue: clue[1] == "updated")
    agency = SYNDICATED.search(draft.byline or "") or SYNDICATED.search(
        " ".join(d.line for d in draft.dropped if "agenc" in d.line.lower())
    )
    return Article(
        id=article_id(text, url),
        text=text,
        url=url,
        outlet=outlet.name,
        outlet_state=outlet.state,
        official=outlet.official,
        syndicated_from=agency[1] if agency and not outlet.agency else None,
        title=draft.title,
        dek=draft.dek,
        byline=draft.byline,
        section=draft.section,
        dateline=draft.dateline,
        published=published_from(clues, capture.captured, home=outlet.state, modified=draft.modified)
        or guessed(html, capture.captured, url, draft.modified),
        modified=draft.modified,
        lang=known.lang or language_of(text, draft.lang),
        blocks=blocks,
        dropped=tuple(draft.dropped),
    )


def is_page(capture: Capture, text: str) -> bool:
    """Whether a capture with this text is HTML, whatever it is called."""
    return bool(HTML_START.match(text)) or (capture.media_type == "text/html" and "<" in text)


def decode(capture: Capture) -> str:
    """The payload as text: declared charset, then UTF-8, then Windows-1252 for single stray bytes."""
    payload = capture.payload
    if payload.startswith((b"\xff\xfe", b"\xfe\xff")):
        return payload.decode("utf-16", "replace")
    try:
        return payload.decode("utf-8-sig")
    except UnicodeDecodeError:
        mixed = _mixed(payload)
    if mixed is not None:
        return mixed
    declared = CHARSET.search(payload[:2048])
    for charset in (capture.charset, declared[1].decode("ascii") if declared else None, "cp1252"):
        if charset:
            try:
                return payload.decode(charset)
            except (UnicodeDecodeError, LookupError):
                continue
    return payload.decode("utf-8", "replace")


def _mixed(payload: bytes) -> str | None:
    """A UTF-8 payload with some bytes of Windows-1252 in it; None where it is all of one kind."""
    read = payload.decode("utf-8", "surrogateescape")
    stray = len(STRAY.findall(read))
    letters = len(WIDE.findall(read))
    if not stray or letters < MOSTLY_UTF8 * stray:
        return None
    return STRAY.sub(lambda found: bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace"), read)


def excess_of(payload: bytes, text: str, is_html: bool) -> str | None:
    """What of a source exceeds its limit, with the limit; None where nothing does."""
    if is_html:
        sizes = ((len(text), LONGEST_PAGE, "characters of HTML"), (tags_in(payload), MOST_TAGS, "tags"))
    else:
        sizes = ((len(text), LONGEST_TEXT, "characters of text"), (text.count("\n"), MOST_LINES, "lines"))
    return next((f"{size:,} {what}; the limit is {limit:,}" for size, limit, what in sizes if size > limit), None)


def tags_in(payload: bytes) -> int:
    """At most so many tags are opened in the bytes of a page."""
    return payload.count(b"<") - payload.count(b"</")


def too_deep(payload: bytes, html: str) -> bool:
    """Whether tags are nested beyond what any page needs; such pages exhaust parsers."""
    if tags_in(payload) <= MAX_DEPTH:
        return False
    depth = 0
    for match in OPEN_OR_CLOSE.finditer(html):
        depth += -1 if match[1] else 1
        if depth > MAX_DEPTH:
            return True
    return False


def _skip(code: str, detail: str) -> Skip:
    return Skip(stage="clean", code=code, detail=detail)
