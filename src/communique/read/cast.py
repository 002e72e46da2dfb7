"""Who is who in one document: mentions to persons, offices and states as of the day of publication.

Names given in full are remembered; surnames, titles, counterparts and pronouns later in the text are read against them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from communique.read.actors import Actor, name_keys
from communique.read.candidates import SINGLE, Candidates
from communique.read.side import STATE_CODE, Side
from communique.read.titles import ADDRESS, BODIES_OF_TWO_LETTERS, NATIONAL, kin, role_of_several, says, tidy
from communique.types import Candidate

WITHOUT_MINISTERS = frozenset(("US",))
"""States of which no office is called a minister's, so that a minister in their releases is another state's."""


CLOSE = 80.0
"""Percent of likeness of two spellings of one family name."""
EUROPEANS = re.compile(r"\bEuropean (?:counterparts?|colleagues?|partners|allies)\b")
"""Those of states of Europe, not of the Union."""
OWNED_NAME = re.compile(r"['’]s? \w+$")
"""A bare name behind a state's genitive: somebody known ("South Korea's Kim"), or anything of the state's own."""


OF_A_WIFE = re.compile(r"(?:Mrs\.?|Madame|Mme\.?) \w[\w’'-]*$")
"""A title that with a bare surname names the wife of the holder of an office, unless she was named in full before."""


OWN_HEAD = re.compile(r"President of the Republic|Head of State")
"""Who is meant in the releases of a state that says neither whose: its own."""
UNNAMED = re.compile(r"(?!(?:the|his|her|its|their|our|my|your) )[a-z]")
"""An office in small letters without "the" or whose it is: somebody of any state ("a world leader")."""


@dataclass(slots=True)
class Cast:
    """The memory of one document."""

    known: Candidates
    home: str | None
    official: bool
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
        state, role = actor.states[0], self.known.role_of(actor.title, actor.states[0])
        own = self.known.pick(actor.name, state, role)
        other = None if own and own.country == state else self._known_elsewhere(actor, state)
        office = self._holder(state, role, actor.title) if other else None
        return (office, other) if office and other else ()

    def _known_elsewhere(self, actor: Actor, state: str) -> Side | None:
        """Who is known by this name as somebody of another state: by a full name told before, or a head's surname."""
        keys = set(name_keys(actor.name))
        others = (s for s in self.people if s.sure and s.country and s.country != state)
        if len(keys) > 1:
            return next((s for s in others if keys == set(name_keys(s.name or ""))), None)
        picked = self.known.pick(actor.name, None, "")
        if picked is None or picked.country == state:
            return None
        side = self._from(picked, replace(actor, title=""), "", None)
        self.people.append(side)
        return side

    # --- persons ------------------------------------------------------------------------------------------------

    def _person(self, actor: Actor) -> Side | None:
        if self._of_another_state(actor):
            actor = replace(actor, states=(), title="")
        elif self._in_a_city(actor):
            actor = replace(actor, states=())
        state = actor.states[0] if actor.states else self.known.body_of_title(actor.title)
        role = self.known.role_of(actor.title, state)
        known = self._remembered(actor, state, role) or self._spelt_like(actor, role)
        if known:
            return self._renew(known, actor, role)
        wife = OF_A_WIFE.match(actor.surface) is not None
        picked = None if wife else self.known.pick(actor.name, state, role) or self._pick_at_home(actor, state, role)
        holder = None if wife or picked else self.known.in_office(actor, state, role)
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
        held = [c for c in self.known.persons(actor.name, state) if c.office and self.known.agrees(actor.name, c)]
        return bool(held) and actor.states[0] not in {c.country for c in held}

    def _in_a_city(self, actor: Actor) -> bool:
        """Whether the place before a title is only where its bearer, of another state, is ("in Oslo President A")."""
        if not actor.states or not actor.title or self.known.lexicon.tokens(actor.surface).labels[:1] != "C":
            return False
        role = self.known.role_of(actor.title, None)
        there, anywhere = (self.known.pick(actor.name, state, role) for state in (actor.states[0], None))
        return there is None and anywhere is not None and self.known.role(anywhere) in kin(role)

    def _remembered(self, actor: Actor, state: str | None, role: str) -> Side | None:
        keys = set(name_keys(actor.name))
        if not keys:
            return None
        namesakes = self._namesakes(actor, state, role)
        for side in reversed(self.people):
            if side.key in namesakes:
                continue
            known = set(name_keys(side.name or ""))
            if not keys & known or not (keys <= known or known <= keys):
                continue
            if state and side.country and side.sure and side.country != state and state != self.home:
                continue
            return side
        return None

    def _namesakes(self, actor: Actor, state: str | None, role: str) -> set[str]:
        """Keys of those who share the surname of an office's holder and were named with another title."""
        if role not in SINGLE or len(name_keys(actor.name)) != 1:
            return set()
        holder = self.known.pick(actor.name, state or self.home, role)
        if holder is None:
            return set()
        others = (s for s in self.people if s.office_title and s.role not in kin(role))
        return {s.key for s in others} - {holder.person or holder.id}

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
        if longer and not side.person and (picked := self.known.pick(actor.name, side.country, role)):
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

    def _pick_at_home(self, actor: Actor, state: str | None, role: str) -> Candidate | None:
        """Whom a title without a state means in an outlet's own state."""
        at_home = state is None and self.home and actor.title
        return self.known.pick(actor.name, self.home, role) if at_home else None

    def _from(self, picked: Candidate, actor: Actor, role: str, state: str | None) -> Side:
        person = self.known.knowledge.person(picked.person) if picked.person else None
        country = state or picked.country
        stated = actor.title and role and self.known.role(picked) not in kin(role)
        return Side(
            country=country,
            name=person.name if person else tidy(actor.name),
            person=picked.person,
            office=None if stated else picked.office,
            office_title=actor.title or picked.office_title,
            role=role or self.known.role(picked),
            rule="party.known-person",
        )

    def _from_text(self, actor: Actor, role: str, state: str | None) -> Side | None:
        bare, stateless = not actor.title and len(actor.name.split()) < 2, not actor.title and not state
        if (bare and OWNED_NAME.search(actor.surface)) or (stateless and (bare or not actor.person)):
            return None
        country, sure = state or self.known.state_of_title(actor.title), True
        if country is None and actor.title and self._speaks_for_home(role, actor.title):
            country, sure = self.home, False
        office = self.known.office_id(actor.title, role, country)
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
            Side(country=code, role=self.known.role_of(singular, code) if singular else role, rule="party.collective")
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
        role = self.known.role_of(actor.title, state)
        if state is None and self.official and self.home and OWN_HEAD.fullmatch(actor.title):
            return self._holder(self.home, "head_of_state", actor.title)
        if state is None and not (state := self.known.state_of_title(actor.title)):
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
        office = self.known.office_id(title, role, state)
        holders = self.known.knowledge.holders(office, self.known.on) if office and self.known.on else ()
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
