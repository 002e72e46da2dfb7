"""Who spoke for each side, where the text says it in a sentence of its own."""

import msgspec
import pytest

from communique.read import Tools, read
from communique.read.explain import article_of
from communique.types import Report


def reports(text: str, tools: Tools) -> tuple[Report, ...]:
    return read(msgspec.structs.replace(article_of(text, "2024-12-09")), tools)


def names(report: Report) -> set[tuple[str | None, str | None]]:
    return {(party.name, party.country) for party in report.parties}


@pytest.mark.parametrize(
    "roster",
    [
        "The Indian side was led by Vikram Misri, while Jashim Uddin headed the Bangladesh delegation.",
        "The talks were co-chaired by Vikram Misri of India and Jashim Uddin of Bangladesh and led by both.",
        "The Bangladesh team was headed by Jashim Uddin; the Indian delegation was led by Vikram Misri.",
    ],
)
def test_the_leaders_of_delegations_take_their_seats(roster: str, tools: Tools) -> None:
    told = f"India and Bangladesh held consultations in Dhaka on Monday. {roster}"
    found = reports(told, tools)
    assert names(found[0]) == {("Vikram Misri", "IN"), ("Md. Jashim Uddin", "BD")}


def test_a_leader_of_another_state_takes_no_seat(tools: Tools) -> None:
    told = "India and Bangladesh held consultations in Dhaka on Monday. The Nepali side was led by Arzu Rana Deuba."
    assert names(reports(told, tools)[0]) == {(None, "IN"), (None, "BD")}


def test_a_roster_far_from_the_contact_is_that_of_something_else(tools: Tools) -> None:
    filler = "Rain fell all day. " * 6
    told = (
        f"India and Bangladesh held consultations in Dhaka on Monday. {filler}The Indian side was led by Vikram Misri."
    )
    assert names(reports(told, tools)[0]) == {(None, "IN"), (None, "BD")}
