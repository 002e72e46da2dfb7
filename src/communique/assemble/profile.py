"""What assembly needs of a report, worked out once: the days as numbers, the names and words folded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import msgspec

from communique.assemble.block import countries_of
from communique.knowledge.names import fold
from communique.types import Report, SourcedReport, When

FAMILIES = {"video_call": "call"}
FORESEEN = frozenset({"planned", "invited", "postponed"})
"""Statuses of what had not happened when it was reported."""
RUN = 5
"""Words in a run of a quote."""


class Profile(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A report as assembly compares it. Days are proleptic Gregorian ordinals (`date.toordinal`), None: not known."""

    id: str
    article: str
    mode: str
    family: str
    status: str
    states: frozenset[str]
    names: dict[str, frozenset[str]]
    """Folded last names of those who act, by state; states of which nobody is named are left out."""
    dated: bool
    first: int | None
    last: int | None
    weekday: str | None
    """The weekday of the day, where the day is known, else the one that the report gives."""
    published: int | None
    outlet: str | None
    official: bool
    place: str | None
    host: str | None
    """The state in which it was or is to be, where it is known."""
    rare: frozenset[str]
    runs: frozenset[str]
    signature: tuple[int, ...]

    @property
    def timeless(self) -> bool:
        """Whether nothing tells when: no day, and no day of publication."""
        return self.first is None and self.published is None


def profile_of(item: SourcedReport) -> Profile:
    """The profile of a report."""
    report, source = item.report, item.source
    first, last = number(report.date.first), number(report.date.last or report.date.first)
    states = countries_of(report)
    words = [span.quote for span in report.evidence] + [outcome.text.quote for outcome in report.outcomes]
    return Profile(
        id=report.id,
        article=source.article,
        mode=report.mode,
        family=family(report.mode),
        status=report.status,
        states=frozenset(states),
        names={state: names for state in states if (names := surnames(report, state))},
        dated=is_dated(report.date) and first is not None and last is not None,
        first=first,
        last=last,
        weekday=_weekday(report.date, first, last),
        published=number(source.published),
        outlet=source.outlet,
        official=source.official,
        place=fold(report.place.name) if report.place else None,
        host=_host(report),
        rare=rare_words(words) - {word for party in report.parties for word in fold(party.name or "").split()},
        runs=runs_of(said.quote.quote for said in report.attribution if said.quote),
        signature=source.signature,
    )


def _host(report: Report) -> str | None:
    if report.place and report.place.country:
        return report.place.country
    return next((party.country for party in report.parties if party.role == "host"), None)


def family(mode: str) -> str:
    """The mode family: a video call is a call."""
    return FAMILIES.get(mode, mode)


@lru_cache(maxsize=65536)
def day(value: str | None) -> dt.date | None:
    """A day from an ISO date or time; None for partial dates."""
    try:
        return dt.date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def number(value: str | None) -> int | None:
    """The ordinal of the day of an ISO date or time; None for partial dates."""
    known = day(value)
    return known.toordinal() if known else None


def surnames(report: Report, country: str) -> frozenset[str]:
    """Folded last names of the persons who act for a state in a report."""
    names = (fold(party.name or "") for party in report.parties if party.country == country)
    return frozenset(name.split()[-1] for name in names if name)


def is_dated(when: When) -> bool:
    """Whether the day is known."""
    return when.first is not None and when.precision in ("day", "time")


def _weekday(when: When, first: int | None, last: int | None) -> str | None:
    if first is None or first != last:
        return when.weekday
    return f"{dt.date.fromordinal(first):%A}".lower()


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Words that stand in more than two of a hundred official releases."""
    return frozenset(files("communique.data").joinpath("common_words.txt").read_text(encoding="utf-8").split())


def rare_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of the texts that are not common in such texts; of three letters and digits at least."""
    return frozenset(word for text in texts for word in _folded_words(text) if len(word) > 2) - common_words()


@lru_cache(maxsize=65536)
def _folded_words(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())


def runs_of(quotes: Iterable[str]) -> frozenset[str]:
    """Each run of `RUN` words of the quotes."""
    words = [_folded_words(quote) for quote in quotes]
    return frozenset(" ".join(said[i : i + RUN]) for said in words for i in range(len(said) - RUN + 1))
