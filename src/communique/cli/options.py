"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

F = TypeVar("F", bound=Callable[..., object])

record_option = click.option(
    "--record",
    "record_path",
    default="communique.db",
    show_default=True,
    envvar="COMMUNIQUE_RECORD",
    metavar="RECORD",
    help="The record to work on: a file, or postgresql://USER:PASSWORD@HOST/DATABASE.",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")


def reading_options(command: F) -> F:
    """The options of every command that reads pages."""
    for option in reversed(
        (
            click.option(
                "--metadata",
                type=click.Path(exists=True, dir_okay=False, path_type=Path),
                help="JSON Lines with id, url, publisher, published: what is known of the sources.",
            ),
            click.option("--published", metavar="DATE", help="The day of publication, for a single source."),
            click.option(
                "--map",
                "field_map",
                type=click.Path(exists=True, dir_okay=False, path_type=Path),
                help='TOML that names the fields of JSON Lines: text = "body", url = ["link", "guid"].',
            ),
            click.option("--allow-private", is_flag=True, help="Fetch from this machine and its network, too."),
            click.option(
                "--pause",
                type=click.FloatRange(0, 3600),
                default=1.0,
                show_default=True,
                help="Seconds between two requests to one web server.",
            ),
            click.option(
                "--rules",
                type=click.Path(exists=True, file_okay=False, path_type=Path),
                help="A folder of rule files over the shipped ones.",
            ),
            click.option(
                "--kb",
                "knowledge",
                type=click.Path(exists=True, file_okay=False, path_type=Path),
                help="A folder of tables over the shipped ones.",
            ),
            click.option(
                "--exhaustive", is_flag=True, help="Read every page and parse every sentence, whatever triage says."
            ),
        )
    ):
        command = option(command)
    return command
