"""Readings made by hand for the pages: one call in three outlets that disagree on the day, meetings, a visit."""

from __future__ import annotations

import datetime as dt

from communique.types import (
    Area,
    Article,
    Attribution,
    Block,
    BlockKind,
    Dropped,
    MadeWith,
    Mode,
    Outcome,
    Party,
    Place,
    Published,
    Reading,
    Report,
    Span,
    Status,
    When,
)

MADE_WITH = MadeWith(communique="0", rules="0", knowledge="0", model="0")
CALL_TEXT = (
    "Two ministers talk training on the telephone\n\n"
    "Indian Defence Minister Rajnath Singh and US Secretary of Defence Pete Hegseth spoke by telephone on {day}. "
    "They went through training and logistics sharing.\n\n"
    "Hegseth invited Singh to Washington for a meeting. A statement was blunt: <script>alert('x')</script>.\n\n"
    '\U0001f1ee\U0001f1f3 "A good call," Singh wrote on X.'
)
KINDS: tuple[BlockKind, ...] = ("title", "paragraph", "paragraph", "post")


def spot(text: str, quote: str) -> Span:
    """The first place where the quote stands."""
    start = text.index(quote)
    return Span(start, start + len(quote), quote)


def blocks_of(text: str) -> tuple[Block, ...]:
    """One block for each paragraph of the text."""
    made, place = [], 0
    for kind, piece in zip(KINDS, text.split("\n\n"), strict=False):
        made.append(Block(kind=kind, start=place, end=place + len(piece)))
        place += len(piece) + 2
    return tuple(made)


def singh(text: str) -> Party:
    """The Indian minister, as the text names him."""
    return Party(
        person="in-rajnath-singh",
        name="Rajnath Singh",
        office="IN/defence",
        country="IN",
        surface=spot(text, "Rajnath Singh"),
    )


def hegseth(text: str) -> Party:
    """The American secretary, as the text names him."""
    return Party(
        person="us-pete-hegseth",
        name="Pete Hegseth",
        office="US/defence",
        country="US",
        surface=spot(text, "Pete Hegseth"),
    )


def call_reading(number: int, outlet: str, day: str, *, official: bool = False) -> Reading:
    """A report of the call; `day` is where the outlet puts it."""
    words = f"{int(day[8:])} July"
    text = CALL_TEXT.format(day=words)
    report = Report(
        id=f"call-{number}",
        mode="call",
        status="held",
        mode_text=spot(text, "spoke by telephone"),
        date=When(first=day, last=day, precision="day", text=spot(text, words)),
        parties=(singh(text), hegseth(text)),
        areas=(
            Area(area="defence.training", evidence=spot(text, "training and")),
            Area(area="defence.logistics", evidence=spot(text, "logistics sharing")),
        ),
        outcomes=(
            Outcome(kind="invitation", status="pending", text=spot(text, "Hegseth invited Singh to Washington")),
        ),
        attribution=(
            Attribution(source="social_post", who="Rajnath Singh", platform="X", quote=spot(text, "A good call")),
        ),
        evidence=(spot(text, "Rajnath Singh and US Secretary of Defence Pete Hegseth spoke by telephone"),),
        confidence=0.9,
    )
    return _reading(f"call-{number}", text, outlet, (report,), official=official)


def visit_reading(day: str) -> Reading:
    """A visit that is yet to come."""
    text = "Singh to visit Washington\n\nDefence Minister Rajnath Singh will visit Pete Hegseth in Washington."
    report = Report(
        id="visit",
        mode="visit",
        status="planned",
        mode_text=spot(text, "will visit"),
        date=When(first=day, last=day, precision="day"),
        place=Place(name="Washington", country="US", text=spot(text, "Washington")),
        parties=(singh(text), hegseth(text)),
        evidence=(spot(text, "will visit Pete Hegseth"),),
    )
    return _reading("visit", text, "Courier", (report,))


