"""The only normaliser: after this, nobody changes a character."""

from __future__ import annotations

import html
import re
import unicodedata

SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
INVISIBLE = re.compile(r"[\u200b\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]")
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
LONGEST_LINE = 20_000
"""Characters; no paragraph is as long, and looking for marks in one takes time that grows with its square."""
MOST_MARKS = 100
"""Marks of emphasis on one line; to pair more takes time that grows with their square."""
TAG = re.compile(r"</?(?:sup|sub|b|i|em|strong|span|br|u)\b[^>]*>", re.IGNORECASE)
ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
LINK = re.compile(r"!?\[([^\]\n]*)\]\((?:[^()\s]|\([^()]*\))*\)")
EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|__)(?=\S)(.+?)(?<=\S)\1(?![\w*])")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!'\"<>|$~^])")


def normalise(text: str) -> str:
    """NFC, one kind of line end, no invisible characters; spaces stay single and never end a line."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    text = INVISIBLE.sub("", text.translate(LIGATURES).replace("\u2029", "\n\n"))
    return "\n".join(SPACES.sub(" ", line).strip() for line in text.split("\n"))


def one_line(text: str) -> str:
    """Normalised text on one line, single spaces between its words."""
    return " ".join(normalise(text).split())


def line_of_value(value: str) -> str:
    """One line from a value of a page's head, which may hold tags and entities of its own ("<p>", "&#8216;")."""
    return one_line(ANY_TAG.sub(" ", html.unescape(value)) if "&" in value or "<" in value else value)


def strip_markup(line: str) -> str:
    """Inline marks of Markdown and HTML reduced to the words that they mark."""
    if len(line) > LONGEST_LINE:
        return line
    if not any(map(str.isalnum, line)):
        return ESCAPED.sub(r"\1", line)
    line = TAG.sub("", line)
    line = LINK.sub(r"\1", line)
    if line.count("*") + line.count("__") <= MOST_MARKS:
        line = EMPHASIS.sub(r"\2", line)
    return ESCAPED.sub(r"\1", line)
