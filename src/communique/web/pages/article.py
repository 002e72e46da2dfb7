"""One article as it was read: every span in its place, and what was left out, with reasons."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response

from communique.errors import UsageError
from communique.types import Article
from communique.web.desk import desk_of, render
from communique.web.highlight import marked_blocks, marks_of
from communique.web.lookup import article_or_404

PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")
COLOURS = {"party": "who", "date": "when", "place": "when", "area": "area"}
PLAIN = ("mode", "status", "evidence", "ordinal", "who says so")


def article_page(request: Request) -> Response:
    """The text with its spans; `?at=START-END` shows one of them."""
    record = desk_of(request).record
    article = article_or_404(record, request.path_params["id"])
    reports = record.reports_of(article.id)
    homes = {sourced.report.id: record.engagement_of(sourced.report.id) for sourced in reports}
    marks = [mark for sourced in reports for mark in marks_of(sourced.report, homes[sourced.report.id])]
    engagements = dict.fromkeys(home for home in homes.values() if home)
    return render(
        request,
        "article.html",
        article=article,
        blocks=marked_blocks(article, marks, _here(request.query_params.get("at"), article)),
        engagements=[record.engagement(engagement) for engagement in engagements],
        colour=colour_of,
    )


def colour_of(facet: str) -> str:
    """The class that colours a facet: outcomes (agreement, plan ...) share one."""
    return COLOURS.get(facet, "" if facet in PLAIN else "out")


def _here(at: str | None, article: Article) -> tuple[int, int] | None:
    if at is None:
        return None
    found = PLACE.fullmatch(at)
    if found is None:
        raise UsageError(f"at {at[:40]!r} is no stretch of the text: write it as 120-140")
    start, end = int(found[1]), int(found[2])
    if not start < end <= len(article.text):
        raise UsageError(f"at {at!r} lies outside the text, which has {len(article.text)} characters")
    return start, end
