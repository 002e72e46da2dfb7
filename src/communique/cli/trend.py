"""`communique trend`: how often sides engage, by month, and whether that changed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from communique.cli.filters import query_from, query_options, refuse_unknown
from communique.cli.options import json_option, record_option
from communique.cli.output import print_json_line, tell

if TYPE_CHECKING:
    from communique.check.trend import Trend
    from communique.knowledge.tables import Office

WIDEST_BAR = 40


@click.command("trend", epilog="Example: communique trend --between IN US --area defence --as-of 2025-07-31")
@query_options
@click.option("--as-of", "as_of", metavar="DATE", help="The last day of the later twelve months (today).")
@record_option
@json_option
def trend_command(record_path: str, as_json: bool, as_of: str | None, **filters: object) -> None:
    """Count engagements by month, level, mode and area; compare the last twelve months with the twelve before.

    "More" or "fewer" is said only where the exact 95 % interval for the ratio of the two counts excludes 1.
    """
    from communique.check.trend import trend_of_record
    from communique.knowledge import load_knowledge
    from communique.record import open_record

    query = query_from({**filters, "last": as_of or filters.get("last")})
    day = dt.date.fromisoformat(query.last) if query.last else dt.datetime.now(dt.UTC).date()
    offices = load_knowledge()
    with open_record(record_path) as record:
        refuse_unknown(record, query)
        answer = trend_of_record(query, day, record, lambda office_id: _role(offices.office(office_id)))
    if as_json:
        print_json_line(answer)
    else:
        _print(answer)


def _role(office: Office | None) -> str | None:
    return office.role if office else None


def _print(answer: Trend) -> None:
    most = max((number for _, number in answer.months), default=1) or 1
    for month, number in answer.months:
        click.echo(f"{month}  {number:4d}  {'#' * round(number / most * WIDEST_BAR)}".rstrip())
    for label, counts in (("level", answer.levels), ("mode", answer.modes), ("area", answer.areas)):
        if counts:
            click.echo(f"{label}: " + ", ".join(f"{name} {number}" for name, number in counts.items()))
    (before, until), (after, last) = answer.windows
    click.echo(f"{before} to {until}: {answer.earlier}; {after} to {last}: {answer.later}")
    click.echo(f"{answer.word}{_interval(answer)}")
    if answer.warning:
        tell(f"{answer.warning}: a change may be the record's own")
    if answer.undated:
        click.echo(f"{answer.undated} without a known day are not counted")


def _interval(answer: Trend) -> str:
    ratio = answer.ratio
    if ratio.value is None and ratio.high is None and ratio.low == 0:
        return " (no engagement in either window)"
    value = "not finite" if ratio.value is None else f"{ratio.value:.2f}"
    high = "no upper bound" if ratio.high is None else f"{ratio.high:.2f}"
    return f" (ratio {value}, 95 % interval {ratio.low:.2f} to {high})"
