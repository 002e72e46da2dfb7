"""Reports to engagements and undertakings, by pair of states. Pure: the order of reports does not matter."""

from __future__ import annotations

from collections.abc import Sequence

from communique.assemble.cluster import cluster
from communique.assemble.correct import corrected
from communique.assemble.merge import merge
from communique.assemble.undertaking import undertakings_of
from communique.assemble.visits import linked
from communique.types import Assembly, Correction, Decision, Edge, Engagement, SourcedReport

__all__ = ["assemble", "put_together"]


def assemble(
    reports: Sequence[SourcedReport], edges: Sequence[Edge] = (), corrections: Sequence[Correction] = ()
) -> Assembly:
    """The engagements and undertakings that the reports tell of, with the decisions on pairs of reports."""
    merged, decisions = put_together(reports, edges)
    engagements = tuple(linked([corrected(engagement, corrections) for engagement in merged]))
    return Assembly(
        engagements=engagements,
        undertakings=undertakings_of(reports, engagements),
        decisions=tuple(decisions),
    )


def put_together(
    reports: Sequence[SourcedReport], edges: Sequence[Edge] = ()
) -> tuple[list[Engagement], list[Decision]]:
    """Engagements, sorted by id, that nothing has been linked to yet, and the decisions that made them."""
    by_id = {item.report.id: item for item in sorted(reports, key=lambda r: r.report.id)}
    groups, decisions = cluster(tuple(by_id.values()), edges)
    engagements = [merge([by_id[report] for report in group]) for group in groups]
    return sorted(engagements, key=lambda e: e.id), decisions
