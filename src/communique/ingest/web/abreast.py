"""Addresses of different hosts side by side, what stands there in the order of the addresses.

Each host is asked as politely as if it were alone: one address after the other, and never faster than agreed.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from itertools import islice
from threading import Condition, Thread
from urllib.parse import urlsplit

from communique.config import Config
from communique.ingest.web.client import Web
from communique.ingest.web.memory import Memory
from communique.ingest.web.pages import Found, address_captures
from communique.types import Capture, Skip

AHEAD = 32
"""Addresses under way at a time, most of which may wait for others of their host."""
WAITING_BYTES = 4_000_000
"""Payload of an address that waits to be taken from which on no more is fetched there."""


def side_by_side(addresses: Iterable[str], web: Web, config: Config) -> Found:
    """What stands at the addresses (see `address_captures`), in their order.

    A host's addresses know what was seen at those before them, and nothing of what is seen at other hosts meanwhile: so
    it does not matter who answers first. What was seen is noted in the web's memory when all has been taken.
    """
    memories: dict[str, Memory] = defaultdict(lambda: Memory(web.memory.recall))
    last: dict[str, _Walking] = {}
    under_way: deque[_Walking] = deque()
    left = iter(addresses)
    try:
        while True:
            for address in islice(left, AHEAD - len(under_way)):
                host = _host_of(address)
                found = address_captures(address, web, config, memories[host])
                last[host] = _Walking(found, last.get(host))
                under_way.append(last[host])
            if not under_way:
                break
            yield from under_way[0].found()
            under_way.popleft()
    finally:
        for walking in under_way:
            walking.stop()
    for memory in memories.values():
        web.memory.noted.update(memory.noted)


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


class _Walking:
    """What stands at an address, gathered in a thread of its own once the address before it is done with."""

    def __init__(self, found: Found, before: _Walking | None) -> None:
        self._waiting: deque[Capture | Skip] = deque()
        self._bytes = 0
        self._stopped = False
        self._fault: BaseException | None = None
        self._changed = Condition()
        self._thread: Thread | None = Thread(target=self._walk, args=(found, before), daemon=True)
        self._thread.start()

    def found(self) -> Found:
        """The captures as they come. Raises what ended the walk."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._thread is None)
                if not self._waiting:
                    break
                item = self._waiting.popleft()
                self._bytes -= _size(item)
                self._changed.notify_all()
            yield item
        if self._fault is not None:
            raise self._fault

    def stop(self) -> None:
        """Let the thread end at its next capture."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def _walk(self, found: Found, before: _Walking | None) -> None:
        try:
            if before is not None:
                before.wait()
            for item in found:
                if not self._offer(item):
                    break
        except BaseException as fault:  # noqa: BLE001 - whoever takes the captures is told
            self._fault = fault
        with self._changed:
            self._thread = None
            self._changed.notify_all()

    def wait(self) -> None:
        """Return when the walk has ended."""
        with self._changed:
            self._changed.wait_for(lambda: self._thread is None or self._stopped)

    def _offer(self, item: Capture | Skip) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._bytes < WAITING_BYTES)
            self._waiting.append(item)
            self._bytes += _size(item)
            self._changed.notify_all()
            return not self._stopped


def _size(item: Capture | Skip) -> int:
    return len(item.payload) if isinstance(item, Capture) else 0
