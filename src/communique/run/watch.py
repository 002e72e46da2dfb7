"""Sources that go on: folders into which files come, feeds and sitemaps that list new pages."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from communique.ingest import CaptureOptions, file_captures, files_in
from communique.ingest.web import Memory, Web, address_captures, is_address
from communique.read import Tools
from communique.record import Added, Record
from communique.run.local import read_captures
from communique.types import Capture, Reading, Seen, Skip


class Event(NamedTuple):
    """What came from one file or page, and what the record got of it."""

    source: str
    added: Added
    skips: tuple[Skip, ...]


class Watch:
    """Looks at sources again and again. What it has seen stands in the record: another watch goes on from there.

    A file is taken when nothing was written into it for `settle` seconds, so that none is read half.
    """

    def __init__(
        self, sources: Sequence[str], record: Record, tools: Tools, options: CaptureOptions, settle: float
    ) -> None:
        self._sources, self._record, self._tools = sources, record, tools
        self._settle = settle
        self._memory = Memory(record.seen)
        self._options = msgspec.structs.replace(options, memory=self._memory)
        self._web = Web(tools.config, memory=self._memory)
        self._marks: dict[Path, str] = {}
        self.unsettled = 0
        """Files that were left for the next look, as they may still grow."""

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_: object) -> None:
        self._web.close()

    def look(self) -> Iterator[Event]:
        """Read and add what is new or changed, and tell of each file and page when it is in the record."""
        self.unsettled = 0
        for source in self._sources:
            yield from self._address(source) if is_address(source) else self._files(Path(source))

    def _address(self, address: str) -> Iterator[Event]:
        """What is told of a page stands in the record and is noted there: nothing that was told is fetched again."""
        before: Event | None = None
        for found in address_captures(address, self._web, self._tools.config):
            # A page is noted when the next one is asked for: by now it is that of the event before.
            self._record.note(self._memory.taken())
            if before:
                yield before
            unchanged = isinstance(found, Skip) and found.code == "not_modified"
            before = None if unchanged else self._add(found.document, (found,))
        self._record.note(self._memory.taken())
        if before:
            yield before

    def _files(self, place: Path) -> Iterator[Event]:
        for path in files_in(place) if place.is_dir() else [place]:
            mark = self._new_mark(path)
            if mark is not None:
                event = self._add(str(path), file_captures(path, self._tools.config, self._options))
                self._record.note({str(path.absolute()): Seen(mark=mark)})
                self._marks[path] = mark
                yield event

    def _new_mark(self, path: Path) -> str | None:
        """Time and size of a file that is new or changed and whole; None for others."""
        try:
            state = path.stat()
        except OSError:
            return None
        mark = f"{state.st_mtime_ns}:{state.st_size}"
        if path not in self._marks:
            seen = self._record.seen(str(path.absolute()))
            self._marks[path] = (seen.mark or "") if seen else ""
        if self._marks[path] == mark:
            return None
        if abs(time.time() - state.st_mtime) < self._settle:
            self.unsettled += 1
            return None
        return mark

    def _add(self, source: str, found: Iterable[Capture | Skip]) -> Event:
        skips: list[Skip] = []
        added = self._record.add(_gathered(read_captures(found, self._tools), skips))
        return Event(source, added, tuple(skips))


def _gathered(readings: Iterable[Reading], skips: list[Skip]) -> Iterator[Reading]:
    for reading in readings:
        if reading.skip is not None:
            skips.append(reading.skip)
        yield reading
