"""`communique watch`: what comes into folders and feeds, as it comes."""

from __future__ import annotations

import datetime as dt
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.cli.options import reading_options, record_option
from communique.cli.output import tell
from communique.errors import RecordError, UsageError

if TYPE_CHECKING:
    from communique.run.watch import Event, Watch

PATIENCE = 5
"""Looks in a row that the record may refuse (somebody else writes) before the watch gives up."""


@click.command(
    "watch", epilog="Example: communique watch --record r.db --every 600 inbox/ https://ministry.example/rss"
)
@click.argument("sources", nargs=-1, required=True, metavar="FOLDER|ADDRESS...")
@record_option
@click.option(
    "--every", type=click.FloatRange(0.1), default=300.0, show_default=True, help="Seconds between two looks."
)
@click.option("--once", is_flag=True, help="Look once and end: for a timer of your own.")
@click.option(
    "--settle",
    type=click.FloatRange(0),
    default=5.0,
    show_default=True,
    help="Seconds for which a file must be left alone to be taken for whole.",
)
@reading_options
def watch_command(
    sources: tuple[str, ...],
    record_path: str,
    metadata: Path | None,
    published: str | None,
    **settings: Any,
) -> None:
    """Read what comes into folders, and the pages that feeds and sitemaps list anew, into the record as it comes.

    A line is printed for each file and page. Ctrl-C ends the watch between two documents; the next one goes on from
    there and reads nothing twice.
    """
    from communique.cli.read import config_from, load_metadata
    from communique.ingest import CaptureOptions
    from communique.ingest.web import is_address
    from communique.read import load_tools
    from communique.record import open_record
    from communique.run.watch import Watch

    for source in sources:
        if not is_address(source) and not Path(source).exists():
            raise UsageError(f"there is no folder {source}: make it first, or give the address of a feed")
    config = config_from(settings)
    options = CaptureOptions(metadata=load_metadata(metadata) if metadata else {}, published=published)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with (
        open_record(record_path, create=True) as record,
        Watch(sources, record, load_tools(config), options, settings["settle"]) as watch,
    ):
        try:
            _run(watch, None if settings["once"] else settings["every"], settings["settle"])
        except KeyboardInterrupt:
            tell("stopped; what is printed above is in the record")


def _run(watch: Watch, every: float | None, settle: float) -> None:
    refused = 0
    while True:
        try:
            for event in watch.look():
                click.echo(line_of(event))
            refused = 0
        except RecordError as fault:
            refused += 1
            if every is None or refused == PATIENCE:
                raise
            tell(f"the record cannot be written now ({fault}); trying again")
        if every is None:
            break
        time.sleep(every)
    if watch.unsettled:
        time.sleep(settle)
        for event in watch.look():
            click.echo(line_of(event))


def line_of(event: Event) -> str:
    """What is told of one file or page: when, what came of it, why nothing did."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return f"{now} {event.source}: {'; '.join(_words(event))}"


def _words(event: Event) -> Iterator[str]:
    read = event.added.documents - event.added.skips
    if read:
        articles = f"{read} articles" if read > 1 else "1 article"
        new = "" if event.added.articles == read else f" ({event.added.articles} new)"
        yield f"{articles}{new}, {event.added.reports or 'no'} new report{'' if event.added.reports == 1 else 's'}"
    for skip in event.skips[:3]:
        yield f"skipped ({skip.code}): {skip.detail}"
    if len(event.skips) > 3:
        yield f"{len(event.skips) - 3} more skipped"