def meeting_reading(number: int, day: dt.date, status: Status = "held") -> Reading:
    """One of many meetings of India and France."""
    text = f"Meeting {number}\n\nRajnath Singh met his French counterpart in Paris for round {number}."
    france = Party(office="FR/defence", country="FR", surface=spot(text, "French counterpart"))
    report = Report(
        id=f"meeting-{number}",
        mode="meeting",
        status=status,
        mode_text=spot(text, "met"),
        date=When(first=day.isoformat(), last=day.isoformat(), precision="day"),
        place=Place(name="Paris", country="FR", text=spot(text, "Paris")),
        parties=(singh(text), france),
        evidence=(spot(text, "met his French counterpart"),),
    )
    return _reading(f"meeting-{number}", text, "Herald", (report,))


VAGUE = (
    "Ministers met\n\nRajnath Singh met Pete Hegseth this week, people who know of it say.",
    "A meeting is told of\n\nIt was in these days that Pete Hegseth received Rajnath Singh, who met him for an hour.",
)


def vague_reading(number: int) -> Reading:
    """One of two accounts of a meeting without a day: names and print speak for one, nothing else does."""
    text = VAGUE[number - 1]
    report = Report(
        id=f"vague-{number}",
        mode="meeting",
        status="held",
        mode_text=spot(text, "met"),
        parties=(singh(text), hegseth(text)),
        evidence=(spot(text, text.split("\n\n")[1]),),
        confidence=0.2,
    )
    return _reading(f"vague-{number}", text, ("Courier", "Herald")[number - 1], (report,))


AT_FORUMS: tuple[tuple[Mode, str, str], ...] = (
    ("meeting", "2025-02-14", "Rajnath Singh met Pete Hegseth beside the Munich Security Conference."),
    ("call", "2025-02-20", "Rajnath Singh spoke to Pete Hegseth on what the Munich Security Conference had left open."),
    ("meeting", "2025-03-02", "Rajnath Singh met Pete Hegseth for the 2+2."),
    ("meeting", "2025-04-05", "Rajnath Singh met Pete Hegseth in Munich."),
)


def forum_readings() -> list[Reading]:
    """Contacts of two ministers, some of which name a forum."""
    return [_at_a_forum(number, *told) for number, told in enumerate(AT_FORUMS)]


def _at_a_forum(number: int, mode: Mode, day: str, text: str) -> Reading:
    report = Report(
        id=f"forum-{number}",
        mode=mode,
        status="held",
        date=When(first=day, last=day, precision="day"),
        parties=(singh(text), hegseth(text)),
        evidence=(spot(text, text),),
    )
    return _reading(f"forum-{number}", text, "Courier", (report,))


def _reading(name: str, text: str, outlet: str, reports: tuple[Report, ...], *, official: bool = False) -> Reading:
    article = Article(
        id=f"article-{name}",
        text=text,
        url=f"https://{outlet.split()[0].lower()}.example/{name}",
        outlet=outlet,
        outlet_state="IN" if official else None,
        official=official,
        title=text.split("\n")[0],
        published=Published(value="2025-07-03", precision="day", basis="head"),
        lang="en",
        blocks=blocks_of(text),
        dropped=(Dropped("Follow Us: <b>everywhere</b>", "share line"),),
    )
    return Reading(id=name, source=f"{name}.html", article=article, reports=reports, made_with=MADE_WITH)


def all_readings() -> list[Reading]:
    """The whole small record: 3 reports of one call, 1 planned visit, 60 meetings."""
    first = dt.date(2023, 1, 10)
    return [
        call_reading(1, "Gazette", "2025-07-01"),
        call_reading(2, "Ministry of Defence", "2025-07-01", official=True),
        call_reading(3, "Evening Post", "2025-07-02"),
        visit_reading("2099-02-01"),
        *(meeting_reading(number, first + dt.timedelta(days=15 * number)) for number in range(60)),
    ]
