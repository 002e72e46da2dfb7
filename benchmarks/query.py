"""How fast the record answers one pair of states.

    python -m benchmarks.query [ENGAGEMENTS]

Made-up engagements (100,000 unless told) of all pairs of 60 states are written straight into the tables. Aims, for a
record of a million: a page of one pair within 20 ms and a count within 10 ms for 95 in a hundred; a trend in 150 ms.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from communique.check.trend import trend
from communique.record import Record, open_record, schema
from communique.record.query import Query
from communique.types import Engagement, Mode, Party, When

STATES = [f"{a}{b}" for a in "ABCDEF" for b in "ABCDEFGHIJ"]
MODES: tuple[Mode, ...] = ("call", "meeting", "visit", "signing")
BATCH = 10_000
ROUNDS = 40


def engagements(number: int) -> Iterator[Engagement]:
    """Made-up engagements, each pair of states about as often as every other, over 30 years."""
    chance = random.Random(7)
    pairs = list(itertools.combinations(STATES, 2))
    for count in range(number):
        day = (dt.date(1995, 1, 1) + dt.timedelta(days=chance.randrange(11_000))).isoformat()
        parties = tuple(Party(country=state, office=f"{state}/foreign") for state in pairs[count % len(pairs)])
        yield Engagement(
            id=f"{count:016x}",
            mode=chance.choice(MODES),
            status="held",
            date=When(first=day, last=day),
            parties=parties,
        )


def fill(record: Record, number: int) -> None:
    """Write the engagements into the tables."""
    made = engagements(number)
    while batch := list(itertools.islice(made, BATCH)):
        with record.writing() as connection:
            connection.execute(schema.engagement.insert(), [_row(item) for item in batch])
            sides = [_side(item, place) for item in batch for place in range(2)]
            connection.execute(schema.engagement_party.insert(), sides)


def _row(item: Engagement) -> dict[str, object]:
    body = msgspec.json.encode(item)
    plain = {"id": item.id, "mode": item.mode, "status": item.status, "first": item.date.first, "last": item.date.last}
    return {**plain, "background": False, "contested": False, "body": body}


def _side(item: Engagement, position: int) -> dict[str, object]:
    party = item.parties[position]
    return {"engagement": item.id, "position": position, "country": party.country, "office": party.office}


def measure(name: str, ask: Callable[[tuple[str, str]], object], aim: float) -> None:
    """Ask for many pairs and print the median and the 95th percentile, in milliseconds."""
    taken = []
    for pair in list(itertools.combinations(STATES, 2))[:ROUNDS]:
        start = time.perf_counter()
        ask(pair)
        taken.append((time.perf_counter() - start) * 1000)
    high = statistics.quantiles(taken, n=20)[-1]
    print(f"{name:12} median {statistics.median(taken):8.1f} ms  p95 {high:8.1f} ms  {high / aim:6.2f} of the aim")


def main() -> None:
    """Fill, ask, print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder, open_record(Path(folder) / "r.db", create=True) as record:
        fill(record, number)
        today = dt.date(2025, 1, 1)
        measure("find", lambda pair: record.page(Query(between=pair)), aim=20)
        measure("count", lambda pair: record.count(Query(between=pair, mode="call", first="2021-01-20")), aim=10)
        measure("trend", lambda pair: trend(record.find(Query(between=pair)), today), aim=150)
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
