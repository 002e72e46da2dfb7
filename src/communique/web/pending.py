"""Undertakings as pages show them."""

from __future__ import annotations

from communique.record import Record
from communique.types import Undertaking

OPEN = ("pending", "proposed", "agreed", "ongoing")
SHOWN = 10


def pending_between(record: Record, pair: tuple[str, str]) -> tuple[Undertaking, ...]:
    """What two states still owe each other, newest first, at most `SHOWN`."""
    open_ones = (item for item in record.undertakings(between=pair) if item.status in OPEN)
    return tuple(sorted(open_ones, key=begun, reverse=True)[:SHOWN])


def begun(item: Undertaking) -> str:
    """The day of the first step that is known, empty where none is."""
    return min((step.date for step in item.history if step.date), default="")
