"""The knowledge base: candidates for a name as of a day, with the reasons for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import msgspec
from rapidfuzz import fuzz, process

from communique.knowledge.as_of import covers, first_day
from communique.knowledge.names import bearing_words, fold, given_names_agree, sound, without_honorifics
from communique.knowledge.store import Tables
from communique.knowledge.tables import Office, Person, Tenure
from communique.knowledge.things import candidate_of
from communique.types import Candidate, MentionKind

CLOSE_SPELLING = 84.0
"""Least likeness (0 to 100) of two family names of one state that may be spellings of one name."""
MARGIN = 0.1
"""By how much the best candidate must lead before it is chosen."""


class KnowledgeBase(Tables):
    """Who held which office when, and what a name may mean on a day."""

    def holders(self, office_id: str, on: dt.date) -> tuple[Candidate, ...]:
        """Who held the office on the day, surest first; acting holders after full ones."""
        found = [(covers(t, on), t) for t in self._by_office.get(office_id, ())]
        ranked = sorted(((sure, t) for sure, t in found if sure), key=lambda p: (-p[0], p[1].acting, p[1].start))
        return tuple(self._candidate(t, sure * (0.9 if t.acting else 1.0), _words_and_doubt(t)) for sure, t in ranked)

    def timeline(self, office_id: str) -> tuple[Candidate, ...]:
        """All holders of the office, oldest first; the second reason is the doubt about the tenure, if any."""
        ordered = sorted(self._by_office.get(office_id, ()), key=lambda t: (t.start, t.end or "9999"))
        return tuple(self._candidate(t, 0.5 if t.doubt else 1.0, _words_and_doubt(t)) for t in ordered)

    def offices(self, person_id: str, on: dt.date) -> tuple[Candidate, ...]:
        """The offices that a person held on the day, surest first; higher roles first among equals."""
        found = [(covers(t, on), t) for t in self._by_person.get(person_id, ())]
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
        if kind not in ("state", "organisation", "office", "person"):
            found += self._find_thing(name, kind, state)
        return tuple(sorted(found, key=lambda c: (-c.score, c.id, c.office or "")))

    def _find_state(self, name: str) -> Iterable[Candidate]:
        found = self._state_names.get(fold(name.removeprefix("the ")))
        if found:
            state, how = found
            kind: MentionKind = "state" if state.kind == "state" else "organisation"
            score = 0.9 if how == "seat of government" else 1.0
            yield Candidate(kind=kind, id=state.code, name=state.name, country=state.code, score=score, reasons=(how,))

    def _find_thing(self, name: str, kind: MentionKind | None, state: str | None) -> Iterable[Candidate]:
        for thing in self._things.get(fold(name.removeprefix("the ")), ()):
            if kind in (None, thing.kind) and (not state or state in thing.states):
                yield candidate_of(thing)

    def _find_office(self, name: str, on: dt.date | None, state: str | None) -> Iterable[Candidate]:
        for office in self._titles.get(fold(name), ()):
            if (state and office.state != state) or (on and not _in_use(office, name, on)):
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
        for person, score, reason in self._named(name, state):
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

    def _named(self, name: str, state: str | None) -> list[tuple[Person, float, str]]:
        """Persons by the surest way that finds any: the name as it stands, its bearing words, a near spelling."""
        bare = without_honorifics(name)
        ways = [self._persons_named(name), self._persons_named(bare), self._persons_with_words(bare)]
        if state:
            ways.append(self._persons_spelt_like(bare, state))
        for way in ways:
            found = [row for row in way if not state or self._serves(row[0], state)]
            if found:
                return found
        return []

    def _serves(self, person: Person, state: str) -> bool:
        return state == person.state or any(t.office.startswith(f"{state}/") for t in self.tenures_of(person.id))

    def _persons_with_words(self, name: str) -> Iterator[tuple[Person, float, str]]:
        """Persons whose name holds this one's words in order, or the reverse: double and left-out family names."""
        words = bearing_words(name)
        if len(words) < 2:
            return
        seen: set[str] = set()
        for known, person in (*self._by_word.get(words[-1], ()), *self._by_word.get(words[0], ())):
            agree = _in_order(words, known) or (len(known) > 1 and _in_order(known, words))
            if agree and person.id not in seen:
                seen.add(person.id)
                yield person, 0.75, f"words of {person.name!r}"

    def _persons_named(self, name: str) -> Iterable[tuple[Person, float, str]]:
        key = sound(name)
        words = key.split()
        if not words:
            return
        seen: set[str] = set()
        for person in self._by_sound.get(key, ()):
            full = key == sound(person.name) or (key in map(sound, person.aliases) and len(words) > 1)
            seen.add(person.id)
            yield person, 0.9 if full else 0.6, "full name" if full else "family name or alias"
        if len(words) > 1:
            for person in [*self._by_sound.get(words[-1], ()), *self._by_sound.get(words[0], ())]:
                if person.id not in seen and self._names_agree(name, person):
                    seen.add(person.id)
                    yield person, 0.8, "family name and compatible given name"

    def _persons_spelt_like(self, name: str, state: str) -> Iterator[tuple[Person, float, str]]:
        """Persons of the state whose family name is spelt nearly so, with given names that agree."""
        words = sound(name).split()
        if len(words) < 2:
            return
        for family, person in self._families_of_state.get(state, ()):
            if fuzz.ratio(words[-1], family.split()[-1] if family else "") >= CLOSE_SPELLING:
                given = sound(person.name).split()[0]
                if (
                    given == words[0]
                    or fuzz.ratio(given, words[0]) >= CLOSE_SPELLING
                    or {given[:1], given} >= set(words[:1])
                ):
                    yield person, 0.7, f"family name spelt nearly as {person.name!r}"

    def nearest(self, name: str, limit: int = 5) -> tuple[str, ...]:
        """The names and titles spelt most like a name that nothing answers to, likest first."""
        keys = {**{key: key for key in self._titles}, **{key: people[0].name for key, people in self._by_sound.items()}}
        found = process.extract(sound(name), keys.keys(), scorer=fuzz.WRatio, limit=limit * 2, score_cutoff=70)
        return tuple(dict.fromkeys(keys[key] for key, _, _ in found))[:limit]

    def _names_agree(self, name: str, person: Person) -> bool:
        family_first = " ".join([*name.split()[1:], name.split()[0]])
        return any(
            given_names_agree(form, known)
            for known in (person.name, *person.aliases)
            if " " in known
            for form in (name, family_first)
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


def _in_use(office: Office, title: str, on: dt.date) -> bool:
    """Whether a title was in use for the office on the day."""
    return all(first_day(since) <= on for alias, since in office.alias_since if fold(alias) == fold(title))


def _in_order(words: tuple[str, ...], known: tuple[str, ...]) -> bool:
    rest = iter(known)
    return all(word in rest for word in words)


def _words_and_doubt(tenure: Tenure) -> tuple[str, ...]:
    return (_tenure_words(tenure), tenure.doubt) if tenure.doubt else (_tenure_words(tenure),)


def _with(candidate: Candidate, *, kind: MentionKind, score: float, reasons: tuple[str, ...]) -> Candidate:
    return msgspec.structs.replace(candidate, kind=kind, score=round(score, 3), reasons=reasons)


def choose(candidates: tuple[Candidate, ...]) -> Candidate | None:
    """The one candidate that is meant, or None where the name alone cannot decide between several."""
    best = [c for c in candidates if c.score >= 0.5]
    if not best or any(c.id != best[0].id and best[0].score - c.score < MARGIN for c in best[1:]):
        return None
    return best[0]


@lru_cache(maxsize=4)
def load_knowledge(overlays: tuple[Path, ...] = ()) -> KnowledgeBase:
    """The knowledge base, with a user's own tables laid over the shipped ones. Loaded once for each set of overlays."""
    return KnowledgeBase(overlays)
