"""How fast the tables load, how many lookups a second they answer, and how much of the travel records they resolve.

    python -m benchmarks.knowledge

The travel records (title, name, date of persons met by presidents and secretaries of state) lie in a sibling folder
`../shared/kb`; without it that part is left out.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path
from typing import NamedTuple

from communique.knowledge import KnowledgeBase, load_knowledge

LOAD = """
import time, datetime
from communique.knowledge import KnowledgeBase
t = time.perf_counter()
kb = KnowledgeBase()
kb.find("Singh", None, datetime.date(2025, 7, 1), "IN")
kb.state_of("Seoul")
print(time.perf_counter() - t)
"""
NAMES = ("Modi", "Marco Rubio", "Defence Minister", "Sergei Lavrov", "Raksha Mantri", "Zelensky", "Xi Jinping", "Singh")
ON = dt.date(2025, 7, 1)
SIGHTINGS = Path(__file__).resolve().parents[2] / "shared" / "kb" / "sightings.csv"
ROLES = {
    "President": {"head_of_state", "head_of_government", "org_head"},
    "King": {"head_of_state"},
    "Sultan": {"head_of_state"},
    "Amir": {"head_of_state"},
    "Emir": {"head_of_state"},
    "Pope": {"head_of_state"},
    "Crown Prince": {"crown_prince", "head_of_government"},
    "Prime Minister": {"head_of_government"},
    "Premier": {"head_of_government"},
    "Chancellor": {"head_of_government"},
    "Taoiseach": {"head_of_government"},
    "Foreign Minister": {"foreign_minister"},
    "Foreign Secretary": {"foreign_minister"},
    "Minister of Foreign Affairs": {"foreign_minister"},
    "Minister of External Affairs": {"foreign_minister"},
    "External Affairs Minister": {"foreign_minister"},
    "High Representative": {"foreign_minister"},
    "Defense Minister": {"defence_minister"},
    "Minister of Defense": {"defence_minister"},
    "National Security Advisor": {"national_security_adviser"},
    "Secretary-General": {"org_head"},
    "Secretary General": {"org_head"},
}


class Share(NamedTuple):
    """How many rows there are, how many resolve to one person in the stated role, how many of them at home."""

    rows: int
    resolved: int
    at_home: int


def seconds_to_load() -> float:
    """Seconds until the first two lookups of a fresh process are answered; the best of three."""
    runs = [subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True) for _ in range(3)]
    return min(float(run.stdout) for run in runs)


def megabytes() -> float:
    """Memory that the tables and their indexes take."""
    tracemalloc.start()
    kb = KnowledgeBase()
    kb.find("Pedro Castillo", None, ON, "PE")
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size / 1e6


def lookups_a_second(kb: KnowledgeBase, times: int = 2000) -> tuple[float, float]:
    """Lookups by office and day, and lookups by name, day and state, in one second."""
    start = time.perf_counter()
    for _ in range(times):
        for office in ("IN/defence", "US/foreign", "GB/head-of-government", "JP/foreign"):
            kb.holders(office, ON)
    by_office = 4 * times / (time.perf_counter() - start)
    start = time.perf_counter()
    for _ in range(times):
        for name in NAMES:
            kb.find(name, None, ON, "IN")
    return by_office, len(NAMES) * times / (time.perf_counter() - start)


def share_of_sightings(kb: KnowledgeBase, since: str = "2014") -> Share:
    """How many travel records from `since` on resolve to one person who held an office of the stated role that day."""
    rows = resolved = at_home = 0
    with SIGHTINGS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["date"] >= since:
                rows += 1
                states = _states(kb, row)
                resolved += bool(states)
                at_home += row["iso2"] in states
    return Share(rows, resolved, at_home)


def _states(kb: KnowledgeBase, row: dict[str, str]) -> set[str]:
    """The states of the one person whom name, title and day leave; empty where none or several remain."""
    name = re.sub(r"\. .*$|[.’']s?$", "", row["name"]).strip()
    on = dt.date.fromisoformat(row["date"])
    found = kb.find(name, "person", on, row["iso2"]) or kb.find(name, "person", on)
    fitting = [
        held
        for candidate in found
        for held in kb.offices(candidate.id, on)
        if (office := kb.office(held.office or "")) and {office.role, office.also_role} & ROLES[row["title"]]
    ]
    home = [held for held in fitting if held.country == row["iso2"]]
    chosen = home or fitting
    return {h.country or "" for h in chosen} if len({h.person for h in chosen}) == 1 else set()


def main() -> None:
    """Print the figures with the ratio to what was asked."""
    load, size = seconds_to_load(), megabytes()
    kb = load_knowledge()
    by_office, by_name = lookups_a_second(kb)
    print(f"load and first lookups  {load * 1000:7.0f} ms   {load / 0.150:5.2f} of 150 ms")
    print(f"memory                  {size:7.1f} MB   {size / 60:5.2f} of 60 MB")
    print(f"lookups by office       {by_office:7.0f} /s   {by_office / 20_000:5.2f} of 20,000/s")
    print(f"lookups by name         {by_name:7.0f} /s   {by_name / 20_000:5.2f} of 20,000/s")
    if SIGHTINGS.is_file():
        share = share_of_sightings(kb)
        print(f"travel records 2014 on  {share.resolved / share.rows:7.3f}      of {share.rows}, asked: 0.85")
        print(f"  of the host's state   {share.at_home / share.rows:7.3f}")


if __name__ == "__main__":
    main()
