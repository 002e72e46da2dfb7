"""`communique serve`: the record as web pages."""

from __future__ import annotations

import gc
import socket
from pathlib import Path
from typing import Any

import click
import msgspec

from communique.cli.options import record_option
from communique.cli.output import tell
from communique.errors import UsageError


@click.command("serve", epilog="Example: communique serve --record communique.db --port 8321")
@record_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8321, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--allow-host", "allowed", multiple=True, metavar="NAME", help="A name that the server is reached under.")
@click.option("--read-only", is_flag=True, help="Nobody may judge or correct.")
@click.option("--token-file", type=click.Path(path_type=Path, dir_okay=False), help="Hashes of the reviewers' tokens.")
@click.option("--new-token", is_flag=True, help="Make a token for --token-file, print it once, and end.")
def serve(record_path: str, host: str, port: int, new_token: bool, **reached: Any) -> None:
    """Show the record as web pages and as an API; on /review, people judge what the program was unsure of.

    Whoever uses this machine may judge under a name. Where the server is reached from others (--host, --allow-host),
    judging needs a token: `communique serve --token-file FILE --new-token` makes one and keeps only its hash.
    """
    if new_token:
        _print_new_token(reached["token_file"])
    else:
        _serve(record_path, host, port, Reached(**reached))


class Reached(msgspec.Struct, frozen=True, kw_only=True):
    """Under which further names the server is reached, and who may judge."""

    allowed: tuple[str, ...]
    read_only: bool
    token_file: Path | None


def _print_new_token(path: Path | None) -> None:
    from communique.web.review.token import new_token

    if path is None:
        raise UsageError("name the file that keeps the hash of the token: --token-file FILE --new-token")
    click.echo(new_token(path))
    tell(f"Its hash is in {path}; the token itself is kept nowhere: hand it to the reviewer now.")


def _serve(record_path: str, host: str, port: int, reached: Reached) -> None:
    import uvicorn

    from communique.record import shown
    from communique.web.app import LOOPBACK, make_app
    from communique.web.review.gate import gate_for
    from communique.web.review.token import tokens_in

    tokens = tokens_in(reached.token_file) if reached.token_file else ()
    gate = gate_for((host, *reached.allowed), tokens, read_only=reached.read_only)
    listening = _listen(host, port)
    app = make_app(record_path, hosts=(*LOOPBACK, host, *reached.allowed), gate=gate)
    gc.freeze()  # tables and templates stay for good: no collection need walk them
    site = f"http://{_bracketed(host)}:{listening.getsockname()[1]}/"
    tell(f"The record {shown(record_path)} is at {site} (stop with Ctrl-C)")
    if gate.closed and not reached.read_only:
        tell(gate.closed)
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


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
