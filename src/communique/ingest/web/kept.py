"""Answers kept in a folder until a run is complete, so that one that was interrupted need not ask for them again."""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from pathlib import Path

import httpx
import msgspec

from communique.ingest.answer import Answer

ENDING = ".fetched"
LONGEST = 24 * 3600.0
"""Seconds after which an answer is asked for again all the same."""


class _Written(msgspec.Struct, array_like=True):
    url: str | None
    captured: str | None
    headers: list[tuple[str, str]]
    body: bytes


class Kept:
    """Answers by the address that was asked for; nothing is kept without a folder."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def recall(self, address: str) -> Answer | None:
        """What an earlier run was answered; None where nothing, or nothing whole, is kept."""
        if self._folder is None:
            return None
        try:
            if time.time() - self._path(self._folder, address).stat().st_mtime > LONGEST:
                return None
            found = msgspec.msgpack.decode(self._path(self._folder, address).read_bytes(), type=_Written)
        except (OSError, msgspec.MsgspecError):
            return None
        return Answer(found.url, found.captured, httpx.Headers(found.headers), found.body)

    def keep(self, address: str, answer: Answer) -> None:
        """Write an answer down, whole or not at all; where there is no room, it will be asked for again."""
        if self._folder is None:
            return
        path = self._path(self._folder, address)
        written = _Written(answer.url, answer.captured, answer.headers.multi_items(), answer.body)
        with suppress(OSError):
            beside = path.with_suffix(".part")
            beside.write_bytes(msgspec.msgpack.encode(written))
            beside.replace(path)

    @staticmethod
    def _path(folder: Path, address: str) -> Path:
        return folder / f"{hashlib.sha256(address.encode()).hexdigest()[:32]}{ENDING}"
