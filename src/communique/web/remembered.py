"""Sums over thousands of engagements, kept until the record changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

Value = TypeVar("Value")
MOST_KEPT = 128


class Remembered:
    """What pages summed up before, least recently asked thrown away first.

    A change of the record's file, or of the log beside it, forgets everything: a page never shows old sums.
    """

    def __init__(self, path: str | Path) -> None:
        self._files = (Path(path), Path(f"{path}-wal"))
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._stamp: Hashable = None
        self._lock = Lock()

    def recall(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """What `make` gave for the key since the record last changed; else what it gives now."""
        stamp = tuple(_stamp(file) for file in self._files)
        with self._lock:
            if stamp != self._stamp:
                self._kept.clear()
                self._stamp = stamp
            if key in self._kept:
                self._kept.move_to_end(key)
                found: Value = self._kept[key]
                return found
        made = make()
        with self._lock:
            if stamp == self._stamp:
                self._kept[key] = made
                if len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
        return made


def _stamp(file: Path) -> tuple[int, int]:
    try:
        about = file.stat()
    except OSError:
        return 0, 0
    return about.st_mtime_ns, about.st_size
