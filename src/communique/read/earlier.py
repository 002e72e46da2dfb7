"""What lies back too far to be the news of a document."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from communique.read.contact import Contact
from communique.read.group import Group

EARLIER = re.compile(
    r"\b(last (?:month|year|summer|spring|fall|autumn|winter|time)|previous\w*|earlier this (?:month|year)|"
    r"(?:in|since|of) (?:\w+ )?(?:19|20)\d\d|\w+ (?:months|years) (?:ago|later)|recent\w*|past|"
    r"recall\w*|reminisc\w*|remember\w*)\b",
    re.I,
)
LAST_TIME = re.compile(r"\blast (?:met|spoke|sat down|visited|held|took place|joined|hosted|travelled|traveled)\b")
LONG_AGO_DAYS = 60
"""Days after which a contact is no news even where the first sentences name it."""
SAME_DAY = re.compile(r"\b(?:earlier (?:in the day|today|that day)|the same day|this morning)\b", re.I)
SAME_DAYS = 2
"""Days from which what "had been" before is older than the news."""
NEWS_DAYS = 10
"""Days after which a contact is no longer news on its own."""


def as_over(contact: Contact, published: dt.date | None) -> Contact:
    """The contact, held where what the words call going on lies back too far for that."""
    over = contact.status == "ongoing" and (_age(contact, published) or 0) > NEWS_DAYS
    return replace(contact, status="held") if over else contact


def is_earlier(contact: Contact, text: str, published: dt.date | None) -> bool:
    """Whether a contact is older than the news: by its day where that is told, else by words near it."""
    if contact.status != "held":
        return False
    age = 0 if SAME_DAY.search(text) else _age(contact, published)
    if LAST_TIME.search(text) or (contact.past_perfect and (age is None or age >= SAME_DAYS)):
        return True
    if contact.taken_up and not contact.aside:
        return False
    age = _age(contact, published)
    if age is not None:
        return age > (NEWS_DAYS if contact.sentence > 1 else LONG_AGO_DAYS)
    return EARLIER.search(text) is not None


def _age(contact: Contact, published: dt.date | None) -> int | None:
    """The days from a contact to the page, where both are known."""
    if not contact.when.first or published is None or contact.when.precision == "unknown":
        return None
    age = (published - dt.date.fromisoformat(contact.when.last or contact.when.first)).days
    return age if age >= 0 or contact.when.precision == "day" else None


def is_long_ago(group: Group, published: dt.date | None) -> bool:
    """Whether an engagement that is over is first told with a day long before the page."""
    return group.status == "held" and (_age(group.contacts[0], published) or 0) > LONG_AGO_DAYS


def bring_forward(groups: list[Group], published: dt.date | None) -> None:
    """Where all is told in passing, what the first sentences tell is what the document is about."""
    if groups and all(g.background for g in groups):
        for group in groups:
            first = group.contacts[0]
            group.background = first.sentence > 1 or first.past_perfect or is_long_ago(group, published)
