"""Captures cut into shards, and readings of a shard as a Parquet file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from communique.config import Config
from communique.types import Capture, MadeWith, Reading, Skip

DOCUMENTS = 64
"""Documents in a shard at most: what a death costs."""
BYTES = 6_000_000
"""Payload in a shard from which on it is full: what one worker holds at a time."""
HASHED = (".py", ".toml")


class Item(msgspec.Struct, frozen=True, array_like=True):
    """One of both, as it is written down for a worker."""

    capture: Capture | None = None
    skip: Skip | None = None


class Shard(msgspec.Struct, frozen=True):
    """A stretch of the captures. `name` says what it holds and what it is read with: same name, same readings."""

    name: str
    items: tuple[Capture | Skip, ...]


def cut(captures: Iterable[Capture | Skip], stamp: str, documents: int = DOCUMENTS) -> Iterator[Shard]:
    """The captures in shards, in order; `stamp` is what they are read with (see `stamp_of`)."""
    for number, items in enumerate(_stretches(captures, documents)):
        digest = hashlib.sha256(stamp.encode())
        digest.update(packed(items))
        yield Shard(f"{number:06d}-{digest.hexdigest()[:20]}", tuple(items))


def _stretches(captures: Iterable[Capture | Skip], documents: int) -> Iterator[list[Capture | Skip]]:
    items: list[Capture | Skip] = []
    size = 0
    for item in captures:
        items.append(_storable(item))
        size += len(item.payload) if isinstance(item, Capture) else 0
        if len(items) == documents or size >= BYTES:
            yield items
            items, size = [], 0
    if items:
        yield items


def _storable(item: Capture | Skip) -> Capture | Skip:
    """File names need not be text; what is none is spelt out."""
    named = f"{item.document}{item.locator}"
    if named.isascii() or named.encode("utf-8", "ignore").decode() == named:
        return item
    document, locator = (_spelt(value) for value in (item.document, item.locator))
    changed = msgspec.structs.replace(item, document=document, locator=locator)
    return msgspec.structs.replace(changed, detail=_spelt(changed.detail)) if isinstance(changed, Skip) else changed


def _spelt(value: str) -> str:
    return value.encode("utf-8", "backslashreplace").decode()


def packed(items: Sequence[Capture | Skip]) -> bytes:
    """Items as bytes that `unpacked` reads."""
    return msgspec.msgpack.encode([Item(i, None) if isinstance(i, Capture) else Item(None, i) for i in items])


def unpacked(payload: bytes) -> list[Capture | Skip]:
    """The items of `packed`."""
    found = msgspec.msgpack.decode(payload, type=list[Item])
    return [value for item in found if (value := item.capture or item.skip) is not None]


def stamp_of(config: Config, made_with: MadeWith) -> str:
    """What decides what is read from an input: code, rules, knowledge, model, and the settings of the run."""
    settings = (made_with, config.exhaustive, config.max_seconds, _code())
    return hashlib.sha256(msgspec.json.encode(settings)).hexdigest()


def _code() -> str:
    digest = hashlib.sha256()
    for file in _sources(files("communique")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _sources(folder: Traversable) -> Iterator[Traversable]:
    for inner in sorted(folder.iterdir(), key=lambda i: i.name):
        if inner.is_dir():
            yield from _sources(inner)
        elif inner.name.endswith(HASHED):
            yield inner


def to_parquet(readings: Sequence[Reading]) -> bytes:
    """Readings as the bytes of a Parquet file: a row each, the whole reading as JSON beside what one filters by."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table(
        {
            "document": [r.id for r in readings],
            "source": [r.source for r in readings],
            "reports": pa.array([len(r.reports) for r in readings], pa.int32()),
            "skip": pa.array([r.skip.code if r.skip else None for r in readings], pa.string()),
            "reading": pa.array([msgspec.json.encode(r).decode() for r in readings], pa.string()),
        }
    )
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return bytes(sink.getvalue())


def from_parquet(payload: bytes) -> tuple[Reading, ...]:
    """The readings of `to_parquet`. Raises ValueError where the bytes are not whole."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        column = pq.read_table(pa.BufferReader(payload), columns=["reading"])["reading"]
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"no whole Parquet file ({error})") from error
    return tuple(msgspec.json.decode(value.as_py(), type=Reading) for value in column)
