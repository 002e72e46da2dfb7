"""How the columns of a table that people already hold are to be read."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import msgspec

from communique.errors import RuleError, UsageError
from communique.types import Mode

NAMES = ("us-travels", "us-visits", "generic")


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names of columns. `cells` are the columns that make up the text of a row, in order; `group` puts rows of one
    traveller or country into one document. `dates` is how days are written, in the words of `strptime` ("%m/%d/%Y")."""

    outlet: str
    mode: Mode
    traveller: str
    start: str
    cells: tuple[str, ...]
    end: str | None = None
    url: str | None = None
    traveller_state: str | None = None
    traveller_country: str | None = None
    host: str | None = None
    host_state: str | None = None
    place: str | None = None
    remarks: str | None = None
    group: str | None = None
    dates: str = "%Y-%m-%d"

    def columns(self) -> tuple[str, ...]:
        """Every column that the profile names."""
        named = (self.traveller, self.start, self.end, self.traveller_country, self.host, self.place, self.remarks)
        return tuple(dict.fromkeys([*self.cells, *(n for n in (*named, self.group) if n)]))


def load_profile(name: str, mapping: Path | None) -> Profile:
    """A shipped profile, or a user's own file. Raises UsageError or RuleError naming what is wrong."""
    if mapping is None and name not in NAMES:
        raise UsageError(f"no profile {name!r}; there are {', '.join(NAMES)}, or --map FILE.toml")
    source = mapping or files("communique.data") / "profiles" / f"{name}.toml"
    try:
        profile = msgspec.convert(tomllib.loads(source.read_text(encoding="utf-8")), Profile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError, OSError) as error:
        raise RuleError(f"{source}: {error}") from error
    if not (profile.host or profile.host_state) or not (profile.traveller_country or profile.traveller_state):
        raise RuleError(f"{source}: name a column or a fixed state for both the traveller and the host")
    return profile
