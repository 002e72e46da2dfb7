"""Lines that an outlet repeats from page to page: what the record remembers of them."""

from __future__ import annotations

from collections import defaultdict

import msgspec
from sqlalchemy import Connection, select

from communique.record import schema
from communique.types import Article

BODY = frozenset(("paragraph", "quote", "list", "heading", "caption"))


def lines(connection: Connection, least: int) -> dict[str, tuple[str, ...]]:
    """By outlet, the lines of bodies that stand in `least` articles with different titles or more, in their order.

    One article that is stored twice, or that two addresses give, counts once. One outlet is in memory at a time.
    """
    outlet = schema.article.c.outlet
    names = connection.execute(select(outlet).where(outlet.is_not(None)).distinct().order_by(outlet)).scalars().all()
    found = ((name, _of_outlet(connection, name, least)) for name in names)
    return {name: lines for name, lines in found if lines}


def _of_outlet(connection: Connection, outlet: str, least: int) -> tuple[str, ...]:
    home = schema.article.c
    titles: dict[str, set[str]] = defaultdict(set)
    for body in connection.execute(select(home.body).where(home.outlet == outlet)).scalars():
        article = msgspec.json.decode(body, type=Article)
        for block in article.blocks:
            if block.kind in BODY:
                titles[article.text[block.start : block.end]].add(article.title or article.id)
    return tuple(sorted(line for line, under in titles.items() if len(under) >= least))
