"""The tables as values: states, offices, persons, tenures and what else is looked up by name."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from communique.errors import RuleError
from communique.knowledge.validate import Row, cell_faults

KEYS = {
    "states": ("code",),
    "offices": ("id",),
    "persons": ("id",),
    "tenures": ("office", "person", "start"),
    "agencies": ("agency_id",),
    "forums": ("forum_id",),
    "agreements": ("agreement_id",),
    "areas": ("area_id",),
    "cities": ("name", "country"),
}


class State(NamedTuple):
    """A state or an international organisation; `seats` are places whose names stand for its government."""

    code: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    seats: tuple[str, ...]


class Office(NamedTuple):
    """An office of a state: `role` is the word that makes a counterpart findable."""

    id: str
    state: str
    role: str
    title: str
    aliases: tuple[str, ...]
    wikidata: str
    also_role: str = ""
    """A second role of the same seat: the president who heads the government too."""
    alias_since: tuple[tuple[str, str], ...] = ()
    """Aliases that came into use on a date; in the table they are written `Secretary of War@2025-09-05`."""


class Person(NamedTuple):
    """Somebody who held an office."""

    id: str
    name: str
    family_name: str
    aliases: tuple[str, ...]
    state: str
    wikidata: str


class Tenure(NamedTuple):
    """One continuous holding of an office; `start` and `end` are partial ISO dates, empty where not known."""

    office: str
    person: str
    start: str
    end: str
    end_basis: str
    acting: bool
    source: str
    doubt: str
    seen: str = ""
    """The last day on which a source still named the holder, where the end is not known."""

    @property
    def end_known(self) -> bool:
        """Whether the end, or that there is none yet, is known."""
        return bool(self.end) or self.end_basis == "open"


def split_names(cell: str) -> tuple[str, ...]:
    """The names of a cell, parted by semicolons."""
    return tuple(name.strip() for name in cell.split(";") if name.strip())


def split_dated_names(cell: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The names of a cell, and those among them that came into use on a date, with the date."""
    parts = [name.partition("@") for name in split_names(cell)]
    return tuple(name for name, _, _ in parts), tuple((name, since) for name, _, since in parts if since)


def table_text(name: str) -> str:
    """The shipped table as text."""
    return (files("communique.data") / f"{name}.csv").read_text(encoding="utf-8")


def sources_text() -> str:
    """The shipped account of where the tables come from, with licences."""
    return (files("communique.data") / "SOURCES.md").read_text(encoding="utf-8")


def rows_of(name: str, overlays: Sequence[Path] = ()) -> list[Row]:
    """The rows of a table; an overlay's row replaces the shipped one with the same key, cell by cell it names.

    Raises RuleError naming file, row and column where an overlay is wrong.
    """
    rows = {_key(name, row): row for _, row in numbered_rows(name)}
    columns = header_of(name)
    for folder in overlays:
        path = folder / f"{name}.csv"
        if path.is_file():
            for number, row in _overlay_rows(name, path, columns):
                known = rows.get(_key(name, row), dict.fromkeys(columns, ""))
                rows[_key(name, row)] = _checked(name, {**known, **row}, f"{path}, row {number}")
    return list(rows.values())


def numbered_rows(name: str) -> list[tuple[int, Row]]:
    """The shipped rows of a table with their line in the file."""
    return list(_parse(table_text(name), f"{name}.csv"))


def header_of(name: str) -> list[str]:
    """The columns of a shipped table."""
    return next(csv.reader(io.StringIO(table_text(name))))


def _overlay_rows(name: str, path: Path, columns: Sequence[str]) -> Iterator[tuple[int, Row]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: the file is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    for number, row in _parse(text, str(path)):
        missing = [key for key in KEYS[name] if not row.get(key) and key != "start"]
        if missing or KEYS[name][-1] not in row:
            column = (missing or [KEYS[name][-1]])[0]
            raise RuleError(f"{path}, row {number}: column {column!r} is missing or empty")
        strange = [column for column in row if column not in columns]
        if strange:
            raise RuleError(f"{path}, row 1: column {strange[0]!r} is not known; the columns are {', '.join(columns)}")
        yield number, row


def _checked(name: str, row: Row, where: str) -> Row:
    for column, fault in cell_faults(name, row):
        raise RuleError(f"{where}, column {column}: {fault}")
    return row


def _key(name: str, row: Row) -> tuple[str, ...]:
    return tuple(row.get(column, "") for column in KEYS[name])


def _parse(text: str, source: str) -> Iterator[tuple[int, Row]]:
    reader = csv.reader(io.StringIO(text))
    header = next(reader, None)
    if not header:
        raise RuleError(f"{source}: the file is empty; its first row names the columns")
    for number, cells in enumerate(reader, 2):
        if len(cells) != len(header):
            raise RuleError(f"{source}, row {number}: {len(cells)} cells where the first row names {len(header)}")
        yield number, dict(zip(header, cells, strict=True))


def version_of(overlays: Sequence[Path] = ()) -> str:
    """A hash of all tables, shipped and laid over."""
    digest = hashlib.sha256()
    for name in sorted(KEYS):
        digest.update(table_text(name).encode())
        for folder in overlays:
            path = folder / f"{name}.csv"
            if path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
