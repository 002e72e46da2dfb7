"""The pure parts behind the pages: cutting text at spans, counting, naming, citing, annotating."""

from __future__ import annotations

import datetime as dt

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from communique.check.trend import trend, warned
from communique.knowledge import load_knowledge
from communique.types import Area, Article, Block, Engagement, Party, Report, ReportRef, Span, When
from communique.web.annotate import annotations_of, selectors_of
from communique.web.cite import citation_of
from communique.web.desk import counted, data_block, web_address
from communique.web.downloads import split_suffix
from communique.web.highlight import Mark, marked_blocks
from communique.web.naming import Names
from communique.web.remembered import Remembered
from communique.web.summary import counterparts, heat_map, quarter_of
from communique.web.trends import months_of, reach_of

TEXT = "Alpha met Beta on Tuesday.\n\nThey agreed on training."
ARTICLE = Article(
    id="a",
    text=TEXT,
    blocks=(Block(kind="title", start=0, end=26), Block(kind="paragraph", start=28, end=len(TEXT))),
)
stretches = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(lambda pair: pair[0] < pair[1])


def engagement(number: int, day: str | None, status: str = "held", areas: tuple[str, ...] = ()) -> Engagement:
    return Engagement(
        id=f"e{number}",
        mode="call",
        status=status,  # type: ignore[arg-type]
        date=When(first=day, last=day, precision="day" if day else "unknown"),
        parties=(Party(person="p1", name="A One", country="IN"), Party(person="p2", name="B Two", country="US")),
        areas=tuple(Area(area=area, evidence=Span(0, 5, "Alpha")) for area in areas),
    )


@given(st.lists(stretches, max_size=8), st.none() | stretches)
def test_pieces_give_back_the_text_of_every_block(spans: list[tuple[int, int]], here: tuple[int, int] | None) -> None:
    marks = [Mark(start=start, end=end, facet="mode", engagement="e") for start, end in spans]
    blocks = marked_blocks(ARTICLE, marks, here)
    assert ["".join(piece.text for piece in block.pieces) for block in blocks] == TEXT.split("\n\n")
    for block in blocks:
        place = block.block.start
        for piece in block.pieces:
            over = {(mark.start, mark.end) for mark in piece.marks}
            assert over == {span for span in spans if span[0] <= place and span[1] >= place + len(piece.text)}
            place += len(piece.text)


def test_a_data_block_cannot_be_left() -> None:
    block = data_block({"words": "</script><!-- & \u2028"})
    assert "<" not in block
    assert ">" not in block
    assert "&" not in block


def test_only_web_addresses_become_links() -> None:
    assert web_address("https://gazette.example/1") == "https://gazette.example/1"
    assert web_address("javascript:alert(1)") is None
    assert web_address(None) is None


def test_pairs_are_found_in_any_order_and_with_hyphens_in_codes() -> None:
    names = Names(load_knowledge())
    assert names.pair("US-IN") == ("IN", "US")
    assert names.pair("in-us") == ("IN", "US")
    assert names.pair("AU-IGO-IN") == ("AU-IGO", "IN")
    assert names.pair("IN-IN") is None
    assert names.pair("nowhere") is None


def test_suffixes_are_those_of_formats_only() -> None:
    assert split_suffix("IN-US.atom") == ("IN-US", "atom")
    assert split_suffix("defence.logistics") == ("defence.logistics", None)
    assert split_suffix("defence.logistics.ics") == ("defence.logistics", "ical")


def test_heat_map_counts_an_area_once_an_engagement_and_shades_by_the_busiest() -> None:
    many = [engagement(n, "2025-07-01", areas=("defence", "defence")) for n in range(4)]
    heat = heat_map([*many, engagement(9, "2025-10-01", areas=("trade",)), engagement(10, None, areas=("trade",))])
    assert heat.quarters == ("2025 Q3", "2025 Q4")
    assert [(row.area, [(cell.count, cell.shade) for cell in row.cells]) for row in heat.rows] == [
        ("defence", [(4, 5), (0, 0)]),
        ("trade", [(0, 0), (1, 2)]),
    ]
    assert heat_map([]).rows == ()
    assert quarter_of("2025") is None


