"""Corrections of what an engagement has several of: parties, areas and outcomes that people add or take away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, get_args

import msgspec

from communique.errors import UsageError
from communique.knowledge import load_knowledge
from communique.knowledge.names import fold
from communique.types import Area, Correction, Engagement, Outcome, OutcomeKind, OutcomeStatus, Party, Span

RULE = "correction"
AWAY = "no-"
"""Begins the name of a field that takes away."""
STATUS_OF_KIND: dict[str, OutcomeStatus] = {"invitation": "pending", "initiative": "proposed", "plan": "pending"}
"""Status of an added outcome by its kind; of others "agreed"."""


class List(NamedTuple):
    """A field of several values: its name in an engagement, how one is read, and the words it is known by."""

    name: str
    read: Callable[[str], Any]
    known_by: Callable[[Any], frozenset[str]]


def party_of(value: str) -> Party:
    """A party written "Name, CC", or "CC" for a state as such. Raises UsageError for unknown states."""
    name, comma, code = (part.strip() for part in value.rpartition(","))
    if not (name if comma else code) or load_knowledge().state(code.upper()) is None:
        raise UsageError(
            f"{value!r} is no party: write name and state as in 'Marco Rubio, US', or a known state's code"
        )
    return Party(name=name or None, country=code.upper(), rule=RULE)


def area_of(value: str) -> Area:
    """A known area by its id. Raises UsageError for others."""
    known = {row["area_id"] for row in load_knowledge().areas()}
    if value not in known:
        raise UsageError(f"{value} is no area: `communique kb` lists them, as defence.exercises")
    return Area(area=value, evidence=_own_words(value), rule=RULE)


def outcome_of(value: str) -> Outcome:
    """An outcome written "kind: words". Raises UsageError for unknown kinds, and without words."""
    kind, _, words = (part.strip() for part in value.partition(":"))
    if kind not in get_args(OutcomeKind) or not words:
        raise UsageError(
            f"{value!r} is no outcome: write 'KIND: words', with a kind of {', '.join(get_args(OutcomeKind))}"
        )
    status = STATUS_OF_KIND.get(kind, "agreed")
    return Outcome(kind=msgspec.convert(kind, OutcomeKind), status=status, text=_own_words(words), rule=RULE)


def _own_words(words: str) -> Span:
    """The words of the correction itself: they stand in no article."""
    return Span(start=0, end=len(words), quote=words)


def _names_of(party: Party) -> frozenset[str]:
    return frozenset(fold(word) for word in (party.name or party.country, party.person) if word)


LISTS: dict[str, List] = {
    "party": List("parties", party_of, _names_of),
    "area": List("areas", area_of, lambda area: frozenset({fold(area.area)})),
    "outcome": List("outcomes", outcome_of, lambda outcome: frozenset({fold(outcome.text.quote)})),
}


def _known_as(field: str, value: str) -> str:
    """How the value of a list field is recognised among those that are there."""
    if field == "party":
        return fold(value.rpartition(",")[0] or value)
    return fold(value.partition(":")[2] or value) if field == "outcome" else fold(value)


def refuse_idle(engagement: Engagement, field: str, value: str) -> None:
    """Raises UsageError where a value that is not there is taken away, or one that is there is added."""
    adds = not field.startswith(AWAY)
    field = field.removeprefix(AWAY)
    if field in LISTS and adds == bool(_there(engagement, field, value)):
        has = "has" if adds else "has no"
        raise UsageError(f"{engagement.id} {has} {field} {value}: nothing to correct")


def _there(engagement: Engagement, field: str, value: str) -> list[Any]:
    """The values of the engagement that are known by this one."""
    listed = LISTS[field]
    return [item for item in getattr(engagement, listed.name) if _known_as(field, value) in listed.known_by(item)]


def amended(engagement: Engagement, correction: Correction, why: str) -> Engagement:
    """The engagement with a value added or taken away."""
    field = correction.field.removeprefix(AWAY)
    listed = LISTS[field]
    there = _there(engagement, field, correction.value)
    values = [item for item in getattr(engagement, listed.name) if item not in there]
    if correction.field == field:
        values += there or [listed.read(correction.value)]
    if listed.name == "parties":
        values.sort(key=lambda p: (p.country or "~", p.name or ""))
    preferred = (*(p for p in engagement.preferred if p != (listed.name, why)), (listed.name, why))
    return msgspec.structs.replace(engagement, preferred=preferred, **{listed.name: tuple(values)})
