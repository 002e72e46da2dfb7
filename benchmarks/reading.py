"""How fast pages are read, in how much memory, and what triage saves and loses.

    python -m benchmarks.reading [--shared FOLDER] [--releases N]

The readouts and the releases lie in a sibling folder, `../shared`. `--releases N` reads the first N releases twice,
once as usual and once with every sentence parsed, and prints how much faster and how complete the usual way is.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from communique.config import Config
from communique.ingest import CaptureOptions, captures
from communique.read import load_tools
from communique.run.local import read_captures
from communique.types import Capture, Reading, Skip, SourceMetadata

ROOT = Path(__file__).resolve().parents[1]
FIRST_PAGE = ROOT / "examples" / "01-first-call.txt"
DOCUMENTS_A_SECOND, MEGABYTES, COLD_SECONDS, P95_MILLISECONDS, TIMES_FASTER, COMPLETE = 25, 400, 3, 150, 5, 0.99


class Run(NamedTuple):
    """Seconds for each document of a run, and its readings."""

    seconds: list[float]
    readings: list[Reading]


def main() -> int:
    """Print each figure with its target; exit 2 where the readouts are not there."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    wanted.add_argument("--releases", type=int, default=0, help="how many releases to read in both ways")
    given = wanted.parse_args()
    readouts = given.shared / "gold" / "readouts" / "docs.jsonl"
    if not readouts.is_file():
        print(f"{readouts}: not there; give the folder with --shared", file=sys.stderr)
        return 2
    told("cold start, first page", cold_start(), "s", COLD_SECONDS)
    run = timed(captures([str(readouts)], Config(), options=CaptureOptions()), Config())
    told("readouts a second", len(run.seconds) / sum(run.seconds), "documents", DOCUMENTS_A_SECOND)
    told("95th percentile of a readout", p95(relevant(run)), "ms", P95_MILLISECONDS)
    if given.releases:
        compare(given.shared / "corpus" / "releases.jsonl.gz", given.releases)
    told("peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", MEGABYTES)
    return 0


def told(what: str, value: float, unit: str, target: float) -> None:
    """One line: the figure, its target, and their ratio."""
    print(f"{what:34} {value:9.2f} {unit:10} target {target:g}, ratio {value / target:.2f}")


def cold_start() -> float:
    """Seconds from nothing to the printed reading of one page, in a process of its own."""
    command = [sys.executable, "-c", "from communique.cli import main; main()", "read", str(FIRST_PAGE)]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def timed(found: Iterator[Capture | Skip], config: Config) -> Run:
    """Read every capture; the tools are loaded and warm before the clock starts."""
    tools = load_tools(config)
    list(read_captures(captures([str(FIRST_PAGE)], config, options=CaptureOptions()), tools))
    seconds: list[float] = []
    readings: list[Reading] = []
    for capture in found:
        start = time.perf_counter()
        readings += read_captures([capture], tools)
        seconds.append(time.perf_counter() - start)
    return Run(seconds, readings)


def relevant(run: Run) -> list[float]:
    """The seconds of the documents that report something."""
    return [second for second, reading in zip(run.seconds, run.readings, strict=False) if reading.reports]


def p95(seconds: list[float]) -> float:
    """The 95th percentile, in milliseconds."""
    return statistics.quantiles(seconds, n=20)[-1] * 1000


def compare(releases: Path, number: int) -> None:
    """Usual against exhaustive reading of the same releases."""
    usual = timed(first_releases(releases, number), Config())
    whole = timed(first_releases(releases, number), Config(exhaustive=True))
    found, all_of_them = contacts(usual), contacts(whole)
    told("usual against exhaustive, speed", sum(whole.seconds) / sum(usual.seconds), "times", TIMES_FASTER)
    told("usual against exhaustive, found", len(found & all_of_them) / max(1, len(all_of_them)), "share", COMPLETE)


def contacts(run: Run) -> set[tuple[str, str, str, tuple[str, ...]]]:
    """What was found, by document, mode, status and states."""
    return {
        (reading.id, report.mode, report.status, tuple(sorted({party.country or "" for party in report.parties})))
        for reading in run.readings
        for report in reading.reports
    }


def first_releases(path: Path, number: int) -> Iterator[Capture]:
    """The first releases of the corpus as captures of plain text."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, itertools.islice(lines, number)):
            yield Capture(
                document=str(row["id"]),
                locator=str(row["id"]),
                media_type="text/plain",
                payload=str(row.get("text") or "").encode(),
                metadata=SourceMetadata(published=row.get("published"), title=row.get("title")),
            )


if __name__ == "__main__":
    raise SystemExit(main())
