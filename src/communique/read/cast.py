"""Who is who in one document: mentions to persons, offices and states as of the day of publication.

Names given in full are remembered; surnames, titles, counterparts and pronouns later in the text are read against them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from communique.knowledge import KnowledgeBase
from communique.knowledge.names import fold
from communique.read.actors import Actor, name_keys
from communique.read.lexicon import Lexicon
from communique.read.titles import ADDRESS, BODIES_OF_TWO_LETTERS, NATIONAL, TOP_ROLES, kin, role_of_several, says, tidy
from communique.types import Candidate

SHARED_HEADS = frozenset(("AD",))
"""States whose head is by law the head of another state: never meant where the other may be."""
WITHOUT_MINISTERS = frozenset(("US",))
"""States of which no office is called a minister's, so that a minister in their releases is another state's."""
ALIKE = 72.0
"""Percent of likeness (rapidfuzz ratio) from which two spellings of a word of a name are taken as one."""


STATE_CODE = 2
CLOSE = 80.0
"""Percent of likeness of two spellings of one family name."""
SINGLE = frozenset((*TOP_ROLES, "foreign_minister", "defence_minister", "crown_prince"))
"""Roles that one person at a time holds in a state."""
EUROPEANS = re.compile(r"\bEuropean (?:counterparts?|colleagues?|partners|allies)\b")
"""Those of states of Europe, not of the Union."""
OWNED_NAME = re.compile(r"['’]s? \w+$")
"""A bare name behind a state's genitive: somebody known ("South Korea's Kim"), or anything of the state's own."""


OF_A_WIFE = re.compile(r"(?:Mrs\.?|Madame|Mme\.?) \w[\w’'-]*$")
"""A title that with a bare surname names the wife of the holder of an office, unless she was named in full before."""


NAMED_BODY = re.compile(r"[A-Z][A-Za-z]{2,5} \w")
"""A title that begins with the name of an organisation ("NATO Secretary General")."""


UNNAMED = re.compile(r"(?!(?:the|his|her|its|their|our|my|your) )[a-z]")
"""An office in small letters without "the" or whose it is: somebody of any state ("a world leader")."""


@dataclass(frozen=True, slots=True)
class Side:
    """Somebody, or a state as such, that a mention stands for. `sure` is False where the state was only inferred."""

    country: str | None
    name: str | None = None
    person: str | None = None
    office: str | None = None
    office_title: str | None = None
    role: str = ""
    rule: str = "party.text"
    sure: bool = True

    @property
    def key(self) -> str:
        """What tells two sides of one document apart."""
        return self.person or (fold(self.name) if self.name else "") or self.office or self.country or ""


