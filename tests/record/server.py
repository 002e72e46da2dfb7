"""A PostgreSQL server for the tests: one of ours on a free port in a temporary folder, or the one that is named."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Connection, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

FIND = Path(__file__).parents[2] / "scripts" / "find_postgres"
NAMED = "COMMUNIQUE_TEST_POSTGRES"
SECONDS = 60
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "log_min_messages": "fatal",
}
HASTY = {"fsync": "off", "full_page_writes": "off", "deadlock_timeout": "200ms"}
"""What tests may do without, and timings may not."""


class Server:
    """A server that lends databases."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._made = 0
        self._free: list[str] = []

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of an empty database, lent: the record that is made in it goes away in the end."""
        name = self._free.pop() if self._free else self._new()
        yield self.url.set(database=name).render_as_string(hide_password=False)
        self.run("DROP SCHEMA IF EXISTS communique CASCADE", name)
        self._free.append(name)

    def _new(self) -> str:
        self._made += 1
        name = f"test_{os.getpid()}_{self._made}"
        self.run(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        return name

    def run(self, statement: str, database: str | None = None) -> None:
        """Run a statement outside of any transaction."""
        with self._connected(database) as connection:
            connection.execute(text(statement))

    def ask(self, statement: str) -> Any:
        """The value that a question gives."""
        with self._connected() as connection:
            return connection.execute(text(statement)).scalar()

    def _connected(self, database: str | None = None) -> Connection:
        url = self.url.set(database=database) if database else self.url
        return create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect()

    def close(self) -> None:
        """Take the databases away again."""
        for name in self._free:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")


class OwnServer(Server):
    """A server of our own, which may be killed and started again."""

    def __init__(self, programs: Path, *, durable: bool = False) -> None:
        self._settings = SETTINGS if durable else SETTINGS | HASTY
        self._programs = programs
        self._as = _unprivileged()
        self._folder = Path(tempfile.mkdtemp(prefix="communique-postgres-"))
        if self._as:
            shutil.chown(self._folder, self._as["user"], self._as["group"])
        self._port = _free_port()
        super().__init__(URL.create("postgresql+pg8000", "tester", "", "127.0.0.1", self._port, "postgres"))
        words = ["--auth=trust", "--username=tester", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
        made = self._program("initdb", *words, "--pgdata", str(self._folder / "data"))
        assert made.wait(SECONDS) == 0, "initdb failed: its words are above"
        self._running: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        words = [word for name, value in self._settings.items() for word in ("-c", f"{name}={value}")]
        data, port = str(self._folder / "data"), str(self._port)
        self._running = self._program("postgres", "-D", data, "-p", port, "-k", str(self._folder), *words)
        until = time.monotonic() + SECONDS
        while True:
            try:
                return self.run("SELECT 1")
            except DBAPIError:
                assert self._running.poll() is None, "the server ended at once: its words are above"
                assert time.monotonic() < until, "the server does not answer"
                time.sleep(0.05)

    def kill(self) -> None:
        """End the server at once, as a failure of power does to its clients."""
        assert self._running is not None
        self._running.send_signal(signal.SIGQUIT)
        self._running.wait(SECONDS)

    def close(self) -> None:
        self.kill()
        shutil.rmtree(self._folder)

    def _program(self, name: str, *words: str) -> subprocess.Popen[bytes]:
        own: dict[str, Any] = {**self._as, "extra_groups": []} if self._as else {}
        quiet = subprocess.DEVNULL
        return subprocess.Popen([self._programs / name, *words], cwd=self._folder, stdin=quiet, stdout=quiet, **own)


def start_server(*, durable: bool = False) -> Server:
    """The named server, or one of our own; fails with what to install where there is none."""
    named = os.environ.get(NAMED)
    if named:
        return Server(make_url(named).set(drivername="postgresql+pg8000"))
    return OwnServer(_programs(), durable=durable)


def start_own_server() -> OwnServer:
    """A server that the test may kill; fails with what to install where there is none."""
    return OwnServer(_programs())


def _programs() -> Path:
    environment = {name: value for name, value in os.environ.items() if name != NAMED}
    found = subprocess.run([FIND], capture_output=True, text=True, env=environment, check=False)
    if found.returncode:
        pytest.fail(found.stderr)
    return Path(found.stdout.strip())


def _unprivileged() -> dict[str, int]:
    """PostgreSQL refuses to be run by root: some other user then."""
    if os.getuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
