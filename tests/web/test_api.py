"""The interface for programs, over a real connection; the description is held to what the server does."""

from __future__ import annotations

import csv
import io
from typing import Any

import httpx
import pyarrow.parquet as pq
import pytest
from icalendar import Calendar


def problem(response: httpx.Response) -> dict[str, Any]:
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["status"] == response.status_code
    return body


def test_next_links_walk_through_everything_once(client: httpx.Client) -> None:
    seen: list[str] = []
    address = "/api/v1/engagements?limit=7"
    while address:
        body = client.get(address).json()
        seen += [item["id"] for item in body["items"]]
        address = body["next"]
    assert len(seen) == len(set(seen)) == 62


def test_an_unchanged_answer_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get("/api/v1/engagements?between=IN-US")
    again = client.get("/api/v1/engagements?between=IN-US", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/v1/engagements?between=FR-IN", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200


def test_annotations_point_at_the_words(client: httpx.Client) -> None:
    text = client.get("/api/v1/articles/article-call-1").json()["text"]
    made = client.get("/api/v1/reports/call-1/annotations").json()
    assert {annotation["body"]["value"] for annotation in made} >= {"mode", "date", "party", "area"}
    for annotation in made:
        quote, position = annotation["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]


@pytest.mark.parametrize(
    ("address", "status", "hint"),
    [
        ("/api/v1/engagements/none", 404, "no engagement"),
        ("/api/v1/nowhere", 404, "openapi.json"),
        ("/api/v1/engagements?mode=calls", 400, "video_call"),
        ("/api/v1/engagements?first=tomorrow", 400, "2025-07-01"),
        ("/api/v1/engagements?between=Atlantis", 400, "IN-US"),
        ("/api/v1/engagements?limit=0", 400, "1 to 500"),
        ("/api/v1/engagements?after=%00broken", 400, "next"),
        ("/api/v1/engagements?text=" + "a" * 10_000, 400, "shorten"),
        ("/api/v1/undertakings?kind=dream", 400, "invitation"),
        ("/api/v1/check?text=", 400, "text is needed"),
        ("/api/v1/check?text=x&written=soon", 400, "2025-07-01"),
        ("/api/v1/engagements.xlsx", 404, "parquet"),
    ],
)
def test_bad_input_gets_a_problem_that_says_what_to_do(
    client: httpx.Client, address: str, status: int, hint: str
) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert hint in problem(response)["detail"]


def test_tables_by_suffix_and_by_accept(client: httpx.Client) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/api/v1/engagements.csv").text)))
    assert len(rows) == 62
    accepted = client.get("/api/v1/engagements?between=IN-US", headers={"accept": "application/vnd.apache.parquet"})
    assert pq.read_table(io.BytesIO(accepted.content)).num_rows == 2


def test_feeds_of_a_relation(client: httpx.Client) -> None:
    atom = client.get("/relations/IN-US.atom")
    assert atom.headers["content-type"] == "application/atom+xml"
    assert atom.text.count("<entry>") == 2
    calendar = Calendar.from_ical(client.get("/relations/IN-US.ics").content)
    assert [str(event["summary"]) for event in calendar.walk("VEVENT")] == [
        "Visit (planned): Rajnath Singh (IN) and Pete Hegseth (US), 1 February 2099"
    ]


def test_the_other_order_of_a_pair_leads_to_the_one_address(client: httpx.Client) -> None:
    moved = client.get("/relations/US-IN?mode=call")
    assert moved.status_code == 301
    assert moved.headers["location"].endswith("/relations/IN-US?mode=call")


def test_every_answer_carries_the_security_headers(client: httpx.Client) -> None:
    for address in ("/", "/nowhere", "/api/v1/engagements", "/static/style.css"):
        headers = client.get(address).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_another_host_name_is_turned_away(client: httpx.Client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_a_large_form_is_turned_away(client: httpx.Client) -> None:
    response = client.post("/check", data={"text": "a" * 300_000})
    assert response.status_code == 400
    assert "send less" in response.text


def test_more_than_claimed_contradicts_and_fewer_is_not_known(client: httpx.Client) -> None:
    def verdict(claim: str) -> str:
        asked = {
            "text": f"It was the {claim} between Rajnath Singh and Pete Hegseth this year.",
            "written": "2025-07-10",
        }
        (item,) = client.get("/api/v1/check", params=asked).json()["items"]
        return str(item["verdict"])

    assert [verdict("first call"), verdict("third call")] == ["supported", "not_known"]


def test_the_description_names_every_type_it_refers_to(client: httpx.Client) -> None:
    described = client.get("/api/v1/openapi.json")
    schemas = described.json()["components"]["schemas"]
    for piece in described.text.split('"#/components/schemas/')[1:]:
        assert piece.split('"')[0] in schemas


def test_a_page_head_holds_a_schema_org_event(client: httpx.Client) -> None:
    first = client.get("/api/v1/engagements?between=IN-US").json()["items"][0]["id"]
    assert '"@type":"Event"' in client.get(f"/engagements/{first}").text


@pytest.mark.parametrize("address", ["/relations/FR-IN", "/map"])
def test_a_page_with_all_that_it_loads_weighs_less_than_400_kb(client: httpx.Client, address: str) -> None:
    linked = {piece.split('"')[0] for piece in client.get(address).text.split('"/static/')[1:]}
    assert len(linked) > 4
    weight = 0
    for one in (address, *(f"/static/{name}" for name in linked)):
        with client.stream("GET", one) as answer:
            weight += sum(len(chunk) for chunk in answer.iter_raw())
    assert 100_000 < weight < 400_000
