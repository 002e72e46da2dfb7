"""Areas of cooperation, from the words of the engagement's own sentences."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from communique.read.scene import Sentence
from communique.types import Area


@lru_cache(maxsize=1)
def area_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Area ids with their words, from `data/rules/areas.toml`, most particular areas first."""
    text = (files("communique.data") / "rules" / "areas.toml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = tomllib.loads(text)["areas"]
    compiled = [
        (area, re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)) for area, words in table.items()
    ]
    return tuple(sorted(compiled, key=lambda pair: (-pair[0].count("."), pair[0])))


def areas_in(sentences: Sequence[Sentence]) -> tuple[Area, ...]:
    """Each area that the sentences name, once, with the first words that name it.

    A general area is left out where its words stand inside those of a particular one of the same branch.
    """
    found: dict[str, Area] = {}
    for sentence in sentences:
        taken: list[tuple[str, int, int]] = []
        for area, pattern in area_patterns():
            match = next((m for m in pattern.finditer(sentence.text) if not _inside(area, m.span(), taken)), None)
            if match:
                taken.append((area, *match.span()))
                found.setdefault(area, Area(area=area, evidence=sentence.span(*match.span()), rule=f"area.{area}"))
    return tuple(found[area] for area in sorted(found))


def _inside(area: str, span: tuple[int, int], taken: list[tuple[str, int, int]]) -> bool:
    branch = area.split(".")[0]
    return any(other.split(".")[0] == branch and start <= span[0] and span[1] <= end for other, start, end in taken)
