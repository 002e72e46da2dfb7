"""`communique find`: engagements of the record."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING

import click

from communique.cli.filters import query_from, query_options
from communique.cli.options import json_option, record_option
from communique.cli.output import print_json_line, tell

if TYPE_CHECKING:
    from communique.types import Engagement


@click.command("find", epilog="Example: communique find --between IN US --mode call --from 2025-01-01")
@query_options
@click.option("--sort", type=click.Choice(["date", "newest"]), default="date", show_default=True)
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@click.option("--csv", "as_csv", is_flag=True, help="Print comma-separated values.")
@record_option
@json_option
def find_command(record_path: str, as_json: bool, as_csv: bool, **filters: object) -> None:
    """Find engagements in the record.

    --between takes sides: a state (IN), an office (US/defence), a person's name or id; all of them must take part.
    """
    from communique.record import open_record

    query = query_from(filters)
    with open_record(record_path) as record:
        found = record.find(query)
        if as_json:
            for engagement in found:
                print_json_line(engagement)
            return
        if as_csv:
            _print_csv(list(found))
            return
        from communique.cli.console import terminal
        from communique.cli.tables import print_engagements

        engagements = list(found)
        if not engagements:
            tell("nothing found; fewer filters find more")
        else:
            print_engagements(engagements, terminal())


def _print_csv(engagements: list[Engagement]) -> None:
    from communique.cli.tables import who_words

    writer = csv.writer(sys.stdout)
    writer.writerow(
        ["id", "mode", "status", "first", "last", "place", "who", "areas", "outlets", "independent_outlets"]
    )
    for item in engagements:
        areas = " ".join(area.area for area in item.areas)
        place = item.place.name if item.place else ""
        when = item.date
        row = [item.id, item.mode, item.status, when.first, when.last, place, who_words(item), areas]
        writer.writerow([*row, item.outlets, item.independent_outlets])
