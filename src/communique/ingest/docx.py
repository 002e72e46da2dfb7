"""Word documents (.docx) by mammoth."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.parsers.expat import ExpatError

import mammoth

from communique.ingest.parts import Source, capture_of, skip_of
from communique.types import Capture, Skip

LONGEST = 4_000_000
"""Bytes of XML, for which 10 s are enough; a release of a hundred pages has a tenth of it. Images cost nothing."""


def docx_captures(source: Source) -> Iterator[Capture | Skip]:
    """The capture of a Word document, or why it has none."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.payload)) as packed:
            size = sum(entry.file_size for entry in packed.infolist() if entry.filename.endswith((".xml", ".rels")))
        if size > LONGEST:
            detail = f"{source.document}: its text unpacks to {size:,} bytes; the limit is {LONGEST:,}: split it"
            yield skip_of(source, "too_large", detail)
            return
        text = mammoth.extract_raw_text(io.BytesIO(source.payload)).value
    except (zipfile.BadZipFile, ExpatError, KeyError, ValueError, OSError, SyntaxError, RecursionError) as fault:
        yield skip_of(source, "damaged", f"{source.document}: not a whole Word file ({fault}); save it again as .docx")
        return
    if text.strip():
        yield capture_of(source, text)
    else:
        yield skip_of(source, "no_text", f"{source.document}: the document holds no text")
