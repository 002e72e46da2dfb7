"""What reviewers send: who they are, judgements, corrections, and taking either back."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.errors import UsageError
from communique.record import Record, open_record
from communique.types import Judgement
from communique.web.desk import Desk, desk_of
from communique.web.forms import posted
from communique.web.review.queue import following, pair_address, waiting_now
from communique.web.review.session import keep, new_session

LONGEST_NOTE = 1000
Form = dict[str, str]


async def enter(request: Request) -> Response:
    """Say who one is, with the token where one is needed."""
    form, gate = await posted(request), desk_of(request).gate
    gate.check_form(request, form)
    name = await run_in_threadpool(gate.named, form.get("name", ""), form.get("token", ""))
    return _with_session(request, name, form.get("back", ""))


async def leave(request: Request) -> Response:
    """Be nobody again."""
    form = await posted(request)
    desk_of(request).gate.check_form(request, form)
    return _with_session(request, "", form.get("back", ""))


def _with_session(request: Request, name: str, back: str) -> Response:
    response = RedirectResponse(_own_address(back), 303)
    keep(response, request, new_session(name), desk_of(request).gate.seal)
    return response


async def judge(request: Request) -> Response:
    """Same, different or unsure: the next pair follows, with a line that undoes this one."""
    return await _decide(request, _judge)


async def correct(request: Request) -> Response:
    """Correct one field of an engagement."""
    return await _decide(request, _correct)


async def revoke(request: Request) -> Response:
    """Take a judgement or a correction back; the page that it was made on is shown again."""
    return await _decide(request, _revoke)


async def _decide(request: Request, decide: Callable[[Desk, Form, str], str]) -> Response:
    form, desk = await posted(request), desk_of(request)
    by = desk.gate.check_signed(request, form)
    if len(form.get("note", "")) > LONGEST_NOTE:
        raise UsageError(f"the note is longer than {LONGEST_NOTE} characters: shorten it")
    return RedirectResponse(await run_in_threadpool(decide, desk, form, by), 303)


def _judge(desk: Desk, form: Form, by: str) -> str:
    verdict = next((one for one in get_args(Judgement) if one == form.get("judgement")), None)
    if verdict is None:
        raise UsageError(f"say whether they are the same: one of {', '.join(get_args(Judgement))}")
    left, right = _needed(form, "left"), _needed(form, "right")
    after = following(waiting_now(desk), pair_address(left, right))
    with _writable(desk) as record:
        made = record.judge(verdict, left, right, by=by, note=form.get("note") or None)
    return f"{after}?{urlencode({'left': made.left, 'right': made.right})}"


def _correct(desk: Desk, form: Form, by: str) -> str:
    engagement, field, value = _needed(form, "engagement"), _needed(form, "field"), _needed(form, "value")
    after = following(waiting_now(desk), f"/review/engagements/{engagement}")
    with _writable(desk) as record:
        record.edit(engagement, {field: value}, by=by, source=_needed(form, "source"), note=form.get("note") or None)
        number = record.corrections()[-1].number
    return f"{after}?{urlencode({'correction': number})}"


def _revoke(desk: Desk, form: Form, by: str) -> str:
    with _writable(desk) as record:
        if "correction" in form:
            taken = record.revoke_correction(_number(form["correction"]), by=by)
            return f"/review/engagements/{record.engagement_of(taken.report)}?undone"
        left, right = _needed(form, "left"), _needed(form, "right")
        record.revoke(left, right, by=by)
    return f"{pair_address(left, right)}?undone"


def _writable(desk: Desk) -> Record:
    return open_record(desk.location)


def _needed(form: Form, name: str) -> str:
    if not form.get(name):
        raise UsageError(f"{name} is needed: fill it in and send the form again")
    return form[name]


def _number(value: str) -> int:
    if not value.isdecimal() or len(value) > 12:
        raise UsageError(f"{value[:40]!r} is no number of a correction: see /review/decided")
    return int(value)


def _own_address(back: str) -> str:
    """The page to go back to: one of the review, never another site's."""
    return back if back == "/review" or (back.startswith("/review/") and back.isprintable()) else "/review"