@dataclass(slots=True)
class Cast:
    """The memory of one document."""

    knowledge: KnowledgeBase
    lexicon: Lexicon
    on: dt.date | None
    home: str | None
    official: bool
    found: dict[tuple[str, str | None], tuple[Candidate, ...]]
    """Answers of the knowledge base, shared between documents of one day."""
    people: list[Side] = field(default_factory=list)
    said: Counter[str] = field(default_factory=Counter)
    """How often each person was named, by key."""

    def sides(self, actor: Actor, others: Sequence[Side] = ()) -> tuple[Side, ...]:
        """The sides that a mention stands for; `others` are those met before it in its sentence."""
        if actor.kind == "barred":
            return ()
        if actor.kind == "state":
            return tuple(Side(country=code, rule="party.state") for code in actor.states)
        if actor.states == ("EU",) and EUROPEANS.search(actor.surface):
            return ()
        if actor.kind == "collective":
            alike = actor.surface.endswith("counterparts") and any(s.role for s in others)
            return self._counterpart(actor, others) if alike else self._collective(actor)
        if actor.kind in ("pronoun", "place"):
            return ()
        if actor.kind == "counterpart":
            return self._counterpart(actor, others)
        if two := self._two_in_one(actor):
            return two
        side = self._person(actor) if actor.name else self._office(actor)
        if side and actor.name:
            self.said[side.key] += 1
        return (side,) if side else ()

    def _two_in_one(self, actor: Actor) -> tuple[Side, ...]:
        """The sides of "talks with the Chancellor of Austria, Ann Lee said", where she speaks for another state."""
        gap = actor.surface[: actor.name_start - actor.start] if actor.name and actor.title else ""
        if not gap.rstrip().endswith(",") or not actor.states:
            return ()
        state, role = actor.states[0], self._role_of(actor.title, actor.states[0])
        own = self._pick(actor.name, state, role)
        other = None if own and own.country == state else self._known_elsewhere(actor, state)
        office = self._holder(state, role, actor.title) if other else None
        return (office, other) if office and other else ()

    def _known_elsewhere(self, actor: Actor, state: str) -> Side | None:
        """Who is known by this name as somebody of another state: by a full name told before, or a head's surname."""
        keys = set(name_keys(actor.name))
        others = (s for s in self.people if s.sure and s.country and s.country != state)
        if len(keys) > 1:
            return next((s for s in others if keys == set(name_keys(s.name or ""))), None)
        picked = self._pick(actor.name, None, "")
        if picked is None or picked.country == state:
            return None
        side = self._from(picked, replace(actor, title=""), "", None)
        self.people.append(side)
        return side

    # --- persons ------------------------------------------------------------------------------------------------

    def _person(self, actor: Actor) -> Side | None:
        if self._of_another_state(actor):
            actor = replace(actor, states=(), title="")
        state = actor.states[0] if actor.states else self._body_of_title(actor.title)
        role = self._role_of(actor.title, state)
        known = self._remembered(actor, state) or self._spelt_like(actor, role)
        if known:
            return self._renew(known, actor, role)
        wife = OF_A_WIFE.match(actor.surface) is not None
        picked = None if wife else self._pick(actor.name, state, role) or self._pick_at_home(actor, state, role)
        holder = None if wife or picked else self._in_office(actor, state, role)
        side = holder or (self._from(picked, actor, role, state) if picked else self._from_text(actor, role, state))
        if side is None:
            return None
        self.people.append(side)
        return side

    def _of_another_state(self, actor: Actor) -> bool:
        """Whether the title after a known name is the next person's ("A, Foreign Minister of S discuss ...")."""
        if not (actor.states and actor.title and actor.surface.startswith(actor.name)):
            return False
        state = None if actor.person else self.home
        held = [c for c in self._candidates(actor.name, state) if c.office and self._agrees(actor.name, c)]
        return bool(held) and actor.states[0] not in {c.country for c in held}

    def _remembered(self, actor: Actor, state: str | None) -> Side | None:
        keys = set(name_keys(actor.name))
        if not keys:
            return None
        for side in reversed(self.people):
            known = set(name_keys(side.name or ""))
            if not keys & known or not (keys <= known or known <= keys):
                continue
            if state and side.country and side.sure and side.country != state and state != self.home:
                continue
            return side
        return None

    def _spelt_like(self, actor: Actor, role: str) -> Side | None:
        """Who was named before with the same role and nearly the same family name ("Disanayaka", "Dissanayake")."""
        words = name_keys(actor.name)
        if len(words) != 1 or not role or actor.states:
            return None
        alike = (s for s in reversed(self.people) if s.name and s.role in kin(role))
        return next((s for s in alike if any(fuzz.ratio(words[0], k) >= CLOSE for k in name_keys(s.name or ""))), None)

    def _renew(self, side: Side, actor: Actor, role: str) -> Side:
        longer = len(name_keys(actor.name)) > len(name_keys(side.name or ""))
        better = side
        if longer and not side.person and (picked := self._pick(actor.name, side.country, role)):
            better = self._from(picked, actor, role, side.country if side.sure else None)
        if actor.states and (side.country is None or not side.sure):
            better = replace(better, country=actor.states[0], sure=True)
        if actor.title and not side.office_title:
            better = replace(better, office_title=actor.title, role=role or side.role)
        if longer and not better.person:
            better = replace(better, name=tidy(actor.name))
        if better is not side:
            self.people[self.people.index(side)] = better
        return better

    def _candidates(self, name: str, state: str | None) -> tuple[Candidate, ...]:
        key = (name, state)
        if key not in self.found:
            self.found[key] = self.knowledge.find(tidy(name), "person", self.on, state)
        return self.found[key]

    def _pick(self, name: str, state: str | None, role: str) -> Candidate | None:
        """The one candidate that name, state and role leave; None where several remain."""
        options = [c for c in self._candidates(name, state) if self._agrees(name, c)]
        in_office = [c for c in options if c.office]
        fitting = [c for c in in_office if role and self._role(c) in kin(role)]
        if fitting:
            return next((c for c in fitting if c.country not in SHARED_HEADS), fitting[0])
        if len(name.split()) == 1:
            top = [c for c in in_office if self._role(c) in TOP_ROLES or self._role(c).endswith("minister")]
            pool = [] if role else [c for c in (top or in_office) if self._by_family_name(name, c)]
            if len({c.id for c in pool}) == 1:
                return pool[0]
            return None
        for pool in (in_office, list(options)):
            best = [c for c in pool if c.score >= 0.45]
            if best:
                return next((c for c in best if c.country not in SHARED_HEADS), best[0])
        return None

    def _in_office(self, actor: Actor, state: str | None, role: str) -> Side | None:
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

    def _pick_at_home(self, actor: Actor, state: str | None, role: str) -> Candidate | None:
        """Whom a title without a state means in an outlet's own state."""
        at_home = state is None and self.home and actor.title
        return self._pick(actor.name, self.home, role) if at_home else None

    def _agrees(self, name: str, candidate: Candidate) -> bool:
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

    def _role_of(self, title: str, state: str | None) -> str:
        """The role that a title names; a state may use a title for another role than most do."""
        offices = self._offices(title, state) if title and state else ()
        office = self.knowledge.office(offices[0].office) if offices and offices[0].office else None
        return office.role if office else self.lexicon.role_of(title)

    def _role(self, candidate: Candidate) -> str:
        office = self.knowledge.office(candidate.office) if candidate.office else None
        return office.role if office else ""

    def _from(self, picked: Candidate, actor: Actor, role: str, state: str | None) -> Side:
        person = self.knowledge.person(picked.person) if picked.person else None
        country = state or picked.country
        stated = actor.title and role and self._role(picked) not in kin(role)
        return Side(
            country=country,
            name=person.name if person else tidy(actor.name),
            person=picked.person,
            office=None if stated else picked.office,
            office_title=actor.title or picked.office_title,
            role=role or self._role(picked),
            rule="party.known-person",
        )

    def _from_text(self, actor: Actor, role: str, state: str | None) -> Side | None:
        bare, stateless = not actor.title and len(actor.name.split()) < 2, not actor.title and not state
        if (bare and OWNED_NAME.search(actor.surface)) or (stateless and (bare or not actor.person)):
            return None
        country, sure = state or self._state_of_title(actor.title), True
        if country is None and actor.title and self._speaks_for_home(role, actor.title):
            country, sure = self.home, False
        office = self._office_id(actor.title, role, country)
        return Side(
            country=country,
            name=tidy(actor.name),
            office=office,
            office_title=actor.title or None,
            role=role,
            rule="party.text",
            sure=sure,
        )

    def _speaks_for_home(self, role: str, title: str) -> bool:
        """Whether a bearer of a title whom no table holds is the outlet's own: in a release, who is named first."""
        if not role:
            of_a_body = len(self.home or "") > STATE_CODE or self.home in BODIES_OF_TWO_LETTERS
            return self.official and not (of_a_body and NATIONAL.search(title))
        return self.home is not None and not self.people

    def _collective(self, actor: Actor) -> tuple[Side, ...]:
        """The persons whom "the Japanese ministers" stands for where they were named before, else the states."""
        known = [s for s in self.people if s.country in actor.states and "minister" in s.role]
        if len(actor.states) == 1 and known and actor.surface.lower().endswith(" ministers"):
            return tuple(dict.fromkeys(known))
        role = role_of_several(actor.surface.casefold())
        singular = "Foreign Secretary" if "foreign secretaries" in actor.surface.casefold() else ""
        return tuple(
            Side(country=code, role=self._role_of(singular, code) if singular else role, rule="party.collective")
            for code in actor.states
        )

    def named_for(self, side: Side) -> Side:
        """Whom the whole document shows a side to be: a surname's full name, the one who fits a collective's part."""
        if side.name and not side.person:
            keys = set(name_keys(side.name))
            same = [s for s in self.people if keys <= set(name_keys(s.name or "")) and s.country == side.country]
            return same[-1] if same else side
        if side.name or side.rule != "party.collective" or not side.role:
            return side
        fitting = {s.key: s for s in self.people if s.country == side.country and s.role in kin(side.role)}
        return next(iter(fitting.values())) if len(fitting) == 1 else side

    # --- offices ------------------------------------------------------------------------------------------------

    def _state_of_title(self, title: str) -> str | None:
        """The state whose office the title is, where only one state has such a title."""
        if not title or title.lower().startswith(("minister of", "minister for")):
            return None
        states = {c.country for c in self._offices(title, None) if c.country}
        return next(iter(states)) if len(states) == 1 else None

    def _body_of_title(self, title: str) -> str | None:
        """The organisation that a title names ("... to the President of the European Council")."""
        last = re.split(r"\bto the\b|\bto\b", title)[-1].strip()
        of_a_body = " of " in last or NAMED_BODY.match(last)
        code = self._state_of_title(last) if of_a_body else None
        return code if (code and len(code) > 2) or code == "EU" else None

    def _offices(self, title: str, state: str | None) -> tuple[Candidate, ...]:
        key = (f"office:{title}", state)
        if key not in self.found:
            self.found[key] = self.knowledge.find(title, "office", self.on, state)
        return self.found[key]

    def _office_id(self, title: str, role: str, state: str | None) -> str | None:
        if not state:
            return None
        found = self._offices(title, state) if title else ()
        if found:
            return found[0].office
        offices = self.knowledge.offices_in_role(state, role) if role and role != "ambassador" else ()
        return offices[0].id if offices else None

    def _addressed(self) -> Side | None:
        """Whom "His Majesty" means: the last one named of the outlet's own state, else who heads it."""
        own = next((s for s in reversed(self.people) if s.country == self.home), None)
        if own or self.home is None:
            return own or next(iter(reversed(self.people)), None)
        return self._holder(self.home, "head_of_state", "")

    def _office(self, actor: Actor) -> Side | None:
        if ADDRESS.fullmatch(actor.title):
            return self._addressed()
        state = actor.states[0] if actor.states else None
        role = self._role_of(actor.title, state)
        if state is None and not (state := self._state_of_title(actor.title)):
            fitting = [
                s for s in reversed(self.people) if (role and s.role == role) or says(s.office_title, actor.title)
            ]
            same = [s for s in fitting if says(s.office_title, actor.title)] or fitting
            crowned = role == "head_of_state" and "president" not in actor.title.casefold()
            own = [s for s in same if (self.official or crowned) and s.country == self.home]
            if own or same:
                return own[0] if own else max(same, key=lambda s: self.said[s.key])
            state = self.home
            of_others = state in WITHOUT_MINISTERS and "Minister" in actor.title
            if state is None or of_others or UNNAMED.match(actor.surface):
                return None
        return self._holder(state, role, actor.title)

    def _holder(self, state: str, role: str, title: str) -> Side | None:
        for side in reversed(self.people):
            if side.country == state and role and side.role in kin(role):
                return side
        if not role and (only := self._only_one_of(state)):
            return only
        office = self._office_id(title, role, state)
        holders = self.knowledge.holders(office, self.on) if office and self.on else ()
        if office and role and holders:
            holder = holders[0]
            side = Side(state, holder.name, holder.person, office, title or holder.office_title, role, "party.office")
            self.people.append(side)
            return side
        return Side(country=state, office=office, office_title=title or None, role=role, rule="party.office")

    def _only_one_of(self, state: str) -> Side | None:
        """Who stands for a state in the document so far, where one person does ("the Vietnamese leader")."""
        named = {s.key: s for s in self.people if s.country == state and s.name}
        return next(iter(named.values())) if len(named) == 1 else None

    def _counterpart(self, actor: Actor, others: Sequence[Side]) -> tuple[Side, ...]:
        model = next((s for s in reversed(others) if s.role), None)
        if actor.name:
            side = self._person(replace(actor, kind="person"))
            unknown = Side(None, tidy(actor.name), role=model.role) if model and len(actor.name.split()) > 1 else None
            return tuple(filter(None, (side or unknown,)))
        return tuple(
            side
            for code in actor.states
            if (side := self._holder(code, model.role if model else "", "") or Side(country=code)) is not None
        )
