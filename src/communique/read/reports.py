"""Engagements of a document to reports: parties, evidence, facets and a content id."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from communique.knowledge import KnowledgeBase
from communique.read.area import areas_in
from communique.read.attribution import attributions_for
from communique.read.contact import Seat
from communique.read.group import LEVELS, Group
from communique.read.outcome import outcomes_in, thanks_one_of
from communique.read.place import place_of
from communique.read.scene import OPENING, Scene, Sentence
from communique.read.time import day_of_release, when_of
from communique.read.transcript import ABOUT, TITLED, told_in_talk
from communique.read.vouching import tied
from communique.types import Area, Outcome, Party, Report, Span, When

TO_COME = ("planned", "denied", "cancelled")
"""Statuses of contacts in which nothing has come out yet: what is agreed on them is an outcome of another contact."""


OF_THE_PAST = re.compile(
    r"(?:(?:Back )?[Ii]n (?:\w+ )?(?:19|20)\d\d|(?:Then )?[Ll]ast (?:month|year)|Earlier this (?:month|year)|"
    r"\w+ (?:months|years) (?:later|ago)|Before the (?:meeting|talks|call))\b"
)
"""How a sentence begins that tells what came of something earlier."""


def _names(group: Group, knowledge: KnowledgeBase) -> tuple[frozenset[str], frozenset[str]]:
    """The names of the parties and of their states, nation words with them; those of all other states."""
    ours: set[str] = {word for seat in group.seats for word in (seat.side.name or "").split() if word[:1].isupper()}
    others: set[str] = set()
    for state in knowledge.states():
        names = {name for name in (state.name, *state.aliases, *state.demonyms) if len(name) > 1}
        (ours if state.code in group.countries else others).update(names)
    return frozenset(ours), frozenset(others)


def _outcomes(
    group: Group, scope: Sequence[Sentence], others: Sequence[Group], knowledge: KnowledgeBase
) -> tuple[Outcome, ...]:
    """What came out of an engagement: nothing before it is held but the invitation to it.

    What is signed came out of the signing, where that is told as one.
    """
    if group.status in TO_COME:
        return ()
    elsewhere = {c.sentence for g in others if g is not group and g.mode == "signing" for c in g.contacts}
    elsewhere -= {c.sentence for c in group.contacts}
    found = outcomes_in([s for s in scope if not OF_THE_PAST.match(s.text) and s.index not in elsewhere])
    if any(o.kind == "gratitude" for o in found):
        ours, theirs = _names(group, knowledge)
        found = tuple(o for o in found if o.kind != "gratitude" or thanks_one_of(o.text.quote, ours, theirs))
    return tuple(o for o in found if o.kind == "invitation") if group.status == "invited" else found


def _areas(group: Group, scope: Sequence[Sentence], parties: Sequence[Party]) -> tuple[Area, ...]:
    """What was or is to be spoken of; where nobody spoke, the approach itself is an act of diplomacy."""
    if group.status in ("invited", "denied"):
        return areas_in([], parties, "visit")
    return areas_in(scope, parties, "visit" if group.status in ("postponed", "cancelled") else group.mode)


def _of_its_talks(group: Group, scene: Scene, others: Sequence[Group], scope: Sequence[Sentence]) -> Iterator[Sentence]:
    """What was spoken of in the only talks of a visit, where the visit is said to have been about something."""
    talks = [g for g in others if g.mode not in ("visit", "signing") and g.countries == group.countries]
    if group.mode == "visit" and len(talks) == 1 and talks[0].status == group.status and areas_in(scope, (), "other"):
        seen = {s.index for s in scope}
        yield from (s for s in _scope(talks[0], scene, others) if s.index not in seen)


def report_of(group: Group, scene: Scene, others: Sequence[Group], knowledge: KnowledgeBase) -> Report:
    """The report of one engagement; `others` are all of the document, which limit what belongs to this one."""
    article, sentences = scene.article, scene.sentences
    evidence = _evidence(group, sentences)
    own = [sentences[c.sentence] for c in group.contacts]
    scope = _scope(group, scene, others)
    parties = tuple(_party(seat) for seat in _each_once(group.seats))
    first = group.contacts[0]
    return Report(
        id=report_id(article.id, group, evidence),
        mode=group.mode,
        status=group.status,
        date=_when(group, own, scene),
        place=place_of(own, first.trigger, knowledge),
        parties=parties,
        areas=_areas(group, [*scope, *_of_its_talks(group, scene, others, scope)], parties),
        outcomes=_outcomes(group, scope if not scene.spoken else told_in_talk(scope), others, knowledge),
        attribution=tuple(tied(a, scene, group.countries, knowledge) for a in attributions_for(article, scope)),
        evidence=evidence,
        background=group.background,
        confidence=_confidence(group),
        rules=tuple(dict.fromkeys(c.rule for c in group.contacts)),
        mode_text=first.trigger,
        status_text=group.status_words,
    )


def _when(group: Group, own: Sequence[Sentence], scene: Scene) -> When:
    """When an engagement was or is to be; in a transcript, only its own sentences or the day of the words tell it."""
    first, article = group.contacts[0], scene.article
    if first.rule == TITLED:
        return day_of_release(article)
    when = when_of(own, first.trigger, group.status, article, () if scene.spoken else scene.sentences)
    stated = article.official and JOINT_STATEMENT.search(article.title or "") is not None
    if when.first is None and stated and group.status == "held" and first.sentence <= OPENING:
        return day_of_release(article)
    return when


JOINT_STATEMENT = re.compile(r"\bjoint (?:\w+ )?(?:statement|communiqu[eé]|declaration)\b", re.I)
"""The title of a release that is itself what came of the contact, and of its day."""


def _scope(group: Group, scene: Scene, others: Sequence[Group]) -> list[Sentence]:
    """The sentences that speak of an engagement: its own, and those after each until another engagement's.

    In a transcript these are few, but for what its title tells; and questions say nothing of it.
    """
    found = _account(group, scene.sentences, others)
    if not scene.spoken:
        return found
    told = [c.sentence for c in group.contacts]
    whole = group.contacts[0].rule == TITLED
    near = [s for s in found if whole or any(0 <= s.index - n <= ABOUT for n in told)]
    return [s for s in near if s.index not in scene.asked]


def _account(group: Group, sentences: Sequence[Sentence], others: Sequence[Group]) -> list[Sentence]:
    owners = _owners(others)
    found: list[Sentence] = []
    current: list[Group] = []
    stories = _are_stories(sentences)
    for sentence in sentences:
        if stories and _is_headline(sentence):
            current = []
        told = owners.get(sentence.index, [])
        goes_on = any(one is told[0] for one in current) if told else True
        if not goes_on and not any(_trails(told[0], one) for one in current):
            current = told
        own = any(c.sentence == sentence.index for c in group.contacts)
        if own or (group in current and not group.background and sentence.block.kind != "caption"):
            found.append(sentence)
    return found


HEADLINE_WORDS = 6
STORIES = 3


def _is_headline(sentence: Sentence) -> bool:
    """Whether a heading is a sentence of its own rather than the name of a part."""
    return sentence.block.kind == "heading" and len(sentence.text.split()) >= HEADLINE_WORDS


def _are_stories(sentences: Sequence[Sentence]) -> bool:
    """Whether a page is a string of short stories, each under a headline: a day's news, told as it came."""
    return sum(map(_is_headline, sentences)) >= STORIES


