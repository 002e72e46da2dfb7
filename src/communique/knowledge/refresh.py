"""What a service knows beyond the shipped tables: new rows in an overlay, and differences; nothing is overwritten."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from communique.knowledge.as_of import first_day, last_day
from communique.knowledge.base import KnowledgeBase
from communique.knowledge.names import fold, sound
from communique.knowledge.sparql import Holding
from communique.knowledge.tables import Office, Person, Tenure, header_of

SAME_HOLDING = 62
"""Days by which two starts of one person's holding may differ and still mean one holding."""
GAP = 5
"""Days between two statements (of two cabinets) that are one continuous holding."""
OLDEST = "2000"
"""Holdings that ended before are left out, as in the shipped tables."""


class Difference(NamedTuple):
    """Where the shipped table and the service disagree on one holding."""

    office: str
    person: str
    field: str
    here: str
    there: str


class Refreshed(NamedTuple):
    """New persons and tenures, as rows of the tables, and the differences that a person has to judge."""

    persons: tuple[dict[str, str], ...]
    tenures: tuple[dict[str, str], ...]
    differences: tuple[Difference, ...]


def positions_of(knowledge: KnowledgeBase, roles: Iterable[str] = ()) -> dict[str, Office]:
    """Offices by the Q-id of their position; with roles, only offices in these."""
    wanted = set(roles)
    return {
        position: office
        for office in knowledge.all_offices()
        if not wanted or office.role in wanted
        for position in office.wikidata.split("|")
        if position
    }


def compare(knowledge: KnowledgeBase, held: Iterable[Holding], positions: dict[str, Office]) -> Refreshed:
    """Sort what the service says into what is new and what differs; what agrees is left out."""
    known = {person.wikidata: person for person in knowledge.persons() if person.wikidata}
    persons: dict[str, dict[str, str]] = {}
    tenures: list[dict[str, str]] = []
    differences: list[Difference] = []
    for holding in continuous(held):
        office = positions[holding.position]
        person = known.get(holding.person) or _same_name(knowledge, office, holding)
        shipped = _shipped(knowledge, office, person, holding)
        if shipped:
            differences += _differences(shipped, holding)
            continue
        row = _new_person(office, holding) if person is None else None
        if row:
            persons[row["id"]] = row
        tenures.append(_new_tenure(office, person.id if person else _id(office, holding), holding))
    return Refreshed(tuple(persons.values()), tuple(tenures), tuple(differences))


def continuous(held: Iterable[Holding]) -> list[Holding]:
    """Statements about one person in one position, joined where hardly a day lies between them."""
    grouped: dict[tuple[str, str], list[Holding]] = defaultdict(list)
    for holding in sorted(set(held), key=lambda h: (h.position, h.person, h.start, h.end or "9999")):
        group = grouped[holding.position, holding.person]
        if group and _adjoins(group[-1], holding):
            group[-1] = group[-1]._replace(end=_later(group[-1].end, holding.end))
        else:
            group.append(holding)
    return [h for group in grouped.values() for h in group if not h.end or h.end >= OLDEST]


def _adjoins(one: Holding, other: Holding) -> bool:
    return not one.end or (first_day(other.start) - last_day(one.end)).days <= GAP


def _later(one: str, other: str) -> str:
    return max(one, other) if one and other else ""


def _same_name(knowledge: KnowledgeBase, office: Office, holding: Holding) -> Person | None:
    for tenure in knowledge.tenures(office.id):
        person = knowledge.person(tenure.person)
        if person and sound(holding.name) in map(sound, (person.name, *person.aliases)):
            return person
    return None


def _shipped(knowledge: KnowledgeBase, office: Office, person: Person | None, holding: Holding) -> Tenure | None:
    for tenure in knowledge.tenures(office.id):
        if person and tenure.person == person.id and tenure.start:
            apart = abs((first_day(tenure.start) - first_day(holding.start)).days)
            if apart <= SAME_HOLDING or holding.start.startswith(tenure.start):
                return tenure
    return None


def _differences(tenure: Tenure, holding: Holding) -> list[Difference]:
    pairs = (("start", tenure.start, holding.start), ("end", tenure.end, holding.end))
    return [
        Difference(tenure.office, tenure.person, field, here, there)
        for field, here, there in pairs
        if there and (not here or not there.startswith(here))
    ]


def _id(office: Office, holding: Holding) -> str:
    return f"{office.state.lower()}-{fold(holding.name).replace(' ', '-')}-{holding.person.lower()}"


def _new_person(office: Office, holding: Holding) -> dict[str, str]:
    row = dict.fromkeys(header_of("persons"), "")
    return row | {
        "id": _id(office, holding),
        "name": holding.name,
        "state": office.state,
        "wikidata": holding.person,
    }


def _new_tenure(office: Office, person: str, holding: Holding) -> dict[str, str]:
    row = dict.fromkeys(header_of("tenures"), "")
    return row | {
        "office": office.id,
        "person": person,
        "start": holding.start,
        "end": holding.end,
        "end_basis": "recorded" if holding.end else "open",
        "source": "wikidata",
    }


def write_overlay(refreshed: Refreshed, folder: Path) -> None:
    """Write the new rows as a folder of tables for `--kb`; the folder is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in (("persons", refreshed.persons), ("tenures", refreshed.tenures)):
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header_of(table), lineterminator="\n")
            writer.writeheader()
            writer.writerows(sorted(rows, key=lambda row: tuple(row.values())))
