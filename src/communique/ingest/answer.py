"""What a web server answered, as captures: the same for pages out of an archive and for pages just fetched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import httpx
import msgspec

from communique.config import Config
from communique.ingest.media import SERVED_AS, opened
from communique.ingest.parts import Source, skip_of
from communique.types import Capture, Skip

LOOKS_LIKE_HTML = (b"<!doctype html", b"<html", b"<head", b"<?xml")


class Answer(NamedTuple):
    """The answer to a request for `url` at a time (ISO 8601, None where nobody noted it), its body unpacked."""

    url: str | None
    captured: str | None
    headers: httpx.Headers
    body: bytes


def answer_captures(document: str, locator: str, answer: Answer, config: Config) -> Iterator[Capture | Skip]:
    """The captures of an answer that holds a document, or why it holds none."""
    source = Source(document, locator, answer.body)
    kind = served_as(answer)
    media_type = SERVED_AS.get(kind)
    if media_type is None and (answer.body.strip() or "/" in kind):
        yield skip_of(source, "not_a_page", f"{answer.url or document} is no page but {kind}")
        return
    if media_type is None or not answer.body.strip():
        yield skip_of(source, "empty", f"{answer.url or document}: the server sent nothing")
        return
    for found in opened(source, media_type, config):
        yield _told(found, answer) if isinstance(found, Capture) else found


def served_as(answer: Answer) -> str:
    """The media type of an answer, without parameters; a server that names none is helped out."""
    named = str(answer.headers.get("content-type", "")).partition(";")[0].strip().lower()
    if named and named != "application/octet-stream":
        return named
    start = answer.body.lstrip()[:20].lower()
    if start.startswith(LOOKS_LIKE_HTML):
        return "text/html"
    return "application/pdf" if start.startswith(b"%pdf-") else named or "something that the server does not name"


def _told(capture: Capture, answer: Answer) -> Capture:
    """The capture with what the answer tells about it."""
    known = msgspec.structs.replace(capture.metadata, url=capture.metadata.url or answer.url)
    response = httpx.Response(httpx.codes.OK, headers=answer.headers)
    charset = capture.charset or response.charset_encoding
    return msgspec.structs.replace(capture, charset=charset, captured=answer.captured, metadata=known)
