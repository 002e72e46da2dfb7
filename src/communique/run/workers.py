"""Reading a shard, and the processes of this machine that do it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

import msgspec

from communique.config import Config
from communique.errors import RunError
from communique.read import Tools, load_tools
from communique.run.clock import end_process_after
from communique.run.local import read_captures
from communique.run.shards import stamp_of, to_parquet, unpacked
from communique.run.shelf import Shelf, write_whole
from communique.types import MadeWith, Reading

ROOM = 1_000_000_000
"""Bytes that a page may take in a worker, beyond what is there before the first one: one that takes more is a skip."""
BIRTHS = 10
"""How often a worker may die before it reads anything."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """How shards are to be read; travels to the workers. `deadly`: seconds on one page that end a worker, or 0."""

    config: Config
    made_with: MadeWith
    stamp: str
    deadly: float = 0.0


@lru_cache(maxsize=1)
def tools_for(order: Order) -> Tools:
    """The tools of a worker, loaded once. Raises RunError where they are not those of the run."""
    tools = load_tools(order.config)
    if stamp_of(order.config, tools.made_with) != order.stamp:
        raise RunError("a worker has other rules, tables, model or code than this program: install the same everywhere")
    return tools


def read_shard(payload: bytes, order: Order) -> bytes:
    """The packed captures of a shard as its readings in Parquet: the same on every kind of executor."""
    tools = tools_for(order)
    readings: list[Reading] = []
    items = unpacked(payload)
    for item in items:
        end_process_after(order.deadly)
        found = list(read_captures([item], tools))
        if order.deadly and len(items) > 1 and any(_starved(reading) for reading in found):
            os._exit(1)  # whether it is the page that needs so much, a fresh process will tell
        readings += found
    end_process_after(0)
    return to_parquet(readings)


def _starved(reading: Reading) -> bool:
    return reading.skip is not None and reading.skip.code == "out_of_memory"


def read_file(source: Path, target: Path, order: Order) -> None:
    """A shard from file to file: nothing large goes through pipes, which a death would leave half full."""
    _bound(order)
    write_whole(target, read_shard(source.read_bytes(), order))


@lru_cache(maxsize=1)
def _bound(order: Order) -> None:
    """Bound the memory of this process, where the system tells how much it has when all is loaded."""
    tools_for(order)
    to_parquet([])  # Arrow lays claim to a gigabyte when it is first used
    told = Path("/proc/self/statm")
    if sys.platform != "win32" and told.exists():
        import resource

        data = int(told.read_text().split()[5]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_DATA, (data + ROOM, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def get_ready(order: Order) -> None:
    """Load what reading needs."""
    tools_for(order)


class Crew(Protocol):
    """Those who read shards. `deaths` are the errors that say that a worker died, not that the shard is wrong."""

    deaths: tuple[type[BaseException], ...]
    losses: tuple[type[BaseException], ...]
    """The errors that say that the whole crew is gone for good."""
    patience: int
    """Deaths after which the pages of a shard are read one by one."""
    patience_alone: int
    """Deaths after which a page, read alone, is left out: more, so that chance takes no page for a killer."""

    @property
    def width(self) -> int:
        """How many shards are read at a time."""

    def submit(self, name: str) -> Future[bytes | None]:
        """Read the input on the shelf; gives the result, or None where the worker has put it on the shelf."""

    def mend(self) -> None:
        """Replace what died; every earlier future is done afterwards."""

    def alone(self) -> AbstractContextManager[Crew]:
        """A crew of one, for pages that may kill."""

    def get_ready(self) -> None:
        """Wait until somebody can read. Raises RunError where nobody comes to it."""

    def close(self, *, at_once: bool) -> None:
        """End the crew, with what it works on (`at_once`) or after it."""


class Here:
    """This very process."""

    deaths: tuple[type[BaseException], ...] = ()
    losses: tuple[type[BaseException], ...] = ()
    patience = 1
    patience_alone = 1
    width = 1

    def __init__(self, order: Order, shelf: Shelf) -> None:
        self._order = order
        self._shelf = shelf

    def submit(self, name: str) -> Future[bytes | None]:
        done: Future[bytes | None] = Future()
        done.set_result(read_shard(self._shelf.input_of(name).read_bytes(), self._order))
        return done

    def mend(self) -> None: ...

    def alone(self) -> AbstractContextManager[Crew]:
        return nullcontext(self)

    def get_ready(self) -> None: ...

    def close(self, *, at_once: bool) -> None: ...


class Processes:
    """Worker processes on this machine. They end with this process, however it ends."""

    deaths: tuple[type[BaseException], ...] = (BrokenExecutor,)
    losses: tuple[type[BaseException], ...] = ()
    patience = 2
    patience_alone = 4

    def __init__(self, width: int, order: Order, shelf: Shelf) -> None:
        self.width = width
        self._order = order
        self._shelf = shelf
        self._context = multiprocessing.get_context("forkserver" if sys.platform != "win32" else "spawn")
        self._context.set_forkserver_preload(["communique.run.preload"])
        self._leash, self._hand = self._context.Pipe(duplex=False)
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.width, self._context, initializer=_begin, initargs=(self._leash,))

    def submit(self, name: str) -> Future[bytes | None]:
        return self._submitted(read_file, self._shelf.input_of(name), self._shelf.result_of(name), self._order)

    def _submitted(self, work: Callable[..., bytes | None], *given: object) -> Future[bytes | None]:
        try:
            return self._pool.submit(work, *given)
        except (BrokenExecutor, ConnectionError, EOFError) as death:  # the last two: the server that forks is gone
            failed: Future[bytes | None] = Future()
            failed.set_exception(BrokenExecutor(str(death)))
            return failed

    def mend(self) -> None:
        self._pool.shutdown(wait=True)
        self._pool = self._new_pool()

    @contextmanager
    def alone(self) -> Iterator[Crew]:
        one = Processes(1, self._order, self._shelf)
        try:
            yield one
        finally:
            one.close(at_once=True)

    def get_ready(self) -> None:
        for _ in range(BIRTHS):
            try:
                self._submitted(get_ready, self._order).result()
            except BrokenExecutor:
                self.mend()
            else:
                return
        raise RunError("the workers die before they read anything: is there memory enough? try fewer --workers")

    def close(self, *, at_once: bool) -> None:
        if at_once:
            self._hand.close()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._hand.close()
        self._leash.close()


def _begin(leash: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interruption means
    threading.Thread(target=_end_with, args=(leash,), daemon=True).start()


def _end_with(leash: Connection) -> None:
    """End when the other end of the leash is let go: a parent that was killed cannot say so."""
    with suppress(EOFError, OSError):
        leash.recv_bytes()
    os._exit(1)
