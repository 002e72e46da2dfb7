"""Rows of a table as readings: each row a report whose evidence is the row itself."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from communique.errors import UsageError
from communique.knowledge import KnowledgeBase
from communique.run.profile import Profile
from communique.types import (
    Article,
    Block,
    MadeWith,
    Mode,
    Party,
    Place,
    Reading,
    Report,
    Span,
    When,
)
from communique.version import __version__

JOINT = " | "
TITLE = (
    r"(?:(?:Deputy |Vice |Acting |Former |Interim )?(?:President|Prime Minister|Premier|King|Queen|Emperor|Empress"
    r"|Chancellor|Sultan|Crown Prince|Prince|Emir|Amir|Foreign Minister|Defen[cs]e Minister"
    r"|Minister of (?:Foreign Affairs|Defen[cs]e)|Secretary of Foreign Affairs|Foreign Secretary|Secretary-General"
    r"|Pope|Chairman|General|Sheikh|Shah|Taoiseach))"
)
NAME = r"[A-ZÀ-Ý][\w’'.-]+(?:,? (?:[A-ZÀ-Ý][\w’'.-]*|al-\w+|bin|van|de|von|da))*"
NAMED = re.compile(rf"{TITLE}(?: (?:and|of) [A-Z]\w+)? (?P<name>{NAME})")
MET = re.compile(r"\b[Mm]et (?:separately )?with (?P<whom>[^.;]*(?:\b[A-Z]\.[^.;]*)*)")
FORMS = r"His|Her|Majesty|Highness|Royal|Excellency|the|The|Dr\.|Mr\.|Mrs\.|Sir|Lord"
LEADING_TITLES = re.compile(rf"^(?:{TITLE}|{FORMS})(?: |$)")


class Reject(msgspec.Struct, frozen=True):
    """A row that could not be read, kept as it is: its number in the file, why, and its cells."""

    row: int
    why: str
    cells: tuple[str, ...]


class Imported(msgspec.Struct, frozen=True):
    """The readings of a table, one for each group of rows, and the rows that could not be read; `rows` counts all."""

    readings: tuple[Reading, ...]
    rejects: tuple[Reject, ...]
    columns: tuple[str, ...]
    rows: int


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    cells: dict[str, str]
    start: dt.date
    end: dt.date
    guest: str
    host: str


def read_table(path: Path, profile: Profile, knowledge: KnowledgeBase) -> Imported:
    """Read a CSV file. Raises UsageError where it cannot be opened or lacks a column."""
    columns, rows = _table(path)
    missing = [name for name in profile.columns() if name not in columns]
    if missing:
        there = ", ".join(columns) or "none"
        raise UsageError(f"{path}: column {missing[0]!r} is missing; there are {there}: name yours by --map FILE")
    groups: dict[str, list[_Row]] = {}
    rejects: list[Reject] = []
    for number, raw in enumerate(rows, 2):
        row = _checked(number, raw, columns, profile, knowledge)
        if isinstance(row, Reject):
            rejects.append(row)
        else:
            groups.setdefault(row.cells[profile.group] if profile.group else str(number), []).append(row)
    readings = tuple(_reading(name, group, path, profile, knowledge) for name, group in sorted(groups.items()))
    return Imported(readings, tuple(rejects), columns, len(rows))


def _table(path: Path) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The columns and the rows of a CSV file, empty lines left out. Raises UsageError."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as lines:
            head, *rows = [tuple(row) for row in csv.reader(lines) if row] or [()]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path} cannot be read as CSV in UTF-8 ({error})") from error
    return head, rows


def _checked(
    number: int, raw: tuple[str, ...], columns: tuple[str, ...], profile: Profile, knowledge: KnowledgeBase
) -> _Row | Reject:
    if len(raw) != len(columns):
        return Reject(number, f"it has {len(raw)} cells, the head has {len(columns)}", raw)
    cells = {name: cell.strip() for name, cell in zip(columns, raw, strict=True)}
    try:
        start = _date(cells[profile.start], profile)
        end = _date(cells[profile.end], profile) if profile.end and cells[profile.end] else start
    except ValueError:
        return Reject(number, f"a date is not of the form {_form(profile)}", raw)
    guest = profile.traveller_state or state_named(cells.get(profile.traveller_country or "", ""), knowledge)
    host = profile.host_state or state_named(cells.get(profile.host or "", ""), knowledge)
    if not cells[profile.traveller]:
        return Reject(number, "no traveller is named", raw)
    if not guest or not host:
        name = cells.get((profile.host if not host else profile.traveller_country) or "", "")
        return Reject(number, f"the state {name!r} is not known", raw)
    if guest == host or end < start:
        why = "traveller and host are of one state" if guest == host else "it ends before it begins"
        return Reject(number, why, raw)
    return _Row(number=number, cells=cells, start=start, end=end, guest=guest, host=host)


def _date(cell: str, profile: Profile) -> dt.date:
    return dt.datetime.strptime(cell, profile.dates).date()  # noqa: DTZ007 - a day, no time


def _form(profile: Profile) -> str:
    return profile.dates.replace("%Y", "YYYY").replace("%m", "MM").replace("%d", "DD")


def state_named(cell: str, knowledge: KnowledgeBase) -> str | None:
    """The state that a cell names, also as "Korea, South" or "Denmark (Greenland)"."""
    before, _, after = cell.partition(",")
    forms = (cell, f"{after.strip()} {before}".strip(), before, cell.partition("(")[0])
    return next((code for form in forms if form.strip() and (code := knowledge.state_of(form.strip()))), None)


def _reading(name: str, rows: Sequence[_Row], path: Path, profile: Profile, knowledge: KnowledgeBase) -> Reading:
    lines = [JOINT.join(row.cells[column] for column in profile.cells) for row in rows]
    text = "\n\n".join(lines)
    digest = hashlib.sha256(f"{profile.outlet}\n{text}".encode()).hexdigest()[:16]
    blocks: list[Block] = []
    reports: list[Report] = []
    position = 0
    for row, line in zip(rows, lines, strict=True):
        blocks.append(Block(kind="list", start=position, end=position + len(line)))
        reports += _reports(row, line, position, profile, knowledge)
        position += len(line) + 2
    article = Article(
        id=digest, text=text, url=profile.url, outlet=profile.outlet, title=None, lang="en", blocks=tuple(blocks)
    )
    made_with = MadeWith(communique=__version__, rules="table", knowledge=knowledge.version, model="none")
    source = f"{path}#{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"
    document = f"{path.stem}:{name}"
    return Reading(id=document, source=source, article=article, reports=_named(reports, digest), made_with=made_with)


def _named(reports: Sequence[Report], article: str) -> tuple[Report, ...]:
    return tuple(
        msgspec.structs.replace(
            report, id=hashlib.sha256(f"{article}|{report.mode}|{report.evidence[0].start}".encode()).hexdigest()[:16]
        )
        for report in reports
    )


def _reports(row: _Row, line: str, offset: int, profile: Profile, knowledge: KnowledgeBase) -> list[Report]:
    evidence = Span(start=offset, end=offset + len(line), quote=line)
    traveller = _traveller(row, line, offset, profile, knowledge)
    host = Party(country=row.host, role="host", rule="table.host")
    place = _place(row, line, offset, profile)
    found = [_report(profile.mode, row, (traveller, host), place, evidence)]
    met = _met(row, line, offset, profile, knowledge)
    if met:
        found.append(_report("meeting", row, (traveller, *met), place, evidence))
    return found


def _report(mode: Mode, row: _Row, parties: tuple[Party, ...], place: Place | None, evidence: Span) -> Report:
    one_day = row.start == row.end
    when = When(
        first=row.start.isoformat(),
        last=row.end.isoformat(),
        precision="day" if one_day or mode == "visit" else "unknown",
        rule="table.dates",
    )
    return Report(
        id="", mode=mode, status="held", date=when, place=place, parties=parties, evidence=(evidence,), confidence=0.9,
        rules=("table.row",),
    )  # fmt: skip


def _traveller(row: _Row, line: str, offset: int, profile: Profile, knowledge: KnowledgeBase) -> Party:
    written = row.cells[profile.traveller]
    name = written
    while (match := LEADING_TITLES.match(name)) and match.end() < len(name):
        name = name[match.end() :]
    return _party(name, row.guest, row.start, _span(line, written, offset), knowledge)


def _met(row: _Row, line: str, offset: int, profile: Profile, knowledge: KnowledgeBase) -> tuple[Party, ...]:
    remarks = row.cells.get(profile.remarks or "", "")
    found = [
        _party(person["name"], row.host, row.start, _span(line, person["name"], offset), knowledge)
        for match in MET.finditer(remarks)
        for person in NAMED.finditer(match["whom"])
    ]
    return tuple({party.name: party for party in found}.values())


def _party(name: str, state: str, on: dt.date, surface: Span | None, knowledge: KnowledgeBase) -> Party:
    """The person in office where the tables know exactly one of the name; else the name as written."""
    candidates = [c for c in knowledge.find(name, "person", on, state) if c.office]
    known = candidates[0] if len({c.person for c in candidates}) == 1 else None
    return Party(
        person=known.person if known else None,
        name=known.name if known else name,
        office=known.office if known else None,
        office_title=known.office_title if known else None,
        country=state,
        role="guest" if not known else None,
        surface=surface,
        rule="table.person",
    )


def _place(row: _Row, line: str, offset: int, profile: Profile) -> Place | None:
    name = row.cells.get(profile.place or "", "")
    first = name.split(",")[0].strip()
    return Place(name=first, country=row.host, text=_span(line, first, offset), rule="table.place") if first else None


def _span(line: str, piece: str, offset: int) -> Span | None:
    start = line.find(piece)
    return Span(start=offset + start, end=offset + start + len(piece), quote=piece) if piece and start >= 0 else None
