"""What waits for a person: close decisions, doubtful engagements, contradictions; and what was added last."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.synthetic import readings

from communique.assemble.compare import TOGETHER
from communique.record import Record, open_record, review
from communique.types import Decision

PAGES = tuple(readings(120, days=20, big_block=0.7))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "r.db", create=True) as opened:
        opened.add(PAGES)
        yield opened


def close(record: Record, limit: int = 1000) -> tuple[Decision, ...]:
    with record.reading() as connection:
        return review.close_decisions(connection, limit)


def test_close_decisions_are_those_near_the_threshold_closest_first(record: Record) -> None:
    stored = record.decisions([report.id for page in PAGES for report in page.reports])
    wanted = {(d.left, d.right) for d in stored if TOGETHER - review.MARGIN <= d.score <= TOGETHER + review.MARGIN}
    found = close(record)
    assert wanted
    assert {(d.left, d.right) for d in found} == wanted
    distances = [round(abs(d.score - TOGETHER), 3) for d in found]
    assert distances == sorted(distances)
    assert all(close(record, number) == found[:number] for number in (1, 3, 10))
    with record.reading() as connection:
        assert review.count_close(connection) == len(wanted)
        assert review.decision_on(connection, found[0].right, found[0].left) == found[0]


def test_each_close_decision_leads_to_the_next_however_many_are_as_close(record: Record) -> None:
    alike = "UPDATE decision SET score = 0.601, body = replace(CAST(body AS TEXT), '\"score\":' || score, '\"score\":0.601')"
    with record.writing() as connection:
        connection.exec_driver_sql(f"{alike} WHERE score BETWEEN 0.5 AND 0.75 AND substr(\"left\", 1, 1) < '8'")
    found = close(record)
    assert len({d.score for d in found}) < len(found)
    with record.reading() as connection:
        following = [review.next_close(connection, decision) for decision in found]
    assert following == [*found[1:], None]


def test_a_judged_pair_waits_no_more_until_the_judgement_is_revoked(record: Record) -> None:
    first = close(record)[0]
    record.judge("unsure", first.left, first.right, by="Ada")
    assert first not in close(record)
    record.revoke(first.left, first.right, by="Ada")
    assert first in close(record)


def test_doubtful_engagements_are_the_least_sure_and_leave_when_corrected(record: Record) -> None:
    with record.writing() as connection:
        connection.exec_driver_sql("UPDATE engagement SET confidence = 0.1 WHERE id = (SELECT min(id) FROM engagement)")
    with record.reading() as connection:
        (doubted,) = review.doubtful(connection, 1)
        before = review.count_doubtful(connection)
    record.edit(doubted.id, {"mode": "visit"}, by="Ada", source="https://example.org")
    with record.reading() as connection:
        assert doubted.id not in {e.id for e in review.doubtful(connection, 1000)}
        assert review.count_doubtful(connection) == before - 1


def test_a_contradiction_that_somebody_decided_is_settled(record: Record) -> None:
    contested, contradiction = next((e, c) for e, c in record.contradictions() if c.facet == "place")
    assert (contested, contradiction) in review.unsettled(record.contradictions())
    record.edit(contested.id, {"place": contradiction.values[1].value}, by="Ada", source="https://example.org")
    assert (contested.id, "place") in {(e.id, c.facet) for e, c in record.contradictions()}
    assert (contested.id, "place") not in {(e.id, c.facet) for e, c in review.unsettled(record.contradictions())}


def test_articles_added_last_stand_first(record: Record) -> None:
    with record.writing() as connection:
        newest = "UPDATE article SET added = '2999-01-01' WHERE id = (SELECT max(id) FROM article)"
        connection.exec_driver_sql(newest)
    with record.reading() as connection:
        first, *others = review.added_last(connection, 5)
        assert first.id == connection.exec_driver_sql("SELECT max(id) FROM article").scalar()
    assert len(others) == 4


def test_a_record_of_the_first_version_is_brought_up_with_all_that_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as old:
        old.executescript((Path(__file__).parent / "version1.sql").read_text(encoding="utf-8"))
    old.close()
    with open_record(path) as record, open_record(tmp_path / "new.db", create=True) as new:
        new.add(readings(3, days=12, big_block=0.7))
        assert (close(record), record.totals()) == (close(new), new.totals())
        assert record.verify() == ()
