from __future__ import annotations

import gzip
from pathlib import Path

from communique.config import Config
from communique.ingest import CaptureOptions, captures
from communique.types import Capture, Skip, SourceMetadata


def codes(*sources: Path, config: Config | None = None) -> list[str]:
    found = captures([str(s) for s in sources], config or Config())
    return [item.code if isinstance(item, Skip) else item.document for item in found]


def test_a_folder_is_read_by_name_without_its_description(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "c.md", "docs.jsonl", "x.png"):
        (tmp_path / name).write_text("words")
    assert codes(tmp_path) == ["a", "b", "c"]


def test_what_cannot_be_read_is_a_skip_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(b"x")
    (tmp_path / "q.txt").write_text("words")
    (tmp_path / "big.txt").write_text("w" * 100)
    found = codes(
        tmp_path / "none", tmp_path / "p.png", tmp_path / "big.txt", tmp_path / "q.txt", config=Config(max_bytes=50)
    )
    assert found == ["missing", "unknown_ending", "too_large", "q"]


def test_json_lines_plain_and_packed(tmp_path: Path) -> None:
    lines = (
        b'{"id": 7, "text": "words", "published": "2024-01-02"}\nnot json\n{"id": "h", "html": "<p>w</p>"}\n{"id": 1}\n'
    )
    (tmp_path / "d.jsonl").write_bytes(lines)
    (tmp_path / "e.jsonl.gz").write_bytes(gzip.compress(lines))
    assert codes(tmp_path / "d.jsonl") == ["7", "not_json", "h", "no_text"]
    assert codes(tmp_path / "e.jsonl.gz") == codes(tmp_path / "d.jsonl")


def test_metadata_by_id_and_a_day_for_a_single_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    options = CaptureOptions(metadata={"a": SourceMetadata(publisher="Ledger")}, published="2024-01-02")
    (found,) = captures([str(tmp_path / "a.txt")], Config(), options=options)
    assert isinstance(found, Capture)
    assert (found.metadata.publisher, found.metadata.published) == ("Ledger", "2024-01-02")
