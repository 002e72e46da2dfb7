"""Mentions that can be a side of a contact: found by a grammar over the labels of `lexicon`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from communique.knowledge.names import fold
from communique.read.lexicon import PARTICLES, Lexicon, Tokens
from communique.read.titles import ADDRESS

ActorKind = Literal["person", "office", "state", "collective", "counterpart", "pronoun", "place", "barred"]

NAME = r"(?:(?:N|K|I)(?:[nIj]*(?:N|K))*(?:n(?=[^x]))?(?:c?j)?)"
FULL = r"(?:K(?:n*N|n*K|c?j)*|(?:NI*|I+N?|n(?=[nNIK]))(?:[nI]*(?:N|K|S(?=N)))*(?:c?j)?)"
MORE = r"(?:(?:(?:a|c|ca)t?f+)+(?=c?t?o[tSGA]|c?H*[NKI]))?"
"""Further fields of an office ("Minister of Foreign Affairs and Worship of the ...")."""
UNIT = rf"(?:Ba)?(?:f(?:[ac]?f)*)?T(?:[oF]t?f(?:(?:a|c|ca)?t?f)*(?!A))*{MORE}"
TITLES = rf"{UNIT}(?:(?:(?:c|d|r)?t?|c?a){UNIT})*"
MANY_STATES = r"[SDG](?:(?:c|a|ca)t?[SDG])*"
SEVERAL = r"[SD](?:(?:c|a|ca)t?[SD])+"
STATE = r"[SDGAC](?:d[SD]|\([SDG]\))?"
OF = r"o(?:t)?f?(?:[SGAC])(?:o[SG])?(?:\([SDGN]\))?"

PATTERNS: tuple[tuple[ActorKind, str], ...] = (
    ("barred", rf"(?:S?s?)B(?:{FULL}(?:[ca]+{FULL})*)?(?:ot?[SNC])?|{FULL}ct?S?s?B|[SDGA]B"),
    (
        "person",
        rf"(?P<st>{STATE})?s?(?:t|h)?(?:H+t)?H*(?P<t>{TITLES})(?P<of>{OF}|(?<=T)d?[Gg])?(?:cand)?c?H*(?P<n>{FULL}|S(?=N)N)(?P<post>(?:c?ot?[SG]))?",
    ),
    (
        "person",
        rf"(?!Nc[SD]s?T+x(?!$))H*(?P<n>{FULL})ct?(?P<st>{STATE})?s?(?:H)*(?P<t>{TITLES})(?P<of>(?:x?t?[Nf]*){{0,2}}{OF}|o[SG]s|[xo]t?[SD]|(?!H*[NKI]))",
    ),
    ("person", rf"(?P<st>{STATE})s?H+(?P<t>T)?(?P<n>{FULL})"),
    ("person", rf"H+(?P<n>{FULL})(?P<post>ot?[SG])?"),
    ("counterpart", rf"hH*(?P<st>{MANY_STATES})?(?:[SD])?T?P(?:c?H*(?P<n>{FULL}))?"),
    ("counterpart", rf"t?(?P<st>[SD])T?P(?:c?H*(?P<n>{FULL}))?"),
    ("collective", rf"(?:t|h)?(?P<st>{SEVERAL})s?f?U"),
    ("collective", rf"(?:t|h)?x?(?P<st>{STATE})?s?(?:aT)?U(?P<of>[om]t?[SGA](?:(?:c|a|ca)t?(?:[SGA]|Df))*)?"),
    ("office", rf"(?:t|h)?(?P<st>{STATE})?s?(?:H+t)?H*(?P<t>{TITLES})(?P<of>{OF})?"),
    ("office", r"(?P<t>H)(?![tHTNKnI])"),
    ("person", r"(?P<st>[SD])s?(?P<n>K)"),
    ("person", r"(?P<st>S)s(?P<n>N)(?![NKIn])"),
    ("person", rf"(?P<n>{FULL})(?P<post>ot?[SG])?"),
    ("state", r"t?(?P<st>[SDG]dD|[SGA])"),
    ("state", r"t?(?P<st>[SD])s?[AY]"),
    ("place", r"(?P<st>C)"),
    ("pronoun", r"w"),
)
BEGINNING = re.compile("[^xco)(sarmFdjP]")
"""A label that a mention can begin with."""
GRAMMAR = tuple((kind, re.compile(pattern)) for kind, pattern in PATTERNS)


@dataclass(frozen=True, slots=True)
class Actor:
    """A mention: where it stands in its sentence and what the words say, before it is resolved.

    `states` are the codes of the states that the words name; a collective may name several.
    """

    kind: ActorKind
    start: int
    end: int
    surface: str
    name: str = ""
    name_start: int = -1
    title: str = ""
    states: tuple[str, ...] = ()
    person: str = ""
    plural: bool = False


def actors_in(text: str, lexicon: Lexicon) -> tuple[Actor, ...]:
    """The mentions of a sentence, left to right, not overlapping; the earliest start wins, then the longest."""
    return tuple(_scan(lexicon.tokens(text)))


def _scan(tokens: Tokens) -> Iterator[Actor]:
    labels, at = tokens.labels, 0
    while start := BEGINNING.search(labels, at):
        at = start.start()
        best: tuple[int, ActorKind, re.Match[str]] | None = None
        for kind, pattern in GRAMMAR:
            match = pattern.match(labels, at)
            if match and match.end() > at and (best is None or match.end() > best[0]):
                best = (match.end(), kind, match)
        if best is None or _only_article(labels, best[2]) or _only_honorific(tokens, best[2]):
            at += 1
            continue
        yield _actor(tokens, best[1], best[2])
        at = best[0]


def _only_article(labels: str, match: re.Match[str]) -> bool:
    return labels[match.start() : match.end()] in ("t", "n", "h", "D")


def _only_honorific(tokens: Tokens, match: re.Match[str]) -> bool:
    """Whether a word of respect stands alone that is no form of address by itself."""
    at = match.start()
    return match.end() == at + 1 and tokens.labels[at] == "H" and not ADDRESS.fullmatch(tokens.words(at, at))


def _actor(tokens: Tokens, kind: ActorKind, match: re.Match[str]) -> Actor:
    first, last = match.start(), match.end() - 1
    found = match.groupdict()
    parts = {name: match.span(name) for name in found if found[name]}
    states = [
        tokens.values[number]
        for group in ("st", "of", "post")
        for number in range(*parts.get(group, (0, 0)))
        if number in tokens.values and tokens.labels[number] in "SDGAC"
    ]
    name, name_start, person = "", -1, ""
    if "n" in parts:
        begin, end = parts["n"]
        name, name_start = tokens.words(begin, end - 1), tokens.spans[begin][0]
        person = next((tokens.values[i] for i in range(begin, end) if tokens.labels[i] == "K"), "")
    title = tokens.words(parts["t"][0], parts["t"][1] - 1) if "t" in parts else ""
    with_article = kind in ("office", "collective", "counterpart") or first == last
    begin = first if with_article or tokens.labels[first] != "t" else first + 1
    return Actor(
        kind,
        tokens.spans[begin][0],
        tokens.spans[last][1],
        tokens.words(begin, last),
        name,
        name_start,
        title,
        tuple(dict.fromkeys(states)),
        person,
        kind == "collective" or tokens.words(last, last).lower() in ("counterparts", "colleagues"),
    )


@lru_cache(maxsize=50_000)
def name_keys(name: str) -> tuple[str, ...]:
    """The words of a name by which a later mention may take it up, folded; particles and initials left out."""
    words = [w.strip(".,’'") for w in name.split()]
    return tuple(fold(w) for w in words if len(w) > 2 and w not in PARTICLES and w not in ("Jr", "Sr", "III"))
