"""The interface for programs, over a real connection; the description is held to what the server does."""

from __future__ import annotations

import csv
import html
import io
import re
from typing import Any

import httpx
import msgspec
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
        ("/api/v1/persons/nobody", 404, "no person"),
        ("/api/v1/persons?state=Q1", 400, "ISO 3166"),
        ("/api/v1/persons?limit=501", 400, "1 to 500"),
        ("/api/v1/persons?name=" + "a" * 10_000, 400, "shorten"),
        ("/api/v1/trend?mode=calls", 400, "video_call"),
        ("/api/v1/trend?since_office=IN/nothing", 400, "since-office"),
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
    linked = set(re.findall(r'/static/([^" ]+)', client.get(address).text))
    assert len(linked) > 4
    weight = 0
    for one in (address, *(f"/static/{name}" for name in linked)):
        with client.stream("GET", one) as answer:
            weight += sum(len(chunk) for chunk in answer.iter_raw())
    assert 100_000 < weight < 400_000


def test_persons_are_listed_page_by_page_with_the_offices_they_held(client: httpx.Client) -> None:
    seen: list[str] = []
    address = "/api/v1/persons?state=IN&limit=20"
    while address:
        body = client.get(address).json()
        assert {person["state"] for person in body["items"]} == {"IN"}
        seen += [person["id"] for person in body["items"]]
        address = body["next"]
    assert seen == sorted(set(seen))
    assert "in-rajnath-singh" in seen
    (singh,) = client.get("/api/v1/persons?name=Rajnath Singh").json()["items"]
    assert singh == client.get("/api/v1/persons/in-rajnath-singh").json()
    assert "IN/defence" in {held["office"] for held in singh["held"]}
    assert client.get(singh["engagements"]).json()["items"]
    tag = client.get("/api/v1/persons/in-rajnath-singh").headers["etag"]
    assert client.get("/api/v1/persons/in-rajnath-singh", headers={"if-none-match": tag}).status_code == 304


def test_a_trend_counts_what_happened_up_to_the_newest_report(client: httpx.Client) -> None:
    found = client.get("/api/v1/trend?between=FR-IN").json()
    assert (found["as_of"], found["counted"], found["found"]) == ("2025-07-03", 60, 60)
    assert sum(count for _, count in found["trend"]["months"]) == sum(found["trend"]["modes"].values()) > 50
    earlier = client.get("/api/v1/trend?between=FR-IN&to=2024-06-30").json()
    assert earlier["as_of"] == "2024-06-30"
    assert earlier["counted"] < found["counted"]
    assert client.get("/api/v1/trend?between=JP-PE").json()["trend"]["word"] == "no clear change"


def test_a_forum_finds_the_engagements_whose_words_name_it(forum_client: httpx.Client) -> None:
    page = forum_client.get("/forums/munich-sc").text
    assert "2 engagements whose words name it" in page
    assert "1 engagement whose words name it" in forum_client.get("/forums/munich-sc?mode=call").text
    assert "No engagement of the record names it" in forum_client.get("/forums/raisina").text
    first = forum_client.get("/forums/munich-sc?limit=1").text
    following = html.unescape(first.split('rel="next"')[0].rpartition('href="')[2].split('"')[0])
    assert following.startswith("/forums/munich-sc?limit=1&after=")
    second = forum_client.get(following).text
    both = [forum_client.get("/forums/munich-sc.jsonl").text, first + second]
    for line in both[0].splitlines():
        assert msgspec.json.decode(line)["id"] in both[1]
    assert forum_client.get("/forums/munich-sc.atom").text.count("<entry>") == 2
    named = msgspec.json.decode(both[0].splitlines()[0])["id"]
    assert 'href="/forums/munich-sc"' in forum_client.get(f"/engagements/{named}").text


def test_a_name_that_forums_share_goes_to_the_one_whose_participants_take_part(forum_client: httpx.Client) -> None:
    assert "1 engagement whose" in forum_client.get("/forums/2plus2-in-us").text
    assert "0 engagements whose" in forum_client.get("/forums/2plus2-in-jp").text


@pytest.mark.parametrize(
    ("address", "status", "hint"),
    [
        ("/forums/nowhere", 404, "/forums lists"),
        ("/forums/quad?after=2025-01-01~nothing", 400, "next link"),
        ("/forums/quad?text=" + "a" * 10_000, 400, "shorten"),
        ("/map?from=soon", 400, "2025-07-01"),
        ("/map?mode=calls", 400, "video_call"),
        ("/relations/IN-US?since_office=IN/nothing", 400, "since-office"),
        ("/review/pairs/none/nothing", 404, "no report"),
        ("/review/engagements/none", 404, "no engagement"),
    ],
)
def test_a_page_that_cannot_be_made_says_what_to_do_in_the_same_style(
    client: httpx.Client, address: str, status: int, hint: str
) -> None:
    page = client.get(address)
    assert page.status_code == status
    assert hint in html.unescape(page.text)
    assert 'class="masthead"' in page.text


def test_engagements_since_one_took_office(client: httpx.Client) -> None:
    page = client.get("/relations/IN-US").text
    assert '<option value="US/defence">' in page
    since = client.get("/relations/IN-US?since_office=US/defence").text
    assert "since Pete Hegseth took office as Secretary of Defense, United States, on 25 January 2025" in since


def test_the_first_page_shows_what_was_added_last(client: httpx.Client) -> None:
    page = client.get("/").text
    assert page.partition("Added last")[2].count('href="/articles/') == 8
