"""Sums over thousands of engagements, kept until the record changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

Value = TypeVar("Value")
MOST_KEPT = 128


class Remembered:
    """What pages summed up before, least recently asked thrown away first.

    `stamp` gives another value after each change of the record, which forgets everything: a page never shows old sums.
    """

    def __init__(self, stamp: Callable[[], Hashable]) -> None:
        self._now = stamp
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._stamp: Hashable = None
        self._lock = Lock()

    def recall(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """What `make` gave for the key since the record last changed; else what it gives now."""
        stamp = self._now()
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
