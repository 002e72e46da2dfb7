"""How far the reading of files has come, for whoever wants to say how long it will take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


class Meter:
    """Counts the bytes of files as they lie there, packed or not. May be asked from another thread."""

    def __init__(self) -> None:
        self._done = 0
        self._told = True
        self._file: BinaryIO | None = None

    @contextmanager
    def reading(self, path: Path) -> Iterator[BinaryIO]:
        """Open a file and follow its reading. Raises OSError."""
        with path.open("rb") as file:
            self._file = file
            try:
                yield file
            finally:
                self._file = None
                self._done += path.stat().st_size

    def give_up(self) -> None:
        """What is to be read stands elsewhere: the files say nothing of how much it is."""
        self._told = False

    @property
    def bytes_read(self) -> int:
        """Of all files so far; 0 where they do not say how much there is."""
        if not self._told:
            return 0
        file = self._file
        try:
            return self._done + (file.tell() if file else 0)
        except ValueError:  # closed between the two
            return self._done
