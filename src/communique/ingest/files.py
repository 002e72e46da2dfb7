"""Files, folders and standard input as captures."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import msgspec

from communique.config import Config
from communique.ingest.jsonl import json_captures, jsonl_captures, line_captures
from communique.ingest.mapping import load_fields
from communique.ingest.media import ENDINGS, is_read_in_folders, media_type_of, opened, page_of
from communique.ingest.meter import Meter
from communique.ingest.parts import Source, skip_of
from communique.ingest.sitemap import is_sitemap
from communique.ingest.warc import warc_captures
from communique.ingest.web import Memory, Web, addresses_of, is_address, listed_captures, side_by_side
from communique.types import Capture, Skip, SourceMetadata

Found = Iterator[Capture | Skip]


class CaptureOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the sources: metadata by document id, a day of publication."""

    metadata: Mapping[str, SourceMetadata] = msgspec.field(default_factory=dict)
    published: str | None = None
    memory: Memory | None = None
    """What is known of addresses from earlier runs; None: nothing."""
    kept: Path | None = None
    """A folder for what is fetched, which an interrupted run leaves for the next one; None: nothing is kept."""
    meter: Meter = msgspec.field(default_factory=Meter)
    """Follows how far files are read."""


def captures(
    sources: Sequence[str], config: Config, *, options: CaptureOptions | None = None
) -> Iterator[Capture | Skip]:
    """The captures of the sources, in order; files of a folder by name. A source that cannot be read gives a Skip.

    A source is a file, a folder, a web address (of a page, a feed or a sitemap), or `-`. Raises RuleError where the
    naming of fields is wrong.
    """
    options = options or CaptureOptions()
    with Web(config, memory=options.memory, kept=options.kept) as web:
        opening = _Opening(config, options, web)
        for on_the_web, some in groupby(sources, is_address):
            yield from (opening.addresses if on_the_web else opening.places)(list(some))


def size_of(sources: Sequence[str]) -> int | None:
    """Bytes of all files that the sources name; None where that cannot be known."""
    paths = [Path(source) for source in sources]
    try:
        return sum(file.stat().st_size for path in paths for file in (files_in(path) if path.is_dir() else [path]))
    except OSError:
        return None


def file_captures(path: Path, config: Config, options: CaptureOptions) -> Found:
    """The captures of one file as it is read where its folder is: what it lists is not fetched."""
    with Web(config) as web:
        yield from _Opening(config, options, web).file(path)


def files_in(folder: Path) -> list[Path]:
    """The files of a folder and of those in it that are read where the folder is, by name."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return [path for path in found if is_read_in_folders(path.name)]


def _if_address(path: Path) -> str:
    return "; addresses begin with https:// or http://" if path.parts and path.parts[0].endswith(":") else ""


def _no_list(source: Source) -> Found | None:
    """In a folder lists are not followed: reading a folder asks nobody."""
    del source
    return None


class _Opening:
    """Opens sources of every kind with the settings of one run."""

    def __init__(self, config: Config, options: CaptureOptions, web: Web) -> None:
        self._config, self._options, self._web = config, options, web
        self._fields = load_fields(config.field_map) if config.field_map else None

    def addresses(self, addresses: Iterable[str]) -> Found:
        """What stands at addresses."""
        return self._told(side_by_side(addresses, self._web, self._config))

    def places(self, places: Iterable[str]) -> Found:
        """The captures of files, folders and standard input."""
        for place in places:
            yield from self._standard_input() if place == "-" else self._path(Path(place))

    def _path(self, path: Path) -> Found:
        try:
            if path.is_dir():
                for inner in files_in(path):
                    yield from self.file(inner)
            elif path.exists():
                yield from self.file(path, self._list)
            else:
                yield _skip(path, "missing", f"there is no file or folder {path}{_if_address(path)}")
        except OSError as error:
            yield _skip(path, "unreadable", f"{path} cannot be opened ({error.strerror}): check its permissions")

    def file(self, path: Path, listed: Callable[[Source], Found | None] = _no_list) -> Found:
        """The captures of a file, or of what it lists."""
        media_type = media_type_of(path.name)
        limit, meter = self._config.max_bytes, self._options.meter
        if media_type is None:
            yield _skip(path, "unknown_ending", f"{path.name} has an ending that is not read; known are {ENDINGS}")
            return
        try:
            size = path.stat().st_size
            if media_type == "application/jsonl":
                with meter.reading(path) as file:
                    yield from jsonl_captures(file, path, limit, self._fields)
            elif media_type == "application/warc":
                with meter.reading(path) as file:
                    yield from warc_captures(file, path, self._config)
            elif size > limit:
                yield _skip(path, "too_large", f"{path.name} has {size:,} bytes; the limit is {limit:,}")
            else:
                with meter.reading(path) as file:
                    source = Source(path.stem, str(path), file.read())
                yield from listed(source) or self._told(self._held(source, media_type))
        except (OSError, EOFError) as error:
            detail = f"{path} cannot be read ({error}): check its permissions and that it is whole"
            yield _skip(path, "unreadable", detail)

    def _held(self, source: Source, media_type: str) -> Found:
        if media_type == "application/json":
            return json_captures(source, self._fields)
        return opened(source, media_type, self._config)

    def _list(self, source: Source) -> Found | None:
        """The captures of the addresses that a source lists; None where it is no list."""
        if is_sitemap(source.payload):
            self._options.meter.give_up()
            return listed_captures(source.payload, source.locator, self._web, self._config)
        addresses = addresses_of(source.payload)
        if addresses:
            self._options.meter.give_up()
            return side_by_side(addresses, self._web, self._config)
        return None

    def _standard_input(self) -> Found:
        limit = self._config.max_bytes
        source = Source("-", "-", sys.stdin.buffer.read(limit + 1))
        if len(source.payload) > limit:
            yield skip_of(source, "too_large", f"standard input holds over {limit:,} bytes")
            return
        head = source.payload.lstrip()[:1]
        if head == b"{":
            yield from line_captures(io.BytesIO(source.payload), "-", limit, self._fields)
            return
        page = page_of(source, "text/html" if head == b"<" else "text/plain")
        yield from self._list(source) or self._told(iter((page,)))

    def _told(self, found: Found) -> Found:
        """The captures with what the options tell of them."""
        for item in found:
            yield _with_metadata(item, self._options) if isinstance(item, Capture) else item


def _with_metadata(capture: Capture, options: CaptureOptions) -> Capture:
    known = options.metadata.get(capture.document, SourceMetadata())
    if options.published:
        known = msgspec.structs.replace(known, published=options.published)
    told = {name: value for name, value in msgspec.structs.asdict(known).items() if value is not None}
    return msgspec.structs.replace(capture, metadata=msgspec.structs.replace(capture.metadata, **told))


def _skip(path: Path, code: str, detail: str) -> Skip:
    return Skip(stage="ingest", code=code, detail=detail, document=path.stem, locator=str(path))
