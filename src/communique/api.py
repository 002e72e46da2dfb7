"""The record from Python: the same words and the same objects as on the command line.

import communique

with communique.open("r.db") as record:
    record.find(between=("IN", "US"), mode="call").to_pandas()
    record.check("the third call between Singh and Hegseth this year", published="2025-07-02").verdict
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack, overload

from communique.check import CheckedClaim, Claim, check, claim_of_sentence
from communique.check.counting import Counted, counted
from communique.check.filters import asked_of, query_of
from communique.check.trend import Trend, trend_of_record
from communique.errors import UsageError
from communique.export.rows import COLUMNS, row_of
from communique.knowledge import load_knowledge
from communique.record import Record, open_record
from communique.types import Engagement

if TYPE_CHECKING:
    import pandas as pd


class Filters(TypedDict, total=False):
    """The filters of `communique find`: sides as `IN`, `US/defence`, names or ids; days as 2025-07-01 or part of it."""

    between: str | Sequence[str]
    person: str | None
    office: str | None
    mode: str | None
    status: str | None
    area: str | None
    first: str | None
    last: str | None
    since_office: str | None
    place: str | None
    outlet: str | None
    text: str | None
    sort: str
    limit: int | None


class Found(Sequence[Engagement]):
    """The engagements that a query found."""

    def __init__(self, engagements: Sequence[Engagement]) -> None:
        self._engagements = tuple(engagements)

    @overload
    def __getitem__(self, index: int) -> Engagement: ...

    @overload
    def __getitem__(self, index: slice) -> Found: ...

    def __getitem__(self, index: int | slice) -> Engagement | Found:
        return Found(self._engagements[index]) if isinstance(index, slice) else self._engagements[index]

    def __len__(self) -> int:
        return len(self._engagements)

    def __repr__(self) -> str:
        return f"<{len(self)} engagements>"

    def to_pandas(self) -> pd.DataFrame:
        """One row an engagement, with the columns of the CSV export. Raises UsageError where pandas is missing."""
        try:
            import pandas as pd
        except ImportError as error:
            raise UsageError("pandas is not installed: install communique with its extra `pandas`") from error
        columns = [column.name for column in COLUMNS]
        return pd.DataFrame([row_of(item) for item in self._engagements], columns=columns)


class OpenRecord:
    """A record open for questions. Use it as a context manager, or call `close`."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def __enter__(self) -> OpenRecord:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Engagement]:
        return iter(self.find())

    def close(self) -> None:
        """Close the file."""
        self._record.close()

    def find(self, **filters: Unpack[Filters]) -> Found:
        """The engagements that the filters find, earliest first. Raises UsageError for values that are not known."""
        return Found(tuple(self._record.find(query_of(filters, load_knowledge()))))

    def count(self, **filters: Unpack[Filters]) -> int:
        """How many engagements surely lie in the window; `counted` names them, and those that may lie in it, too."""
        return self.counted(**filters).count

    def counted(self, **filters: Unpack[Filters]) -> Counted:
        """The held engagements in the window (of another status where `status` asks), none of mere background."""
        return counted(asked_of(filters, load_knowledge()), self._record)

    def engagement(self, engagement_id: str) -> Engagement | None:
        """The engagement with this id, or the one that superseded it."""
        return self._record.engagement(engagement_id)

    def check(self, sentence: str, published: str | None = None) -> CheckedClaim:
        """The verdict on an ordinal sentence as of its publication (an ISO day; today where none is given)."""
        claim = claim_of_sentence(sentence, published, load_knowledge())
        return check(claim or Claim(text=sentence, n=0, of=""), self._record)

    def trend(self, as_of: str | None = None, **filters: Unpack[Filters]) -> Trend:
        """Counts by month, level, mode and area up to a day, and the last twelve months against those before."""
        asked = query_of({**filters, "last": as_of or filters.get("last")}, load_knowledge())
        day = dt.date.fromisoformat(asked.last) if asked.last else dt.datetime.now(dt.UTC).date()
        return trend_of_record(asked, day, self._record, _role_of)


def open_for_questions(path: str | Path) -> OpenRecord:
    """Open the record at a path or postgresql:// address. Raises RecordError where there is none, or it is damaged."""
    return OpenRecord(open_record(path))


def _role_of(office_id: str) -> str | None:
    office = load_knowledge().office(office_id)
    return office.role if office else None
