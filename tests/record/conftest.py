"""Records in each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.record.server import Server, start_server

from communique.record import Record, open_record


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    running = start_server()
    yield running
    running.close()


@pytest.fixture
def address(server: Server) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    with server.database() as lent:
        yield lent


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Where a new record may be made, in each database in turn."""
    if request.param == "sqlite":
        return tmp_path / "r.db"
    lent: str = request.getfixturevalue("address")
    return lent


@pytest.fixture
def record(location: str | Path) -> Iterator[Record]:
    with open_record(location, create=True) as opened:
        yield opened
