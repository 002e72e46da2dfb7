"""PDF releases: text in reading order, running heads and feet dropped, paragraphs put together again."""

from __future__ import annotations

import io
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from pypdf import PasswordType, PdfReader
from pypdf.errors import PyPdfError

from communique.ingest.parts import Source, capture_of, skip_of
from communique.types import Capture, Skip

PAGE_NUMBER = re.compile(r"(?:page )?[-–— ]*\d{1,4}[-–— ]*(?:(?:of|/) ?\d{1,4})?", re.IGNORECASE)
HYPHENATED = re.compile(r"(\w{2,})-\n([a-zà-ÿ]{2,})")
SENTENCE_END = re.compile(r"[.?!:…]['\"”’)]*$")
EDGE_LINES = 2
"""Lines at the top and the bottom of a page among which running heads and feet are looked for."""
FULL_LINE = 0.8
"""Part of the usual width below which a line ends its paragraph."""


class TooSlowError(Exception):
    """Reading took longer than the limit for one source."""


def pdf_captures(source: Source, max_seconds: float) -> Iterator[Capture | Skip]:
    """The capture of a PDF file, or why it has none: locked, no text layer, damaged, too slow (seconds of work)."""
    try:
        yield _read(source, time.thread_time() + max_seconds)
    except TooSlowError:
        yield skip_of(source, "too_slow", f"{source.document}: reading took over {max_seconds:g} s; split the file")
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as fault:
        yield skip_of(source, "damaged", f"{source.document}: not a whole PDF file ({fault}); fetch it again")


def _read(source: Source, deadline: float) -> Capture | Skip:
    reader = PdfReader(io.BytesIO(source.payload))
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        return skip_of(source, "encrypted", f"{source.document}: the PDF asks for a password; save it without one")
    pages = list(_pages(reader, deadline))
    text = "\n\n".join(paragraphs([line for page in without_running_lines(pages) for line in page]))
    if not text.strip():
        return skip_of(source, "no_text_layer", f"{source.document}: no text layer, only images; recognise it first")
    return capture_of(source, text)


def _pages(reader: PdfReader, deadline: float) -> Iterator[list[str]]:
    def look_at_the_clock(*_: object) -> None:
        if time.thread_time() > deadline:
            raise TooSlowError

    for page in reader.pages:
        look_at_the_clock()
        text = page.extract_text(visitor_operand_before=look_at_the_clock)
        yield [line.strip() for line in text.split("\n")]


def without_running_lines(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without page numbers and without the lines that most pages have at their top or bottom."""
    edges = Counter(line for page in pages for line in {_numberless(line) for line in _edges(page)})
    running = {line for line, seen in edges.items() if len(pages) > 1 and seen > len(pages) / 2}
    return [
        [
            line
            for place, line in enumerate(page)
            if not PAGE_NUMBER.fullmatch(line) and not (_is_edge(place, page) and _numberless(line) in running)
        ]
        for page in pages
    ]


def _edges(page: Sequence[str]) -> list[str]:
    return [line for place, line in enumerate(page) if line and _is_edge(place, page)]


def _is_edge(place: int, page: Sequence[str]) -> bool:
    return place < EDGE_LINES or place >= len(page) - EDGE_LINES


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Lines put together to paragraphs: a blank line, or a short line, ends one; hyphens at line ends are joined."""
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        if (not line and not _runs_on(found[-1])) or (line and len(line) < FULL_LINE * width and not _runs_on([line])):
            found.append([])
    return [HYPHENATED.sub(r"\1\2", "\n".join(part)).replace("\n", " ") for part in found if part]


def _runs_on(part: Sequence[str]) -> bool:
    """Whether the paragraph so far stops in the middle of a sentence that the next line goes on with."""
    return bool(part) and part[-1][-1:] in ",;-" and not SENTENCE_END.search(part[-1])
