"""What happened between two states."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.record.query import Query
from communique.web.desk import Desk, desk_of, render
from communique.web.downloads import download, split_suffix
from communique.web.filters import query_of, since_words
from communique.web.pending import pending_between
from communique.web.select import all_of, one_page, whole
from communique.web.summary import counterparts, heat_map, outlets, timeline
from communique.web.trends import months_of, trend_now


def relation_page(request: Request) -> Response:
    """The page of a pair, or the same in the format that its suffix names."""
    desk = desk_of(request)
    address, form = split_suffix(request.path_params["pair"])
    pair = desk.names.pair(address)
    if pair is None:
        raise HTTPException(404, f"{address[:80]!r} is no pair of states: write two codes, as in /relations/IN-US.")
    if "-".join(pair) != address:
        return RedirectResponse(str(request.url).replace(request.path_params["pair"], _canonical(pair, request)), 301)
    query = query_of(request.query_params, desk.names, Query(between=pair))
    if form is not None:
        return download(request, form, query, " and ".join(desk.names.state(code) for code in pair))
    return _page(request, pair, query)


def _canonical(pair: tuple[str, str], request: Request) -> str:
    _, _, suffix = request.path_params["pair"].rpartition(".")
    return "-".join(pair) + (f".{suffix}" if "." in request.path_params["pair"] else "")


def _page(request: Request, pair: tuple[str, str], query: Query) -> Response:
    desk, params = desk_of(request), dict(request.query_params)
    summed = desk.remembered.recall(("relation", whole(query)), lambda: _summed(desk, pair, query))
    address = f"/relations/{'-'.join(pair)}"
    return render(
        request,
        "relation.html",
        pair=pair,
        address=address,
        params=params,
        offices=desk.names.held_now(pair),
        since=since_words(params, query, desk.names),
        asked=urlencode({name: value for name, value in params.items() if value and name != "after"}),
        **summed,
        found=one_page(desk.record, query, address, params),
        pending=pending_between(desk.record, pair),
    )


def _summed(desk: Desk, pair: tuple[str, str], query: Query) -> dict[str, Any]:
    """What the page says of all engagements of the query together."""
    engagements = all_of(desk.record, query)
    return {
        "count": desk.record.count(whole(query)),
        "summed": len(engagements),
        "timeline": timeline(engagements, desk.names),
        "heat": heat_map(engagements),
        "counterparts": counterparts(engagements, pair, desk.names)[:12],
        "outlets": outlets(engagements)[:12],
        "trend": months_of(trend_now(desk.record, query, engagements, desk.names.role)),
    }
