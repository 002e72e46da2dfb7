"""Printing: results to standard output, everything else to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import click
import msgspec

T = TypeVar("T")


def print_json_line(value: Any) -> None:
    """One value as one line of JSON on standard output (ASCII not forced, so that quotes stay readable)."""
    sys.stdout.write(msgspec.json.encode(value).decode("utf-8"))
    sys.stdout.write("\n")


def tell(message: str) -> None:
    """A message for the person at the terminal: never on standard output."""
    click.echo(message, err=True)


def progress(items: Iterable[T], label: str) -> Iterator[T]:
    """Pass the items on; on a terminal, with a bar on standard error that vanishes when done."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(items, description=label)
