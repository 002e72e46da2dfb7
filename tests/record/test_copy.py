"""A record copied into another database is the same there, or nothing is copied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.synthetic import readings
from benchmarks.writers import held

from communique.cli import main
from communique.errors import CopyError, RecordError
from communique.record import open_record
from communique.record.copy import contents, copy_record
from communique.record.query import Query

PAGES = tuple(readings(60, days=12, big_block=0.7))
Copy = Callable[[str | Path, str | Path], int]


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A file with pages, a judgement, a correction and a skipped page."""
    path = tmp_path / "full.db"
    with open_record(path, create=True) as record:
        record.add(PAGES[:40])
        several = next(e for e in record.find() if len(e.reports) > 1)
        record.judge("different", several.reports[0].id, several.reports[1].id, by="Ada", note="ünlike")
        record.edit(several.id, {"place": "Oslo, NO"}, by="Ada", source="https://example.org")
    return path


@pytest.fixture
def copy(monkeypatch: pytest.MonkeyPatch) -> Copy:
    """Runs the command; returns its exit code."""

    def call(source: str | Path, target: str | Path) -> int:
        monkeypatch.setattr("sys.argv", ["communique", "copy", str(source), str(target)])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0)

    return call


def test_there_and_back_is_the_same_and_goes_on(full: Path, location: str | Path, tmp_path: Path, copy: Copy) -> None:
    back = tmp_path / "back.db"
    assert copy(full, location) == 0
    assert copy(location, back) == 0
    for copied in (location, back):
        with open_record(full) as record, open_record(copied) as other:
            with record.snapshot() as one, other.snapshot() as two:
                assert contents(one) == contents(two)
            assert held(record) == held(other)
            assert other.verify() == ()
            assert other.count(Query(text='"spoke of many"')) == record.count()
            assert list(other.find(Query(text="topic1"))) == list(record.find(Query(text="topic1")))
    for place in (full, location, back):
        with open_record(place) as record:
            record.add(PAGES)
            left, right = PAGES[-1].reports[0].id, PAGES[-2].reports[0].id
            record.judge("unsure", left, right, by="Ada")
            assert record.verify() == ()
    with open_record(full) as record, open_record(location) as other:
        assert held(record) == held(other)


def test_a_copy_made_twice_changes_nothing_and_another_record_is_refused(
    full: Path, location: str | Path, copy: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert copy(full, location) == 0
    assert copy(full, location) == 0
    said = capsys.readouterr()
    assert f"{40:>12,} article\n" in said.out
    with open_record(location) as record:
        record.add(PAGES[40:41])
        before = held(record)
    assert copy(full, location) == 1
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert "article (40 rows there, 41 here)" in said.err
    assert "edge" not in said.err
    with open_record(location) as record:
        assert held(record) == before


def test_a_row_that_does_not_arrive_is_noticed_and_nothing_is_copied(full: Path, address: str) -> None:
    with open_record(address, create=True) as record, record.writing() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN IF NEW.start = 0 THEN RETURN NULL; END IF; RETURN NEW; END'"
        )
        connection.exec_driver_sql("CREATE TRIGGER lose BEFORE INSERT ON span FOR EACH ROW EXECUTE FUNCTION lose()")
    with open_record(full) as source, open_record(address) as target:
        with pytest.raises(CopyError, match=r"span \(\d+ rows there, \d+ here\)$"):
            copy_record(source, target)
        assert set(held(target)[1].values()) == {0}


def test_a_source_that_is_not_there_is_named_and_no_target_is_made(tmp_path: Path, copy: Copy) -> None:
    assert copy(tmp_path / "none.db", tmp_path / "new.db") == RecordError.exit_code
    assert not (tmp_path / "new.db").exists()
