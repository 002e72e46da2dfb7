"""Small closed word lists of the grammar, by name, from `words.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _lists() -> dict[str, list[str]]:
    text = files("communique.data").joinpath("rules", "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def words(name: str) -> frozenset[str]:
    """The words of a list. Raises KeyError where there is no such list."""
    return frozenset(_lists()[name])
