"""Undertakings as pages show them."""

from __future__ import annotations

from communique.record import Record, undertakings
from communique.types import Undertaking

OPEN = ("pending", "proposed", "agreed", "ongoing")
SHOWN = 10


def pending_between(record: Record, pair: tuple[str, str]) -> tuple[Undertaking, ...]:
    """What two states still owe each other, newest first, at most `SHOWN`."""
    asked = undertakings.Asked(between=pair, statuses=OPEN, newest=True, limit=SHOWN)
    with record.reading() as connection:
        return undertakings.page(connection, asked).undertakings
