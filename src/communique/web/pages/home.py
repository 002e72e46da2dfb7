"""The first page, the search box behind it, and the page that explains the API."""

from __future__ import annotations

import datetime as dt

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.errors import UsageError
from communique.record import review
from communique.record.query import Query
from communique.web.api.description import description
from communique.web.desk import desk_of, render
from communique.web.filters import LONGEST
from communique.web.search import address_for
from communique.web.select import newest

SHOWN = 8


def home_page(request: Request) -> Response:
    """What is new, what is to come, what is contested."""
    record = desk_of(request).record
    with record.reading() as connection:
        added = review.added_last(connection, SHOWN)
    today = dt.datetime.now(dt.UTC).date().isoformat()
    return render(
        request,
        "home.html",
        total=record.count(Query()),
        latest=newest(record, SHOWN),
        upcoming=newest(record, SHOWN, Query(status="planned", first=today)),
        contested=list({engagement.id: engagement for engagement, _ in record.contradictions(4 * SHOWN)}.values())[
            :SHOWN
        ],
        added=added,
    )


def search(request: Request) -> Response:
    """Lead to the page that the words name: two sides, a state, a person; else to a search in the texts."""
    words = request.query_params.get("q", "").strip()
    if len(words) > LONGEST:
        raise UsageError(f"the search holds {len(words)} characters: shorten it to {LONGEST} or fewer")
    return RedirectResponse(address_for(desk_of(request).names, words) if words else "/engagements", 303)


def api_page(request: Request) -> Response:
    """The description of the API, for people."""
    return render(request, "api.html", described=description())
