"""How well pages are read, by the annotated sets: writes docs/accuracy.md.

    python -m benchmarks.accuracy [--gold FOLDER] [--out FILE]

The annotated sets and their scorer lie in a sibling folder, `../shared/gold`. The scorer decides what counts as found;
the tables by mode, status, kind of source and kind of error use its own pairing, so that the sums agree.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import msgspec

from benchmarks.accuracy_errors import errors_of
from communique.cli.read import load_metadata
from communique.config import Config
from communique.ingest import CaptureOptions, captures
from communique.read import Tools, load_tools
from communique.run.local import read_captures

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold"
SETS = {
    "dev": "news pages and official pages as they are scraped",
    "own": "news and official pages written for this purpose, on real facts",
    "readouts": "official readouts, with negatives of the same form",
}
FIGURES = (
    ("engagements", "engagements F1"),
    ("status", "status right"),
    ("date", "date right"),
    ("persons", "persons F1"),
    ("countries", "states F1"),
    ("areas_top_level", "areas at top level F1"),
    ("areas", "areas F1"),
    ("outcomes", "outcomes F1"),
    ("ordinal", "ordinals right"),
    ("ordinal_false", "ordinals where none is annotated"),
    ("evidence", "evidence on the annotated sentence"),
    ("false_alarm_on_negatives", "false alarms on negatives"),
    ("spans_that_do_not_reslice", "spans that do not slice back"),
)
PREFACE = (
    "Made by `python -m benchmarks.accuracy`; do not edit by hand. An engagement is found when mode, states and, where",
    "both are known, day agree with the annotation. The floors in `tests/gate/floors.toml` keep these figures from",
    "falling. The sets are small: a hundredth is one or two engagements in `dev` and `own`. Names in `readouts` are",
    "annotated for one side only, so persons are not told there.",
)
COMMONEST = 12
NAMES_ONE_SIDE = frozenset({"readouts"})


class Case(NamedTuple):
    """One document: how official it is, what is annotated, what was read, and which belong together."""

    source: str
    gold: list[dict[str, Any]]
    said: list[dict[str, Any]]
    pairs: list[tuple[dict[str, Any], dict[str, Any]]]


class SetResult(NamedTuple):
    """One annotated set with the scorer's figures for it."""

    name: str
    scores: dict[str, Any]
    cases: list[Case]


