"""Failures as a page in the same style, or as problem+json (RFC 9457) in the API."""

from __future__ import annotations

from http import HTTPStatus

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from communique.errors import RecordError, UsageError
from communique.web.desk import render

ADVICE = {
    404: "Check the address, or search for what you look for.",
    405: "This address does not take that kind of request.",
}


def for_status(request: Request, error: Exception) -> Response:
    """An address that is unknown, or a method that it does not take."""
    assert isinstance(error, HTTPException)
    detail = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
    return failure(request, error.status_code, detail or ADVICE.get(error.status_code, ""))


def for_usage(request: Request, error: Exception) -> Response:
    """A malformed filter: the error says what would be right."""
    assert isinstance(error, UsageError)
    return failure(request, 400, str(error))


def for_record(request: Request, error: Exception) -> Response:
    """A record that is locked or damaged: try again, or look at `communique verify`."""
    assert isinstance(error, RecordError)
    response = failure(request, 503, str(error))
    response.headers["retry-after"] = "5"
    return response


def for_anything(request: Request, error: Exception) -> Response:
    """A fault of ours: nothing of it is shown, the server's log has it."""
    del error
    return failure(request, 500, "The page could not be made. The server's log says why; the record is unharmed.")


def failure(request: Request, status: int, detail: str) -> Response:
    """One failure, for a person or for a program."""
    title = HTTPStatus(status).phrase
    if request.url.path.startswith("/api/v1"):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        return Response(msgspec.json.encode(problem), status, media_type="application/problem+json")
    return render(request, "failure.html", status, code=status, heading=title, detail=detail)
