"""An engagement as one flat row: the columns of CSV and Parquet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from communique.types import Engagement

Cell = str | int | float | bool | tuple[str, ...] | None


class Column(NamedTuple):
    """A column: `kind` is "text", "texts" (a list), "count", "number" or "truth"."""

    name: str
    kind: str


COLUMNS = (
    Column("id", "text"),
    Column("mode", "text"),
    Column("status", "text"),
    Column("first", "text"),
    Column("last", "text"),
    Column("precision", "text"),
    Column("weekday", "text"),
    Column("place", "text"),
    Column("place_country", "text"),
    Column("countries", "texts"),
    Column("persons", "texts"),
    Column("names", "texts"),
    Column("offices", "texts"),
    Column("organisations", "texts"),
    Column("areas", "texts"),
    Column("outcomes", "texts"),
    Column("documents", "texts"),
    Column("urls", "texts"),
    Column("outlets", "count"),
    Column("independent_outlets", "count"),
    Column("confirmed_by", "texts"),
    Column("contradicted", "texts"),
    Column("part_of", "text"),
    Column("supersedes", "texts"),
    Column("background", "truth"),
    Column("confidence", "number"),
)


def row_of(engagement: Engagement) -> dict[str, Cell]:
    """The engagement by column name; lists are tuples without repeats, in the order of the record."""
    return {**_what_and_when(engagement), **_who(engagement), **_who_says_so(engagement)}


def _what_and_when(engagement: Engagement) -> dict[str, Cell]:
    place = engagement.place
    return {
        "id": engagement.id,
        "mode": engagement.mode,
        "status": engagement.status,
        "first": engagement.date.first,
        "last": engagement.date.last,
        "precision": engagement.date.precision,
        "weekday": engagement.date.weekday,
        "place": place.name if place else None,
        "place_country": place.country if place else None,
        "areas": _distinct(area.area for area in engagement.areas),
        "outcomes": _distinct(f"{outcome.kind}: {outcome.text.quote}" for outcome in engagement.outcomes),
        "part_of": engagement.part_of,
        "background": engagement.background,
        "confidence": engagement.confidence,
    }


def _who(engagement: Engagement) -> dict[str, Cell]:
    parties = engagement.parties
    return {
        "countries": _distinct(party.country for party in parties),
        "persons": _distinct(party.person for party in parties),
        "names": _distinct(party.name for party in parties),
        "offices": _distinct(party.office for party in parties),
        "organisations": _distinct(party.organisation for party in parties),
    }


def _who_says_so(engagement: Engagement) -> dict[str, Cell]:
    return {
        "documents": _distinct(report.document for report in engagement.reports),
        "urls": _distinct(report.url for report in engagement.reports),
        "outlets": engagement.outlets,
        "independent_outlets": engagement.independent_outlets,
        "confirmed_by": engagement.confirmed_by,
        "contradicted": _distinct(contradiction.facet for contradiction in engagement.contradictions),
        "supersedes": engagement.supersedes,
    }


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
