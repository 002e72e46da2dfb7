"""Undertakings: what was agreed, invited, promised, planned or is pending, followed over reports and engagements."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import msgspec

from communique.assemble.block import block_of, pairs_of
from communique.assemble.fulfil import Later, carried_out_by, fulfilled_by, later_among
from communique.assemble.merge import by_trust
from communique.assemble.naming import Naming, grouped, namings_of
from communique.assemble.profile import day
from communique.types import Engagement, OutcomeStatus, SourcedReport, StatusChange, Undertaking

ORDER: dict[str, int] = {"proposed": 0, "pending": 1, "agreed": 2, "ongoing": 3, "done": 4, "withdrawn": 5}
PLANNED = frozenset({"planned", "postponed", "cancelled"})
"""Statuses in the history of an engagement that make it an undertaking, too: a plan."""
OF_PLANS: dict[str, OutcomeStatus] = {
    "planned": "pending",
    "postponed": "pending",
    "cancelled": "withdrawn",
    "denied": "withdrawn",
    "ongoing": "ongoing",
    "held": "done",
}
"""Status of a plan by that of its engagement."""
GRACE_DAYS = 7
"""Days that news of its states must reach past a plan's last day before silence means that nothing came of it."""


def undertakings_of(reports: Sequence[SourcedReport], engagements: Sequence[Engagement]) -> tuple[Undertaking, ...]:
    """The undertakings that the reports name and that the engagements were, with what fulfils them, by id."""
    families: dict[tuple[str, ...], list[Naming]] = defaultdict(list)
    for item in reports:
        for naming in namings_of(item):
            families[naming.family].append(naming)
    later, reach = later_among(engagements), reach_of(reports)
    found = [undertaking(named, later) for family in families.values() for named in grouped(family)]
    return tuple(sorted([*found, *plans_of(engagements, later, reach)], key=lambda u: u.id))


def undertaking(named: Sequence[Naming], later: Later) -> Undertaking:
    """The undertaking that the namings name, with the held engagement that fulfils it."""
    named = sorted(named, key=lambda n: (n.item.source.published or "9", n.key))
    best = min(named, key=lambda n: by_trust(n.item))
    history = _history(named)
    fulfilled = fulfilled_by(named, later)
    if fulfilled and history[-1].status not in ("done", "withdrawn"):
        history = (*history, StatusChange(status="done", date=fulfilled.date.first, report=fulfilled.reports[0].id))
    return Undertaking(
        id=undertaking_id(min(named, key=lambda n: n.key)),
        kind=max((n.outcome.kind for n in named), key=lambda kind: kind == "deal"),
        status=_status(history[-1].status),
        history=history,
        between=best.countries,
        area=_area(best),
        text=best.outcome.text,
        fulfilled_by=fulfilled.id if fulfilled else None,
        reports=tuple(sorted({n.item.report.id for n in named})),
        article=best.item.source.article,
    )


def undertaking_id(naming: Naming) -> str:
    """The id that an undertaking has from one of its namings: from the first of them in the order of their keys."""
    report, start = naming.key
    return "u" + hashlib.sha256(f"{naming.family}|{report}|{start}".encode()).hexdigest()[:12]


def _status(written: str) -> OutcomeStatus:
    status: OutcomeStatus = msgspec.convert(written, OutcomeStatus)
    return status


def _history(named: Sequence[Naming]) -> tuple[StatusChange, ...]:
    found: list[StatusChange] = []
    for naming in named:
        status = naming.outcome.status
        if not found or ORDER.get(status, 0) > ORDER.get(found[-1].status, 0):
            found.append(StatusChange(status=status, date=naming.item.source.published, report=naming.item.report.id))
    return tuple(found)


def _area(naming: Naming) -> str | None:
    """The area whose words stand in the outcome's own; else the report's only area."""
    text, areas = naming.outcome.text, naming.item.report.areas
    inside = [a for a in areas if text.start <= a.evidence.start and a.evidence.end <= text.end]
    near = inside or (areas if len(areas) == 1 else ())
    return max((a.area for a in near), key=lambda a: (a.count("."), a), default=None)


