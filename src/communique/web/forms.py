"""What a browser posts: small forms only, never more than `LARGEST_FORM` bytes read into memory."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from communique.errors import UsageError

LARGEST_FORM = 200_000
"""Bytes."""
MOST_FIELDS = 20
FORM = "application/x-www-form-urlencoded"


async def posted(request: Request) -> dict[str, str]:
    """The fields of the form, stripped. Raises UsageError for one too large, HTTPException 415 for another kind."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise HTTPException(415, f"This address takes forms as {FORM} only.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise UsageError(f"the form is larger than {LARGEST_FORM} bytes: send less at a time")
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise UsageError("the form cannot be read: send it from its page") from None
    return {name: value.strip() for name, value in fields}
