"""What readers of packed sources share: the source as opened, and the captures and skips made of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from communique.errors import CommuniqueError
from communique.types import Capture, Skip, SourceMetadata

PARAGRAPHS = "p, li, h1, h2, h3, h4, blockquote, td, pre"


class Source(NamedTuple):
    """One file, opened: the id that users know it by, where it is, and its bytes."""

    document: str
    locator: str
    payload: bytes

    def part(self, number: int) -> Source:
        """The numbered part of a source that holds several documents."""
        return self._replace(document=f"{self.document}#{number}")


def capture_of(source: Source, text: str, metadata: SourceMetadata | None = None) -> Capture:
    """Plain text that was read out of the source, as a capture."""
    return Capture(
        document=source.document,
        locator=source.locator,
        media_type="text/plain",
        payload=text.encode("utf-8", "replace"),
        charset="utf-8",
        metadata=metadata or SourceMetadata(),
    )


def skip_of(source: Source, code: str, detail: str) -> Skip:
    """Why a source, or a part of it, could not be read."""
    return Skip(stage="ingest", code=code, detail=detail, document=source.document, locator=source.locator)


def text_of(html: str) -> str:
    """The words of a fragment of HTML (a feed's entry, a mail's body), a blank line between its blocks."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(["script", "style", "head"])
    inner = [" ".join(node.text().split()) for node in tree.css(PARAGRAPHS) if not _holds_blocks(node)]
    whole = tree.body.text(separator="\n") if tree.body else ""
    return "\n\n".join(text for text in inner if text) or "\n\n".join(" ".join(p.split()) for p in whole.split("\n\n"))


def guarded(source: Source, found: Iterable[Capture | Skip]) -> Iterator[Capture | Skip]:
    """Pass on what a reader finds; where it breaks, a Skip ends its source, and the run goes on with the next."""
    try:
        yield from found
    except CommuniqueError:
        raise
    except Exception as fault:  # noqa: BLE001 - one source that breaks a library must not end the run
        detail = f"{source.document}: {type(fault).__name__}: {fault}; please report this source"
        yield skip_of(source, "fault", detail)


def iso_time(written: str | None) -> str | None:
    """A time as written, where it is one by ISO 8601; None for anything else."""
    try:
        return written if written and dt.datetime.fromisoformat(written) else None
    except ValueError:
        return None


def headed(title: str, body: str) -> str:
    """A document's plain text under its headline."""
    return f"# {' '.join(title.split())}\n\n{body}" if title.strip() else body


def _holds_blocks(node: LexborNode) -> bool:
    return any(inner.mem_id != node.mem_id for inner in node.css(PARAGRAPHS))
