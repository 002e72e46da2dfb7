"""Word documents (.docx) by mammoth."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import mammoth

from communique.ingest.parts import Source, capture_of, skip_of
from communique.types import Capture, Skip

BOMB = 200_000_000
"""Bytes unpacked: no release is as large, and memory must hold it."""


def docx_captures(source: Source) -> Iterator[Capture | Skip]:
    """The capture of a Word document, or why it has none."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.payload)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
        if size > BOMB:
            yield skip_of(source, "too_large", f"{source.document}: unpacks to {size:,} bytes; the limit is {BOMB:,}")
            return
        text = mammoth.extract_raw_text(io.BytesIO(source.payload)).value
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError, RecursionError) as fault:
        yield skip_of(source, "damaged", f"{source.document}: not a whole Word file ({fault}); save it again as .docx")
        return
    if text.strip():
        yield capture_of(source, text)
    else:
        yield skip_of(source, "no_text", f"{source.document}: the document holds no text")
