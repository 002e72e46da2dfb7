"""The command line: one file a command group, loaded only when its command is called."""

from __future__ import annotations

import importlib
import sys
from typing import NamedTuple

import click

from communique.errors import CommuniqueError
from communique.version import __version__


class Entry(NamedTuple):
    """Where a command lives, and the line that `communique --help` prints for it."""

    module: str
    attribute: str
    summary: str


COMMANDS: dict[str, Entry] = {
    "demo": Entry("communique.cli.demo", "demo_command", "Read the example pages and show what they report."),
    "read": Entry("communique.cli.read", "read_command", "Read pages and print what they report."),
    "add": Entry("communique.cli.add", "add_command", "Read pages into the record."),
    "watch": Entry("communique.cli.watch", "watch_command", "Read what comes into folders and feeds, as it comes."),
    "import": Entry("communique.cli.import_", "import_command", "Bring in a table of visits that you already hold."),
    "find": Entry("communique.cli.find", "find_command", "Find engagements in the record."),
    "show": Entry("communique.cli.show", "show_command", "Show an engagement with the words that carry it."),
    "count": Entry("communique.cli.count", "count_command", "Count engagements, since an office was taken or a day."),
    "check": Entry("communique.cli.check", "check_command", "Check ordinal claims against the record."),
    "export": Entry("communique.cli.export", "export", "Write engagements as CSV, Parquet, Atom, iCalendar ..."),
    "serve": Entry("communique.cli.serve", "serve", "Show the record as web pages and as an API."),
    "why": Entry("communique.cli.why", "why_command", "Say why reports were put together, and what was kept apart."),
    "contradictions": Entry("communique.cli.contradictions", "contradictions_command", "List what reports contest."),
    "undertakings": Entry("communique.cli.undertakings", "undertakings_command", "What was agreed, invited or pends."),
    "judge": Entry("communique.cli.judge", "judge_command", "Say whether two reports are of one engagement."),
    "edit": Entry("communique.cli.judge", "edit_command", "Correct a fact of an engagement, with your source."),
    "edges": Entry("communique.cli.judge", "edges_command", "List judgements and corrections."),
    "revoke": Entry("communique.cli.judge", "revoke_command", "Revoke a judgement or a correction."),
    "copy": Entry("communique.cli.copy", "copy_command", "Copy a record, from a file into PostgreSQL or back."),
    "verify": Entry("communique.cli.verify", "verify_command", "Check that the record holds what it promises."),
    "lines": Entry("communique.cli.lines", "lines_command", "Learn which lines outlets repeat on their pages."),
    "trend": Entry("communique.cli.trend", "trend_command", "Count by month, and say whether that changed."),
    "who": Entry("communique.cli.who", "who_command", "Whom a name or title means on a day; who held an office."),
    "kb": Entry("communique.cli.kb", "kb_group", "Check the tables of who held which office when; refresh them."),
    "rules": Entry("communique.cli.rules", "rules_command", "Try the rules on their examples or on a sentence."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called: `--help` stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command = getattr(importlib.import_module(entry.module), entry.attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="communique")
def cli() -> None:
    """Read news pages and official readouts; keep a checkable record of engagements between states.

    Every value carries the exact words of the source that say it. Start with: communique demo
    """


def main() -> None:
    """Run the command line; our own errors become one line and their exit code."""
    try:
        cli(standalone_mode=True)
    except CommuniqueError as error:
        click.echo(f"communique: {error}", err=True)
        sys.exit(error.exit_code)
