"""`communique check`: ordinal claims against the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from communique.cli.options import json_option, reading_options, record_option
from communique.cli.output import print_json_line, tell
from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.check import CheckedClaim, Claim
    from communique.types import Engagement, Reading

STYLES = {"supported": "green", "contradicted": "red", "not_known": "yellow"}


@click.command("check", epilog='Example: communique check --claim "the third call between Singh and Hegseth this year"')
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--claim", "sentence", metavar="SENTENCE", help="Check this sentence instead of pages.")
@record_option
@json_option
@reading_options
def check_command(
    sources: tuple[str, ...],
    sentence: str | None,
    record_path: str,
    as_json: bool,
    metadata: Path | None,
    published: str | None,
    **settings: object,
) -> None:
    """Check ordinal claims ("the third call since she took office") of pages, or one sentence, against the record.

    The record is a lower bound: fewer than claimed is "not known", more than claimed is "contradicted".
    """
    from communique.check import check, claims_in
    from communique.cli.read import config_from, noted, read_sources
    from communique.knowledge import load_knowledge
    from communique.record import open_record

    if bool(sources) == bool(sentence):
        raise UsageError("give pages, or --claim with a sentence")
    knowledge = load_knowledge()
    if sentence:
        claims: Iterable[Claim] = _of_sentence(sentence, published)
    else:
        readings = noted(read_sources(sources, metadata, published, config_from(settings)))
        claims = _of_readings(readings, lambda r: claims_in(r.article, r.reports, knowledge) if r.article else ())
    number = 0
    with open_record(record_path) as record:
        for number, claim in enumerate(claims, 1):  # noqa: B007 - the number is told at the end
            checked = check(claim, record)
            if as_json:
                print_json_line(checked)
            else:
                _print(checked, [found for name in checked.engagements if (found := record.engagement(name))])
    if not number:
        tell("no claim that can be checked was found")


def _of_sentence(sentence: str, published: str | None) -> list[Claim]:
    from communique.check import claim_of_sentence
    from communique.check.claim import Claim
    from communique.knowledge import load_knowledge

    claim = claim_of_sentence(sentence, published, load_knowledge())
    return [claim or Claim(text=sentence, n=0, of="")]


def _of_readings(readings: Iterable[Reading], claims_of: Callable[[Reading], Iterable[Claim]]) -> Iterator[Claim]:
    for reading in readings:
        for claim in claims_of(reading):
            yield msgspec.structs.replace(claim, document=reading.id)


def _print(checked: CheckedClaim, engagements: Sequence[Engagement]) -> None:
    from rich.text import Text

    from communique.cli.console import terminal, when_words
    from communique.cli.tables import what_words, who_words

    console = terminal()
    head = f"{checked.claim.document}: " if checked.claim.document else ""
    console.print(
        Text.assemble(head, (checked.verdict.replace("_", " "), STYLES[checked.verdict]), f"  “{checked.claim.text}”")
    )
    console.print(f"  {checked.explanation}")
    for position, one in enumerate(engagements, 1):
        console.print(f"  {position}. {one.id[:8]}  {when_words(one.date)}  {what_words(one)}  {who_words(one)}")
        for report in one.reports:
            for span in report.evidence[:1]:
                console.print(Text(f"     “{span.quote}” ({report.outlet or report.document})", style="dim"))
