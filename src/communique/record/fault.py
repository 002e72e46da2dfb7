"""What `verify` finds."""

from __future__ import annotations

import msgspec


class Fault(msgspec.Struct, frozen=True):
    """Something in the record that does not hold."""

    kind: str
    where: str
    detail: str
