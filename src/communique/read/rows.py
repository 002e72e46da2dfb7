"""Tables of travels: a row that names a day, a state and a traveller tells a visit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from communique.read.actors import Actor
from communique.read.contact import Contact, Seat
from communique.read.scene import Sentence
from communique.read.side import STATE_CODE, Side
from communique.read.status import CALLED_OFF, PUT_OFF
from communique.types import Status

CELL = re.compile(r"[^|]+")
DAY = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}|\b\d{1,2}(?:\s?[–-]\s?\d{1,2})? "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{4}\b"
)
TO_COME = re.compile(r"\b(?:will|announced|scheduled|planned|expected)\b")
FEWEST_CELLS = 3

Named = Sequence[tuple[Sequence[Actor], Sequence[Sequence[Side]]]]


def visits_in_rows(sentences: Sequence[Sentence], named: Named) -> Iterator[Contact]:
    """The visits that the rows of tables tell; `named[i]` are the mentions of sentence i and whom each stands for."""
    for sentence in sentences:
        if sentence.text.startswith("|") and DAY.search(sentence.text):
            yield from _visit(sentence, sentences, named)


def _visit(sentence: Sentence, sentences: Sequence[Sentence], named: Named) -> Iterator[Contact]:
    rest = takewhile(lambda s: s.block is sentence.block and s.text[0] != "|", sentences[sentence.index + 1 :])
    row = [sentence, *rest]
    text = " ".join(s.text for s in row)
    host = _state_of_a_cell(sentence, *named[sentence.index])
    guest = next((seat for s in (*row, *sentences[:1]) for seat in _persons(s, *named[s.index])), None)
    if host is None or guest is None or guest.side.country == host.side.country or text.count("|") < FEWEST_CELLS:
        return
    yield Contact(
        mode="visit",
        status=_status(text),
        seats=(guest, host),
        trigger=host.surface,
        sentence=sentence.index,
        rule="row.visit",
    )


def _status(text: str) -> Status:
    if PUT_OFF.search(text):
        return "postponed"
    if CALLED_OFF.search(text):
        return "cancelled"
    return "planned" if TO_COME.search(text) else "held"


def _state_of_a_cell(sentence: Sentence, actors: Sequence[Actor], sides: Sequence[Sequence[Side]]) -> Seat | None:
    """The state that fills a cell of a row by itself."""
    cells = {(m.start() + len(m[0]) - len(m[0].lstrip()), m[0].strip()) for m in CELL.finditer(sentence.text)}
    for actor, group in zip(actors, sides, strict=True):
        alone = (actor.start, actor.surface) in cells
        if alone and actor.kind == "state" and group and len(group[0].country or "") == STATE_CODE:
            return Seat(group[0], sentence.span(actor.start, actor.end), "host")
    return None


def _persons(sentence: Sentence, actors: Sequence[Actor], sides: Sequence[Sequence[Side]]) -> Iterator[Seat]:
    for actor, group in zip(actors, sides, strict=True):
        for side in group:
            if side.name and side.country:
                yield Seat(side, sentence.span(actor.start, actor.end), "guest")
