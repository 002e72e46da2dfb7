"""`communique count`: how many engagements, in which window."""

from __future__ import annotations

import click

from communique.cli.filters import query_from, query_options
from communique.cli.options import json_option, record_option
from communique.cli.output import print_json_line


@click.command(
    "count", epilog="Example: communique count --between IN/defence US/defence --mode call --since-office US/defence"
)
@query_options
@click.option("--as-of", "as_of", metavar="DATE", help="Count up to this day (the same as --to).")
@click.option("--list", "as_list", is_flag=True, help="List the engagements too.")
@record_option
@json_option
def count_command(record_path: str, as_json: bool, as_list: bool, as_of: str | None, **filters: object) -> None:
    """Count engagements; held ones, unless --status asks for others.

    --since-office counts from the day on which the holder of an office (on --as-of, or today) took it.
    """
    from communique.record import open_record

    filters["last"] = filters.get("last") or as_of
    filters["status"] = filters.get("status") or "held"
    query = query_from(filters)
    with open_record(record_path) as record:
        found = [e for e in record.find(query) if not e.background]
    office = filters.get("since_office")
    basis = f"since {office} was taken by its holder" if office else "as given"
    window = {"first": query.first, "last": query.last, "basis": basis}
    if as_json:
        print_json_line({"count": len(found), "engagements": [e.id for e in found], "window": window})
        return
    click.echo(len(found))
    if as_list:
        from communique.cli.console import terminal
        from communique.cli.tables import print_engagements

        print_engagements(found, terminal())
