"""Synthetic readings with realistic blocks, for timings and for properties of assembly: same seed, same readings."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections.abc import Iterator

from communique.types import (
    Area,
    Article,
    Attribution,
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

STATES = "US IL UA FR DE GB IN CN JP RU TR EG SA BR ZA AU CA IT PL KR".split()
OUTLETS = [f"outlet{number}" for number in range(40)]
MODES: tuple[Mode, ...] = ("call", "meeting", "meeting", "visit", "signing")
START = dt.date(2015, 1, 1)
MADE_WITH = MadeWith(communique="0", rules="r", knowledge="k", model="m")
DEEDS = "agreed to deepen work on {topic} with {b} this year"


def readings(number: int, *, seed: int = 7, days: int = 3650, big_block: float = 0.2) -> Iterator[Reading]:
    """`number` articles of one report each; a `big_block` share of them between US and IL.

    About three articles tell of each engagement; one in twenty gives no date, one in fifty is undated and unpublished.
    """
    chance = random.Random(seed)
    made = 0
    while made < number:
        engagement = _engagement(chance, days, big_block)
        for _ in range(min(chance.randint(1, 5), number - made)):
            made += 1
            yield reading(made, chance, engagement)


Told = tuple[tuple[str, str], tuple[str, str], Mode, dt.date, Status]


def _engagement(chance: random.Random, days: int, big_block: float) -> Told:
    states = ("IL", "US") if chance.random() < big_block else tuple(sorted(chance.sample(STATES, 2)))
    a, b = states[0], states[1]
    persons = tuple(f"Person{chance.randint(1, 4)} Name{state}{chance.randint(1, 4)}" for state in (a, b))
    status: Status = "planned" if chance.random() < 0.1 else "held"
    held = START + dt.timedelta(days=chance.randrange(days))
    return (a, b), (persons[0], persons[1]), chance.choice(MODES), held, status


def reading(number: int, chance: random.Random, told: Told) -> Reading:
    """One article with one report of the engagement."""
    states, persons, mode, held, status = told
    topic = " ".join(f"topic{chance.randint(1, 300)}" for _ in range(4))
    deed = DEEDS.format(b=states[1], topic=topic)
    filler = " ".join(f"w{chance.randint(1, 5000)}" for _ in range(40))
    text = f"{persons[0]} and {persons[1]} spoke of many things. {deed}. {filler}"
    name = hashlib.sha256(f"{number} {text}".encode()).hexdigest()[:16]
    published = held + dt.timedelta(days=chance.choice((0, 0, 1)))
    loose = chance.random()
    article = Article(
        id=name,
        text=text,
        outlet=chance.choice(OUTLETS),
        published=Published()
        if loose < 0.02
        else Published(value=published.isoformat(), precision="day", basis="meta"),
        lang="en",
    )
    when = When(weekday=f"{held:%A}".lower()) if loose < 0.05 else _day(held)
    report = Report(
        id=hashlib.sha256(f"r {name}".encode()).hexdigest()[:16],
        mode=mode,
        status=status,
        date=when,
        place=Place(name=chance.choice(("Paris", "Geneva"))) if chance.random() < 0.3 else None,
        parties=tuple(Party(name=n, country=c) for n, c in zip(persons, states, strict=True)),
        areas=(Area(area="defence", evidence=span(text, "many things")),) if chance.random() < 0.5 else (),
        outcomes=(Outcome(kind="agreement", status="agreed", text=span(text, deed)),) if chance.random() < 0.3 else (),
        attribution=(Attribution(source="unnamed"),),
        evidence=(span(text, f"{persons[0]} and {persons[1]} spoke of many things."),),
    )
    return Reading(id=f"d{number:07d}", source=f"{number}.txt", article=article, reports=(report,), made_with=MADE_WITH)


def _day(held: dt.date) -> When:
    return When(first=held.isoformat(), last=held.isoformat(), precision="day")


def span(text: str, quote: str) -> Span:
    """The span of the first place where the quote stands."""
    start = text.index(quote)
    return Span(start=start, end=start + len(quote), quote=quote)
