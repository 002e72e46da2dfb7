"""Tokens that let somebody judge from another machine. The file of the server holds their hashes only."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

import msgspec

from communique.errors import UsageError

COST, BLOCK, LANES = 2**14, 8, 1
"""Parameters of scrypt: 16 MB and about 40 ms for a try (OWASP's list of equal settings has stronger ones for
passwords that people choose; these tokens are 256 random bits)."""
HEADER = "# Hashes of tokens for the review pages, one a line; take a line out to take its token back.\n"
ADVICE = "make one with `communique serve --token-file FILE --new-token`"


class HashedToken(msgspec.Struct, frozen=True):
    """The scrypt hash of one token, with its salt."""

    salt: bytes
    digest: bytes


def new_token(path: Path) -> str:
    """Make a token, add its hash to the file (readable by its owner only), and return the token: it is kept nowhere.

    Raises UsageError where the file cannot be written.
    """
    token, salt = secrets.token_urlsafe(32), secrets.token_bytes(16)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="ascii") as file:
            file.write(f"{'' if path.stat().st_size else HEADER}scrypt:{salt.hex()}:{_digest(token, salt).hex()}\n")
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}): name a file in a folder of yours") from error
    return token


def tokens_in(path: Path) -> tuple[HashedToken, ...]:
    """The hashes in the file. Raises UsageError where it is missing, empty or damaged."""
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{path} is no file of tokens: {ADVICE}") from None
    found = tuple(_hashed(line, path) for line in lines if line.strip() and not line.startswith("#"))
    if not found:
        raise UsageError(f"{path} holds no token: {ADVICE}")
    return found


def _hashed(line: str, path: Path) -> HashedToken:
    kind, _, rest = line.strip().partition(":")
    salt, _, digest = rest.partition(":")
    try:
        token = HashedToken(bytes.fromhex(salt), bytes.fromhex(digest))
    except ValueError:
        token = HashedToken(b"", b"")
    if kind != "scrypt" or not token.salt or len(token.digest) != 64:
        raise UsageError(f"{path} holds a line that is no hash of a token: take it out, and {ADVICE}")
    return token


def fits(given: str, tokens: Sequence[HashedToken]) -> bool:
    """Whether the token given is one of those, compared in constant time."""
    return sum(hmac.compare_digest(_digest(given, known.salt), known.digest) for known in tokens) > 0


def _digest(token: str, salt: bytes) -> bytes:
    return hashlib.scrypt(token.encode(), salt=salt, n=COST, r=BLOCK, p=LANES, dklen=64)
