"""E-mail: one message (.eml) or a box of them (.mbox); a newsletter with several items gives one capture an item."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage

from communique.ingest.parts import Source, capture_of, headed, skip_of, text_of
from communique.types import Capture, Skip, SourceMetadata

ENVELOPE = re.compile(rb"^From [^\n]*\n", re.MULTILINE)
ITEM_BREAK = re.compile(r"\n\s*(?:[-=*_~]{5,}|(?=#{1,3} ))\s*")
LONGEST = 32_000_000
"""Bytes of a message; taking it apart needs about twenty times as much memory."""
LONG_PARAGRAPH = 120
"""Characters: an item of a newsletter has at least one paragraph as long."""


def mbox_captures(source: Source) -> Iterator[Capture | Skip]:
    """The captures of every message of a box, ids `STEM#1`, `STEM#2` ..."""
    messages = [piece for piece in ENVELOPE.split(source.payload) if piece.strip()]
    for number, payload in enumerate(messages, 1):
        yield from mail_captures(source.part(number)._replace(payload=payload))


def mail_captures(source: Source) -> Iterator[Capture | Skip]:
    """The capture of a message, one for each item where it is a newsletter."""
    if len(source.payload) > LONGEST:
        detail = f"{source.document}: the e-mail has {len(source.payload):,} bytes; the limit is {LONGEST:,}"
        yield skip_of(source, "too_large", detail)
        return
    try:
        message = email.message_from_bytes(source.payload, _class=EmailMessage, policy=email.policy.default)
        body, metadata = _body(message), _metadata(message)
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError) as fault:
        yield skip_of(source, "damaged", f"{source.document}: not a whole e-mail ({fault}); export it again")
        return
    if not body.strip():
        yield skip_of(source, "no_text", f"{source.document}: the e-mail has neither a plain nor an HTML text")
        return
    items = newsletter_items(body)
    if len(items) < 2:
        yield capture_of(source, headed(metadata.title or "", body), metadata)
        return
    for number, item in enumerate(items, 1):
        named = SourceMetadata(publisher=metadata.publisher, published=metadata.published)
        yield capture_of(source.part(number), item, named)


def newsletter_items(body: str) -> list[str]:
    """The items of a newsletter: stretches between rules or headings, each with a headline and a long paragraph."""
    pieces = [piece.strip() for piece in ITEM_BREAK.split(body.replace("\r\n", "\n"))]
    return [piece for piece in pieces if _is_item(piece)]


def _is_item(piece: str) -> bool:
    headline, _, rest = piece.partition("\n")
    return 20 < len(headline) < 160 and any(len(" ".join(p.split())) > LONG_PARAGRAPH for p in rest.split("\n\n"))


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    content = part.get_content()
    text = content if isinstance(content, str) else str(content)
    return text_of(text) if part.get_content_subtype() == "html" else text


def _metadata(message: EmailMessage) -> SourceMetadata:
    sent, sender = message["date"], message["from"]
    when = getattr(sent, "datetime", None)
    address = sender.addresses[0] if getattr(sender, "addresses", ()) else None
    return SourceMetadata(
        title=str(message["subject"] or "") or None,
        published=when.isoformat() if when else None,
        publisher=(address.display_name or address.domain) if address else None,
    )
