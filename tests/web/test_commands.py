"""`communique serve` and `communique export` as they are run."""

from __future__ import annotations

import csv
import io
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

COMMUNIQUE = [sys.executable, "-c", "from communique.cli import main; main()"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMUNIQUE, *arguments], capture_output=True, text=True, check=False)


def test_serve_says_where_it_is_and_serves(record_path: Path) -> None:
    command = [*COMMUNIQUE, "serve", "--record", str(record_path), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        told = server.stderr.readline()
        address = next(word for word in told.split() if word.startswith("http://"))
        assert httpx.get(address).status_code == 200
        server.terminate()


def test_serve_without_a_record_says_how_to_make_one(tmp_path: Path) -> None:
    ended = run("serve", "--record", str(tmp_path / "none.db"))
    assert (ended.returncode, ended.stdout) == (4, "")
    assert "communique add" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_serve_on_a_taken_port_says_to_choose_another(record_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = run("serve", "--record", str(record_path), "--port", str(taken.getsockname()[1]))
    assert ended.returncode == 2
    assert "--port" in ended.stderr


def test_serve_to_other_machines_without_a_token_says_how_to_make_one(record_path: Path, tmp_path: Path) -> None:
    command = [*COMMUNIQUE, "serve", "--record", str(record_path), "--host", "0.0.0.0", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        told = server.stderr.readline() + server.stderr.readline()
        server.terminate()
    assert "--token-file FILE --new-token" in told
    missing = run("serve", "--record", str(record_path), "--token-file", str(tmp_path / "none"))
    assert (missing.returncode, "--new-token" in missing.stderr) == (2, True)


def test_a_new_token_is_printed_once(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    made = run("serve", "--token-file", str(file), "--new-token")
    assert made.returncode == 0
    assert len(made.stdout.strip()) == 43
    assert made.stdout.strip() not in file.read_text()
    assert run("serve", "--new-token").returncode == 2
    assert run("serve", "--token-file", "/nowhere/tokens", "--new-token").returncode == 2


def test_export_writes_what_the_filters_leave(record_path: Path, tmp_path: Path) -> None:
    ended = run("export", "--record", str(record_path), "--format", "csv", "--between", "US", "IN")
    assert ended.returncode == 0
    assert {row["mode"] for row in csv.DictReader(io.StringIO(ended.stdout))} == {"call", "visit"}
    out = tmp_path / "all.jsonl"
    written = run("export", "--record", str(record_path), "--format", "jsonl", "--out", str(out))
    assert "62 engagements" in written.stderr
    assert len(out.read_text(encoding="utf-8").splitlines()) == 62


@pytest.mark.parametrize(
    ("arguments", "code", "hint"),
    [
        (("--format", "csv", "--between", "XX", "IN"), 2, "ISO 3166"),
        (("--format", "csv", "--from", "soon"), 2, "2025-07-01"),
        (("--format", "xlsx"), 2, "parquet"),
        (("--format", "csv", "--out", "/nowhere/at/all.csv"), 2, "folder"),
    ],
)
def test_export_refuses_with_one_clear_line(
    record_path: Path, arguments: tuple[str, ...], code: int, hint: str
) -> None:
    ended = run("export", "--record", str(record_path), *arguments)
    assert ended.returncode == code
    assert hint in ended.stderr
    assert "Traceback" not in ended.stderr
