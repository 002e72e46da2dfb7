"""Printing: results to standard output, everything else to standard error."""

from __future__ import annotations

import sys
from typing import Any

import click
import msgspec


def print_json_line(value: Any) -> None:
    """One value as one line of JSON on standard output (ASCII not forced, so that quotes stay readable)."""
    sys.stdout.write(msgspec.json.encode(value).decode("utf-8"))
    sys.stdout.write("\n")


def tell(message: str) -> None:
    """A message for the person at the terminal: never on standard output."""
    click.echo(message, err=True)
