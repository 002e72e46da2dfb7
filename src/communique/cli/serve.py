"""`communique serve`: the record as web pages on this machine."""

from __future__ import annotations

import socket
from pathlib import Path

import click

from communique.cli.options import record_option
from communique.cli.output import tell
from communique.errors import UsageError


@click.command("serve", epilog="Example: communique serve --record communique.db --port 8321")
@record_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8321, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--allow-host", "allowed", multiple=True, metavar="NAME", help="A name that the server is reached under.")
def serve(record_path: str, host: str, port: int, allowed: tuple[str, ...]) -> None:
    """Show the record as web pages and as an API; it is only read."""
    import uvicorn

    from communique.web.app import LOOPBACK, make_app

    if "://" not in record_path and not Path(record_path).is_file():
        raise UsageError(f"there is no record at {record_path}: make one with `communique add SOURCE`, or try a demo")
    listening = _listen(host, port)
    app = make_app(record_path, hosts=(*LOOPBACK, host, *allowed))
    tell(f"The record {record_path} is at http://{_shown(host)}:{listening.getsockname()[1]}/ (stop with Ctrl-C)")
    settings = uvicorn.Config(app, log_level="warning", server_header=False)
    uvicorn.Server(settings).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # so that asyncio sets TCP_NODELAY
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise UsageError(f"cannot listen on {host}:{port}: {error.strerror}; choose another --port or --host") from None
    return listening


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
