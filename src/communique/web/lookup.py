"""Looking up one thing by its id; what is not there is a 404 with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from starlette.exceptions import HTTPException

from communique.errors import UsageError
from communique.record import Record
from communique.types import Article, Engagement, SourcedReport

Found = TypeVar("Found")


def engagement_or_404(record: Record, asked: str) -> Engagement:
    """The engagement, or the one that superseded it."""
    return _or_404(record.engagement, asked, "engagement")


def article_or_404(record: Record, asked: str) -> Article:
    """The article as it was read."""
    return _or_404(record.article, asked, "article")


def report_or_404(record: Record, asked: str) -> SourcedReport:
    """The report with its source."""
    return _or_404(record.report, asked, "report")


def _or_404(look_up: Callable[[str], Found | None], asked: str, noun: str) -> Found:
    try:
        found = look_up(asked)
    except (UsageError, KeyError):
        found = None
    if found is None:
        raise HTTPException(404, f"The record holds no {noun} {asked[:80]!r}.")
    return found
