"""What every page needs at hand: the record, the names, the templates."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from communique.export.wording import (
    MODE_WORDS,
    STATUS_WORDS,
    day_words,
    party_words,
    title_of,
    when_words,
)
from communique.record import Record
from communique.web.facts import carrying_words
from communique.web.filters import window
from communique.web.naming import BASIS_WORDS, LEVEL_WORDS, Names
from communique.web.remembered import Remembered
from communique.web.review.gate import Gate


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """One open record with what shows it, and who may judge it; judgements open `location` anew to write."""

    record: Record
    location: str | Path
    names: Names
    templates: jinja2.Environment
    remembered: Remembered
    gate: Gate


def desk_of(request: Request) -> Desk:
    """The desk that `make_app` laid out."""
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk


def render(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A page from its template. Everything is escaped; data blocks go through `data_block`."""
    desk = desk_of(request)
    page = desk.templates.get_template(template)
    body = page.render(request=request, path=request.url.path, site=site_of(request), **values)
    return HTMLResponse(body, status_code=status)


def site_of(request: Request) -> str:
    """What addresses of this server begin with, without a slash at the end."""
    return str(request.base_url).rstrip("/")


def templates_for(names: Names) -> jinja2.Environment:
    """The templates with the words that they use; a missing value is an error, not an empty place."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("communique.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        lstrip_blocks=True,
    )
    environment.globals.update(
        names=names,
        static=static_address,
        data_block=data_block,
        counted=counted,
        MODE_WORDS=MODE_WORDS,
        STATUS_WORDS=STATUS_WORDS,
        LEVEL_WORDS=LEVEL_WORDS,
        BASIS_WORDS=BASIS_WORDS,
        day_words=day_words,
        when_words=when_words,
        party_words=party_words,
        parties_words=names.parties,
        place_words=names.place,
        carrying_words=carrying_words,
        title_of=title_of,
        web_address=web_address,
        window=window,
    )
    environment.filters["state_name"] = names.state
    return environment


@cache
def static_address(name: str) -> str:
    """The address of a file under `static`, with its hash, so that browsers may keep it for good."""
    body = files("communique.web").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={hashlib.blake2b(body, digest_size=6).hexdigest()}"


def data_block(value: Any) -> Markup:
    """JSON for a data block in a page: no character in it can end the block."""
    text = msgspec.json.encode(value).decode("utf-8")
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - every character that could end the block is escaped above


def counted(number: int, noun: str) -> str:
    """ "1 report", "2 reports"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def web_address(address: str | None) -> str | None:
    """The address, where it is one that a browser may follow: a page's own "javascript:" is never a link."""
    return address if address and address.startswith(("http://", "https://")) else None
