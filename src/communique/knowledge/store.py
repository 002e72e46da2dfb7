"""The tables in memory, with the indexes that lookups walk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from communique.errors import RuleError
from communique.knowledge.names import bearing_words, fold, sound
from communique.knowledge.tables import (
    Office,
    Person,
    State,
    Tenure,
    rows_of,
    split_dated_names,
    split_names,
    version_of,
)
from communique.knowledge.things import Thing, index_things
from communique.knowledge.validate import Row


class Tables:
    """Tables in memory, indexed when first asked."""

    def __init__(self, overlays: Sequence[Path] = ()) -> None:
        self._overlays = tuple(overlays)

    @cached_property
    def version(self) -> str:
        """A hash of all tables."""
        return version_of(self._overlays)

    def rows(self, table: str) -> list[Row]:
        """The rows of a table as they stand in the file."""
        return rows_of(table, self._overlays)

    @cached_property
    def _states(self) -> dict[str, State]:
        return {
            row["code"]: State(
                row["code"],
                row["kind"],
                row["name"],
                split_names(row["aliases"]),
                split_names(row["demonyms"]),
                split_names(row["seats"]),
            )
            for row in self.rows("states")
        }

    @cached_property
    def _offices(self) -> dict[str, Office]:
        return {row["id"]: _office_of(row) for row in self.rows("offices")}

    @cached_property
    def _persons(self) -> dict[str, Person]:
        return {
            row["id"]: Person(
                row["id"], row["name"], row["family_name"], split_names(row["aliases"]), row["state"], row["wikidata"]
            )
            for row in self.rows("persons")
        }

    @cached_property
    def _tenures(self) -> list[Tenure]:
        return [
            Tenure(
                row["office"],
                row["person"],
                row["start"],
                row["end"],
                row["end_basis"],
                row["acting"] == "yes",
                row["source"],
                row["doubt"],
                row["seen"],
            )
            for row in self._tenure_rows()
        ]

    def _tenure_rows(self) -> list[Row]:
        """The rows of tenures; RuleError where one names an office or a person that no table holds."""
        rows = self.rows("tenures")
        for row in rows if self._overlays else ():
            for column, table in (("office", self._offices), ("person", self._persons)):
                if row[column] not in table:
                    where = f"tenures.csv, the row of {row['office']} from {row['start'] or '?'}, column {column}"
                    raise RuleError(f"{where}: {row[column]!r} is in no row of {column}s.csv; add it there")
        return rows

    @cached_property
    def _by_office(self) -> dict[str, list[Tenure]]:
        found: dict[str, list[Tenure]] = defaultdict(list)
        for tenure in self._tenures:
            found[tenure.office].append(tenure)
        return found

    @cached_property
    def _by_person(self) -> dict[str, list[Tenure]]:
        found: dict[str, list[Tenure]] = defaultdict(list)
        for tenure in self._tenures:
            found[tenure.person].append(tenure)
        return found

    @cached_property
    def _by_role(self) -> dict[tuple[str, str], list[Office]]:
        found: dict[tuple[str, str], list[Office]] = defaultdict(list)
        for office in self._offices.values():
            found[office.state, office.role].append(office)
            if office.also_role:
                found[office.state, office.also_role].append(office)
        return found

    @cached_property
    def _state_names(self) -> dict[str, tuple[State, str]]:
        found: dict[str, tuple[State, str]] = {}
        for state in self._states.values():
            for how, names in (("name", (state.name, *state.aliases)), ("demonym", state.demonyms)):
                for name in names:
                    found.setdefault(fold(name), (state, how))
        for state in self._states.values():
            for name in state.seats:
                found.setdefault(fold(name), (state, "seat of government"))
        return found

    @cached_property
    def _titles(self) -> dict[str, list[Office]]:
        found: dict[str, list[Office]] = defaultdict(list)
        for office in self._offices.values():
            for title in dict.fromkeys(fold(t) for t in (office.title, *office.aliases)):
                found[title].append(office)
        return found

    @cached_property
    def _by_sound(self) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = defaultdict(list)
        for person in self._persons.values():
            names = [person.family_name, *person.aliases, person.name, person.name.split()[-1]]
            for key in dict.fromkeys(sound(name) for name in names if name):
                found[key].append(person)
        return found

    def states(self) -> tuple[State, ...]:
        """All states and international organisations."""
        return tuple(self._states.values())

    def all_offices(self) -> tuple[Office, ...]:
        """All offices."""
        return tuple(self._offices.values())

    def persons(self) -> tuple[Person, ...]:
        """All persons."""
        return tuple(self._persons.values())

    def state(self, code: str) -> State | None:
        """The state or organisation with this code."""
        return self._states.get(code)

    def office(self, office_id: str) -> Office | None:
        """The office with this id."""
        return self._offices.get(office_id)

    def person(self, person_id: str) -> Person | None:
        """The person with this id."""
        return self._persons.get(person_id)

    def tenures(self, office_id: str) -> tuple[Tenure, ...]:
        """The holdings of an office, oldest first."""
        return tuple(self._by_office.get(office_id, ()))

    def tenures_of(self, person_id: str) -> tuple[Tenure, ...]:
        """The holdings of a person, by office and start."""
        return tuple(self._by_person.get(person_id, ()))

    def state_of(self, name: str) -> str | None:
        """The code of the state or organisation that a name, demonym or seat of government stands for."""
        found = self._state_names.get(fold(name.removeprefix("the ")))
        return found[0].code if found else None

    def offices_in_role(self, state: str, role: str) -> tuple[Office, ...]:
        """The offices of a state with this role."""
        return tuple(self._by_role.get((state, role), ()))

    def areas(self) -> tuple[Row, ...]:
        """The areas of cooperation, parents before children, as rows of areas.csv."""
        return tuple(self.rows("areas"))

    def forums(self) -> tuple[Row, ...]:
        """Forums, dialogues and exercises, as rows of forums.csv."""
        return tuple(self.rows("forums"))

    @cached_property
    def _things(self) -> dict[str, list[Thing]]:
        return index_things(self.rows)

    @cached_property
    def _families_of_state(self) -> dict[str, list[tuple[str, Person]]]:
        found: dict[str, dict[str, Person]] = defaultdict(dict)
        for person in self._persons.values():
            found[person.state][person.id] = person
        for tenure in self._tenures:
            person = self._persons[tenure.person]
            found[tenure.office.partition("/")[0]].setdefault(person.id, person)
        return {
            state: [(sound(p.family_name or p.name.split()[-1]), p) for p in persons.values()]
            for state, persons in found.items()
        }

    @cached_property
    def _by_word(self) -> dict[str, list[tuple[tuple[str, ...], Person]]]:
        found: dict[str, list[tuple[tuple[str, ...], Person]]] = defaultdict(list)
        for person in self._persons.values():
            for words in {bearing_words(name) for name in (person.name, *person.aliases)}:
                for word in set(words):
                    found[word].append((words, person))
        return found


def _office_of(row: Row) -> Office:
    aliases, since = split_dated_names(row["aliases"])
    also = row.get("also_role", "")
    return Office(row["id"], row["state"], row["role"], row["title"], aliases, row["wikidata"], also, since)
