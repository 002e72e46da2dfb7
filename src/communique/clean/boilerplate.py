"""Lines that are no part of an article, and why: patterns from `data/boilerplate.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

LONGEST = 260
"""Characters: a longer line is never boilerplate by pattern."""


class LinePattern(NamedTuple):
    """Lines matched whole by the pattern are dropped for the reason."""

    reason: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    others: tuple[str, ...]


def patterns() -> tuple[LinePattern, ...]:
    """All patterns, for the test of their examples."""
    return tuple(pattern for section in _load().values() for pattern in section)


@lru_cache(maxsize=1)
def _load() -> dict[str, tuple[LinePattern, ...]]:
    tables = tomllib.loads((files("communique.data") / "boilerplate.toml").read_text(encoding="utf-8"))
    return {name: tuple(_pattern(entry) for entry in entries) for name, entries in tables.items()}


def _pattern(entry: dict[str, object]) -> LinePattern:
    patterns, examples, others = (_words(entry, key) for key in ("patterns", "examples", "others"))
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return LinePattern(str(entry["reason"]), re.compile(joined, re.IGNORECASE), examples, others)


def _words(entry: dict[str, object], key: str) -> tuple[str, ...]:
    value = entry[key]
    assert isinstance(value, list)
    return tuple(str(item) for item in value)


def reason_to_drop(line: str) -> str | None:
    """Why a line is no part of the article, None where it may be."""
    return _first_match("line", line)


def opens_tail(line: str) -> str | None:
    """Why this line and all after it are no part of the article, None where they may be."""
    return _first_match("tail", line)


def _first_match(section: str, line: str) -> str | None:
    if len(line) > LONGEST:
        return None
    bare = line.strip().strip("#*_ ").strip() or line.strip()
    return next((entry.reason for entry in _load()[section] if entry.pattern.fullmatch(bare)), None)
