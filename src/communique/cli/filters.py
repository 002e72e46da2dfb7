"""The words of the query language as options, and from options to a query."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from communique.cli.output import tell
from communique.errors import UsageError
from communique.types import MODES, STATUSES

if TYPE_CHECKING:
    from communique.check.filters import Asked
    from communique.record import Record
    from communique.record.query import Query

F = TypeVar("F", bound=Callable[..., object])


def query_options(command: F) -> F:
    """The filters of every command that asks the record."""
    for option in reversed(
        (
            click.option("--between", nargs=2, metavar="SIDE SIDE", help="Two sides that both take part."),
            click.option(
                "--with",
                "with_",
                multiple=True,
                metavar="SIDE",
                help="A side, alone or a further one.",
            ),
            click.option("--person", metavar="NAME", help="A person's name or id."),
            click.option("--office", metavar="OFFICE", help="An office id, such as US/defence."),
            click.option("--mode", metavar="MODE", help=f"One of {', '.join(MODES)}."),
            click.option("--status", metavar="STATUS", help=f"One of {', '.join(STATUSES)}."),
            click.option("--area", metavar="AREA", help="An area of cooperation, with those below it."),
            click.option("--from", "first", metavar="DATE", help="Not before this day."),
            click.option("--to", "last", metavar="DATE", help="Not after this day."),
            click.option("--since-office", metavar="OFFICE", help="Since the present holder of an office took it."),
            click.option("--place", metavar="PLACE", help="Part of the name of the place."),
            click.option("--outlet", metavar="OUTLET", help="Part of the name of an outlet that reports it."),
            click.option("--text", metavar="WORDS", help="Words of the articles (full text)."),
        )
    ):
        command = option(command)
    return command


def query_from(filters: dict[str, Any]) -> Query:
    """The query that the options ask for. Raises UsageError that names the filter and what it takes."""
    return asked_from(filters).query


def asked_from(filters: dict[str, Any]) -> Asked:
    """The query that the options ask for, with its window explained. Raises UsageError."""
    from communique.check.filters import asked_of
    from communique.knowledge import load_knowledge

    words = dict(filters)
    sides = (*(words.pop("between", None) or ()), *(words.pop("with_", None) or ()))
    return asked_of({**words, "between": sides}, load_knowledge())


def refuse_unknown(record: Record, query: Query) -> None:
    """Raises UsageError for a side that neither the record nor the tables know: a mistake would find nothing."""
    from communique.knowledge import load_knowledge
    from communique.record.keys import is_key
    from communique.record.query import Query

    for side in (*query.between, *((query.person,) if query.person else ())):
        known = is_key(side) or load_knowledge().find(side, "person")
        if not known and not record.count(Query(between=(side,))):
            raise UsageError(
                f"nobody and no state is called {side!r}; write a state (IN or India), an office (US/defence), "
                "or part of a person's name"
            )


def tell_of_the_edge(asked: Asked) -> None:
    """Say where a window begins on a day that is not known exactly."""
    if asked.since.surely:
        tell(f"{asked.since.basis}: what is older than {asked.since.surely} may be from before")
