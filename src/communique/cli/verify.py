"""`communique verify`: whether the record holds what it promises."""

from __future__ import annotations

import click

from communique.cli.options import json_option, record_option
from communique.cli.output import print_json_line, tell
from communique.errors import RecordError


@click.command("verify", epilog="Example: communique verify --record r.db")
@record_option
@json_option
def verify_command(record_path: str, as_json: bool) -> None:
    """Slice every stored span again, follow every reference, check the file.

    Exit code 4 where anything does not hold.
    """
    from communique.record import open_record, shown

    with open_record(record_path) as record:
        faults, totals = record.verify(), record.totals()
    for fault in faults:
        if as_json:
            print_json_line(fault)
        else:
            click.echo(f"{fault.kind} {fault.where}: {fault.detail}")
    if faults:
        raise RecordError(f"{shown(record_path)} has {len(faults)} faults: add the sources again into a new record")
    tell(f"{shown(record_path)} is sound: {', '.join(f'{number} {name}s' for name, number in totals.items())}")
