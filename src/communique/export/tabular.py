"""CSV, Parquet and JSON lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO

import msgspec

from communique.export.rows import COLUMNS, Cell, row_of
from communique.types import Engagement

BATCH_ROWS = 4096
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_jsonl(engagements: Iterable[Engagement], out: IO[bytes]) -> int:
    """One engagement a line, as `find --json` prints it. Returns how many were written."""
    encoder = msgspec.json.Encoder()
    written = 0
    for engagement in engagements:
        out.write(encoder.encode(engagement) + b"\n")
        written += 1
    return written


def write_csv(engagements: Iterable[Engagement], out: IO[bytes]) -> int:
    """UTF-8 with a header; lists joined by "; ".

    Words of pages that a spreadsheet would run as a formula get an apostrophe before them, as OWASP advises
    (https://owasp.org/www-community/attacks/CSV_Injection).
    """
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in COLUMNS)
    written = 0
    for engagement in engagements:
        row = row_of(engagement)
        writer.writerow(_csv_cell(row[column.name]) for column in COLUMNS)
        written += 1
    text.detach()
    return written


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (int, float)):
        return str(cell)
    words = cell if isinstance(cell, str) else "; ".join(cell)
    return f"'{words}" if words.startswith(FORMULA_STARTS) else words


def write_parquet(engagements: Iterable[Engagement], out: IO[bytes]) -> int:
    """Typed columns, lists as lists, in row groups of `BATCH_ROWS`: memory stays flat whatever the size."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "count": pa.int32(),
        "number": pa.float64(),
        "truth": pa.bool_(),
    }
    schema = pa.schema([(column.name, kinds[column.kind]) for column in COLUMNS])
    written = 0
    with pq.ParquetWriter(out, schema) as writer:
        for rows in _batches(row_of(engagement) for engagement in engagements):
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
            written += len(rows)
    return written


def _batches(rows: Iterable[dict[str, Cell]]) -> Iterator[list[dict[str, Cell]]]:
    walking = iter(rows)
    while batch := list(islice(walking, BATCH_ROWS)):
        yield batch
