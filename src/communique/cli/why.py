"""`communique why`: why reports were put together, and what was kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from communique.cli.options import json_option, record_option
from communique.cli.output import print_json_line, tell
from communique.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from communique.record import Record
    from communique.types import Decision, Edge, Engagement


@click.command("why", epilog="Example: communique why e1b2c3d4")
@click.argument("engagement_id", metavar="ID")
@click.option("--features", is_flag=True, help="Say also what each feature means.")
@record_option
@json_option
def why_command(engagement_id: str, features: bool, record_path: str, as_json: bool) -> None:
    """Say why the reports of an engagement were put together, and which one came nearest and was kept apart.

    ID is an engagement, or a report in one.
    """
    from communique.cli.console import terminal
    from communique.record import open_record

    with open_record(record_path) as record:
        engagement = _engagement(record, engagement_id)
        own = [reference.id for reference in engagement.reports]
        decisions = record.decisions(own)
        together = [d for d in decisions if d.together and d.left in own and d.right in own]
        apart = [d for d in decisions if not (d.left in own and d.right in own)]
        judged = [e for e in record.edges() if e.left in own or e.right in own]
        if as_json:
            shown = {"engagement": engagement.id, "reports": own, "together": together, "apart": apart[:5]}
            print_json_line({**shown, "judgements": judged, "preferred": engagement.preferred})
            return
        console = terminal()
        _print_together(engagement, together, judged, console)
        _print_apart(apart, set(own), record, console)
    if features:
        _print_features(console)


def _engagement(record: Record, name: str) -> Engagement:
    engagement = record.engagement(record.engagement_of(name) or name)
    if engagement is None:
        raise UsageError(f"the record holds no engagement or report {name}: `communique find` lists them")
    if not engagement.id.startswith(name) and name not in {reference.id for reference in engagement.reports}:
        tell(f"{name} is now part of {engagement.id}")
    return engagement


def _print_together(engagement: Engagement, together: list[Decision], judged: list[Edge], console: Console) -> None:
    console.print(f"{engagement.id}: {len(engagement.reports)} reports")
    for reference in engagement.reports:
        console.print(
            f"  {reference.id}  {reference.outlet or reference.document}, {(reference.published or '?')[:10]}"
        )
    for decision in together:
        console.print(f"  together  {decision.left} {decision.right}  {decision.score:.2f}: {_values(decision)}")
    for edge in judged:
        revoked = f" (revoked {edge.revoked})" if edge.revoked else ""
        note = f": {edge.note}" if edge.note else ""
        console.print(f"  judged {edge.judgement}  {edge.left} {edge.right} by {edge.by}, {edge.made}{note}{revoked}")
    for facet, why in engagement.preferred:
        console.print(f"  {facet} shown: {why}")


def _print_apart(apart: list[Decision], own: set[str], record: Record, console: Console) -> None:
    from communique.assemble.compare import AGREED

    if not apart:
        console.print("  no other report came near")
        return
    nearest = max(apart, key=lambda d: (d.score, d.left, d.right))
    other = nearest.right if nearest.left in own else nearest.left
    agreed = nearest.reason == AGREED
    kept = "its report stands in another engagement that this one cannot join" if agreed else nearest.reason
    console.print(f"  nearest kept apart  {other} (in {record.engagement_of(other)})  {nearest.score:.2f}: {kept}")
    console.print(f"    {_values(nearest)}")


def _values(decision: Decision) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in decision.features if value)


def _print_features(console: Console) -> None:
    from communique.assemble.compare import FEATURES, TOGETHER

    console.print(f"Reports are put together from a score of {TOGETHER} on; each feature, with its weight:")
    for name, feature, weight in FEATURES:
        console.print(f"  {name.replace('_', ' ')} ({weight}): {' '.join((feature.__doc__ or '').split())}")
