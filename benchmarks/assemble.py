"""Assembly: 100,000 reports from nothing, growth from 10,000 on, and one document more in a large record.

Run `python -m benchmarks.assemble [NUMBER]`; NUMBER (100000) is the largest set.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.synthetic import readings
from communique.assemble import assemble
from communique.assemble.independence import signature_of
from communique.record import open_record
from communique.types import Reading, SourcedReport, SourceRef


def sourced(reading: Reading) -> SourcedReport:
    """The report of a synthetic reading, as the record gives it to assembly."""
    article = reading.article
    assert article is not None
    source = SourceRef(
        document=reading.id,
        article=article.id,
        outlet=article.outlet,
        published=article.published.value,
        signature=signature_of(article.text),
    )
    return SourcedReport(report=reading.reports[0], source=source)


def assembly(number: int) -> float:
    """Seconds to assemble so many reports; a fifth of them are in one block."""
    reports = [sourced(reading) for reading in readings(number)]
    start = time.perf_counter()
    made = assemble(reports)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"assemble {number:>9,} reports  {seconds:7.2f} s  {len(made.engagements):,} engagements  "
        f"{len(made.undertakings):,} undertakings  {peak:.2f} GB peak"
    )
    return seconds


def one_more(number: int) -> None:
    """Time of adding one document to a record of so many reports, the largest block included."""
    pages = list(readings(number + 30))
    with tempfile.TemporaryDirectory() as folder, open_record(Path(folder) / "r.db", create=True) as record:
        start = time.perf_counter()
        record.add(pages[:number])
        print(f"record   {number:>9,} documents added in {time.perf_counter() - start:.1f} s")
        times = []
        for page in pages[number:]:
            start = time.perf_counter()
            record.add([page])
            times.append(time.perf_counter() - start)
        times.sort()
        print(f"one more document: median {times[15] * 1000:.0f} ms, worst {times[-1] * 1000:.0f} ms")


def main(largest: int) -> None:
    """Print times, and the growth between the sizes (1.0 is linear)."""
    assemble([sourced(reading) for reading in readings(10)])  # loads the tables of places
    sizes = [size for size in (1_000, 10_000, 100_000, 1_000_000) if size <= largest]
    seconds = [assembly(size) for size in sizes]
    for (small, before), (large, after) in zip(
        list(zip(sizes, seconds, strict=True))[:-1], list(zip(sizes, seconds, strict=True))[1:], strict=True
    ):
        print(f"growth {small:,} to {large:,}: {after / before / (large / small):.2f} times linear")
    one_more(min(largest, 20_000))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
