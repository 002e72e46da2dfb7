"""Article to reports: the map step of the house."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from communique.read.actors import Actor, actors_in, name_keys
from communique.read.cast import Cast, Side
from communique.read.contact import Contact, Seat
from communique.read.contact_words import may_matter
from communique.read.frames import contacts_in, without_mere_talk
from communique.read.grouping import groups_of
from communique.read.inferred import with_inferred_states
from communique.read.members import LIST_OF, with_listed, with_members
from communique.read.ordinals import with_ordinals
from communique.read.reports import report_of
from communique.read.roster import with_rosters
from communique.read.rows import visits_in_rows
from communique.read.scene import Scene, Sentence
from communique.read.sentences import sentence_spans
from communique.read.time import when_of
from communique.read.tools import Tools
from communique.read.transcript import Script, as_spoken, script_of, speakers_of_title, titled_contact, with_speaker
from communique.read.triggers import TriggerIndex
from communique.read.view import View
from communique.rules import Rules
from communique.rules.words import words
from communique.types import Article, Mode, Report, When

TWO_SIDES = 2
HEAD_LINES = 3
"""Lines of a letterhead, or of the foot of a letter, in which its author may be named."""
SIGNATURE = 50
HEADS = ("title", "dek")
"""Blocks that name by surname whom the text goes on to name in full."""
LATELY = 8
"""Sentences back in which the other side of a contact may have been named."""
WORDS_TO_ONE = 120
"""Words of a page to one of sport, at most; a long talk has some of them by chance."""
SPORT = re.compile(rf"\b(?:{'|'.join(sorted(words('sport')))})\b")
OF_CANDIDATES = re.compile(r"\b(?:[Nn]omin(?:ations?|ees?)|[Aa]ppointments? (?:of|to)|[Aa]ppoints|[Nn]ominates)\b")
"""What titles say of pages that tell the lives of candidates: where they once travelled, not contacts of today."""
BLANK = re.compile(r"\s")


def read(article: Article, tools: Tools) -> tuple[Report, ...]:
    """The reports of an article, in the order of their first words. Pure but for caches; never raises on any text."""
    bare = bare_sentences(article)
    mentions = mentions_of(article, bare, tools)
    if not (mentions.states_enough or tools.config.exhaustive):
        return ()
    sentences = parsed(bare, tools, mentions)
    named = list(zip(mentions.actors, mentions.sides, strict=True))
    rows = {contact.sentence: contact for contact in visits_in_rows(sentences, named)}
    script = _script(article, sentences, mentions)
    told = contacts_of(sentences, mentions, tools, script)
    contacts = sorted([*rows.values(), *told], key=lambda c: c.sentence)
    contacts = with_listed(contacts, sentences, named)
    if is_sport(article.text):
        contacts = [c for c in contacts if sum(bool(s.side.office) for s in c.seats) > 1]
    home = article.outlet_state if article.official else None
    contacts = [replace(c, when=_own_day(c, article, sentences)) for c in contacts]
    contacts = without_mere_talk(contacts)
    if OF_CANDIDATES.search(article.title or ""):
        contacts = [c for c in contacts if c.when.first]
    contacts = as_titled(contacts, article.title or "") if script is None else as_spoken(contacts)
    groups = groups_of(contacts, [s.text for s in sentences], home, article.published.day)
    with_rosters(groups, sentences, named)
    asked = script.asked if script else frozenset[int]()
    scene = Scene(article, sentences, asked, script is not None, tuple(mentions.cast.people))
    reports = [report_of(group, scene, groups, tools.knowledge) for group in groups]
    counted = [s for s in sentences if script is None or any(s.index == c.sentence for c in contacts)]
    return with_ordinals(reports, counted, [[c.trigger for c in group.contacts] for group in groups])


TITLED_CALL = re.compile(
    r"\b(?P<video>[Vv]ideo |[Vv]irtual )?(?:(?<!ourtesy )(?<!arewell )[Cc]all|[Tt]eleconference)\b(?! (?:for|on|to)\b)"
)


def as_titled(contacts: Sequence[Contact], title: str) -> list[Contact]:
    """The contacts, those of the opening as the call that the title says they were ("the leaders convened")."""
    match = TITLED_CALL.search(title)
    first = min((c.sentence for c in contacts), default=0)
    if match is None or any(c.mode in ("call", "video_call") for c in contacts if c.sentence == first):
        return list(contacts)
    mode: Mode = "video_call" if match["video"] else "call"
    spoken = ("meeting", "multilateral")
    return [replace(c, mode=mode) if c.sentence == first and c.mode in spoken else c for c in contacts]


def is_sport(text: str) -> bool:
    """Whether a page speaks of sport, where states meet as teams."""
    words_of_sport = SPORT.findall(text.lower())
    return len(set(words_of_sport)) > 2 and len(words_of_sport) * WORDS_TO_ONE > len(text.split())


def _own_day(contact: Contact, article: Article, sentences: Sequence[Sentence]) -> When:
    return when_of([sentences[contact.sentence]], contact.trigger, contact.status, article)


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
    """The sentences that tell what those named before did, without naming them ("two accords were signed")."""
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
        if not here and not open_ended and number not in self.nameless:
            return False
        if number < self.listed and here and open_ended:
            return True
        lately = here.union(*map(self._states_in, range(max(0, number - LATELY), number)))
        return len(here) > 1 or (
            len(lately) > 1 and (open_ended or number in self.nameless or here != {self.cast.home})
        )

    def _states_in(self, number: int) -> set[str]:
        of_sides = {side.country for group in self.sides[number] for side in group if side.country}
        return of_sides | {code for actor in self.actors[number] for code in actor.states}

    def _points_elsewhere(self, number: int) -> bool:
        pointing = ("pronoun", "counterpart", "collective", "office", "person")
        return any(
            a.kind in pointing and not any(side.country and side.sure for side in group)
            for a, group in zip(self.actors[number], self.sides[number], strict=True)
        )


def bare_sentences(article: Article) -> tuple[Sentence, ...]:
    """The sentences of an article, not parsed."""
    return tuple(
        Sentence(index=i, start=start, end=end, text=article.text[start:end], block=block)
        for i, (start, end, block) in enumerate(sentence_spans(article))
    )


def parsed_sentences(article: Article, tools: Tools) -> tuple[Sentence, ...]:
    """The sentences of an article; those with a word of contact are parsed."""
    return parsed(bare_sentences(article), tools, None)


def parsed(bare: Sequence[Sentence], tools: Tools, mentions: Mentions | None) -> tuple[Sentence, ...]:
    """The sentences with a parse where it can matter: a word of contact, and somebody named (if that is known)."""
    wanted = [
        s
        for s in bare
        if tools.config.exhaustive
        or (
            may_matter(s.text, tools.rules, mentions.actors[s.index]) and mentions.may_tell(s.index)
            if mentions and not OF_THE_SAME.search(s.text)
            else may_matter(s.text, tools.rules)
        )
    ]
    parses = tools.nlp.pipe(BLANK.sub(" ", s.text) for s in wanted)
    found = {s.index: doc for s, doc in zip(wanted, parses, strict=True)}
    return tuple(replace(s, parse=found.get(s.index)) for s in bare)


OF_THE_SAME = re.compile(
    r"^The next (?:\w+ ){0,3}(?:round|meeting|edition|session|consultations?|talks|one|summit|drill)\b"
    r"|\b(?:was|were|be) (?:also |then )?(?:signed|inked|initialled)\b"
)
"""A sentence of those who were named before, without a word for them."""


@lru_cache(maxsize=4)
def trigger_index(rules: Rules) -> TriggerIndex:
    """The rules as an index over words; made once."""
    return TriggerIndex(rules.triggers)


NAMESAKES = {kind: re.compile(rf"\b(?:{'|'.join(words(kind))})\b") for kind in ("georgia_abroad", "georgia_at_home")}


def means_the_american_georgia(article: Article) -> bool:
    """Whether "Georgia" is the state of the United States: by what is named with it, else by who publishes."""
    if "Georgia" not in article.text or NAMESAKES["georgia_abroad"].search(article.text):
        return False
    return article.outlet_state == "US" or NAMESAKES["georgia_at_home"].search(article.text) is not None


TAKES_UP = re.compile(r"\b(?:(?:was|were|been) (?:also )?signed|[Nn]ext (?:round|meeting|session|edition|one)|2\+2)\b")
"""What goes on telling of those named before without a word for them."""


def mentions_of(article: Article, sentences: Sequence[Sentence], tools: Tools) -> Mentions:
    """Whom the sentences name; persons are remembered from every sentence, in order."""
    day = article.published.day
    cast = Cast(tools.knowledge, tools.lexicon, day, article.outlet_state, article.official, tools.answers(day))
    named: Counter[str] = Counter()
    at_home = means_the_american_georgia(article)
    all_actors: list[tuple[Actor, ...]] = []
    all_sides: list[tuple[tuple[Side, ...], ...]] = []
    for sentence in sentences:
        actors = [a for a in actors_in(sentence.text, tools.lexicon) if not (at_home and a.surface == "Georgia")]
        named.update(code for actor in actors for code in actor.states if actor.kind != "place")
        all_actors.append(tuple(actors))
        all_sides.append(_sides_in(actors, cast))
    for number, sentence in enumerate(sentences):
        if sentence.block.kind in HEADS and not all(all_sides[number]):
            later = _sides_in(all_actors[number], cast)
            all_sides[number] = tuple(a or b for a, b in zip(all_sides[number], later, strict=True))
    listed = next((s.index for s in sentences if LIST_OF.search(s.text)), -1)
    nameless = frozenset(s.index for s in sentences if TAKES_UP.search(s.text))
    return Mentions(tuple(all_actors), tuple(all_sides), named, cast, listed, nameless, _author(article, cast))


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
        sides = [side for actor in actors_in(line, cast.lexicon) for side in cast.sides(actor)]
        if named := next((s for s in sides if s.name and s.country and s.office), None):
            return named
    return None


def _script(article: Article, sentences: Sequence[Sentence], mentions: Mentions) -> Script | None:
    """The transcript that an article is, if it is one, with those who speak by its title."""
    titled: list[Seat] = []
    if sentences and sentences[0].block.kind == "title":
        titled = list(speakers_of_title(sentences[0], mentions.actors[0], mentions.sides[0]))
    return script_of(article, sentences, titled, mentions.cast)


def contacts_of(
    sentences: Sequence[Sentence], mentions: Mentions, tools: Tools, script: Script | None = None
) -> list[Contact]:
    """All contacts that the parsed sentences tell; in a transcript, those that only ask tell none."""
    titled = titled_contact(script, sentences[0]) if script else None
    found: list[Contact] = [titled] if titled else []
    asked = script.asked if script else frozenset()
    for sentence in sentences:
        may_tell = mentions.may_tell(sentence.index) or OF_THE_SAME.search(sentence.text)
        told = not sentence.text.endswith("?") and sentence.index not in asked and may_tell
        if told and sentence.parse is not None:
            actors, sides = mentions.actors[sentence.index], mentions.sides[sentence.index]
            found += contacts_in(View(sentence, sentence.parse, actors, sides), trigger_index(tools.rules))
    cast = mentions.cast
    if script:
        found = [with_speaker(contact, script, sentences[contact.sentence]) for contact in found]
    found = [c for c in found if not _goes_home(c, mentions.cast.home)]
    found = [with_antecedent(contact, sentences, mentions) for contact in found]
    found = [with_members(contact, tools.knowledge) for contact in found]
    found = [with_inferred_states(contact, mentions.named, cast.home) for contact in found]
    return [_with_names(contact, cast) for contact in found]


def _goes_home(contact: Contact, home: str | None) -> bool:
    """Whether somebody who is only a pronoun travels inside the outlet's own state, as its own people do."""
    return contact.points_back and contact.rule == "verb.travel" and home in contact.countries


