"""States of persons and exercises that neither words nor tables give, inferred from the whole document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from communique.read.contact import Contact, Seat
from communique.read.side import STATE_CODE, TWO_SIDES, Side
from communique.read.titles import NATIONAL

HOLDERS = frozenset(
    "head_of_state head_of_government foreign_minister defence_minister national_security_adviser".split()
)


def with_inferred_states(contact: Contact, named: Counter[str], home: str | None) -> Contact:
    """The contact with a state for those of its persons in high office whom neither text nor tables give one.

    It is the state that the document names most, those of the other sides left out, and its outlet's where another is
    named more often; such a side is not sure.
    """
    if contact.mode == "exercise" and len(contact.countries) < TWO_SIDES:
        return _of_the_document(contact, named)
    taken = contact.countries | ({home} if home else set())
    options = [code for code, _ in named.most_common(6) if code not in taken and len(code) == STATE_CODE]
    if home and (other := _other_state(contact, named, options, home)):
        contact = _facing(contact, home, other)
    if not options or not contact.countries:
        return contact
    at_home = home is not None and home not in contact.countries and named[home] >= named[options[0]]
    state = home if at_home else options[0]
    seats = tuple(
        replace(s, side=replace(s.side, country=state, sure=False))
        if s.side.country is None and s.side.name and _of_high_office(s.side)
        else s
        for s in contact.seats
    )
    return replace(contact, seats=seats)


def _of_high_office(side: Side) -> bool:
    return side.role in HOLDERS or bool(side.office_title and NATIONAL.search(side.office_title))


def _other_state(contact: Contact, named: Counter[str], options: Sequence[str], home: str) -> str | None:
    """The one state besides the issuer's that a contact is with: named in it, else the one of the document."""
    foreign = contact.countries - {home}
    if foreign:
        return next(iter(foreign)) if len(foreign) == 1 else None
    several = sum(named[code] for code in options[1:])
    return options[0] if options and named[options[0]] > max(1, several) else None


def _facing(contact: Contact, home: str, other: str) -> Contact:
    """The contact, those who sit across from the issuer's own people taken for the other state's.

    An official of no told state is taken for the issuer's, for want of better; but nobody meets his own people.
    """
    ours = [s for s in contact.seats if s.side.country == home and s.side.sure]
    if not ours or any(s.surface.start > contact.trigger.end for s in ours):
        return contact
    seats = tuple(
        replace(s, side=replace(s.side, country=other, sure=False))
        if s.surface.start > contact.trigger.end and _is_of_no_told_state(s.side, home)
        else s
        for s in contact.seats
    )
    return replace(contact, seats=seats)


def _is_of_no_told_state(side: Side, home: str) -> bool:
    untold = side.country is None or (side.country == home and not side.sure)
    return untold and side.name is not None and OF_A_GOVERNMENT.search(side.office_title or "") is not None


OF_A_GOVERNMENT = re.compile(r"\b(?:Minister|Secretary|Advis[eo]r|Ambassador|Chief of (?:Staff|Cabinet|the))\b")


def _of_the_document(contact: Contact, named: Counter[str]) -> Contact:
    """An exercise with the two states that the document names most, its own sentence's first."""
    often = [code for code, count in named.most_common() if count > 1 and len(code) == STATE_CODE]
    missing = [code for code in often if code not in contact.countries][: TWO_SIDES - len(contact.countries)]
    seats = (Seat(Side(country=code, rule="party.document", sure=False), contact.trigger) for code in missing)
    return replace(contact, seats=(*contact.seats, *seats))
