"""What was agreed, invited, promised or planned, and what became of it."""

from __future__ import annotations

from typing import get_args

from starlette.requests import Request
from starlette.responses import Response

from communique.errors import UsageError
from communique.record import undertakings
from communique.types import OutcomeKind, OutcomeStatus
from communique.web.desk import desk_of, render
from communique.web.filters import limit_of, query_of

KINDS: tuple[str, ...] = get_args(OutcomeKind)
STATUSES: tuple[str, ...] = get_args(OutcomeStatus)


def undertakings_page(request: Request) -> Response:
    """Undertakings by pair, kind, status and area, oldest first: what has waited longest stands on top."""
    asked = undertakings_asked(request)
    with desk_of(request).record.reading() as connection:
        found, count = undertakings.page(connection, asked), undertakings.count(connection, asked)
    return render(
        request,
        "undertakings.html",
        params=dict(request.query_params),
        found=found.undertakings,
        next_address=next_address(request, found),
        count=count,
        kinds=KINDS,
        statuses=STATUSES,
    )


def undertakings_asked(request: Request) -> undertakings.Asked:
    """The undertakings that the address asks for. Raises UsageError for filters that are malformed or not known."""
    desk, params = desk_of(request), request.query_params
    for name, choices in (("kind", KINDS), ("status", STATUSES)):
        if params.get(name) and params[name] not in choices:
            raise UsageError(f"{name} {params[name][:40]!r} is not known: use one of {', '.join(choices)}")
    asked = query_of({name: params[name] for name in ("between", "area") if name in params}, desk.names)
    return undertakings.Asked(
        between=asked.between,
        statuses=(params["status"],) if params.get("status") else (),
        kind=params.get("kind") or None,
        area=asked.area,
        limit=limit_of(params),
        after=params.get("after") or None,
    )


def next_address(request: Request, found: undertakings.Listed) -> str | None:
    """The address of the next page, None after the last."""
    return str(request.url.include_query_params(after=found.next)) if found.next else None
