"""The formats by name: what `communique export --format` and the suffix of a page's address choose from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Literal, get_args

import msgspec

from communique.export.atom import write_atom
from communique.export.ical import write_ical
from communique.export.tabular import write_csv, write_jsonl, write_parquet
from communique.types import Engagement

Format = Literal["csv", "parquet", "jsonl", "atom", "ical"]
FORMATS: tuple[Format, ...] = get_args(Format)
_MEDIA_TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "jsonl": "application/jsonl",
    "atom": "application/atom+xml",
    "ical": "text/calendar; charset=utf-8",
}


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed or calendar is called, where it is fetched, and what engagement pages stand under."""

    title: str = "Engagements"
    address: str = ""
    site: str = ""


def media_type_of(form: Format) -> str:
    """The media type that a server sends the format with."""
    return _MEDIA_TYPES[form]


def write(form: Format, engagements: Iterable[Engagement], out: IO[bytes], heading: Heading | None = None) -> int:
    """Write the engagements to `out` in the order given. Returns how many were written."""
    heading = heading or Heading()
    if form == "csv":
        return write_csv(engagements, out)
    if form == "parquet":
        return write_parquet(engagements, out)
    if form == "jsonl":
        return write_jsonl(engagements, out)
    if form == "atom":
        return write_atom(engagements, out, title=heading.title, address=heading.address, site=heading.site)
    return write_ical(engagements, out, title=heading.title, site=heading.site)
