from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs

import pytest

from communique.errors import NothingRead
from communique.knowledge import load_knowledge
from communique.knowledge.base import KnowledgeBase
from communique.knowledge.refresh import compare, continuous, positions_of, write_overlay
from communique.knowledge.sparql import Holding, Patience, holdings

QUICK = Patience(timeout=0.5, tries=3, pause=0.01, longest_pause=0.05)


class Reply(NamedTuple):
    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    stall: float = 0.0


class Service:
    """A query service on loopback that gives the replies it was told to give, in order."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.queries: list[str] = []
        self.released = threading.Event()
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                service.queries.append(parse_qs(body)["query"][0])
                reply = service.replies.pop(0) if len(service.replies) > 1 else service.replies[0]
                if reply.stall:
                    service.released.wait(reply.stall)
                    return
                self.send_response(reply.status)
                for name, value in reply.headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/sparql"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.released.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def service() -> Iterator[Service]:
    running = Service()
    yield running
    running.close()


def row(position: str, person: str, name: str, start: str, end: str = "") -> dict[str, Any]:
    entity = "http://www.wikidata.org/entity/"
    cells = {
        "position": {"type": "uri", "value": entity + position},
        "person": {"type": "uri", "value": entity + person},
        "personLabel": {"xml:lang": "en", "type": "literal", "value": name},
        "start": {"type": "literal", "value": f"{start}T00:00:00Z"},
    }
    if end:
        cells["end"] = {"type": "literal", "value": f"{end}T00:00:00Z"}
    return cells


def answer(*rows: dict[str, Any]) -> Reply:
    return Reply(body=json.dumps({"head": {"vars": []}, "results": {"bindings": list(rows)}}).encode())


DEFENCE = "Q3533315"
SUCCESSOR = row(DEFENCE, "Q999999991", "Somebody Next", "2041-01-01")


def test_rows_become_holdings(service: Service) -> None:
    blank = row(DEFENCE, "Q5", "Nobody", "t1234")
    service.replies = [answer(SUCCESSOR, blank)]
    found = list(holdings([DEFENCE], service.url, QUICK))
    assert found == [Holding(DEFENCE, "Q999999991", "Somebody Next", "2041-01-01", "")]
    assert f"wd:{DEFENCE}" in service.queries[0]


@pytest.mark.parametrize(
    "trouble",
    [
        Reply(status=429, headers=(("Retry-After", "0"),)),
        Reply(status=503),
        Reply(body=b'{"results": {"bindings": [{"pers'),
        Reply(body=b"<html>busy</html>"),
        Reply(stall=2.0),
    ],
    ids=["too many", "unavailable", "cut off", "not JSON", "time-out"],
)
def test_trouble_that_passes_is_waited_out(service: Service, trouble: Reply) -> None:
    service.replies = [trouble, answer(SUCCESSOR)]
    assert len(list(holdings([DEFENCE], service.url, QUICK))) == 1
    assert len(service.queries) == 2


@pytest.mark.parametrize(
    ("trouble", "words", "asked"),
    [
        (Reply(status=429, headers=(("Retry-After", "0"),)), "status 429", 3),
        (Reply(status=400), "status 400", 1),
        (Reply(body=b"{}"), "query results in JSON", 3),
    ],
)
def test_trouble_that_stays_is_one_line(service: Service, trouble: Reply, words: str, asked: int) -> None:
    service.replies = [trouble]
    with pytest.raises(NothingRead, match=words) as caught:
        list(holdings([DEFENCE], service.url, QUICK))
    assert "\n" not in str(caught.value)
    assert len(service.queries) == asked


def test_nobody_listens() -> None:
    with pytest.raises(NothingRead, match="does not answer"):
        list(holdings([DEFENCE], "http://127.0.0.1:9/sparql", QUICK))


@pytest.mark.parametrize("address", ["gopher://example", "no address"])
def test_an_address_that_is_none_is_not_asked_again(address: str) -> None:
    with pytest.raises(NothingRead, match="no address"):
        list(holdings([DEFENCE], address, Patience(pause=60.0)))


def test_statements_of_two_cabinets_are_one_holding() -> None:
    one = Holding("Q1", "Q2", "A", "2014-05-26", "2019-05-30")
    two = Holding("Q1", "Q2", "A", "2019-05-31", "")
    later = Holding("Q1", "Q3", "B", "2019-07-01", "2020-01-01")
    again = Holding("Q1", "Q3", "B", "2021-07-01", "")
    assert continuous([two, one, later, again]) == [one._replace(end=""), later, again]


def test_new_rows_go_to_an_overlay_and_differences_are_told(tmp_path: Path) -> None:
    kb = load_knowledge()
    positions = positions_of(kb, ["defence_minister"])
    held = [
        Holding(DEFENCE, "Q999999991", "Somebody Next", "2041-01-01", ""),
        Holding(DEFENCE, "Q000", "Rajnath Singh", "2019-06-01", "2040-12-31"),
    ]
    refreshed = compare(kb, held, positions)
    assert [(d.field, d.here, d.there) for d in refreshed.differences] == [
        ("start", "2019-05-31", "2019-06-01"),
        ("end", "", "2040-12-31"),
    ]
    write_overlay(refreshed, tmp_path)
    laid_over = KnowledgeBase((tmp_path,))
    assert laid_over.timeline("IN/defence")[-1].name == "Somebody Next"
    assert laid_over.timeline("IN/defence")[:-1] == kb.timeline("IN/defence")
