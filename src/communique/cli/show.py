"""`communique show`: one engagement with everything that carries it."""

from __future__ import annotations

import click

from communique.cli.options import json_option, record_option
from communique.cli.output import print_json_line, tell
from communique.errors import UsageError


@click.command("show", epilog="Example: communique show e1b2c3d4")
@click.argument("engagement_id", metavar="ENGAGEMENT")
@record_option
@json_option
def show_command(engagement_id: str, record_path: str, as_json: bool) -> None:
    """Show an engagement: its facts, the words of each report that say them, contradictions, history.

    ENGAGEMENT is an id as `find` prints it; its beginning will do.
    """
    from communique.cli.console import terminal
    from communique.cli.dossier import print_dossier
    from communique.record import open_record

    with open_record(record_path) as record:
        engagement = record.engagement(engagement_id)
        if engagement is None:
            raise UsageError(f"the record holds no engagement {engagement_id}: `communique find` lists them")
        if not engagement.id.startswith(engagement_id):
            tell(f"{engagement_id} is now part of {engagement.id}")
        if as_json:
            print_json_line(engagement)
        else:
            print_dossier(engagement, record, terminal())
