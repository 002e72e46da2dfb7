"""The OpenAPI 3.1 description, made from the types themselves."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

import msgspec

from communique.check.trend import Trend
from communique.types import (
    MODES,
    STATUSES,
    Article,
    Engagement,
    OutcomeKind,
    OutcomeStatus,
    SourcedReport,
    Undertaking,
)
from communique.version import __version__
from communique.web.api.persons import KnownPerson, described_filters

Schema = dict[str, Any]
TEXT: Schema = {"type": "string", "maxLength": 500}
DAY: Schema = {"type": "string", "format": "date"}
PART_OF_A_DAY: Schema = {"type": "string", "pattern": r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$"}
FILTERS: dict[str, tuple[str, Schema]] = {
    "between": ("Sides that all take part, as IN, IN-US or IN/defence,US/defence", TEXT),
    "person": ("Id of a person", TEXT),
    "office": ("Id of an office, as US/defence", TEXT),
    "mode": ("How they engaged", {"type": "string", "enum": list(MODES)}),
    "status": ("Whether it happened", {"type": "string", "enum": list(STATUSES)}),
    "area": ("Id of an area of cooperation", TEXT),
    "from": ("On or after this day (2025, 2025-07 or 2025-07-01)", PART_OF_A_DAY),
    "to": ("On or before this day", PART_OF_A_DAY),
    "since_office": ("Since the holder of this office, as US/defence, took it", TEXT),
    "place": ("Name of a place", TEXT),
    "outlet": ("Name of an outlet", TEXT),
    "text": ("Words that the articles hold", TEXT),
    "sort": ("Which come first", {"type": "string", "enum": ["newest", "date"], "default": "newest"}),
    "limit": ("How many to a page", {"type": "integer", "minimum": 1, "maximum": 500, "default": 25}),
    "after": ("Where the page before ended: follow `next` instead of making it", TEXT),
}


@cache
def description() -> dict[str, Any]:
    """The whole description as JSON values."""
    _, components = msgspec.json.schema_components(
        [Engagement, SourcedReport, Article, Undertaking, KnownPerson, Trend],
        ref_template="#/components/schemas/{name}",
    )
    return {
        "openapi": "3.1.0",
        "info": {"title": "communique", "version": __version__, "summary": "Engagements between states, with evidence"},
        "servers": [{"url": "/api/v1"}],
        "paths": _paths(),
        "components": {"schemas": {**components, "Problem": _PROBLEM}},
    }


_PROBLEM: Schema = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do"},
    },
}


def _paths() -> dict[str, Any]:
    some = [_parameter(name, words, schema) for name, (words, schema) in FILTERS.items()]
    return {
        "/engagements": _get("Engagements, newest first", _page_of("Engagement"), some),
        "/engagements/{id}": _get("One engagement", _ref("Engagement"), [_ID]),
        "/reports/{id}": _get("One report with its source", _ref("SourcedReport"), [_ID]),
        "/reports/{id}/annotations": _get(
            "Its spans as W3C Web Annotations (positions in code points)",
            {"type": "array", "items": {"type": "object"}},
            [_ID],
            "application/ld+json",
        ),
        "/articles/{id}": _get("One article as it was read", _ref("Article"), [_ID]),
        "/undertakings": _get("Undertakings, oldest first", _page_of("Undertaking"), _undertaking_filters()),
        "/persons": _get("Persons of the tables, by id", _page_of("KnownPerson"), _person_filters()),
        "/persons/{id}": _get("One person with the offices held", _ref("KnownPerson"), [_ID]),
        "/trend": _get(
            "Counts by month, and the last twelve months against those before", _TREND, _without_pages(some)
        ),
        "/check": _get("Verdicts on the claims of a text", _VERDICTS, _CLAIM),
    }


_ID: Schema = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}


_CLAIM: list[Schema] = [
    {
        "name": "text",
        "in": "query",
        "required": True,
        "description": "A sentence or a text that counts engagements",
        "schema": {"type": "string", "minLength": 1, "maxLength": 20000},
    },
    {"name": "written", "in": "query", "description": "The day on which it was written", "schema": DAY},
]
_VERDICTS: Schema = {
    "type": "object",
    "required": ["items"],
    "properties": {
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["text", "verdict", "count", "engagements", "explanation"],
                "properties": {
                    "text": {"type": "string"},
                    "verdict": {"enum": ["supported", "contradicted", "not_known"]},
                    "count": {"type": "integer"},
                    "engagements": {"type": "array", "items": {"type": "string"}},
                    "explanation": {"type": "string"},
                },
            },
        }
    },
}


_TREND: Schema = {
    "type": "object",
    "required": ["as_of", "counted", "found", "trend"],
    "properties": {
        "as_of": {**DAY, "description": "The day of the newest report, which the windows end on"},
        "counted": {"type": "integer", "description": "How many engagements were counted over: the newest"},
        "found": {"type": "integer", "description": "How many engagements the filters find"},
        "trend": {"$ref": "#/components/schemas/Trend"},
    },
}


def _without_pages(parameters: list[Schema]) -> list[Schema]:
    return [one for one in parameters if one["name"] not in ("sort", "limit", "after")]


def _person_filters() -> list[Schema]:
    paging = {name: FILTERS[name] for name in ("limit", "after")}
    return [_parameter(name, *about) for name, about in {**described_filters(TEXT), **paging}.items()]


def _undertaking_filters() -> list[Schema]:
    kinds = {"type": "string", "enum": list(get_args(OutcomeKind))}
    statuses = {"type": "string", "enum": list(get_args(OutcomeStatus))}
    kept = [_parameter(name, *FILTERS[name]) for name in ("between", "area", "limit", "after")]
    return [*kept, _parameter("kind", "What it is", kinds), _parameter("status", "What became of it", statuses)]


def _parameter(name: str, words: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "description": words, "schema": schema}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _page_of(name: str) -> Schema:
    return {
        "type": "object",
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "items": _ref(name)},
            "next": {"type": ["string", "null"], "description": "Address of the next page"},
        },
    }


def _get(summary: str, schema: Schema, parameters: list[Schema], media_type: str = "application/json") -> Schema:
    problem = {"content": {"application/problem+json": {"schema": _ref("Problem")}}}
    return {
        "get": {
            "summary": summary,
            "parameters": parameters,
            "responses": {
                "200": {"description": summary, "content": {media_type: {"schema": schema}}},
                "304": {"description": "Not changed since the ETag sent as If-None-Match"},
                "400": {"description": "A filter is malformed", **problem},
                "404": {"description": "Not in the record", **problem},
                "503": {"description": "The record is locked: try again", **problem},
            },
        }
    }
