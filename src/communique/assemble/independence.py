"""Which reports are independent: near-duplicate texts and marked agency copy count as one source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import eq

from rensa import RMinHash

from communique.types import SourcedReport, SourceRef

PERMUTATIONS = 64
RUN = 4
"""Words in a run: the unit of likeness."""
COPY = 0.5
"""Likeness (Jaccard, estimated) from which on a text counts as a copy."""


def signature_of(text: str) -> tuple[int, ...]:
    """The MinHash signature of a text: 64 numbers; empty for texts of fewer than 20 words."""
    words = re.findall(r"\w+", text.casefold())
    if len(words) < 20:
        return ()
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=42)
    sketch.update([" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)])
    return tuple(sketch.digest())


def similarity(one: Sequence[int], two: Sequence[int]) -> float:
    """Estimated Jaccard likeness of two texts from their signatures: 0 to 1; 0 where one is missing."""
    if not one or not two:
        return 0.0
    return [*map(eq, one, two)].count(True) / len(one)


def copies(reports: Sequence[SourcedReport]) -> dict[str, str]:
    """Article by the article that it repeats. The original is the official one, else the first published."""
    ordered = sorted(reports, key=lambda r: (not r.source.official, r.source.published or "9", r.source.article))
    originals: list[SourceRef] = []
    found: dict[str, str] = {}
    for item in ordered:
        source = item.source
        twin = next((o for o in originals if o.article != source.article and _repeats(source, o)), None)
        if twin is None:
            originals.append(source)
        else:
            found[source.article] = twin.article
    return found


def _repeats(source: SourceRef, original: SourceRef) -> bool:
    if similarity(source.signature, original.signature) >= COPY:
        return True
    agency = source.syndicated_from
    return agency is not None and agency in (original.syndicated_from, original.outlet)
