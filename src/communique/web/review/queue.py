"""What waits, in order, and one pair of reports side by side."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from communique.export.wording import MODE_WORDS, STATUS_WORDS, party_words, place_words, when_words
from communique.record import Record, lookup, review
from communique.types import Contradiction, Decision, Edge, Engagement, SourcedReport
from communique.web.desk import Desk
from communique.web.highlight import MarkedBlock, marked_blocks, marks_of, spans_of
from communique.web.naming import Names

MOST_SHOWN = 200
MOST_BLOCKS = 6


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that waits, at most `MOST_SHOWN` of each kind, with how many there are."""

    pairs: tuple[Decision, ...]
    doubtful: tuple[Engagement, ...]
    contested: tuple[tuple[Engagement, Contradiction], ...]
    all_pairs: int
    all_doubtful: int


class Close(msgspec.Struct, frozen=True, kw_only=True):
    """A close decision with the two reports that it is about."""

    decision: Decision
    left: SourcedReport
    right: SourcedReport


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One report as it is read beside another: the blocks of its article that carry it, and where it stands now."""

    sourced: SourcedReport
    title: str
    blocks: tuple[MarkedBlock, ...]
    engagement: str | None


class Row(msgspec.Struct, frozen=True):
    """One facet of two reports."""

    facet: str
    left: str
    right: str


def waiting(record: Record) -> Waiting:
    """What waits in the record now."""
    with record.reading() as connection:
        return Waiting(
            pairs=review.close_decisions(connection, MOST_SHOWN),
            doubtful=review.doubtful(connection, MOST_SHOWN),
            contested=review.unsettled(record.contradictions(MOST_SHOWN)),
            all_pairs=review.count_close(connection),
            all_doubtful=review.count_doubtful(connection),
        )


def waiting_now(desk: Desk) -> Waiting:
    """The same, looked up once until the record changes."""
    return desk.remembered.recall("review", lambda: waiting(desk.record))


def closest(record: Record, decisions: Sequence[Decision]) -> tuple[Close, ...]:
    """The decisions with their reports; one whose report just went is left out."""
    with record.reading() as connection:
        found = lookup.sourced(connection, {name for one in decisions for name in (one.left, one.right)})
    reports = {item.report.id: item for item in found}
    return tuple(
        Close(decision=one, left=reports[one.left], right=reports[one.right])
        for one in decisions
        if one.left in reports and one.right in reports
    )


def account_of(record: Record, report: str) -> Account | None:
    """The report with the words that carry it; None where the record does not hold it."""
    sourced = record.report(report)
    article = record.article(sourced.source.article) if sourced else None
    if sourced is None or article is None:
        return None
    engagement = record.engagement_of(report)
    blocks = marked_blocks(article, marks_of(sourced.report, engagement), None)
    spans = [span for _, span in spans_of(sourced.report)]
    carrying = [b for b in blocks if any(s.start < b.block.end and s.end > b.block.start for s in spans)]
    return Account(
        sourced=sourced,
        title=article.title or f"Article {article.id}",
        blocks=tuple(carrying[:MOST_BLOCKS]),
        engagement=engagement,
    )


def rows_of(left: Account, right: Account, names: Names) -> tuple[Row, ...]:
    """Both reports facet by facet."""
    one, two = (_facets(account.sourced, names) for account in (left, right))
    return tuple(Row(facet, one[facet], two[facet]) for facet in one if one[facet] or two[facet])


def _facets(sourced: SourcedReport, names: Names) -> dict[str, str]:
    report = sourced.report
    return {
        "What": MODE_WORDS[report.mode],
        "Status": STATUS_WORDS[report.status],
        "When": when_words(report.date),
        "Where": place_words(report.place) if report.place else "",
        "Who": "; ".join(party_words(party) for party in report.parties),
        "Areas": ", ".join(dict.fromkeys(names.area(area.area) for area in report.areas)),
    }


def standing(record: Record, left: str, right: str) -> Edge | None:
    """The judgement that stands on two reports, None where nobody made one or it was revoked."""
    pair = {left, right}
    return next((e for e in record.edges() if {e.left, e.right} == pair and e.revoked is None), None)


def following(found: Waiting, here: str) -> str:
    """The address of what waits after the one at the address; the overview after the last."""
    for addresses in (_pairs(found), _doubtful(found), _contested(found)):
        if here in addresses:
            after = addresses[addresses.index(here) + 1 :]
            return after[0] if after else "/review"
    return next(iter(_pairs(found)), "/review")


def pair_address(left: str, right: str) -> str:
    """Where two reports are judged."""
    return f"/review/pairs/{left}/{right}"


def _pairs(found: Waiting) -> list[str]:
    return [pair_address(one.left, one.right) for one in found.pairs]


def _doubtful(found: Waiting) -> list[str]:
    return [f"/review/engagements/{engagement.id}" for engagement in found.doubtful]


def _contested(found: Waiting) -> list[str]:
    return list(dict.fromkeys(f"/review/engagements/{engagement.id}" for engagement, _ in found.contested))
