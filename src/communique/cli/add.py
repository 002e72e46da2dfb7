"""`communique add`: pages into the record."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from communique.cli.options import reading_options, record_option
from communique.cli.output import tell

INTERRUPTED = 130
TOLD = 20
"""Skips that are told one by one."""


@click.command("add", epilog="Example: communique add --record r.db --workers 4 examples/")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@record_option
@reading_options
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read.")
@click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler whose workers read: tcp://HOST:8786.")
@click.option(
    "--work",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder for what is read and not yet in the record; it is kept. Else beside the record, and removed.",
)
@click.option("--afresh", is_flag=True, help="Fetch and read pages again that are unchanged since they were added.")
def add_command(
    sources: tuple[str, ...],
    record_path: str,
    metadata: Path | None,
    published: str | None,
    work: Path | None,
    **settings: Any,
) -> None:
    """Read pages into the record and put together what is reported of one engagement.

    SOURCE is what communique read takes: files, folders, web addresses of pages, feeds and sitemaps, archives, dumps.
    A source that is in the record already changes nothing. A file docs.jsonl in a folder of pages describes them. A run
    that was stopped goes on where it stopped when the same command is given again.
    """
    from communique.cli.read import config_from, noted, source_captures
    from communique.cli.running import part_read, shown
    from communique.ingest import CaptureOptions
    from communique.ingest.meter import Meter
    from communique.ingest.web import Memory
    from communique.record import open_record
    from communique.run.progress import Tally
    from communique.run.start import Plan, running

    config = config_from(settings)
    crew = {"workers": settings["workers"], "cluster": settings["cluster"]}
    plan = Plan(shelf=work or _beside(record_path), kept=work is not None, **crew)
    meter = Meter()
    tally = Tally(part_read(meter, sources))
    try:
        with open_record(record_path, create=True) as record, running(plan, config) as run, shown(tally):
            memory = Memory() if settings["afresh"] else Memory(record.seen)
            given = CaptureOptions(meter=meter, memory=memory, kept=None if settings["afresh"] else plan.shelf)
            captures = source_captures(sources, metadata, published, config, given)
            added = record.add(noted(tally.counted(run.readings(captures)), TOLD))
            record.note(memory.noted)
            totals = record.totals()
    except KeyboardInterrupt:
        tell(f"stopped after {tally}; nothing is lost: run the same command again and it goes on from there")
        sys.exit(INTERRUPTED)
    if run.found_done:
        tell(f"{run.found_done} shards had been read by an earlier run")
    reasons = f" ({tally.reasons})" if tally.skips else ""
    tell(
        f"{added.documents} documents read: {added.articles} new articles, {added.reports} new reports, "
        f"{added.skips} skipped{reasons}; "
        f"the record holds {totals['engagement']} engagements from {totals['article']} articles"
    )


def _beside(record: str) -> Path:
    """The folder beside a record's file in which its shards wait; here, where the record is a server's."""
    path = Path("communique.db" if "://" in record else record)
    return path.with_name(f"{path.name}.shards")
