"""Why an address was not fetched."""

from __future__ import annotations


class FetchError(Exception):
    """What stands at an address could not be had; `code` and `detail` as a Skip has them.

    `passing`: another time it may go well.
    """

    def __init__(self, code: str, detail: str, *, passing: bool = False) -> None:
        super().__init__(detail)
        self.code, self.detail, self.passing = code, detail, passing
