"""How the sides of a contact are in contact: by telephone, by video, face to face, two or several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.read.side import Side
from communique.read.triggers import Hit
from communique.read.view import View
from communique.rules.words import words
from communique.types import Mode

BY_PHONE = re.compile(
    r"\b(?:by|over|via|on)(?: the| a)? (?:tele)?phone\b|\bphone call\b|\btelephon\w+\b|\btelecon\b", re.I
)


IN_PERSON = re.compile(
    r"\b(?:one[- ]on[- ]one|t[eê]te-[aà]-t[eê]te|face[- ]to[- ]face|in[ -]person"
    r"|over (?:lunch|dinner|breakfast|coffee|tea)"
    r"|(?:on|at) the (?:margins|sidelines|fringes)|at the (?:[A-Z0-9]\S+ ){1,4}[Ss]ummit)\b"
    r"|[–—-] an? (?:[\w-]+ )?(?:meeting|encounter)\b|^\s+in (?:the )?[A-Z]"
)
"""What shows that those who spoke sat together."""
BY_VIDEO = re.compile(r"\b(?:virtual(?:ly)?|video|videoconference)\b", re.I)
SUMMIT = re.compile(
    r"[^.;]{0,60}\b(?:at|for|during) the (?!margins|sidelines)(?:(?:[A-Z0-9][\w-]*\s)+[Ss]ummit\b"
    r"|(?:G7|G20|NATO|Quad|ASEAN|APEC|BRICS|SCO)\b[\w’' ]{0,30}(?:summit|ministerial|meeting|gathering)\b)"
)


def mode_of(view: View, hit: Hit, sides: Sequence[Side]) -> Mode:
    """How the sides are in contact: as the rule has it, but for what the words around the trigger and the sides say."""
    mode, text = hit.rule.mode, view.sentence.text
    if hit.rule.id == "verb.speak" and IN_PERSON.search(text[hit.end : hit.end + REACH_OF_PLACE]):
        mode = "meeting"
    if mode in ("call", "meeting") and BY_VIDEO.search(text[max(0, hit.start - 30) : hit.end + 60]):
        return "video_call"
    if mode == "meeting" and BY_PHONE.search(text[max(0, hit.start - 60) : hit.end + (300 if hit.rule.lemmas else 90)]):
        return "call"
    if mode == "meeting" and _of_several(view, hit, sides):
        return "multilateral"
    return mode


def _of_several(view: View, hit: Hit, sides: Sequence[Side]) -> bool:
    """Whether three states or more sit together: named, said, or met as the members of a group."""
    text = view.sentence.text
    countries = {side.country for side in sides if side.country}
    summit = SUMMIT.match(text[hit.end : hit.end + 110]) if hit.rule.lemmas else None
    if summit and not _of_these_two(view, hit.end, hit.end + summit.end(), countries):
        return True
    if re.search(r"\b(?:tri|quadri|multi)lateral\b", text[max(0, hit.start - 40) : hit.end + 40], re.I):
        return True
    if len(countries) > 2:
        return True
    gathering = hit.word.lemma_.lower() in GATHERINGS
    return any(_is_a_group(side) and (gathering or side.rule == "party.collective") for side in sides)


def _of_these_two(view: View, start: int, end: int, countries: set[str]) -> bool:
    """Whether the summit named between two offsets is that of the two states themselves ("the EU-Japan summit")."""
    named = {c for a in view.actors if start <= a.start < end and a.kind == "state" for c in a.states}
    return len(named) > 1 and named <= countries


def _is_a_group(side: Side) -> bool:
    """Whether a side is an organisation as its members, not somebody who speaks for it."""
    code = side.country or ""
    return (len(code) > 2 or not code.isalpha()) and code not in SECRETARIATS and not (side.name or side.office)


SECRETARIATS = words("secretariats")
"""Organisations that meet others as one body, whoever their members are."""
GATHERINGS = words("gatherings")
REACH_OF_PLACE = 70
