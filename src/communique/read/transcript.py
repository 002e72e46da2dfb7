"""Transcripts: who speaks each sentence, what is only asked, and for whom "I" and "we" stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.read.actors import Actor, actors_in
from communique.read.cast import Cast
from communique.read.contact import Contact, Seat
from communique.read.scene import Sentence
from communique.read.side import Side
from communique.read.view import JOINT
from communique.types import Article, Mode, Status

CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+"
LABEL = re.compile(
    rf"\**(?P<who>(?:(?:THE|MR|MRS|MS|DR)\.? )?{CAPITALS}(?: {CAPITALS}){{0,5}})(?: \([^)]{{1,40}}\))?\**[:.]\**\s"
)
"""Who speaks, in capitals before the words."""
PLAIN_LABEL = re.compile(r"(?P<who>(?:[A-ZÀ-Þ][\w.’'-]+ ){0,5}[A-ZÀ-Þ][\w’'-]+)(?: \([^)]{1,40}\))?:\s")
"""Who speaks, in the letters of his name: taken as a label only where others ask."""
ASKED = re.compile(
    r"\**(?:Q|(?:Q|QUESTION|Question|PRESS|REPORTER|Journalist)(?: \([^)]{1,40}\))?:)\**\s+(?=[\w\"“(—…-])"
)
SPEECH = re.compile(
    r"(?:Remarks|Transcript|(?:Press|On[- ]the[- ]Record|Background)\b.*\b(?:Briefing|Gaggle|Call))\b", re.I
)
FEWEST_LABELS = 2
TOLD_LATELY = 3
"""Sentences back in which a contact that "they" take up was told."""
ABOUT = 4
"""Sentences after a contact in which a speaker still speaks of it."""
STAYING = re.compile(r"\b(?:arrival|welcome ceremony|state (?:dinner|visit|luncheon|arrival))\b", re.I)
VIRTUAL = re.compile(r"\b(?:virtual(?:ly)?|video)\b", re.I)
HONOUR = re.compile(
    r"\b(?:hono(?:u?r(?:ed)?)|pleasure|privilege|pleased|delight(?:ed)?|proud|glad|happy|great)\b[^.;]{0,30}"
    r"\bto (?:be )?$",
    re.I,
)
"""What a speaker says who has somebody before him: "it is my honour to welcome ..."."""


@dataclass(frozen=True, slots=True)
class Script:
    """A transcript: the speaker of each sentence, and the sentences that only ask.

    `together` are those whom the title names as speaking side by side, of two states or more.
    """

    speakers: tuple[Side, ...]
    asked: frozenset[int]
    together: tuple[Seat, ...] = ()
    mode: Mode = "meeting"
    """How those spoke with each other who speak side by side."""


def script_of(article: Article, sentences: Sequence[Sentence], titled: Sequence[Seat], cast: Cast) -> Script | None:
    """The transcript that an article is, None where it is none; `titled` are those who speak by its title."""
    labels = _labels(sentences)
    speech = article.official and SPEECH.match(article.title or "") is not None
    if not speech and sum(label is not None for label in labels) < FEWEST_LABELS:
        return None
    nobody = Side(country=cast.home, rule="party.speaker")
    first = _opening_label(article)
    speaker = _who(first, cast) if first else titled[0].side if titled else nobody
    speakers: list[Side] = []
    for label in labels:
        speaker = speaker if label is None else _who(label, cast) if label else nobody
        speakers.append(speaker)
    asked = frozenset(i for i, label in _carried(labels) if label == "")
    several = len({seat.side.country for seat in titled})
    mode: Mode = "video_call" if VIRTUAL.search(article.title or "") else "multilateral" if several > 2 else "meeting"
    return Script(tuple(speakers), asked, tuple(titled) if several > 1 else (), mode)


def _carried(labels: Sequence[str | None]) -> Iterator[tuple[int, str | None]]:
    """Each sentence with the label of the turn that it stands in."""
    current: str | None = None
    for number, label in enumerate(labels):
        current = current if label is None else label
        yield number, current


def _labels(sentences: Sequence[Sentence]) -> list[str | None]:
    """The label of each sentence; those in small letters count where others only ask."""
    labels = [_label(s, LABEL) for s in sentences]
    if "" not in labels:
        return labels
    return [_label(s, PLAIN_LABEL) if old is None else old for s, old in zip(sentences, labels, strict=True)]


def _label(sentence: Sentence, form: re.Pattern[str]) -> str | None:
    """Who begins to speak in a sentence: "" for one who asks, None where nobody begins."""
    if sentence.block.kind == "title":
        return None
    if ASKED.match(sentence.text):
        return ""
    match = form.match(sentence.text)
    return match["who"] if match else None


def _opening_label(article: Article) -> str | None:
    """The first speaker, whose label stands by itself before the body."""
    lines = (article.text[b.start : b.end] for b in article.blocks if b.kind == "dateline")
    found = [match["who"] for line in lines if (match := LABEL.match(f"{line} "))]
    return found[-1] if found else None


def _who(label: str, cast: Cast) -> Side:
    """Whom a label names; somebody unknown speaks for the outlet's own state."""
    nobody = Side(country=cast.home, rule="party.speaker")
    for actor in actors_in(label.title(), cast.known.lexicon)[:1]:
        own = actor.kind == "office" and not actor.states and cast.home is not None
        sides = cast.sides(replace(actor, states=(cast.home,)) if own and cast.home else actor)
        return sides[0] if sides and sides[0].country else nobody
    return nobody


