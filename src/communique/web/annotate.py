"""Spans as W3C Web Annotations, so that other tools can show them over the same text."""

from __future__ import annotations

from typing import Any

from communique.types import Article, Report, Span
from communique.web.highlight import spans_of

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Code points of text before and after a quote that make it findable in a changed page."""


def selectors_of(text: str, span: Span) -> list[dict[str, Any]]:
    """The quote with what stands around it, and the position in code points, as the model asks for."""
    return [
        {
            "type": "TextQuoteSelector",
            "exact": span.quote,
            "prefix": text[max(0, span.start - AROUND) : span.start],
            "suffix": text[span.end : span.end + AROUND],
        },
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]


def annotations_of(article: Article, report: Report, site: str) -> list[dict[str, Any]]:
    """One annotation for each span of the report. `site` is what the addresses begin with."""
    return [
        {
            "@context": CONTEXT,
            "id": f"{site}/api/v1/reports/{report.id}/annotations#{number}",
            "type": "Annotation",
            "motivation": "identifying",
            "body": {"type": "TextualBody", "value": facet, "purpose": "tagging"},
            "target": {"source": f"{site}/articles/{article.id}", "selector": selectors_of(article.text, span)},
        }
        for number, (facet, span) in enumerate(spans_of(report), start=1)
    ]
