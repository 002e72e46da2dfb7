"""Who publishes: name, state, official or not, agency or not."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import urlsplit


class Outlet(NamedTuple):
    """A publisher. `state` is ISO 3166 alpha-2 or the acronym of an organisation."""

    name: str | None
    state: str | None = None
    official: bool = False
    agency: bool = False


class OutletTable(NamedTuple):
    """Outlets by domain and by name; patterns of official names with their state."""

    domains: dict[str, Outlet]
    names: dict[str, Outlet]
    official: re.Pattern[str]


@lru_cache(maxsize=1)
def outlet_table() -> OutletTable:
    """The table `data/outlets.toml`."""
    data = tomllib.loads((files("communique.data") / "outlets.toml").read_text(encoding="utf-8"))
    domains: dict[str, Outlet] = {}
    names: dict[str, Outlet] = {}
    for row in data["outlet"]:
        outlet = Outlet(row["name"], row.get("state"), row.get("official", False), row.get("agency", False))
        domains.update(dict.fromkeys(row.get("domains", []), outlet))
        names.update({name.casefold(): outlet for name in [row["name"], *row.get("aliases", [])]})
    return OutletTable(domains, names, re.compile("|".join(data["official_names"]), re.IGNORECASE))


def outlet_of(name: str | None, url: str | None) -> Outlet:
    """The outlet that a page's publisher name or address tells; an unknown name is kept as it is."""
    table = outlet_table()
    host = (urlsplit(url).hostname or "") if url else ""
    labels = host.split(".")
    for start in range(len(labels)):
        known = table.domains.get(".".join(labels[start:]))
        if known:
            return known
    bare = re.sub(r"\s*\(.*?\)\s*", " ", name or "").replace("&", "and").strip()
    known = table.names.get(bare.casefold()) or table.names.get((name or "").casefold())
    if known:
        return known
    return Outlet(
        name or host.removeprefix("www.") or None, _state_in(name or ""), bool(name and table.official.search(name))
    )


@lru_cache(maxsize=1)
def _state_names() -> tuple[re.Pattern[str], dict[str, str]]:
    import csv
    import io

    text = (files("communique.data") / "states.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    codes: dict[str, str] = {}
    for field in ("name", "aliases", "demonyms", "seats"):
        for row in rows:
            for form in row[field].split(";"):
                if len(form) > 1:
                    codes.setdefault(form, row["code"])
    longest_first = sorted(codes, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b"), codes


def _state_in(name: str) -> str | None:
    pattern, codes = _state_names()
    match = pattern.search(name)
    return codes[match[0]] if match else None
