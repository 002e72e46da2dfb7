"""The build check: what is wrong in the tables, so that a person can mend it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from communique.knowledge.as_of import first_day, last_day
from communique.knowledge.base import KnowledgeBase
from communique.knowledge.roles import SINGLE_SEAT
from communique.knowledge.tables import KEYS, Tenure, numbered_rows, sources_text
from communique.knowledge.validate import cell_faults

HANDOVER = dt.timedelta(days=1)
"""Predecessor and successor may both count the day of the handover."""
OPEN = dt.date.max


class Fault(NamedTuple):
    """Something wrong: the table, the row (its key or its line) and what is wrong with it."""

    table: str
    row: str
    message: str


def faults_in(knowledge: KnowledgeBase) -> tuple[Fault, ...]:
    """Everything that is wrong in the tables; empty where they are sound."""
    return (
        *_doubled_keys(),
        *_wrong_cells(knowledge),
        *_loose_ends(knowledge),
        *_doubled_seats(knowledge),
        *_bare_states(knowledge),
        *_names_that_lead_nowhere(knowledge),
        *_undocumented_sources(knowledge),
    )


def _doubled_keys() -> Iterator[Fault]:
    for table, columns in KEYS.items():
        keys = Counter(tuple(row[column] for column in columns) for _, row in numbered_rows(table))
        for key, times in keys.items():
            if times > 1:
                yield Fault(table, "/".join(key), f"the key stands {times} times")


def _wrong_cells(knowledge: KnowledgeBase) -> Iterator[Fault]:
    for table in KEYS:
        for row in knowledge.rows(table):
            key = "/".join(row[column] for column in KEYS[table])
            for column, message in cell_faults(table, row):
                yield Fault(table, key, f"column {column}: {message}")


def _loose_ends(knowledge: KnowledgeBase) -> Iterator[Fault]:
    for office in knowledge.all_offices():
        if knowledge.state(office.state) is None:
            yield Fault("offices", office.id, f"the state {office.state!r} is in no row of states")
        for tenure in knowledge.tenures(office.id):
            if knowledge.person(tenure.person) is None:
                yield Fault("tenures", office.id, f"the person {tenure.person!r} is in no row of persons")
    for row in knowledge.rows("tenures"):
        if knowledge.office(row["office"]) is None:
            yield Fault("tenures", row["office"], "the office is in no row of offices")
    for person in knowledge.persons():
        if knowledge.state(person.state) is None:
            yield Fault("persons", person.id, f"the state {person.state!r} is in no row of states")


def _doubled_seats(knowledge: KnowledgeBase) -> Iterator[Fault]:
    for office in knowledge.all_offices():
        if office.role in SINGLE_SEAT:
            sure = [t for t in knowledge.tenures(office.id) if t.start and not t.acting and not t.doubt]
            for one, other in pairwise(sorted(sure, key=lambda t: (first_day(t.start), _until(t)))):
                if _surely_overlap(one, other):
                    yield Fault("tenures", office.id, f"{one.person} and {other.person} hold the seat on one day")


def _until(tenure: Tenure) -> dt.date:
    if tenure.end:
        return first_day(tenure.end)
    return OPEN if tenure.end_known else first_day(tenure.start)


def _surely_overlap(one: Tenure, other: Tenure) -> bool:
    begins = last_day(other.start)
    return begins < OPEN - HANDOVER and begins + HANDOVER < _until(one) and begins < _until(other)


def _bare_states(knowledge: KnowledgeBase) -> Iterator[Fault]:
    for state in knowledge.states():
        if state.kind == "state":
            for what, names in (("demonym", state.demonyms), ("capital or seat of government", state.seats)):
                if not names:
                    yield Fault("states", state.code, f"no {what}")


def _names_that_lead_nowhere(knowledge: KnowledgeBase) -> Iterator[Fault]:
    """Names that do not find their own row: unusable characters, or another row that took the name first."""
    for state in knowledge.states():
        for name in (state.name, *state.aliases):
            if knowledge.state_of(name) != state.code:
                yield Fault("states", state.code, f"the name {name!r} leads to {knowledge.state_of(name) or 'nothing'}")
    for office in knowledge.all_offices():
        for title in (office.title, *office.aliases):
            if not any(c.office == office.id for c in knowledge.find(title, "office", state=office.state)):
                yield Fault("offices", office.id, f"the title {title!r} does not find the office")
    for person in knowledge.persons():
        for name in (person.name, *person.aliases):
            if not any(c.id == person.id for c in knowledge.find(name, "person")):
                yield Fault("persons", person.id, f"the name {name!r} does not find the person")


def _undocumented_sources(knowledge: KnowledgeBase) -> Iterator[Fault]:
    text = sources_text()
    for table in KEYS:
        if f"{table}.csv" not in text:
            yield Fault(table, "", "SOURCES.md does not name the table")
    for source in sorted({part for row in knowledge.rows("tenures") for part in row["source"].split("+")}):
        if source and f"`{source}`" not in text:
            yield Fault("tenures", source, "SOURCES.md does not name the source")
