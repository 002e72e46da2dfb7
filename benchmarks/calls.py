"""Calls of the President of the United States by counterpart and year: counted in a record, and from official titles.

    python -m benchmarks.calls [--gold FOLDER]

Reads the bodies of official releases (`../shared/gold/readouts`, without their titles) into a record of their own,
counts by `communique count`'s own function, and prints both numbers for each counterpart and year, and for each that
differs the releases behind it and why. At the end the five commonest counterparts of 2022.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from communique.check.counting import counted
from communique.check.filters import asked_of
from communique.cli.read import load_metadata
from communique.config import Config
from communique.ingest import CaptureOptions, captures
from communique.knowledge import load_knowledge
from communique.read import load_tools
from communique.record import Record, open_record
from communique.run.local import read_captures
from communique.types import Engagement, Reading, Report

GOLD = Path(__file__).resolve().parents[1].parent / "shared" / "gold" / "readouts"
OFFICE = "US/head-of-state"
PRESIDENTS = frozenset({"Trump", "Biden"})
MODES = ("call", "video_call")
YEAR, BEST = 2022, 5
Cell = tuple[str, int]


class Titled(NamedTuple):
    """A release whose title tells of a call of the President: its id, its title, and the cells that it counts in."""

    document: str
    title: str
    cells: tuple[Cell, ...]


def titled_calls(gold: Path) -> list[Titled]:
    """The calls of the President by official titles; a call of several counts for each counterpart."""
    found = []
    for line in (gold / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        cells = {
            (party["country"], int(row["published"][:4]))
            for engagement in row["engagements"]
            if engagement["mode"] in MODES
            and any(p["country"] == "US" and p["name"] in PRESIDENTS for p in engagement["parties"])
            for party in engagement["parties"]
            if party["country"] not in (None, "US")
        }
        if cells:
            found.append(Titled(row["id"], row["title"], tuple(sorted(cells))))
    return found


def read(gold: Path) -> list[Reading]:
    """The readings of the bodies, with what is known of them but their titles."""
    rows = [json.loads(line) for line in (gold / "docs.jsonl").read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        for row in rows:
            (Path(folder) / f"{row['id']}.txt").write_text(row["text"], "utf-8")
        options = CaptureOptions(metadata=load_metadata(gold / "docs.jsonl"))
        config = Config()
        return list(read_captures(captures([folder], config, options=options), load_tools(config)))


def count_of(record: Record, cell: Cell) -> list[Engagement]:
    """The calls of the President with a counterpart in a year, as `communique count` counts them."""
    found: list[Engagement] = []
    for mode in MODES:
        filters = {"between": (cell[0], OFFICE), "mode": mode, "first": f"{cell[1]}", "last": f"{cell[1]}"}
        names = counted(asked_of(filters, load_knowledge()), record).engagements
        found += [engagement for name in names if (engagement := record.engagement(name))]
    return found


def why_not(cell: Cell, reports: Iterable[Report]) -> str:
    """Why a release whose title tells of a call does not count."""
    told = [report for report in reports if any(p.country == cell[0] for p in report.parties)]
    if not told:
        return "no contact with this state was read"
    calls = [report for report in told if report.mode in MODES]
    if not calls:
        return f"read as {', '.join(sorted({report.mode for report in told}))}"
    if not any(p.office == OFFICE for report in calls for p in report.parties):
        return "the President was not recognised as the one who called"
    if all(report.background or report.status != "held" for report in calls):
        return "read as background, or not as held"
    if not any(report.date.first for report in calls):
        return "its day is not known"
    return "counted with another release, or in another year"


def explain(cell: Cell, titled: list[Titled], found: list[Engagement], reports: dict[str, tuple[Report, ...]]) -> None:
    """Print the releases of one side that the other does not count."""
    behind = {reference.document for engagement in found for reference in engagement.reports}
    by_title = {item.document: item.title for item in titled if cell in item.cells}
    for document in sorted(by_title.keys() - behind):
        print(f"    only by title  {document}  {by_title[document]}: {why_not(cell, reports[document])}")
    for engagement in found:
        documents = {reference.document for reference in engagement.reports}
        if not documents & by_title.keys():
            said = engagement.reports[0].evidence[0].quote if engagement.reports[0].evidence else ""
            print(
                f"    only by text   {', '.join(sorted(documents))}  {said[:110]!r}: its title tells of something else"
            )
        elif len(documents & by_title.keys()) > 1:
            print(f"    one by text    {', '.join(sorted(documents))}: put together as one call")


def main(gold: Path) -> None:
    """Print the table, the cells that differ with reasons, and the five commonest counterparts of one year."""
    titled = titled_calls(gold)
    readings = read(gold)
    reports: dict[str, tuple[Report, ...]] = {reading.id: reading.reports for reading in readings}
    expected = Counter(cell for item in titled for cell in item.cells)
    with tempfile.TemporaryDirectory() as folder, open_record(Path(folder) / "calls.db", create=True) as record:
        record.add(readings)
        states = sorted({p.country for r in reports.values() for x in r for p in x.parties if p.country} - {"US"})
        cells = {(state, year) for state in states for year in sorted({year for _, year in expected})} | set(expected)
        counts = {cell: count_of(record, cell) for cell in cells}
    shown = sorted(cell for cell in cells if counts[cell] or expected[cell])
    print("counterpart  year  by title  in the record")
    for cell in shown:
        differs = "" if expected[cell] == len(counts[cell]) else "  differs"
        print(f"{cell[0]:<11}  {cell[1]}  {expected[cell]:>8}  {len(counts[cell]):>13}{differs}")
        if differs:
            explain(cell, titled, counts[cell], reports)
    summary(shown, expected, {cell: len(found) for cell, found in counts.items()})


def summary(shown: list[Cell], expected: Counter[Cell], counts: dict[Cell, int]) -> None:
    """Print sums, and the commonest counterparts of one year from both sides."""
    same = sum(expected[cell] == counts[cell] for cell in shown)
    print(f"{sum(expected.values())} calls by title, {sum(counts.values())} in the record", end="; ")
    print(f"the same number for {same} of {len(shown)} counterparts and years")
    by_state: dict[str, int] = defaultdict(int)
    for (state, year), number in expected.items():
        by_state[state] += number * (year == YEAR)
    best = sorted(by_state, key=lambda state: (-by_state[state], state))[:BEST]
    print(
        f"{YEAR}: " + ", ".join(f"{state} {by_state[state]} by title, {counts.get((state, YEAR), 0)}" for state in best)
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=GOLD)
    main(parser.parse_args().gold)
