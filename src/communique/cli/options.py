"""Options that several commands share."""

from __future__ import annotations

import click

record_option = click.option(
    "--record",
    "record_path",
    default="communique.db",
    show_default=True,
    envvar="COMMUNIQUE_RECORD",
    metavar="RECORD",
    help="The record to work on (a file).",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")
