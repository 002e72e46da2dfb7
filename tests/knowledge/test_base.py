from __future__ import annotations

import datetime as dt

import pytest

from communique.knowledge import KnowledgeBase, choose, load_knowledge

SUMMER_2025 = dt.date(2025, 7, 1)


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load_knowledge()


@pytest.mark.parametrize(
    ("name", "on", "state", "person", "office"),
    [
        ("Raksha Mantri", "2025-07-01", None, "Rajnath Singh", "IN/defence"),
        ("EAM", "2025-07-01", None, "S. Jaishankar", "IN/foreign"),
        ("Secretary of War", "2025-10-01", None, "Pete Hegseth", "US/defence"),
        ("Defence Secretary", "2025-01-15", "GB", "John Healey", "GB/defence"),
        ("Minister of Foreign Affairs", "2025-07-01", "FR", "Jean-Noël Barrot", "FR/foreign"),
        ("Chancellor", "2025-07-01", "DE", "Friedrich Merz", "DE/head-of-government"),
        ("Taoiseach", "2025-07-01", None, "Micheál Martin", "IE/head-of-government"),
        ("Zelensky", "2025-07-01", None, "Volodymyr Zelenskyy", "UA/head-of-state"),
        ("Erdogan", "2025-07-01", None, "Recep Tayyip Erdoğan", "TR/head-of-state"),
        ("Lavrov", "2025-07-01", None, "Sergei Lavrov", "RU/foreign"),
        ("MBS", "2025-07-01", None, "Mohammed bin Salman", "SA/head-of-government"),
        ("Xi", "2025-07-01", None, "Xi Jinping", "CN/head-of-state"),
        ("Jinping Xi", "2025-07-01", None, "Xi Jinping", "CN/head-of-state"),
        ("Lula", "2025-07-01", None, "Luiz Inácio Lula da Silva", "BR/head-of-state"),
        ("Modi", "2025-07-01", None, "Narendra Modi", "IN/head-of-government"),
        ("Orban Viktor", "2025-07-01", None, "Viktor Orban", "HU/head-of-government"),
        ("Sheikh Abdullah bin Zayed", "2025-07-01", None, "Abdullah bin Zayed Al Nahyan", "AE/foreign"),
        ("Jose Castillo Terrones", "2022-01-01", None, "Pedro Castillo", "PE/head-of-state"),
        ("Petro Porochenko", "2016-06-01", "UA", "Petro Poroshenko", "UA/head-of-state"),
        ("Kallas", "2022-01-01", None, "Kaja Kallas", "EE/head-of-government"),
        ("Kallas", "2025-07-01", None, "Kaja Kallas", "EU/foreign"),
    ],
)
def test_who_is_meant(kb: KnowledgeBase, name: str, on: str, state: str | None, person: str, office: str) -> None:
    chosen = choose(kb.find(name, None, dt.date.fromisoformat(on), state))
    assert chosen is not None
    assert (chosen.name, chosen.office) == (person, office)
    assert chosen.reasons


@pytest.mark.parametrize(("name", "state"), [("Singh", "IN"), ("President", None), ("Foreign Minister", None)])
def test_a_name_that_several_bear_is_not_decided(kb: KnowledgeBase, name: str, state: str | None) -> None:
    found = kb.find(name, None, SUMMER_2025, state)
    assert len(found) > 1
    assert choose(found) is None


@pytest.mark.parametrize("name", ["", " ", "Qwertz Uiop", "🙂", "x" * 5000])
def test_nobody(kb: KnowledgeBase, name: str) -> None:
    assert kb.find(name, None, SUMMER_2025) == ()


def test_a_title_is_known_only_from_when_it_was_used(kb: KnowledgeBase) -> None:
    assert kb.find("Secretary of War", "office", dt.date(2025, 8, 1)) == ()
    assert [c.office for c in kb.find("Secretary of War", "office", dt.date(2025, 9, 5))] == ["US/defence"]
    assert "Secretary of War" in getattr(kb.office("US/defence"), "aliases", ())


def test_who_left_is_no_longer_in_office(kb: KnowledgeBase) -> None:
    assert choose(kb.find("Antony Blinken", "person", SUMMER_2025)) != choose(
        kb.find("Antony Blinken", "person", dt.date(2024, 7, 1))
    )
    assert [c.office for c in kb.find("Antony Blinken", "person", SUMMER_2025)] == [None]


def test_a_seat_passes_from_one_to_the_next(kb: KnowledgeBase) -> None:
    assert [c.name for c in kb.holders("IN/foreign", dt.date(2019, 5, 20))] == ["Sushma Swaraj"]
    assert [c.name for c in kb.holders("IN/foreign", dt.date(2019, 6, 20))] == ["S. Jaishankar"]
    assert kb.holders("IN/foreign", dt.date(1900, 1, 1)) == ()
    assert kb.holders("no/office", SUMMER_2025) == ()


def test_a_president_who_governs_answers_to_both_roles(kb: KnowledgeBase) -> None:
    for role in ("head_of_state", "head_of_government"):
        assert [o.id for o in kb.offices_in_role("US", role)] == ["US/head-of-state"]


def test_acting_holders_come_after_full_ones_and_say_so(kb: KnowledgeBase) -> None:
    (acting,) = kb.holders("KR/head-of-state", dt.date(2025, 4, 20))
    assert acting.acting
    assert acting.score < 1.0


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("U.S.", "US"),
        ("the UK", "GB"),
        ("Britain", "GB"),
        ("Emirati", "AE"),
        ("ROK", "KR"),
        ("DPRK", "KP"),
        ("PRC", "CN"),
        ("KSA", "SA"),
        ("Kremlin", "RU"),
        ("Foggy Bottom", "US"),
        ("Downing Street", "GB"),
        ("Élysée", "FR"),
        ("Elysee", "FR"),
        ("Blue House", "KR"),
        ("Seoul", "KR"),
        ("African Union", "AU-IGO"),
        ("NATO", "NATO"),
        ("G20", "G20"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Ivory Coast", "CI"),
        ("Burma", "MM"),
    ],
)
def test_names_of_states(kb: KnowledgeBase, name: str, code: str) -> None:
    assert kb.state_of(name) == code


@pytest.mark.parametrize(
    ("name", "kind", "identity"),
    [("LEMOA", "instrument", "lemoa"), ("AUSMIN", "forum", "ausmin"), ("DRDO", "agency", "IN/DRDO")],
)
def test_things_by_name(kb: KnowledgeBase, name: str, kind: str, identity: str) -> None:
    found = kb.find(name)
    assert (found[0].kind, found[0].id) == (kind, identity)


def test_the_nearest_names(kb: KnowledgeBase) -> None:
    assert "Rajnath Singh" in kb.nearest("Rajnat Sing")
