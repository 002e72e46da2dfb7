"""How the fields of a dump are named: shipped for dumps that are known, or a user's own file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from communique.errors import RuleError

NOTHING = (None, "", "None", "null")
"""How writers of dumps say that a field is not filled."""


class Fields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For each of our fields the names, best first, that it has in a dump; a dot goes into an object."""

    id: str | list[str] = "id"
    url: str | list[str] = "url"
    title: str | list[str] = "title"
    published: str | list[str] = "published"
    publisher: str | list[str] = "publisher"
    captured: str | list[str] = "captured"
    text: str | list[str] = "text"
    html: str | list[str] = "html"
    lang: str | list[str] = "lang"

    def read(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row under our names; None where a field is not filled."""
        return {ours: _filled(row, getattr(self, ours)) for ours in self.__struct_fields__}


class Dump(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of dump: the fields that tell it, their names, and a line of it."""

    name: str
    known_by: frozenset[str]
    fields: Fields
    example: str


class _Dumps(msgspec.Struct, frozen=True):
    dump: list[Dump]


OURS = Fields()


@lru_cache(maxsize=1)
def known_dumps() -> tuple[Dump, ...]:
    """The table `data/dumps.toml`."""
    data = (files("communique.data") / "dumps.toml").read_bytes()
    return tuple(msgspec.toml.decode(data, type=_Dumps).dump)


def load_fields(path: Path) -> Fields:
    """A user's own naming of fields (`text = "body"`). Raises RuleError naming the file and the key that is wrong."""
    try:
        fields = msgspec.toml.decode(path.read_bytes(), type=Fields)
    except (msgspec.ValidationError, msgspec.DecodeError, OSError) as fault:
        known = ", ".join(Fields.__struct_fields__)
        raise RuleError(f'{path}: {fault}; a line says OURS = "THEIRS", ours are {known}') from fault
    return fields


def fields_for(row: Mapping[str, Any]) -> Fields:
    """The names of a row's fields, by the dump that it seems to be of."""
    return next((dump.fields for dump in known_dumps() if dump.known_by <= row.keys()), OURS)


def _filled(row: Mapping[str, Any], names: str | list[str]) -> Any:
    found = (_value(row, name) for name in ([names] if isinstance(names, str) else names))
    return next((value for value in found if value not in NOTHING), None)


def _value(row: Mapping[str, Any], name: str) -> Any:
    if name in row:
        return row[name]
    outer, dot, inner = name.partition(".")
    below = row.get(outer)
    return _value(below, inner) if dot and isinstance(below, dict) else None
