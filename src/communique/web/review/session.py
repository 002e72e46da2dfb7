"""Who judges: a signed cookie that lasts as long as the server runs, and the sign that its own forms carry."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time

import msgspec
from starlette.requests import Request
from starlette.responses import Response

COOKIE = "communique_review"
LASTS = 12 * 3600
"""Seconds after which a person says again who they are."""
PATH = "/review"


class Session(msgspec.Struct, frozen=True):
    """One browser; `name` is empty until somebody said who they are (and had the right token)."""

    nonce: str
    name: str
    made: int


class Seal(msgspec.Struct, frozen=True):
    """The secret of this run of the server, which signs what browsers hand back."""

    secret: bytes

    def sign(self, purpose: str, words: str) -> str:
        """The mark that only this server can make for the words."""
        return hmac.new(self.secret, f"{purpose}\n{words}".encode(), hashlib.sha256).hexdigest()


def new_seal() -> Seal:
    """A seal that nobody knows."""
    return Seal(secrets.token_bytes(32))


def new_session(name: str = "") -> Session:
    """A session of somebody, or of nobody yet."""
    return Session(secrets.token_urlsafe(18), name, int(time.time()))


def session_of(request: Request, seal: Seal) -> Session | None:
    """The session of the request's cookie; None where there is none, it is forged, or too old."""
    body, _, mark = request.cookies.get(COOKIE, "").partition(".")
    if not hmac.compare_digest(seal.sign("session", body).encode(), mark.encode()):
        return None
    session = _decoded(body)
    return session if session and time.time() - session.made < LASTS else None


def name_before(request: Request) -> str:
    """The name in the cookie, signed or not: it only fills the field in which a person says their name again."""
    session = _decoded(request.cookies.get(COOKIE, "").partition(".")[0])
    return session.name if session else ""


def _decoded(body: str) -> Session | None:
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(body), type=Session)
    except (ValueError, msgspec.DecodeError):
        return None


def keep(response: Response, request: Request, session: Session, seal: Seal) -> None:
    """Hand the session to the browser; no other site's page can send it with a form, no script can read it."""
    body = base64.urlsafe_b64encode(msgspec.json.encode(session)).decode()
    response.set_cookie(
        COOKIE,
        f"{body}.{seal.sign('session', body)}",
        max_age=365 * 24 * 3600,
        path=PATH,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def form_sign(session: Session, seal: Seal) -> str:
    """What a form of this session carries, and no other site can know."""
    return seal.sign("form", session.nonce)


def form_fits(given: str, session: Session, seal: Seal) -> bool:
    """Whether a form that was sent came from a page of this session."""
    return hmac.compare_digest(given.encode(), form_sign(session, seal).encode())
