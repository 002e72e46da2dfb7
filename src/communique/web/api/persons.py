"""Persons of the tables, with the offices that they held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from communique.errors import UsageError
from communique.knowledge.tables import Person
from communique.web.api.answers import answer
from communique.web.desk import Desk, desk_of, site_of
from communique.web.filters import checked_lengths, limit_of


class HeldOffice(msgspec.Struct, frozen=True, kw_only=True):
    """One continuous holding of an office; partial ISO dates, None where not known."""

    office: str
    title: str
    start: str | None
    end: str | None
    end_known: bool
    acting: bool
    source: str
    doubt: str | None


class KnownPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who held an office; `engagements` is where those of the record are."""

    id: str
    name: str
    state: str | None
    aliases: tuple[str, ...]
    wikidata: str | None
    held: tuple[HeldOffice, ...]
    engagements: str


def persons(request: Request) -> Response:
    """A page of persons in order of their ids; `after` is the id of the last one seen."""
    desk, params = desk_of(request), dict(request.query_params)
    checked_lengths(params)
    chosen = _chosen(desk, params)
    size = limit_of(params)
    page = chosen[:size]
    following = None
    if len(chosen) > size:
        following = str(request.url.include_query_params(after=page[-1].id))
    return answer(request, {"items": [_known(desk, person, request) for person in page], "next": following})


def person(request: Request) -> Response:
    """One person."""
    desk, asked = desk_of(request), request.path_params["id"]
    found = desk.names.knowledge.person(asked)
    if found is None:
        raise HTTPException(404, f"The tables hold no person {asked[:80]!r}.")
    return answer(request, _known(desk, found, request))


def _chosen(desk: Desk, params: dict[str, str]) -> Sequence[Person]:
    knowledge, state, name = desk.names.knowledge, params.get("state", "").strip().upper(), params.get("name", "")
    if state and knowledge.state(state) is None:
        raise UsageError(f"state {state!r} is not known: use ISO 3166 alpha-2, as IN")
    found = list(knowledge.persons())
    if name.strip():
        named = {candidate.person for candidate in knowledge.find(name, "person")}
        found = [person for person in found if person.id in named]
    after = params.get("after", "")
    return sorted((p for p in found if p.id > after and state in ("", p.state)), key=lambda person: person.id)


def _known(desk: Desk, person: Person, request: Request) -> KnownPerson:
    tenures = sorted(desk.names.knowledge.tenures_of(person.id), key=lambda tenure: (tenure.start, tenure.office))
    held = [
        HeldOffice(
            office=tenure.office,
            title=desk.names.office(tenure.office),
            start=tenure.start or None,
            end=tenure.end or None,
            end_known=tenure.end_known,
            acting=tenure.acting,
            source=tenure.source,
            doubt=tenure.doubt or None,
        )
        for tenure in tenures
    ]
    return KnownPerson(
        id=person.id,
        name=person.name,
        state=person.state or None,
        aliases=person.aliases,
        wikidata=person.wikidata or None,
        held=tuple(held),
        engagements=f"{site_of(request)}/api/v1/engagements?person={person.id}",
    )


def described_filters(text: dict[str, Any]) -> dict[str, tuple[str, dict[str, Any]]]:
    """The parameters of `persons` with what each means."""
    return {
        "state": ("ISO 3166 code of the state they are of", {**text, "pattern": "^[A-Za-z-]{2,12}$"}),
        "name": ("A name, or a part of it", text),
    }
