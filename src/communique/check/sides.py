"""Between whom a claim counts: the parties of a report, or the persons, offices and states that a sentence names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from communique.knowledge import KnowledgeBase
from communique.types import Party, Report

NAME = r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,4}"
PLACE = rf"(?:the )?{NAME}"
POST = (
    r"(?:deputy |vice )?(?:[a-z]+ minister|minister of [a-z]+|president|secretary of (?:state|defen[cs]e)"
    r"|(?:foreign|defen[cs]e) secretary|chancellor|premier|head of (?:state|government)|leader|monarch|king|queen)"
)
HOLDER = rf"(?:an?|any) (?:sitting |serving |incumbent )?(?P<of>[A-Z][\w-]*(?: [A-Z][\w-]*)?) (?P<post>(?i:{POST}))"
WHO = rf"(?:{re.sub('[?]P<[a-z]+>', '?:', HOLDER)}|{PLACE})"
SPOKE = "spoken|spoke|met|talked|called"
TRAVEL = r"\b(?:visits?|trips?|journeys?|tours?)"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{TRAVEL} (?:of|by) (?P<one>{WHO}) to (?P<two>{PLACE})",
        rf"{TRAVEL} to (?P<two>{PLACE}) (?:of|by) (?P<one>{WHO})",
        rf"(?P<one>{NAME})[’']s? (?:[\w-]+ ){{1,4}}?(?:visit|trip|journey|tour) to (?P<two>{PLACE})",
        rf"(?P<one>[A-Z][\w-]+ (?i:{POST})) to (?:visit|travel to) (?P<two>{PLACE})",
        rf"(?P<one>{NAME}) (?:has |had )?(?:last )?(?:visited|travelled to|traveled to) (?P<two>{PLACE})",
        rf"\bbetween (?P<one>{PLACE}) and (?P<two>{PLACE})",
        rf"(?P<one>{NAME})[’']s? (?:[\w-]+ ){{1,5}}?(?:with|to) (?P<two>{PLACE})",
        rf"(?P<one>{NAME}) (?:has |had )?(?:last )?(?:{SPOKE})(?: (?:with|to))? (?P<two>{PLACE})",
        rf"(?P<one>{PLACE}) and (?P<two>{PLACE})",
    )
)
"""How sentences name two sides; the first that fits is meant."""
ROLES = {
    "head of government": "head_of_government",
    "head of state": "head_of_state",
    "prime minister": "head_of_government",
    "premier": "head_of_government",
    "leader": "head_of_government",
    "president": "head_of_state",
    "foreign minister": "foreign_minister",
    "foreign secretary": "foreign_minister",
    "secretary of state": "foreign_minister",
    "defence minister": "defence_minister",
    "defence secretary": "defence_minister",
    "secretary of defence": "defence_minister",
}


def named_sides(text: str) -> tuple[str, ...]:
    """The two sides as a sentence names them; who travels comes first. None where it does not name two."""
    match = next((found for form in FORMS if (found := form.search(text))), None)
    return (_bare(match["one"]), _bare(match["two"])) if match else ()


def _bare(words: str) -> str:
    return re.sub(r"[’']s?$", "", words.removeprefix("the ")).rstrip(".")


def side_of(words: str, on: str | None, knowledge: KnowledgeBase) -> str:
    """A side as queries take it: an office ("an Indian defence minister"), a state's code, or the name as it stands."""
    return office_of(words, on, knowledge) or knowledge.state_of(words) or words


def office_of(words: str, on: str | None, knowledge: KnowledgeBase) -> str | None:
    """The office whose holders words mean without a name: "an Indian defence minister" is IN/defence."""
    match = re.search(HOLDER, words) or re.fullmatch(rf"(?P<of>[A-Z][\w-]+) (?P<post>(?i:{POST}))", words)
    state = knowledge.state_of(match["of"]) if match else None
    if match is None or state is None:
        return None
    post = match["post"].lower().replace("defense", "defence")
    day = dt.date.fromisoformat(on) if on and len(on) == 10 else None
    in_role = [office.id for office in knowledge.offices_in_role(state, ROLES.get(post, ""))]
    titled = [found.office for found in knowledge.find(post, "office", day, state) if found.office]
    return next(iter([*in_role, *titled]), None)


def sides_of_report(report: Report, words: str, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The sides that a claim of a report counts: who travels and where to, an office that is named, or persons."""
    hosts = [party.country for party in report.parties if party.role == "host" and party.country]
    office = office_of(words, report.date.first, knowledge) or _post_of_guest(report, words)
    if office:
        others = hosts or [p.country for p in report.parties if p.country and p.country != office.split("/")[0]]
        return (office, *dict.fromkeys(others[:1]))
    if report.mode == "visit" and hosts:
        guests = [party for party in report.parties if party.role != "host" and party.country not in hosts]
        return (*sides_of(guests), hosts[0]) if guests else sides_of(report.parties)
    return sides_of(report.parties)


def _post_of_guest(report: Report, words: str) -> str | None:
    """The office of who comes, where words count those of the post alone: "the first by a head of government"."""
    if not re.search(rf"\bby (?:an?|any) (?i:{POST})\b", words):
        return None
    return next((party.office for party in report.parties if party.office and party.role != "host"), None)


def sides_of(parties: Sequence[Party]) -> tuple[str, ...]:
    """The sides of a report: persons where each state has one named, else states."""
    sides: list[str] = []
    for country in dict.fromkeys(party.country for party in parties if party.country):
        named = [party for party in parties if party.country == country and party.name]
        person = named[0] if len(named) == 1 else None
        sides.append((person.person or person.name or country) if person else country)
    return tuple(sides)
