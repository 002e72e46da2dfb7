"""Assembly: 100,000 reports from nothing, growth from 10,000 on, and one document more in a large record.

Run `python -m benchmarks.assemble [NUMBER [DOCUMENTS]]`; NUMBER (100000) is the largest set put together in memory,
DOCUMENTS (as many, at most 100000) the size of the record to which single ones are added. A fifth of the reports, at
most 20,000, are of one pair of states. CPU seconds are those of one core; the others are what a clock shows, and grow
with whatever else the machine does.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.synthetic import readings
from communique.assemble import assemble
from communique.assemble.independence import signature_of
from communique.record import Record, open_record
from communique.types import Reading, SourcedReport, SourceRef

LARGEST_BLOCK = 20_000
SINGLE = 30
"""Documents that are added one by one."""


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


def pages_of(number: int) -> Iterator[Reading]:
    """So many readings, of which the largest block has a fifth, and 20,000 at most."""
    return readings(number, big_block=min(0.2, LARGEST_BLOCK / number))


def assembly(number: int) -> float:
    """CPU seconds to assemble so many reports."""
    reports = [sourced(reading) for reading in pages_of(number)]
    start, clock = time.process_time(), time.perf_counter()
    made = assemble(reports)
    seconds, passed = time.process_time() - start, time.perf_counter() - clock
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"assemble {number:>9,} reports  {seconds:7.2f} CPU s ({passed:.2f} s)  {len(made.engagements):,} engagements  "
        f"{len(made.undertakings):,} undertakings  {peak:.2f} GB peak",
        flush=True,
    )
    return seconds


def one_more(number: int) -> None:
    """Time of adding one document to a record of so many reports: to its largest block, and to any other."""
    with tempfile.TemporaryDirectory() as folder, open_record(Path(folder) / "r.db", create=True) as record:
        start, clock = time.process_time(), time.perf_counter()
        record.add(pages_of(number))
        seconds, passed = time.process_time() - start, time.perf_counter() - clock
        print(f"record   {number:>9,} documents added in {seconds:.1f} CPU s ({passed:.1f} s)", flush=True)
        for name, share in (("to the largest block", 1.0), ("to other blocks", 0.0)):
            times = sorted(_added(record, page) for page in readings(SINGLE, seed=11, big_block=share))
            cpu = sorted(own for _, own in times)
            middle, worst = times[SINGLE // 2][0], times[-1][0]
            print(
                f"one more {name}: median {cpu[SINGLE // 2]:.0f}, worst {cpu[-1]:.0f} CPU ms "
                f"({middle:.0f} and {worst:.0f} ms)"
            )


def _added(record: Record, page: Reading) -> tuple[float, float]:
    start, clock = time.process_time(), time.perf_counter()
    record.add([page])
    return (time.perf_counter() - clock) * 1000, (time.process_time() - start) * 1000


def main(largest: int, documents: int) -> None:
    """Print times, and the growth between the sizes (1.0 is linear)."""
    assemble([sourced(reading) for reading in readings(10)])  # loads the tables of places
    sizes = [size for size in (1_000, 10_000, 100_000, 1_000_000) if size <= largest]
    seconds = [assembly(size) for size in sizes]
    for (small, before), (large, after) in zip(
        list(zip(sizes, seconds, strict=True))[:-1], list(zip(sizes, seconds, strict=True))[1:], strict=True
    ):
        print(f"growth {small:,} to {large:,}: {after / before / (large / small):.2f} times linear")
    one_more(documents)


if __name__ == "__main__":
    asked = [int(argument) for argument in sys.argv[1:]] or [100_000]
    main(asked[0], asked[1] if len(asked) > 1 else min(asked[0], 100_000))
