"""Article to reports: the map step of the house."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from communique.read.antecedent import with_antecedent
from communique.read.cast import Cast
from communique.read.contact import Contact, Seat
from communique.read.contact_words import may_matter
from communique.read.frames import contacts_in, without_mere_talk
from communique.read.grouping import groups_of
from communique.read.inferred import with_inferred_states
from communique.read.members import with_listed, with_members
from communique.read.mentions import Mentions, mentions_of
from communique.read.ordinals import with_ordinals
from communique.read.reports import report_of
from communique.read.roster import with_rosters
from communique.read.rows import visits_in_rows
from communique.read.scene import Scene, Sentence
from communique.read.sentences import sentence_spans
from communique.read.time import when_of
from communique.read.time_grammar import DURATION, days_of
from communique.read.tools import Tools
from communique.read.transcript import Script, as_spoken, script_of, speakers_of_title, titled_contact, with_speaker
from communique.read.triggers import TriggerIndex
from communique.read.view import View
from communique.rules import Rules
from communique.rules.words import words
from communique.types import Article, Mode, Report, When

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
    contacts = [still_there(c, sentences[c.sentence].text, article.published.day) for c in contacts]
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


BEGUN = re.compile(r"\b(?:arriv\w+|landed|flew|began|started|opened|kicked off)\b")


def still_there(contact: Contact, text: str, today: dt.date | None) -> Contact:
    """The contact; a visit of so many days that began so few days before the text is going on as of the text."""
    length = DURATION.search(text) if BEGUN.search(text) else None
    if contact.mode != "visit" or contact.status != "held" or length is None or today is None:
        return contact
    if contact.when.first is None or contact.when.precision != "day":
        return contact
    last = dt.date.fromisoformat(contact.when.first) + dt.timedelta(days=days_of(length) - 1)
    begun = dt.date.fromisoformat(contact.when.first) <= today
    return replace(contact, status="ongoing") if begun and today < last else contact


def _own_day(contact: Contact, article: Article, sentences: Sequence[Sentence]) -> When:
    return when_of([sentences[contact.sentence]], contact.trigger, contact.status, article)


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
    wanted = [s for s in bare if tools.config.exhaustive or _may_tell(s, tools.rules, mentions)]
    parses = tools.nlp.pipe(BLANK.sub(" ", s.text) for s in wanted)
    found = {s.index: doc for s, doc in zip(wanted, parses, strict=True)}
    return tuple(replace(s, parse=found.get(s.index)) for s in bare)


def _may_tell(sentence: Sentence, rules: Rules, mentions: Mentions | None) -> bool:
    if mentions is None or sentence.index in mentions.nameless:
        return may_matter(sentence.text, rules)
    actors = mentions.actors[sentence.index]
    return may_matter(sentence.text, rules, actors) and mentions.may_tell(sentence.index)


@lru_cache(maxsize=4)
def trigger_index(rules: Rules) -> TriggerIndex:
    """The rules as an index over words; made once."""
    return TriggerIndex(rules.triggers)


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
        told = sentence.index not in asked and mentions.may_tell(sentence.index)
        if told and not sentence.text.endswith("?") and sentence.parse is not None:
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


def _with_names(contact: Contact, cast: Cast) -> Contact:
    return replace(contact, seats=tuple(replace(s, side=cast.named_for(s.side)) for s in contact.seats))
