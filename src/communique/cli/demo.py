"""`communique demo`: the shipped example pages, read into a record and shown."""

from __future__ import annotations

from pathlib import Path

import click

from communique.errors import UsageError

INSTALLED = Path(__file__).parent.parent / "examples"
CHECKOUT = Path(__file__).parents[3] / "examples"

NEXT_STEPS = """
Try next:
  communique read examples/                            what was read, with the words that carry it
  communique find --record {record} --between IN US    the engagements of one pair of states
  communique check --record {record} examples/         the ordinal claims of the pages, checked
  communique who "Raksha Mantri" --on 2025-07-01       who held an office on a day
  communique serve --record {record}                   the same as web pages"""


@click.command("demo", epilog="Example: communique demo")
@click.option("--record", "record_path", default="demo.db", show_default=True, help="The record to fill.")
def demo_command(record_path: str) -> None:
    """Read the example pages into a record, print what was found, and say what to try next."""
    from communique.cli.console import terminal
    from communique.cli.read import noted, read_sources
    from communique.cli.tables import print_engagements
    from communique.config import Config
    from communique.record import open_record, shown
    from communique.record.query import Query

    pages = example_pages()
    readings = read_sources((str(pages),), pages / "docs.jsonl", None, Config())
    with open_record(record_path, create=True) as record:
        added = record.add(noted(readings))
        console = terminal()
        print_engagements(list(record.find(Query(sort="date"))), console)
        console.print(f"{added.documents} pages read into {shown(record_path)}")
        console.print(NEXT_STEPS.format(record=shown(record_path)).strip("\n"))


def example_pages() -> Path:
    """The folder of example pages, in an installed package or in a checkout."""
    for folder in (INSTALLED, CHECKOUT):
        if (folder / "docs.jsonl").is_file():
            return folder
    raise UsageError(f"the example pages are neither in {INSTALLED} nor in {CHECKOUT}: install the package again")
