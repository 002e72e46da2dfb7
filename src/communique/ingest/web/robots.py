"""What a site allows robots to fetch: robots.txt by RFC 9309."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple
from urllib.parse import quote, unquote

LONGEST = 512_000
"""Bytes of a robots.txt that are read; RFC 9309 asks for 500 KiB at least."""
SECONDS = re.compile(r"\d{1,6}(\.\d{1,3})?")


class Rule(NamedTuple):
    """Whether paths that fit a pattern may be fetched."""

    allow: bool
    pattern: str

    def fits(self, path: str) -> bool:
        """Whether the pattern fits the beginning of a path; `*` is any characters, a `$` at its end the path's end."""
        first, *others = self.pattern.removesuffix("$").split("*")
        if not path.startswith(first):
            return False
        place = len(first)
        last = others.pop() if others and self.pattern.endswith("$") else None
        for piece in others:
            found = path.find(piece, place)
            if found < 0:
                return False
            place = found + len(piece)
        if last is not None:
            return path.endswith(last) and len(path) - len(last) >= place
        return not self.pattern.endswith("$") or place == len(path)


class Robots(NamedTuple):
    """The rules that hold for us, and the seconds between two requests that the site asks for (0: none)."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether a path with its query may be fetched: the longest pattern that fits decides, allow goes first."""
        path = _plain(path)
        fitting = [(len(rule.pattern), rule.allow) for rule in self.rules if rule.fits(path)]
        return max(fitting)[1] if fitting else True


def robots_of(text: str, name: str) -> Robots:
    """The rules of a robots.txt for the robot `name`: those of all its groups, else those of the groups for `*`."""
    rules: dict[str, list[Rule]] = defaultdict(list)
    delays: dict[str, float] = {}
    named: list[str] = []
    begun = False
    for key, value in _lines(text):
        if key == "user-agent":
            named = [*named, _token(value)] if begun else [_token(value)]
            begun = True
            rules[named[-1]] += ()
        elif key in ("allow", "disallow"):
            begun = False
            for agent in named if value else ():
                rules[agent].append(Rule(key == "allow", _plain(value)))
        elif key == "crawl-delay" and SECONDS.fullmatch(value):
            begun = False
            delays |= dict.fromkeys(named, float(value))
    group = name.lower() if name.lower() in rules else "*"
    return Robots(tuple(rules.get(group, ())), delays.get(group, 0.0))


def _lines(text: str) -> list[tuple[str, str]]:
    parts = (line.partition("#")[0].partition(":") for line in text.splitlines())
    return [(key.strip().lower(), value.strip()) for key, colon, value in parts if colon]


def _token(agent: str) -> str:
    return agent.partition("/")[0].strip().lower()


def _plain(path: str) -> str:
    """One spelling of a path: what need not be written in percent is not."""
    return quote(unquote(path, "utf-8", "surrogateescape"), "/*$?&=;:@!,+()'~[]", "utf-8", "surrogateescape")