def with_antecedent(contact: Contact, sentences: Sequence[Sentence], mentions: Mentions) -> Contact:
    """The contact with whom its pronoun stands for, where that is somebody of another state.

    "He" is the first person before it in its sentence, else one of the two sentences before, else one who follows
    ("during his visit, the minister ..."); "I" is who speaks in the sentence or the author of the post.
    """
    seat = None
    if contact.points_back:
        seat = next(_persons_before(contact, sentences, mentions), None)
    elif contact.speaker:
        seat = _speaker(contact, sentences[contact.sentence], mentions)
    if seat is None:
        return contact
    several = contact.mode == "meeting" and len({*contact.countries, seat.side.country}) > TWO_SIDES
    mode: Mode = "multilateral" if several else contact.mode
    return replace(contact, seats=(seat, *contact.seats), taken_up=False, mode=mode)


def _persons_before(contact: Contact, sentences: Sequence[Sentence], mentions: Mentions) -> Iterator[Seat]:
    own = sentences[contact.sentence]
    trigger = contact.trigger.start - own.start
    said = [a.start for a in mentions.actors[own.index] if a.kind == "pronoun" and a.start < trigger]
    at = said[-1] if said else trigger
    yield from (seat for start, seat in _others(contact, own, mentions) if start < at)
    for sentence in reversed(sentences[max(0, own.index - 2) : own.index]):
        yield from (seat for _, seat in _others(contact, sentence, mentions))
    yield from (seat for _, seat in _others(contact, own, mentions))


