"""The answer to a query in another format, by the suffix of its address: .atom, .ics, .csv, .parquet, .jsonl."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from communique.export import Format, Heading, media_type_of, write
from communique.record.query import Query
from communique.types import Engagement
from communique.web.desk import desk_of, site_of

SUFFIXES: dict[str, Format] = {"atom": "atom", "ics": "ical", "csv": "csv", "parquet": "parquet", "jsonl": "jsonl"}
ENTRIES_IN_FEED = 100
IN_MEMORY = 4_000_000
CHUNK = 65_536


def split_suffix(address: str) -> tuple[str, Format | None]:
    """ "IN-US.atom" gives ("IN-US", "atom"); without a known suffix the address as it is and None."""
    stem, dot, suffix = address.rpartition(".")
    return (stem, SUFFIXES[suffix]) if dot and suffix in SUFFIXES else (address, None)


def download(request: Request, form: Format, query: Query, title: str) -> Response:
    """All that the query finds; a feed holds the newest `ENTRIES_IN_FEED`, a calendar what is planned unless asked."""
    return _sent(request, form, desk_of(request).record.find(_as_the_format_wants(form, query)), title)


def send(request: Request, form: Format, found: Sequence[Engagement], title: str) -> Response:
    """The same of engagements found before, newest first."""
    if form == "atom":
        found = found[:ENTRIES_IN_FEED]
    elif form == "ical" and not request.query_params.get("status"):
        found = [engagement for engagement in found if engagement.status == "planned"]
    return _sent(request, form, found, title)


def _sent(request: Request, form: Format, found: Iterable[Engagement], title: str) -> Response:
    heading = Heading(title=title, address=str(request.url), site=site_of(request))
    spool = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    write(form, found, spool, heading)
    spool.seek(0)
    return StreamingResponse(_chunks(spool), media_type=media_type_of(form))


def _as_the_format_wants(form: Format, query: Query) -> Query:
    if form == "atom":
        return msgspec.structs.replace(query, limit=ENTRIES_IN_FEED, after=None, sort="newest")
    if form == "ical" and query.status is None:
        return msgspec.structs.replace(query, limit=None, after=None, status="planned")
    return msgspec.structs.replace(query, limit=None, after=None)


def _chunks(spool: IO[bytes]) -> Iterator[bytes]:
    with spool:
        while chunk := spool.read(CHUNK):
            yield chunk
