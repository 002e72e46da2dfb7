"""The first page, the search box behind it, and the page that explains the API."""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.errors import UsageError
from communique.record import review
from communique.record.query import Query
from communique.web.api.description import description
from communique.web.desk import Desk, desk_of, render
from communique.web.filters import LONGEST
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
    """Lead to the page that the words name: a pair of states, a state, a person, an office; else to a text search."""
    words = request.query_params.get("q", "").strip()
    if len(words) > LONGEST:
        raise UsageError(f"the search holds {len(words)} characters: shorten it to {LONGEST} or fewer")
    return RedirectResponse(address_for(desk_of(request), words) if words else "/engagements", 303)


def address_for(desk: Desk, words: str) -> str:
    """Where a search leads: "India US" to their relation, "Hegseth" to the person, other words to the text."""
    pair = _pair_in(desk, words)
    if pair:
        return f"/relations/{pair[0]}-{pair[1]}"
    state = desk.names.knowledge.state_of(words)
    if state:
        return f"/states/{state}"
    found = desk.names.knowledge.find(words, "person")
    if found and found[0].score >= 0.5 and found[0].person:
        return f"/persons/{found[0].person}"
    return f"/engagements?text={quote(words)}"


def _pair_in(desk: Desk, words: str) -> tuple[str, str] | None:
    """The two states that the words name, whatever stands between them ("India - US", "france and india")."""
    if coded := desk.names.pair(words):
        return coded
    pieces = words.replace("-", " ").replace(",", " ").split()
    for cut in range(1, len(pieces)):
        left = desk.names.knowledge.state_of(" ".join(pieces[:cut]))
        right = desk.names.knowledge.state_of(" ".join(pieces[cut:]).removeprefix("and "))
        if left and right and left != right:
            return min(left, right), max(left, right)
    return None


def api_page(request: Request) -> Response:
    """The description of the API, for people."""
    return render(request, "api.html", described=description())
