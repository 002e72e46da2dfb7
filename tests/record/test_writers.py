"""Several writers of one record at once: nothing lost, nothing doubled, the same as one writer makes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from benchmarks.writers import add_at_once, alone, before, held, pages, share

from communique.record import assembly, open_record, put
from communique.record.intake import store_all
from communique.record.store import BATCH
from communique.types import Reading

CLIENTS = 8
NUMBER = 80


def test_eight_processes_make_what_one_makes(location: str | Path, tmp_path: Path) -> None:
    with open_record(location, create=True) as record:
        record.add(before(pages(NUMBER)))
    add_at_once(str(location), CLIENTS, NUMBER)
    with open_record(location) as record:
        assert record.pending() == 0
        assert held(record) == alone(tmp_path, NUMBER)
        assert record.verify() == ()


def test_rows_go_in_by_portions(location: str | Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = alone(tmp_path, NUMBER)
    monkeypatch.setattr(put, "AT_ONCE", 3)
    with open_record(location, create=True) as record:
        record.add(pages(NUMBER))
        assert held(record) == whole


def test_many_may_make_the_record_at_once(location: str | Path) -> None:
    def add(page: Reading) -> None:
        with open_record(location, create=True) as record:
            record.add([page])

    some = pages(CLIENTS)
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(add, some))
    with open_record(location) as record:
        assert record.totals()["report"] == CLIENTS
        assert record.verify() == ()


def test_writers_assemble_block_by_block(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "WHOLE_SHARE", 2.0)  # never the whole record at once
    made = pages(NUMBER)

    def add(client: int) -> None:
        own = share(made, client, CLIENTS)
        with open_record(address) as record:
            for place in range(0, len(own), 7):
                record.add(own[place : place + 7])

    with open_record(address, create=True) as record:
        record.add(before(made))
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(add, range(CLIENTS)))
    with open_record(address) as record:
        assert held(record) == alone(tmp_path, NUMBER)
        assert record.verify() == ()


def test_who_opens_a_record_that_is_added_to_leaves_the_assembling_to_the_adder(address: str) -> None:
    def readings() -> Iterator[Reading]:
        yield from pages(BATCH)
        yield pages(BATCH + 1)[-1]  # asked for when the first batch is stored
        with open_record(address) as reader:
            seen.append(reader.pending())

    seen: list[int] = []
    with open_record(address, create=True) as record:
        record.add(readings())
        assert (seen, record.pending()) == ([BATCH], 0)
        with record.writing() as connection:
            store_all(connection, pages(BATCH + 2)[-1:])
    with open_record(address) as after:
        assert after.pending() == 0
