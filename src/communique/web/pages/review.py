"""What waits for a person, and what was decided: judgements and corrections, signed, dated and undone again."""

from __future__ import annotations

from typing import Any, get_args

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from communique.assemble.compare import FEATURES, TOGETHER
from communique.errors import UsageError
from communique.record import Record, review
from communique.types import MODES, STATUSES, CorrectedField, Correction, Decision, Edge
from communique.web.desk import Desk, desk_of, render
from communique.web.lookup import engagement_or_404
from communique.web.pages.article import colour_of
from communique.web.review.gate import Gate
from communique.web.review.queue import (
    Account,
    account_of,
    closest,
    following,
    pair_address,
    rows_of,
    standing,
    waiting_now,
)
from communique.web.review.session import form_sign, keep, name_before, new_session, session_of

MOST_DECIDED = 200
MOST_ACCOUNTS = 6
LISTED = 25
FARTHEST = 100_000
FIELDS: tuple[str, ...] = get_args(CorrectedField)


def overview(request: Request) -> Response:
    """The queues: close pairs, doubtful engagements, contradictions."""
    desk, start = desk_of(request), _start(request)
    found = waiting_now(desk)
    with desk.record.reading() as connection:
        some = review.close_decisions(connection, start + LISTED)[start:]
    return _shown(request, "review.html", found=found, closest=closest(desk.record, some), start=start, listed=LISTED)


def _start(request: Request) -> int:
    """How many pairs are closer than the first that is listed. Raises UsageError for what is no such number."""
    given = request.query_params.get("start", "0")
    if not given.isdecimal() or int(given) > FARTHEST:
        raise UsageError(f"start {given[:40]!r} is no place in the queue: it takes a number up to {FARTHEST}")
    return int(given)


def pair_page(request: Request) -> Response:
    """Two reports side by side, and the question whether they tell of one engagement."""
    desk, record = desk_of(request), desk_of(request).record
    left, right = (_account_or_404(record, request.path_params[side]) for side in ("left", "right"))
    names = left.sourced.report.id, right.sourced.report.id
    with record.reading() as connection:
        decision = review.decision_on(connection, *names)
    return _shown(
        request,
        "review_pair.html",
        left=left,
        right=right,
        rows=rows_of(left, right, desk.names),
        decision=decision,
        together=TOGETHER,
        weights={name: weight for name, _, weight in FEATURES},
        judged=standing(record, *names),
        next=_next_pair(desk, decision) or following(waiting_now(desk), request.url.path),
    )


def _next_pair(desk: Desk, decision: Decision | None) -> str | None:
    """The pair that comes after a decision in the queue; None after the last, and where the pair is not in it."""
    if decision is None:
        return None
    with desk.record.reading() as connection:
        found = review.next_close(connection, decision)
    return pair_address(found.left, found.right) if found else None


def engagement_page(request: Request) -> Response:
    """One engagement with its sources, what they disagree on, and a form that corrects it."""
    desk, record = desk_of(request), desk_of(request).record
    engagement = engagement_or_404(record, request.path_params["id"])
    accounts = [account_of(record, report.id) for report in engagement.reports[:MOST_ACCOUNTS]]
    own = {report.id for report in engagement.reports}
    return _shown(
        request,
        "review_engagement.html",
        engagement=engagement,
        accounts=[account for account in accounts if account],
        corrections=[c for c in record.corrections() if c.report in own and c.revoked is None],
        fields=FIELDS,
        choices=(*MODES, *STATUSES),
        next=following(waiting_now(desk), request.url.path),
    )


def decided(request: Request) -> Response:
    """Judgements and corrections, newest first, revoked ones too."""
    record = desk_of(request).record
    made: list[Edge | Correction] = [*record.edges(), *record.corrections()]
    newest = sorted(made, key=lambda one: one.made, reverse=True)
    return _shown(request, "review_decided.html", decided=newest[:MOST_DECIDED], count=len(newest))


def _account_or_404(record: Record, report: str) -> Account:
    found = account_of(record, report)
    if found is None:
        raise HTTPException(404, f"The record holds no report {report[:80]!r}: see what waits at /review.")
    return found


def _shown(request: Request, template: str, **values: Any) -> Response:
    """A page of the review with who is at it; a first visit gets its session."""
    gate: Gate = desk_of(request).gate
    session = session_of(request, gate.seal) or new_session()
    response = render(
        request,
        template,
        gate=gate,
        reviewer=session.name,
        name_before=session.name or name_before(request),
        sign=form_sign(session, gate.seal),
        notice=_notice(request),
        undone="undone" in request.query_params,
        colour=colour_of,
        **values,
    )
    response.headers["cache-control"] = "no-store"
    if not gate.closed and session_of(request, gate.seal) is None:
        keep(response, request, session, gate.seal)
    return response


def _notice(request: Request) -> Edge | Correction | None:
    """What was decided just before, so that it can be undone at once; the address names it."""
    record, params = desk_of(request).record, request.query_params
    if "left" in params and "right" in params:
        return standing(record, params["left"], params["right"])
    number = params.get("correction")
    return next((c for c in record.corrections() if str(c.number) == number and c.revoked is None), None)
