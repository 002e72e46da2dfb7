"""`communique kb`: the tables of who held which office when."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from communique.cli.options import json_option
from communique.cli.output import print_json_line, tell
from communique.errors import UsageError
from communique.knowledge import load_knowledge
from communique.knowledge.faults import faults_in
from communique.knowledge.roles import ROLES

WIKIDATA = "https://query.wikidata.org/sparql"

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


@kb_group.command("refresh")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--endpoint", default=WIKIDATA, show_default=True, help="The SPARQL service to ask.")
@click.option("--role", "roles", multiple=True, help="Only offices in this role (foreign_minister); may be repeated.")
@click.option("--timeout", default=60.0, show_default=True, help="Seconds to wait for an answer.")
@json_option
def refresh_command(folder: Path, endpoint: str, roles: tuple[str, ...], timeout: float, as_json: bool) -> None:
    """Ask Wikidata who held the offices; write what is new to FOLDER and print where it differs from the tables.

    The shipped tables stay as they are. Use the folder by --kb FOLDER.

    \b
    Example: communique kb refresh my-tables --role foreign_minister
    """
    from communique.knowledge.refresh import compare, positions_of, write_overlay
    from communique.knowledge.sparql import Patience, holdings

    strange = [role for role in roles if role not in ROLES]
    if strange:
        raise UsageError(f"--role: {strange[0]!r} is no role; the roles are {', '.join(sorted(ROLES))}")
    knowledge = load_knowledge()
    positions = positions_of(knowledge, roles)
    held = list(holdings(list(positions), endpoint, Patience(timeout=timeout)))
    refreshed = compare(knowledge, held, positions)
    try:
        write_overlay(refreshed, folder)
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror}; name a folder that may be written") from None
    for difference in refreshed.differences:
        if as_json:
            print_json_line(difference._asdict())
        else:
            here, there = difference.here or "nothing", difference.there
            click.echo(f"{difference.office}: {difference.person}: {difference.field}: {here} here, {there} there")
    counts = f"{len(refreshed.tenures)} new tenures, {len(refreshed.persons)} new persons"
    tell(f"{counts} in {folder}; {len(refreshed.differences)} differences")


@kb_group.command("export")
@click.option("--format", "form", type=click.Choice(["popolo", "ftm"]), required=True, help="What to write.")
@overlay_option
def export_command(form: str, kb: Path | None) -> None:
    """Print the tables as one Popolo document, or as FollowTheMoney entities, one a line.

    \b
    Example: communique kb export --format popolo > offices.json
    """
    from communique.export.ftm import ftm_entities
    from communique.export.popolo import popolo_of

    knowledge = load_knowledge((kb,) if kb else ())
    if form == "popolo":
        print_json_line(popolo_of(knowledge))
        return
    for entity in ftm_entities(knowledge):
        print_json_line(entity)
