"""Why an address was not fetched."""

from __future__ import annotations

UNREACHED = frozenset(
    "bad_address unknown_host private_address unreachable timed_out tls robots http_status redirect_loop"
    " too_many_redirects".split()
)
"""Codes that say that nothing was had from an address."""


class FetchError(Exception):
    """What stands at an address could not be had; `code` and `detail` as a Skip has them.

    `passing`: another time it may go well.
    """

    def __init__(self, code: str, detail: str, *, passing: bool = False) -> None:
        super().__init__(detail)
        self.code, self.detail, self.passing = code, detail, passing
