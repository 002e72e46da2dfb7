"""A database that goes down, a disk that is full: it is said, nothing is half written, and a second run completes."""

from __future__ import annotations

import datetime as dt
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from benchmarks.made_pages import write_pages
from benchmarks.writers import alone, held, pages
from sqlalchemy import event
from tests.record.server import OwnServer, start_own_server

from communique.cli import main
from communique.errors import RecordError
from communique.record import Record, open_record, store

Ended = subprocess.CompletedProcess[str]
NUMBER = 40
HEADING = "LeaderName,LeaderCountry,CountryVisited,City,TripStartDate,TripEndDate,Notes"
SMALL_BATCHES = "from communique.record import store; store.BATCH = 20; store.WAITS = (0.1, 0.1); "
COMMAND = "import sys; from communique.cli import main; sys.argv[0] = 'communique'; main()"


@pytest.fixture(scope="module")
def frail() -> Iterator[OwnServer]:
    running = start_own_server()
    yield running
    running.close()


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "BATCH", 20)
    monkeypatch.setattr(store, "WAITS", (0.1, 0.1))


def when(record: Record, statement: str, number: int, act: Callable[[], object]) -> None:
    """Act once, before such a statement is sent for the nth time."""
    seen: list[str] = []

    def look(_connection: object, _cursor: object, sent: str, *_: object) -> None:
        if sent.startswith(statement):
            seen.append(sent)
            if len(seen) == number:
                act()

    event.listen(record._engine, "before_cursor_execute", look)


@pytest.mark.parametrize(
    ("statement", "number", "stored"),
    [("INSERT INTO span", 2, 20), ("INSERT INTO engagement_party", 1, NUMBER)],
)
def test_a_server_that_dies_loses_nothing(
    frail: OwnServer, tmp_path: Path, small_batches: None, statement: str, number: int, stored: int
) -> None:
    with frail.database() as address:
        with open_record(address, create=True) as record:
            when(record, statement, number, frail.kill)
            with pytest.raises(RecordError, match=r"not reachable|shutting down") as fault:
                record.add(pages(NUMBER))
            assert "run the same command again" in str(fault.value)
        frail.start()
        with open_record(address, read_only=True) as record:
            assert record.totals()["article"] == stored
            assert {fault.kind for fault in record.verify()} <= {"engagement", "assembly"}
        with open_record(address) as record:
            record.add(pages(NUMBER))
            assert held(record) == alone(tmp_path, NUMBER)
            assert record.verify() == ()


def test_a_server_that_comes_back_soon_is_waited_for(
    frail: OwnServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "WAITS", (0.2,) * 100)

    def restart() -> None:
        frail.kill()
        threading.Timer(0.5, frail.start).start()

    with frail.database() as address, open_record(address, create=True) as record:
        when(record, "INSERT INTO span", 1, restart)
        record.add(pages(NUMBER))
        assert held(record) == alone(tmp_path, NUMBER)


def trips(path: Path, number: int) -> Path:
    """A table of visits, ten days apart."""
    days = [(dt.date(2015, 1, 1) + dt.timedelta(days=10 * n)).isoformat() for n in range(number)]
    lines = [f"Narendra Modi,India,France,Paris,{day},{day},Met with President Emmanuel Macron" for day in days]
    path.write_text("\n".join([HEADING, *lines]), encoding="utf-8")
    return path


def bring_in(record: str | Path, table: Path, room: int | None = None) -> Ended:
    """`communique import` in a process whose files may grow so far and no farther."""
    words = [sys.executable, "-c", COMMAND, "import", "--record", str(record), str(table)]
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (room, room)) if room else None
    return subprocess.run(words, capture_output=True, text=True, check=False, preexec_fn=limit)


