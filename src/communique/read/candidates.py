"""Whom a name or a title may mean on a day: what the tables know, before the document is asked."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from communique.knowledge import KnowledgeBase
from communique.knowledge.names import fold
from communique.read.actors import Actor, name_keys
from communique.read.lexicon import Lexicon
from communique.read.side import Side
from communique.read.titles import TOP_ROLES, kin, tidy
from communique.types import Candidate

SHARED_HEADS = frozenset(("AD",))
"""States whose head is by law the head of another state: never meant where the other may be."""
ALIKE = 72.0
"""Percent of likeness (rapidfuzz ratio) from which two spellings of a word of a name are taken as one."""
SINGLE = frozenset((*TOP_ROLES, "foreign_minister", "defence_minister", "crown_prince"))
"""Roles that one person at a time holds in a state."""
NAMED_BODY = re.compile(r"[A-Z][A-Za-z]{2,5} \w")
"""A title that begins with the name of an organisation ("NATO Secretary General")."""


SAID_OF_ONE = ("head_of_government", "foreign_minister", "defence_minister")
"""Roles of the ministers whose title may be said so in one state alone ("External Affairs Minister")."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Persons and offices by name and title as of a day; `found` are answers shared between documents of that day."""

    knowledge: KnowledgeBase
    lexicon: Lexicon
    on: dt.date | None
    found: dict[tuple[str, str | None], tuple[Candidate, ...]]

    def persons(self, name: str, state: str | None) -> tuple[Candidate, ...]:
        """The persons whom a name may mean, of a state or of any."""
        key = (name, state)
        if key not in self.found:
            self.found[key] = self.knowledge.find(tidy(name), "person", self.on, state)
        return self.found[key]

    def pick(self, name: str, state: str | None, role: str) -> Candidate | None:
        """The one candidate that name, state and role leave; None where several remain."""
        options = [c for c in self.persons(name, state) if self.agrees(name, c)]
        in_office = [c for c in options if c.office]
        fitting = [c for c in in_office if role and self.role(c) in kin(role)]
        if fitting:
            return next((c for c in fitting if c.country not in SHARED_HEADS), fitting[0])
        if len(name.split()) == 1:
            top = [c for c in in_office if self.role(c) in TOP_ROLES or self.role(c).endswith("minister")]
            pool = [] if role else [c for c in (top or in_office) if self._by_family_name(name, c)]
            if len({c.id for c in pool}) == 1:
                return pool[0]
            return None
        for pool in (in_office, list(options)):
            best = [c for c in pool if c.score >= 0.45]
            if best:
                return next((c for c in best if c.country not in SHARED_HEADS), best[0])
        return None

    def in_office(self, actor: Actor, state: str | None, role: str) -> Side | None:
        """Who holds the office, where first and last name are spelt much as in the text."""
        words = fold(tidy(actor.name)).split()
        if not state or role not in SINGLE or len(words) < 2 or self.on is None:
            return None
        for office in self.knowledge.offices_in_role(state, role):
            for holder in self.knowledge.holders(office.id, self.on):
                known = fold(holder.name).split()
                if all(fuzz.ratio(a, b) >= ALIKE for a, b in ((words[0], known[0]), (words[-1], known[-1]))):
                    return Side(state, holder.name, holder.person, office.id, actor.title, role, "party.known-person")
        return None

    def agrees(self, name: str, candidate: Candidate) -> bool:
        """Whether all words of a full name but one stand, about so, among those of the candidate."""
        words = name_keys(name)
        if not words:
            return True
        person = self.knowledge.person(candidate.person or candidate.id)
        known = [fold(w) for form in (person.name, *person.aliases) for w in form.split()] if person else []
        hits = sum(any(fuzz.ratio(fold(w), k) >= ALIKE for k in known) for w in words)
        return hits >= min(len(words), max(2, len(words) - 1))

    def _by_family_name(self, name: str, candidate: Candidate) -> bool:
        """Whether a bare word is the family name of somebody; a monarch's one name means him only with his title."""
        person = self.knowledge.person(candidate.person or candidate.id)
        family = person.family_name or person.name.split()[-1] if person else ""
        return bool(person and len(person.name.split()) > 1 and fold(family) == fold(name))

    def role_of(self, title: str, state: str | None) -> str:
        """The role that a title names; a state may use a title for another role than most do."""
        offices = self._offices(title, state) if title and state else ()
        office = self.knowledge.office(offices[0].office) if offices and offices[0].office else None
        return office.role if office else self.lexicon.role_of(title)

    def role(self, candidate: Candidate) -> str:
        """The role of the office that a candidate holds, "" for none."""
        office = self.knowledge.office(candidate.office) if candidate.office else None
        return office.role if office else ""

    def state_of_title(self, title: str) -> str | None:
        """The state whose office the title is, where only one state has such a title."""
        low = title.lower()
        at_home = low.endswith(" minister") and self.lexicon.role_of(title) not in SAID_OF_ONE
        if not title or low.startswith(("minister of", "minister for")) or at_home:
            return None
        states = {c.country for c in self._offices(title, None) if c.country}
        return next(iter(states)) if len(states) == 1 else None

    def state_of_person(self, person: str) -> str | None:
        """The state of a person of the tables, by his id."""
        tenures = self.knowledge.tenures_of(person)
        return tenures[-1].office.split("/")[0] if tenures else None

    def body_of_title(self, title: str) -> str | None:
        """The organisation that a title names ("... to the President of the European Council")."""
        last = re.split(r"\bto the\b|\bto\b", title)[-1].strip()
        of_a_body = " of " in last or NAMED_BODY.match(last)
        code = self.state_of_title(last) if of_a_body else None
        return code if (code and len(code) > 2) or code == "EU" else None

    def _offices(self, title: str, state: str | None) -> tuple[Candidate, ...]:
        key = (f"office:{title}", state)
        if key not in self.found:
            self.found[key] = self.knowledge.find(title, "office", self.on, state)
        return self.found[key]

    def office_id(self, title: str, role: str, state: str | None) -> str | None:
        """The office of a state that a title or a role names."""
        if not state:
            return None
        found = self._offices(title, state) if title else ()
        if found:
            return found[0].office
        offices = self.knowledge.offices_in_role(state, role) if role and role != "ambassador" else ()
        return offices[0].id if offices else None
