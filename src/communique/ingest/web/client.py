"""One address fetched: robots.txt asked, redirects followed by hand, tries repeated where that can help."""

from __future__ import annotations

import datetime as dt
import ssl
import time
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import httpx

from communique.config import Config
from communique.ingest.answer import Answer
from communique.ingest.packed import DamagedBodyError, TooLargeError, unpacked
from communique.ingest.web.faults import FetchError
from communique.ingest.web.guard import GuardedBackend, GuardedTransport, Resolver, system_addresses
from communique.ingest.web.kept import Kept
from communique.ingest.web.memory import Memory
from communique.ingest.web.patience import Turns, retry_after
from communique.ingest.web.robots import LONGEST, Robots, robots_of
from communique.types import Seen
from communique.version import __version__

ROBOT = "communique"
AGENT = f"{ROBOT}/{__version__} (reads news pages and official readouts; heeds robots.txt)"
ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that may be others a moment later."""
UNREAD = ("image/", "video/", "audio/", "font/")
ROBOTS_HOLD = 24 * 3600.0
"""Seconds for which a robots.txt is kept (RFC 9309, 2.4)."""
FAULT_HOLD = 300.0
"""Seconds for which a site that cannot be reached is left alone."""
LONGEST_DELAY = 60.0
"""Seconds between two requests beyond which a site's wish is not heeded."""


