"""JSON Lines: one document a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from communique.types import Capture, Skip, SourceMetadata

FIELDS = ("id", "url", "title", "published", "publisher", "text", "html", "lang")


def line_captures(lines: Iterable[bytes], locator: str, names: Mapping[str, str]) -> Iterator[Capture | Skip]:
    """A capture for each line; `names` maps our field names to the file's. A bad line gives a Skip naming it."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _capture(line, number, locator, names)


def _capture(line: bytes, number: int, locator: str, names: Mapping[str, str]) -> Capture | Skip:
    where = f"{locator}:{number}"
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return _skip(where, "not_json", f"line {number} is not JSON ({error})")
    if not isinstance(row, dict):
        return _skip(where, "not_json", f"line {number} is no JSON object")
    values = {field: row.get(names.get(field, field)) for field in FIELDS}
    body, media_type = (values["html"], "text/html") if values["html"] else (values["text"], "text/plain")
    if not isinstance(body, str) or not body.strip():
        return _skip(where, "no_text", f"line {number} has neither text nor html")
    return Capture(
        document=str(values["id"] if values["id"] is not None else number),
        locator=where,
        media_type=media_type,
        payload=body.encode("utf-8", "surrogatepass"),
        charset="utf-8",
        metadata=SourceMetadata(
            url=_word(values["url"]),
            publisher=_word(values["publisher"]),
            published=_word(values["published"]),
            title=_word(values["title"]),
            lang=_word(values["lang"]),
        ),
    )


def _word(value: object) -> str | None:
    return str(value) if value not in (None, "") else None


def _skip(where: str, code: str, detail: str) -> Skip:
    return Skip(stage="ingest", code=code, detail=detail, document=where, locator=where)
