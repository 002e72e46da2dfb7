"""What a run says of itself."""

from __future__ import annotations

import gzip
from pathlib import Path

from benchmarks.made_pages import write_pages

from communique.cli.running import part_read
from communique.config import Config
from communique.ingest import CaptureOptions, captures
from communique.ingest.meter import Meter
from communique.run.progress import Tally
from communique.types import MadeWith, Reading, Report, Skip

MADE_WITH = MadeWith(communique="1", rules="r", knowledge="k", model="m")


def reading(skip: str | None = None, *reports: Report) -> Reading:
    why = Skip(stage="clean", code=skip, detail="") if skip else None
    return Reading(id="d", source="s", reports=reports, skip=why, made_with=MADE_WITH)


def test_documents_relevant_ones_and_skips_by_reason_are_told() -> None:
    tally = Tally(lambda: 0.25)
    met = Report(id="r", mode="meeting", status="held")
    given = [reading(None, met), reading(), reading("empty"), reading("empty"), reading("language")]
    assert list(tally.counted(given)) == given
    tally.started -= 10
    told = str(tally)
    assert told.startswith("5 documents, 0.5/s, 20% relevant, skipped 2 empty, 1 language, about ")
    assert told.endswith(" left")
    assert 29 < (tally.seconds_left or 0) < 31


def test_without_a_known_size_no_time_is_told() -> None:
    tally = Tally()
    list(tally.counted([reading()]))
    assert tally.seconds_left is None
    assert "left" not in str(tally)


def test_the_part_read_grows_to_the_whole_over_files_and_packed_dumps(tmp_path: Path) -> None:
    plain = write_pages(tmp_path / "a.jsonl", 4000)
    packed = tmp_path / "b.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    (tmp_path / "c.txt").write_text("A page. " * 100)
    meter = Meter()
    part = part_read(meter, [str(tmp_path)])
    seen = [part() for _ in captures([str(tmp_path)], Config(), options=CaptureOptions(meter=meter))]
    assert part() == 1
    known = [value for value in seen if value is not None]
    assert len(known) == len(seen) == 8001
    assert known == sorted(known)
    assert 0 < known[100] < known[3900] < 1


def test_the_size_of_what_is_not_there_is_not_known() -> None:
    assert part_read(Meter(), ["-"])() is None
