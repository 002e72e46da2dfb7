"""The head of an XML document: what it is, and whether it may be parsed at all."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import NamedTuple

from lxml import etree

HEAD = 65_536
"""Bytes within which the first element has to begin."""
BESIDE = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
DOCTYPE = re.compile(rb"<!DOCTYPE[^\[<>]*>", re.IGNORECASE)
ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")


class Head(NamedTuple):
    """The name of the first element ("" where there is none), and whether the document makes its own entities."""

    root: str
    own_entities: bool


def head_of(payload: bytes) -> Head:
    """The head of a document in any encoding whose letters are those of ASCII but for zero bytes (UTF-8, -16, -32)."""
    text = payload[:HEAD].replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")
    place = _past(text, 0)
    doctype = DOCTYPE.match(text, place)
    if not doctype and text[place : place + 9].upper() == b"<!DOCTYPE":
        return Head("", own_entities=True)
    root = ROOT.match(text, _past(text, doctype.end()) if doctype else place)
    return Head(root[1].decode("ascii").lower() if root else "", own_entities=False)


def is_deep(payload: bytes) -> bool:
    """Whether elements are nested beyond what any feed needs (256); reading such takes time without end."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    with suppress(etree.XMLSyntaxError):
        etree.fromstring(payload, parser)
    return any("depth" in entry.message for entry in parser.error_log)


def _past(text: bytes, place: int) -> int:
    match = BESIDE.match(text, place)
    return match.end() if match else place
