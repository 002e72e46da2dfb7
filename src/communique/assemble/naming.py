"""Namings: places where a report names an undertaking, and when two of them name the same one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from communique.assemble.block import countries_of
from communique.assemble.profile import common_words, number, surnames
from communique.knowledge import load_knowledge
from communique.knowledge.names import fold
from communique.knowledge.tables import split_names
from communique.types import Outcome, SourcedReport

FOLLOWED = frozenset({"agreement", "commitment", "initiative", "deal", "invitation"})
SAME_WORDS, SAME_NEWS = 0.75, 0.6
"""Share of the weight of the lighter naming's words that the other must hold for the two to be one undertaking.

The lower one is for what was printed within `NEWS_DAYS`: for years of it, phrases that all use would tie all to all.
"""
NEWS_DAYS = 7
KEPT_WORDS = 0.5
"""Share of the weight of a naming's words that an engagement's must hold to fulfil it."""
COMMON_WEIGHT = 0.4
"""Weight of a word that is common in official releases; a rare one weighs 1."""
SAME_DAYS = 730
"""Days between two publications within which like words mean one undertaking; an instrument's name has no limit."""
INVITED_DAYS = 366
"""Days between two publications within which an invitation of the same persons is the same one."""
EMPTY = frozenset(
    """the a an to of and in on for with that will would be is are was both two sides their his her its they leaders
    ministers agreed agree countries further continue minister president prime""".split()
)
"""Words that tell nothing of an undertaking."""
INSTRUMENT = "#"
"""Stands before the id of a known agreement among the words of a naming."""


