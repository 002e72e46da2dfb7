"""What was seen before, so that what is unchanged need not be fetched and read again."""

from __future__ import annotations

from collections.abc import Callable

from communique.types import Seen


def _nothing(source: str) -> Seen | None:
    del source
    return None


class Memory:
    """Looks up what earlier runs noted by `recall`, and gathers in `noted` what this one sees.

    Whoever keeps it writes `noted` down only after what was read is stored: else a crash would lose pages.
    """

    def __init__(self, recall: Callable[[str], Seen | None] = _nothing) -> None:
        self._recall = recall
        self.noted: dict[str, Seen] = {}

    def recall(self, source: str) -> Seen | None:
        """What was noted of an address or a file, None where it is new."""
        return self.noted.get(source) or self._recall(source)

    def note(self, source: str, seen: Seen) -> None:
        """Note what was seen of a source."""
        self.noted[source] = seen

    def taken(self) -> dict[str, Seen]:
        """What was noted since this was asked last, for whoever writes it down and answers `recall` with it."""
        noted, self.noted = self.noted, {}
        return noted
