"""How fast pages and the API answer, and what the relation page weighs.

    python -m benchmarks.pages [ENGAGEMENTS]

A record of so many made-up meetings (10,000 unless told) of many pairs of states is served on the loopback; every
address is asked one after the other by one client. The aims are those for a record of a million engagements: relation
pages within 150 ms and API pages within 40 ms for 95 in a hundred requests, 100 engagement pages a second, 400 kB.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import uvicorn

from communique.record import open_record
from communique.types import Area, Article, Block, MadeWith, Party, Published, Reading, Report, Span, When
from communique.web.app import make_app

STATES = ("IN", "US", "FR", "JP", "GB", "DE", "AU", "BR", "ZA", "KR", "IT", "CA", "ID", "VN", "EG", "KE", "MX", "PL")
TEXT = "Ministers met\n\nThe two ministers met and spoke of training."
MADE_WITH = MadeWith(communique="0", rules="0", knowledge="0", model="0")
ROUNDS = 60


def readings(number: int) -> Iterator[Reading]:
    """Meetings, each pair of states about as often as every other, a week apart."""
    pairs = list(itertools.combinations(STATES, 2))
    for count in range(number):
        left, right = pairs[count % len(pairs)]
        day = (dt.date(1950, 1, 1) + dt.timedelta(days=7 * (count // len(pairs)))).isoformat()
        yield _reading(count, left, right, day)


def _reading(count: int, left: str, right: str, day: str) -> Reading:
    text = f"{TEXT} Round {count}."
    met = Span(text.index("met"), text.index("met") + 3, "met")
    training = Span(text.index("training"), text.index("training") + 8, "training")
    report = Report(
        id=f"r{count}",
        mode="meeting",
        status="held",
        mode_text=met,
        date=When(first=day, last=day, precision="day"),
        parties=(Party(office=f"{left}/foreign", country=left), Party(office=f"{right}/foreign", country=right)),
        areas=(Area(area="defence.training", evidence=training),),
        evidence=(met,),
    )
    article = Article(
        id=f"a{count}",
        text=text,
        outlet="Gazette",
        published=Published(value=day, precision="day", basis="head"),
        blocks=(Block(kind="title", start=0, end=13), Block(kind="paragraph", start=15, end=len(text))),
    )
    return Reading(id=f"d{count}", source="made up", article=article, reports=(report,), made_with=MADE_WITH)


def main() -> None:
    """Build, serve, ask, print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.db"
        with open_record(path, create=True) as record:
            record.add(readings(number))
            print(f"{record.totals()['engagement']} engagements, {path.stat().st_size / 1e6:.0f} MB")
        _serve_and_ask(path)


def _serve_and_ask(path: Path) -> None:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(make_app(path), log_level="warning"))
    threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    with httpx.Client(base_url=f"http://127.0.0.1:{listening.getsockname()[1]}", timeout=120) as client:
        _ask_all(client)
    server.should_exit = True


def _ask_all(client: httpx.Client) -> None:
    ids = [item["id"] for item in client.get(f"/api/v1/engagements?limit={ROUNDS}").json()["items"]]
    pairs = [f"{left}-{right}" for left, right in itertools.combinations(sorted(STATES), 2)][:ROUNDS]
    _time(client, "relation, first time", [f"/relations/{pair}" for pair in pairs], aim=150)
    _time(client, "relation, again", [f"/relations/{pair}" for pair in pairs], aim=150)
    _time(client, "engagement", [f"/engagements/{one}" for one in ids], aim=10)
    _time(client, "API page", [f"/api/v1/engagements?between={pair}" for pair in pairs], aim=40)
    _time(client, "first page", ["/"] * ROUNDS, aim=150)
    _weigh(client, "relation page", f"/relations/{pairs[0]}")
    _weigh(client, "map", "/map")


def _time(client: httpx.Client, name: str, addresses: list[str], aim: float) -> None:
    taken = []
    for address in addresses:
        start = time.perf_counter()
        client.get(address).raise_for_status()
        taken.append((time.perf_counter() - start) * 1000)
    high = statistics.quantiles(taken, n=20)[-1]
    middle = statistics.median(taken)
    print(f"{name:22} median {middle:7.1f} ms   p95 {high:7.1f} ms   {high / aim:5.2f} of the aim of {aim:.0f} ms")


def _weigh(client: httpx.Client, name: str, address: str) -> None:
    page = client.get(address)
    linked = re.findall(r'/static/([^" ]+)', page.text)
    weight = sum(_bytes_over_the_wire(client, f"/static/{name}") for name in set(linked))
    weight += _bytes_over_the_wire(client, address)
    print(f"{name} with all it loads: {weight / 1000:.0f} kB, {weight / 400_000:.2f} of the aim of 400 kB")


def _bytes_over_the_wire(client: httpx.Client, address: str) -> int:
    with client.stream("GET", address) as answer:
        return sum(len(chunk) for chunk in answer.iter_raw())


if __name__ == "__main__":
    main()
