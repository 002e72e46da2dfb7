"""Records of older programs are brought forward, all or nothing; those of newer ones are refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from benchmarks.synthetic import readings
from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, inspect, text

from communique.errors import RecordError
from communique.record import Record, migrate, open_record
from communique.record.query import Query

OLD = (Path(__file__).parent / "version1.sql").read_text(encoding="utf-8")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as file:
        file.executescript(OLD)
    file.close()
    return path


def version_of(path: Path) -> int:
    file = sqlite3.connect(path)
    version = file.execute("PRAGMA user_version").fetchone()[0]
    file.close()
    return int(version)


def shape(record: Record) -> dict[str, object]:
    """The tables of a record: columns with type and need, keys, indexes."""
    with record.reading() as connection:
        seen = inspect(connection)
        return {
            name: (
                {c["name"]: (str(c["type"]), c["nullable"]) for c in seen.get_columns(name)},
                seen.get_pk_constraint(name)["constrained_columns"],
                sorted(
                    (f["constrained_columns"][0], f["referred_table"], str(f["options"]))
                    for f in seen.get_foreign_keys(name)
                ),
                sorted((i["name"] or "", tuple(i["column_names"])) for i in seen.get_indexes(name)),
            )
            for name in sorted(seen.get_table_names())
        }


def test_a_record_of_version_1_answers_like_one_made_today(old: Path, tmp_path: Path) -> None:
    assert version_of(old) == 1
    with open_record(old) as record, open_record(tmp_path / "new.db", create=True) as new:
        new.add(readings(3, days=12, big_block=0.7))
        assert record.verify() == ()
        assert [msgspec.json.encode(e) for e in record.find()] == [msgspec.json.encode(e) for e in new.find()]
        assert record.count(Query(text="spoke many", between=("IL", "US"))) == new.count(Query(between=("IL", "US")))
        assert record.add(readings(60, days=12, big_block=0.7)).reports == 57
        new.add(readings(60, days=12, big_block=0.7))
        assert [msgspec.json.encode(e) for e in record.find()] == [msgspec.json.encode(e) for e in new.find()]
    assert version_of(old) == migrate.newest()


def test_its_tables_are_those_of_a_new_record(old: Path, tmp_path: Path) -> None:
    with open_record(old) as record, open_record(tmp_path / "new.db", create=True) as new:
        assert shape(record) == shape(new)


def with_step(monkeypatch: pytest.MonkeyPatch, step: Callable[[Connection], None]) -> None:
    monkeypatch.setattr(migrate, "STEPS", (*migrate.STEPS, step))


def test_a_step_makes_columns_tables_and_indexes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.db"
    open_record(path, create=True).close()

    def step(connection: Connection) -> None:
        migrate.add_column(connection, "edge", Column("of end", String, server_default="none"))
        migrate.add_index(connection, "edge_by_end", "edge", "of end", "left")
        migrate.add_table(connection, Table("more", MetaData(), Column("id", Integer, primary_key=True)))

    with_step(monkeypatch, step)
    with open_record(path, read_only=True) as record, record.reading() as connection:
        seen = inspect(connection)
        assert seen.has_table("more")
        assert ["of end", "left"] in [index["column_names"] for index in seen.get_indexes("edge")]
    assert version_of(path) == migrate.newest()
    open_record(path).close()  # the step is not taken twice


def test_a_step_that_fails_leaves_the_record_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def step(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE more (id INTEGER)"))
        raise RecordError("no room")

    with_step(monkeypatch, step)
    with pytest.raises(RecordError, match="no room"):
        open_record(old)
    assert version_of(old) == 1
    file = sqlite3.connect(old)
    assert file.execute("SELECT count(*) FROM sqlite_master WHERE name IN ('more', 'ix_article_added')").fetchone() == (
        0,
    )
    file.close()
    monkeypatch.undo()
    with open_record(old) as record:
        assert record.totals()["article"] == 3


def test_a_newer_record_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    open_record(path, create=True).close()
    file = sqlite3.connect(path)
    file.execute("PRAGMA user_version = 999")
    file.close()
    with pytest.raises(RecordError, match="newer communique"):
        open_record(path)
    assert version_of(path) == 999
