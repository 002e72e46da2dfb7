"""What people decide: judgements on pairs of reports, and corrections. Dated, signed, listed, revocable."""

from __future__ import annotations

import datetime as dt
from collections import deque

import msgspec
from sqlalchemy import Connection, insert, select, update

from communique.assemble.amend import refuse_idle
from communique.assemble.correct import known_field, value_of
from communique.errors import UsageError
from communique.record import fetch, lookup, schema
from communique.record.assembly import touch
from communique.types import Correction, Edge, Judgement


class Resolved(msgspec.Struct, frozen=True):
    """The report that an id stands for, and what to tell the person where it is not the id they gave."""

    report: str
    note: str | None = None


def resolve(connection: Connection, name: str) -> Resolved:
    """The report of a report's id, or the best report of an engagement's. Raises UsageError for unknown ids."""
    if connection.execute(select(schema.report.c.id).where(schema.report.c.id == name)).scalar() is not None:
        return Resolved(name)
    found = lookup.engagement(connection, name)
    if found is None:
        raise UsageError(f"there is no report or engagement {name} in the record")
    best = found.reports[0].id
    superseded = "" if found.id.startswith(name) else f" is superseded by {found.id}"
    return Resolved(best, f"{name}{superseded}: its report {best} is taken")


def judge(connection: Connection, made: Edge) -> Edge:
    """Store a judgement on two reports. Raises UsageError where it contradicts those that stand, with the path."""
    if made.left == made.right:
        raise UsageError("a judgement is on two reports, and both are the same one")
    standing = [e for e in lookup.edges(connection) if e.revoked is None]
    pair = {made.left, made.right}
    known = next((e for e in standing if {e.left, e.right} == pair and e.judgement == made.judgement), None)
    if known is not None:
        return known
    _refuse_contradiction(made, standing)
    values = {k: v for k, v in msgspec.to_builtins(made).items() if k != "features"}
    connection.execute(insert(schema.edge).values(values))
    touch(connection, sorted(pair))
    return made


def _refuse_contradiction(made: Edge, standing: list[Edge]) -> None:
    same = [e for e in standing if e.judgement == "same"]
    if made.judgement == "different":
        path = _path(made.left, made.right, same)
        if path:
            raise UsageError(f"stands against earlier judgements: same({' = '.join(path)}); revoke one of them first")
    if made.judgement == "same":
        for other in (e for e in standing if e.judgement == "different"):
            path = _path(other.left, other.right, [*same, made])
            if path:
                raise UsageError(
                    f"stands against earlier judgements: different({other.left}, {other.right}), "
                    f"but then same({' = '.join(path)}); revoke one of them first"
                )


def _path(start: str, end: str, same: list[Edge]) -> list[str]:
    """The shortest chain of "same" from one report to another; empty where there is none."""
    ties: dict[str, set[str]] = {}
    for item in same:
        ties.setdefault(item.left, set()).add(item.right)
        ties.setdefault(item.right, set()).add(item.left)
    before: dict[str, str] = {start: start}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for other in sorted(ties.get(here, set()) - before.keys()):
            before[other] = here
            queue.append(other)
    if end not in before:
        return []
    path = [end]
    while path[-1] != start:
        path.append(before[path[-1]])
    return path[::-1]


def revoke(connection: Connection, left: str, right: str, by: str) -> tuple[Edge, ...]:
    """Revoke the standing judgements on two reports. Raises UsageError where there is none."""
    pair = {left, right}
    found = tuple(e for e in lookup.edges(connection) if {e.left, e.right} == pair and e.revoked is None)
    if not found:
        raise UsageError(f"there is no standing judgement on {left} and {right}")
    table = schema.edge.c
    own = table.left.in_(pair) & table.right.in_(pair) & table.revoked.is_(None)
    connection.execute(update(schema.edge).where(own).values(revoked=f"{now()} {by}"))
    touch(connection, sorted(fetch.mates(connection, pair)))
    return found


def correct(connection: Connection, made: Correction) -> Correction:
    """Store a correction; the engagement of its report is touched. Raises UsageError where it would change nothing."""
    for engagement in fetch.engagements(connection, fetch.owners(connection, [made.report])):
        refuse_idle(engagement, made.field, made.value)
    values = {k: v for k, v in msgspec.to_builtins(made).items() if k != "number"}
    number = connection.execute(insert(schema.correction).values(values)).inserted_primary_key
    touch(connection, [made.report])
    return msgspec.structs.replace(made, number=int(number[0]) if number else 0)


def revoke_correction(connection: Connection, number: int, by: str) -> Correction:
    """Revoke a correction. Raises UsageError where it is unknown or revoked already."""
    found = next((c for c in fetch.corrections(connection) if c.number == number and c.revoked is None), None)
    if found is None:
        raise UsageError(f"there is no standing correction {number}")
    connection.execute(
        update(schema.correction).where(schema.correction.c.id == number).values(revoked=f"{now()} {by}")
    )
    touch(connection, [found.report])
    return found


def edge_of(left: str, right: str, judgement: Judgement, by: str, note: str | None) -> Edge:
    """A judgement made now, its reports in order."""
    if not by.strip():
        raise UsageError("say who judges: --by NAME")
    one, two = sorted((left, right))
    return Edge(left=one, right=two, judgement=judgement, by=by, made=now(), note=note)


def correction_of(report: str, change: tuple[str, str], by: str, source: str, note: str | None) -> Correction:
    """A correction made now. Raises UsageError for unknown fields, impossible values, and without author or source."""
    if not by.strip() or not source.strip():
        raise UsageError("say who corrects and on what grounds: --by NAME --source ADDRESS")
    field = known_field(change[0])
    value_of(field, change[1])
    return Correction(
        number=0, report=report, field=field, value=change[1], by=by, source=source, made=now(), note=note
    )


def now() -> str:
    """The time as ISO 8601 in UTC, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
