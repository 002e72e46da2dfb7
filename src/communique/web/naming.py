"""Names for codes: states, areas, offices and persons as a reader knows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache, cached_property

from communique.check.filters import pair_of
from communique.check.forums import Forum, forums_of, states_of, words_of
from communique.export.wording import parties_words, place_words
from communique.knowledge import KnowledgeBase
from communique.types import Engagement, Party, Place

LEVELS = {
    "head_of_state": 4,
    "head_of_government": 4,
    "deputy_head_of_state": 4,
    "org_head": 4,
    "org_chair": 4,
    "foreign_minister": 3,
    "defence_minister": 3,
    "trade_minister": 3,
    "national_security_adviser": 3,
    "deputy_foreign_minister": 2,
    "foreign_office_head": 2,
    "defence_office_head": 2,
    "chief_of_defence": 2,
    "army_chief": 2,
    "navy_chief": 2,
    "air_chief": 2,
    "ambassador": 1,
}
LEVEL_WORDS = {4: "leaders", 3: "ministers", 2: "deputies and chiefs", 1: "officials"}

BASIS_WORDS = {
    "metadata": "told with the source",
    "json-ld": "from the page's own data",
    "meta": "from the page's own data",
    "front matter": "from the page's own data",
    "time": "from the page",
    "head": "from the head of the text",
    "listed": "from the feed that lists it",
    "url": "from its address",
    "updated": "when it was last changed",
    "guess": "guessed from the page",
}
"""What the day of a publication rests on (`types.Published.basis`)."""


class Names:
    """The knowledge base, asked for display."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.knowledge = knowledge

    def load(self) -> None:
        """Read the tables now, so that the first visitor does not wait for them."""
        self.knowledge.state_of("India")
        self.knowledge.tenures_of("in-rajnath-singh")
        self.knowledge.tenures("IN/defence")
        self.knowledge.find("Singh", "person")
        assert self.areas
        assert self.forums

    @cached_property
    def forums(self) -> dict[str, Forum]:
        """Forums, dialogues and exercises by id."""
        return forums_of(self.knowledge)

    def forums_named(self, engagement: Engagement) -> tuple[Forum, ...]:
        """The forums that the engagement's own words name."""
        words, states = words_of(engagement), states_of(engagement)
        return tuple(forum for forum in self.forums.values() if forum.named_in(words, states))

    def held_now(self, states: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Offices of the states whose holder of today, and the day they took it, are known: id and words for each."""
        today, found = dt.datetime.now(dt.UTC).date(), []
        for office in self.knowledge.all_offices():
            if office.state in states and office.role != "ambassador":
                holder = next(iter(self.knowledge.holders(office.id, today)), None)
                if holder and holder.start:
                    found.append((office.id, f"{office.title}, {self.state(office.state)} ({holder.name})"))
        return tuple(found)

    @cached_property
    def areas(self) -> dict[str, str]:
        """Area labels by id, in the order of the table."""
        return {row["area_id"]: row["label"] for row in self.knowledge.rows("areas")}

    def state(self, code: str | None) -> str:
        """A state's or organisation's name; the code itself where it is not in the tables."""
        found = self.knowledge.state(code) if code else None
        return found.name if found else code or "not known"

    def parties(self, parties: tuple[Party, ...]) -> str:
        """All parties as one phrase, states by their names: "India and Ferdinand Marcos Jr. (PH)"."""
        return parties_words(tuple(self._spelt_out(party) for party in parties))

    def _spelt_out(self, party: Party) -> Party:
        if party.name or party.office_title or not party.country or party.organisation not in (None, party.country):
            return party
        return Party(name=self.state(party.country))

    def place(self, place: Place) -> str:
        """A place with its state, unless the place is the state: "Mahajan (IN)", "India"."""
        return place.name if place.country and self.state(place.country) == place.name else place_words(place)

    def area(self, area: str) -> str:
        """An area's label."""
        return self.areas.get(area, area)

    def office(self, office_id: str | None) -> str:
        """An office's title with its state: "Minister of Defence, India"."""
        found = self.knowledge.office(office_id) if office_id else None
        return f"{found.title}, {self.state(found.state)}" if found else office_id or "office not known"

    def role(self, office_id: str) -> str | None:
        """The role of an office ("head_of_state" ...), None where it is not known."""
        found = self.knowledge.office(office_id)
        return found.role if found else None

    def title(self, party: Party) -> str | None:
        """What a party is called by office, as the text has it or else as the tables do."""
        found = self.knowledge.office(party.office) if party.office else None
        return found.title if found else party.office_title

    def in_office_since(self, party: Party) -> str | None:
        """The partial ISO date at which a party last took the office that the text names; None where unknown."""
        if not party.person or not party.office:
            return None
        held = self.knowledge.tenures_of(party.person)
        return max((tenure.start for tenure in held if tenure.office == party.office), default=None) or None

    def own_script(self, person_id: str) -> str | None:
        """A person's name in a script other than Latin, where the tables know one."""
        person = self.knowledge.person(person_id)
        aliases = person.aliases if person else ()
        return next((alias for alias in aliases if any(ord(letter) > 0x24F for letter in alias)), None)

    def level(self, parties: tuple[Party, ...]) -> int:
        """The highest level that takes part: 4 leaders, 3 ministers, 2 deputies and chiefs, 1 others."""
        offices = (self.knowledge.office(party.office) for party in parties if party.office)
        return max((LEVELS.get(office.role, 1) for office in offices if office), default=1)

    def pair(self, address: str) -> tuple[str, str] | None:
        """The two codes of "IN-US", in alphabetical order."""
        return pair_of(address, self.knowledge)


@cache
def names_for(knowledge: KnowledgeBase) -> Names:
    """The names of a knowledge base, made once."""
    return Names(knowledge)
