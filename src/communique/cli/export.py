"""`communique export`: the answer to a query as CSV, Parquet, JSON lines, an Atom feed or a calendar."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click
import msgspec

from communique.cli.options import record_option
from communique.cli.output import tell
from communique.errors import UsageError
from communique.export import FORMATS, Format, Heading, write
from communique.types import MODES, STATUSES


@click.command()
@record_option
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="What to write.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; else standard output.")
@click.option("--between", help="Codes of one or two states or organisations: IN-US, or IN.")
@click.option("--person", help="Id of a person: in-rajnath-singh.")
@click.option("--office", help="Id of an office: US/defence.")
@click.option("--mode", type=click.Choice(MODES), help="How they engaged.")
@click.option("--status", type=click.Choice(STATUSES), help="Whether it happened.")
@click.option("--area", help="Id of an area of cooperation: defence.logistics.")
@click.option("--first", help="On or after this day: 2025-07-01.")
@click.option("--last", help="On or before this day.")
@click.option("--place", help="Name of a place.")
@click.option("--outlet", help="Name of an outlet.")
@click.option("--text", help="Words that the articles hold.")
@click.option("--title", default="Engagements", show_default=True, help="What a feed or calendar is called.")
def export(record_path: str, form: str, out: Path | None, title: str, **filters: str | None) -> None:
    """Write engagements of the record in another format.

    \b
    Example: communique export --format csv --between IN-US --out in-us.csv
    """
    from communique.knowledge import load_knowledge
    from communique.record import open_record
    from communique.web.filters import query_of
    from communique.web.naming import Names

    if form == "parquet" and out is None and sys.stdout.isatty():
        raise UsageError("Parquet is no text: name a file with --out, or send it to a pipe")
    asked = {name: value for name, value in filters.items() if value}
    query = msgspec.structs.replace(query_of(asked, Names(load_knowledge())), limit=None)
    found = open_record(record_path, read_only=True).find(query)
    heading = Heading(title=title)
    if out is None:
        write(cast(Format, form), found, sys.stdout.buffer, heading)
        return
    try:
        with out.open("wb") as file:
            written = write(cast(Format, form), found, file, heading)
    except OSError as error:
        raise UsageError(f"cannot write {out}: {error.strerror}; name a file in a folder that exists") from None
    tell(f"{written} engagements written to {out}")
