"""Who may judge here: anybody at this machine who says a name, those who hold a token, or nobody."""

from __future__ import annotations

import ipaddress
from threading import Lock

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request

from communique.errors import UsageError
from communique.web.review.session import Seal, Session, form_fits, new_seal, session_of
from communique.web.review.token import ADVICE, HashedToken, fits

LONGEST_NAME = 80
READ_ONLY = "The record is only read here: what waits is shown, nothing can be decided."
NO_TOKEN = f"This server is reached from other machines, so that judging needs a token: {ADVICE}."
_one_at_a_time = Lock()
"""Trying a token takes 16 MB of memory: many tries at once must not take it all."""


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """`closed` says why nobody may judge, empty where somebody may; `tokens` are asked for where there are any."""

    closed: str = ""
    tokens: tuple[HashedToken, ...] = ()
    seal: Seal = msgspec.field(default_factory=new_seal)

    def named(self, name: str, token: str) -> str:
        """The name of somebody who may come in. Raises UsageError for no name, HTTPException 403 for a wrong token."""
        self.refuse_if_closed()
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise UsageError(f"say who you are, in {LONGEST_NAME} letters or fewer: judgements are signed")
        if self.tokens:
            with _one_at_a_time:
                if not fits(token, self.tokens):
                    raise HTTPException(403, f"The token is not right: ask whoever runs this server, or {ADVICE}.")
        return name

    def refuse_if_closed(self) -> None:
        """Raises HTTPException 403 where nobody may judge."""
        if self.closed:
            raise HTTPException(403, self.closed)

    def check_form(self, request: Request, form: dict[str, str]) -> Session:
        """The session of a form that came from one of its pages. Raises HTTPException 403 for any other."""
        self.refuse_if_closed()
        session = session_of(request, self.seal)
        if session is None or not form_fits(form.get("sign", ""), session, self.seal):
            raise HTTPException(403, "The form did not come from a page of this visit: open /review and send it again.")
        return session

    def check_signed(self, request: Request, form: dict[str, str]) -> str:
        """Who sent the form. Raises HTTPException 403 for a form of another page, or of somebody without a name."""
        session = self.check_form(request, form)
        if not session.name:
            raise HTTPException(403, "Say who you are first: open /review.")
        return session.name


def gate_for(hosts: tuple[str, ...], tokens: tuple[HashedToken, ...], *, read_only: bool) -> Gate:
    """The gate of a server that is reached under the hosts."""
    if read_only:
        return Gate(closed=READ_ONLY)
    if not tokens and not all(is_loopback(host) for host in hosts):
        return Gate(closed=NO_TOKEN)
    return Gate(tokens=tokens)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the host."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
