"""Engagements as a table that a person likes to read."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from communique.cli.console import when_words
from communique.types import Engagement

STATUS_STYLE = {"held": "green", "ongoing": "green", "planned": "cyan", "invited": "cyan", "denied": "red"}


def print_engagements(engagements: Sequence[Engagement], console: Console) -> None:
    """One row for each engagement: day, what, who, where, how many outlets say so."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    table.add_column("id", no_wrap=True, style="dim")
    table.add_column("when", no_wrap=True)
    table.add_column("what", no_wrap=True)
    table.add_column("who", ratio=1)
    table.add_column("where")
    table.add_column("outlets", justify="right", no_wrap=True)
    for engagement in engagements:
        table.add_row(
            engagement.id[:8],
            _when(engagement),
            Text(what_words(engagement), style=STATUS_STYLE.get(engagement.status, "yellow")),
            who_words(engagement),
            engagement.place.name if engagement.place else "",
            _outlets(engagement),
        )
    console.print(table)


def what_words(engagement: Engagement) -> str:
    """ "call", "visit, planned", with a mark for contested facts."""
    mode = engagement.mode.replace("_", " ")
    words = mode if engagement.status == "held" else f"{mode}, {engagement.status}"
    return f"{words} (!)" if engagement.contradictions else words


def who_words(engagement: Engagement) -> str:
    """The persons by state: "India: Rajnath Singh; United States: Pete Hegseth"."""
    sides: dict[str, list[str]] = {}
    for party in engagement.parties:
        names = sides.setdefault(party.country or "?", [])
        if party.name and party.name not in names:
            names.append(party.name)
    return "; ".join(f"{country}: {', '.join(names)}" if names else country for country, names in sides.items())


def _when(engagement: Engagement) -> str:
    words = when_words(engagement.date)
    return words.replace(" to ", "\nto ") if " to " in words else "" if "not known" in words else words


def _outlets(engagement: Engagement) -> str:
    if engagement.independent_outlets == engagement.outlets:
        return str(engagement.outlets)
    return f"{engagement.outlets} ({engagement.independent_outlets} independent)"
