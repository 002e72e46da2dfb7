"""Reports to engagements and undertakings, by pair of states. Pure: the order of reports does not matter."""

from __future__ import annotations

from collections.abc import Sequence

from communique.assemble.cluster import cluster
from communique.assemble.merge import merge
from communique.assemble.undertaking import undertakings_of
from communique.assemble.visits import linked
from communique.types import Assembly, Edge, SourcedReport

__all__ = ["assemble"]


def assemble(reports: Sequence[SourcedReport], edges: Sequence[Edge] = ()) -> Assembly:
    """The engagements and undertakings that the reports tell of, with the decisions on pairs of reports."""
    by_id = {item.report.id: item for item in sorted(reports, key=lambda r: r.report.id)}
    groups, decisions = cluster(tuple(by_id.values()), edges)
    engagements = linked([merge([by_id[report] for report in group]) for group in groups])
    ordered = tuple(sorted(engagements, key=lambda e: e.id))
    return Assembly(
        engagements=ordered,
        undertakings=undertakings_of(tuple(by_id.values()), ordered),
        decisions=tuple(decisions),
    )