def test_counterparts_count_what_happened_only() -> None:
    shared = [engagement(1, "2025-01-02"), engagement(2, None), engagement(3, "2026-01-01", status="cancelled")]
    (row,) = counterparts(shared, ("IN", "US"), Names(load_knowledge()))
    assert (row.left.person, row.right.person, row.count, row.first, row.last) == (
        "p1",
        "p2",
        2,
        "2025-01-02",
        "2025-01-02",
    )


def test_counterparts_count_since_both_took_office() -> None:
    singh = Party(person="in-rajnath-singh", name="Rajnath Singh", office="IN/defence", country="IN")
    hegseth = Party(person="us-pete-hegseth", name="Pete Hegseth", office="US/defence", country="US")
    shared = [
        msgspec.structs.replace(engagement(number, day), parties=(singh, hegseth))
        for number, day in enumerate(("2025-01-24", "2025-01-25", "2025-07-01"))
    ]
    (row,) = counterparts(shared, ("IN", "US"), Names(load_knowledge()))
    assert (row.both_since, row.count, row.count_since) == ("2025-01-25", 3, 2)


def test_sums_are_kept_until_the_record_changes() -> None:
    changes = [0]
    remembered = Remembered(lambda: len(changes))
    made: list[int] = []

    def count() -> int:
        made.append(1)
        return len(made)

    assert [remembered.recall("key", count) for _ in range(3)] == [1, 1, 1]
    changes.append(1)
    assert [remembered.recall("key", count) for _ in range(3)] == [2, 2, 2]


def test_months_without_engagements_are_shown_as_none() -> None:
    some = [engagement(1, "2024-11-30"), engagement(2, "2025-02-01"), engagement(3, None)]
    shown = months_of(trend(some, dt.date(2025, 3, 1)))
    assert shown.months == (("2024-11", 1), ("2024-12", 0), ("2025-01", 0), ("2025-02", 1))
    assert months_of(trend([], dt.date(2025, 3, 1))).months == ()


def test_the_trend_ends_where_the_reports_end() -> None:
    reported = ReportRef(id="r", document="d", article="a", published="2025-02-10")
    held = [msgspec.structs.replace(engagement(n, f"2025-0{n}-01"), reports=(reported,)) for n in (1, 2)]
    reach = reach_of(held, dt.date(2026, 12, 1))
    words = months_of(trend(held, reach)).words
    assert words.startswith("In the twelve months to 10 February 2025: 2 that happened; in the twelve before: 0;")
    assert "no clear change" in words
    late = warned(trend(held, reach), ("2025-01-01", "2025-02-10"))
    assert months_of(late).warning.startswith("the record begins on 2025-01-01")


def test_citations_hold_the_address_and_escape_bibtex() -> None:
    cited = citation_of(engagement(1, "2025-07-01"), "http://127.0.0.1:8321/engagements/e1")
    assert cited.text.endswith("http://127.0.0.1:8321/engagements/e1")
    assert "year = {2025}" in cited.bibtex
    assert cited.ris.startswith("TY  - GEN\nTI  - Telephone call")
    assert cited.ris.endswith("ER  - ")


def test_annotations_carry_the_quote_with_its_surroundings_and_its_position() -> None:
    quote, position = selectors_of(TEXT, Span(6, 9, "met"))
    assert (quote["prefix"], quote["exact"], quote["suffix"][:5]) == ("Alpha ", "met", " Beta")
    assert TEXT[position["start"] : position["end"]] == "met"
    report = Report(
        id="r", mode="meeting", status="held", mode_text=Span(6, 9, "met"), evidence=(Span(0, 14, TEXT[:14]),)
    )
    made = annotations_of(ARTICLE, report, "http://x")
    assert [annotation["body"]["value"] for annotation in made] == ["mode", "evidence"]
    assert made[0]["target"]["source"] == "http://x/articles/a"


def test_counted_agrees_with_its_number() -> None:
    assert [counted(number, "report") for number in (0, 1, 12000)] == ["0 reports", "1 report", "12,000 reports"]
