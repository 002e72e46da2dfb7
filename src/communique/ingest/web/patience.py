"""Waiting: between requests to one host, before a further try, as long as a server asks for."""

from __future__ import annotations

import datetime as dt
import email.utils
import time
from threading import Lock

import httpx


class Turns:
    """Keeps requests to one host apart."""

    def __init__(self) -> None:
        self._free: dict[str, float] = {}
        self._taking = Lock()

    def wait(self, host: str, pause: float) -> None:
        """Return when the host may be asked again, `pause` seconds after the request before."""
        with self._taking:
            turn = max(time.monotonic(), self._free.get(host, 0.0))
            self._free[host] = turn + pause
        time.sleep(max(0.0, turn - time.monotonic()))


def retry_after(headers: httpx.Headers, otherwise: float) -> float:
    """Seconds that a server asks to wait (a number or a time); `otherwise` where it asks for nothing readable."""
    value = str(headers.get("retry-after", "")).strip()
    if value.isdigit():
        return float(value)
    try:
        when = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return otherwise
    return max(0.0, (when - dt.datetime.now(when.tzinfo)).total_seconds())
