"""`communique judge`, `edges`, `edit`, `revoke`: what people decide, signed, dated and revocable."""

from __future__ import annotations

from typing import get_args

import click

from communique.cli.options import json_option, record_option
from communique.cli.output import print_json_line, tell
from communique.errors import UsageError
from communique.types import Judgement

by_option = click.option("--by", required=True, metavar="NAME", help="Who decides.")
note_option = click.option("--note", help="Why, in your own words.")


@click.command("judge", epilog="Example: communique judge same 1f3a 77c2 --by 'Ada' --note 'one call, two zones'")
@click.argument("judgement", type=click.Choice(get_args(Judgement)))
@click.argument("left", metavar="REPORT")
@click.argument("right", metavar="REPORT")
@by_option
@note_option
@record_option
def judge_command(judgement: Judgement, left: str, right: str, by: str, note: str | None, record_path: str) -> None:
    """Say whether two reports tell of the same engagement. It holds for ever, until it is revoked.

    REPORT is the id of a report; the id of an engagement stands for its best report.
    """
    from communique.record import open_record

    with open_record(record_path) as record:
        for name in (left, right):
            found = record.resolve(name)
            if found.note:
                tell(found.note)
        edge = record.judge(judgement, left, right, by=by, note=note)
        first, second = record.engagement_of(edge.left), record.engagement_of(edge.right)
    tell(
        f"{edge.left} and {edge.right} are judged {judgement}: {first if first == second else f'{first} and {second}'}"
    )


@click.command("edges", epilog="Example: communique edges --json")
@record_option
@json_option
def edges_command(record_path: str, as_json: bool) -> None:
    """List all judgements and corrections, revoked ones too."""
    from communique.record import open_record

    with open_record(record_path) as record:
        edges, corrections = record.edges(), record.corrections()
    if as_json:
        for value in (*edges, *corrections):
            print_json_line(value)
        return
    for edge in edges:
        click.echo(
            f"{edge.made}  {edge.judgement} {edge.left} {edge.right} {_signed(edge.by, edge.note, edge.revoked)}"
        )
    for item in corrections:
        words = f"correction {item.number} of {item.report}: {item.field}={item.value} ({item.source})"
        click.echo(f"{item.made}  {words} {_signed(item.by, item.note, item.revoked)}")
    if not edges and not corrections:
        tell("nobody has judged or corrected anything yet")


def _signed(by: str, note: str | None, revoked: str | None) -> str:
    return f"by {by}{f': {note}' if note else ''}{f' (revoked {revoked})' if revoked else ''}"


@click.command("edit", epilog="Example: communique edit e1b2c3d4 date=2025-07-01 --by Ada --source https://example.org")
@click.argument("engagement_id", metavar="ENGAGEMENT")
@click.argument("changes", nargs=-1, required=True, metavar="FIELD=VALUE...")
@by_option
@click.option("--source", required=True, metavar="ADDRESS", help="What shows that the correction is right.")
@note_option
@record_option
@json_option
def edit_command(
    engagement_id: str, changes: tuple[str, ...], record_path: str, as_json: bool, **signed: str | None
) -> None:
    """Correct an engagement. What was read stays beside it, as contested.

    date=2025-07-01 or date=2025-07-01/2025-07-03; place='Paris' or place='Paris, FR'; mode=call; status=held.
    party='Marco Rubio, US', area=trade and outcome='agreement: the words' add one; no-party='Marco Rubio',
    no-area=trade and no-outcome='the words' take one away.
    """
    from communique.cli.console import terminal
    from communique.cli.dossier import print_dossier
    from communique.record import open_record

    with open_record(record_path) as record:
        by, source = signed["by"] or "", signed["source"] or ""
        engagement = record.edit(engagement_id, _fields(changes), by=by, source=source, note=signed["note"])
        if as_json:
            print_json_line(engagement)
        else:
            print_dossier(engagement, record, terminal())


def _fields(changes: tuple[str, ...]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for change in changes:
        field, equals, value = change.partition("=")
        if not equals or not value.strip():
            raise UsageError(f"{change!r} is no correction: write FIELD=VALUE, as in place='Paris, FR'")
        found.append((field.strip(), value.strip()))
    return found


@click.command("revoke", epilog="Example: communique revoke 1f3a 77c2 --by Ada")
@click.argument("names", nargs=-1, required=True, metavar="REPORT REPORT | NUMBER")
@by_option
@record_option
def revoke_command(names: tuple[str, ...], by: str, record_path: str) -> None:
    """Revoke the judgement on two reports, or the correction of a number (`communique edges` lists both)."""
    from communique.record import open_record

    with open_record(record_path) as record:
        if len(names) == 2:
            number = record.revoke(names[0], names[1], by=by)
            tell(f"{number} revoked; the engagements are put together as if it had not been made")
        elif len(names) == 1 and names[0].isdecimal():
            item = record.revoke_correction(int(names[0]), by=by)
            tell(f"correction {item.number} ({item.field}={item.value}) revoked")
        else:
            raise UsageError("give the two reports of a judgement, or the number of a correction")
