"""Claims of the example pages, checked against a record of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from communique.check import Claim, check, claim_of_sentence, claims_in
from communique.check.since import since_of
from communique.knowledge import load_knowledge
from communique.record import Record, open_record
from communique.types import (
    Article,
    MadeWith,
    Party,
    Published,
    Reading,
    Report,
    Span,
    Verdict,
    When,
)

THIRD = "the third such conversation between Singh and Hegseth since the latter assumed office"
PAGES = ("01-first-call", "02-second-call", "03-third-call-official")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "r.db", create=True) as opened:
        yield opened


def chosen(readings: Iterable[Reading], *names: str) -> list[Reading]:
    return [reading for reading in readings if reading.id in names]


def typed(sentence: str, published: str = "2025-07-03") -> Claim:
    claim = claim_of_sentence(sentence, published, load_knowledge())
    assert claim is not None
    return claim


def test_a_sentence_becomes_a_typed_claim() -> None:
    claim = typed(THIRD)
    assert (claim.n, claim.mode, claim.between) == (3, "call", ("Singh", "Hegseth"))
    assert claim.since_date == "2025-01-25"


def test_three_calls_support_the_third(record: Record, example_readings: tuple[Reading, ...]) -> None:
    record.add(chosen(example_readings, *PAGES))
    checked = check(typed(THIRD), record)
    assert (checked.verdict, checked.count, len(checked.engagements)) == ("supported", 3, 3)


def test_two_of_three_are_not_known(record: Record, example_readings: tuple[Reading, ...]) -> None:
    record.add(chosen(example_readings, *PAGES[:2]))
    checked = check(typed(THIRD), record)
    assert checked.verdict == "not_known"
    assert "2 of the 3 claimed" in checked.explanation


def test_more_than_claimed_contradicts(record: Record, example_readings: tuple[Reading, ...]) -> None:
    record.add(chosen(example_readings, *PAGES))
    assert check(typed(THIRD.replace("third", "second")), record).verdict == "contradicted"


def test_a_call_before_the_window_does_not_count(record: Record, example_readings: tuple[Reading, ...]) -> None:
    record.add(chosen(example_readings, *PAGES))
    checked = check(typed("their third call between Singh and Hegseth since May 2025"), record)
    assert (checked.verdict, checked.count) == ("not_known", 2)


def test_a_page_claim_counts_its_own_engagement(record: Record, example_readings: tuple[Reading, ...]) -> None:
    record.add(chosen(example_readings, *PAGES[:2]))
    (page,) = chosen(example_readings, "03-third-call-official")
    assert page.article is not None
    (claim,) = claims_in(page.article, page.reports, load_knowledge())
    checked = check(claim, record)
    assert (checked.verdict, checked.count) == ("supported", 2)
    assert "not in the record" in checked.explanation


def call_on(day: str) -> Reading:
    """A further report of a call between the two ministers."""
    text = "The two ministers spoke over the telephone."
    parties = (
        Party(person="in-rajnath-singh", name="Rajnath Singh", office="IN/defence", country="IN"),
        Party(person="us-pete-hegseth", name="Pete Hegseth", office="US/defence", country="US"),
    )
    said = Span(start=0, end=len(text), quote=text)
    when = When(first=day, last=day, precision="day")
    report = Report(id=f"r{day}", mode="call", status="held", date=when, parties=parties, evidence=(said,))
    article = Article(id=f"a{day}", text=text, published=Published(value=day, precision="day"))
    made_with = MadeWith(communique="0", rules="r", knowledge="k", model="m")
    return Reading(id=day, source="s", article=article, reports=(report,), made_with=made_with)


@pytest.mark.parametrize(
    ("others", "further", "verdict", "count"),
    [
        (PAGES[:2], (), "supported", 3),
        (PAGES[:1], (), "not_known", 2),
        (PAGES[1:2], (), "not_known", 2),
        ((), (), "not_known", 1),
        (PAGES[:2], ("2025-03-20",), "contradicted", 4),
        (PAGES[:1], ("2025-03-20",), "supported", 3),
        (PAGES[:2], ("2025-01-20",), "supported", 3),
        (PAGES[:2], ("2025-09-20",), "supported", 3),
    ],
)
def test_a_page_that_counts_three_calls_with_other_reports_of_earlier_ones(
    record: Record,
    example_readings: tuple[Reading, ...],
    others: tuple[str, ...],
    further: tuple[str, ...],
    verdict: Verdict,
    count: int,
) -> None:
    """Two reports of earlier calls support it, one leaves it open, a fourth call inside the window contradicts it."""
    record.add([*chosen(example_readings, PAGES[2], *others), *map(call_on, further)])
    (page,) = chosen(example_readings, PAGES[2])
    assert page.article is not None
    (claim,) = claims_in(page.article, page.reports, load_knowledge())
    assert (claim.n, claim.mode, claim.since_date) == (3, "call", "2025-01-25")
    checked = check(claim, record)
    assert (checked.verdict, checked.count) == (verdict, count), checked.explanation
    listed = [found for name in checked.engagements if (found := record.engagement(name))]
    assert len(listed) == count
    assert [e.date.first for e in listed] == sorted(e.date.first or "" for e in listed)
    assert all(any(r.evidence for r in e.reports) for e in listed)
    if verdict == "not_known":
        assert f"{count} of the 3 claimed" in checked.explanation


def test_a_window_that_cannot_be_told_is_not_known(record: Record) -> None:
    claim = typed("the third call between Singh and Hegseth since the great storm")
    checked = check(claim, record)
    assert checked.verdict == "not_known"
    assert "great storm" in checked.explanation


@pytest.mark.parametrize(
    ("words", "as_of", "start"),
    [
        ("this month", "2025-07-03", "2025-07-01"),
        ("this year", "2025-07-03", "2025-01-01"),
        ("2003", "2025-07-03", "2003-01-01"),
        ("March 2024", "2025-07-03", "2024-03-01"),
        ("22 years", "2025-07-03", "2003-07-03"),
    ],
)
def test_starts_of_windows(words: str, as_of: str, start: str) -> None:
    assert since_of(words, as_of, (), load_knowledge()).date == start
