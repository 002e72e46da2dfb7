"""States, persons, offices and areas: what the tables know, with the engagements of each."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.record.outline import Outline, tallied
from communique.record.query import Query
from communique.web.desk import Desk, desk_of, render
from communique.web.downloads import download, split_suffix
from communique.web.filters import query_of
from communique.web.select import MOST_SUMMED, all_of, one_page, pairs_in, whole
from communique.web.summary import HeatMap, heat_map


def state_page(request: Request) -> Response:
    """A state: whom it engaged, how often, and its offices as they are held."""
    desk = desk_of(request)
    code, form = split_suffix(request.path_params["code"])
    state = desk.names.knowledge.state(code.upper())
    if state is None:
        raise HTTPException(404, f"No state or organisation has the code {code[:40]!r}: use ISO 3166 alpha-2, as IN.")
    if state.code != code:
        return RedirectResponse(f"/states/{state.code}" + request.path_params["code"][len(code) :], 301)
    query = query_of(request.query_params, desk.names, Query(between=(state.code,)))
    if form is not None:
        return download(request, form, query, state.name)
    partners, heat = desk.remembered.recall(("state", whole(query)), lambda: _state_sums(desk, query, state.code))
    offices = [office for office in desk.names.knowledge.all_offices() if office.state == state.code]
    return _page(
        request,
        "state.html",
        query,
        state=state,
        partners=partners,
        heat=heat,
        offices=[office for office in offices if office.role != "ambassador"],
    )


def _state_sums(desk: Desk, query: Query, code: str) -> tuple[tuple[tuple[str, int], ...], HeatMap]:
    engagements = all_of(desk.record, query)
    return _partners(engagements, code), heat_map(engagements)


def _partners(engagements: tuple[Outline, ...], own: str) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for parties, number in tallied(engagement.parties for engagement in engagements):
        for code in {party.country for party in parties if party.country} - {own}:
            counts[code] += number
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def person_page(request: Request) -> Response:
    """A person: offices held, and engagements in the record."""
    desk = desk_of(request)
    person_id, form = split_suffix(request.path_params["id"])
    person = desk.names.knowledge.person(person_id)
    if person is None:
        raise HTTPException(404, f"The tables hold no person {person_id[:80]!r}.")
    query = query_of(request.query_params, desk.names, Query(person=person.id))
    if form is not None:
        return download(request, form, query, person.name)
    tenures = desk.names.knowledge.tenures_of(person.id)
    return _page(request, "person.html", query, person=person, tenures=sorted(tenures, key=lambda held: held.start))


def office_page(request: Request) -> Response:
    """An office: who held it when, and how many engagements of the record fall under each."""
    desk = desk_of(request)
    office_id, form = split_suffix(request.path_params["id"])
    office = desk.names.knowledge.office(office_id)
    if office is None:
        raise HTTPException(404, f"The tables hold no office {office_id[:80]!r}.{_offices_near(desk, office_id)}")
    query = query_of(request.query_params, desk.names, Query(office=office.id))
    if form is not None:
        return download(request, form, query, desk.names.office(office.id))
    tenures = sorted(desk.names.knowledge.tenures(office.id), key=lambda held: held.start, reverse=True)
    return _page(
        request,
        "office.html",
        query,
        office=office,
        tenures=tenures,
        held_by=desk.remembered.recall(
            ("office", whole(query)), lambda: _by_person(all_of(desk.record, query), office.id)
        ),
    )


def _offices_near(desk: Desk, office_id: str) -> str:
    """The offices of the same state, most alike first; without a state, how an office is written."""
    state = office_id.partition("/")[0].upper()
    own = [
        office.id
        for office in desk.names.knowledge.all_offices()
        if office.state == state and office.role != "ambassador"
    ]
    near = [*get_close_matches(office_id, own, n=3, cutoff=0.4), *own]
    return f" It holds {', '.join(dict.fromkeys(near[:8]))}." if own else " Write it as /offices/US/defence."


def _by_person(engagements: tuple[Outline, ...], office: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for parties, number in tallied(engagement.parties for engagement in engagements):
        for person in {party.person for party in parties if party.person and party.office == office}:
            counts[person] += number
    return counts


def area_page(request: Request) -> Response:
    """An area of cooperation: who engages whom on it."""
    desk = desk_of(request)
    area, form = split_suffix(request.path_params["id"])
    if area not in desk.names.areas:
        raise HTTPException(404, f"The tables hold no area {area[:80]!r}.")
    query = query_of(request.query_params, desk.names, Query(area=area))
    if form is not None:
        return download(request, form, query, desk.names.area(area))
    pairs = desk.remembered.recall(("area", whole(query)), lambda: pairs_in(all_of(desk.record, query)))
    narrower = [other for other in desk.names.areas if other.startswith(f"{area}.")]
    return _page(request, "area.html", query, area=area, pairs=pairs[:20], narrower=narrower)


def _page(request: Request, template: str, query: Query, **values: Any) -> Response:
    desk: Desk = desk_of(request)
    params = dict(request.query_params)
    found = one_page(desk.record, query, request.url.path, params)
    count = desk.record.count(query)
    return render(
        request,
        template,
        found=found,
        count=count,
        summed=min(count, MOST_SUMMED),
        params=params,
        address=request.url.path,
        **values,
    )
