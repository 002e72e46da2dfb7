"""Official titles alone: how the sides engaged, and which states they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from communique.config import Config
from communique.ingest import captures
from communique.read import Tools
from communique.run.local import read_captures
from communique.types import Report

TITLES = Path(__file__).parents[3] / "shared" / "gold" / "titles.jsonl"
FLOOR = 0.97

pytestmark = pytest.mark.skipif(not TITLES.is_file(), reason="the annotated sets are not beside this checkout")
Title = dict[str, object]


def releases(titles: list[Title], path: Path) -> Path:
    """The titles as releases of the White House with nothing below them."""
    rows = [
        {"id": str(n), "title": t["title"], "text": t["title"], "published": t["date"], "publisher": "The White House"}
        for n, t in enumerate(titles)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def is_right(reports: tuple[Report, ...], title: Title) -> bool:
    """Whether one report has mode and states of the title; none at all where the title tells of no states."""
    parties = title["parties"]
    assert isinstance(parties, list)
    wanted = {party["country"] for party in parties}
    if title["mode"] is None:
        return reports == ()
    return any(r.mode == title["mode"] and wanted <= {p.country for p in r.parties} for r in reports)


def test_mode_and_states_of_official_titles(tools: Tools, tmp_path: Path) -> None:
    titles = [json.loads(line) for line in TITLES.read_text("utf-8").splitlines()]
    found = list(read_captures(captures([str(releases(titles, tmp_path / "t.jsonl"))], Config()), tools))
    wrong = [t["title"] for t, r in zip(titles, found, strict=True) if not is_right(r.reports, t)]
    assert 1 - len(wrong) / len(titles) >= FLOOR, wrong
