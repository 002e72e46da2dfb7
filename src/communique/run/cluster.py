"""Reading shards on a Dask cluster: the same function of a shard, on the workers of a scheduler."""

from __future__ import annotations

import importlib
from concurrent.futures import CancelledError, Future
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from communique.errors import UsageError
from communique.run.shelf import Shelf
from communique.run.workers import Crew, Order, read_shard

SECONDS = 10
"""How long a scheduler may take to answer."""


class Cluster:
    """The workers of a Dask scheduler. Shards and results travel by the network: no folder need be shared."""

    patience = 1
    patience_alone = 1
    """Dask itself gives a task to several workers before it calls it a killer."""

    def __init__(self, address: str, order: Order, shelf: Shelf) -> None:
        try:
            dask: Any = importlib.import_module("distributed")
        except ImportError as error:
            raise UsageError("Dask is not installed: install communique with its extra `cluster`") from error
        self.deaths: tuple[type[BaseException], ...] = (dask.KilledWorker,)
        self.losses: tuple[type[BaseException], ...] = (CancelledError, TimeoutError, dask.comm.CommClosedError)
        self._order = order
        self._shelf = shelf
        try:
            self._client = dask.Client(address, timeout=SECONDS, set_as_default=False)
            self._client.wait_for_workers(1, timeout=SECONDS)
        except (OSError, ValueError, TimeoutError) as error:
            raise UsageError(f"no Dask scheduler with a worker answers at {address} ({error})") from error
        self._executor = self._client.get_executor()

    @property
    def width(self) -> int:
        """Threads of all workers there are now."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def submit(self, name: str) -> Future[bytes | None]:
        """Send a shard; its result comes back."""
        found: Future[bytes | None] = self._executor.submit(
            read_shard, self._shelf.input_of(name).read_bytes(), self._order
        )
        return found

    def mend(self) -> None:
        """Dask replaces its workers itself."""

    def alone(self) -> AbstractContextManager[Crew]:
        """Pages that may kill are isolated by the cluster, too."""
        return nullcontext(self)

    def get_ready(self) -> None:
        """Workers load what they need with their first shard."""

    def close(self, *, at_once: bool) -> None:
        """Leave the cluster; what it works on is given up."""
        self._executor.shutdown(wait=not at_once)
        self._client.close(timeout=SECONDS)
