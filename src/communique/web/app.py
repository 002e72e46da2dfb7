"""The record as a web application: `make_app` lays out the desk and hangs up the doors."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from communique.errors import RecordError, UsageError
from communique.knowledge import load_knowledge
from communique.record import open_record
from communique.web import failures
from communique.web.api.routes import API_ROUTES
from communique.web.desk import Desk
from communique.web.naming import names_for
from communique.web.pages.routes import PAGE_ROUTES
from communique.web.remembered import Remembered
from communique.web.review.gate import Gate
from communique.web.security import SecurityHeaders
from communique.web.warm import warmed

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class LastingFiles(StaticFiles):
    """Static files; their addresses carry a hash, so that browsers may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def make_app(location: str | Path, *, hosts: tuple[str, ...] = LOOPBACK, gate: Gate | None = None) -> Starlette:
    """The application over one record, which it only reads, but for what reviewers decide.

    `hosts` are the names that it answers to: a page elsewhere that has its name point here reads nothing. `gate` says
    who may judge: anybody who says a name where none is given.
    Raises RecordError where the record cannot be opened.
    """
    names = names_for(load_knowledge())
    templates = warmed(names)
    app = Starlette(
        routes=[
            *PAGE_ROUTES,
            Mount("/api/v1", routes=API_ROUTES),
            Mount("/static", LastingFiles(packages=[("communique.web", "static")])),
        ],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts)),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        ],
        exception_handlers={
            HTTPException: failures.for_status,
            UsageError: failures.for_usage,
            RecordError: failures.for_record,
            500: failures.for_anything,
        },
    )
    record = open_record(location, read_only=True)
    app.state.desk = Desk(
        record=record,
        location=location,
        names=names,
        templates=templates,
        remembered=Remembered(record.stamp),
        gate=gate or Gate(),
    )
    return app