SPOKEN_BY = re.compile(r"\b(?:by|of|from)\s(?:the\s)?$", re.I)
BESIDE = re.compile(r"\b(?:joint|press|news|meeting|talks|bilateral)\b[^.]*\bwith\s(?:the\s)?$", re.I)


def speakers_of_title(title: Sentence, actors: Sequence[Actor], sides: Sequence[Sequence[Side]]) -> Iterator[Seat]:
    """Those who speak by the title of a transcript: the first whom it names as such, and those beside him."""
    last: int | None = None
    for actor, group in zip(actors, sides, strict=True):
        before = title.text[last or 0 : actor.start]
        begins = last is None and (actor.start == 0 or SPOKEN_BY.search(before))
        if not begins and (last is None or not (JOINT.match(before) or BESIDE.search(before))):
            continue
        found = [Seat(s, title.span(actor.start, actor.end)) for s in group if s.country and (s.name or s.office)]
        last = actor.end if found else last
        yield from found


def titled_contact(script: Script, title: Sentence) -> Contact | None:
    """What a title tells that names persons of several states as speaking side by side: they met."""
    if not script.together:
        return None
    mode: Mode = "visit" if STAYING.search(title.text) and script.mode == "meeting" else script.mode
    status: Status = "ongoing" if mode == "visit" else "held"
    trigger = title.span(0, min(len(title.text), script.together[-1].surface.end - title.start))
    return Contact(mode, status, script.together, trigger, title.index, TITLED)


def with_speaker(contact: Contact, script: Script, sentence: Sentence) -> Contact:
    """The contact with whom its "I" or "we" stands for: the speaker, else those who speak side by side."""
    speaker = script.speakers[contact.sentence]
    welcomed = contact.rule == "verb.host" and HONOUR.search(sentence.text[: contact.trigger.start - sentence.start])
    if not (contact.first_person or welcomed):
        return contact
    contact = replace(contact, speaker=False, points_back=False, status="held" if welcomed else contact.status)
    if contact.countries and speaker.country and speaker.country not in contact.countries:
        seat = Seat(speaker, contact.trigger, "guest" if contact.mode == "visit" else None)
        mode: Mode = "multilateral" if contact.mode == "meeting" and len(contact.countries) > 1 else contact.mode
        return replace(contact, seats=(seat, *contact.seats), taken_up=False, mode=mode)
    strangers = contact.countries - {s.side.country for s in script.together}
    if len(contact.countries) < 2 and script.together and _of_both(contact) and not strangers:
        spoken = contact.mode in ("call", "meeting")
        return replace(contact, seats=script.together, taken_up=False, mode=script.mode if spoken else contact.mode)
    return contact


def _of_both(contact: Contact) -> bool:
    """Whether "we" alone may be all sides of it."""
    return contact.mode != "message" and (contact.nominal or contact.rule in TOGETHER)


TOGETHER = frozenset(("verb.meet", "verb.speak", "verb.sit-down", "verb.sign", "verb.convene"))


def as_spoken(contacts: Sequence[Contact]) -> list[Contact]:
    """The contacts of a transcript that have two sides, and those that go on with one told just before.

    In talk, "they" and "the meeting" stand for too much to be taken up from afar; and what is over and has no day is
    told for the sake of something else.
    """
    found: list[Contact] = []
    for contact in contacts:
        lately = any(0 <= contact.sentence - c.sentence <= TOLD_LATELY for c in found)
        if len(contact.countries) > 1 or (contact.taken_up and not contact.seats and lately):
            undated = contact.status == "held" and contact.when.first is None and contact.rule != TITLED
            found.append(replace(contact, aside=contact.aside or undated))
    return found


TITLED = "title.together"


def told_in_talk(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of a transcript without those in which a speaker only thanks or speaks of what should be."""
    return [s for s in sentences if not MANNERS.search(s.text)]


MANNERS = re.compile(
    r"\b(?:thanks?(?: you)?\b(?! to\b)|I(?:[’']ve|[’']d)? (?:agree|decided|think|believe|find|guess) "
    r"|(?:must|should|need to|has to|have to|would) |if (?:we|they|he|she|you) )",
    re.I,
)
