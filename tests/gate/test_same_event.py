"""Pairs of reports on one engagement: precision, and recall over the pairs of which both reports were read."""

from __future__ import annotations

import importlib.util
import json
from itertools import combinations
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from communique.cli.read import load_metadata
from communique.config import Config
from communique.ingest import CaptureOptions, captures
from communique.read import Tools
from communique.record import open_record
from communique.run.local import read_captures

GOLD = Path(__file__).parents[3] / "shared" / "gold"
DEV = GOLD / "dev"
PRECISION, RECALL = 0.95, 0.85

pytestmark = pytest.mark.skipif(not DEV.is_dir(), reason="the annotated sets are not beside this checkout")
Member = tuple[str, int]


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def engagements(tools: Tools, path: Path) -> dict[Member, str | None]:
    """The engagement of the record in which each annotated engagement of a document was found."""
    options = CaptureOptions(metadata=load_metadata(DEV / "docs.jsonl"))
    found = list(read_captures(captures([str(DEV / "docs")], Config(), options=options), tools))
    score, owners = scorer(), dict[Member, str | None]()
    with open_record(path, create=True) as record:
        record.add(found)
        for reading in found:
            gold = json.loads((DEV / "gold" / f"{reading.id}.json").read_text("utf-8")).get("engagements") or []
            said = msgspec.to_builtins(reading.reports)
            for one, other in score.pair(gold, list(said), False):
                number = next(n for n, candidate in enumerate(gold) if candidate is one)
                owners[reading.id, number] = record.engagement_of(other["id"])
    return owners


def test_reports_of_one_engagement_stand_together(tools: Tools, tmp_path: Path) -> None:
    owners = engagements(tools, tmp_path / "dev.db")
    groups = json.loads((DEV / "same_event.json").read_text("utf-8"))
    of = {(m["doc"], m["engagement"]): group["group"] for group in groups for m in group["members"]}
    same = [pair for pair in combinations(sorted(set(of) & set(owners)), 2) if of[pair[0]] == of[pair[1]]]
    together = [(a, b) for a, b in combinations(sorted(owners), 2) if owners[a] == owners[b]]
    right = [pair for pair in together if pair in same]
    assert len(right) / len(together) >= PRECISION, [pair for pair in together if pair not in same]
    assert len(right) / len(same) >= RECALL, [pair for pair in same if pair not in together]
