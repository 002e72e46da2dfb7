"""The shape of the rule files: triggers of contact and titles of office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from communique.types import Mode

Frame = Literal["subject_with", "nominal", "visit", "visit_nominal", "invite", "is_in", "agree"]


class Trigger(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A verb (`lemmas`) or noun (`phrases`) of contact, the frame it stands in, and its two test sentences.

    `object`: the other side may be the direct object. `together`: the sides may share the subject. `needs_word`: one of
    these must stand in the sentence. `needs_person`: the other side must be a person or an office, not a state.
    `abstract`: the noun is a contact only where it was held, or where something happened in it.
    """

    id: str
    mode: Mode
    frame: Frame
    lemmas: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    prep: tuple[str, ...] = ()
    particle: str | None = None
    object: bool = False
    together: bool = False
    needs_word: tuple[str, ...] = ()
    needs_person: bool = False
    abstract: bool = False
    planned_only: bool = False
    example: str
    counter: str


class TriggerFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of triggers."""

    rule: tuple[Trigger, ...] = ()


class TitleGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Forms of one kind; `role` as in offices.csv, where the group is one of titles."""

    forms: tuple[str, ...]
    role: str = ""


class TitleFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of titles: of office, collective, honorific, and barred (their bearers speak for no state)."""

    title: tuple[TitleGroup, ...] = ()
    plural: tuple[TitleGroup, ...] = ()
    honorific: tuple[TitleGroup, ...] = ()
    barred: tuple[TitleGroup, ...] = ()


class OutletLines(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Lines that one outlet (by its name) repeats on its pages: no part of any article."""

    name: str
    lines: tuple[str, ...]


class LineFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of repeated lines, as `communique lines` writes it."""

    outlet: tuple[OutletLines, ...] = ()


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """All rules of one run; `version` is the hash of their files. `lines` are the repeated ones by outlet."""

    triggers: tuple[Trigger, ...]
    titles: TitleFile
    version: str
    lines: Mapping[str, frozenset[str]] = msgspec.field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.version)
