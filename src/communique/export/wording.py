"""An engagement in plain words: titles of feed entries, calendar events, page heads and citations."""

from __future__ import annotations

import datetime as dt

from communique.record.outline import Outline
from communique.types import Engagement, Mode, Party, Place, Status, When

MODE_WORDS: dict[Mode, str] = {
    "call": "Telephone call",
    "video_call": "Video call",
    "meeting": "Meeting",
    "visit": "Visit",
    "exercise": "Exercise",
    "signing": "Signing",
    "multilateral": "Multilateral meeting",
    "message": "Message",
    "other": "Other contact",
}
STATUS_WORDS: dict[Status, str] = {
    "held": "Held",
    "ongoing": "Under way",
    "planned": "Planned",
    "invited": "Invited",
    "postponed": "Postponed",
    "cancelled": "Cancelled",
    "denied": "Denied",
}
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_MONTHS = "January February March April May June July August September October November December".split()


def day_words(day: str) -> str:
    """A partial ISO date in words: "2025-07-01" gives "1 July 2025", "2025-07" gives "July 2025"."""
    parts = day[:10].split("-")
    if len(parts) == 1:
        return parts[0]
    month = _MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def when_words(when: When) -> str:
    """When it was, as exactly as the record knows it and no more exactly."""
    if when.first is None and when.last is None:
        return f"a {when.weekday.capitalize()}, day not known" if when.weekday else "date not known"
    first, last = when.first or when.last or "", when.last or when.first or ""
    if when.precision == "year":
        return first[:4]
    if when.precision == "month":
        return day_words(first[:7])
    if when.precision == "quarter":
        return f"quarter {(int(first[5:7]) + 2) // 3} of {first[:4]}"
    if when.precision == "week":
        return f"week of {day_words(first)}"
    return day_words(first) if first == last else _between(first, last)


def _between(first: str, last: str) -> str:
    if first[:7] == last[:7]:
        return f"{int(first[8:10])} to {day_words(last)}"
    return f"{day_words(first)} to {day_words(last)}"


def ordinal_words(number: int) -> str:
    """A number of an order in words: 3 gives "third", 22 "22nd", and -1 "last"."""
    if number == -1:
        return "last"
    if 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def party_words(party: Party) -> str:
    """A party by name, office or state, with the state in brackets: "Rajnath Singh (IN)"."""
    name = party.name or party.office_title or party.organisation
    if name is None:
        return party.country or "not known"
    return f"{name} ({party.country})" if party.country and party.country != name else name


def parties_words(parties: tuple[Party, ...]) -> str:
    """All parties as one phrase: "A, B and C"."""
    names = list(dict.fromkeys(party_words(party) for party in parties))
    if len(names) < 2:
        return "".join(names) or "parties not known"
    return ", ".join(names[:-1]) + " and " + names[-1]


def place_words(place: Place) -> str:
    """A place with its state, unless the state is all that is known."""
    return f"{place.name} ({place.country})" if place.country and place.country != place.name else place.name


def title_of(engagement: Engagement | Outline) -> str:
    """One line that names an engagement: mode, parties, day, and the status where it was not held."""
    status = "" if engagement.status == "held" else f" ({STATUS_WORDS[engagement.status].lower()})"
    who = parties_words(engagement.parties)
    return f"{MODE_WORDS[engagement.mode]}{status}: {who}, {when_words(engagement.date)}"


def last_reported(engagement: Engagement) -> str | None:
    """The newest day or time at which a report of it was published, as an ISO 8601 string; None where unknown."""
    return max((report.published for report in engagement.reports if report.published), default=None)


def instant_of(published: str | None) -> dt.datetime:
    """A partial ISO 8601 date or time as an instant in UTC: the start of the period; the epoch where not known."""
    if not published:
        return dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    if len(published) <= 10:
        year, month, day = [*published.split("-"), "1", "1"][:3]
        return dt.datetime(int(year), int(month), int(day), tzinfo=dt.UTC)
    moment = dt.datetime.fromisoformat(published)
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
