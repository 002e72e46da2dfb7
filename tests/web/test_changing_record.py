"""A record that changes, or is locked, while its pages are read."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import httpx
from tests.web.sources import visit_reading

from communique.record import open_record


def test_what_is_added_while_pages_are_served_is_shown_at_once(own_record: Path, own_site: str) -> None:
    page = f"{own_site}/relations/IN-US"
    assert "1 engagement in the record" in httpx.get(page).text
    with open_record(own_record) as record:
        record.add([visit_reading("2099-02-01")])
    assert "2 engagements in the record" in httpx.get(page).text


def test_pages_are_read_while_somebody_writes(own_record: Path, own_site: str) -> None:
    writer = sqlite3.connect(own_record, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    answered = httpx.get(f"{own_site}/relations/IN-US", timeout=5)
    writer.execute("ROLLBACK")
    writer.close()
    assert answered.status_code == 200


def test_adding_goes_on_while_pages_are_read(own_record: Path, own_site: str) -> None:
    codes: list[int] = []

    def read() -> None:
        codes.extend(httpx.get(f"{own_site}/relations/IN-US").status_code for _ in range(20))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    with open_record(own_record) as record:
        assert record.add([visit_reading("2099-02-01")]).articles == 1
    for reader in readers:
        reader.join()
    assert set(codes) == {200}


def test_a_damaged_record_is_a_page_that_says_so(own_record: Path, own_site: str) -> None:
    for file in own_record.parent.glob("own.db*"):
        file.write_bytes(b"\0" * 8192)
    page = httpx.get(f"{own_site}/relations/FR-IN")
    assert page.status_code == 503
    assert "Traceback" not in page.text
    assert httpx.get(f"{own_site}/api/v1/engagements").headers["content-type"] == "application/problem+json"
