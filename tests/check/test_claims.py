"""Sentences that count contacts, as typed claims: what, between whom, since when; and what is said to them."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from communique.check import Claim, check, claim_of_sentence, claims_in
from communique.check.since import since_of
from communique.knowledge import load_knowledge
from communique.record.query import Query
from communique.types import Article, Engagement, Mode, Party, Published, ReportRef, Span, Verdict, When

WRITTEN = "2025-07-10"


def typed(sentence: str) -> Claim:
    claim = claim_of_sentence(sentence, WRITTEN, load_knowledge())
    assert claim is not None, sentence
    return claim


@pytest.mark.parametrize(
    ("sentence", "n", "mode", "between"),
    [
        ("It is the first visit by an Indian defence minister to Vietnam since 2016.", 1, "visit", ("IN/defence", "VN")),
        ("The first visit to Austria by an Indian prime minister in 41 years", 1, "visit", ("IN/head-of-government", "AT")),
        ("She is making the second trip by a British foreign secretary to Chile", 2, "visit", ("GB/foreign", "CL")),
        ("He becomes the first French president to visit Nauru", 1, "visit", ("FR/head-of-state", "NR")),
        ("Modi's third meeting with Trump this year was short", 3, "meeting", ("Modi", "Trump")),
        ("This was the second call this month between Rubio and Jaishankar.", 2, "call", ("Rubio", "Jaishankar")),
        ("It was their fifth contact this year between India and the United States", 5, None, ("IN", "US")),
        ("Singh and Hegseth have met three times since January 2025", 3, "meeting", ("Singh", "Hegseth")),
        ("Japan and India have spoken twice this year", 2, "call", ("JP", "IN")),
        ("The last visit by an Indian defence minister to Vietnam was in June 2022.", -1, "visit", ("IN/defence", "VN")),
        ("This is the second visit by John Kerry to Egypt since taking office", 2, "visit", ("John Kerry", "EG")),
        ("It was John Kerry’s second visit to the Philippines since he took office", 2, "visit", ("John Kerry", "PH")),
        ("John Kerry's third official visit to Egypt", 3, "visit", ("John Kerry", "EG")),
        ("the third call between Singh and Hegseth this year", 3, "call", ("Singh", "Hegseth")),
        ("Modi last met Trump in February 2025", -1, "meeting", ("Modi", "Trump")),
    ],
)  # fmt: skip
def test_what_is_counted_and_between_whom(sentence: str, n: int, mode: Mode | None, between: tuple[str, ...]) -> None:
    claim = typed(sentence)
    assert (claim.n, claim.mode, claim.between) == (n, mode, between)


@pytest.mark.parametrize(
    ("sentence", "forum"),
    [
        ("The 17th edition of Exercise Yudh Abhyas was held in Alaska", "ex-yudh-abhyas"),
        ("They took part in the 28th edition of Malabar off Guam", "ex-malabar"),
        ("It was the sixth India-US 2+2 Ministerial Dialogue", "2plus2-in-us"),
    ],
)
def test_editions_are_of_a_forum_or_exercise(sentence: str, forum: str) -> None:
    assert typed(sentence).forum == forum


@pytest.mark.parametrize(
    ("words", "first", "surely"),
    [
        ("2003", "2003-01-01", "2003-12-31"),
        ("May 2024", "2024-05-01", "2024-05-31"),
        ("22 years", "2003-07-10", "2004-07-10"),
        ("more than two decades", "2005-07-10", None),
        ("two decades", "2005-07-10", "2015-07-10"),
        ("a year", "2024-07-10", "2024-10-10"),
        ("this month", "2025-07-01", None),
        ("March", "2025-03-01", "2025-03-31"),
        ("900 years", None, None),
    ],
)
def test_windows_that_words_name(words: str, first: str | None, surely: str | None) -> None:
    since = since_of(words, WRITTEN, (), load_knowledge())
    if words != "900 years":
        assert (since.date, since.surely) == (first, surely)
    else:
        assert since.date is not None or since.basis.startswith("unknown")


class Visits:
    """Held visits on the days given ("" where none is known), between whatever sides are asked."""

    def __init__(self, *days: str) -> None:
        self.asked: list[Query] = []
        self._days = days

    def find(self, asked: Query | None = None) -> Iterable[Engagement]:
        self.asked.append(asked or Query())
        for day in self._days:
            yield Engagement(id=day, mode="visit", status="held", date=When(first=day or None, last=day or None))

    def engagement_of(self, report_id: str) -> str | None:
        return "2025-07-08" if report_id == "own" else None


FIRST = "It is the first visit by an Indian defence minister to Vietnam "
LAST = "The last visit by an Indian defence minister to Vietnam was in "


@pytest.mark.parametrize(
    ("sentence", "days", "verdict", "listed"),
    [
        (FIRST + "since 2016", ("2016-06-05", "2025-07-08"), "supported", ("2025-07-08",)),
        (FIRST + "since 2016", ("2018-06-12", "2025-07-08"), "contradicted", ("2018-06-12", "2025-07-08")),
        (FIRST + "since 2016", ("2016-06-05",), "not_known", ()),
        (FIRST + "since 2016", ("", "2025-07-08"), "not_known", ("2025-07-08",)),
        (FIRST + "in 22 years", ("2003-11-01", "2025-07-08"), "not_known", ("2025-07-08",)),
        (FIRST + "in 22 years", ("2002-11-01", "2025-07-08"), "supported", ("2025-07-08",)),
        (FIRST + "in 22 years", ("2010-11-01", "2025-07-08"), "contradicted", ("2010-11-01", "2025-07-08")),
        (FIRST + "ever", ("2010-11-01", "2025-07-08"), "contradicted", ("2010-11-01", "2025-07-08")),
        (FIRST.replace("first", "second") + "this month", ("2025-07-01", "2025-07-08"), "supported", ("2025-07-01", "2025-07-08")),
        (FIRST.replace("first", "second") + "this month", ("2025-06-30", "2025-07-08"), "not_known", ("2025-07-08",)),
        (FIRST.replace("first", "second") + "since 2016", ("2016-03-01", "2025-07-08"), "supported", ("2016-03-01", "2025-07-08")),
        (FIRST.replace("first", "second") + "since 2016", ("2016-03-01", "2019-01-01", "2025-07-08"), "not_known", ("2016-03-01", "2019-01-01", "2025-07-08")),
        (LAST + "2022", ("2016-06-05", "2022-06-08"), "supported", ("2022-06-08",)),
        (LAST + "2022", ("2016-06-05", "2022-06-08", "2025-07-08"), "supported", ("2022-06-08",)),
        (LAST + "2022", ("2022-06-08", "2024-02-02"), "contradicted", ("2024-02-02",)),
        (LAST + "2022", ("2016-06-05",), "not_known", ("2016-06-05",)),
        (LAST + "2022", (), "not_known", ()),
        (LAST + "2022", ("", "2022-06-08"), "not_known", ("2022-06-08",)),
        (LAST + "June 2022", ("2022-07-08",), "contradicted", ("2022-07-08",)),
    ],
)  # fmt: skip
def test_verdicts(sentence: str, days: tuple[str, ...], verdict: Verdict, listed: tuple[str, ...]) -> None:
    record = Visits(*days)
    checked = check(typed(sentence), record)
    assert (checked.verdict, checked.engagements) == (verdict, listed), checked.explanation
    assert record.asked[0].between == ("IN/defence", "VN")


def exercise(day: str, number: int, words: str = "the exercise Yudh Abhyas") -> Engagement:
    said = ReportRef(id=f"r{number}", document="d", article="a", evidence=(Span(start=0, end=len(words), quote=words),))
    parties = (Party(country="IN"), Party(country="US"))
    return Engagement(
        id=f"e{number}",
        mode="exercise",
        status="held",
        date=When(first=day, last=day),
        parties=parties,
        reports=(said,),
    )


class Exercises(Visits):
    """Three reports of two editions, and an exercise of another name."""

    def find(self, asked: Query | None = None) -> Iterable[Engagement]:
        yield exercise("2023-09-25", 1)
        yield exercise("2024-09-09", 2)
        yield exercise("2024-09-22", 3)
        yield exercise("2024-10-22", 4, "the exercise Vajra Prahar")


@pytest.mark.parametrize(
    ("number", "verdict"), [("second", "supported"), ("third", "not_known"), ("first", "contradicted")]
)
def test_days_of_one_edition_count_once(number: str, verdict: Verdict) -> None:
    checked = check(typed(f"The {number} edition of Exercise Yudh Abhyas has begun"), Exercises())
    assert (checked.verdict, checked.engagements) == (verdict, ("e1", "e2"))
    assert "editions of Exercise Yudh Abhyas" in checked.explanation


@pytest.mark.parametrize(
    ("sentence", "understood"),
    [
        ("It was the third call this year.", "number 3, calls, since 2025-01-01"),
        ("Ministers spoke at length.", "nothing"),
    ],
)
def test_what_cannot_be_typed_is_not_known_with_what_was_understood(sentence: str, understood: str) -> None:
    claim = claim_of_sentence(sentence, WRITTEN, load_knowledge()) or Claim(text=sentence, n=0, of="")
    checked = check(claim, Visits("2025-07-08"))
    assert checked.verdict == "not_known"
    assert f"understood: {understood}" in checked.explanation


def test_a_page_tells_of_the_last_one_before() -> None:
    text = (
        "The minister arrived in Hanoi. The last visit by an Indian defence minister to Vietnam was in 2022. He left."
    )
    published = Published(value=WRITTEN, precision="day")
    (claim,) = claims_in(Article(id="a", text=text, published=published), (), load_knowledge())
    assert (claim.n, claim.at, claim.as_of, claim.between) == (-1, "2022", WRITTEN, ("IN/defence", "VN"))
    assert claim.text in text
