"""The contacts of one engagement in a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from communique.read.contact import Contact, Seat
from communique.read.side import Side
from communique.types import Mode, Span, Status

FAMILIES: dict[Mode, str] = {"video_call": "call"}
LEVELS = ("held", "ongoing")
"""Statuses of what has begun."""


@dataclass(slots=True)
class Group:
    """The contacts of one engagement, first the one that was told first."""

    contacts: list[Contact] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    background: bool = False

    @property
    def mode(self) -> Mode:
        """The most telling mode among the contacts."""
        modes = [c.mode for c in self.contacts]
        for special in ("video_call", "multilateral"):
            if special in modes:
                return special
        return modes[0]

    @property
    def status(self) -> Status:
        """The status that the first contact tells that is not a headline without a verb."""
        return next((c.status for c in self.contacts if not (c.neutral or c.present)), self.contacts[0].status)

    @property
    def status_words(self) -> Span:
        """The words that tell the status."""
        telling = next((c for c in self.contacts if not c.neutral), self.contacts[0])
        return telling.status_words or telling.trigger

    @property
    def countries(self) -> set[str]:
        """The states and organisations that take part."""
        return {s.side.country for s in self.seats if s.side.country}


def family(mode: Mode) -> str:
    """The family of a mode, within which two accounts may speak of one contact."""
    return FAMILIES.get(mode, mode)


def persons_of(seats: Iterable[Seat]) -> dict[str, set[str]]:
    """Keys of the persons named for each state or organisation; an empty set where nobody is."""
    found: dict[str, set[str]] = {}
    for seat in seats:
        if seat.side.country:
            names = found.setdefault(seat.side.country, set())
            if seat.side.name:
                names.add(seat.side.key)
    return found


def persons_fit(one: Iterable[Seat], other: Iterable[Seat]) -> bool:
    """No state is represented by different persons only."""
    mine, theirs = persons_of(one), persons_of(other)
    return all(not (mine[c] and theirs[c]) or mine[c] & theirs[c] for c in mine.keys() & theirs.keys())


def is_background(contact: Contact) -> bool:
    """Whether a contact is told only as what came before, or is named for the sake of another."""
    return contact.earlier or contact.aside


def join(group: Group, contact: Contact) -> None:
    """Take a contact into a group, with those who are new in it; a named person takes the place of his state."""
    group.contacts.append(contact)
    group.background = group.background and is_background(contact)
    for seat in contact.seats:
        twin = next((i for i, s in enumerate(group.seats) if _one(s.side, seat.side)), None)
        if twin is None:
            group.seats.append(seat)
        elif not group.seats[twin].side.name and seat.side.name:
            group.seats[twin] = seat


def _one(known: Side, new: Side) -> bool:
    if known.country != new.country:
        return False
    return known.key == new.key or not known.name or not new.name
