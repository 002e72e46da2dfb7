"""Accuracy floors: the annotated sets are looked for beside the checkout; without them the gate cannot run."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from communique.clean import clean
from communique.cli.read import load_metadata
from communique.config import Config
from communique.ingest import CaptureOptions, captures
from communique.read import Tools
from communique.run.local import read_captures

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared" / "gold"
FLOORS: dict[str, dict[str, float]] = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated sets are not beside this checkout")


def scores(name: str, tools: Tools, folder: Path) -> dict[str, Any]:
    import msgspec

    known = load_metadata(GOLD / name / "docs.jsonl") if (GOLD / name / "docs").is_dir() else {}
    source = GOLD / name / "docs" if known else GOLD / name / "docs.jsonl"
    found = captures([str(source)], Config(), options=CaptureOptions(metadata=known))
    out = folder / f"{name}.jsonl"
    with out.open("wb") as lines:
        for reading in read_captures(found, tools):
            lines.write(msgspec.json.encode(reading) + b"\n")
    gold = GOLD / name / "gold" if known else GOLD / name / "gold.jsonl"
    done = subprocess.run(
        [sys.executable, str(GOLD / "score.py"), str(gold), str(out), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize("name", list(FLOORS))
def test_accuracy_does_not_fall(name: str, tools: Tools, tmp_path: Path) -> None:
    found = scores(name, tools, tmp_path)
    assert found["spans_that_do_not_reslice"] == 0
    assert found["not_read"] == 0
    for figure, floor in FLOORS[name].items():
        if figure == "false_alarm":
            assert found["false_alarm_on_negatives"] <= floor
        else:
            value = found[figure]["f1"] if isinstance(found[figure], dict) else found[figure]
            assert value >= floor, f"{name} {figure}: {value} is below the floor {floor}"


def test_the_seed_page_is_cleaned_as_a_person_would() -> None:
    (capture,) = captures([str(GOLD.parent / "seed")], Config())
    from communique.types import Article, Capture

    assert isinstance(capture, Capture)
    article = clean(capture)
    assert isinstance(article, Article)
    assert [block.kind for block in article.blocks][:3] == ["title", "dek", "byline"]
    assert sum(block.kind == "paragraph" for block in article.blocks) <= 7
