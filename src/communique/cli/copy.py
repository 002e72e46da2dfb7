"""`communique copy`: a record from one database into another."""

from __future__ import annotations

import click

from communique.cli.output import tell


@click.command("copy", epilog="Example: communique copy communique.db postgresql://ada@localhost/record")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy_command(source: str, target: str) -> None:
    """Copy a record into an empty one: from a file into PostgreSQL, or back, or into another of its kind.

    All or nothing, and every table is compared afterwards. Exit code 1, with the tables, where anything differs.
    """
    from communique.record import open_record, shown
    from communique.record.copy import copy_record

    with open_record(source, read_only=True) as there, open_record(target, create=True) as here:
        rows = copy_record(there, here)
    for table, number in rows.items():
        click.echo(f"{number:>12,} {table}")
    tell(f"{shown(target)} holds the same as {shown(source)}, table by table")
