"""`communique count`: how many engagements, in which window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from communique.cli.filters import asked_from, query_options, refuse_unknown
from communique.cli.options import json_option, record_option
from communique.cli.output import print_json_line, tell

if TYPE_CHECKING:
    from communique.check.counting import Counted
    from communique.record import Record


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

    --since-office counts from the day on which the holder of an office (on --as-of, or today) took it. What may lie
    outside the window, or has no known day, is told and not counted.
    """
    from communique.check.counting import counted
    from communique.record import open_record

    asked = asked_from({**filters, "last": filters.get("last") or as_of})
    with open_record(record_path) as record:
        refuse_unknown(record, asked.query)
        answer = counted(asked, record)
        if as_json:
            print_json_line(answer)
            return
        click.echo(answer.count)
        _tell_of_doubts(answer)
        if as_list and answer.engagements:
            _list(answer, record)


def _tell_of_doubts(answer: Counted) -> None:
    window = answer.window
    if window.basis != "as given" and window.first:
        tell(f"from {window.first}{f' to {window.last}' if window.last else ''}: {window.basis}")
    if answer.unsure:
        tell(f"{len(answer.unsure)} more may lie before the window: {', '.join(i[:8] for i in answer.unsure)}")
    if answer.undated:
        tell(f"{answer.undated} more have no known day")


def _list(answer: Counted, record: Record) -> None:
    from communique.cli.console import terminal
    from communique.cli.tables import print_engagements

    found = (record.engagement(name) for name in answer.engagements)
    print_engagements([engagement for engagement in found if engagement is not None], terminal())
