"""`communique read`: pages in, reports out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from communique.cli.options import json_option, reading_options
from communique.cli.output import print_json_line, progress, tell
from communique.config import EVERYWHERE, Config, Manners
from communique.errors import NothingRead, UsageError
from communique.types import Capture, Reading, Skip, SourceMetadata

if TYPE_CHECKING:
    from communique.ingest import CaptureOptions

UNREADABLE = frozenset({"missing", "unreadable", "no_sources"})


@click.command("read", epilog="Example: communique read --published 2025-07-02 examples/")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@json_option
@reading_options
@click.option("--show", type=click.Choice(["reports", "article"]), default="reports", help="What to print.")
def read_command(
    sources: tuple[str, ...], as_json: bool, metadata: Path | None, published: str | None, show: str, **settings: object
) -> None:
    """Read pages and print what they report.

    SOURCE is a file, a folder, a web address, or - for standard input. Files hold pages, PDF, Word, mail, feeds,
    sitemaps, dumps in JSON Lines (.jsonl, .jsonl.gz), archives (.warc, .warc.gz) or web addresses (.urls, one a line).
    Of a feed or sitemap at an address the pages are fetched that it lists. Each engagement is printed with the words
    that carry it; with --json, one object a line for each document, in the order of the sources.
    """
    if show == "article":
        settings["exhaustive"] = True
    readings = read_sources(sources, metadata, published, config_from(settings))
    if as_json:
        for reading in noted(readings):
            print_json_line(reading)
        return
    from communique.cli.article import print_article
    from communique.cli.console import print_reading, terminal

    console = terminal()
    for reading in noted(readings):
        if show == "article" and reading.article is not None:
            print_article(reading.article, console)
        else:
            print_reading(reading, console)


def config_from(settings: dict[str, object]) -> Config:
    """The run's settings from the options that `reading_options` adds. Raises RuleError where it is wrong."""
    from communique.ingest.mapping import load_fields

    rules, knowledge, field_map = (settings.get(name) for name in ("rules", "knowledge", "field_map"))
    if isinstance(field_map, Path):
        load_fields(field_map)
    return Config(
        rules_overlays=(rules,) if isinstance(rules, Path) else (),
        knowledge_overlays=(knowledge,) if isinstance(knowledge, Path) else (),
        exhaustive=bool(settings.get("exhaustive")),
        field_map=field_map if isinstance(field_map, Path) else None,
        manners=manners_from(settings),
    )


def manners_from(settings: dict[str, object]) -> Manners:
    """How web servers are asked, from the options."""
    private = EVERYWHERE if settings.get("allow_private") else ()
    pause = settings.get("pause")
    return Manners(private=private, pause=pause) if isinstance(pause, float) else Manners(private=private)


def read_sources(
    sources: tuple[str, ...], metadata: Path | None, published: str | None, config: Config
) -> Iterator[Reading]:
    """Read the sources; raises UsageError where the metadata file is wrong."""
    from communique.read import load_tools
    from communique.run.local import read_captures

    found = source_captures(sources, metadata, published, config)
    return read_captures(progress(found, "reading"), load_tools(config))


def source_captures(
    sources: tuple[str, ...],
    metadata: Path | None,
    published: str | None,
    config: Config,
    given: CaptureOptions | None = None,
) -> Iterator[Capture | Skip]:
    """The captures of the sources with what is known of them; raises UsageError where the metadata file is wrong.

    `given`: the meter and the memory of the run.
    """
    from communique.ingest import CaptureOptions, captures

    _check_day(published)
    known = load_metadata(metadata) if metadata else {}
    options = msgspec.structs.replace(given or CaptureOptions(), metadata=known, published=published)
    return captures(sources, config, options=options)


def _check_day(published: str | None) -> None:
    from communique.knowledge.as_of import first_day

    try:
        first_day((published or "2025")[:10])
    except ValueError:
        raise UsageError(f"published {published!r} is no date; write it as 2025-07-01") from None


def noted(readings: Iterable[Reading], told: int | None = None) -> Iterator[Reading]:
    """Pass the readings on and tell of each skip that triage did not make.

    With `told`, only the first so many are told. Raises NothingRead at the end where no source could be opened.
    """
    from communique.ingest.web import UNREACHED

    opened = False
    skips = 0
    for reading in readings:
        if reading.skip is not None and reading.skip.stage != "triage":
            skips += 1
            if told is None or skips <= told:
                tell(f"skipped {reading.source or reading.id}: {reading.skip.detail}")
            elif skips == told + 1:
                tell("more skips are counted, not told")
        opened = opened or reading.skip is None or reading.skip.code not in UNREADABLE | UNREACHED
        yield reading
    if not opened:
        raise NothingRead("nothing could be read: give files, folders, or - for standard input")


def load_metadata(path: Path) -> dict[str, SourceMetadata]:
    """Metadata by document id from a JSON Lines file with `id` and any of url, publisher, published, title, lang.

    Raises UsageError naming the line that is wrong.
    """
    known: dict[str, SourceMetadata] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            known[str(row["id"])] = SourceMetadata(**{k: row.get(k) for k in SourceMetadata.__struct_fields__})
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{path}, line {number}: no JSON object with an id ({error})") from error
    return known
