"""One engagement with its evidence, and the list of engagements behind every filter."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.export.wording import title_of
from communique.record import Record, lookup
from communique.types import Attribution, Decision, Edge, Engagement, SourcedReport
from communique.web.cite import citation_of
from communique.web.desk import Desk, desk_of, render, site_of
from communique.web.downloads import SUFFIXES, download
from communique.web.facts import facts_of
from communique.web.filters import query_of
from communique.web.lookup import engagement_or_404
from communique.web.select import one_page


def list_page(request: Request) -> Response:
    """Every engagement that the filters in the address leave."""
    desk, params = desk_of(request), dict(request.query_params)
    query = query_of(params, desk.names)
    found = one_page(desk.record, query, "/engagements", params)
    return render(request, "engagements.html", found=found, params=params, count=desk.record.count(query))


def list_download(request: Request) -> Response:
    """The same list as a feed, a calendar or a table."""
    suffix = request.path_params["suffix"]
    if suffix not in SUFFIXES:
        raise HTTPException(404, f"There is no form {suffix!r}: use one of {', '.join(SUFFIXES)}.")
    return download(request, SUFFIXES[suffix], query_of(request.query_params, desk_of(request).names), "Engagements")


def engagement_page(request: Request) -> Response:
    """Facts with their words, contradictions, history, sources, how to cite it."""
    desk, asked = desk_of(request), request.path_params["id"]
    engagement = engagement_or_404(desk.record, asked)
    if engagement.id != asked:
        return RedirectResponse(f"/engagements/{engagement.id}", 301)
    reports = _reports(desk.record, engagement)
    return render(
        request,
        "engagement.html",
        engagement=engagement,
        facts=facts_of(reports, desk.names),
        reports={sourced.report.id: sourced for sourced in reports},
        judged=_judged(desk, engagement),
        decisions=_decided(desk, engagement),
        citation=citation_of(engagement, f"{site_of(request)}/engagements/{engagement.id}"),
        event=_schema_event(engagement, site_of(request)),
        said=_said(reports),
        forums=desk.names.forums_named(engagement),
    )


def _reports(record: Record, engagement: Engagement) -> list[SourcedReport]:
    """The reports of the engagement in its order."""
    with record.reading() as connection:
        found = {one.report.id: one for one in lookup.sourced(connection, [report.id for report in engagement.reports])}
    return [found[report.id] for report in engagement.reports if report.id in found]


def _judged(desk: Desk, engagement: Engagement) -> tuple[Edge, ...]:
    """What people judged on the reports of the engagement, revoked judgements left out."""
    own = {report.id for report in engagement.reports}
    edges = (edge for edge in desk.record.edges() if edge.left in own and edge.right in own)
    return tuple(edge for edge in edges if edge.revoked is None)


def _decided(desk: Desk, engagement: Engagement) -> tuple[Decision, ...]:
    """Why assembly put the reports together."""
    own = {report.id for report in engagement.reports}
    decided = desk.record.decisions(sorted(own)) if len(own) > 1 else ()
    return tuple(one for one in decided if one.together and one.left in own and one.right in own)


def _said(reports: list[SourcedReport]) -> tuple[tuple[SourcedReport, Attribution], ...]:
    """Who vouches, report by report."""
    return tuple((sourced, said) for sourced in reports for said in sourced.report.attribution)


def _schema_event(engagement: Engagement, site: str) -> dict[str, Any]:
    """The engagement as a schema.org Event, for programs that read page heads."""
    happening = {"planned": "EventScheduled", "postponed": "EventPostponed", "cancelled": "EventCancelled"}
    event: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"{site}/engagements/{engagement.id}",
        "name": title_of(engagement),
        "eventStatus": f"https://schema.org/{happening.get(engagement.status, 'EventScheduled')}",
    }
    if engagement.date.first:
        event |= {"startDate": engagement.date.first, "endDate": engagement.date.last or engagement.date.first}
    if engagement.place:
        event["location"] = {"@type": "Place", "name": engagement.place.name}
    event["attendee"] = [
        {"@type": "Person" if party.name else "Organization", "name": party.name or party.organisation or party.country}
        for party in engagement.parties
    ]
    return event
