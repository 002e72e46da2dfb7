"""`communique add`: pages into the record."""

from __future__ import annotations

from pathlib import Path

import click

from communique.cli.options import reading_options, record_option
from communique.cli.output import tell


@click.command("add", epilog="Example: communique add --record r.db examples/")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@record_option
@reading_options
def add_command(
    sources: tuple[str, ...], record_path: str, metadata: Path | None, published: str | None, **settings: object
) -> None:
    """Read pages into the record and put together what is reported of one engagement.

    A source that is in the record already changes nothing. A file docs.jsonl in a folder of pages describes them.
    """
    from communique.cli.read import config_from, noted, read_sources
    from communique.record import open_record

    readings = read_sources(sources, metadata, published, config_from(settings))
    with open_record(record_path, create=True) as record:
        added = record.add(noted(readings))
        totals = record.totals()
    tell(
        f"{added.documents} documents read: {added.articles} new articles, {added.reports} new reports, "
        f"{added.skips} skipped; the record holds {totals['engagement']} engagements from {totals['article']} articles"
    )
