"""What a title says of who bears it: roles, forms of address, and the name beside it."""

from __future__ import annotations

import re

TOP_ROLES = ("head_of_government", "head_of_state")
BODIES_OF_TWO_LETTERS = ("EU", "UN")
NATIONAL = re.compile(r"\b(?:Minister|Speaker|President|Premier|Chancellor|Ambassador)\b", re.I)
"""Titles that states give; whoever bears one speaks for no organisation."""
ADDRESS = re.compile(r"(?:His|Her) (?:Majesty|(?:Royal |Serene )?Highness|Excellency)")
"""A form of address that stands alone for who bears it."""


def role_of_several(words: str) -> str:
    """The role of the members of a collective, by its words."""
    signs = (
        ("defen", "defence_minister"),
        ("foreign", "foreign_minister"),
        ("president", "head_of_state"),
        ("prime minister", "head_of_government"),
        ("leaders", "head_of_government"),
    )
    return next((role for sign, role in signs if sign in words and "officials" not in words), "")


def says(held: str | None, title: str) -> bool:
    """Whether "the Secretary" may take up "Secretary of State"."""
    held, said = (held or "").casefold(), title.casefold()
    return bool(held and said) and (held.startswith(said) or held.endswith(said))


def kin(role: str) -> tuple[str, ...]:
    """The roles that one who is said to hold a role may hold."""
    if role in TOP_ROLES:
        return (*TOP_ROLES, "deputy_head_of_state") if role == "head_of_state" else TOP_ROLES
    return (role, "org_head", "org_chair") if role.startswith("org") else (role,)


def tidy(name: str) -> str:
    """A name without suffixes, not in capitals."""
    words = [w for w in name.replace(",", " ").split() if w.rstrip(".") not in ("Jr", "Sr")]
    return " ".join(w.title() if w.isupper() and len(w) > 3 else w for w in words)
