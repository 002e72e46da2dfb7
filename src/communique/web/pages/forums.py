"""Forums, dialogues and exercises: what the tables know of each, and the engagements whose words name it."""

from __future__ import annotations

from itertools import groupby
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from communique.check.forums import Forum, engagements_of
from communique.errors import UsageError
from communique.record.query import PAGE, Query
from communique.types import Engagement
from communique.web.desk import desk_of, render
from communique.web.downloads import send, split_suffix
from communique.web.filters import query_of
from communique.web.select import Found, pairs_in, whole


def forums_page(request: Request) -> Response:
    """All forums by kind."""
    forums = sorted(desk_of(request).names.forums.values(), key=lambda forum: (forum.kind, forum.name))
    kinds = [(kind, list(some)) for kind, some in groupby(forums, key=lambda forum: forum.kind)]
    return render(request, "forums.html", kinds=kinds, count=len(forums))


def forum_page(request: Request) -> Response:
    """One forum, or the engagements that name it in the format that the suffix names."""
    desk, params = desk_of(request), dict(request.query_params)
    forum_id, form = split_suffix(request.path_params["id"])
    forum = desk.names.forums.get(forum_id)
    if forum is None:
        raise HTTPException(404, f"The tables hold no forum {forum_id[:80]!r}: /forums lists those they hold.")
    query = query_of(params, desk.names, Query())
    found = desk.remembered.recall(("forum", forum.id, whole(query)), lambda: _named(request, forum, query))
    if form is not None:
        return send(request, form, found, forum.name)
    address = f"/forums/{forum.id}"
    return render(
        request,
        "forum.html",
        forum=forum,
        found=_one_page(found, query, address, params),
        count=len(found),
        pairs=pairs_in(found)[:12],
        params=params,
        address=address,
    )


def _named(request: Request, forum: Forum, query: Query) -> tuple[Engagement, ...]:
    return engagements_of(desk_of(request).record, forum, query)


def _one_page(found: tuple[Engagement, ...], query: Query, address: str, params: dict[str, str]) -> Found:
    start, size = 0, query.limit or PAGE
    if query.after:
        last = query.after.partition("~")[2]
        start = next((place + 1 for place, one in enumerate(found) if one.id == last), 0)
        if not start:
            raise UsageError("after is no place in this list: follow the next link of the page before")
    shown = found[start : start + size]
    if start + size >= len(found):
        return Found(engagements=shown)
    after = {**{k: v for k, v in params.items() if v}, "after": f"{shown[-1].date.first or ''}~{shown[-1].id}"}
    return Found(engagements=shown, next_address=f"{address}?{urlencode(after)}")
