"""A calendar (RFC 5545) of engagements whose days are known; planned ones above all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import IO

from icalendar import Calendar, Event

from communique.export.wording import instant_of, last_reported, parties_words, place_words, title_of
from communique.types import Engagement, Status

CALENDAR_STATUS: dict[Status, str] = {
    "held": "CONFIRMED",
    "ongoing": "CONFIRMED",
    "planned": "CONFIRMED",
    "invited": "TENTATIVE",
    "postponed": "CANCELLED",
    "cancelled": "CANCELLED",
    "denied": "CANCELLED",
}


def write_ical(engagements: Iterable[Engagement], out: IO[bytes], *, title: str, site: str) -> int:
    """The calendar as UTF-8; engagements without a day are left out. Returns how many were written."""
    calendar = Calendar()
    calendar.add("prodid", "-//communique//engagements//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    written = 0
    for engagement in engagements:
        if engagement.date.first and engagement.date.precision in ("day", "time"):
            calendar.add_component(_event(engagement, site))
            written += 1
    out.write(calendar.to_ical())
    return written


def _event(engagement: Engagement, site: str) -> Event:
    first = dt.date.fromisoformat((engagement.date.first or "")[:10])
    last = dt.date.fromisoformat((engagement.date.last or engagement.date.first or "")[:10])
    event = Event()
    event.add("uid", f"{engagement.id}@communique")
    event.add("summary", title_of(engagement))
    event.add("dtstart", first)
    event.add("dtend", last + dt.timedelta(days=1))
    event.add("dtstamp", instant_of(last_reported(engagement)))
    event.add("status", CALENDAR_STATUS[engagement.status])
    event.add("description", f"{parties_words(engagement.parties)}. Reports: {len(engagement.reports)}.")
    if engagement.place:
        event.add("location", place_words(engagement.place))
    if site:
        event.add("url", f"{site}/engagements/{engagement.id}")
    return event