# --- plans ------------------------------------------------------------------------------------------------------


Reach = Callable[[tuple[str, ...]], dt.date | None]
"""The last day on which there is news of some states, None where there is none; states as in `block_of`."""


def reach_of(reports: Iterable[SourcedReport]) -> Reach:
    """How far news of each pair of states reaches in these reports."""
    last: dict[str, dt.date] = {}
    for item in reports:
        printed = day(item.source.published)
        if printed is not None:
            for pair in pairs_of(item.report):
                last[pair] = max(printed, last.get(pair, printed))
    return lambda states: last.get(block_of(states))


def plans_of(engagements: Iterable[Engagement], later: Later, reach: Reach) -> list[Undertaking]:
    """The engagements that were planned, as undertakings: pending, then done, lapsed, or withdrawn where cancelled.

    A pending one is done, too, where another held engagement carries it out (a visit: the meeting in the capital).
    """
    plans = [plan for engagement in engagements if (plan := _plan(engagement, later))]
    return [_lapse(plan, reach(plan.between)) for plan in plans]


def _plan(engagement: Engagement, later: Later) -> Undertaking | None:
    steps = [step for step in engagement.history if step.status in PLANNED]
    told = next((r for step in steps for r in engagement.reports if r.id == step.report and r.evidence), None)
    if told is None:
        return None
    held = engagement if OF_PLANS.get(engagement.status) == "done" else carried_out_by(engagement, later)
    status = "done" if held else OF_PLANS.get(engagement.status, "pending")
    return Undertaking(
        id="u" + hashlib.sha256(f"plan|{engagement.id}".encode()).hexdigest()[:12],
        kind="plan",
        status=status,
        history=_steps(engagement, held),
        between=tuple(sorted({party.country for party in engagement.parties if party.country})),
        area=engagement.areas[0].area if len(engagement.areas) == 1 else None,
        text=told.evidence[0],
        fulfilled_by=held.id if held else None,
        reports=tuple(sorted({step.report for step in steps})),
        article=told.article,
        due=(engagement.date.last or engagement.date.first) if status == "pending" else None,
        engagement=engagement.id,
    )


def _steps(plan: Engagement, held: Engagement | None) -> tuple[StatusChange, ...]:
    steps = [
        StatusChange(status=OF_PLANS[step.status], date=step.date, report=step.report)
        for step in plan.history
        if step.status in OF_PLANS
    ]
    if held is not None and held is not plan:
        steps.append(StatusChange(status="done", date=held.date.first, report=held.reports[0].id))
    return _changes(steps)


def _changes(history: Iterable[StatusChange]) -> tuple[StatusChange, ...]:
    found: list[StatusChange] = []
    for step in history:
        if not found or found[-1].status != step.status:
            found.append(step)
    return tuple(found)


def _lapse(plan: Undertaking, reach: dt.date | None) -> Undertaking:
    """A pending plan lapses where news of its states goes on past its last day and nobody tells that it was held."""
    due = day(plan.due)
    if plan.status != "pending" or due is None or reach is None or (reach - due).days <= GRACE_DAYS:
        return plan
    step = StatusChange(status="lapsed", date=plan.due, report=plan.history[-1].report)
    return msgspec.structs.replace(plan, status="lapsed", history=(*plan.history, step))


def as_of(item: Undertaking, today: str) -> Undertaking | None:
    """The undertaking as it stood on an ISO day, by its history; None where nobody had told of it yet."""
    until = tuple(step for step in item.history if (step.date or "")[:10] <= today)
    if not until:
        return None
    done = item.fulfilled_by if until[-1].status == "done" else None
    return msgspec.structs.replace(item, status=_status(until[-1].status), history=until, fulfilled_by=done)
