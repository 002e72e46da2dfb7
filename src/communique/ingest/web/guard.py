"""The way out to the network: names are resolved once, the addresses checked, and just these connected to.

A page, a redirect or a name server may point at machines that only we can reach (this one, its network, its cloud's
metadata service). The check stands where connections are made, so that no way leads around it: the address that is
checked is the address that is dialled, whatever the name resolves to a moment later.
"""

from __future__ import annotations

import ipaddress
import math
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import local

import httpcore
import httpx

from communique.ingest.web.faults import FetchError

Resolver = Callable[[str, int], Sequence[str]]
"""Host and port to addresses as numbers. Raises OSError or UnicodeError where the name is not known."""
CONNECTIONS = 64
"""More than addresses are under way (see `abreast`), so that none waits for a connection."""
NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""Addresses of IPv4 in IPv6 (RFC 6052): the last 32 bits say where they lead."""


def system_addresses(host: str, port: int) -> Sequence[str]:
    """The addresses that this machine's resolver gives for a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an address (a number) is one of the public internet, also when it is wrapped into another kind."""
    number = ipaddress.ip_address(address)
    if isinstance(number, ipaddress.IPv6Address):
        inner = [number.ipv4_mapped, number.sixtofour, *(number.teredo or ())]
        inner += [ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)] if number in NAT64 else []
        if any(wrapped is not None and not is_public(str(wrapped)) for wrapped in inner):
            return False
        if number.ipv4_mapped:
            return True
    return number.is_global and not number.is_multicast


class GuardedBackend(httpcore.NetworkBackend):
    """Connections to public addresses and to the `private` networks that are allowed, to no others.

    `until` is the moment (monotonic) when the present answer is due; each thread has its own.
    """

    def __init__(self, resolver: Resolver, private: Iterable[str]) -> None:
        self._network = httpcore.SyncBackend()
        self._resolver = resolver
        self._private = [ipaddress.ip_network(network) for network in private]
        self._present = local()

    @property
    def until(self) -> float:
        return getattr(self._present, "until", math.inf)

    @until.setter
    def until(self, moment: float) -> None:
        self._present.until = moment

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A stream to the first of the host's addresses that answers. Raises FetchError where none is allowed."""
        addresses = self._addresses(host, port)
        for place, address in enumerate(addresses):
            try:
                stream = self._network.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if place + 1 == len(addresses):
                    raise
            else:
                return self._checked(stream, host)
        raise httpcore.ConnectError(f"{host} has no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = self._resolver(host, port)
        except (OSError, UnicodeError) as fault:
            raise FetchError("unknown_host", f"there is no host {host} ({fault})", passing=True) from fault
        allowed = [address for address in found if self._is_allowed(address)]
        if found and not allowed:
            raise _private(host, found[0])
        return allowed

    def _checked(self, stream: httpcore.NetworkStream, host: str) -> httpcore.NetworkStream:
        peer = str(stream.get_extra_info("server_addr")[0])
        if not self._is_allowed(peer):
            stream.close()
            raise _private(host, peer)
        return _TimedStream(stream, self)

    def _is_allowed(self, address: str) -> bool:
        return is_public(address) or any(ipaddress.ip_address(address) in network for network in self._private)

    def left(self, timeout: float | None) -> float:
        """Seconds for the next step: its own time-out, cut by what is left of the whole. Raises ReadTimeout."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the answer takes too long as a whole")
        return left if timeout is None else min(timeout, left)


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every step ends when the answer as a whole is due."""

    def __init__(self, inner: httpcore.NetworkStream, backend: GuardedBackend) -> None:
        self._inner, self._backend = inner, backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._inner.start_tls(ssl_context, server_hostname, self._backend.left(timeout))
        return _TimedStream(secured, self._backend)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


class GuardedTransport(httpx.HTTPTransport):
    """httpx's own transport over guarded connections; `authority`: certificates to trust beside the public ones."""

    def __init__(self, backend: GuardedBackend, authority: Path | None = None) -> None:
        super().__init__(trust_env=False)
        context = httpx.create_ssl_context(trust_env=False)
        if authority:
            context.load_verify_locations(authority)
        self._pool = httpcore.ConnectionPool(ssl_context=context, max_connections=CONNECTIONS, network_backend=backend)


def _private(host: str, address: str) -> FetchError:
    detail = f"{host} is at {address}, which is no public address; allow such with --allow-private"
    return FetchError("private_address", detail)