def test_a_command_on_a_server_that_is_down_says_what_to_do(
    frail: OwnServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with frail.database() as address:
        frail.kill()
        monkeypatch.setattr("sys.argv", ["communique", "find", "--record", address])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == RecordError.exit_code
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert "start the server" in said
        frail.start()


def hinder(address: str, table: str, body: str) -> None:
    """Let the server do something else before rows come into a table; `unhinder` takes that back."""
    made = f"CREATE FUNCTION hinder() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN {body}; RETURN NULL; END$$"
    with open_record(address, create=True) as record, record.writing() as connection:
        connection.exec_driver_sql(made)
        connection.exec_driver_sql(f"CREATE TRIGGER hinder BEFORE INSERT ON {table} EXECUTE FUNCTION hinder()")


def unhinder(address: str) -> int:
    """Returns how many reports wait to be assembled."""
    with open_record(address, read_only=True) as record, record.writing() as connection:
        connection.exec_driver_sql("DROP FUNCTION hinder CASCADE")
        return record.pending()


def killed_while_asleep(server: OwnServer, command: Callable[[], Ended]) -> Ended:
    """What a command says whose server is killed while it hinders the command by sleeping."""
    with ThreadPoolExecutor(1) as aside:
        running = aside.submit(command)
        while server.ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") == 0:
            assert not running.done(), running.result().stderr
            time.sleep(0.05)
        server.kill()
        ended = running.result()
    server.start()
    return ended


def test_a_command_whose_server_dies_says_so_and_the_next_one_completes(frail: OwnServer, tmp_path: Path) -> None:
    table = trips(tmp_path / "trips.csv", 20)
    with frail.database() as address:
        hinder(address, "engagement", "PERFORM pg_sleep(99)")
        stopped = killed_while_asleep(frail, partial(bring_in, address, table))
        assert (stopped.returncode, stopped.stderr.count("\n")) == (RecordError.exit_code, 1), stopped.stderr
        assert "run the same command again" in stopped.stderr
        assert unhinder(address) > 0
        assert (bring_in(address, table).returncode, bring_in(tmp_path / "whole.db", table).returncode) == (0, 0)
        with open_record(address) as record, open_record(tmp_path / "whole.db") as other:
            assert held(record) == held(other)
            assert record.verify() == ()


def add(record: str | Path, source: Path) -> Ended:
    """`communique add` with two workers, twenty pages in a transaction."""
    words = [sys.executable, "-c", SMALL_BATCHES + COMMAND, "add", "--workers", "2", "--record", str(record)]
    return subprocess.run([*words, str(source)], capture_output=True, text=True, check=False, cwd=source.parent)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("PERFORM pg_sleep(99)", "is not reachable: start the server"),
        ("RAISE 'could not extend file' USING ERRCODE = 'disk_full'", "has no room left: make some"),
    ],
)
def test_pages_are_added_whole_or_not_at_all_and_the_next_run_goes_on(
    frail: OwnServer, tmp_path: Path, fault: str, said: str
) -> None:
    source, stored, reports = write_pages(tmp_path / "pages.jsonl", 40), 20, 15
    assert add(tmp_path / "whole.db", source).returncode == 0
    with frail.database() as address:
        hinder(address, "span", f"IF (SELECT count(*) FROM article) > {stored} THEN {fault}; END IF")
        command = partial(add, address, source)
        stopped = killed_while_asleep(frail, command) if "sleep" in fault else command()
        assert stopped.returncode == RecordError.exit_code, stopped.stderr
        (last, *_) = reversed(stopped.stderr.splitlines())
        assert said in last
        assert "run the same command again" in last
        assert unhinder(address) == reports
        with open_record(address, read_only=True) as record:
            assert record.totals()["article"] == stored
        ended = add(address, source)
        assert ended.returncode == 0, ended.stderr
        assert "had been read by an earlier run" in ended.stderr
        with open_record(address) as record, open_record(tmp_path / "whole.db") as other:
            assert held(record) == held(other)
            assert record.verify() == ()


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    few, many = trips(tmp_path / "few.csv", 20), trips(tmp_path / "many.csv", 80)
    path, whole = tmp_path / "r.db", tmp_path / "whole.db"
    assert bring_in(path, few).returncode == 0
    shutil.copy(path, whole)
    with open_record(path) as record:
        before = held(record)
    stopped = bring_in(path, many, room=path.stat().st_size)
    assert (stopped.returncode, stopped.stderr.count("\n")) == (RecordError.exit_code, 1), stopped.stderr
    assert "make room on the disk, then run the same command again" in stopped.stderr
    with open_record(path) as record:
        assert held(record)[1]["article"] >= before[1]["article"]
        assert record.verify() == ()
    assert (bring_in(path, many).returncode, bring_in(whole, many).returncode) == (0, 0)
    with open_record(path) as record, open_record(whole) as other:
        assert held(record) == held(other)
        assert record.verify() == ()