def main() -> int:
    """Read the sets, score them, write the page; exit 2 where the sets are not there."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--gold", type=Path, default=GOLD, help="folder with score.py, dev, own and readouts")
    wanted.add_argument("--out", type=Path, default=ROOT / "docs" / "accuracy.md")
    given = wanted.parse_args()
    if not (given.gold / "score.py").is_file():
        print(f"{given.gold}: no score.py there; give the folder of the annotated sets with --gold", file=sys.stderr)
        return 2
    tools = load_tools(Config())
    results = [result_of(given.gold, name, tools) for name in SETS if (given.gold / name).is_dir()]
    given.out.write_text("\n".join(page(results)) + "\n", encoding="utf-8")
    for result in results:
        print(f"{result.name:9} engagements F1 {result.scores['engagements']['f1']:.3f}")
    return 0


def result_of(folder: Path, name: str, tools: Tools) -> SetResult:
    """Read one set as the command line does, and score it."""
    documents, gold = folder / name / "docs", folder / name / "gold"
    in_files = documents.is_dir()
    known = load_metadata(folder / name / "docs.jsonl") if in_files else {}
    source = documents if in_files else folder / name / "docs.jsonl"
    found = captures([str(source)], Config(), options=CaptureOptions(metadata=known))
    with tempfile.TemporaryDirectory() as work:
        out = Path(work) / "out.jsonl"
        out.write_bytes(b"".join(msgspec.json.encode(reading) + b"\n" for reading in read_captures(found, tools)))
        annotated = gold if in_files else folder / name / "gold.jsonl"
        scores = scored(folder / "score.py", annotated, out)
        return SetResult(name, scores, list(cases(scorer(folder / "score.py"), annotated, out)))


def scored(program: Path, gold: Path, out: Path) -> dict[str, Any]:
    """The scorer's own figures."""
    command = [sys.executable, str(program), str(gold), str(out), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def scorer(program: Path) -> ModuleType:
    """The scorer as a module, for its pairing."""
    spec = importlib.util.spec_from_file_location("score", program)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cases(score: ModuleType, gold: Path, out: Path) -> Iterator[Case]:
    """The annotated documents with what was read from each."""
    rows = {row["id"]: row for row in map(json.loads, out.read_text("utf-8").splitlines())}
    for document in annotated_documents(gold):
        row = rows.get(str(document["id"]), {})
        said, wanted = row.get("reports") or [], document.get("engagements") or []
        source = "official" if (row.get("article") or {}).get("official") else "press"
        yield Case(source, wanted, said, score.pair(wanted, said, near=False))


def annotated_documents(gold: Path) -> list[dict[str, Any]]:
    """The annotated documents of a folder or a JSONL file."""
    if gold.is_dir():
        return [json.loads(path.read_text("utf-8")) for path in sorted(gold.glob("*.json"))]
    return [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line.strip()]


def page(results: list[SetResult]) -> Iterator[str]:
    """The lines of docs/accuracy.md."""
    yield "# How well pages are read"
    yield ""
    yield from PREFACE
    yield ""
    for result in results:
        yield f"- `{result.name}`: {result.scores['documents']} documents, {SETS[result.name]}"
    yield from figures_table(results)
    for heading, key in (("mode", mode_of), ("status", status_of), ("kind of source", source_of)):
        yield from breakdown(f"By {heading}", heading, key, results)
    for result in results:
        yield from error_table(result)


def figures_table(results: list[SetResult]) -> Iterator[str]:
    """The scorer's figures, a column for each set."""
    yield from ("", "## Figures", "")
    yield "| figure | " + " | ".join(result.name for result in results) + " |"
    yield "|---|" + "---|" * len(results)
    for key, label in FIGURES:
        yield f"| {label} | " + " | ".join(figure_of(result, key) for result in results) + " |"


def figure_of(result: SetResult, key: str) -> str:
    """One figure of one set as text, a dash where the set cannot tell it."""
    return "-" if key == "persons" and result.name in NAMES_ONE_SIDE else shown(result.scores.get(key))


def shown(value: Any) -> str:
    """A figure as text: F1 with precision and recall, a rate, or a count."""
    if value is None:
        return "-"
    if isinstance(value, dict):
        return f"{value['f1']:.3f} (P {value['p']:.2f}, R {value['r']:.2f})" if value["n"] else "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def mode_of(_case: Case, engagement: dict[str, Any]) -> str:
    return str(engagement["mode"])


def status_of(_case: Case, engagement: dict[str, Any]) -> str:
    return str(engagement["status"])


def source_of(case: Case, _engagement: dict[str, Any]) -> str:
    return case.source


def breakdown(title: str, heading: str, key: Any, results: list[SetResult]) -> Iterator[str]:
    """Annotated, missed and extra engagements of all sets, by `key` of each."""
    annotated: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    for case in (case for result in results for case in result.cases):
        paired = {id(one) for pair in case.pairs for one in pair}
        for engagement in (one for one in case.gold if not one.get("background")):
            annotated[key(case, engagement)] += 1
            missed[key(case, engagement)] += id(engagement) not in paired
        for report in (one for one in case.said if not one.get("background")):
            extra[key(case, report)] += id(report) not in paired
    yield from ("", f"## {title} (all sets)", "")
    yield from (f"| {heading} | annotated | found | missed | extra | recall |", "|---|---|---|---|---|---|")
    for name in sorted(annotated | extra, key=lambda name: (-annotated[name], name)):
        found = annotated[name] - missed[name]
        recall = f"{found / annotated[name]:.2f}" if annotated[name] else "-"
        yield f"| {name} | {annotated[name]} | {found} | {missed[name]} | {extra[name]} | {recall} |"


def error_table(result: SetResult) -> Iterator[str]:
    """The commonest kinds of error of one set, with counts."""
    errors = (error for case in result.cases for error in errors_of(case.gold, case.said, case.pairs))
    told = (error for error in errors if result.name not in NAMES_ONE_SIDE or not error.startswith("person "))
    counts = Counter(told)
    yield from ("", f"## Commonest kinds of error in `{result.name}`", "")
    yield from ("| kind | cases |", "|---|---|")
    for kind, number in sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:COMMONEST]:
        yield f"| {kind} | {number} |"


if __name__ == "__main__":
    raise SystemExit(main())
