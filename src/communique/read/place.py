"""Where an engagement was or is to be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from communique.knowledge import KnowledgeBase
from communique.knowledge.gazetteer import place_forms, state_forms
from communique.read.scene import Sentence
from communique.types import Place, Span

LEAD = r"(?:in|at|to|from|outside|near)\s+(?:the\s+)?(?:capital\s+(?:of\s+)?|city of\s+|southern |northern |eastern |western |central )?"
TITLE_AFTER = r" (?:Secretary|President|Prime|Foreign|Defen[cs]e|Minister|Ambassador|Vice|National|Army|Congress|Senat\w+|State)\b"
"""What shows that a state's name before it belongs to somebody's title."""
CITY_WEIGHT, BUILDING_WEIGHT, STATE_WEIGHT = 0, 120, 240
"""Characters of distance by which a building, or a state, stands behind a city."""


@lru_cache(maxsize=2)
def _places(knowledge: KnowledgeBase) -> tuple[re.Pattern[str], dict[str, tuple[str, str, int]]]:
    table: dict[str, tuple[str, str, int]] = {}
    for form in place_forms(knowledge):
        weight = BUILDING_WEIGHT if form.kind == "building" else CITY_WEIGHT
        table.setdefault(form.text, (form.text, form.country or "", weight))
    for form in state_forms(knowledge):
        if form.kind == "state" and len(form.text) > 1:
            table.setdefault(form.text, (form.text, form.country or "", STATE_WEIGHT))
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile(rf"\b{LEAD}(?P<place>{'|'.join(map(re.escape, longest_first))})(?!\w|{TITLE_AFTER})"), table


def place_of(sentences: Sequence[Sentence], trigger: Span, knowledge: KnowledgeBase) -> Place | None:
    """The place of the engagement at `trigger`: named in its own sentence, a city rather than a building or a state.

    Places in other sentences are not taken: they are those of other contacts as often as not.
    """
    pattern, table = _places(knowledge)
    own = next((s for s in sentences if s.start <= trigger.start < s.end), None)
    if own is None:
        return None
    best: tuple[int, re.Match[str]] | None = None
    for match in pattern.finditer(own.text):
        distance = abs(own.start + match.start() - trigger.end) + table[match["place"]][2]
        if match[0].startswith("from") or (best and best[0] <= distance):
            continue
        best = (distance, match)
    if best is None:
        return None
    name, country, _ = table[best[1]["place"]]
    return Place(name=name, country=country or None, text=own.span(*best[1].span("place")), rule="place.named")
