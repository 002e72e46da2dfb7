"""`communique undertakings`: what was agreed, invited, promised or is pending, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, get_args

import click

from communique.cli.options import json_option, record_option
from communique.cli.output import print_json_line, tell
from communique.errors import UsageError
from communique.types import OutcomeStatus

FOLLOWED = ("agreement", "commitment", "initiative", "deal", "invitation", "plan")
if TYPE_CHECKING:
    from rich.console import Console

    from communique.types import Undertaking


@click.command("undertakings", epilog="Example: communique undertakings --between IN US --status pending")
@click.option("--between", nargs=2, metavar="STATE STATE", help="Only those between these two (IN US).")
@click.option("--status", type=click.Choice(get_args(OutcomeStatus)), help="Only those that stand so.")
@click.option("--kind", type=click.Choice(FOLLOWED), help="Only those of this kind.")
@click.option("--as-of", "as_of", metavar="DATE", help="As it was known on this day: 2025-07-01.")
@click.option("--area", metavar="AREA", help="Only those in this area and the ones below it.")
@record_option
@json_option
def undertakings_command(record_path: str, as_json: bool, **filters: object) -> None:
    """List undertakings, with the words that carry them, their history and the engagement that fulfilled them."""
    from communique.cli.console import terminal
    from communique.record import open_record

    between = filters["between"] if isinstance(filters["between"], tuple) else ()
    names = ("status", "kind", "area", "as_of")
    status, kind, area, day = (str(filters[name]) if filters[name] else None for name in names)
    states = [_state(str(state)) for state in between]
    with open_record(record_path) as record:
        found = [u for u in record.undertakings(states, None, area) if kind in (None, u.kind)]
    found = [u for u in (_as_of(found, day) if day else found) if status in (None, u.status)]
    found.sort(key=lambda u: (u.history[0].date or "9" if u.history else "9", u.id))
    if as_json:
        for item in found:
            print_json_line(item)
        return
    console = terminal()
    for item in found:
        _print(item, console)
    if not found:
        tell("nothing found; fewer filters find more")


def _state(word: str) -> str:
    from communique.knowledge import load_knowledge

    knowledge = load_knowledge()
    code = word.upper() if knowledge.state(word.upper()) else knowledge.state_of(word)
    if code is None:
        raise UsageError(f"between: {word!r} is no state; write a name (India) or an ISO 3166 code (IN)")
    return code


def _as_of(items: Iterable[Undertaking], value: str) -> list[Undertaking]:
    from communique.assemble.undertaking import as_of

    try:
        day = dt.date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise UsageError(f"{value} is no date: write 2025-07-01") from error
    return [known for item in items if (known := as_of(item, day))]


def _print(item: Undertaking, console: Console) -> None:
    area = f", {item.area}" if item.area else ""
    console.print(f"{item.id}  {item.kind}, {item.status}  {' '.join(item.between)}{area}")
    console.print(f"    “{item.text.quote}”")
    if len(item.history) > 1:
        console.print("    " + " -> ".join(f"{step.status} ({(step.date or '?')[:10]})" for step in item.history))
    if item.fulfilled_by:
        console.print(f"    fulfilled by {item.fulfilled_by}")
