"""What a run has done so far, counted as its readings pass by."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from communique.types import Reading


@dataclass
class Tally:
    """Counts of one run. `part_done` (0 to 1, None where not known) says how much of the input was taken up."""

    part_done: Callable[[], float | None] = lambda: None
    documents: int = 0
    relevant: int = 0
    """Documents that report something."""
    skips: Counter[str] = field(default_factory=Counter)
    """By reason."""
    started: float = field(default_factory=time.monotonic)

    def counted(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """Pass the readings on and count them."""
        for reading in readings:
            self.documents += 1
            self.relevant += bool(reading.reports)
            if reading.skip is not None:
                self.skips[reading.skip.code] += 1
            yield reading

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self.started

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.documents / max(self.seconds, 1e-6)

    @property
    def seconds_left(self) -> float | None:
        """As far as the input tells."""
        part = self.part_done()
        return self.seconds * (1 - part) / part if part and self.documents else None

    def __str__(self) -> str:
        share = f", {self.relevant / self.documents:.0%} relevant" if self.documents else ""
        left = self.seconds_left
        return "".join(
            (
                f"{self.documents:,} documents, {self.rate:.1f}/s{share}",
                f", skipped {self.reasons}" if self.skips else "",
                f", about {_time(left)} left" if left is not None else "",
            )
        )

    @property
    def reasons(self) -> str:
        """The skips by reason, the most frequent first."""
        return ", ".join(f"{number:,} {code}" for code, number in self.skips.most_common())


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{rest} s"
