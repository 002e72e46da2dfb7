"""The record: what goes in comes out, the same in any order, with every span in its place."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from benchmarks.synthetic import readings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from communique.assemble import assemble
from communique.errors import RecordError, UsageError
from communique.record import Record, open_record
from communique.record.intake import store_all
from communique.record.query import Query
from communique.types import Assembly, Engagement, Reading, Skip

ROOT = Path(__file__).parents[2]
PAGES = tuple(readings(60, days=12, big_block=0.7))


def held_in(record: Record) -> tuple[list[bytes], list[bytes]]:
    """Engagements and undertakings of a record as bytes."""
    with record.reading() as connection:
        found = connection.execute(text("SELECT body FROM engagement ORDER BY id")).scalars().all()
    return list(found), [msgspec.json.encode(u) for u in sorted(record.undertakings(), key=lambda u: u.id)]


def owner(record: Record, report: str) -> Engagement:
    """The engagement of a report."""
    found = record.engagement(record.engagement_of(report) or "")
    assert found is not None
    return found


def expected(pages: tuple[Reading, ...], record: Record) -> Assembly:
    sourced = [record.report(r.id) for page in pages for r in page.reports]
    return assemble([s for s in sourced if s], record.edges(), record.corrections())


def test_what_goes_in_comes_out(record: Record) -> None:
    added = record.add(PAGES)
    assert (added.documents, added.articles, added.reports) == (60, 60, 60)
    page = PAGES[0].article
    assert page is not None
    assert record.article(page.id) == page
    stored = record.report(PAGES[0].reports[0].id)
    assert stored is not None
    assert stored.report == PAGES[0].reports[0]
    assert record.verify() == ()


def test_adding_twice_changes_nothing(record: Record) -> None:
    record.add(PAGES)
    before = held_in(record)
    again = record.add(PAGES)
    assert (again.articles, again.reports) == (0, 0)
    assert held_in(record) == before


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(PAGES))), cut=st.integers(min_value=0, max_value=len(PAGES)))
def test_any_order_and_any_portions_give_the_same(
    order: list[int], cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    record = open_record(tmp_path_factory.mktemp("order") / "r.db", create=True)
    record.add([PAGES[i] for i in order[:cut]])
    for index in order[cut:]:
        record.add([PAGES[index]])
    whole = expected(PAGES, record)
    engagements, undertakings = held_in(record)
    assert engagements == [msgspec.json.encode(e) for e in whole.engagements]
    assert undertakings == [msgspec.json.encode(u) for u in whole.undertakings]
    record.close()


def test_a_page_read_anew_replaces_its_reports(record: Record) -> None:
    record.add(PAGES)
    made_with = msgspec.structs.replace(PAGES[0].made_with, rules="new")
    reread = msgspec.structs.replace(PAGES[0], reports=(), made_with=made_with)
    record.add([reread])
    assert record.report(PAGES[0].reports[0].id) is None
    assert held_in(record)[0] == [msgspec.json.encode(e) for e in expected(PAGES[1:], record).engagements]
    assert record.verify() == ()


def test_an_interrupted_run_is_completed_by_the_next_command(record: Record, location: str | Path) -> None:
    with record.writing() as connection:  # what a crash after storing leaves
        store_all(connection, PAGES)
    assert record.pending() == 60
    record.close()
    with_all = open_record(location)
    assert with_all.pending() == 0
    assert held_in(with_all)[0] == [msgspec.json.encode(e) for e in expected(PAGES, with_all).engagements]
    with_all.close()


KILLED = """
import sys, time
from benchmarks.synthetic import readings
from communique.record import open_record

def pages():
    for number, page in enumerate(readings(150, days=12, big_block=0.7)):
        if number == 120:
            print("stored", flush=True)
            time.sleep(600)
        yield page

