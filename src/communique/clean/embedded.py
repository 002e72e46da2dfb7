"""What stands in the body but is not its author's: embedded posts, block quotes, captions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from communique.clean.boilerplate import reason_to_drop
from communique.clean.draft import Part
from communique.clean.published import read_date
from communique.clean.text import one_line

POSTS = {
    "twitter-tweet": "X",
    "truthsocial-embed": "Truth Social",
    "mastodon-embed": "Mastodon",
    "fb-post": "Facebook",
    "instagram-media": "Instagram",
}
POST_NODES = ", ".join(f"{tag}.{mark}" for mark in POSTS for tag in ("blockquote", "div"))
SIGNATURE = re.compile(
    r"\s*(?:[—–-] ?(?P<name>[^—–(@]{2,60}?) ?\(@[\w.@-]+\)|(?:A post shared by|Posted by) (?P<sharer>[^(@]{2,60}?)"
    r"(?: \(@[\w.]+\))?(?= on |$))(?: on)? ?(?P<date>.{0,40})$"
)
LONGEST_QUOTE = 2000
"""Characters; some pages wrap the whole article in a block quote."""
MOST = 200
"""Posts, quotes and captions that are looked at: no article has more, and time grows with their square."""
SHORTEST_QUOTE, SHORTEST_CAPTION = 12, 30


def embedded(tree: LexborHTMLParser) -> list[Part]:
    """The posts and block quotes of a page."""
    return [*_posts(tree), *_quotes(tree)]


def without_signature(text: str) -> tuple[str, str | None, str | None]:
    """A post's words, and the author and the ISO day that its last line ("— Name (@name) May 6, 2024") tells."""
    match = SIGNATURE.search(text)
    if not match:
        return text, None, None
    day = read_date(match["date"])
    return text[: match.start()], (match["name"] or match["sharer"]).strip(), day[0][:10] if day else None


def marked(part: Part, sources: list[Part]) -> Part:
    """The part with the kind, author, platform and date of the post or quote in which it stands."""
    if part.kind != "paragraph" or len(part.text) < SHORTEST_QUOTE or not sources:
        return part
    words, author, _ = without_signature(part.text)
    held = _squeezed(words if author else part.text)
    source = next((s for s in sources if held in _squeezed(s.text)), None)
    if source is None:
        return part
    text = words if author and source.kind == "post" else part.text
    return Part(source.kind, text, author=source.author, platform=source.platform, date=source.date)


def is_signature(line: str) -> bool:
    """Whether a line only signs a post."""
    match = SIGNATURE.match(line)
    return match is not None and read_date(match["date"]) is not None


def missing(posts: list[Part], parts: list[Part]) -> list[Part]:
    """The posts that the parts do not hold."""
    text = _squeezed(" ".join(part.text for part in parts))
    return [post for post in posts if post.kind == "post" and _squeezed(post.text)[:40] not in text]


def captions(tree: LexborHTMLParser, parts: list[Part]) -> list[Part]:
    """Captions of the article's pictures that the parts do not hold yet."""
    seen = _squeezed(" ".join(part.text for part in parts))
    found: dict[str, Part] = {}
    for node in tree.css("article figcaption, main figcaption")[:MOST]:
        text = one_line(node.text(separator=" "))
        new = len(text) >= SHORTEST_CAPTION and _squeezed(text) not in seen and reason_to_drop(text) is None
        if new and not _leads_away(node):
            found.setdefault(text, Part("caption", text))
    return list(found.values())


def _leads_away(node: LexborNode) -> bool:
    """Whether the caption stands in a link or a list of other stories."""
    above = node.parent
    while above is not None:
        if above.tag in ("a", "aside", "nav", "li", "footer"):
            return True
        above = above.parent
    return False


def _posts(tree: LexborHTMLParser) -> Iterator[Part]:
    for node in tree.css(POST_NODES)[:MOST]:
        platform = next(POSTS[mark] for mark in (node.attributes.get("class") or "").split() if mark in POSTS)
        text, author, day = without_signature(one_line(node.text(separator=" ")))
        if text:
            yield Part("post", text, author=author, platform=platform, date=day)


def _quotes(tree: LexborHTMLParser) -> list[Part]:
    texts = [
        one_line(node.text(separator=" "))
        for node in tree.css("article blockquote, main blockquote")[:MOST]
        if not set((node.attributes.get("class") or "").split()) & set(POSTS)
    ]
    return [Part("quote", text) for text in texts if len(text) < LONGEST_QUOTE]


def _squeezed(text: str) -> str:
    return "".join(text.split())
