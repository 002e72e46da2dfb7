"""Forums, dialogues and exercises, and the engagements whose own words name them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Protocol

import msgspec

from communique.knowledge import KnowledgeBase
from communique.knowledge.tables import split_names
from communique.record.query import Query
from communique.types import Engagement

TELLING = 5
"""Letters from which on a name is known however it is written: "Malabar", "MALABAR"; "Quad" is not "quad"."""
MOST = 20_000
"""Engagements of one name that are looked through."""


class FindView(Protocol):
    """What looking for a forum needs of a record."""

    def find(self, asked: Query | None = None) -> Iterable[Engagement]:
        """The engagements that a query finds."""


class Forum(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A row of forums.csv. `code` is that of the organisation it is, where parties are known by it (ASEAN, QUAD)."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    participants: tuple[str, ...]
    level: str
    frequency: str
    since: str
    areas: tuple[str, ...]
    source: str
    code: str | None
    shared: frozenset[str]
    """Names that other forums have too ("2+2"): there the participants decide."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The name and its other forms."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))

    @cached_property
    def _folded(self) -> tuple[str, ...]:
        return tuple(name.lower() for name in self.names)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.names, key=len, reverse=True)
        exact = "|".join(re.escape(name) for name in longest_first if len(name) < TELLING)
        loose = "|".join(re.escape(name) for name in longest_first if len(name) >= TELLING)
        forms = [form for form in (loose and f"(?i:{loose})", exact) if form]
        return re.compile(rf"(?<![\w+])(?:{'|'.join(forms)})(?![\w+])")

    def is_named_in(self, words: str) -> bool:
        """Whether words name the forum."""
        return bool(self._pattern.search(words))

    def named_by(self, engagement: Engagement) -> bool:
        """Whether the engagement's evidence names the forum, or the forum as such takes part."""
        return self.named_in(words_of(engagement), states_of(engagement))

    def named_in(self, words: str, states: frozenset[str | None]) -> bool:
        """The same of the evidence's words and the parties' states."""
        if self.code and self.code in states:
            return True
        folded = words.lower()
        if not any(name in folded for name in self._folded):  # much faster than the pattern, and nearly always the end
            return False
        found = {hit.lower() for hit in self._pattern.findall(words)}
        return bool(found - {name.lower() for name in self.shared}) or (
            bool(found) and len(states & set(self.participants)) > 1
        )


def words_of(engagement: Engagement) -> str:
    """The evidence of all reports, a line each."""
    return "\n".join(span.quote for report in engagement.reports for span in report.evidence)


def states_of(engagement: Engagement) -> frozenset[str | None]:
    """The states and organisations that take part."""
    return frozenset(party.country for party in engagement.parties)


def forums_of(knowledge: KnowledgeBase) -> dict[str, Forum]:
    """All forums by id."""
    rows = knowledge.forums()
    names = [{row["name"], *split_names(row["aliases"])} for row in rows]
    made = {}
    for row, own in zip(rows, names, strict=True):
        shared = frozenset(name for name in own if sum(name in others for others in names) > 1)
        codes = (state.code for name in own if (state := knowledge.state(name.upper())) and state.kind != "state")
        made[row["forum_id"]] = Forum(
            id=row["forum_id"],
            kind=row["kind"],
            name=row["name"],
            aliases=split_names(row["aliases"]),
            participants=split_names(row["participants"]),
            level=row["level"],
            frequency=row["frequency"],
            since=row["since"],
            areas=split_names(row["areas"]),
            source=row["source"],
            code=next(codes, None),
            shared=shared,
        )
    return made


def forum_in(words: str, states: Iterable[str], knowledge: KnowledgeBase) -> Forum | None:
    """The forum that words name, by its longest name; of several with that name the one of most of the states."""
    sides = set(states)
    named = [forum for forum in forums_of(knowledge).values() if forum.is_named_in(words)]
    return max(named, key=lambda forum: (len(sides & set(forum.participants)), -len(forum.participants)), default=None)


def engagements_of(record: FindView, forum: Forum, query: Query) -> tuple[Engagement, ...]:
    """The engagements of the query whose words name the forum, newest first."""
    asked = [_with_words(query, name) for name in forum.names]
    if forum.code and len(query.between) < 2:
        asked.append(msgspec.structs.replace(query, between=(*query.between, forum.code)))
    whole = (msgspec.structs.replace(one, limit=MOST, after=None, sort="newest") for one in asked)
    found = {engagement.id: engagement for one in whole for engagement in record.find(one)}
    named = [engagement for engagement in found.values() if forum.named_by(engagement)]
    return tuple(sorted(sorted(named, key=_id), key=_first, reverse=True))


def _with_words(query: Query, name: str) -> Query:
    phrase = '"' + name.replace('"', " ") + '"'
    return msgspec.structs.replace(query, text=f"{query.text} {phrase}" if query.text else phrase)


def _id(engagement: Engagement) -> str:
    return engagement.id


def _first(engagement: Engagement) -> str:
    return engagement.date.first or ""
