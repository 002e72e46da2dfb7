"""A served record and a real browser: Chrome or Chromium is found, else installed where that may be done."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from playwright.sync_api import sync_playwright
from tests.web.sources import all_readings, call_reading, forum_readings, vague_reading

from communique.record import open_record
from communique.web.app import make_app
from communique.web.review.gate import Gate

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def installed_browser() -> str | None:
    """The path of a Chrome or Chromium on this machine."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser_path() -> str:
    """A browser, installed from the distribution where nobody did yet and we may; never a silent skip."""
    if installed_browser() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False)
    found = installed_browser()
    if found is None:
        pytest.fail("the page tests need Chrome or Chromium: install one (on Debian: apt-get install chromium)")
    return found


@pytest.fixture(scope="session")
def record_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the readings in `sources`."""
    path = tmp_path_factory.mktemp("record") / "communique.db"
    record = open_record(path, create=True)
    record.add(all_readings())
    record.close()
    return path


@contextmanager
def served(record: Path, gate: Gate | None = None) -> Iterator[str]:
    """The address of a server that shows the record, as long as the context lasts; `gate` says who may judge."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(make_app(record, gate=gate), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listening.close()


@pytest.fixture(scope="session")
def site(record_path: Path) -> Iterator[str]:
    """The address of a server that shows the record."""
    with served(record_path) as address:
        yield address


@pytest.fixture
def own_record(tmp_path: Path) -> Path:
    """A record with one call in it, for tests that change it."""
    path = tmp_path / "own.db"
    with open_record(path, create=True) as record:
        record.add([call_reading(1, "Gazette", "2025-07-01")])
    return path


@pytest.fixture
def own_site(own_record: Path) -> Iterator[str]:
    """A server that shows `own_record`."""
    with served(own_record) as address:
        yield address


@pytest.fixture(scope="session")
def client(site: str) -> Iterator[httpx.Client]:
    """A plain client of the server."""
    with httpx.Client(base_url=site, timeout=30) as made:
        yield made


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Any]:
    """One headless browser for all page tests."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        yield made
        made.close()


@contextmanager
def watched(browser: Any, site: str) -> Iterator[Any]:
    """A page that fails its test on a console error, a script error or a request to elsewhere."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: None if request.url.startswith(site) else complaints.append(request.url))
    yield opened
    context.close()
    assert complaints == []


@pytest.fixture
def page(browser: Any, site: str) -> Iterator[Any]:
    """A watched page of the shared record."""
    with watched(browser, site) as opened:
        yield opened


@pytest.fixture
def review_record(tmp_path: Path) -> Path:
    """A record with two reports of a meeting that are hardly enough alike, and a call whose day is contested."""
    path = tmp_path / "review.db"
    with open_record(path, create=True) as record:
        record.add([vague_reading(1), vague_reading(2), call_reading(1, "Gazette", "2025-07-01")])
        record.add([call_reading(3, "Evening Post", "2025-07-02")])
    return path


@pytest.fixture
def review_site(review_record: Path) -> Iterator[str]:
    """A server that shows `review_record`."""
    with served(review_record) as address:
        yield address


@pytest.fixture(scope="session")
def forum_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server whose record tells of contacts at forums and of one elsewhere."""
    path = tmp_path_factory.mktemp("forums") / "forums.db"
    with open_record(path, create=True) as record:
        record.add(forum_readings())
    with served(path) as site, httpx.Client(base_url=site, timeout=30) as made:
        yield made
