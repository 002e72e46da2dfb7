"""A limit on the work that one page may cause, in seconds of the processor: a busy machine takes nothing away."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

AGAIN = 1.0
"""Seconds after which a page that swallowed the interruption is interrupted again."""
TIMED = hasattr(signal, "setitimer")


class TooSlow(BaseException):
    """The page took longer than it may. No Exception, so that no library takes it for a fault of its own."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TooSlow inside the block when it took so long. Off the main thread no signal arrives, and it may."""
    if not TIMED or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _interrupt)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _interrupt(*_: object) -> None:
    raise TooSlow


def end_process_after(seconds: float) -> None:
    """End this process when so long was worked, even inside a library that never comes back; 0 takes it back."""
    if TIMED:
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
