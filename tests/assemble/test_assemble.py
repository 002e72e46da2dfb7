"""Reports to engagements: what belongs together, what is kept apart, and what is said about it."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest
from benchmarks.synthetic import readings, span
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.assemble import assemble
from communique.assemble.cluster import UNCLEAR
from communique.assemble.compare import FEATURES
from communique.assemble.independence import signature_of, similarity
from communique.assemble.undertaking import as_of
from communique.types import (
    Edge,
    Engagement,
    Mode,
    Ordinal,
    Outcome,
    Party,
    Place,
    Report,
    SourcedReport,
    SourceRef,
    Status,
    When,
)

SINGH = Party(person="singh", name="Rajnath Singh", office="IN/defence", country="IN")
HEGSETH = Party(person="hegseth", name="Pete Hegseth", office="US/defence", country="US")
TEXT = "They spoke of many things. He was invited to visit the United States. A third call. Kuala Lumpur Singapore"


def on(day: str | None, *, last: str | None = None, weekday: str | None = None) -> When:
    return When(first=day, last=last or day, precision="day" if day else "unknown", weekday=weekday)


def told(name: str, *, source: dict[str, Any] | None = None, **facts: Any) -> SourcedReport:
    """A report of a call of 1 July 2025 between the two, but for what is given."""
    mode: Mode = facts.pop("mode", "call")
    status: Status = facts.pop("status", "held")
    values = {
        "date": on("2025-07-01"),
        "parties": (SINGH, HEGSETH),
        "evidence": (span(TEXT, "They spoke of many things."),),
        **facts,
    }
    where = {"document": name, "article": f"a-{name}", "outlet": f"outlet {name}", "published": "2025-07-02"}
    return SourcedReport(
        report=Report(id=name, mode=mode, status=status, **values), source=SourceRef(**{**where, **(source or {})})
    )


def together(*reports: SourcedReport, edges: tuple[Edge, ...] = ()) -> list[set[str]]:
    """The groups of report ids."""
    made = assemble(reports, edges).engagements
    return sorted(({r.id for r in e.reports} for e in made), key=sorted)


def one(*reports: SourcedReport) -> Engagement:
    made = assemble(reports).engagements
    assert len(made) == 1
    return made[0]


def judged(left: str, right: str, judgement: Any) -> Edge:
    return Edge(left=left, right=right, judgement=judgement, by="Ada", made="2025-07-03")


def test_three_outlets_on_one_call_are_one_engagement_and_a_copy_is_not_counted() -> None:
    agency = {"syndicated_from": "Agency"}
    found = one(told("a"), told("b", source=agency), told("c", source=agency))
    assert (found.outlets, found.independent_outlets) == (3, 2)
    assert sum(r.copy_of is not None for r in found.reports) == 1


@pytest.mark.parametrize(
    "other",
    [
        told("b", date=on("2025-07-05")),
        told("b", mode="meeting"),
        told("b", parties=(SINGH, Party(name="Marco Rubio", country="US"))),
        told("b", parties=(SINGH, Party(name="Penny Wong", country="AU"))),
        told("b", status="invited"),
        told("b", date=on(None, weekday="friday")),
        told("b", date=on(None), source={"published": "2024-01-01"}),
        told("b", source={"article": "a-a"}),
    ],
    ids=["day", "mode", "person", "state", "invitation", "weekday", "print", "article"],
)
def test_what_is_another_engagement_stays_apart(other: SourcedReport) -> None:
    assert together(told("a"), other) == [{"a"}, {"b"}]


def test_one_official_source_tells_of_two_calls_on_two_days() -> None:
    office = {"official": True, "outlet": "Ministry"}
    assert together(told("a", source=office), told("b", date=on("2025-07-02"), source=office)) == [{"a"}, {"b"}]
    assert together(told("a"), told("b", date=on("2025-07-02"))) == [{"a", "b"}]


def test_daily_calls_do_not_chain() -> None:
    calls = [told(f"{n}", date=on(f"2025-07-{n:02}"), source={"published": f"2025-07-{n:02}"}) for n in range(1, 10)]
    for group in together(*calls):
        days = [int(name) for name in group]
        assert max(days) - min(days) <= 2


def test_an_undated_report_takes_the_date_of_its_sibling_and_says_so() -> None:
    found = one(told("a"), told("b", date=on(None, weekday="tuesday"), source={"published": None}))
    assert (found.date.first, found.date.inferred_from) == ("2025-07-01", "a")


def test_a_surname_is_completed() -> None:
    found = one(told("a", parties=(SINGH, Party(name="Hegseth", country="US"))), told("b"))
    assert [p.name for p in found.parties] == ["Rajnath Singh", "Pete Hegseth"]


def test_a_plan_and_what_came_of_it_are_one_with_a_history() -> None:
    plan = told("a", status="planned", source={"published": "2025-06-29"})
    found = one(plan, told("b"))
    assert [(step.status, step.report) for step in found.history] == [("planned", "a"), ("held", "b")]
    assert found.status == "held"


def test_places_that_cannot_both_be_right_are_kept_with_the_official_one_shown() -> None:
    here = Place(name="Kuala Lumpur", country="MY", text=span(TEXT, "Kuala Lumpur"))
    there = Place(name="Singapore", country="SG", text=span(TEXT, "Singapore"))
    found = one(told("a", place=there), told("b", place=here, source={"official": True, "outlet_state": "IN"}))
    (contested,) = found.contradictions
    assert (contested.facet, contested.preferred) == ("place", "Kuala Lumpur")
    assert {value.value: value.reports for value in contested.values} == {"Kuala Lumpur": ("b",), "Singapore": ("a",)}
    assert found.place == here
    assert found.confirmed_by == ("IN",)


def test_ordinals_contest_each_other_only_when_counted_from_the_same_day() -> None:
    def third(n: int, since: str | None) -> Ordinal:
        return Ordinal(n=n, of="call", since_date=since, text=span(TEXT, "A third call"))

    same = one(told("a", ordinal=third(3, "2025-01-25")), told("b", ordinal=third(4, "2025-01-25")))
    other = one(told("a", ordinal=third(3, "2025-01-25")), told("b", ordinal=third(9, "2025-01-01")))
    assert [c.facet for c in same.contradictions] == ["ordinal"]
    assert other.contradictions == ()


def test_a_meeting_inside_a_visit_is_linked_and_not_merged() -> None:
    visit = told("v", mode="visit", date=on("2025-06-30", last="2025-07-02"))
    meeting = told("m", mode="meeting")
    made = {e.mode: e for e in assemble([visit, meeting]).engagements}
    assert made["meeting"].part_of == made["visit"].id
    assert made["visit"].part_of is None


def invitation() -> SourcedReport:
    text = span(TEXT, "He was invited to visit the United States.")
    return told("a", outcomes=(Outcome(kind="invitation", status="pending", text=text),))


def test_an_invitation_is_fulfilled_by_the_later_visit() -> None:
    visit = told("v", mode="visit", date=on("2025-09-01"), source={"published": "2025-09-02"})
    (found,) = assemble([invitation(), visit]).undertakings
    assert found.status == "done"
    assert [step.status for step in found.history] == ["pending", "done"]
    assert found.fulfilled_by == next(e.id for e in assemble([visit]).engagements)


def test_an_invitation_to_visit_is_not_met_by_seeing_each_other_elsewhere() -> None:
    elsewhere = Place(name="Kuala Lumpur", country="MY")
    meeting = told("m", mode="meeting", place=elsewhere, date=on("2025-09-01"), source={"published": "2025-09-02"})
    (found,) = assemble([invitation(), meeting]).undertakings
    assert (found.status, found.fulfilled_by) == ("pending", None)


def test_the_same_invitation_named_again_is_one() -> None:
    again = msgspec.structs.replace(invitation().report, id="b")
    other = SourcedReport(report=again, source=told("b").source)
    (found,) = assemble([invitation(), other]).undertakings
    assert found.reports == ("a", "b")


def postponed(**facts: Any) -> SourcedReport:
    return told("p", mode="visit", status="postponed", source={"published": "2025-06-30"}, **facts)


def test_a_visit_that_was_put_off_is_the_one_made_months_later_with_its_history() -> None:
    plan = told("a", mode="visit", status="planned", source={"published": "2025-06-01"})
    made = told("c", mode="visit", date=on("2025-11-03"), source={"published": "2025-11-03"})
    again = told("d", mode="visit", date=on("2026-03-01"), source={"published": "2026-03-01"})
    found = {len(e.reports): e for e in assemble([plan, postponed(), made, again]).engagements}
    assert [(s.status, s.report) for s in found[3].history] == [("planned", "a"), ("postponed", "p"), ("held", "c")]
    assert found[3].date.first == "2025-11-03"
    assert [r.id for r in found[1].reports] == ["d"]


@pytest.mark.parametrize(
    "later",
    [
        told("c", mode="visit", date=on("2026-11-03")),
        told("c", mode="visit", date=on("2025-11-03"), parties=(SINGH, Party(name="Marco Rubio", country="US"))),
        told("c", mode="visit", date=on("2025-11-03"), place=Place(name="New Delhi", country="IN")),
        told("c", mode="meeting", date=on("2025-11-03")),
    ],
    ids=["too late", "other person", "other host", "other mode"],
)
def test_what_was_put_off_is_not_made_up_for_by_something_else(later: SourcedReport) -> None:
    place = Place(name="Washington", country="US")
    assert together(postponed(place=place), later) == [{"c"}, {"p"}]


def test_a_page_without_any_time_joins_no_day_where_several_fit_equally_well() -> None:
    loose = told("u", date=on(None, weekday="tuesday"), source={"published": None})
    first, second = told("a"), told("b", date=on("2025-07-15"), source={"published": "2025-07-15"})
    assert together(loose, first) == [{"a", "u"}]
    assert together(loose, first, second) == [{"a"}, {"b"}, {"u"}]
    (unclear, *_) = [d for d in assemble([loose, first, second]).decisions if "u" in (d.left, d.right)]
    assert unclear.reason == UNCLEAR


def test_plans_are_undertakings_that_are_kept_withdrawn_or_lapse() -> None:
    def plan_of(*reports: SourcedReport) -> tuple[str, list[str]]:
        (plan,) = [u for u in assemble(reports).undertakings if u.kind == "plan"]
        return plan.status, [step.status for step in plan.history]

    plan = told("a", mode="visit", status="planned", source={"published": "2025-06-20"})
    news = told("n", date=on("2025-08-01"), source={"published": "2025-08-01"})
    assert plan_of(plan) == ("pending", ["pending"])
    assert plan_of(plan, told("b", mode="visit")) == ("done", ["pending", "done"])
    assert plan_of(plan, told("b", mode="visit", status="cancelled")) == ("withdrawn", ["pending", "withdrawn"])
    assert plan_of(plan, news) == ("lapsed", ["pending", "lapsed"])
    there = told("m", mode="meeting", place=Place(name="New Delhi", country="IN"))
    assert plan_of(plan, there, news) == ("done", ["pending", "done"])


def test_an_undertaking_stands_as_it_was_known_on_a_day() -> None:
    plan = told("a", mode="visit", status="planned", source={"published": "2025-06-20"})
    (found,) = [u for u in assemble([plan, told("b", mode="visit")]).undertakings if u.kind == "plan"]
    states = [
        known and known.status for known in (as_of(found, day) for day in ("2025-06-19", "2025-06-20", "2025-07-02"))
    ]
    assert states == [None, "pending", "done"]


def named(name: str, words: str, published: str) -> SourcedReport:
    source = {"published": published}
    outcome = Outcome(kind="agreement", status="agreed", text=span(words, words))
    return told(name, date=on(published), outcomes=(outcome,), source=source)


def test_a_known_agreement_is_one_undertaking_however_it_is_named() -> None:
    made = assemble(
        [
            named("a", "agreed to renew the Logistics Exchange Memorandum", "2020-01-01"),
            named("b", "spoke of LEMOA at length", "2025-01-01"),
            named("c", "will open the port to more ships", "2025-01-05"),
        ]
    )
    assert sorted(u.reports for u in made.undertakings) == [("a", "b"), ("c",)]


def test_phrases_that_all_use_do_not_tie_the_agreements_of_years_together() -> None:
    pages = readings(3000, big_block=1.0)
    items = [
        SourcedReport(report=r, source=told(p.id, source={"published": r.date.first}).source)
        for p in pages
        for r in p.reports
    ]
    sizes = [len(u.reports) for u in assemble(items).undertakings if u.kind == "agreement"]
    assert len(sizes) > 500
    assert max(sizes) < 10


def test_judgements_join_and_part() -> None:
    a, b, c = told("a"), told("b"), told("c", date=on("2025-07-09"))
    assert together(a, b, c) == [{"a", "b"}, {"c"}]
    assert together(a, b, c, edges=(judged("a", "b", "different"),)) == [{"a"}, {"b"}, {"c"}]
    assert together(a, b, c, edges=(judged("a", "c", "same"),)) == [{"a", "b", "c"}]
    assert together(a, b, c, edges=(judged("a", "c", "unsure"),)) == [{"a", "b"}, {"c"}]
    revoked = msgspec.structs.replace(judged("a", "b", "different"), revoked="2025-07-04")
    assert together(a, b, c, edges=(revoked,)) == [{"a", "b"}, {"c"}]


def test_an_engagement_keeps_one_id_and_lists_the_others() -> None:
    alone = {assemble([told(name)]).engagements[0].id for name in "abc"}
    found = one(told("a"), told("b"), told("c"))
    assert {found.id, *found.supersedes} == alone
    assert found.id == min(alone)


DAYS = ("2025-07-01", "2025-07-02", "2025-07-03", None)
REPORTS: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.builds(
        dict,
        day=st.sampled_from(DAYS),
        mode=st.sampled_from(["call", "meeting", "visit"]),
        published=st.sampled_from(["2025-07-02", "2025-07-20", None]),
        article=st.integers(min_value=0, max_value=6),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=60)
@given(drawn=REPORTS, seed=st.integers(), apart=st.booleans())
def test_the_order_of_reports_does_not_matter(drawn: list[dict[str, Any]], seed: int, apart: bool) -> None:
    reports = [
        told(
            f"r{n:02}",
            mode=d["mode"],
            date=on(d["day"]),
            source={"published": d["published"], "article": f"a{d['article']}"},
        )
        for n, d in enumerate(drawn)
    ]
    edges = (judged("r00", "r01", "different"),) if apart else ()
    shuffled = random.Random(seed).sample(reports, len(reports))
    made = assemble(reports, edges)
    assert assemble(shuffled, edges) == made
    assert sorted(r.id for e in made.engagements for r in e.reports) == [r.report.id for r in reports]


@given(words=st.lists(st.sampled_from("one two three four five six seven".split()), min_size=20, max_size=40))
def test_a_text_is_like_itself(words: list[str]) -> None:
    text = " ".join(words)
    assert similarity(signature_of(text), signature_of(text)) == 1.0


def test_likeness_tells_copies_from_other_texts() -> None:
    words = [f"word{n}" for n in range(200)]
    copy = [*words[:190], *(f"other{n}" for n in range(10))]
    foreign = [f"foreign{n}" for n in range(200)]
    own = signature_of(" ".join(words))
    assert similarity(own, signature_of(" ".join(copy))) > 0.6
    assert similarity(own, signature_of(" ".join(foreign))) < 0.1
    assert signature_of("too short to tell") == ()


def test_every_feature_is_documented() -> None:
    for name, feature, weight in FEATURES:
        assert feature.__doc__, name
        assert 0 < weight <= 1
