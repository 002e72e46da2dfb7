"""What was agreed, invited, promised or planned, and what became of it."""

from __future__ import annotations

from typing import get_args

from starlette.requests import Request
from starlette.responses import Response

from communique.errors import UsageError
from communique.types import OutcomeKind, OutcomeStatus, Undertaking
from communique.web.desk import desk_of, render
from communique.web.filters import query_of
from communique.web.pending import begun

SHOWN = 200
KINDS: tuple[str, ...] = get_args(OutcomeKind)
STATUSES: tuple[str, ...] = get_args(OutcomeStatus)


def undertakings_page(request: Request) -> Response:
    """Undertakings by pair, kind, status and area, oldest first: what has waited longest stands on top."""
    params = dict(request.query_params)
    found = undertakings_asked(request)
    return render(
        request,
        "undertakings.html",
        params=params,
        found=found[:SHOWN],
        count=len(found),
        kinds=KINDS,
        statuses=STATUSES,
    )


def undertakings_asked(request: Request) -> list[Undertaking]:
    """The undertakings that the address asks for, oldest first. Raises UsageError for an unknown kind or status."""
    desk, params = desk_of(request), request.query_params
    for name, choices in (("kind", KINDS), ("status", STATUSES)):
        if params.get(name) and params[name] not in choices:
            raise UsageError(f"{name} {params[name][:40]!r} is not known: use one of {', '.join(choices)}")
    asked = query_of({name: params[name] for name in ("between", "area") if name in params}, desk.names)
    found = desk.record.undertakings(asked.between, params.get("status") or None, asked.area)
    kind = params.get("kind")
    return sorted((item for item in found if not kind or item.kind == kind), key=lambda item: (begun(item), item.id))
