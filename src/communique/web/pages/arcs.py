"""Who engaged whom in a period, as arcs on a map and as a table."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from communique.record.query import Query
from communique.web.desk import Desk, desk_of, render
from communique.web.filters import query_of
from communique.web.select import PairCount, pair_counts, whole

MOST_ARCS = 300
MOST_ROWS = 100


class Arc(msgspec.Struct, frozen=True):
    """One pair as the map draws it."""

    left: str
    right: str
    from_name: str = msgspec.field(name="from")
    to_name: str = msgspec.field(name="to")
    count: int
    title: str
    href: str


def map_page(request: Request) -> Response:
    """Pairs of states by how often they engaged, within the filters of the address."""
    desk, params = desk_of(request), dict(request.query_params)
    query = query_of(params, desk.names, Query())
    found = desk.remembered.recall(("map", whole(query)), lambda: _counted(desk, query))
    return render(
        request,
        "map.html",
        params=params,
        count=desk.record.count(whole(query)),
        pairs=found,
        shown=found[:MOST_ROWS],
        arcs=[_arc(desk, one) for one in found[:MOST_ARCS]],
        asked=request.url.query,
    )


def _counted(desk: Desk, query: Query) -> tuple[PairCount, ...]:
    return pair_counts(desk.record, query, (state.code for state in desk.names.knowledge.states()))


def _arc(desk: Desk, one: PairCount) -> Arc:
    left, right = (desk.names.state(code) for code in (one.left, one.right))
    title, address = f"{left} and {right}: {one.count:,}", f"/relations/{one.left}-{one.right}"
    return Arc(one.left, one.right, left, right, one.count, title, address)
