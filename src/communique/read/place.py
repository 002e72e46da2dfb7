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
CITY_WEIGHT, BUILDING_WEIGHT, STATE_WEIGHT = 0, 60, 180
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
    return re.compile(
        rf"\b{LEAD}(?P<place>{'|'.join(map(re.escape, longest_first))})(?!\w|['’]s\b|{TITLE_AFTER})"
    ), table


def place_of(sentences: Sequence[Sentence], trigger: Span, knowledge: KnowledgeBase) -> Place | None:
    """The place of the engagement at `trigger`: named in its own sentence, a city rather than a building or a state.

    Else a city or building of the other sentences given, which tell of the same contact. Places in sentences of the
    account that tell of no contact are not taken: they are those of other events as often as not.
    """
    own = next((s for s in sentences if s.start <= trigger.start < s.end), None)
    if own is None:
        return None
    named = _named_in(own, trigger.end, STATE_WEIGHT, knowledge)
    others = (_named_in(s, s.start, BUILDING_WEIGHT, knowledge) for s in sentences if s is not own)
    return named or next(filter(None, others), None)


def _named_in(sentence: Sentence, near: int, heaviest: int, knowledge: KnowledgeBase) -> Place | None:
    pattern, table = _places(knowledge)
    best: tuple[int, re.Match[str]] | None = None
    for match in pattern.finditer(sentence.text):
        weight = table[match["place"]][2]
        distance = abs(sentence.start + match.start() - near) + weight
        if match[0].startswith("from") or weight > heaviest or (best and best[0] <= distance):
            continue
        best = (distance, match)
    if best is None:
        return None
    name, country, _ = table[best[1]["place"]]
    return Place(name=name, country=country or None, text=sentence.span(*best[1].span("place")), rule="place.named")
