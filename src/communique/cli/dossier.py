"""An engagement printed in full."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from communique.cli.console import marked, party_words, value_spans, when_words
from communique.record import Record
from communique.types import Engagement, ReportRef


def print_dossier(engagement: Engagement, record: Record, console: Console) -> None:
    """Facts, contradictions, history, then each report with its evidence."""
    _print_head(engagement, console)
    for contradiction in engagement.contradictions:
        values = "; ".join(f"{v.value} ({len(v.reports)})" for v in contradiction.values)
        console.print(Text(f"  contested {contradiction.facet}: {values}", style="red"))
    if len(engagement.history) > 1:
        steps = " -> ".join(f"{step.status} ({(step.date or '?')[:10]})" for step in engagement.history)
        console.print(f"  history: {steps}")
    for reference in engagement.reports:
        _print_report(reference, record, console)


def _print_head(engagement: Engagement, console: Console) -> None:
    head = f"{engagement.mode.replace('_', ' ')}, {engagement.status}, {when_words(engagement.date)}"
    place = f", {engagement.place.name}" if engagement.place else ""
    console.print(Text(f"{engagement.id}  {head}{place}", style="bold"))
    for party in engagement.parties:
        console.print(f"  {party_words(party)}")
    if engagement.areas:
        console.print(f"  areas: {', '.join(area.area for area in engagement.areas)}")
    for outcome in engagement.outcomes:
        console.print(f"  {outcome.kind}, {outcome.status}: {outcome.text.quote}")
    for ordinal in engagement.ordinals:
        console.print(f"  claim, number {ordinal.n}: {ordinal.text.quote}")
    for facet, why in engagement.preferred:
        console.print(Text(f"  {facet}: {why}", style="dim"))
    if engagement.part_of:
        console.print(f"  part of {engagement.part_of}")
    sources = f"{engagement.outlets} outlets, {engagement.independent_outlets} independent"
    confirmed = f"; confirmed by {', '.join(engagement.confirmed_by)}" if engagement.confirmed_by else ""
    console.print(f"  {sources}{confirmed}")


def _print_report(reference: ReportRef, record: Record, console: Console) -> None:
    official = " (official)" if reference.official else ""
    copied = f", repeats {reference.copy_of}" if reference.copy_of else ""
    published = (reference.published or "day not known")[:10]
    console.print(
        Text(f"  report {reference.id}: {reference.outlet or reference.document}{official}, {published}{copied}")
    )
    article, found = record.article(reference.article), record.report(reference.id)
    if article is None or found is None:
        return
    for span in found.report.evidence:
        console.print(Text.assemble("    “", marked(span, value_spans(found.report), article), "”"))
