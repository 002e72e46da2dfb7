"""A side: somebody, or a state as such, that a mention stands for."""

from __future__ import annotations

from dataclasses import dataclass

from communique.knowledge.names import fold

STATE_CODE = 2
"""Characters of the code of a state; organisations have more, but the EU."""
TWO_SIDES = 2
"""Sides that a contact has at least."""


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
