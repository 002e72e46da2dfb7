"""Whom the sentences of an article name, and which sentences may tell of a contact."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from communique.read.actors import Actor, actors_in
from communique.read.attached import with_here, with_states_around
from communique.read.candidates import Candidates
from communique.read.cast import Cast
from communique.read.members import LIST_OF
from communique.read.scene import Sentence
from communique.read.side import Side
from communique.read.tools import Tools
from communique.rules.words import words
from communique.types import Article

LATELY = 8
"""Sentences back in which the other side of a contact may have been named."""
HEADS = ("title", "dek")
"""Blocks that name by surname whom the text goes on to name in full."""
HEAD_LINES = 3
"""Lines of a letterhead, or of the foot of a letter, in which its author may be named."""
SIGNATURE = 50
NAMESAKES = {kind: re.compile(rf"\b(?:{'|'.join(words(kind))})\b") for kind in ("georgia_abroad", "georgia_at_home")}
TAKES_UP = re.compile(
    r"\b(?:(?:was|were|be|been) (?:also |then )?(?:signed|inked|initialled)|2\+2"
    r"|[Nn]ext (?:\w+ ){0,3}(?:round|meeting|edition|session|consultations?|talks|one|summit|drill))\b"
)
"""What goes on telling of those named before without a word for them."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Whom each sentence names: its actors and what each stands for, with the memory of the whole article."""

    actors: tuple[tuple[Actor, ...], ...]
    sides: tuple[tuple[tuple[Side, ...], ...], ...]
    named: Counter[str]
    cast: Cast
    listed: int = -1
    """The sentence that leads to a list of those who took part, -1 where there is none."""
    nameless: frozenset[int] = frozenset()
    """The sentences that leave out who acts: those named before ("two accords were signed"), or who issued it."""
    author: Side | None = None
    """Who speaks as "I" in a statement or post."""

    @property
    def states_enough(self) -> bool:
        """Whether two states or organisations act at all: without them nothing can be told of a contact."""
        states = {side.country for told in self.sides for group in told for side in group if side.country}
        states |= {code for told in self.actors for actor in told if actor.kind == "place" for code in actor.states}
        return len(states | set(self.named) | ({self.cast.home} if self.cast.home else set())) > 1

    def may_tell(self, number: int) -> bool:
        """Whether a sentence may tell of a contact: two states stand in it, or one beside another named lately.

        Somebody of no known state, a pronoun or a collective may stand for whom the sentences before named.
        """
        here, open_ended = self._states_in(number), self._points_elsewhere(number)
        if number in self.nameless:
            return True
        if not here and not open_ended:
            return False
        if number < self.listed and here and open_ended:
            return True
        lately = here.union(*map(self._states_in, range(max(0, number - LATELY), number)))
        return len(here) > 1 or (len(lately) > 1 and (open_ended or here != {self.cast.home}))

    def _states_in(self, number: int) -> set[str]:
        of_sides = {side.country for group in self.sides[number] for side in group if side.country}
        return of_sides | {code for actor in self.actors[number] for code in actor.states}

    def _points_elsewhere(self, number: int) -> bool:
        pointing = ("pronoun", "counterpart", "collective", "office", "person")
        return any(
            a.kind in pointing and not any(side.country and side.sure for side in group)
            for a, group in zip(self.actors[number], self.sides[number], strict=True)
        )


def mentions_of(article: Article, sentences: Sequence[Sentence], tools: Tools) -> Mentions:
    """Whom the sentences name; persons are remembered from every sentence, in order."""
    day = article.published.day
    known = Candidates(tools.knowledge, tools.lexicon, day, tools.answers(day))
    cast = Cast(known, article.outlet_state, article.official)
    named: Counter[str] = Counter()
    here = _written_in(article, tools)
    at_home = means_the_american_georgia(article)
    all_actors: list[tuple[Actor, ...]] = []
    all_sides: list[tuple[tuple[Side, ...], ...]] = []
    for sentence in sentences:
        actors = [a for a in actors_in(sentence.text, tools.lexicon) if not (at_home and a.surface == "Georgia")]
        actors = with_here(sentence.text, with_states_around(sentence.text, actors, known.state_of_person), here)
        named.update(code for actor in actors for code in actor.states if actor.kind != "place")
        all_actors.append(tuple(actors))
        all_sides.append(_sides_in(actors, cast))
    for number, sentence in enumerate(sentences):
        if sentence.block.kind in HEADS and not all(all_sides[number]):
            later = _sides_in(all_actors[number], cast)
            all_sides[number] = tuple(a or b for a, b in zip(all_sides[number], later, strict=True))
    listed = next((s.index for s in sentences if LIST_OF.search(s.text)), -1)
    own = article.official and article.outlet_state is not None
    nameless = frozenset(s.index for s in sentences if TAKES_UP.search(s.text) or (own and s.block.kind == "title"))
    return Mentions(tuple(all_actors), tuple(all_sides), named, cast, listed, nameless, _author(article, cast))


def _written_in(article: Article, tools: Tools) -> str | None:
    """The state that "here" means: that of the date line, else the outlet's."""
    places = actors_in(article.dateline.place or "", tools.lexicon)
    return next((a.states[0] for a in places if a.states), article.outlet_state)


def _sides_in(actors: Sequence[Actor], cast: Cast) -> tuple[tuple[Side, ...], ...]:
    """Whom mentions stand for, each read against those before it."""
    sides: list[tuple[Side, ...]] = []
    for actor in actors:
        sides.append(cast.sides(actor, [s for group in sides for s in group]))
    return tuple(sides)


def _author(article: Article, cast: Cast) -> Side | None:
    """Who issued a statement: named in its byline or letterhead, else the holder of the office that published it."""
    letterhead = [d.line for d in article.dropped if d.reason == "letterhead"]
    signature = [line for line in article.text.splitlines()[-HEAD_LINES:] if 0 < len(line) < SIGNATURE]
    for line in filter(None, (article.byline, *letterhead[:HEAD_LINES], *signature, article.outlet)):
        sides = [side for actor in actors_in(line, cast.known.lexicon) for side in cast.sides(actor)]
        if named := next((s for s in sides if s.name and s.country and s.office), None):
            return named
    return None


def means_the_american_georgia(article: Article) -> bool:
    """Whether "Georgia" is the state of the United States: by what is named with it, else by who publishes."""
    if "Georgia" not in article.text or NAMESAKES["georgia_abroad"].search(article.text):
        return False
    return article.outlet_state == "US" or NAMESAKES["georgia_at_home"].search(article.text) is not None
