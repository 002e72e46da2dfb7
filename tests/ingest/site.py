"""A web server on loopback that answers what a test tells it to, and keeps what it was asked."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>OSLO, 1 July 2025 - The foreign minister of Chile met the foreign minister of Norway in Oslo on 1 July 2025.</p>
<p>Both ministers spoke at length about research in the far north, about ferries and about salmon. {title}.</p>
</article></body></html>"""


class Told(NamedTuple):
    """An answer: status, body, headers."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = {}  # noqa: RUF012 - nobody writes into it


class Asked(NamedTuple):
    """A request as it came."""

    path: str
    headers: dict[str, str]
    at: float


Answering = Callable[[BaseHTTPRequestHandler], None]


def page(title: str = "Ministers meet in Oslo", **headers: str) -> Told:
    """A page with an article."""
    sent = {"Content-Type": "text/html; charset=utf-8"} | {k.replace("_", "-"): v for k, v in headers.items()}
    return Told(200, PAGE.format(title=title).encode(), sent)


def xml(body: str) -> Told:
    """A feed or a sitemap."""
    return Told(200, body.encode(), {"Content-Type": "application/xml"})


def to(place: str, status: int = 302) -> Told:
    """A redirect."""
    return Told(status, b"", {"Location": place})


class Site:
    """The server; `answers` by path: one answer for ever, or several, the last of which stays."""

    def __init__(self) -> None:
        self.answers: dict[str, Told | Answering | list[Told | Answering]] = {}
        self.asked: list[Asked] = []
        self.base = ""

    def url(self, path: str = "/") -> str:
        return self.base + path

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(Asked(handler.path, dict(handler.headers.items()), time.monotonic()))
        told = self.answers.get(handler.path, Told(404))
        if isinstance(told, list):
            told = told.pop(0) if len(told) > 1 else told[0]
        if not isinstance(told, Told):
            told(handler)
            return
        handler.send_response(told.status)
        for name, value in told.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(told.body)))
        handler.end_headers()
        handler.wfile.write(told.body)


@contextmanager
def served(certificate: Path | None = None, host: str = "127.0.0.1") -> Iterator[Site]:
    """A site that is served while the block runs; with a certificate (and key in one file) over TLS."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            try:
                site.answer(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args: object) -> None:
            pass

    server = Server((host, 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site.base = f"http{'s' if certificate else ''}://{host}:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
