"""Judging in the pages: by keyboard alone, signed, undone again; and everybody who may not is turned away."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.web.conftest import served, watched
from tests.web.test_pages import serious_faults

from communique.errors import UsageError
from communique.record import open_record
from communique.web.review.gate import Gate, gate_for
from communique.web.review.token import fits, new_token, tokens_in

PAIR = "/review/pairs/vague-1/vague-2"


def homes(path: Path) -> set[str | None]:
    with open_record(path) as record:
        return {record.engagement_of(report) for report in ("vague-1", "vague-2")}


def sign_of(page: httpx.Response) -> str:
    found = re.search(r'name="sign" value="(\w+)"', page.text)
    assert found
    return found[1]


@contextmanager
def visitor(site: str, name: str = "", token: str = "") -> Iterator[tuple[httpx.Client, str]]:
    """A client with a session, under a name where one is given, and the sign of its forms."""
    with httpx.Client(base_url=site, timeout=30) as client:
        sign = sign_of(client.get("/review"))
        if name:
            client.post("/review/enter", data={"name": name, "token": token, "sign": sign})
            sign = sign_of(client.get("/review"))
        yield client, sign


def test_a_merge_is_reviewed_and_undone_by_keyboard_alone(browser: Any, review_site: str, review_record: Path) -> None:
    assert len(homes(review_record)) == 1
    with watched(browser, review_site) as page:
        page.goto("/review")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
        page.keyboard.type("Ada Example")
        page.keyboard.press("Enter")
        page.get_by_text("Reviewing as Ada Example").wait_for()
        page.keyboard.press("n")
        page.wait_for_url(f"**{PAIR}")
        assert "They stand together now" in page.locator(".lead").inner_text()
        page.keyboard.press("d")
        page.get_by_role("status").get_by_text("different").wait_for()
        assert len(homes(review_record)) == 2
        page.keyboard.press("z")
        page.get_by_text("Taken back").wait_for()
        assert len(homes(review_record)) == 1
        page.goto("/review/decided")
        line = page.locator("li.revoked").inner_text()
        assert re.search(
            r"different.*by Ada Example, 20\d\d-.*taken back 20\d\d-.* UTC by Ada Example", line, re.DOTALL
        )


def test_keys_do_nothing_while_somebody_writes(browser: Any, review_site: str, review_record: Path) -> None:
    with watched(browser, review_site) as page:
        page.goto("/review")
        page.get_by_label("Your name").fill("Ada")
        page.get_by_role("button", name="Begin").click()
        page.goto(PAIR)
        page.get_by_label("Why, if you like").press_sequentially("sound")
        assert page.url.endswith(PAIR)
        assert len(homes(review_record)) == 1


def test_a_contested_day_is_decided_and_the_decision_taken_back(browser: Any, review_site: str) -> None:
    with watched(browser, review_site) as page:
        page.goto("/review")
        page.get_by_label("Your name").fill("Ada")
        page.get_by_role("button", name="Begin").click()
        page.get_by_role("link", name=re.compile("Telephone call")).click()
        page.wait_for_url("**/review/engagements/*")
        page.keyboard.press("2")
        page.get_by_role("status").get_by_text("date is 2025-07-02").wait_for()
        page.goto("/relations/IN-US?mode=call")
        assert "2 July 2025" in page.locator("#found").inner_text()
        page.goto("/review/decided")
        page.get_by_role("button", name="Undo").click()
        page.get_by_text("Taken back").wait_for()
        page.goto("/relations/IN-US?mode=call")
        assert "1 July 2025" in page.locator("#found").inner_text()


def test_an_engagement_is_corrected_by_its_form(browser: Any, review_site: str) -> None:
    with watched(browser, review_site) as page:
        page.goto("/review")
        page.get_by_label("Your name").fill("Ada")
        page.get_by_role("button", name="Begin").click()
        page.locator("section[aria-labelledby=doubtful] a").first.click()
        page.wait_for_url("**/review/engagements/*")
        page.keyboard.press("e")
        page.keyboard.type("place")
        page.keyboard.press("Tab")
        page.keyboard.type("Paris, FR")
        page.keyboard.press("Tab")
        page.keyboard.type("https://example.org/readout")
        page.keyboard.press("Enter")
        page.get_by_role("status").get_by_text("place is Paris, FR").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_review(browser: Any, review_site: str, scheme: str) -> None:
    context = browser.new_context(base_url=review_site, color_scheme=scheme, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto("/review")
    assert serious_faults(page) == []
    page.get_by_label("Your name").fill("Ada")
    page.get_by_role("button", name="Begin").click()
    engagement = page.locator("section[aria-labelledby=contested] a").get_attribute("href")
    for address in ("/review", PAIR, engagement, f"{PAIR}?undone", "/review/decided"):
        page.goto(address)
        assert serious_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_without_javascript_the_buttons_do_the_same(browser: Any, review_site: str, review_record: Path) -> None:
    context = browser.new_context(base_url=review_site, java_script_enabled=False)
    page = context.new_page()
    page.goto(PAIR)
    page.get_by_label("Your name").fill("Ada")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Different").click()
    assert len(homes(review_record)) == 2
    page.get_by_role("button", name="Undo").click()
    assert len(homes(review_record)) == 1
    context.close()


JUDGED = {"left": "vague-1", "right": "vague-2", "judgement": "different"}


def test_a_form_without_the_sign_of_the_visit_is_refused(review_site: str, review_record: Path) -> None:
    with visitor(review_site, "Ada") as (client, sign), visitor(review_site, "Eve") as (_, foreign):
        for given in ({}, {"sign": ""}, {"sign": foreign}, {"sign": sign[:-1]}, {"sign": "é"}):
            refused = client.post("/review/judge", data={**JUDGED, **given})
            assert refused.status_code == 403
            assert "open /review" in refused.text
        assert len(homes(review_record)) == 1
        assert client.post("/review/judge", data={**JUDGED, "sign": sign}).status_code == 303
    assert len(homes(review_record)) == 2


def test_a_forged_session_is_nobody(review_site: str) -> None:
    with visitor(review_site, "Ada") as (client, sign):
        body, _, mark = client.cookies["communique_review"].partition(".")
        for forged in (f"{body}.{'0' * 64}", f"{body[:-4]}AAAA.{mark}", "é.é", "."):
            refused = httpx.post(
                f"{review_site}/review/judge",
                data={**JUDGED, "sign": sign},
                headers={b"cookie": f"communique_review={forged}".encode()},
            )
            assert refused.status_code == 403


def test_judging_without_a_name_is_refused(review_site: str) -> None:
    with visitor(review_site) as (client, sign):
        refused = client.post("/review/judge", data={**JUDGED, "sign": sign})
        assert (refused.status_code, "Say who you are" in refused.text) == (403, True)
        for name in ("", "  ", "a" * 81, "a\nb"):
            assert client.post("/review/enter", data={"name": name, "sign": sign}).status_code == 400


def test_leaving_ends_the_session(review_site: str) -> None:
    with visitor(review_site, "Ada") as (client, sign):
        client.post("/review/leave", data={"sign": sign})
        assert "Your name" in client.get("/review").text
        assert client.post("/review/judge", data={**JUDGED, "sign": sign}).status_code == 403


@pytest.mark.parametrize(
    ("address", "fields", "status", "hint"),
    [
        ("judge", {**JUDGED, "judgement": "perhaps"}, 400, "unsure"),
        ("judge", {"judgement": "same"}, 400, "left is needed"),
        ("judge", {**JUDGED, "left": "nobody"}, 400, "no report or engagement nobody"),
        ("judge", {**JUDGED, "note": "a" * 1001}, 400, "shorten"),
        ("correct", {"engagement": "vague-1", "field": "date", "value": "soon", "source": "x"}, 400, "2025-07-01"),
        (
            "correct",
            {"engagement": "vague-1", "field": "colour", "value": "x", "source": "x"},
            400,
            "cannot be corrected",
        ),
        ("revoke", {"correction": "99"}, 400, "no standing correction"),
        ("revoke", {"correction": "x"}, 400, "no number"),
        ("revoke", {"left": "vague-1", "right": "vague-2"}, 400, "no standing judgement"),
    ],
)
def test_bad_forms_say_what_to_do(
    review_site: str, address: str, fields: dict[str, str], status: int, hint: str
) -> None:
    with visitor(review_site, "Ada") as (client, sign):
        refused = client.post(f"/review/{address}", data={**fields, "sign": sign})
        assert refused.status_code == status
        assert hint in refused.text
        assert client.post(f"/review/{address}", content=b"{}").status_code == 415
        large = client.post(f"/review/{address}", data={"sign": sign, "note": "a" * 300_000})
        assert large.status_code == 400


def test_after_a_visit_nobody_is_sent_to_another_site(review_site: str) -> None:
    with visitor(review_site) as (client, sign):
        for back in ("https://evil.example", "//evil.example", "/review/\r\nx: y", "/reviewer"):
            entered = client.post("/review/enter", data={"name": "Ada", "sign": sign, "back": back})
            sign = sign_of(client.get("/review"))
            assert entered.headers["location"] == "/review"


def test_where_the_record_is_only_read_nothing_can_be_decided(review_record: Path) -> None:
    with served(review_record, gate_for(("127.0.0.1",), (), read_only=True)) as site:
        for address in ("/review", PAIR, "/review/decided"):
            page = httpx.get(site + address)
            assert page.status_code == 200
            assert "only read here" in page.text
            assert 'method="post"' not in page.text
            assert "set-cookie" not in page.headers
        for address in ("enter", "judge", "correct", "revoke", "leave"):
            assert httpx.post(f"{site}/review/{address}", data=JUDGED).status_code == 403


def test_from_another_machine_only_the_right_token_lets_in(review_record: Path, tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    token = new_token(file)
    with served(review_record, gate_for(("0.0.0.0",), tokens_in(file), read_only=False)) as site:
        with visitor(site) as (client, sign):
            for wrong in ("", "wrong", token[:-1]):
                refused = client.post("/review/enter", data={"name": "Eve", "token": wrong, "sign": sign})
                assert refused.status_code == 403
                assert "The token is not right" in refused.text
                assert 'class="masthead"' in refused.text
            assert client.post("/review/judge", data={**JUDGED, "sign": sign}).status_code == 403
        assert len(homes(review_record)) == 1
        with visitor(site, "Ada", token) as (client, sign):
            assert client.post("/review/judge", data={**JUDGED, "sign": sign}).status_code == 303
    assert len(homes(review_record)) == 2


def test_the_session_is_out_of_reach_of_scripts_and_other_sites(review_site: str) -> None:
    shown = httpx.get(f"{review_site}/review")
    cookie = shown.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=lax", "path=/review"))
    assert shown.headers["cache-control"] == "no-store"


def test_tokens_are_kept_as_hashes_only_and_taken_back_by_line(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    first, second = new_token(file), new_token(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert first not in file.read_text()
    assert fits(first, tokens_in(file))
    assert fits(second, tokens_in(file))
    lines = file.read_text().splitlines()
    file.write_text("\n".join(lines[:-1]))
    assert fits(first, tokens_in(file))
    assert not fits(second, tokens_in(file))


@pytest.mark.parametrize("held", ["", "# nothing\n", "secret\n", "scrypt:00:11\n", "md5:00:" + "0" * 128, "é"])
def test_a_file_that_holds_no_tokens_is_refused_with_advice(tmp_path: Path, held: str) -> None:
    file = tmp_path / "tokens"
    file.write_text(held, encoding="utf-8")
    with pytest.raises(UsageError, match="--new-token"):
        tokens_in(file)
    with pytest.raises(UsageError, match="--new-token"):
        tokens_in(tmp_path / "none")


def test_the_gate_is_open_at_this_machine_only() -> None:
    assert gate_for(("127.0.0.1",), (), read_only=False).closed == ""
    assert gate_for(("::1",), (), read_only=False).closed == ""
    assert gate_for(("localhost", "127.0.0.1"), (), read_only=False).closed == ""
    for host in ("0.0.0.0", "::", "192.0.2.7", "news.example"):
        assert "--new-token" in gate_for(("127.0.0.1", host), (), read_only=False).closed
    assert Gate().closed == ""
