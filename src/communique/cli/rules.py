"""`communique rules`: try the rules on their own examples, or on a sentence."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from communique.cli.options import json_option
from communique.cli.output import print_json_line, tell
from communique.config import Config
from communique.errors import UsageError

rules_option = click.option(
    "--rules",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of rule files over the shipped ones.",
)


def is_day(value: str) -> bool:
    """Whether a text is an ISO 8601 day."""
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


@click.group("rules")
def rules_command() -> None:
    """Try the rules of reading: on their own examples, or on a sentence."""


@rules_command.command("test", epilog="Example: communique rules test --rules my-rules/")
@json_option
@rules_option
def test_command(as_json: bool, rules: Path | None) -> None:
    """Read each rule's example and counter-example; exit 1 where one is not read as it should be."""
    from communique.read import load_tools, read
    from communique.read.explain import article_of
    from communique.rules.selftest import run_selftest

    tools = load_tools(Config(rules_overlays=(rules,) if rules else ()))
    verdicts = list(run_selftest(tools.rules, lambda text: read(article_of(text, "2024-06-03"), tools)))
    for verdict in verdicts:
        if as_json:
            print_json_line(verdict)
        elif not verdict.passed:
            found = ", ".join(verdict.found) or "nothing"
            click.echo(f"{verdict.rule}: expected {verdict.expected}, found {found}: {verdict.sentence}")
    failed = sum(not v.passed for v in verdicts)
    tell(f"{len(tools.rules.triggers)} rules, {len(verdicts)} examples, {failed} failed")
    sys.exit(1 if failed else 0)


@rules_command.command(
    "explain", epilog='Example: communique rules explain "Wang Yi met Sergey Lavrov on Monday." --published 2024-06-05'
)
@click.argument("sentence")
@click.option("--published", metavar="DATE", help="The day that the sentence was published on.")
@json_option
@rules_option
def explain_command(sentence: str, published: str | None, as_json: bool, rules: Path | None) -> None:
    """Say how a sentence is read: what is named, which rules fire, what nearly fires and why not."""
    from communique.read import load_tools
    from communique.read.explain import explain

    if published is not None and not is_day(published):
        raise UsageError(f"--published {published!r} is no date: write it as 2025-07-02")
    explained, reports = explain(sentence, load_tools(Config(rules_overlays=(rules,) if rules else ())), published)
    if as_json:
        print_json_line({"sentences": explained, "reports": reports})
        return
    for one in explained:
        click.echo(one.sentence)
        if not one.parsed:
            click.echo("  left out by triage: no word of contact")
        for mention in one.mentions:
            click.echo(f"  {mention.kind}: {mention.words} = {'; '.join(mention.stands_for) or 'nobody known'}")
        for fired in one.triggers:
            click.echo(f"  {'fired' if fired.contact else 'not'} {fired.rule} at {fired.words!r}: {fired.outcome}")
    for report in reports:
        named = (f"{p.name or p.office_title or p.organisation or 'state'} ({p.country})" for p in report.parties)
        when = report.date.first or report.date.weekday or "day not known"
        click.echo(f"=> {report.mode}, {report.status}, {when}: {', '.join(named)}")
    if not reports:
        click.echo("=> nothing")
