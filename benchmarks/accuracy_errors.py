"""Names the kinds of error between what is annotated in a document and what was read from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Engagements = list[dict[str, Any]]
Pairs = list[tuple[dict[str, Any], dict[str, Any]]]


def errors_of(gold: Engagements, said: Engagements, pairs: Pairs) -> Iterator[str]:
    """One line a slip, worded so that the same kind of slip has the same line; background engagements are free."""
    paired = {id(one) for pair in pairs for one in pair}
    missed = [one for one in gold if id(one) not in paired and not one.get("background")]
    extra = [one for one in said if id(one) not in paired and not one.get("background")]
    yield from unpaired(missed, extra)
    for wanted, read in pairs:
        if not wanted.get("background"):
            yield from slips(wanted, read)


def unpaired(missed: Engagements, extra: Engagements) -> Iterator[str]:
    """Engagements without a counterpart; the same states in both lists is one slip of mode or day."""
    left = list(extra)
    for wanted in missed:
        twin = next((one for one in left if states(one) & states(wanted) == states(wanted)), None)
        if twin is None:
            yield f"{wanted['status']} {wanted['mode']} missed"
        else:
            left.remove(twin)
            changed = wanted["mode"] != twin["mode"]
            yield f"{wanted['mode']} read as {twin['mode']}" if changed else f"{wanted['mode']} on another day"
    for read in left:
        yield f"{read['status']} {read['mode']} where none is annotated"


def slips(wanted: dict[str, Any], read: dict[str, Any]) -> Iterator[str]:
    """Slips in the fields of an engagement that was found."""
    if wanted["status"] != read["status"]:
        yield f"status {wanted['status']} read as {read['status']}"
    yield from date_slips(wanted, read)
    yield from person_slips(wanted, read)
    yield from area_slips(wanted, read)
    if wanted.get("outcomes") is not None:
        yield from outcome_slips(wanted["outcomes"], read.get("outcomes") or [])


def date_slips(wanted: dict[str, Any], read: dict[str, Any]) -> Iterator[str]:
    """A day that is not known, or is another one."""
    if wanted.get("date_start") is None or wanted.get("date_precision") != "day":
        return
    first = (read.get("date") or {}).get("first")
    if first is None:
        yield "day not read"
    elif first != wanted["date_start"][:10]:
        yield "another day read"


def person_slips(wanted: dict[str, Any], read: dict[str, Any]) -> Iterator[str]:
    """Persons by surname, as the scorer compares them."""
    expected, found = surnames(wanted), surnames(read)
    yield from ("person missed" for _ in expected - found)
    yield from ("person who took no part" for _ in found - expected)


def area_slips(wanted: dict[str, Any], read: dict[str, Any]) -> Iterator[str]:
    """Areas at top level."""
    if wanted.get("areas") is None:
        return
    expected = {area.split(".")[0] for area in wanted["areas"]}
    found = {area["area"].split(".")[0] for area in read.get("areas") or []}
    yield from (f"area {area} missed" for area in sorted(expected - found))
    yield from (f"area {area} where none is annotated" for area in sorted(found - expected))


def outcome_slips(wanted: Engagements, read: Engagements) -> Iterator[str]:
    """Outcomes by kind: how many more or fewer there are of each."""
    for kind in sorted({one["kind"] for one in (*wanted, *read)}):
        difference = sum(one["kind"] == kind for one in read) - sum(one["kind"] == kind for one in wanted)
        label = "too many" if difference > 0 else "too few"
        yield from (f"outcomes of kind {kind}: {label}" for _ in range(abs(difference)))


def surnames(engagement: dict[str, Any]) -> set[str]:
    """Last words of the names of the parties."""
    names = (party.get("name") for party in engagement.get("parties") or [])
    return {name.split()[-1].casefold() for name in names if name}


def states(engagement: dict[str, Any]) -> set[str]:
    """States and organisations that take part."""
    return {party["country"] for party in engagement.get("parties") or [] if party.get("country")}
