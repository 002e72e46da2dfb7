"""Is this sentence right? Claims of a pasted text with what the record says to each."""

from __future__ import annotations

import datetime as dt

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from communique.errors import UsageError
from communique.web.claims import verdicts_on
from communique.web.desk import desk_of, render
from communique.web.forms import posted

LONGEST_TEXT = 20_000


async def check_page(request: Request) -> Response:
    """The form, and the verdicts on what was sent with it (or stands in the address as `?text=`)."""
    text, written = await _asked(request)
    return await run_in_threadpool(_verdicts_page, request, text, written)


def _verdicts_page(request: Request, text: str, written: str) -> Response:
    check_length(text)
    verdicts = verdicts_on(desk_of(request), text, day_written(written)) if text else ()
    return render(request, "check.html", text=text, written=written, verdicts=verdicts)


def check_length(text: str) -> None:
    """Raises UsageError for a text that is too long to be checked at a time."""
    if len(text) > LONGEST_TEXT:
        raise UsageError(f"the text holds {len(text)} characters: paste {LONGEST_TEXT} or fewer at a time")


def day_written(value: str) -> str | None:
    """The day as ISO 8601, None for an empty one. Raises UsageError for what is no day."""
    if not value:
        return None
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageError(f"written {value[:40]!r} is no day: write it as 2025-07-01") from None


async def _asked(request: Request) -> tuple[str, str]:
    asked = await posted(request) if request.method == "POST" else request.query_params
    return asked.get("text", "").strip(), asked.get("written", "").strip()
