"""The same queries as the pages, for programs."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from communique.errors import UsageError
from communique.export import Format
from communique.record import undertakings
from communique.record.query import Query
from communique.web.annotate import annotations_of
from communique.web.api.answers import answer
from communique.web.api.description import description
from communique.web.api.persons import person, persons
from communique.web.claims import ShownVerdict, verdicts_on
from communique.web.desk import Desk, desk_of, site_of
from communique.web.downloads import SUFFIXES, download
from communique.web.filters import query_of
from communique.web.lookup import article_or_404, engagement_or_404, report_or_404
from communique.web.pages.check import check_length, day_written
from communique.web.pages.undertakings import next_address, undertakings_asked
from communique.web.select import all_of, one_page, whole
from communique.web.trends import trend_now

ACCEPTED: dict[str, Format] = {"text/csv": "csv", "application/vnd.apache.parquet": "parquet"}


def engagements(request: Request) -> Response:
    """A page of engagements; CSV or Parquet of all of them by `Accept`."""
    desk, params = desk_of(request), dict(request.query_params)
    query = query_of(params, desk.names)
    form = ACCEPTED.get(request.headers.get("accept", "").split(",")[0].split(";")[0].strip())
    if form is not None:
        return download(request, form, query, "Engagements")
    found = one_page(desk.record, query, f"{site_of(request)}/api/v1/engagements", params)
    return answer(request, {"items": found.engagements, "next": found.next_address})


def engagements_as(request: Request) -> Response:
    """All engagements of the query in the form that the suffix names."""
    suffix = request.path_params["suffix"]
    if suffix not in SUFFIXES:
        raise HTTPException(404, f"There is no form {suffix[:40]!r}: use one of {', '.join(SUFFIXES)}.")
    return download(request, SUFFIXES[suffix], query_of(request.query_params, desk_of(request).names), "Engagements")


def engagement(request: Request) -> Response:
    """One engagement."""
    return answer(request, engagement_or_404(desk_of(request).record, request.path_params["id"]))


def report(request: Request) -> Response:
    """One report with its source."""
    return answer(request, report_or_404(desk_of(request).record, request.path_params["id"]))


def report_annotations(request: Request) -> Response:
    """The spans of one report as W3C Web Annotations."""
    record = desk_of(request).record
    sourced = report_or_404(record, request.path_params["id"])
    article = article_or_404(record, sourced.source.article)
    made = annotations_of(article, sourced.report, site_of(request))
    return answer(request, made, 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"')


def article(request: Request) -> Response:
    """One article with its text, blocks and dropped lines."""
    return answer(request, article_or_404(desk_of(request).record, request.path_params["id"]))


def undertakings_answer(request: Request) -> Response:
    """A page of undertakings, oldest first; `after` is the id of the last one seen."""
    asked = undertakings_asked(request)
    with desk_of(request).record.reading() as connection:
        found = undertakings.page(connection, asked)
    return answer(request, {"items": found.undertakings, "next": next_address(request, found)})


def check(request: Request) -> Response:
    """Verdicts on the claims of `text`."""
    text = request.query_params.get("text", "").strip()
    if not text:
        raise UsageError("text is needed: a sentence or a text that counts engagements")
    check_length(text)
    found = verdicts_on(desk_of(request), text, day_written(request.query_params.get("written", "")))
    return answer(request, {"items": [_verdict(one) for one in found]})


def trend_answer(request: Request) -> Response:
    """Counts by month, level, mode and area, and two windows of twelve months compared, up to the newest report."""
    desk, params = desk_of(request), request.query_params
    query = whole(query_of(params, desk.names))
    return answer(request, desk.remembered.recall(("trend", query), lambda: _trend(desk, query)))


def _trend(desk: Desk, query: Query) -> dict[str, Any]:
    # What lies after the window is not counted; the window itself ends where the reports do.
    engagements = all_of(desk.record, msgspec.structs.replace(query, background=False))
    found = trend_now(desk.record, query, engagements, desk.names.role)
    return {
        "as_of": found.windows[1][1],
        "counted": len(engagements),
        "found": desk.record.count(query),
        "trend": found,
    }


def _verdict(one: ShownVerdict) -> dict[str, Any]:
    return {
        "text": one.text,
        "verdict": one.verdict,
        "count": one.count,
        "engagements": [engagement.id for engagement in one.engagements],
        "explanation": one.explanation,
    }


def openapi(request: Request) -> Response:
    """The description of this interface."""
    return answer(request, description())


def unknown(request: Request) -> Response:
    """Every other address under /api/v1."""
    raise HTTPException(404, f"The interface has no address {request.url.path[:80]!r}: see /api/v1/openapi.json.")


API_ROUTES = [
    Route("/openapi.json", openapi),
    Route("/engagements", engagements),
    Route("/engagements.{suffix}", engagements_as),
    Route("/engagements/{id}", engagement),
    Route("/reports/{id}", report),
    Route("/reports/{id}/annotations", report_annotations),
    Route("/articles/{id}", article),
    Route("/undertakings", undertakings_answer),
    Route("/persons", persons),
    Route("/persons/{id}", person),
    Route("/trend", trend_answer),
    Route("/check", check),
    Route("/{rest:path}", unknown),
]
