"""Dumps of news in JSON Lines: how their fields are named, and what is kept of damaged ones."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from communique.clean import clean
from communique.config import Config
from communique.errors import RuleError
from communique.ingest import captures
from communique.ingest.mapping import Dump, known_dumps, load_fields
from communique.types import Article, Capture, Skip


def read(path: Path, config: Config | None = None) -> list[Capture | Skip]:
    return list(captures([str(path)], config or Config()))


def lines(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "dump.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("dump", known_dumps(), ids=lambda dump: dump.name)
def test_a_line_of_a_known_dump_is_read_without_being_told_how(tmp_path: Path, dump: Dump) -> None:
    (found,) = read(lines(tmp_path, json.loads(dump.example)))
    assert isinstance(found, Capture)
    article = clean(found)
    assert isinstance(article, Article)
    assert article.text.endswith("The ministers met in Oslo.")
    assert (article.title, article.url) == ("Ministers meet", "https://ledger.example/1")
    assert (article.published.value or "")[:10] == "2024-03-01"
    assert article.modified is None


def test_no_known_dump_is_taken_for_another() -> None:
    for dump in known_dumps():
        row = json.loads(dump.example)
        assert [other.name for other in known_dumps() if other.known_by <= row.keys()] == [dump.name]


def test_a_users_own_names_reach_into_objects_and_give_a_choice(tmp_path: Path) -> None:
    naming = tmp_path / "names.toml"
    naming.write_text('text = "doc.body"\nurl = ["link", "guid"]\npublisher = "doc.by.name"\nid = "key"\n')
    row = {"key": 9, "doc": {"body": "They met.", "by": {"name": "Ledger"}}, "link": "", "guid": "https://l.example/9"}
    (found,) = read(lines(tmp_path, row), Config(field_map=naming))
    assert isinstance(found, Capture)
    assert (found.document, found.payload) == ("9", b"They met.")
    assert (found.metadata.url, found.metadata.publisher) == ("https://l.example/9", "Ledger")


@pytest.mark.parametrize("text", ['body = "text"', "text = 5", "text = ["])
def test_a_wrong_naming_says_which_key(tmp_path: Path, text: str) -> None:
    (tmp_path / "names.toml").write_text(text)
    with pytest.raises(RuleError, match=r"names\.toml.*ours are id, url"):
        load_fields(tmp_path / "names.toml")


@pytest.mark.parametrize("way", ["cut", "spoilt", "no gzip"])
def test_of_a_damaged_packed_dump_what_came_before_is_kept(tmp_path: Path, way: str) -> None:
    rows = [{"id": n, "text": f"{n} " + "".join(chr(97 + (n * k * k) % 26) for k in range(2000))} for n in range(300)]
    packed = gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode())
    half = len(packed) // 2
    broken = {
        "cut": packed[:half],
        "spoilt": packed[:half] + bytes(60) + packed[half + 60 :],
        "no gzip": b"{}" + packed,
    }
    (tmp_path / "dump.jsonl.gz").write_bytes(broken[way])
    *kept, fault = read(tmp_path / "dump.jsonl.gz")
    assert isinstance(fault, Skip)
    assert fault.code == "damaged"
    assert f"from line {len(kept) + 1} on" in fault.detail
    assert [item.payload for item in kept if isinstance(item, Capture)] == [
        str(row["text"]).encode() for row in rows[: len(kept)]
    ]
    assert (len(kept) > 50) == (way != "no gzip")


def test_an_endless_line_is_passed_over(tmp_path: Path) -> None:
    path = lines(tmp_path, {"id": "a", "text": "one"}, {"id": "b", "text": "x" * 200_000}, {"id": "c", "text": "three"})
    found = read(path, Config(max_bytes=1000))
    assert [item.code if isinstance(item, Skip) else item.document for item in found] == ["a", "too_large", "c"]
