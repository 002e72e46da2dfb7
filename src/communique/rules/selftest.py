"""Rule files test themselves: each rule's example must be read as its mode, its counter-example must not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from communique.rules.schema import Rules
from communique.types import Report

Reader = Callable[[str], tuple[Report, ...]]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one test sentence of one rule."""

    rule: str
    sentence: str
    expected: str
    found: tuple[str, ...]
    passed: bool


def run_selftest(rules: Rules, read: Reader) -> Iterator[Verdict]:
    """Two verdicts for each rule; `read` gives the reports of a sentence."""
    for trigger in rules.triggers:
        modes = tuple(r.mode for r in read(trigger.example))
        yield Verdict(
            rule=trigger.id,
            sentence=trigger.example,
            expected=trigger.mode,
            found=modes,
            passed=trigger.mode in modes,
        )
        modes = tuple(r.mode for r in read(trigger.counter))
        yield Verdict(
            rule=trigger.id,
            sentence=trigger.counter,
            expected=f"no {trigger.mode}",
            found=modes,
            passed=trigger.mode not in modes,
        )
