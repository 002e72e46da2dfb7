"""`communique kb`: the tables of who held which office when."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from communique.cli.options import json_option
from communique.cli.output import print_json_line, tell
from communique.knowledge import load_knowledge
from communique.knowledge.faults import faults_in

overlay_option = click.option(
    "--kb", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Your own tables, laid over."
)


@click.group("kb")
def kb_group() -> None:
    """The tables of states, offices, persons and tenures.

    \b
    Example: communique kb check
    """


@kb_group.command("check")
@overlay_option
@json_option
def check_command(kb: Path | None, as_json: bool) -> None:
    """Check the tables: keys, dates, roles, seats held twice, states without names, sources without licence.

    \b
    Example: communique kb check --kb my-tables
    """
    knowledge = load_knowledge((kb,) if kb else ())
    faults = faults_in(knowledge)
    for fault in faults:
        if as_json:
            print_json_line(fault._asdict())
        else:
            click.echo(f"{fault.table}: {fault.row}: {fault.message}")
    tenures = sum(len(knowledge.tenures(office.id)) for office in knowledge.all_offices())
    counts = f"{len(knowledge.all_offices())} offices, {len(knowledge.persons())} persons, {tenures} tenures"
    tell(f"{counts}: {len(faults)} faults" if faults else f"{counts}: no faults")
    if faults:
        sys.exit(2)
