"""Every filter, alone and together, finds what a plain walk over all engagements finds."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.record import Record, assembly, intake, open_record, schema, search
from communique.record.outline import outlined
from communique.record.query import Query, pairs
from communique.types import (
    MODES,
    STATUSES,
    Area,
    Article,
    Engagement,
    MadeWith,
    Party,
    Place,
    Reading,
    Report,
    ReportRef,
    Span,
    When,
)

STATES = ("IN", "US", "FR", "JP", "AU-IGO")
POSTS = ("defence", "foreign")
AREAS = ("defence", "defence.exercises", "defence.exercises.naval", "defences", "trade")
DAYS = [(dt.date(2024, 12, 28) + dt.timedelta(days=n)).isoformat() for n in range(10)]
SPAN = Span(start=0, end=4, quote="said")
MADE_WITH = MadeWith(communique="0", rules="r", knowledge="k", model="m")
WORDS = ("harbour", "wheat", "reactor", "accord", "frigates")
OUTLETS = ("Gazette", "Daily 100%", "The Post")


def read(number: int) -> Reading:
    """One article with two reports; each word stands in some of the articles."""
    words = [word for place, word in enumerate(WORDS) if number % (place + 2) == 0]
    text = f"said article {number} on {' and '.join(words)}"
    article = Article(id=f"a{number:04d}", text=text, outlet=OUTLETS[number % 3])
    reports = tuple(Report(id=f"r{number:04d}{part}", mode="call", status="held") for part in "ab")
    return Reading(id=f"d{number}", source="s", article=article, reports=reports, made_with=MADE_WITH)


ARTICLES = tuple(read(number) for number in range(150))


def made(number: int) -> Engagement:
    chance = random.Random(number)
    first = chance.choice([None, *DAYS])
    last = first and max(first, chance.choice(DAYS))
    place = chance.choice([None, "Paris", "New Delhi", "Delhi 100%"])
    return Engagement(
        id=f"e{number:04d}",
        mode=chance.choice(MODES),
        status=chance.choice(STATUSES),
        date=When(first=first, last=last if chance.random() < 0.5 else None),
        parties=tuple(party(state, chance) for state in chance.sample(STATES, chance.randint(1, 3))),
        areas=tuple(Area(area=area, evidence=SPAN) for area in chance.sample(AREAS, chance.randint(0, 2))),
        place=Place(name=place) if place else None,
        background=chance.random() < 0.2,
        reports=tuple(reference(name) for name in reports_of(number)),
    )


def reports_of(number: int) -> list[str]:
    """The 300 reports are dealt out: some engagements have none, some two or three, two of them of one article."""
    return [f"r{place // 2:04d}{'ab'[place % 2]}" for place in range(300) if place * 7 % 280 == number]


def reference(report: str) -> ReportRef:
    article = ARTICLES[int(report[1:5])].article
    assert article is not None
    return ReportRef(id=report, document="d", article=article.id, outlet=article.outlet)


def party(state: str, chance: random.Random) -> Party:
    post, who = chance.choice([None, *POSTS]), chance.choice([None, "ada-lace", "bo-li"])
    person = f"{state.lower()}-{who}" if who else None
    return Party(country=state, office=post and f"{state}/{post}", person=person, name=who and who.title())


ALL = tuple(made(number) for number in range(400))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with open_record(tmp_path_factory.mktemp("query") / "r.db", create=True) as opened:
        fill(opened, ALL)
        yield opened


def fill(record: Record, engagements: Sequence[Engagement]) -> None:
    """Store articles, and engagements as they are, without assembling them."""
    with record.writing() as connection:
        intake.store_all(connection, ARTICLES)
        connection.execute(schema.touched.delete())
        assembly.store(connection, list(engagements))


def takes_part(engagement: Engagement, side: str) -> bool:
    return any(
        side in (one.country, one.office, one.person) or (one.name is not None and side.lower() in one.name.lower())
        for one in engagement.parties
    )


def wanted(asked: Query) -> list[str]:
    """What a plain walk over all engagements finds."""
    found = [engagement for engagement in ALL if fits(engagement, asked)]
    found.sort(key=lambda e: e.id)
    found.sort(key=lambda e: e.date.first or "", reverse=asked.sort == "newest")
    return [engagement.id for engagement in found][: asked.limit]


def fits(one: Engagement, asked: Query) -> bool:
    first = one.date.first or ""
    last = one.date.last or first
    sides = (*asked.between, *(side for side in (asked.person, asked.office) if side))
    modes = ("call", "video_call") if asked.mode == "call" else (asked.mode,)
    below = [area.area for area in one.areas if f"{area.area}.".startswith(f"{asked.area}.")]
    return all(
        (
            all(takes_part(one, side) for side in sides),
            asked.mode is None or one.mode in modes,
            asked.status in (None, one.status),
            asked.area is None or bool(below),
            asked.first is None or last >= asked.first,
            asked.last is None or "" < first <= asked.last,
            asked.place is None or (one.place is not None and asked.place.lower() in one.place.name.lower()),
            asked.background in (None, one.background),
            asked.dated in (None, bool(first)),
            asked.outlet is None or any(asked.outlet.lower() in (r.outlet or "").lower() for r in one.reports),
            asked.text is None or any(says(report.article, asked.text) for report in one.reports),
        )
    )


def says(article_id: str, words: str) -> bool:
    article = ARTICLES[int(article_id[1:])].article
    assert article is not None
    return set(words.split()) <= set(article.text.split())


def perhaps(*values: Any) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(values)


SIDES = (*STATES, "IN/defence", "US/foreign", "FR/defence", "in-ada-lace", "us-bo-li", "Ada", "li")
QUERIES = st.builds(
    Query,
    between=st.lists(st.sampled_from(SIDES), max_size=3).map(tuple),
    person=perhaps("in-ada-lace", "Lace", "us-bo-li"),
    office=perhaps("US/defence", "JP/foreign"),
    mode=perhaps(*MODES),
    status=perhaps("held", "planned"),
    area=perhaps("defence", "defence.exercises", "trade"),
    first=perhaps(*DAYS),
    last=perhaps(*DAYS),
    place=perhaps("delhi", "100%", "PARIS"),
    background=perhaps(True, False),
    dated=perhaps(True, False),
    outlet=perhaps("gazette", "100%"),
    text=perhaps(*WORDS, "harbour wheat", "article", "nowhere"),
    sort=st.sampled_from(["date", "newest"]),
    limit=perhaps(1, 7),
)
FEW = st.sampled_from(["between", "person", "office", "mode", "status", "area", "first", "last", "place", "background", "dated", "outlet", "text"])  # fmt: skip


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES, st.sets(FEW, max_size=3), st.booleans())
def test_a_query_finds_what_a_plain_walk_finds(
    record: Record, monkeypatch: pytest.MonkeyPatch, query: Query, kept: set[str], few: bool
) -> None:
    """Whichever way is taken from words to engagements."""
    monkeypatch.setattr(search, "are_few", lambda *_: few)
    blank = Query()
    for asked in (query, msgspec.structs.replace(blank, **{name: getattr(query, name) for name in kept})):
        assert [engagement.id for engagement in record.find(asked)] == wanted(asked)
        whole = msgspec.structs.replace(asked, limit=None)
        assert record.count(asked) == len(wanted(whole))
        assert [moment.id for moment in record.moments(whole)] == wanted(whole)
        assert [outline.id for outline in record.outlines(whole)] == wanted(whole)


@pytest.mark.parametrize("sort", ["date", "newest"])
@pytest.mark.parametrize("asked", [Query(), Query(between=("IN", "US")), Query(area="defence"), Query(text="article")])
def test_pages_follow_each_other_without_gap_or_repeat(record: Record, asked: Query, sort: Any) -> None:
    seen: list[str] = []
    asked = msgspec.structs.replace(asked, sort=sort, limit=6)
    for _ in itertools.count():
        page = record.page(asked)
        seen += [engagement.id for engagement in page.engagements]
        if page.next is None:
            break
        asked = msgspec.structs.replace(asked, after=page.next)
    assert seen == wanted(msgspec.structs.replace(asked, limit=None))


@pytest.mark.parametrize("asked", [Query(), Query(between=("IN", "US")), Query(text="article", area="defence")])
def test_outlines_say_what_counting_takes_of_engagements(record: Record, asked: Query) -> None:
    outlines = list(record.outlines(asked))
    assert len(outlines) == record.count(asked) > 0
    for outline, found in zip(outlines, record.find(asked), strict=True):
        assert (outline.id, outline.mode, outline.status) == (found.id, found.mode, found.status)
        assert (outline.date.first, outline.date.last or outline.date.first) == (
            found.date.first,
            found.date.last or found.date.first,
        )
        assert [(p.person, p.name, p.office, p.country) for p in outline.parties] == [
            (p.person, p.name, p.office, p.country) for p in found.parties
        ]
        assert {area.area for area in outline.areas} == {area.area for area in found.areas}
        assert [report.outlet for report in outline.reports] == [report.outlet for report in found.reports]


@pytest.mark.parametrize(
    ("first", "last", "precision"),
    [("", "", "unknown"), ("2025-07-01", "2025-07-31", "month"), ("2024-02-01", "2024-02-29", "month"),
     ("2025-02-01", "2025-03-01", "day"), ("2025-01-01", "2025-12-31", "year"), ("2025-01-01", "2025-01-01", "day")],
)  # fmt: skip
def test_the_precision_of_an_outline_is_what_its_days_show(first: str, last: str, precision: str) -> None:
    numbers = {1: "[]"}
    (found,) = outlined([("e", "call", "held", first, last, 1, 1, 1)], lambda asked: {n: numbers[n] for n in asked})
    assert found.date.precision == precision


def test_moments_have_the_days_of_their_engagements(record: Record) -> None:
    found = {moment.id: moment for moment in record.moments(Query(between=("IN", "US")))}
    for engagement in record.find(Query(between=("IN", "US"))):
        first = engagement.date.first or ""
        assert (found[engagement.id].first, found[engagement.id].last) == (first, engagement.date.last or first)


def test_engagements_taken_out_are_found_no_more(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db", create=True) as record:
        fill(record, ALL[:50])
        with record.writing() as connection:
            assembly.remove(connection, [engagement.id for engagement in ALL[:49]])
            for table in ("engagement_key", "engagement_article"):
                left = connection.exec_driver_sql(f"SELECT DISTINCT engagement FROM {table}").scalars()
                assert set(left) <= {"e0049"}


def test_verify_finds_an_engagement_under_a_wrong_key(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db", create=True) as record:
        fill(record, ALL[:280])
        assert "key" not in {fault.kind for fault in record.verify()}
        with record.writing() as connection:
            connection.exec_driver_sql("UPDATE engagement_key SET mode = 'visit' WHERE engagement = 'e0003'")
        assert [fault.where for fault in record.verify() if fault.kind == "key"] == ["e0003"]


@pytest.mark.parametrize(
    "asked",
    [Query(), Query(mode="call"), Query(first=DAYS[2], last=DAYS[5]), Query(between=("US",)), Query(area="defence")],
)
def test_pairs_are_counted_as_engagements_are(record: Record, asked: Query) -> None:
    wanted: Counter[str] = Counter()
    for engagement in record.find(asked):
        states = sorted({party.country for party in engagement.parties if party.country})
        wanted.update("|".join(pair) for pair in itertools.combinations(states, 2))
    with record.reading() as connection:
        found = dict(pairs(connection, asked, STATES))
    assert found == dict(wanted)
    assert found
