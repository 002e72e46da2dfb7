"""The words of the query language as options, and from options to a query."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

import click

from communique.errors import UsageError
from communique.types import MODES, STATUSES

if TYPE_CHECKING:
    from communique.record.query import Query

F = TypeVar("F", bound=Callable[..., object])


def query_options(command: F) -> F:
    """The filters of every command that asks the record."""
    for option in reversed(
        (
            click.option("--between", nargs=2, metavar="SIDE SIDE", help="Two sides that both take part."),
            click.option("--with", "with_", multiple=True, metavar="SIDE", help="A further side (may be repeated)."),
            click.option("--person", metavar="NAME", help="A person's name or id."),
            click.option("--office", metavar="OFFICE", help="An office id, such as US/defence."),
            click.option("--mode", metavar="MODE", help=f"One of {', '.join(MODES)}."),
            click.option("--status", metavar="STATUS", help=f"One of {', '.join(STATUSES)}."),
            click.option("--area", metavar="AREA", help="An area of cooperation, with those below it."),
            click.option("--from", "first", metavar="DATE", help="Not before this day."),
            click.option("--to", "last", metavar="DATE", help="Not after this day."),
            click.option("--since-office", metavar="OFFICE", help="Since the present holder of an office took it."),
            click.option("--place", metavar="PLACE", help="Part of the name of the place."),
            click.option("--outlet", metavar="OUTLET", help="Part of the name of an outlet that reports it."),
            click.option("--text", metavar="WORDS", help="Words of the articles (full text)."),
        )
    ):
        command = option(command)
    return command


def query_from(filters: dict[str, Any]) -> Query:
    """The query that the options ask for. Raises UsageError that names the filter and what it takes."""
    from communique.record.query import Query

    sides = (*(filters.get("between") or ()), *(filters.get("with_") or ()))
    first = _day("--from", filters.get("first"), end=False)
    if filters.get("since_office"):
        start = since_office(filters["since_office"], _day("--to", filters.get("last"), end=True))
        first = max(first or "", start)
    return Query(
        between=tuple(side_id(side) for side in sides),
        person=filters.get("person"),
        office=_office(filters.get("office")),
        mode=_choice("--mode", filters.get("mode"), MODES),
        status=_choice("--status", filters.get("status"), STATUSES),
        area=_area(filters.get("area")),
        first=first,
        last=_day("--to", filters.get("last"), end=True),
        place=filters.get("place"),
        outlet=filters.get("outlet"),
        text=filters.get("text"),
        sort=filters.get("sort") or "date",
        limit=filters.get("limit"),
    )


def side_id(word: str) -> str:
    """A side as the record knows it: a state's name becomes its code; offices, ids and persons' names stay."""
    from communique.knowledge import load_knowledge

    if "/" in word:
        return _office(word) or word
    knowledge = load_knowledge()
    if knowledge.state(word.upper()):
        return word.upper()
    code = knowledge.state_of(word)
    if code:
        return code
    if re.fullmatch(r"[A-Z]{2}", word):
        raise UsageError(f"{word} is no code of a state: use ISO 3166 codes such as IN, US, GB")
    return word


def since_office(office_id: str, on: str | None) -> str:
    """The first day of the holder of an office on a day (today where none is given). Raises UsageError."""
    from communique.knowledge import load_knowledge

    office = _office(office_id)
    assert office is not None
    day = dt.date.fromisoformat(on[:10]) if on else dt.datetime.now(dt.UTC).date()
    holders = load_knowledge().holders(office, day)
    if not holders or not holders[0].start:
        raise UsageError(f"it is not known since when {office} is held on {day}: give --from instead")
    return holders[0].start


def _office(word: str | None) -> str | None:
    if word is None:
        return None
    from communique.knowledge import load_knowledge

    knowledge = load_knowledge()
    if knowledge.office(word):
        return word
    state = word.split("/")[0]
    known = [office.id for office in knowledge.all_offices() if office.state == state]
    raise UsageError(f"no office {word!r} is known; near are {_nearest(word, known)}")


def _area(word: str | None) -> str | None:
    if word is None:
        return None
    from communique.knowledge import load_knowledge

    return _choice("--area", word, [row["area_id"] for row in load_knowledge().rows("areas")])


def _choice(option: str, value: str | None, allowed: Iterable[str]) -> str | None:
    if value is None or value in allowed:
        return value
    raise UsageError(f"{option} {value!r} is not known; it takes {_nearest(value, list(allowed))}")


def _nearest(value: str, allowed: list[str]) -> str:
    near = get_close_matches(value, allowed, n=3, cutoff=0.4)
    rest = [word for word in allowed if word not in near]
    return ", ".join([*near, *rest][:12]) or "nothing (there is none for this state)"


def _day(option: str, value: str | None, *, end: bool) -> str | None:
    if value is None:
        return None
    from communique.knowledge.as_of import first_day, last_day

    try:
        return (last_day if end else first_day)(value).isoformat()
    except ValueError:
        raise UsageError(f"{option} {value!r} is no date: write 2025, 2025-07 or 2025-07-01") from None
