"""An article as the house sees it, for a person: its blocks, and the dropped lines with their reasons."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.text import Text

from communique.types import Article


def print_article(article: Article, console: Console) -> None:
    """The head, the blocks in order, then what was dropped and why."""
    published = article.published
    for label, value in (
        ("outlet", article.outlet and f"{article.outlet}{' (official)' if article.official else ''}"),
        ("address", article.url),
        ("published", published.value and f"{published.value} (to the {published.precision}, from {published.basis})"),
        ("language", article.lang),
        ("place line", article.dateline.place),
        ("copy of", article.syndicated_from),
    ):
        if value:
            console.print(Text.assemble((f"{label:>10}  ", "dim"), value))
    for block in article.blocks:
        style = "bold" if block.kind == "title" else ""
        console.print(Text.assemble((f"{block.kind:>10}  ", "dim"), (article.text[block.start : block.end], style)))
    for dropped in article.dropped:
        console.print(Text(f"{'dropped':>10}  {dropped.line}  [{dropped.reason}]", style="dim strike"))
    counts = Counter(dropped.reason for dropped in article.dropped)
    summary = ", ".join(f"{number} {reason}" for reason, number in counts.most_common())
    console.print(Text(f"{len(article.dropped)} lines dropped{': ' + summary if summary else ''}", style="dim"))
