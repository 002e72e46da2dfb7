"""The folder in which the shards of a run wait: inputs for the workers, and finished results."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from communique.errors import RunError, UsageError
from communique.ingest.web.kept import ENDING
from communique.run.shards import Shard, from_parquet, packed
from communique.types import Reading

INPUT, RESULT, UNFINISHED, LOCK = ".input", ".parquet", ".part", "lock"


def write_whole(path: Path, payload: bytes) -> None:
    """Write a file so that it is there whole or not at all, whatever dies in the midst. Raises RunError."""
    beside = path.with_name(f"{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        with beside.open("wb") as file:
            file.write(payload)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise RunError(
            f"{path.parent} cannot be written ({error.strerror}): make room and run the same command again, it goes on "
            "where it stopped; or name another folder with --work"
        ) from error


class Shelf:
    """Inputs and results of shards by name. `kept`: results stay when the run is complete. Use as a context manager.

    Raises UsageError where the folder cannot be made or another run works in it.
    """

    def __init__(self, folder: Path, *, kept: bool) -> None:
        self.folder = folder
        self._kept = kept
        try:
            folder.mkdir(exist_ok=True)
            self._lock = sqlite3.connect(folder / LOCK, isolation_level=None, timeout=0)
            self._lock.execute("BEGIN EXCLUSIVE")
        except OSError as error:
            raise UsageError(f"{folder} cannot hold the work ({error.strerror}): name another with --work") from error
        except sqlite3.Error as error:
            raise UsageError(
                f"another run works in {folder}: wait for it, or name another folder with --work"
            ) from error
        self._remove(UNFINISHED, INPUT)

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.close()

    def input_of(self, name: str) -> Path:
        """Where a shard's input lies while it is worked on."""
        return self.folder / f"{name}{INPUT}"

    def result_of(self, name: str) -> Path:
        """Where a shard's readings lie; the file is there when they are finished."""
        return self.folder / f"{name}{RESULT}"

    def lay_out(self, shard: Shard) -> None:
        """Write a shard's input for a worker. Raises RunError where there is no room."""
        write_whole(self.input_of(shard.name), packed(shard.items))

    def keep(self, name: str, result: bytes) -> None:
        """Write a shard's result. Raises RunError where there is no room."""
        write_whole(self.result_of(name), result)

    def take_in(self, name: str) -> None:
        """A shard is done: its input is not needed any more."""
        self.input_of(name).unlink(missing_ok=True)

    def forget(self, name: str) -> None:
        """Remove what is there of a shard."""
        self.take_in(name)
        self.result_of(name).unlink(missing_ok=True)

    def readings(self, name: str) -> tuple[Reading, ...] | None:
        """The readings of a finished shard; None where there are none, or no whole ones."""
        try:
            return from_parquet(self.result_of(name).read_bytes())
        except (OSError, ValueError):
            return None

    def finish(self) -> None:
        """The run is complete: leave nothing behind but what is to be kept."""
        self._remove(UNFINISHED, INPUT, ENDING, *(() if self._kept else (RESULT,)))
        self._lock.close()
        (self.folder / LOCK).unlink(missing_ok=True)
        with suppress(OSError):  # results are kept, or somebody's own files lie there
            self.folder.rmdir()

    def _remove(self, *endings: str) -> None:
        for ending in endings:
            for file in self.folder.glob(f"*{ending}"):
                file.unlink(missing_ok=True)
