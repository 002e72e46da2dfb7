"""The knowledge base: candidates for a name as of a day, with the reasons for each."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec

from communique.knowledge.as_of import covers
from communique.knowledge.names import fold, given_names_agree, sound
from communique.knowledge.tables import Office, Person, Row, State, Tenure, rows_of, split_names, version_of
from communique.types import Candidate, MentionKind


class KnowledgeBase:
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
        return {
            row["id"]: Office(
                row["id"],
                row["state"],
                row["role"],
                row["title"],
                split_names(row["aliases"]),
                row["wikidata"],
                row.get("also_role", ""),
            )
            for row in self.rows("offices")
        }

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
            )
            for row in self.rows("tenures")
        ]

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
    def _family_names(self) -> dict[str, list[Person]]:
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

    def holders(self, office_id: str, on: dt.date) -> tuple[Candidate, ...]:
        """Who held the office on the day, surest first; acting holders after full ones."""
        found = [(covers(t.start, t.end, t.end_known, on), t) for t in self._by_office.get(office_id, ())]
        ranked = sorted(((sure, t) for sure, t in found if sure), key=lambda p: (-p[0], p[1].acting, p[1].start))
        return tuple(self._candidate(t, sure * (0.9 if t.acting else 1.0), (_tenure_words(t),)) for sure, t in ranked)

    def offices(self, person_id: str, on: dt.date) -> tuple[Candidate, ...]:
        """The offices that a person held on the day, surest first; higher roles first among equals."""
        found = [(covers(t.start, t.end, t.end_known, on), t) for t in self._by_person.get(person_id, ())]
        ranked = sorted(((s, t) for s, t in found if s), key=lambda p: (-p[0], self._rank(p[1].office), p[1].office))
        return tuple(self._candidate(t, sure, (_tenure_words(t),)) for sure, t in ranked)

    def _rank(self, office_id: str) -> int:
        role = self._offices[office_id].role
        order = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister")
        return order.index(role) if role in order else len(order)

    def find(
        self, name: str, kind: MentionKind | None = None, on: dt.date | None = None, state: str | None = None
    ) -> tuple[Candidate, ...]:
        """Whom or what a name may mean, best first; several close candidates mean that the name alone cannot decide."""
        found: list[Candidate] = []
        if kind in (None, "state", "organisation"):
            found += self._find_state(name)
        if kind in (None, "office"):
            found += self._find_office(name, on, state)
        if kind in (None, "person"):
            found += self._find_person(name, on, state)
        return tuple(sorted(found, key=lambda c: (-c.score, c.id, c.office or "")))

    def _find_state(self, name: str) -> Iterable[Candidate]:
        found = self._state_names.get(fold(name.removeprefix("the ")))
        if found:
            state, how = found
            kind: MentionKind = "state" if state.kind == "state" else "organisation"
            score = 0.9 if how == "seat of government" else 1.0
            yield Candidate(kind=kind, id=state.code, name=state.name, country=state.code, score=score, reasons=(how,))

    def _find_office(self, name: str, on: dt.date | None, state: str | None) -> Iterable[Candidate]:
        for office in self._titles.get(fold(name), ()):
            if state and office.state != state:
                continue
            reasons = (f"title {name!r}", f"office of {office.state}")
            holders = self.holders(office.id, on) if on else ()
            for holder in holders:
                yield _with(holder, kind="office", score=holder.score * 0.9, reasons=(*reasons, *holder.reasons))
            if not holders:
                yield Candidate(
                    kind="office",
                    id=office.id,
                    name=office.title,
                    office=office.id,
                    office_title=office.title,
                    country=office.state,
                    score=0.5,
                    reasons=reasons,
                )

    def _find_person(self, name: str, on: dt.date | None, state: str | None) -> Iterable[Candidate]:
        for person, score, reason in self._persons_named(name):
            if (
                state
                and state != person.state
                and not any(t.office.startswith(f"{state}/") for t in self.tenures_of(person.id))
            ):
                continue
            held = self.offices(person.id, on) if on else ()
            held = tuple(c for c in held if not state or c.country == state)
            if held:
                best = held[0]
                yield _with(
                    best, kind="person", score=min(1.0, score + 0.1 * best.score), reasons=(reason, *best.reasons)
                )
            else:
                why = (reason, "no office on that day") if on else (reason,)
                yield Candidate(
                    kind="person",
                    id=person.id,
                    name=person.name,
                    person=person.id,
                    country=person.state,
                    score=score * (0.6 if on else 1.0),
                    reasons=why,
                )

    def _persons_named(self, name: str) -> Iterable[tuple[Person, float, str]]:
        key = sound(name)
        words = key.split()
        if not words:
            return
        seen: set[str] = set()
        for person in self._family_names.get(key, ()):
            full = key == sound(person.name) or (key in map(sound, person.aliases) and len(words) > 1)
            seen.add(person.id)
            yield person, 0.9 if full else 0.6, "full name" if full else "family name or alias"
        if len(words) > 1:
            for person in [*self._family_names.get(words[-1], ()), *self._family_names.get(words[0], ())]:
                if person.id not in seen and self._names_agree(name, person):
                    seen.add(person.id)
                    yield person, 0.8, "family name and compatible given name"

    def _names_agree(self, name: str, person: Person) -> bool:
        family_first = " ".join([*name.split()[1:], name.split()[0]])
        return any(
            given_names_agree(form, known) for known in (person.name, *person.aliases) for form in (name, family_first)
        )

    def _candidate(self, tenure: Tenure, score: float, reasons: tuple[str, ...]) -> Candidate:
        person, office = self._persons[tenure.person], self._offices[tenure.office]
        return Candidate(
            kind="person",
            id=person.id,
            name=person.name,
            person=person.id,
            office=office.id,
            office_title=office.title,
            country=office.state,
            start=tenure.start or None,
            end=tenure.end or None,
            acting=tenure.acting,
            source=tenure.source,
            score=round(score, 3),
            reasons=reasons,
        )


def _tenure_words(tenure: Tenure) -> str:
    return f"in office {tenure.start or '?'} to {tenure.end or ('now' if tenure.end_known else '?')}"


def _with(candidate: Candidate, *, kind: MentionKind, score: float, reasons: tuple[str, ...]) -> Candidate:
    return msgspec.structs.replace(candidate, kind=kind, score=round(score, 3), reasons=reasons)


@lru_cache(maxsize=4)
def load_knowledge(overlays: tuple[Path, ...] = ()) -> KnowledgeBase:
    """The knowledge base, with a user's own tables laid over the shipped ones. Loaded once for each set of overlays."""
    return KnowledgeBase(overlays)