def _others(contact: Contact, sentence: Sentence, mentions: Mentions) -> Iterator[tuple[int, Seat]]:
    """The named persons of a sentence who are of none of the states of a contact, each with its offset."""
    for actor, sides in zip(mentions.actors[sentence.index], mentions.sides[sentence.index], strict=True):
        for side in sides:
            if side.name and side.country and side.country not in contact.countries:
                yield actor.start, Seat(side, sentence.span(actor.start, actor.end))


def _speaker(contact: Contact, sentence: Sentence, mentions: Mentions) -> Seat | None:
    """Who says "I": the author of the post, else the one who speaks in the sentence."""
    if sentence.block.author:
        keys = set(name_keys(sentence.block.author))
        known = next((s for s in mentions.cast.people if s.name and keys & set(name_keys(s.name))), None)
        if known and known.country and known.country not in contact.countries:
            return Seat(known, contact.trigger)
    if SPEECH.search(sentence.text) and (seat := next((s for _, s in _others(contact, sentence, mentions)), None)):
        return seat
    author = mentions.author
    return Seat(author, contact.trigger) if author and author.country not in contact.countries else None


SPEECH = re.compile(r"[“\"‘]|\b(?:said|says|wrote|told|tweeted|posted|added|stated)\b")


def _with_names(contact: Contact, cast: Cast) -> Contact:
    return replace(contact, seats=tuple(replace(s, side=cast.named_for(s.side)) for s in contact.seats))
