"""Whatever is added, in whatever order, read anew or taken back: the record is what assembling all of it at once gives."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from benchmarks.synthetic import MADE_WITH, span
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from communique.assemble import assemble
from communique.record import Record, open_record
from communique.types import (
    Article,
    Outcome,
    OutcomeKind,
    Party,
    Place,
    Published,
    Reading,
    Report,
    Status,
    When,
)

PERSONS = {"IN": "Rajnath Singh", "US": "Pete Hegseth", "AU": "Richard Marles"}
OTHERS = {"IN": "Arun Jaitley", "US": "Lloyd Austin", "AU": "Penny Wong"}
DEEDS: tuple[tuple[OutcomeKind, str], ...] = (
    ("agreement", "agreed to sign the ten-year framework on jet engines"),
    ("agreement", "signed the framework on jet engines"),
    ("deal", "signed LEMOA at last"),
    ("agreement", "agreed to renew LEMOA next year"),
    ("invitation", "invited him to visit New Delhi"),
)
DAYS = ("2025-03-01", "2025-03-02", "2025-03-05", "2025-06-01", "2025-06-02", "2026-05-01")


def page(number: int, drawn: dict[str, Any]) -> Reading:
    """One page with one report; the number makes its text its own."""
    kind, deed = DEEDS[drawn["deed"]]
    body = f"They spoke of many things on page {number}. They {deed}."
    names = OTHERS if drawn["others"] else PERSONS
    parties = tuple(Party(name=names[c] if drawn["named"] else None, country=c) for c in drawn["states"])
    day = drawn["day"]
    dated = When(first=day, last=day, precision="day") if day else When(weekday=drawn["weekday"])
    status: Status = drawn["status"]
    report = Report(
        id=f"r{number}",
        mode=drawn["mode"],
        status=status,
        date=dated,
        place=Place(name="New Delhi", country="IN") if drawn["there"] else None,
        parties=parties,
        outcomes=(Outcome(kind=kind, status="agreed" if kind == "agreement" else "pending", text=span(body, deed)),),
        evidence=(span(body, "They spoke of many things"),),
    )
    known = drawn["published"] and Published(value=drawn["published"], precision="day", basis="meta")
    article = Article(id=f"a{number}", text=body, outlet="outlet", published=known or Published(), lang="en")
    return Reading(id=f"d{number}", source=f"{number}.txt", article=article, reports=(report,), made_with=MADE_WITH)


PAGES: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.builds(
        dict,
        deed=st.integers(min_value=0, max_value=len(DEEDS) - 1),
        others=st.sampled_from([False, False, True]),
        named=st.sampled_from([True, True, False]),
        states=st.sampled_from([("IN", "US"), ("IN", "US"), ("AU", "IN", "US"), ("US",)]),
        day=st.sampled_from((None, *DAYS)),
        weekday=st.sampled_from([None, "saturday", "sunday"]),
        published=st.sampled_from((None, *DAYS)),
        status=st.sampled_from(["held", "held", "planned", "postponed", "cancelled", "invited"]),
        mode=st.sampled_from(["visit", "visit", "meeting", "signing"]),
        there=st.booleans(),
    ),
    max_size=9,
)


def holds(record: Record) -> list[list[bytes]]:
    """Engagements, undertakings, and decisions on pairs of reports."""
    keys = {"engagement": "id", "undertaking": "id", "decision": '"left", "right"'}
    with record.reading() as connection:
        asked = [text(f"SELECT body FROM {table} ORDER BY {key}") for table, key in keys.items()]
        return [list(connection.execute(one).scalars()) for one in asked]


def at_once(record: Record, pages: list[Reading]) -> list[list[bytes]]:
    reports = [found for page in pages for report in page.reports if (found := record.report(report.id))]
    made = assemble(reports, record.edges(), record.corrections())
    parts = (made.engagements, made.undertakings, made.decisions)
    return [[msgspec.json.encode(one) for one in part] for part in parts]


def far(number: int) -> Reading:
    """A page about other states."""
    facts = {"deed": 0, "others": False, "named": False, "states": ("BR", f"X{number}"), "day": "2025-03-01"}
    rest = {"weekday": None, "published": "2025-03-01", "status": "held", "mode": "meeting", "there": False}
    return page(1000 + number, {**facts, **rest})


FAR = [far(number) for number in range(60)]


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of other pages: so many that a few more are never a large part of it, which would be done anew."""
    path = tmp_path_factory.mktemp("others") / "others.db"
    with open_record(path, create=True) as record:
        record.add(FAR)
    return path


@settings(max_examples=20, deadline=None)
@given(drawn=PAGES, chance=st.randoms(use_true_random=False))
def test_one_by_one_is_all_at_once(others: Path, drawn: list[dict[str, Any]], chance: Random) -> None:
    pages = [page(number, facts) for number, facts in enumerate(drawn)]
    kept, back = pages[::2], pages[1::2]
    with TemporaryDirectory() as folder:
        copied = Path(shutil.copy(others, Path(folder) / "r.db"))
        with open_record(copied) as record:
            for one in chance.sample(pages, len(pages)):
                record.add([one])
            assert holds(record) == at_once(record, [*pages, *FAR])
            for one in chance.sample(back, len(back)):
                record.add([msgspec.structs.replace(one, reports=())])
            assert holds(record) == at_once(record, [*kept, *FAR])
            record.add([*reversed(pages), *(msgspec.structs.replace(one, reports=()) for one in kept)])
            assert holds(record) == at_once(record, [*back, *FAR])
