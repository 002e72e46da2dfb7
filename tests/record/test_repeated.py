"""What the record remembers of the lines that an outlet repeats, and what reading makes of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from communique.config import Config
from communique.read import load_tools
from communique.record import open_record
from communique.run.local import read_captures
from communique.types import Capture, Reading, SourceMetadata

PLACES = ("Oslo", "Lima", "Bergen", "Quito")
HABIT = 'The Tidewater "Ledger" brings you the harbour every day, rain or shine.'


def pages(outlet: str = "Tidewater Ledger") -> Iterator[Capture]:
    for place in PLACES:
        text = (
            f"# Ministers meet in {place}\n\nThe foreign minister of Norway met the president of Chile in {place} on "
            f"Monday and spoke about salmon.\n\n{HABIT}\n\nBoth will meet again in the port of {place} next year.\n"
        )
        known = SourceMetadata(publisher=outlet, published="2025-07-02")
        yield Capture(document=place, locator=place, media_type="text/plain", payload=text.encode(), metadata=known)


def read(config: Config, outlet: str = "Tidewater Ledger") -> list[Reading]:
    return list(read_captures(pages(outlet), load_tools(config)))


def learnt(record: Path, *more: str) -> str:
    command = [sys.executable, "-c", "from communique.cli import main; main()", "lines", "--record", str(record), *more]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def test_what_an_outlet_repeats_is_learnt_kept_and_dropped_with_its_reason(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db", create=True) as record:
        record.add(read(Config()))
        record.add(read(Config()))
        assert record.repeated_lines(4) == {"Tidewater Ledger": (HABIT,)}
        assert record.repeated_lines(5) == {}
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "lines.toml").write_text(learnt(tmp_path / "r.db", "--least", "4"), encoding="utf-8")
    before, after = read(Config()), read(Config(rules_overlays=(rules,)))
    for old, new in zip(before, after, strict=True):
        assert old.article is not None
        assert new.article is not None
        assert HABIT in old.article.text
        assert HABIT not in new.article.text
        assert [d.reason for d in new.article.dropped if d.line == HABIT] == ["repeated by the outlet"]
        assert len(new.reports) == len(old.reports)
    assert before[0].made_with.rules != after[0].made_with.rules


def test_another_outlet_keeps_the_line(tmp_path: Path) -> None:
    (tmp_path / "lines.toml").write_text(f"[[outlet]]\nname = 'Tidewater Ledger'\nlines = ['{HABIT}']\n")
    (found, *_) = read(Config(rules_overlays=(tmp_path,)), "Fjord Gazette")
    assert found.article is not None
    assert HABIT in found.article.text


def test_one_outlet_alone_may_be_asked_for(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db", create=True) as record:
        record.add(read(Config()))
    assert learnt(tmp_path / "r.db", "--least", "4", "--outlet", "Fjord Gazette") == ""
    assert "Tidewater Ledger" in learnt(tmp_path / "r.db", "--least", "4", "--outlet", "Tidewater Ledger")
