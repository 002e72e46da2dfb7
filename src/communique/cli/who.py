"""`communique who`: whom a name, a title or an office means on a day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click
import msgspec

from communique.cli.options import json_option
from communique.cli.output import print_json_line, tell
from communique.errors import UsageError
from communique.knowledge import KnowledgeBase, choose, load_knowledge
from communique.knowledge.as_of import first_day, last_day
from communique.types import Candidate

EXAMPLE = """Whom a NAME or title means on a day, with the reasons; or who held an OFFICE, as a timeline.

\b
Examples:
  communique who "Raksha Mantri" --on 2025-07-01
  communique who --office US/defence --from 2014
"""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What `who` answers to one query."""

    query: str
    on: str | None
    candidates: tuple[Candidate, ...]
    chosen: Candidate | None


@click.command("who", help=EXAMPLE)
@click.argument("name", required=False)
@click.option("--on", metavar="DATE", help="The day that is asked about (YYYY-MM-DD); any day without it.")
@click.option("--in", "state", metavar="STATE", help="Only this state or organisation: IN, India, NATO.")
@click.option("--office", metavar="OFFICE", help="The holders of an office (US/defence) instead of a name.")
@click.option("--from", "since", metavar="DATE", help="With --office: leave out who left before this date.")
@click.option("--kb", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Your own tables, laid over.")
@json_option
def who_command(**options: object) -> None:
    """Print the candidates for a name, or the holders of an office."""
    query = msgspec.convert(options, Query, strict=False)
    knowledge = load_knowledge((query.kb,) if query.kb else ())
    if (query.name is None) == (query.office is None):
        raise UsageError('name somebody, or an office by --office: communique who "Raksha Mantri" --on 2025-07-01')
    answer = _timeline(knowledge, query) if query.office else _find(knowledge, query)
    if query.as_json:
        print_json_line(answer)
    else:
        _print(knowledge, answer, timeline=query.office is not None)


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """The options as given."""

    name: str | None = None
    on: str | None = None
    state: str | None = None
    office: str | None = None
    since: str | None = None
    kb: Path | None = None
    as_json: bool = False


def _find(knowledge: KnowledgeBase, query: Query) -> Answer:
    on = _day(query.on) if query.on else None
    state = _state(knowledge, query.state) if query.state else None
    found = knowledge.find(query.name or "", None, on, state)
    return Answer(query=query.name or "", on=query.on, candidates=found, chosen=choose(found))


def _day(value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"--on: {value!r} is no day; write it as 2025-07-01") from None


def _state(knowledge: KnowledgeBase, name: str) -> str:
    code = name.upper() if knowledge.state(name.upper()) else knowledge.state_of(name)
    if code is None:
        raise UsageError(f"--in: no state or organisation is called {name!r}; write its code (IN) or its name (India)")
    return code


def _timeline(knowledge: KnowledgeBase, query: Query) -> Answer:
    office_id = query.office or ""
    if knowledge.office(office_id) is None:
        state = office_id.partition("/")[0]
        known = [o.id for o in knowledge.all_offices() if o.state == state and o.role != "ambassador"]
        hint = f"offices of {state}: {', '.join(known)}" if known else "an office is written as IN/foreign"
        raise UsageError(f"--office: there is no office {office_id!r}; {hint}")
    since = _since(query.since) if query.since else None
    on = _day(query.on) if query.on else None
    holders = knowledge.holders(office_id, on) if on else knowledge.timeline(office_id)
    kept = tuple(c for c in holders if since is None or c.end is None or last_day(c.end) >= since)
    return Answer(query=office_id, on=query.on, candidates=kept, chosen=choose(kept) if on else None)


def _since(value: str) -> dt.date:
    try:
        return first_day(value)
    except ValueError:
        raise UsageError(f"--from: {value!r} is no date; write it as 2014, 2014-05 or 2014-05-26") from None


def _print(knowledge: KnowledgeBase, answer: Answer, *, timeline: bool) -> None:
    if not answer.candidates:
        near = knowledge.nearest(answer.query)
        click.echo("not known")
        tell(f"Nothing answers to {answer.query!r}." + (f" Nearest: {', '.join(near)}." if near else ""))
        return
    for candidate in answer.candidates:
        click.echo(
            ("* " if candidate == answer.chosen else "  ") + (_span(candidate) if timeline else _line(candidate))
        )
    if not timeline and answer.chosen is None:
        tell("The name alone cannot decide between them: give --on, --in or more of the name.")


def _span(candidate: Candidate) -> str:
    acting = " (acting)" if candidate.acting else ""
    doubt = "".join(f"; {reason}" for reason in candidate.reasons[1:])
    name = f"{candidate.name}{acting}"
    return (
        f"{candidate.start or '?':<10} – {candidate.end or _open(candidate):<10}  {name}  [{candidate.source}{doubt}]"
    )


def _open(candidate: Candidate) -> str:
    return "?" if any("to ?" in reason for reason in candidate.reasons) else "now"


def _line(candidate: Candidate) -> str:
    office = f", {candidate.office_title}" if candidate.office_title else ""
    state = f" ({candidate.country})" if candidate.country else ""
    return f"{candidate.score:.2f}  {candidate.name}{office}{state}  [{'; '.join(candidate.reasons)}]"
