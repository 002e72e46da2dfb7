"""Areas of cooperation, from the words of the engagement's own sentences."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from communique.read.scene import Sentence
from communique.types import Area, Mode, Party


@lru_cache(maxsize=1)
def area_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Area ids with their words, from `data/rules/areas.toml`, most particular areas first."""
    compiled = [(area, _any_of(words)) for area, words in _table()["areas"].items()]
    return tuple(sorted(compiled, key=lambda pair: (-pair[0].count("."), pair[0])))


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, list[str]]]:
    text = (files("communique.data") / "rules" / "areas.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=4)
def _special(table: str) -> dict[str, re.Pattern[str]]:
    """The words of one of the smaller tables of the file, by area."""
    return {area: _any_of(words) for area, words in _table()[table].items()}


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


SPOKEN_OF = re.compile(
    r"\b(?:discuss\w*|review\w*|exchang\w*|focus\w*|address\w*|explor\w*|talk\w*|cover\w*|touch\w* on|rais\w*"
    r"|underscor\w*"
    r"|underlin\w*|emphasi[sz]\w*|stress\w*|agree\w*|cooperat\w*|collaborat\w*|reaffirm\w*|reiterat\w*|thank\w*|condemn\w*"
    r"|express\w*|welcom\w*|not(?:ed|ing)|consult\w*|commit\w*|sign(?:ed|ing)|pledg\w*|vow\w*|urg(?:ed|ing)|agenda|topics?"
    r"|advanc\w*|deepen\w*|strengthen\w*|dwelt|took stock|views|aim\w*|conveyed|press(?:ed|ing))\b",
    re.IGNORECASE,
)
"""Words of talk: in a long account only sentences with one of them tell what was spoken of."""
SHORT_ACCOUNT = 2
DEFENCE_OFFICE = re.compile(
    r"defen[cs]e|\barm(?:y|ed forces)\b|\bnav(?:y|al)\b|\bair (?:force|staff)\b|\bgeneral staff\b|\bof war\b"
    r"|\bmilitary\b"
)
FOREIGN_OFFICE = re.compile(
    r"foreign|\bfm\b|external affairs|\bof state\b|\beam\b|high representative|secretary[- ]general|diplomat|ambassador"
    r"|^secretary$"
)


def areas_in(
    sentences: Sequence[Sentence], parties: Sequence[Party] = (), mode: Mode | None = None
) -> tuple[Area, ...]:
    """Each area that the sentences name, once, with the first words that name it.

    A general area is left out where its words stand inside those of a particular one of the same branch, or where
    others are named and nobody of its office took part: leaders praise their ties in passing. Where no area is named,
    the parties' offices say it, with the words that name the party as evidence: defence ministers speak of defence,
    foreign ministers of relations; heads of state and government speak of anything, but their visits are acts of
    diplomacy.
    """
    told = [s for i, s in enumerate(sentences) if i < SHORT_ACCOUNT or SPOKEN_OF.search(s.text)]
    named = _named(told, "names_of_places" if mode == "visit" else None)
    found = {area: a for area, a in named.items() if not _in_passing(a, named, parties, mode)}
    found = found or _of_offices(parties, mode)
    return tuple(found[area] for area in sorted(found))


def _in_passing(area: Area, named: Mapping[str, Area], parties: Sequence[Party], mode: Mode | None) -> bool:
    """Whether an area is told in words that go with any contact, while another area is what was spoken of."""
    if all(_branch(other) == _branch(area.area) for other in named):
        return False
    words = _special("in_passing").get(area.area)
    if words and words.fullmatch(area.evidence.quote):
        return True
    office = OFFICES.get(area.area) if mode != "signing" else None
    return office is not None and not any(office.search((p.office_title or "").lower()) for p in parties)


OFFICES = {"defence": DEFENCE_OFFICE, "diplomacy": FOREIGN_OFFICE}


def _of_offices(parties: Sequence[Party], mode: Mode | None) -> dict[str, Area]:
    titled = [(party.office_title.lower(), party.surface) for party in parties if party.office_title and party.surface]
    for area, office in OFFICES.items():
        on_visit = area == "diplomacy" and mode == "visit"
        surface = next((span for title, span in titled if on_visit or office.search(title)), None)
        if surface:
            return {area: Area(area=area, evidence=surface, rule="area.of-offices")}
    return {}


def _named(sentences: Sequence[Sentence], unsaid: str | None = None) -> dict[str, Area]:
    """The areas that sentences name, but for the words of the table `unsaid`."""
    found: dict[str, Area] = {}
    left_out = _special(unsaid) if unsaid else {}
    for sentence in sentences:
        taken: list[tuple[str, int, int]] = []
        for area, pattern in area_patterns():
            silent = left_out.get(area)
            matches = (m for m in pattern.finditer(sentence.text) if not (silent and silent.fullmatch(m[0])))
            match = next((m for m in matches if not _inside(area, m.span(), taken)), None)
            if match:
                taken.append((area, *match.span()))
                found.setdefault(area, Area(area=area, evidence=sentence.span(*match.span()), rule=f"area.{area}"))
    return found


def _inside(area: str, span: tuple[int, int], taken: list[tuple[str, int, int]]) -> bool:
    return any(_branch(other) == _branch(area) and start <= span[0] and span[1] <= end for other, start, end in taken)


def _branch(area: str) -> str:
    return area.split(".")[0]
