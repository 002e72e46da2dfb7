"""The same engagements, written in every format and read back by somebody else's reader."""

from __future__ import annotations

import csv
import io
import json

import feedparser
import msgspec
import pyarrow.parquet as pq
import pytest
from icalendar import Calendar

from communique.export import COLUMNS, FORMATS, Format, Heading, title_of, when_words, write
from communique.types import Area, Engagement, Party, Place, ReportRef, Span, When

CALL = Engagement(
    id="e1",
    mode="call",
    status="held",
    date=When(first="2025-07-01", last="2025-07-01", precision="day"),
    place=Place(name="New Delhi", country="IN"),
    parties=(
        Party(person="in-rajnath-singh", name="Rajnath Singh", office="IN/defence", country="IN"),
        Party(person="us-pete-hegseth", name="Pete Hegseth", office="US/defence", country="US"),
    ),
    areas=(Area(area="defence.training", evidence=Span(0, 8, "training")),),
    reports=(
        ReportRef(
            id="r1",
            document="000",
            article="a1",
            outlet="Gazette",
            url="https://gazette.example/1?a=1&b=2",
            published="2025-07-02T09:00:00+05:30",
            evidence=(Span(0, 14, "They <b>spoke\x07"),),
        ),
    ),
    outlets=1,
    independent_outlets=1,
)
VISIT = Engagement(
    id="e2",
    mode="visit",
    status="planned",
    date=When(first="2025-08-10", last="2025-08-12", precision="day"),
    parties=(Party(organisation="=HYPERLINK(1)", country="FR"),),
    outlets=0,
)
UNDATED = Engagement(id="e3", mode="meeting", status="held", date=When(weekday="tuesday"))


def written(form: Format, *engagements: Engagement) -> bytes:
    out = io.BytesIO()
    assert write(form, engagements, out, Heading(title="IN and US", site="http://127.0.0.1:8321")) >= 0
    return out.getvalue()


def test_json_lines_decode_to_the_same_engagements() -> None:
    lines = written("jsonl", CALL, VISIT, UNDATED).splitlines()
    assert [msgspec.json.decode(line, type=Engagement) for line in lines] == [CALL, VISIT, UNDATED]


def test_csv_has_every_column_and_defuses_formulas() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", CALL, VISIT).decode())))
    assert list(rows[0]) == [column.name for column in COLUMNS]
    assert rows[0]["persons"] == "in-rajnath-singh; us-pete-hegseth"
    assert rows[1]["organisations"] == "'=HYPERLINK(1)"


def test_parquet_keeps_types() -> None:
    table = pq.read_table(io.BytesIO(written("parquet", CALL, VISIT)))
    rows = table.to_pylist()
    assert rows[0]["countries"] == ["IN", "US"]
    assert rows[0]["outlets"] == 1
    assert rows[1]["place"] is None


def test_atom_is_read_by_a_feed_reader_and_survives_hostile_words() -> None:
    feed = feedparser.parse(written("atom", CALL, VISIT))
    assert not feed.bozo
    assert [entry.id for entry in feed.entries] == ["urn:communique:engagement:e1", "urn:communique:engagement:e2"]
    assert feed.entries[0].updated == "2025-07-02T03:30:00+00:00"
    assert feed.entries[0].link == "http://127.0.0.1:8321/engagements/e1"


def test_calendar_holds_engagements_with_a_day() -> None:
    calendar = Calendar.from_ical(written("ical", CALL, VISIT, UNDATED))
    events = list(calendar.walk("VEVENT"))
    assert [str(event["uid"]) for event in events] == ["e1@communique", "e2@communique"]
    assert (events[1].decoded("dtend") - events[1].decoded("dtstart")).days == 3


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_found_is_still_a_whole_file(form: Format) -> None:
    body = written(form)
    assert body == b"" if form == "jsonl" else len(body) > 50


def test_writing_twice_gives_the_same_bytes() -> None:
    for form in FORMATS:
        assert written(form, CALL, VISIT) == written(form, CALL, VISIT)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(), "date not known"),
        (When(weekday="tuesday"), "a Tuesday, day not known"),
        (When(first="2025-07-01", last="2025-07-01", precision="day"), "1 July 2025"),
        (When(first="2025-07-01", last="2025-07-03", precision="day"), "1 to 3 July 2025"),
        (When(first="2025-06-30", last="2025-07-03", precision="day"), "30 June 2025 to 3 July 2025"),
        (When(first="2025-07-01", last="2025-07-31", precision="month"), "July 2025"),
        (When(first="2025-07-01", last="2025-09-30", precision="quarter"), "quarter 3 of 2025"),
    ],
)
def test_when_in_words_is_no_more_exact_than_the_record(when: When, words: str) -> None:
    assert when_words(when) == words


def test_a_title_says_what_is_not_known() -> None:
    assert title_of(CALL) == "Telephone call: Rajnath Singh (IN) and Pete Hegseth (US), 1 July 2025"
    assert title_of(UNDATED) == "Meeting: parties not known, a Tuesday, day not known"
    assert json.loads(written("jsonl", UNDATED))["date"]["first"] is None
