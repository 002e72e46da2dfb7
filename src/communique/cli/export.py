"""`communique export`: the answer to a query as CSV, Parquet, JSON lines, an Atom feed or a calendar."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click

from communique.cli.filters import query_from, query_options, refuse_unknown
from communique.cli.options import record_option
from communique.cli.output import tell
from communique.errors import UsageError
from communique.export import FORMATS, Format, Heading, write


@click.command("export", epilog="Example: communique export --format parquet --between IN US --out in-us.parquet")
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="What to write.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; else standard output.")
@click.option("--title", default="Engagements", show_default=True, help="What a feed or calendar is called.")
@query_options
@record_option
def export(record_path: str, form: str, out: Path | None, title: str, **filters: object) -> None:
    """Write engagements of the record in another format; the filters are those of `communique find`."""
    from communique.record import open_record

    if form == "parquet" and out is None and sys.stdout.isatty():
        raise UsageError("Parquet is no text: name a file with --out, or send it to a pipe")
    query = query_from(filters)
    with open_record(record_path, read_only=True) as record:
        refuse_unknown(record, query)
        found = record.find(query)
        if out is None:
            write(cast(Format, form), found, sys.stdout.buffer, Heading(title=title))
            return
        try:
            with out.open("wb") as file:
                written = write(cast(Format, form), found, file, Heading(title=title))
        except OSError as error:
            raise UsageError(f"cannot write {out}: {error.strerror}; name a file in a folder that exists") from None
    tell(f"{written} engagements written to {out}")
