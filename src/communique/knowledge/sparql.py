"""Ask a SPARQL service for who held which positions: the only module of the room that uses the network."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import httpx
import msgspec

from communique.errors import NothingRead
from communique.ingest.web.client import AGENT
from communique.ingest.web.patience import retry_after

BATCH = 40
QUERY = """SELECT ?position ?person ?personLabel ?start ?end WHERE {{
  VALUES ?position {{ {positions} }}
  ?person p:P39 ?statement .
  ?statement ps:P39 ?position ; pq:P580 ?start .
  OPTIONAL {{ ?statement pq:P582 ?end }}
  SERVICE wikibase:label {{ bd:serviceParam wikibase:language "en" }}
}}"""


class Holding(NamedTuple):
    """One statement of the service: Q-ids of position and person, the person's name, ISO days (end "" if none)."""

    position: str
    person: str
    name: str
    start: str
    end: str


class Patience(NamedTuple):
    """How long to wait for an answer and how often to ask again, in seconds and times."""

    timeout: float = 60.0
    tries: int = 4
    pause: float = 2.0
    longest_pause: float = 60.0


class _Cell(msgspec.Struct):
    value: str


class _Results(msgspec.Struct):
    bindings: list[dict[str, _Cell]]


class _Answer(msgspec.Struct):
    results: _Results


def holdings(positions: Sequence[str], endpoint: str, patience: Patience) -> Iterator[Holding]:
    """Who held these positions (Q-ids), as the service says.

    Raises NothingRead where the service does not answer, or not with what was asked for, however often it is asked.
    """
    headers = {"Accept": "application/sparql-results+json", "User-Agent": AGENT}
    with httpx.Client(timeout=patience.timeout, headers=headers) as client:
        for batch in (positions[i : i + BATCH] for i in range(0, len(positions), BATCH)):
            query = QUERY.format(positions=" ".join(f"wd:{position}" for position in batch))
            for row in _ask(client, endpoint, query, patience):
                holding = _holding(row)
                if holding:
                    yield holding


def _ask(client: httpx.Client, endpoint: str, query: str, patience: Patience) -> list[dict[str, _Cell]]:
    problem = ""
    for attempt in range(patience.tries):
        pause = patience.pause * 2**attempt
        try:
            response = client.post(endpoint, data={"query": query})
            response.raise_for_status()
            return msgspec.json.decode(response.content, type=_Answer).results.bindings
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            problem = f"answers with status {status}"
            if status != httpx.codes.TOO_MANY_REQUESTS and status < httpx.codes.INTERNAL_SERVER_ERROR:
                break
            pause = retry_after(error.response.headers, pause)
        except (httpx.UnsupportedProtocol, httpx.InvalidURL):
            problem = "is no address of a service"
            break
        except httpx.HTTPError as error:
            problem = f"does not answer ({type(error).__name__})"
        except msgspec.MsgspecError:
            problem = "answers with something else than query results in JSON"
        if attempt + 1 < patience.tries:
            time.sleep(min(pause, patience.longest_pause))
    raise NothingRead(f"{endpoint} {problem}; try again later, or name another service by --endpoint")


def _holding(row: dict[str, _Cell]) -> Holding | None:
    """A row as holding; None where the start is "some value" or another blank node."""
    cells = {key: cell.value for key, cell in row.items()}
    start, end = _day(cells.get("start", "")), _day(cells.get("end", ""))
    ids = [cells.get(key, "").rpartition("/")[2] for key in ("position", "person")]
    if not start or not all(i.startswith("Q") for i in ids):
        return None
    return Holding(ids[0], ids[1], cells.get("personLabel", ids[1]), start, end)


def _day(value: str) -> str:
    day = value[:10]
    return day if len(day) == 10 and day[:4].isdigit() and day[4] == "-" else ""
