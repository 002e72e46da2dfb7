"""How a run shows itself on standard error: a line that renews itself on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from communique.cli.output import tell
from communique.ingest import size_of
from communique.ingest.meter import Meter
from communique.run.progress import Tally

SECONDS = 30
"""Between two lines where there is no terminal."""


def part_read(meter: Meter, sources: Sequence[str]) -> Callable[[], float | None]:
    """Asks how much of the sources was taken up, 0 to 1; their size is looked up when it is first asked."""
    whole = cache(lambda: size_of(sources))
    return lambda: meter.bytes_read / size if (size := whole()) else None


@contextmanager
def shown(tally: Tally) -> Iterator[None]:
    """Show how far a run is while the block works."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.live import Live

        with Live(console=Console(stderr=True), transient=True, get_renderable=lambda: str(tally)):
            yield
        return
    done = threading.Event()
    line = threading.Thread(target=_lines, args=(tally, done), daemon=True)
    line.start()
    try:
        yield
    finally:
        done.set()
        line.join()


def _lines(tally: Tally, done: threading.Event) -> None:
    while not done.wait(SECONDS):
        tell(str(tally))
