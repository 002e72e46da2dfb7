"""The query language: the same words from the command line, from Python and from addresses."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from communique.check.filters import asked_of, query_of
from communique.errors import UsageError
from communique.knowledge import KnowledgeBase, load_knowledge
from communique.record.query import Query

OFFICES = "id,state,role,also_role,title,aliases,wikidata,source\nQQ/post,IN,special_envoy,,Keeper of the Post,,,own\n"
PERSONS = "id,name,family_name,aliases,state,wikidata\nqq-ada,Ada Keeper,Keeper,,IN,\nqq-bo,Bo Keeper,Keeper,,IN,\n"
TENURES = "office,person,start,end,end_basis,seen,acting,source,doubt\n"


def knowledge_with(folder: Path, *tenures: str) -> KnowledgeBase:
    rows = "".join(f"QQ/post,{tenure},recorded,,,own,\n" for tenure in tenures)
    (folder / "offices.csv").write_text(OFFICES)
    (folder / "persons.csv").write_text(PERSONS)
    (folder / "tenures.csv").write_text(TENURES + rows)
    return KnowledgeBase((folder,))


def asked(**filters: Any) -> Query:
    return query_of(filters, load_knowledge())


def test_every_word_asks_something() -> None:
    query = query_of(
        {
            "between": ("India", "us"),
            "person": "Hegseth",
            "office": "US/defence",
            "mode": "call",
            "status": "held",
            "area": "defence",
            "from": "2025",
            "to": "2025-02",
            "place": "Paris",
            "outlet": "Gazette",
            "text": "supply chains",
            "sort": "newest",
            "limit": "7",
        },
        load_knowledge(),
    )
    assert query == Query(
        between=("IN", "US"),
        person="Hegseth",
        office="US/defence",
        mode="call",
        status="held",
        area="defence",
        first="2025-01-01",
        last="2025-02-28",
        place="Paris",
        outlet="Gazette",
        text="supply chains",
        sort="newest",
        limit=7,
    )


@pytest.mark.parametrize(
    ("written", "sides"),
    [
        ("IN-US", ("IN", "US")),
        ("us-in", ("IN", "US")),
        ("AU-IGO-IN", ("AU-IGO", "IN")),
        ("IN/defence,US/defence", ("IN/defence", "US/defence")),
        ("Singh, Hegseth", ("Singh", "Hegseth")),
        (["United Kingdom", "in-rajnath-singh"], ("GB", "in-rajnath-singh")),
        ("France", ("FR",)),
    ],
)
def test_sides_as_people_write_them(written: Any, sides: tuple[str, ...]) -> None:
    assert asked(between=written).between == sides


def test_nothing_asks_nothing() -> None:
    empty = {"between": (), "mode": None, "area": "", "text": "  ", "since_office": None}
    assert asked(**empty) == Query(sort="date")


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"mode": "cal"}, "mode 'cal' is not known; it takes call, "),
        ({"status": "hold"}, "status 'hold' is not known; it takes held, "),
        ({"area": "defense"}, "area 'defense' is not known; it takes defence"),
        ({"sort": "latest"}, "it takes date, newest"),
        ({"office": "US/defense"}, "near are US/defence"),
        ({"office": "US/president"}, "near are US/head-of-state, US/vice-president"),
        ({"between": ["XX", "IN"]}, "ISO 3166 codes"),
        ({"from": "last week"}, "from 'last week' is no date; it takes 2025, 2025-07 or 2025-07-01"),
        ({"to": "2025-13"}, "to '2025-13' is no date"),
        ({"limit": "0"}, "it takes a number from 1 on"),
        ({"limit": "many"}, "it takes a number from 1 on"),
        ({"outlets": "x"}, "no filter 'outlets'; there are outlet, "),
        ({"since_office": "IN/defense"}, "near are IN/defence"),
    ],
)
def test_a_wrong_value_gets_the_allowed_ones_nearest_first(filters: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError) as error:
        asked(**filters)
    assert said in str(error.value)


def test_since_an_office_was_taken() -> None:
    found = asked_of({"since-office": "US/defence", "to": "2025-07-31"}, load_knowledge())
    assert (found.query.first, found.since.surely) == ("2025-01-25", None)
    assert found.since.basis == "Pete Hegseth took office (US/defence) on 2025-01-25"
    later = asked_of({"since_office": "US/defence", "from": "2025-03", "to": "2025-07-31"}, load_knowledge())
    assert (later.query.first, later.since.basis) == ("2025-03-01", "as given")


def test_the_holder_is_that_of_the_last_day_asked() -> None:
    assert asked(since_office="US/defence", to="2022").first == "2021-01-22"


def test_a_start_known_to_the_month_has_two_edges(tmp_path: Path) -> None:
    found = asked_of({"since_office": "QQ/post", "to": "2021"}, knowledge_with(tmp_path, "qq-ada,2020-02,2022-01-01"))
    assert (found.query.first, found.since.surely) == ("2020-02-01", "2020-02-29")


def test_a_start_that_nobody_knows_is_no_window(tmp_path: Path) -> None:
    knowledge = knowledge_with(tmp_path, "qq-ada,,2022-01-01")
    with pytest.raises(UsageError, match="not known since when Ada Keeper holds QQ/post"):
        query_of({"since_office": "QQ/post", "to": "2021"}, knowledge)
    with pytest.raises(UsageError, match="not known who holds QQ/post"):
        query_of({"since_office": "QQ/post", "to": "2023"}, knowledge)


def test_on_the_day_of_handing_over_the_one_who_stays_is_meant(tmp_path: Path) -> None:
    knowledge = knowledge_with(tmp_path, "qq-ada,2019-01-01,2021-05-05", "qq-bo,2021-05-05,2023-01-01")
    assert query_of({"since_office": "QQ/post", "to": "2021-05-05"}, knowledge).first == "2021-05-05"


def test_without_a_day_the_present_holder_is_meant() -> None:
    first = asked(since_office="US/head-of-state").first
    assert first is not None
    assert first <= dt.datetime.now(dt.UTC).date().isoformat()
