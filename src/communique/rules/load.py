"""Rule files to rules: the shipped ones, with a user's own laid over them by id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import msgspec

from communique.errors import RuleError
from communique.rules.schema import LineFile, Rules, TitleFile, Trigger, TriggerFile

T = TypeVar("T")


def _decode(name: str, payload: bytes, shape: type[T]) -> T:
    try:
        return msgspec.toml.decode(payload, type=shape)
    except (msgspec.ValidationError, msgspec.DecodeError) as fault:
        raise RuleError(f"{name}: {fault}") from fault


def _shipped(prefix: str) -> Iterator[tuple[str, bytes]]:
    folder = files("communique.data").joinpath("rules")
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.startswith(prefix) and entry.name.endswith(".toml"):
            yield entry.name, entry.read_bytes()


def _own(prefix: str, overlays: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    for folder in overlays:
        if not folder.is_dir():
            raise RuleError(f"{folder}: no such folder of rules")
        for path in sorted(folder.glob(f"{prefix}*.toml")):
            yield str(path), path.read_bytes()


def _check(name: str, trigger: Trigger) -> Trigger:
    if not trigger.lemmas and not trigger.phrases:
        raise RuleError(f"{name}: rule {trigger.id!r} has neither lemmas nor phrases")
    return trigger


@lru_cache(maxsize=4)
def load_rules(overlays: tuple[Path, ...] = ()) -> Rules:
    """The rules of a run. A rule of an overlay replaces the shipped one with its id.

    Raises RuleError, naming file and path of the fault, where a file does not fit its shape.
    """
    verbs = [*_shipped("verbs"), *_own("verbs", overlays)]
    titles = [*_shipped("titles"), *_own("titles", overlays)]
    triggers = {t.id: _check(name, t) for name, data in verbs for t in _decode(name, data, TriggerFile).rule}
    parts = [_decode(name, data, TitleFile) for name, data in titles]
    lines = list(_own("lines", overlays))
    digest = hashlib.sha256(b"\0".join(data for _, data in [*verbs, *titles, *lines])).hexdigest()[:16]
    return Rules(
        triggers=tuple(triggers.values()),
        titles=TitleFile(
            title=tuple(g for p in parts for g in p.title),
            plural=tuple(g for p in parts for g in p.plural),
            honorific=tuple(g for p in parts for g in p.honorific),
            barred=tuple(g for p in parts for g in p.barred),
        ),
        version=digest,
        lines=_by_outlet(_decode(name, data, LineFile) for name, data in lines),
    )


def _by_outlet(found: Iterable[LineFile]) -> dict[str, frozenset[str]]:
    lines: dict[str, frozenset[str]] = {}
    for file in found:
        for outlet in file.outlet:
            lines[outlet.name] = lines.get(outlet.name, frozenset()).union(outlet.lines)
    return lines
