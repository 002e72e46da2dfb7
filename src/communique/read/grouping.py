"""Contacts to engagements: which contacts of a document are one, and who takes part where the words only point back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from communique.read.contact import Contact, Seat
from communique.read.earlier import as_over, bring_forward, is_earlier, is_long_ago
from communique.read.group import Group, is_background, join
from communique.read.same_contact import only_headlined, same_engagement, taken_up_again
from communique.read.scene import OPENING
from communique.read.side import STATE_CODE, TWO_SIDES, Side
from communique.types import Mode

ANOTHER = re.compile(
    r"^(?:Later|Afterwards?|Separately|Subsequently|Earlier (?:in the day|today|on|that day)"
    r"|(?:On )?[Tt]he same day|On the (?:margins|sidelines|fringes)|In (?:a |another )separate)\b"
    r"|\balso (?:met|called on|held|received|spoke to|spoke with|had (?:a|separate)|hosted|paid)\b"
)


def groups_of(
    contacts: Sequence[Contact], texts: Sequence[str], home: str | None, published: dt.date | None = None
) -> list[Group]:
    """The engagements of a document, in the order of their first words. `texts` are the sentences' texts."""
    groups: list[Group] = []
    contacts = [as_over(c, published) for c in contacts]
    contacts = [
        replace(c, earlier=is_earlier(c, texts[c.sentence], published), another=bool(ANOTHER.search(texts[c.sentence])))
        for c in contacts
    ]
    for contact in contacts:
        whole = _completed(contact, groups, home)
        if whole is None:
            continue
        whole = replace(whole, seats=(*whole.seats, *whole.at))
        if len(whole.countries) < TWO_SIDES and not _meeting_of_a_body(whole):
            continue
        fitting = [g for g in reversed(groups) if same_engagement(g, whole)]
        known = next((g for g in fitting if g.mode == whole.mode), next(iter(fitting), None))
        known = known or next((g for g in groups if taken_up_again(g, whole)), None)
        if known:
            join(known, whole)
        else:
            groups.append(Group([whole], list(whole.seats), is_background(whole)))
    for group in groups:
        group.background = group.background or is_long_ago(group, published)
    bring_forward(groups, published)
    return [g for g in groups if not _told_otherwise(g, groups, texts)]


def _told_otherwise(group: Group, groups: list[Group], texts: Sequence[str]) -> bool:
    """Whether what a group tells is told by other groups, or is nothing."""
    if _only_announced(group, groups) or _told_apart(group, groups):
        return True
    return _vague(group, texts) or _came_of_talks(group, groups)


def _vague(group: Group, texts: Sequence[str]) -> bool:
    """Whether something told by the way has neither a day nor anybody named on both sides, or a plan fixes nothing."""
    if group.status == "planned" and all(HAZY.search(texts[c.sentence]) and not c.placed for c in group.contacts):
        call = group.mode in ("call", "video_call")
        return all(c.when.first is None or (call and c.when.precision not in ("day", "time")) for c in group.contacts)
    if not group.background or any(c.when.first for c in group.contacts):
        return False
    return len({s.side.country for s in group.seats if s.side.name or s.side.office}) < 2


def _only_announced(group: Group, groups: list[Group]) -> bool:
    """Whether a headline's "visit" is no more than the meeting that the text goes on to tell."""
    headline = group.mode == "visit" and all(c.neutral for c in group.contacts)
    return headline and any(g is not group and g.countries & group.countries for g in groups)


def _told_apart(group: Group, groups: list[Group]) -> bool:
    """Whether what a headline tells of several states at once, the text tells of them one by one."""
    if not only_headlined(group):
        return False
    parts = [g for g in groups if g is not group and len(g.countries) == TWO_SIDES and g.countries < group.countries]
    return set().union(*(g.countries for g in parts)) == group.countries


def _came_of_talks(group: Group, groups: list[Group]) -> bool:
    """Whether an agreement is what came of a contact that is told, or is no news of its own."""
    if group.contacts[0].rule != "verb.agree":
        return False
    told = any(g is not group and len(g.countries & group.countries) > 1 and not g.background for g in groups)
    return told or group.contacts[0].sentence > OPENING


HAZY = re.compile(
    r"\b(?:again|soon|regularly|(?:near|coming|next few) (?:future|days|weeks|months)|in the (?:coming|near)|"
    r"in a (?:week|month)|stay in touch)\b",
    re.I,
)
"""Words of a plan that fixes nothing."""


def _completed(contact: Contact, groups: list[Group], home: str | None) -> Contact | None:
    """The contact with both sides, where the text before it can supply the missing one."""
    if len(contact.countries) >= 2:
        return contact
    if _one_body(contact):
        same = next((g for g in reversed(groups) if contact.countries <= g.countries), None)
        many = same is not None and sum(len(code) == STATE_CODE for code in same.countries) > TWO_SIDES
        mode: Mode = "multilateral" if many and contact.mode == "meeting" else contact.mode
        if same is None and not contact.members and contact.mode == "meeting":
            return replace(contact, mode="multilateral")
        if same is None:
            return replace(contact, seats=contact.members or contact.seats)
        return replace(contact, seats=tuple(same.seats), mode=mode)
    last = _story_before(contact, groups)
    if contact.taken_up and contact.status == "denied":
        return None
    if contact.taken_up and not contact.seats:
        return replace(contact, seats=_taken_from(last, contact)) if last else None
    named = next(iter(contact.countries), None)
    if contact.mode in ("signing", "exercise") or contact.strange:
        return contact
    if last and named:
        missing = _protagonist(last, named)
        if missing:
            return replace(contact, seats=(missing, *contact.seats))
    if home and named and named != home and any(s.side.name or s.side.office for s in contact.seats):
        return replace(contact, seats=(Seat(Side(country=home, rule="party.outlet"), contact.trigger), *contact.seats))
    return contact


def _taken_from(group: Group, contact: Contact) -> tuple[Seat, ...]:
    """The seats of the engagement that a contact takes up; of papers signed, only the states."""
    if not contact.papers:
        return tuple(group.seats)
    states = {s.side.country: s for s in reversed(group.seats) if s.side.country}
    return tuple(replace(s, side=Side(country=code, rule="party.collective")) for code, s in states.items())


def _story_before(contact: Contact, groups: list[Group]) -> Group | None:
    """What a contact takes up: the last engagement told as news; for a meeting of several, the last of several."""
    told = [g for g in reversed(groups) if not g.background]
    news = [*told, *(g for g in reversed(groups) if g.background and g.contacts[0].sentence < 2)]
    of_several = [g for g in news if contact.mode == "multilateral" and len(g.countries) > 2]
    return next(iter([*of_several, *news]), None)


def _one_body(contact: Contact) -> bool:
    """Whether only the members of one organisation are named, as such ("the Quad leaders met")."""
    organisation = all(len(code) > STATE_CODE or code == "EU" for code in contact.countries)
    return bool(contact.seats) and organisation and all(s.side.rule == "party.collective" for s in contact.seats)


def _meeting_of_a_body(contact: Contact) -> bool:
    """Whether the members of one organisation met, none of them named."""
    news = contact.placed and contact.sentence < 2 and not (contact.aside or contact.earlier)
    return contact.mode == "multilateral" and news and _one_body(contact)


def _protagonist(group: Group, other: str) -> Seat | None:
    """Who goes on acting after a contact: its first side that is not of the other state."""
    options = [s for s in group.seats if s.side.country and s.side.country != other]
    return next((s for s in options if s.side.name or s.side.office), None)
