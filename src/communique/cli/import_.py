"""`communique import`: tables that people already hold, into the record."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.cli.options import record_option
from communique.cli.output import tell

if TYPE_CHECKING:
    from communique.run.rows import Imported


@click.command("import", epilog="Example: communique import --profile us-travels travels.csv")
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.csv")
@click.option("--profile", default="generic", show_default=True, help="us-travels, us-visits or generic.")
@click.option(
    "--map",
    "mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your own profile: a TOML file that names the columns.",
)
@record_option
def import_command(table: Path, profile: str, mapping: Path | None, record_path: str) -> None:
    """Make engagements of the rows of a CSV file, each with its row as evidence.

    Rows that cannot be read are kept in FILE.rejects.csv with the reason.
    """
    from communique.knowledge import load_knowledge
    from communique.record import open_record
    from communique.run.profile import load_profile
    from communique.run.rows import read_table

    imported = read_table(table, load_profile(profile, mapping), load_knowledge())
    with open_record(record_path, create=True) as record:
        added = record.add(imported.readings)
    read = imported.rows - len(imported.rejects)
    tell(f"{table.name}: {imported.rows} rows, {read} read, {len(imported.rejects)} not; {added.reports} new reports")
    if imported.rejects:
        tell(f"rows that were not read are kept in {_keep_rejects(imported, table)}")


def _keep_rejects(imported: Imported, table: Path) -> Path:
    path = Path.cwd() / f"{table.stem}.rejects.csv"
    with path.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.writer(lines)
        writer.writerow(["row", "why", *imported.columns])
        writer.writerows([reject.row, reject.why, *reject.cells] for reject in imported.rejects)
    return path
