"""Words that name one thing only together: "the Kazakh capital", "the Indian Navy", "Republic of Burundi"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from communique.rules.words import words

if TYPE_CHECKING:
    from communique.read.lexicon import Tokens

FORCES = words("forces")
CONSTITUTIONS = words("constitutions")
NATIONS = frozenset(("Republic", "Kingdom", "Confederation"))
SHIPS = dict(entry.split(":") for entry in words("ships"))
"""What stands before the name of a warship, with its state."""
WANTED = re.compile(rf"\b(?:capital|{'|'.join(sorted({*FORCES, *CONSTITUTIONS, *NATIONS, *SHIPS}))})\b")
OF = re.compile(r"ot?$")


class Piece(NamedTuple):
    """A token: its place in the text, its label, and what it stands for."""

    start: int
    end: int
    label: str
    value: str


def joined(tokens: Tokens) -> Tokens:
    """The tokens, those that name one thing together as one."""
    if not WANTED.search(tokens.text):
        return tokens
    found: list[Piece] = []
    for number, (start, end) in enumerate(tokens.spans):
        piece = Piece(start, end, tokens.labels[number], tokens.values.get(number, ""))
        _add(found, piece, tokens.text)
    values = {i: p.value for i, p in enumerate(found) if p.value}
    spans = tuple((p.start, p.end) for p in found)
    return replace(tokens, spans=spans, labels="".join(p.label for p in found), values=values)


def _add(found: list[Piece], piece: Piece, text: str) -> None:
    """Put a piece behind the others, joined to the last of them where it belongs to it."""
    word = text[piece.start : piece.end]
    last = found[-1] if found else None
    before = text[last.start : last.end].split() if last else [""]
    if last and word == "capital" and last.label == "D":
        found[-1] = Piece(last.start, piece.end, "C", last.value)
    elif last and last.label == "D" and word in NATIONS:
        found[-1] = Piece(last.start, piece.end, "S", last.value)
    elif last and word in FORCES and last.label in "SDA" and before[-1] != word:
        found[-1] = Piece(last.start, piece.end, "A", last.value)
    elif last and before[0] in SHIPS and piece.label in "NKnDjI" and last.label in "NA":
        found[-1] = Piece(last.start, piece.end, "A", SHIPS[before[0]])
    elif piece.label == "S" and (start := _long_name(found, text)) is not None:
        found.append(piece._replace(start=start))
    else:
        found.append(piece)


def _long_name(found: list[Piece], text: str) -> int | None:
    """Where the long name of a state begins ("the Federal Republic of"), its words taken away; None for none."""
    of = OF.search("".join(p.label for p in found[-2:]))
    at = len(found) - len(of[0]) if of else 0
    if at == 0 or not _constitutes(found[at - 1], text):
        return None
    while at > 0 and _constitutes(found[at - 1], text):
        at -= 1
    start = found[at].start
    del found[at:]
    return start


def _constitutes(piece: Piece, text: str) -> bool:
    return piece.label not in "SDGT" and text[piece.start : piece.end] in CONSTITUTIONS