class Reply(NamedTuple):
    """What a server said to one request: the body unpacked, empty where the status has no page to it."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    body: bytes


class Web:
    """A client for a run: connections, robots.txt of the sites, and when each host was asked last."""

    def __init__(
        self,
        config: Config,
        *,
        memory: Memory | None = None,
        kept: Path | None = None,
        resolver: Resolver = system_addresses,
    ) -> None:
        self.memory = memory or Memory()
        self._kept = Kept(kept)
        self._manners = config.manners
        self._limit = config.max_bytes
        self._backend = GuardedBackend(resolver, config.manners.private)
        self._turns = Turns()
        self._opening = Lock()
        self._robots: dict[str, tuple[float, Robots | FetchError]] = {}

    def __enter__(self) -> Web:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        if "_opened" in self.__dict__:
            self._opened.close()

    @property
    def _client(self) -> httpx.Client:
        with self._opening:
            return self._opened

    @cached_property
    def _opened(self) -> httpx.Client:
        timeout = httpx.Timeout(self._manners.step, connect=self._manners.connect)
        headers = {"User-Agent": AGENT, "Accept": ACCEPT}
        transport = GuardedTransport(self._backend, self._manners.authority)
        return httpx.Client(transport=transport, headers=headers, timeout=timeout, trust_env=False)

    def fetch(self, address: str, memory: Memory | None = None) -> Answer:
        """What stands at an address, after redirects, or stood there for an interrupted run; threads may ask at once.

        Raises FetchError where nothing can be had, or nothing newer than the memory holds (the web's own, if none).
        """
        kept = self._kept.recall(address)
        if kept is not None:
            return kept
        captured = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        reply = self._follow(_checked(address), partial(self._page, memory or self.memory))
        if reply.status != httpx.codes.OK:
            said = f"{reply.status} {httpx.codes.get_reason_phrase(reply.status)}".strip()
            raise FetchError("http_status", f"{address} answers {said}", passing=reply.status in PASSING)
        answer = Answer(str(reply.url), captured, reply.headers, reply.body)
        self._kept.keep(address, answer)
        return answer

    # --- one hop after the other ----------------------------------------------------------------------------------

    def _follow(self, url: httpx.URL, ask: Callable[[httpx.URL], Reply]) -> Reply:
        passed: list[httpx.URL] = []
        while len(passed) <= self._manners.redirects:
            passed.append(url)
            reply = ask(url)
            if not 300 < reply.status < 400 or "location" not in reply.headers:
                return reply
            url = _checked(reply.headers["location"], url)
            if url in passed:
                raise FetchError("redirect_loop", f"{passed[0]} leads in a circle by way of {url}")
        raise FetchError("too_many_redirects", f"{passed[0]} leads on more than {self._manners.redirects} times")

    def _page(self, memory: Memory, url: httpx.URL) -> Reply:
        robots = self._robots_of(url)
        if not robots.allows(url.raw_path.decode("ascii")):
            raise FetchError("robots", f"{url}: the site's robots.txt asks robots not to fetch it")
        seen = memory.recall(str(url)) or Seen()
        wanted = {"If-None-Match": seen.etag, "If-Modified-Since": seen.modified}
        headers = {name: value for name, value in wanted.items() if value}
        reply = self._ask(url, max(self._manners.pause, min(robots.delay, LONGEST_DELAY)), headers)
        if reply.status == httpx.codes.NOT_MODIFIED:
            raise FetchError("not_modified", f"{url} is unchanged since it was read last")
        return reply

    def _robots_of(self, url: httpx.URL) -> Robots:
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        until, kept = self._robots.get(site, (0.0, Robots()))
        if until < time.monotonic():
            try:
                until, kept = ROBOTS_HOLD, self._robots_at(httpx.URL(f"{site}/robots.txt"))
            except FetchError as fault:
                until, kept = FAULT_HOLD, fault
            self._robots[site] = (time.monotonic() + until, kept)
        if isinstance(kept, FetchError):
            raise FetchError(kept.code, f"{url} is not fetched: {kept.detail}", passing=kept.passing)
        return kept

    def _robots_at(self, place: httpx.URL) -> Robots:
        reply = self._follow(place, lambda hop: self._ask(hop, self._manners.pause, {}))
        if reply.status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise FetchError("robots", f"{place} cannot be had (it answers {reply.status})", passing=True)
        text = reply.body[:LONGEST].decode("utf-8-sig", "replace") if reply.status == httpx.codes.OK else ""
        return robots_of(text, ROBOT)

    # --- one request, and again where that can help -----------------------------------------------------------------

    def _ask(self, url: httpx.URL, pause: float, headers: dict[str, str]) -> Reply:
        wait = self._manners.first_wait
        for left in reversed(range(self._manners.tries)):
            self._turns.wait(url.host, pause)
            try:
                reply = self._request(url, headers)
            except (httpx.NetworkError, httpx.TimeoutException, httpx.RemoteProtocolError) as fault:
                problem = _connection_fault(url, fault)
                if not left or problem.code == "tls" or time.monotonic() >= self._backend.until:
                    raise problem from fault
                asked = wait
            else:
                asked = retry_after(reply.headers, wait)
                if reply.status not in PASSING or not left or asked > self._manners.longest_wait:
                    return reply
            time.sleep(asked)
            wait = min(2 * wait, self._manners.longest_wait)
        raise AssertionError("unreachable: the last try returns or raises")

    def _request(self, url: httpx.URL, headers: dict[str, str]) -> Reply:
        self._backend.until = time.monotonic() + self._manners.whole
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                named = response.headers.get("content-type", "")
                read = response.status_code == httpx.codes.OK and not named.startswith(UNREAD)
                packed = response.headers.get("content-encoding", "")
                body = unpacked(response.iter_raw(), packed, self._limit) if read else b""
                return Reply(url, response.status_code, response.headers, body)
        except TooLargeError as fault:
            raise FetchError("too_large", f"{url} has over {self._limit:,} bytes") from fault
        except DamagedBodyError as fault:
            raise FetchError("damaged", f"{url} cannot be unpacked ({fault})") from fault
        except (httpx.ProtocolError, httpx.InvalidURL, httpx.UnsupportedProtocol) as fault:
            if isinstance(fault, httpx.RemoteProtocolError):
                raise
            raise FetchError("bad_address", f"{url} cannot be asked for ({fault})") from fault


def _checked(address: str, base: httpx.URL | None = None) -> httpx.URL:
    """An address that may be asked. Raises FetchError for other than http and https, and for names with passwords."""
    try:
        url = (base.join(address) if base else httpx.URL(address)).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as fault:
        raise FetchError("bad_address", f"{address!r} is no web address ({fault})") from fault
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchError("bad_address", f"{address!r} is no web address: only http and https are read")
    if url.userinfo:
        raise FetchError("bad_address", f"an address at {url.host} holds a name or password: save the page yourself")
    return url


def _connection_fault(url: httpx.URL, fault: httpx.TransportError) -> FetchError:
    cause: BaseException | None = fault
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return FetchError("tls", f"{url.host} cannot be trusted or spoken to ({cause})")
        cause = cause.__cause__ or cause.__context__
    if isinstance(fault, httpx.TimeoutException):
        return FetchError("timed_out", f"{url} does not answer in time", passing=True)
    return FetchError("unreachable", f"{url} cannot be reached ({fault})", passing=True)
