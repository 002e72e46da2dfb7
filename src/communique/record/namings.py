"""Namings of undertakings in the record: found again by their words, without reading all of a pair's reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from sqlalchemy import Connection, Select, delete, select

from communique.assemble.fulfil import FULFILLING, fulfils, names_of, words_done
from communique.assemble.naming import Naming, grouped, namings_of, persons_of
from communique.record import fetch, lookup, put, schema
from communique.record.rows import Row
from communique.types import Engagement, SourcedReport

INVITED = "invited"
"""Stands for the kind of rows that hold one invited person each."""
Key = tuple[str, int]


def write(connection: Connection, reports: Sequence[SourcedReport]) -> None:
    """Write anew the words by which the namings of these reports are found."""
    for some in fetch.portions(reports):
        names = [item.report.id for item in some]
        connection.execute(delete(schema.naming_word).where(schema.naming_word.c.report.in_(names)))
        put.rows(connection, schema.naming_word, (row for item in some for row in _rows(item)))


def _rows(item: SourcedReport) -> list[Row]:
    leads: dict[tuple[str, str, str], bool] = {}
    for naming in namings_of(item):
        kind, between = naming.family[0], "|".join(naming.countries)
        for word in naming.words:
            leads[between, kind, word] = leads.get((between, kind, word), False) or word in naming.lead
        if kind == "invitation":
            leads.update({(between, INVITED, person): True for person in persons_of(item)})
    return [
        {"countries": between, "kind": kind, "word": word, "report": item.report.id, "leads": lead}
        for (between, kind, word), lead in leads.items()
    ]


class Namings:
    """The namings of reports, each report read once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: dict[str, tuple[Naming, ...]] = {}

    def of(self, reports: Iterable[str]) -> list[Naming]:
        """The namings of these reports; those that are not in the record have none."""
        wanted = sorted(set(reports))
        items = lookup.sourced(self._connection, [name for name in wanted if name not in self._read])
        self._read.update({item.report.id: tuple(namings_of(item)) for item in items})
        return [naming for name in wanted for naming in self._read.get(name, ())]

    def undertakings(self, reports: Iterable[str]) -> list[list[Naming]]:
        """All namings of the undertakings that these reports name, those of one undertaking together."""
        known: dict[tuple[str, ...], dict[Key, Naming]] = defaultdict(dict)
        for naming in self.of(reports):
            known[naming.family][naming.key] = naming
        return [group for family, own in known.items() for group in self._closed(family, own)]

    def _closed(self, family: tuple[str, ...], own: dict[Key, Naming]) -> list[list[Naming]]:
        seen: dict[Key, Naming] = dict(own)
        fresh: dict[Key, Naming] = own
        while True:
            near = self.of(_sharing_words(self._connection, family, fresh.values()))
            seen.update({naming.key: naming for naming in near if naming.family == family})
            groups = [group for group in grouped(seen.values()) if any(n.key in own for n in group)]
            whole = {naming.key: naming for group in groups for naming in group}
            fresh = {key: naming for key, naming in whole.items() if key not in own}
            if not fresh:
                return groups
            own = whole

    def fulfillable_by(self, engagements: Iterable[Engagement]) -> set[str]:
        """Reports with a naming that one of these held engagements may fulfil."""
        held = [e for e in engagements if e.status == "held" and e.date.first]
        asked = [(engagement, one) for engagement in held for one in _named_like(self._connection, engagement)]
        likely: dict[str, set[str]] = defaultdict(set)
        for number, report in fetch.each(self._connection, [one for _, one in asked]):
            likely[asked[number][0].id].add(report)
        self.of(report for reports in likely.values() for report in reports)
        return {
            naming.item.report.id
            for engagement in held
            for naming in self.of(likely[engagement.id])
            if engagement.mode in FULFILLING.get(naming.family[0], ()) and fulfils(engagement, naming)
        }


def _sharing_words(connection: Connection, family: tuple[str, ...], namings: Iterable[Naming]) -> set[str]:
    """Reports whose namings of the family share a leading word with one of these."""
    table = schema.naming_word.c
    listed = list(namings)
    own = select(table.report).where(table.countries == "|".join(family[1:]), table.kind == family[0])
    found: set[str] = set()
    for some in fetch.portions(sorted({word for naming in listed for word in naming.lead})):
        found |= fetch.ids(connection, own.where(table.word.in_(some)))
    for some in fetch.portions(sorted({word for naming in listed for word in naming.words})):
        found |= fetch.ids(connection, own.where(table.word.in_(some), table.leads))
    return found


def _named_like(connection: Connection, engagement: Engagement) -> Iterator[Select[str]]:
    """Questions for reports with namings between the states of an engagement: of its persons, or what it brought."""
    words: dict[str, frozenset[str]] = {}
    if engagement.mode in FULFILLING["invitation"]:
        words[INVITED] = names_of(engagement)
    table = schema.naming_word.c
    for between in subsets(connection, {p.country for p in engagement.parties if p.country}):
        if engagement.mode in FULFILLING["agreement"]:
            words["agreement"] = words_done(engagement, between.split("|"))
        for kind, known in words.items():
            for some in fetch.portions(sorted(known)):
                own = select(table.report).where(table.countries == between, table.kind == kind, table.leads)
                yield own.where(table.word.in_(some))


def subsets(connection: Connection, states: set[str]) -> Iterator[str]:
    """The sets of states within these between which something may have been undertaken."""
    ordered = sorted(states)
    if len(ordered) <= 4:
        yield from ("|".join(some) for size in range(1, len(ordered) + 1) for some in combinations(ordered, size))
        return
    known = fetch.ids(connection, select(schema.naming_word.c.countries).distinct())
    known |= fetch.ids(connection, select(schema.undertaking.c.countries).distinct())
    yield from (countries for countries in sorted(known) if countries and set(countries.split("|")) <= states)