open_record(sys.argv[1], create=True).add(pages())
"""


def test_a_run_that_is_killed_is_completed_by_the_next_command(tmp_path: Path) -> None:
    path = tmp_path / "killed.db"
    child = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, cwd=ROOT)
    assert child.stdout is not None
    assert child.stdout.readline() == b"stored\n"
    child.kill()
    child.wait()
    child.stdout.close()
    stored = tuple(readings(100, days=12, big_block=0.7))  # one whole batch; what came after it is lost
    command = [sys.executable, "-c", "from communique.cli import main; main()", "find", "--record", str(path)]
    shown = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert shown.returncode == 0, shown.stderr
    with open_record(path) as record:
        assert record.pending() == 0
        assert held_in(record)[0] == [msgspec.json.encode(e) for e in expected(stored, record).engagements]


def kinds_after(record: Record, change: str) -> set[str]:
    record.add(readings(12, days=5))
    assert record.verify() == ()
    with record.writing() as connection:
        connection.execute(text(change))
    return {fault.kind for fault in record.verify()}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("DELETE FROM article_text WHERE article = (SELECT min(id) FROM article)", "words"),
        ("DELETE FROM shared", "outline"),
        ("UPDATE shared SET body = '[]'", "outline"),
        ("UPDATE engagement_key SET parties = areas", "key"),
    ],
)
def test_verify_finds_what_leads_to_engagements_wrongly(record: Record, change: str, kind: str) -> None:
    assert kind in kinds_after(record, change)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM article_number WHERE article = (SELECT min(id) FROM article)",
        "UPDATE article_number SET number = number + 1000",
        "UPDATE article_text SET body = 'other words' WHERE rowid = 1",
        "DELETE FROM engagement_article WHERE engagement = (SELECT min(id) FROM engagement)",
        "UPDATE engagement_article SET last = '2031-01-01'",
        "INSERT INTO engagement_article SELECT 999, first, id, last, mode, status, 0 FROM engagement LIMIT 1",
    ],
)
def test_verify_finds_words_of_a_file_that_lead_astray(tmp_path: Path, change: str) -> None:
    with open_record(tmp_path / "r.db", create=True) as record:
        assert kinds_after(record, change) == {"words"}


def test_verify_finds_a_moved_span_and_a_missing_statement(record: Record) -> None:
    record.add(PAGES[:2])
    name = PAGES[0].reports[0].id
    with record.writing() as connection:
        connection.execute(
            text("UPDATE article SET text = 'x' || text WHERE id = (SELECT article FROM report WHERE id = :n)"),
            {"n": name},
        )
        connection.execute(
            text("DELETE FROM statement WHERE report = :n AND facet = 'mode'"), {"n": PAGES[1].reports[0].id}
        )
    found = record.verify()
    moved = record.report(name)
    assert moved is not None
    assert {f.kind for f in found if f.where == moved.source.article} >= {"span"}
    assert {f.kind for f in found if f.where == PAGES[1].reports[0].id} == {"statement"}


def test_judgements_are_respected_and_revocable(record: Record) -> None:
    record.add(PAGES)
    before = held_in(record)
    several = next(e for e in (owner(record, r) for r in (p.reports[0].id for p in PAGES)) if len(e.reports) > 1)
    left, right = several.reports[0].id, several.reports[1].id
    record.judge("different", left, right, by="Ada")
    one, two = owner(record, left), owner(record, right)
    assert one is not None
    assert two is not None
    assert one.id != two.id
    assert held_in(record)[0] == [msgspec.json.encode(e) for e in expected(PAGES, record).engagements]
    record.revoke(left, right, by="Ada")
    assert held_in(record) == before
    assert [e.revoked is None for e in record.edges()] == [False]


def test_contradictory_judgements_are_refused_with_the_path(record: Record) -> None:
    record.add(PAGES)
    a, b, c = (page.reports[0].id for page in PAGES[:3])
    record.judge("same", a, b, by="Ada")
    record.judge("same", b, c, by="Ada")
    with pytest.raises(UsageError, match=f"{min(a, c)} = {b} = {max(a, c)}"):
        record.judge("different", a, c, by="Ada")
    assert len(record.edges()) == 2
    found = {owner(record, name).id for name in (a, b, c)}
    assert len(found) == 1


def test_a_superseded_id_is_followed_and_said(record: Record) -> None:
    record.add(PAGES)
    several = next(e for e in (owner(record, r) for r in (p.reports[0].id for p in PAGES)) if e.supersedes)
    assert record.engagement(several.supersedes[0]) == several
    assert "superseded by" in (record.resolve(several.supersedes[0]).note or "")
    with pytest.raises(UsageError, match="no report or engagement"):
        record.judge("same", "nothing", several.id, by="Ada")


def test_a_correction_is_shown_and_the_read_value_kept_beside_it(record: Record) -> None:
    record.add(PAGES[:30])
    engagement = owner(record, PAGES[0].reports[0].id)
    assert engagement is not None
    edited = record.edit(engagement.id, {"place": "Oslo, NO"}, by="Ada", source="https://example.org/1")
    assert edited.place is not None
    assert (edited.place.name, edited.place.country) == ("Oslo", "NO")
    record.add(PAGES[30:])
    later = owner(record, PAGES[0].reports[0].id)
    assert later is not None
    assert later.place == edited.place
    assert ("place", "corrected by Ada, https://example.org/1") in later.preferred
    record.revoke_correction(record.corrections()[0].number, by="Ada")
    assert held_in(record)[0] == [msgspec.json.encode(e) for e in expected(PAGES, record).engagements]


def test_parties_areas_and_outcomes_are_added_and_taken_away(record: Record) -> None:
    record.add(PAGES[:30])
    engagement = owner(record, PAGES[0].reports[0].id)
    before = held_in(record)
    away = engagement.parties[0].name or ""
    changes = [("party", "Marco Rubio, US"), ("no-party", away), ("area", "trade"), ("outcome", "deal: sold two ships")]
    edited = record.edit(engagement.id, changes, by="Ada", source="https://example.org/1")
    names = {party.name for party in edited.parties}
    assert "Marco Rubio" in names
    assert away not in names
    assert "trade" in {area.area for area in edited.areas}
    assert ("deal", "sold two ships") in {(outcome.kind, outcome.text.quote) for outcome in edited.outcomes}
    assert {"parties", "areas", "outcomes"} <= {facet for facet, _ in edited.preferred}
    record.add(PAGES[30:])
    assert held_in(record)[0] == [msgspec.json.encode(e) for e in expected(PAGES, record).engagements]
    for correction in record.corrections():
        record.revoke_correction(correction.number, by="Ada")
    assert held_in(record)[0] == [msgspec.json.encode(e) for e in expected(PAGES, record).engagements]
    assert before != held_in(record)


@pytest.mark.parametrize(
    "change",
    [
        {"date": "2025-02-30"},
        {"date": "2025-03-02/2025-03-01"},
        {"mode": "dance"},
        {"status": "?"},
        {"place": " "},
        {"place": "Paris, XQ"},
        {"colour": "red"},
        {"party": "Marco Rubio"},
        {"party": "Marco Rubio, XQ"},
        {"no-party": "Nobody There"},
        {"area": "dancing"},
        {"no-area": "trade"},
        {"outcome": "that they agreed"},
        {"no-outcome": "what nobody agreed"},
    ],
    ids=str,
)
def test_an_impossible_edit_leaves_the_record_as_it_was(record: Record, change: dict[str, str]) -> None:
    record.add(PAGES[:5])
    before = held_in(record)
    engagement = owner(record, PAGES[0].reports[0].id)
    assert engagement is not None
    with pytest.raises(UsageError):
        record.edit(engagement.id, {"mode": "call", **change}, by="Ada", source="https://example.org")
    assert held_in(record) == before
    assert record.corrections() == ()


def test_records_that_cannot_be_used_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="communique add"):
        open_record(tmp_path / "none.db")
    (tmp_path / "noise.db").write_bytes(b"\x00noise" * 999)
    with pytest.raises(RecordError, match="no record of communique"):
        open_record(tmp_path / "noise.db", create=True)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    with pytest.raises(RecordError, match="no record of communique"):
        open_record(tmp_path / "other.db")
    open_record(tmp_path / "newer.db", create=True).close()
    with sqlite3.connect(tmp_path / "newer.db") as newer:
        newer.execute("PRAGMA user_version = 999")
    newer.close()
    with pytest.raises(RecordError, match="newer communique"):
        open_record(tmp_path / "newer.db")


def test_a_locked_record_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.record.sqlite.BUSY_SECONDS", 0.1)
    record = open_record(tmp_path / "r.db", create=True)
    other = sqlite3.connect(tmp_path / "r.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(RecordError, match="in use by another program"):
        record.add(PAGES[:1])
    other.execute("ROLLBACK")
    other.close()
    assert record.add(PAGES[:1]).articles == 1
    record.close()


def test_words_from_outside_are_held_by_every_database(record: Record) -> None:
    page, other = PAGES[:2]
    assert page.article is not None
    article = msgspec.structs.replace(page.article, outlet="Outlet\0 " + "ö" * 5000, url="https://example.org/\0")
    long = "\0http://example.org/" + "ü" * 9000
    skip = Skip(stage="clean", code="empty", detail="no\0thing")
    added = record.add(
        [
            msgspec.structs.replace(page, article=article, id=long, source=long),
            msgspec.structs.replace(other, article=None, reports=(), skip=skip, id=long, source=long),
        ]
    )
    assert (added.articles, added.skips) == (1, 1)
    stored = record.article(article.id)
    assert stored is not None
    assert (stored.outlet or "").startswith("Outlet\N{REPLACEMENT CHARACTER} ö")
    assert record.verify() == ()


def test_the_stamp_is_another_after_each_change_and_only_then(record: Record) -> None:
    record.add(PAGES[:3])
    before = record.stamp()
    assert record.count() > 0
    assert record.stamp() == before
    record.add(PAGES[3:4])
    assert record.stamp() != before


def test_full_text_follows_the_articles(record: Record) -> None:
    record.add(PAGES[:3])
    assert record.count(Query(text="SPOKE many")) == record.count()
    assert record.count(Query(text='"many spoke"')) == 0
    record.add([msgspec.structs.replace(PAGES[0], reports=())])
    assert record.count(Query(text="spoke")) == record.count()
