"""What waits for a person's eyes: close decisions, engagements that few words carry, contradictions not yet settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from communique.assemble.compare import TOGETHER
from communique.record import schema
from communique.types import Article, Contradiction, Decision, Engagement

MARGIN = 0.15
"""Decisions whose score lies so near the score that puts together are close ones."""
ROUNDED = 0.0006
"""More than rounding takes from the distance of a score."""
REACHED = 0.004
"""How far on in the distance of scores the next one is looked for first."""
DOUBTFUL = 0.5
"""Engagements of less confidence are doubtful."""


def close_decisions(connection: Connection, limit: int) -> tuple[Decision, ...]:
    """Decisions on pairs that nobody judged yet, closest to the threshold first, at most `limit`."""
    score = schema.decision.c.score
    above = select(score).where(_close_above(), _not_judged()).order_by(score).limit(limit)
    below = select(score).where(_close_below(), _not_judged()).order_by(score.desc()).limit(limit)
    nearest = sorted(abs(found - TOGETHER) for asked in (above, below) for found in connection.scalars(asked))[:limit]
    alike = _at_distance(connection, 0, nearest[-1] + ROUNDED) if nearest else ()
    return tuple(sorted(alike, key=_distance)[:limit])


def next_close(connection: Connection, after: Decision) -> Decision | None:
    """The close decision that comes after another in their order; None where there is none."""
    here, reach = _distance(after), REACHED
    while True:
        near = _at_distance(connection, here[0] - ROUNDED, here[0] + reach)
        found = min((one for one in near if _distance(one) > here), key=_distance, default=None)
        if found is not None or here[0] + reach > MARGIN:
            return found
        reach *= 4


def _at_distance(connection: Connection, least: float, most: float) -> Iterator[Decision]:
    score = schema.decision.c.score
    aside = or_(score.between(TOGETHER + least, TOGETHER + most), score.between(TOGETHER - most, TOGETHER - least))
    asked = select(schema.decision.c.body).where(aside, or_(_close_above(), _close_below()), _not_judged())
    return map(_decision, connection.scalars(asked))


def count_close(connection: Connection) -> int:
    """How many pairs `close_decisions` would give without a limit."""
    asked = select(func.count()).select_from(schema.decision).where(or_(_close_above(), _close_below()), _not_judged())
    return connection.execute(asked).scalar_one()


def decision_on(connection: Connection, left: str, right: str) -> Decision | None:
    """The stored decision on two reports, None where there is none."""
    table = schema.decision.c
    one, two = sorted((left, right))
    body = connection.execute(select(table.body).where(table.left == one, table.right == two)).scalar()
    return _decision(body) if body is not None else None


def doubtful(connection: Connection, limit: int) -> tuple[Engagement, ...]:
    """Engagements of low confidence that nobody corrected yet, least sure first."""
    table = schema.engagement
    asked = select(table.c.body).where(*_doubtful()).order_by(table.c.confidence, table.c.id).limit(limit)
    return tuple(msgspec.json.decode(body, type=Engagement) for body in connection.scalars(asked))


def count_doubtful(connection: Connection) -> int:
    """How many engagements `doubtful` would give without a limit."""
    return connection.execute(select(func.count()).select_from(schema.engagement).where(*_doubtful())).scalar_one()


def unsettled(found: Iterable[tuple[Engagement, Contradiction]]) -> tuple[tuple[Engagement, Contradiction], ...]:
    """Contradictions on which nobody decided yet."""
    return tuple((e, c) for e, c in found if not any(r.startswith("correction:") for r in c.values[0].reports))


def added_last(connection: Connection, limit: int) -> tuple[Article, ...]:
    """The articles that came into the record last, newest first."""
    table = schema.article.c
    asked = select(table.body).where(table.added.is_not(None)).order_by(table.added.desc(), table.id).limit(limit)
    return tuple(msgspec.json.decode(body, type=Article) for body in connection.scalars(asked))


def _close_above() -> ColumnElement[bool]:
    return schema.decision.c.score.between(TOGETHER, TOGETHER + MARGIN)


def _close_below() -> ColumnElement[bool]:
    return and_(schema.decision.c.score >= TOGETHER - MARGIN, schema.decision.c.score < TOGETHER)


def _not_judged() -> ColumnElement[bool]:
    decision, edge = schema.decision.c, schema.edge.c
    same_pair = and_(edge.left == decision.left, edge.right == decision.right)  # both keep their reports in order
    return ~exists().where(same_pair, edge.revoked.is_(None))


def _doubtful() -> tuple[ColumnElement[bool], ...]:
    table, member, correction = schema.engagement.c, schema.engagement_report.c, schema.correction.c
    corrected = select(member.engagement).join(schema.correction, correction.report == member.report)
    return table.confidence < DOUBTFUL, table.id.not_in(corrected.where(correction.revoked.is_(None)))


def _decision(body: bytes) -> Decision:
    return msgspec.json.decode(body, type=Decision)


def _distance(decision: Decision) -> tuple[float, str, str]:
    return (round(abs(decision.score - TOGETHER), 3), decision.left, decision.right)
