"""Which address leads to which page."""

from __future__ import annotations

from starlette.routing import Route

from communique.web.pages import (
    arcs,
    article,
    check,
    decide,
    engagement,
    forums,
    home,
    knowledge,
    relation,
    review,
    undertakings,
)

PAGE_ROUTES = [
    Route("/", home.home_page),
    Route("/search", home.search),
    Route("/engagements", engagement.list_page),
    Route("/engagements.{suffix}", engagement.list_download),
    Route("/engagements/{id}", engagement.engagement_page),
    Route("/relations/{pair}", relation.relation_page),
    Route("/articles/{id}", article.article_page),
    Route("/states/{code}", knowledge.state_page),
    Route("/persons/{id}", knowledge.person_page),
    Route("/offices/{id:path}", knowledge.office_page),
    Route("/areas/{id}", knowledge.area_page),
    Route("/forums", forums.forums_page),
    Route("/forums/{id}", forums.forum_page),
    Route("/map", arcs.map_page),
    Route("/undertakings", undertakings.undertakings_page),
    Route("/check", check.check_page, methods=["GET", "POST"]),
    Route("/review", review.overview),
    Route("/review/pairs/{left}/{right}", review.pair_page),
    Route("/review/engagements/{id}", review.engagement_page),
    Route("/review/decided", review.decided),
    Route("/review/enter", decide.enter, methods=["POST"]),
    Route("/review/leave", decide.leave, methods=["POST"]),
    Route("/review/judge", decide.judge, methods=["POST"]),
    Route("/review/correct", decide.correct, methods=["POST"]),
    Route("/review/revoke", decide.revoke, methods=["POST"]),
    Route("/api", home.api_page),
]
