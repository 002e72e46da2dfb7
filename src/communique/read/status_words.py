"""The words that tell the status of a contact: "will meet", "looked forward to hosting", "postponed"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.read.status import CALLED_OFF, NEAR_AFTER, NEAR_BEFORE, PUT_OFF, chain_of
from communique.read.triggers import Hit
from communique.types import Status

if TYPE_CHECKING:
    from spacy.tokens import Token as Word

LONGEST = 80
"""Characters from the first to the last of the words; where they stand farther apart, the trigger tells alone."""
PARTS = frozenset(("aux", "auxpass", "neg", "prt"))
LEADING = frozenset(("forward", "due", "set", "scheduled", "expected", "slated", "able", "ready"))
BEFORE_NOUN = frozenset(("upcoming", "forthcoming", "planned", "next", "no"))


def status_words(hit: Hit, verb: Word | None, status: Status) -> tuple[int, int]:
    """Start and end, in the sentence, of the words that tell the status: trigger, verbs above it, auxiliaries.

    `verb` is the verb that is said of the contact, None where none is.
    """
    text = hit.word.doc.text
    if status in ("postponed", "cancelled"):
        pattern = PUT_OFF if status == "postponed" else CALLED_OFF
        found = pattern.search(text, max(0, hit.start - NEAR_BEFORE), hit.start + NEAR_AFTER)
        if found:
            return found.span()
    before = [w for w in hit.word.lefts if w.lower_ in BEFORE_NOUN]
    words = before or [w for v in ([] if verb is None else chain_of(verb)) for w in _with_parts(v)]
    start = min([hit.start, *(w.idx for w in words)])
    end = max([hit.end, *(w.idx + len(w.text) for w in words)])
    return (start, end) if end - start <= LONGEST else _nearest(hit, verb)


def _with_parts(verb: Word) -> Iterator[Word]:
    yield verb
    yield from (w for w in verb.children if w.dep_ in PARTS or w.lower_ in LEADING)


def _nearest(hit: Hit, verb: Word | None) -> tuple[int, int]:
    """The trigger with what stands directly around its own verb."""
    if verb is None or verb is not hit.word:
        return hit.start, hit.end
    start = min(w.idx for w in _with_parts(verb))
    return (start, hit.end) if hit.end - start <= LONGEST else (hit.start, hit.end)