def _owners(groups: Sequence[Group]) -> dict[int, list[Group]]:
    """Whose account each sentence begins: the engagement told first in it, and those told by the same words.

    A visit or a signing begins it only where no talks are told in it.
    """
    owners: dict[int, list[Group]] = {}
    triggers: dict[int, Span] = {}
    for group in sorted(groups, key=_frames):
        for contact in group.contacts:
            owned = owners.setdefault(contact.sentence, [group])
            words = triggers.setdefault(contact.sentence, contact.trigger)
            if group is not owned[-1] and words == contact.trigger:
                owned.append(group)
    return owners


def _trails(told: Group, current: Group) -> bool:
    """Whether an engagement is only touched on in the account of another: in passing, or as what comes next."""
    next_one = told.status not in LEVELS and current.status in LEVELS and told.countries <= current.countries
    around = _frames(told) and not _frames(current) and bool(told.countries & current.countries)
    return told.background or next_one or around


def _frames(group: Group) -> bool:
    """Whether an engagement only holds others, in which things are said and agreed."""
    return group.mode in ("visit", "signing")


def report_id(article_id: str, group: Group, evidence: Sequence[Span]) -> str:
    """A hash of what makes the report this one: article, mode, status, first evidence, states."""
    start = evidence[0].start if evidence else -1
    parts = (article_id, group.mode, group.status, str(start), *sorted(group.countries))
    names = sorted(s.side.key for s in group.seats)
    return hashlib.sha256("\0".join((*parts, *names)).encode()).hexdigest()[:16]


def _evidence(group: Group, sentences: Sequence[Sentence]) -> tuple[Span, ...]:
    numbers = dict.fromkeys(c.sentence for c in group.contacts)
    return tuple(sentences[n].span(0, len(sentences[n].text)) for n in numbers)


def _each_once(seats: Sequence[Seat]) -> list[Seat]:
    """The seats, a state as such only where nobody is named for it, and nobody twice."""
    named = {s.side.country for s in seats if s.side.name}
    once = {(s.side.key, s.side.country): s for s in reversed(seats)}
    return [s for s in seats if once[s.side.key, s.side.country] is s and (s.side.name or s.side.country not in named)]


def _party(seat: Seat) -> Party:
    side = seat.side
    organisation = side.country if side.country and len(side.country) > 2 and not side.name else None
    return Party(
        person=side.person,
        name=side.name,
        office=side.office,
        office_title=side.office_title,
        organisation=organisation,
        country=side.country,
        role=seat.role,
        surface=seat.surface,
        rule=side.rule,
    )


def _confidence(group: Group) -> float:
    """From 0.3 to 0.95: named persons on both sides and more than one sentence make an account surer."""
    named = len({s.side.country for s in group.seats if s.side.name})
    score = 0.5 + 0.15 * min(named, 2) + 0.1 * (len(group.contacts) > 1)
    score -= 0.2 * any(not s.side.sure for s in group.seats) + 0.1 * group.background
    return round(min(0.95, max(0.3, score)), 2)
