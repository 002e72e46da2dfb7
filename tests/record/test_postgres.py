"""The record in PostgreSQL: the same answers as the file, several writers at once, faults that say what to do."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
from benchmarks.synthetic import readings
from sqlalchemy import Column, Connection, String, create_engine, inspect, make_url, text
from starlette.applications import Starlette
from tests.record.server import Server
from tests.web.sources import all_readings

from communique.errors import CommuniqueError, RecordError, UsageError
from communique.export import Heading, write
from communique.record import Record, migrate, open_record
from communique.record.query import Query
from communique.types import Reading
from communique.web.app import make_app

PAGES = tuple(readings(60, days=12, big_block=0.7))
WORDED = (
    "Łukasz Müller met the café owners' delegation: supply-chains, F-35s and the U.S.–Türkiye e-mail (3,000 words).",
    "Supply chains and e-mail in 1990s Île-de-France; Müllers cafes, naïve cooperation & co-operation; 100% of x_y.",
    "MUELLER, MU\u0308LLER and İstanbul: ceasefires, ceasefire’s terms, 2nd meeting at https://example.org/a-b?c=1",
)
ASKED = (
    "muller", "Müller", "cafe", "cafés", "supply chain", '"supply chain"', '"chain supply"', "f-35", "F35", "U.S.", "us",
    "türkiye", "turkiye", "e-mail", "email", "3,000", "3000", "1990", "Ile de France", "cooperation", "co-operation",
    "operating", "100%", "x_y", "ceasefire", "ceasefires terms", '"ceasefire s terms"', "istanbul", "2nd meetings",
    "example.org", "https://example.org/a-b", "the", '"and the"', "?!", '"', "met and met", "owner's", "delegations",
)  # fmt: skip


@pytest.fixture
def shared(address: str) -> Iterator[Record]:
    with open_record(address, create=True) as opened:
        yield opened


def exported(record: Record) -> bytes:
    """What the JSON Lines export of a record writes."""
    out = io.BytesIO()
    write("jsonl", record.find(Query(sort="date")), out, Heading(title="all"))
    return out.getvalue()


def worded() -> Iterator[Reading]:
    """Pages whose articles say WORDED, one of them by its title, and one beyond the first piece of a long article."""
    texts = [*WORDED, "word " * 2300 + WORDED[0] + " word" * 4000 + " at the very end"]
    for page, said in zip(PAGES, texts, strict=False):
        assert page.article is not None
        whole = f"{page.article.text}\n{said}"
        article = msgspec.structs.replace(page.article, text=whole, title=said[:40][::-1])
        yield msgspec.structs.replace(page, article=article)


def test_the_full_text_finds_the_same_as_in_a_file(shared: Record, tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db", create=True) as alone:
        for record in (shared, alone):
            record.add(worded())
        found = {asked: [e.id for e in alone.find(Query(text=asked))] for asked in (*ASKED, '"the very end"')}
        assert {asked: [e.id for e in shared.find(Query(text=asked))] for asked in found} == found
    assert sum(bool(ids) for ids in found.values()) > 25


def test_every_question_has_the_same_answer_as_in_a_file(shared: Record, tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db", create=True) as alone:
        for record in (shared, alone):
            record.add(PAGES)
        assert exported(shared) == exported(alone)
        assert shared.totals() == alone.totals()
        assert shared.contradictions() == alone.contradictions()
        assert shared.undertakings() == alone.undertakings()
        for asked in (
            Query(between=("IL", "US"), mode="call"),
            Query(place="paris", sort="date"),
            Query(outlet="OUTLET1", limit=3),
            Query(first="2015-01-03", last="2015-01-08", area="defence", status="held"),
            Query(between=("person1",)),
        ):
            assert list(shared.find(asked)) == list(alone.find(asked))
            assert shared.page(asked) == alone.page(asked)


def test_words_are_sorted_by_code_point_whatever_the_language_of_the_server(shared: Record) -> None:
    asked = text(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'communique' "
        "AND data_type = 'character varying' AND collation_name IS DISTINCT FROM 'C'"
    )
    with shared.reading() as connection:
        assert connection.execute(asked).all() == []


def test_an_older_record_is_brought_forward_here_too(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_record(address, create=True) as record:
        record.add(PAGES)
        before = exported(record)

    def step(connection: Connection) -> None:
        migrate.add_column(connection, "edge", Column("of end", String, server_default="none"))
        migrate.add_index(connection, "edge_by_end", "edge", "of end", "left")

    monkeypatch.setattr(migrate, "STEPS", (*migrate.STEPS, step))
    with open_record(address, read_only=True) as record, record.reading() as connection:
        assert migrate.version_of(connection) == migrate.newest()
        assert "of end" in [column["name"] for column in inspect(connection).get_columns("edge")]
        assert exported(record) == before
    monkeypatch.undo()
    with pytest.raises(RecordError, match="newer communique"):
        open_record(address)


def test_other_things_in_the_database_are_left_alone(address: str) -> None:
    engine = create_engine(make_url(address))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE article (id text)"))
        connection.execute(text("INSERT INTO article VALUES ('theirs')"))
    with open_record(address, create=True) as record:
        record.add(PAGES[:5])
        assert record.totals()["article"] == 5
    with engine.begin() as connection:
        assert connection.execute(text("SELECT id FROM public.article")).scalars().all() == ["theirs"]
        connection.execute(text("DROP TABLE public.article"))
    engine.dispose()


@pytest.mark.parametrize(
    ("change", "says", "code"),
    [
        ({}, "communique add", 4),
        ({"database": "nowhere"}, "createdb", 4),
        ({"port": 1}, "not reachable", 4),
        ({"database": ""}, "postgresql://USER:PASSWORD@HOST/DATABASE", 2),
        ({"drivername": "mysql"}, "postgresql://USER:PASSWORD@HOST/DATABASE", 2),
        ({"query": {"sslmode": "maybe"}}, "sslmode=disable", 2),
        ({"query": {"host": "/nowhere"}}, "not reachable", 4),
    ],
)
def test_a_record_that_cannot_be_used_says_what_to_do(
    address: str, change: dict[str, object], says: str, code: int
) -> None:
    asked = make_url(address).set(password="hunter2", **change)  # type: ignore[arg-type]
    with pytest.raises(CommuniqueError, match=says) as refused:
        open_record(asked.render_as_string(hide_password=False))
    assert refused.value.exit_code == code
    assert "hunter2" not in str(refused.value)


def test_a_user_without_rights_is_told_what_to_ask_for(server: Server, address: str) -> None:
    name = make_url(address).database
    server.run(f"CREATE ROLE reader_of_{name} LOGIN PASSWORD 'secret'")
    try:
        theirs = make_url(address).set(username=f"reader_of_{name}", password="secret").render_as_string(False)
        with pytest.raises(RecordError, match="GRANT CREATE ON DATABASE"):
            open_record(theirs, create=True)
        with open_record(address, create=True) as record:
            record.add(PAGES[:5])
        with pytest.raises(RecordError, match="rights on the schema"):
            open_record(theirs)
    finally:
        server.run(f"DROP ROLE reader_of_{name}")


def test_an_address_that_is_none_is_refused() -> None:
    for wrong in ("postgresql://", "http://host/db", "postgresql://user@host:port/db"):
        with pytest.raises(UsageError):
            open_record(wrong)


def answers(app: Starlette, pages: list[str]) -> dict[str, tuple[int, str]]:
    """What the application answers to each address."""

    async def ask() -> dict[str, tuple[int, str]]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://site") as client:
            found = {page: await client.get(page) for page in pages}
        return {page: (answer.status_code, answer.text) for page, answer in found.items()}

    return asyncio.run(ask())


def test_pages_and_the_interface_are_served_from_here_too(address: str, tmp_path: Path) -> None:
    asked = [
        "/relations/IN-US", "/engagements?between=IN&text=the", "/undertakings", "/states/IN", "/map", "/forums",
        "/api/v1/engagements", "/api/v1/undertakings", "/api/v1/persons", "/api/v1/trend?between=IN",
        "/api/v1/engagements.csv", "/api/v1/engagements/nothing",
    ]  # fmt: skip
    path = tmp_path / "r.db"
    for location in (address, path):
        with open_record(location, create=True) as record:
            record.add(all_readings())
    shared, alone = (make_app(location, hosts=("site",)) for location in (address, path))
    one, two = (answers(app, [*asked, "/", "/review"]) for app in (shared, alone))
    assert {page: code for page, (code, _) in one.items()} == {page: code for page, (code, _) in two.items()}
    assert [page for page in asked if one[page] != two[page]] == []
    with open_record(address) as record:
        record.add(PAGES[:5])
    assert answers(shared, ["/relations/IL-US"]) != answers(alone, ["/relations/IL-US"])
    for app in (shared, alone):
        app.state.desk.record.close()
