"""Whether a contact that a document tells is of an engagement that it told before."""

from __future__ import annotations

from collections.abc import Iterable

from communique.read.contact import Contact, Seat
from communique.read.group import LEVELS, Group, family, persons_fit, persons_of
from communique.read.side import TWO_SIDES
from communique.types import Status


def only_headlined(group: Group) -> bool:
    """Whether only a headline told of a meeting of several, which the text may tell one by one."""
    return len(group.countries) > TWO_SIDES and all(c.present or c.neutral for c in group.contacts)


def same_engagement(group: Group, contact: Contact) -> bool:
    """Whether a contact goes on telling of a group's: its mode, states, persons, status and day fit."""
    if only_headlined(group) and len(contact.countries) == TWO_SIDES:
        return False
    modes = {family(group.mode), family(contact.mode)}
    if len(modes) > 1 and not modes <= TALKS:
        return False
    if "call" in modes and len(modes) > 1 and not _virtual(group, contact):
        return False
    if len(group.countries & contact.countries) < 2 or _of_two_among_several(group, contact):
        return False
    if _is_of_members(group.seats) != _is_of_members(contact.seats) and group.countries != contact.countries:
        return False
    neutral = all(c.neutral or c.present for c in group.contacts) and contact.status in ("planned", "ongoing", "held")
    fits = neutral or _status_fits(group.status, contact) or _same_journey(group, contact)
    if not fits or _days_differ(group, contact):
        return False
    if _is_the_visit(group, contact):
        return True
    if (contact.past_perfect or (contact.earlier and not group.background)) and not _on_its_day(group, contact):
        return False
    return persons_fit(group.seats, contact.seats) and not _one_more(group, contact)


def _is_the_visit(group: Group, contact: Contact) -> bool:
    """Whether the visit that somebody "had paid" is the one that was told, for want of a day of its own."""
    undated = contact.mode == "visit" and contact.past_perfect and contact.when.first is None
    return undated and persons_fit(group.seats, contact.seats)


def _on_its_day(group: Group, contact: Contact) -> bool:
    """Whether both name the one day of a contact, which then is one however it is told."""
    own = contact.when.first if contact.when.precision in ("day", "time") else None
    return own is not None and any(c.when.first == own for c in group.contacts)


def _same_journey(group: Group, contact: Contact) -> bool:
    """Whether "is travelling to" goes on telling of a journey that is yet to come."""
    begun = contact.status == "ongoing" and contact.rule == "verb.travel" and contact.when.first is None
    return begun and group.mode == contact.mode and group.status == "planned"


def _is_of_members(seats: Iterable[Seat]) -> bool:
    """Whether a group of states as such met, which is another contact than one of two of its members."""
    return any(s.side.rule == "party.member" for s in seats)


def _one_more(group: Group, contact: Contact) -> bool:
    """Whether a contact that is said to be another one names somebody on a side where nobody was named yet."""
    mine, theirs = persons_of(group.seats), persons_of(contact.seats)
    return contact.another and any(theirs[c] and not mine.get(c) for c in theirs)


def _of_two_among_several(group: Group, contact: Contact) -> bool:
    """Whether two named persons met on a day given for it, while the group is a meeting of three states or more."""
    named = {s.side.country for s in contact.seats if s.side.name}
    told = not contact.nominal and not contact.aside and contact.when.first is not None
    return told and len(named) == len(contact.countries) == 2 and len(group.countries) > 2


def taken_up_again(group: Group, contact: Contact) -> bool:
    """Whether a contact without a day of its own goes on telling of an earlier one, in other words."""
    if contact.status != "held" or group.status not in LEVELS or contact.past_perfect or only_headlined(group):
        return False
    if contact.when.first and contact.sentence not in {c.sentence for c in group.contacts}:
        return False
    if contact.earlier or not {family(group.mode), family(contact.mode)} <= TALKS:
        return False
    if len(group.countries & contact.countries) < len(contact.countries):
        return False
    return not group.background and persons_fit(group.seats, contact.seats) and not _one_more(group, contact)


TALKS = frozenset(("call", "meeting", "multilateral"))


def _days_differ(group: Group, contact: Contact) -> bool:
    """Whether both name days, and these are not the same."""
    if contact.when.precision not in ("day", "time") or contact.nominal:
        return False
    if contact.status == "planned" and all(c.neutral for c in group.contacts):
        return False
    mine = [c.when for c in group.contacts if c.when.precision in ("day", "time") and c.when.first]
    return bool(mine) and all(w.first != contact.when.first for w in mine)


def _virtual(group: Group, contact: Contact) -> bool:
    spoken = contact.nominal or contact.rule == "verb.speak"
    return "video_call" in (group.mode, contact.mode) or (spoken and contact.taken_up)


def _status_fits(status: Status, contact: Contact) -> bool:
    return status == contact.status or (status in LEVELS and contact.status in LEVELS)
