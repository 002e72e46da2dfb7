"""Eight clients that add to one record at once: nothing lost, nothing doubled, and how fast.

    python -m benchmarks.writers [PAGES] [CLIENTS]

Each client is a process of its own. Every page comes from one client, every fifth from all of them; a third of the
record is there before, partly as older rules read it. Printed: pages handed in a second by one and by all clients, to a
file of SQLite and to PostgreSQL, and how many rows are lost or doubled; the run fails where the export is another.

PostgreSQL is the server that COMMUNIQUE_TEST_POSTGRES names, or one that is started for this, with fsync on.
"""

from __future__ import annotations

import io
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path

import msgspec
from sqlalchemy import func, select
from tests.record.server import start_server

from benchmarks.synthetic import STATES, readings
from communique.export import Heading, write
from communique.record import Record, open_record, schema
from communique.record.query import Query
from communique.types import Party, Reading

CLIENTS = 8
PORTION = 25
"""Pages in one call of `add`."""
SECONDS = 280


def pages(number: int) -> list[Reading]:
    """Made-up pages; every fourth has a third state, so that engagements stand in several blocks."""
    made = readings(number, days=number // 5, big_block=0.3)
    return [_with_third_state(page, place) if place % 4 == 0 else page for place, page in enumerate(made)]


def _with_third_state(page: Reading, place: int) -> Reading:
    (report,) = page.reports
    third = Party(name=f"Person{place % 3} Third", country=STATES[place % len(STATES)])
    return msgspec.structs.replace(page, reports=(msgspec.structs.replace(report, parties=(*report.parties, third)),))


def before(made: list[Reading]) -> Iterator[Reading]:
    """The third that is there already, every second page of it as older rules read it."""
    for place, page in enumerate(made[: len(made) // 3]):
        older = tuple(msgspec.structs.replace(report, status="planned") for report in page.reports)
        yield page if place % 2 else msgspec.structs.replace(page, reports=older)


def share(made: list[Reading], client: int, clients: int) -> list[Reading]:
    """What a client adds: its own pages and the common ones, in an order of its own."""
    own = [page for place, page in enumerate(made) if place % 5 == 0 or place % clients == client]
    start = client * len(own) // clients
    return own[start:] + own[:start]


def add_share(location: str, client: int, clients: int, number: int, start: Barrier) -> None:
    """One client: waits for the others, then adds its share, some pages at a time."""
    own = share(pages(number), client, clients)
    start.wait(SECONDS)
    with open_record(location, create=True) as record:
        for place in range(0, len(own), PORTION):
            record.add(own[place : place + PORTION])


def add_at_once(location: str, clients: int, number: int) -> float:
    """Let so many clients add at once; returns the seconds that the last one took."""
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(clients + 1)
    running = [
        context.Process(target=add_share, args=(location, client, clients, number, start)) for client in range(clients)
    ]
    for process in running:
        process.start()
    start.wait(SECONDS)
    begun = time.perf_counter()
    for process in running:
        process.join(SECONDS)
    taken = time.perf_counter() - begun
    assert [process.exitcode for process in running] == [0] * clients
    return taken


def held(record: Record) -> tuple[bytes, dict[str, int]]:
    """The whole record as JSON Lines, and the rows of each table.

    `shared` is left out: what engagements once had alike stays there, and what they were on the way depends on the way.
    """
    out = io.BytesIO()
    write("jsonl", record.find(Query(sort="date")), out, Heading(title="all"))
    with record.reading() as connection:
        tables = (table for table in schema.metadata.sorted_tables if table is not schema.shared)
        asked = {table.name: select(func.count()).select_from(table) for table in tables}
        rows = {name: connection.execute(one).scalar_one() for name, one in asked.items()}
    return out.getvalue(), rows


def alone(folder: Path, number: int) -> tuple[bytes, dict[str, int]]:
    """What one writer makes of all the pages."""
    with open_record(folder / "alone.db", create=True) as record:
        record.add(pages(number))
        return held(record)


def measure(name: str, location: str, clients: int, number: int, wanted: tuple[bytes, dict[str, int]]) -> float:
    """Fill a new record, print what that took and what is lost or doubled, and return the pages a second."""
    with open_record(location, create=True) as record:
        record.add(before(pages(number)))
    handed_in = sum(len(share(pages(number), client, clients)) for client in range(clients))
    rate = handed_in / add_at_once(location, clients, number)
    with open_record(location) as record:
        export, rows = held(record)
    more = {table: rows[table] - wanted[1][table] for table in rows}
    lost, doubled = (sum(max(sign * number, 0) for number in more.values()) for sign in (-1, 1))
    print(f"{name:12} {clients} clients  {rate:8.1f} pages/s  lost rows {lost}  doubled rows {doubled}")
    assert export == wanted[0], "the export is not that of a single writer"
    return rate


def main() -> None:
    """Measure files and PostgreSQL, with one client and with all of them."""
    number, clients = (int(word) for word in (*sys.argv[1:], *("400", "8")[len(sys.argv) - 1 :]))
    server = start_server(durable=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            wanted = alone(Path(folder), number)
            rates = {}
            for crowd in (1, clients):
                rates["SQLite", crowd] = measure("SQLite", f"{folder}/{crowd}.db", crowd, number, wanted)
                with server.database() as address:
                    rates["PostgreSQL", crowd] = measure("PostgreSQL", address, crowd, number, wanted)
    finally:
        server.close()
    for name in ("SQLite", "PostgreSQL"):
        print(f"{name}: {clients} clients are {rates[name, clients] / rates[name, 1]:.2f} times as fast as one")
    print(f"PostgreSQL to SQLite, {clients} clients: {rates['PostgreSQL', clients] / rates['SQLite', clients]:.2f}")


if __name__ == "__main__":
    main()
