"""Meetings of bodies: the summit of an organisation that somebody goes to, opens or speaks at."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.read.contact import Contact, Seat
from communique.read.side import STATE_CODE
from communique.read.triggers import Hit
from communique.read.view import View

EVENT = re.compile(
    r"\b(?P<lead>at|in|during|for|(?<!ahead )of|attend(?:s|ed|ing)?|join(?:s|ed)?) "
    r"(?:the |this year['’]s |an? )?"
    r"(?:(?:next|upcoming|forthcoming|annual|extraordinary|special|\d+(?:st|nd|rd|th)|[a-z]+th) )*"
    r"(?P<name>(?:(?!(?:ahead|before|after|following) )[\w&'’–.-]+ ){0,7}?)"
    r"(?P<noun>[Ss]ummit|[Gg]athering|[Mm]inisterial|[Mm]eetings?|[Cc]onference|[Ss]ession|[Aa]ssembly)\b"
)
APART = re.compile(r"\b(?:margins?|sidelines?|fringes|edges?) of (?:[\w'’-]+ ){0,6}$")
OWN_MEETING = re.compile(r"(?:summit|meetings?|ministerial|session|gathering)", re.I)
MODIFIERS = re.compile(r"\)?['’]?s?['’]? (?:(?!(?:of|in|on|at|to|for|with|and)\b)[\w'’-]+ ){0,4}")
AFTER = 110
"""Characters after a contact within which the meeting may be named at which it is."""


def at_event(view: View, contact: Contact) -> Contact:
    """The contact as part of the meeting of an organisation at which the sentence says it is; else as it was."""
    known = len(contact.countries) > 1 or contact.taken_up
    if contact.mode not in ("meeting", "multilateral") or contact.nominal or contact.status == "invited" or not known:
        return contact
    text = view.sentence.text.replace("\n", " ")
    at = contact.trigger.end - view.sentence.start
    for match in EVENT.finditer(text):
        before = match.end() <= at and re.match(r"[^,]*, where\b", text[match.end() :]) is not None
        if APART.search(text[: match.start("noun")]) or not (before or at <= match.start() < at + AFTER):
            continue
        body = _body_in(view, match.start("name"), match.end())
        if body is not None and body.side.country not in contact.countries:
            return replace(contact, mode="multilateral", at=(body,))
    return contact


def owning_body(view: View, hit: Hit) -> list[int]:
    """The mention of the organisation whose meeting a noun is ("the Pacific Islands Forum Leaders' Meeting")."""
    number = _before_its_members(view, view.nearest_left(hit.start))
    if (
        hit.rule.mode != "meeting"
        or number is None
        or not OWN_MEETING.fullmatch(view.sentence.text[hit.start : hit.end])
    ):
        return []
    between = view.sentence.text[view.actors[number].end : hit.start].replace("\n", " ")
    if view.actors[number].kind not in ("state", "collective") or not MODIFIERS.fullmatch(between):
        return []
    alone = number == 0 or view.sentence.text[view.actors[number].start - 1] not in "-–/"
    return [number] if alone and _is_body(view, number) else []


def _before_its_members(view: View, number: int | None) -> int | None:
    """The mention before the members whose meeting a noun is, where these are not said to be of any state."""
    bare = number is not None and view.actors[number].kind == "collective" and not view.sides[number]
    return number - 1 if number and bare else number


def _is_body(view: View, number: int) -> bool:
    codes = {s.country for s in view.sides[number]}
    return len(codes) == 1 and all(code and (len(code) > STATE_CODE or code == "EU") for code in codes)


def _body_in(view: View, start: int, end: int) -> Seat | None:
    """The organisation named between two offsets, alone: a meeting "EU–Japan" is one of two sides."""
    inside = [n for n, a in enumerate(view.actors) if start <= a.start < end and view.sides[n]]
    if not inside or len({s.country for n in inside for s in view.sides[n]}) != 1 or not _is_body(view, inside[0]):
        return None
    actor = view.actors[inside[0]]
    return Seat(view.sides[inside[0]][0], view.sentence.span(actor.start, actor.end))
