"""`communique lines`: the lines that outlets repeat, out of a record, as a file of rules."""

from __future__ import annotations

import json

import click

from communique.cli.options import record_option
from communique.cli.output import tell


@click.command("lines", epilog="Example: communique lines --record r.db --outlet Gazette > my-rules/lines.toml")
@record_option
@click.option("--outlet", help="Only this outlet, by its name in the record.")
@click.option(
    "--least", type=click.IntRange(min=2), default=5, show_default=True, help="Articles in which a line must stand."
)
def lines_command(record_path: str, outlet: str | None, least: int) -> None:
    """Print the lines that outlets repeat from page to page, learnt from the articles of the record.

    Look them over, keep them as lines.toml in a folder of your own, and give the folder to --rules: pages of these
    outlets are then read without them, each dropped with its reason. What is learnt later changes nothing that was read
    before: the file counts among the rules a reading is made with.
    """
    from communique.record import open_record

    with open_record(record_path) as record:
        found = record.repeated_lines(least)
    chosen = {name: lines for name, lines in found.items() if outlet in (None, name)}
    for name, lines in chosen.items():
        click.echo(f"[[outlet]]\nname = {_quoted(name)}\nlines = [")
        click.echo("".join(f"  {_quoted(line)},\n" for line in lines) + "]\n")
    tell(f"{sum(map(len, chosen.values()))} lines of {len(chosen)} outlets stand in {least} articles or more")


def _quoted(text: str) -> str:
    """A string of TOML: that of JSON is one, but for the one sign that JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
