"""`communique contradictions`: facts on which reports of one engagement cannot all be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from communique.cli.options import json_option, record_option
from communique.cli.output import print_json_line, tell

if TYPE_CHECKING:
    from rich.console import Console

    from communique.types import Contradiction, Engagement


@click.command("contradictions", epilog="Example: communique contradictions --facet place")
@click.option("--facet", type=click.Choice(("date", "place", "mode", "ordinal", "status")), help="Only those on this.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=100, show_default=True, help="At most so many engagements."
)
@record_option
@json_option
def contradictions_command(facet: str | None, limit: int, record_path: str, as_json: bool) -> None:
    """List what is contested: each value with the reports that say it, in their words, and which is shown and why."""
    from communique.cli.console import terminal
    from communique.record import open_record

    with open_record(record_path) as record:
        found = [(e, c) for e, c in record.contradictions(limit) if facet in (None, c.facet)]
    if as_json:
        for engagement, contradiction in found:
            print_json_line({"engagement": engagement.id, "contradiction": contradiction})
        return
    for engagement, contradiction in found:
        _print(engagement, contradiction, terminal())
    engagements = len({engagement.id for engagement, _ in found})
    tell(f"{_counted(len(found), 'contested fact')} in {_counted(engagements, 'engagement')}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _print(engagement: Engagement, contradiction: Contradiction, console: Console) -> None:
    from communique.cli.console import when_words
    from communique.cli.tables import what_words, who_words

    outlets = {reference.id: reference.outlet or reference.document for reference in engagement.reports}
    head = f"{what_words(engagement)}, {when_words(engagement.date)}, {who_words(engagement)}"
    console.print(f"{engagement.id}  {head}: {contradiction.facet}")
    for value in contradiction.values:
        shown = f"  <- shown: {contradiction.why}" if value.value == contradiction.preferred else ""
        said = ", ".join(dict.fromkeys(outlets.get(report, report) for report in value.reports))
        words = "; ".join(f"“{span.quote}”" for span in dict.fromkeys(value.evidence))
        console.print(f"  {value.value}  {said}{f'  {words}' if words else ''}{shown}")
