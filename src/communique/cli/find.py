"""`communique find`: engagements of the record."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from communique.cli.filters import asked_from, query_options, refuse_unknown, tell_of_the_edge
from communique.cli.options import json_option, record_option
from communique.cli.output import print_json_line, tell
from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.types import Engagement


@click.command("find", epilog="Example: communique find --between IN US --mode call --from 2025-01-01")
@query_options
@click.option("--sort", metavar="ORDER", default="date", show_default=True, help="date (oldest first) or newest.")
@click.option("--limit", metavar="NUMBER", help="At most so many.")
@click.option("--table", "as_table", is_flag=True, help="Print a table for people (the default).")
@click.option("--csv", "as_csv", is_flag=True, help="Print comma-separated values, as `communique export` does.")
@record_option
@json_option
def find_command(record_path: str, as_json: bool, as_csv: bool, as_table: bool, **filters: object) -> None:
    """Find engagements in the record.

    --between takes sides: a state (IN), an office (US/defence), a person's name or id; all of them must take part.
    """
    from communique.record import open_record

    if as_json + as_csv + as_table > 1:
        raise UsageError("give one of --json, --csv and --table")
    asked = asked_from(filters)
    tell_of_the_edge(asked)
    show = _print_json if as_json else _print_csv if as_csv else _print_table
    with open_record(record_path) as record:
        refuse_unknown(record, asked.query)
        if not show(record.find(asked.query)):
            tell("nothing found; fewer filters find more")


def _print_json(engagements: Iterable[Engagement]) -> int:
    number = 0
    for number, engagement in enumerate(engagements, 1):  # noqa: B007 - the number is returned
        print_json_line(engagement)
    return number


def _print_csv(engagements: Iterable[Engagement]) -> int:
    from communique.export import write

    return write("csv", engagements, sys.stdout.buffer)


def _print_table(engagements: Iterable[Engagement]) -> int:
    from communique.cli.console import terminal
    from communique.cli.tables import print_engagements

    listed = list(engagements)
    if listed:
        print_engagements(listed, terminal())
    return len(listed)