class Naming(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An outcome of a report that may be an undertaking, with the words by which it is found again.

    `words`: folded words that bear meaning, and known agreements as "#id"; of an invitation, the persons as one word.
    `lead`: so many of the weightiest that whoever holds `KEPT_WORDS` of all holds at least one of these.
    `instruments`: the known agreements among the words. `weight`: what the words weigh together.
    """

    item: SourcedReport
    outcome: Outcome
    family: tuple[str, ...]
    """Kind (a deal is an agreement) and states: namings of different families are never the same."""
    words: frozenset[str]
    lead: frozenset[str]
    instruments: frozenset[str]
    weight: float
    printed: int | None

    @property
    def key(self) -> tuple[str, int]:
        """The id of the report, and where in its article the words stand."""
        return (self.item.report.id, self.outcome.text.start)

    @property
    def countries(self) -> tuple[str, ...]:
        """The states between which it is."""
        return self.family[1:]


def namings_of(item: SourcedReport) -> Iterator[Naming]:
    """The namings of a report."""
    countries = countries_of(item.report)
    for outcome in item.report.outcomes:
        if outcome.kind in FOLLOWED:
            kind = "agreement" if outcome.kind == "deal" else outcome.kind
            invited = frozenset({" ".join(sorted(persons_of(item)))})
            words = invited if kind == "invitation" else words_of((outcome.text.quote,), countries)
            yield Naming(
                item=item,
                outcome=outcome,
                family=(kind, *countries),
                words=words,
                lead=words if kind == "invitation" else _lead(words),
                instruments=instruments_in(words),
                weight=weight(words),
                printed=number(item.source.published),
            )


def persons_of(item: SourcedReport) -> frozenset[str]:
    """Folded last names of all who act in a report."""
    return frozenset(name for country in countries_of(item.report) for name in surnames(item.report, country))


def words_of(texts: Iterable[str], countries: Sequence[str]) -> frozenset[str]:
    """The words of texts that bear meaning, and the known agreements that these states are parties to."""
    folded = [fold(text) for text in texts]
    words = frozenset(word for text in folded for word in text.split()) - EMPTY
    return words | {INSTRUMENT + name for text in folded for name in _instruments(text, frozenset(countries))}


def weight(words: Iterable[str]) -> float:
    """What the words weigh together."""
    common = common_words()
    return sum(COMMON_WEIGHT if word in common or len(word) < 3 else 1.0 for word in words)


def instruments_in(words: frozenset[str]) -> frozenset[str]:
    """The known agreements among words."""
    return frozenset(word for word in words if word.startswith(INSTRUMENT))


def same(one: Naming, two: Naming) -> bool:
    """Whether two namings of one family name the same undertaking."""
    if one.family[0] == "invitation":
        return one.words == two.words and _within(one, two, INVITED_DAYS)
    if one.instruments & two.instruments:
        return True
    common = one.words & two.words
    if len(common) < 2 or not _within(one, two, SAME_DAYS):
        return False
    together = one.printed is not None and two.printed is not None and _within(one, two, NEWS_DAYS)
    share = SAME_NEWS if together else SAME_WORDS
    return weight(common) >= share * min(one.weight, two.weight)


def grouped(namings: Iterable[Naming]) -> list[list[Naming]]:
    """Namings of one family, those of one undertaking together: who is the same as one of them belongs to all."""
    ordered = sorted(namings, key=lambda n: n.key)
    root = list(range(len(ordered)))
    by_word: dict[str, list[int]] = defaultdict(list)
    by_lead: dict[str, list[int]] = defaultdict(list)
    for index, own in enumerate(ordered):
        near = {i for word in own.lead for i in by_word[word]} | {i for word in own.words for i in by_lead[word]}
        for other in sorted(near):
            if _root(root, other) != _root(root, index) and same(ordered[other], own):
                root[_root(root, index)] = _root(root, other)
        for word in own.words:
            by_word[word].append(index)
        for word in own.lead:
            by_lead[word].append(index)
    groups: dict[int, list[Naming]] = defaultdict(list)
    for index, own in enumerate(ordered):
        groups[_root(root, index)].append(own)
    return list(groups.values())


def _root(root: list[int], index: int) -> int:
    while root[index] != index:
        root[index] = root[root[index]]
        index = root[index]
    return index


def _within(one: Naming, two: Naming, days: int) -> bool:
    return one.printed is None or two.printed is None or abs(one.printed - two.printed) <= days


def _lead(words: frozenset[str]) -> frozenset[str]:
    left = weight(words)
    enough = KEPT_WORDS * left
    found: set[str] = set(instruments_in(words))
    for word in sorted(words, key=lambda w: (-weight((w,)), -len(w), w)):
        if left < enough:
            break
        found.add(word)
        left -= weight((word,))
    return frozenset(found)


@lru_cache(maxsize=1)
def _known_instruments() -> dict[str, list[tuple[tuple[str, ...], str, frozenset[str]]]]:
    """Known agreements by the first word of each name: the name's words, the id, the parties."""
    found: dict[str, list[tuple[tuple[str, ...], str, frozenset[str]]]] = defaultdict(list)
    for row in load_knowledge().rows("agreements"):
        parties = split_names(row["parties"])
        for words in dict.fromkeys(_forms((row["name"], *split_names(row["aliases"])), parties)):
            found[words[0]].append((words, row["agreement_id"], frozenset(parties)))
    return found


def _forms(names: Iterable[str], parties: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Each name in folded words, and without the parties where enough is left to know it by."""
    knowledge = load_knowledge()
    states = [state for state in map(knowledge.state, parties) if state]
    own = {word for s in states for name in (s.name, *s.aliases, *s.demonyms) for word in fold(name).split()}
    for name in names:
        words = tuple(fold(name).split())
        yield words
        short = tuple(word for word in words if word not in own)
        if len(short) > 2:
            yield short


def _instruments(text: str, countries: frozenset[str]) -> Iterator[str]:
    words = text.split()
    known = _known_instruments()
    for start, word in enumerate(words):
        for name, instrument, parties in known.get(word, ()):
            enough = len(parties & countries) >= min(2, len(parties))
            if enough and tuple(words[start : start + len(name)]) == name:
                yield instrument
