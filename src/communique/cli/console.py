"""Readings for a person at a terminal: each engagement with the words that carry it."""

from __future__ import annotations

import sys
from itertools import pairwise

from rich.console import Console
from rich.text import Text

from communique.types import Article, Party, Reading, Report, Span, When

EVIDENCE_STYLE = "yellow"
WIDTH_IN_FILES = 120
"""Columns of what is printed into a file or a pipe."""


def terminal() -> Console:
    """A console on standard output that neither guesses markup in page texts nor highlights them."""
    width = None if sys.stdout.isatty() else WIDTH_IN_FILES
    return Console(markup=False, highlight=False, soft_wrap=True, width=width)


def print_reading(reading: Reading, console: Console) -> None:
    """One document: its head, then each engagement; a skip in one line, with its reason."""
    article = reading.article
    if article is None:
        why = f": {reading.skip.detail}" if reading.skip else ""
        console.print(Text(f"{reading.id or reading.source}: not read{why}", style="red"))
        return
    console.print(Text(article.title or reading.id, style="bold"))
    console.print(Text(article_line(article), style="dim"))
    if not reading.reports:
        console.print("  no engagement between states found")
    for report in reading.reports:
        print_report(report, article, console)
    console.print()


def article_line(article: Article) -> str:
    """Outlet, day of publication and address, as far as known."""
    published = article.published.value or "publication day not known"
    return " · ".join(part for part in (article.outlet, published, article.url) if part)


def print_report(report: Report, article: Article, console: Console) -> None:
    """One engagement: a line that says what it is, its facets, its evidence with the values' words marked."""
    head = Text(f"  {report.mode.replace('_', ' ')}, {report.status}", style="bold cyan")
    head.append(f"  {when_words(report.date)}", style="cyan")
    if report.place:
        head.append(f", {report.place.name}", style="cyan")
    if report.background:
        head.append("  (background)", style="dim")
    console.print(head)
    for party in report.parties:
        console.print(f"    {party_words(party)}")
    for label, words in facet_lines(report):
        console.print(Text.assemble((f"    {label}: ", "dim"), words))
    for span in report.evidence:
        console.print(Text.assemble("    “", marked(span, value_spans(report), article), "”"))


def when_words(when: When) -> str:
    """A date as a person writes it; what is not known is said."""
    if when.first is None:
        return f"on a {when.weekday.capitalize()}, day not known" if when.weekday else "day not known"
    if when.last and when.last != when.first:
        return f"{when.first} to {when.last}"
    return when.first


def party_words(party: Party) -> str:
    """Name, office and state of a party, as far as known."""
    name = party.name or party.organisation or (party.surface.quote if party.surface else "")
    detail = ", ".join(part for part in (party.office_title, party.country) if part)
    return f"{name} ({detail})" if detail and detail != name else name


def facet_lines(report: Report) -> list[tuple[str, str]]:
    """Label and words of the further facets of a report."""
    lines = [("areas", ", ".join(area.area for area in report.areas))]
    lines += [(f"{outcome.kind}, {outcome.status}", outcome.text.quote) for outcome in report.outcomes]
    if report.ordinal:
        lines.append((f"claim, number {report.ordinal.n}", report.ordinal.text.quote))
    lines += [
        ("says", " ".join(part for part in (source.who or source.source.replace("_", " "),) if part))
        for source in report.attribution
    ]
    return [(label, words) for label, words in lines if words]


def value_spans(report: Report) -> list[Span]:
    """The spans of the values that stand in a report's evidence."""
    found = [party.surface for party in report.parties] + [report.date.text, report.mode_text, report.status_text]
    found += [area.evidence for area in report.areas]
    found.append(report.place.text if report.place else None)
    return sorted(span for span in found if span is not None)


def marked(evidence: Span, values: list[Span], article: Article) -> Text:
    """The evidence as text in which the words of the values stand out."""
    edges = {evidence.start, evidence.end}
    inside = [span for span in values if evidence.start <= span.start and span.end <= evidence.end]
    edges.update(edge for span in inside for edge in (span.start, span.end))
    text = Text()
    for start, end in pairwise(sorted(edges)):
        covered = any(span.start <= start and end <= span.end for span in inside)
        text.append(article.text[start:end], style=EVIDENCE_STYLE if covered else "")
    return text
