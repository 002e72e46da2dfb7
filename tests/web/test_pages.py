"""The pages in a real browser: the ways that readers go, by mouse and by keyboard, in light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
PAGES = (
    "/",
    "/engagements",
    "/engagements?text=nothing+holds+this",
    "/relations/IN-US",
    "/relations/FR-IN?mode=meeting",
    "/relations/JP-PE",
    "/states/IN",
    "/persons/in-rajnath-singh",
    "/offices/US/defence",
    "/areas/defence.training",
    "/articles/article-call-1",
    "/undertakings",
    "/forums",
    "/forums/quad",
    "/map",
    "/map?from=2023&to=2023&mode=meeting",
    "/map?from=1900&to=1901",
    "/check",
    "/check?text=The+second+call+between+Rajnath+Singh+and+Pete+Hegseth+since+January+2025.&written=2025-07-10",
    "/api",
    "/nowhere",
)


def open_the_call(page: Any) -> None:
    page.goto("/relations/IN-US")
    page.locator("#found").get_by_role("link", name="Rajnath Singh (IN) and Pete Hegseth (US)").last.click()


def test_from_search_to_relation_to_engagement_to_article_and_back(page: Any) -> None:
    page.goto("/")
    page.get_by_label("Search for two states, a person or words").fill("India US")
    page.get_by_role("button", name="Search").click()
    assert page.locator("h1").inner_text() == "India and United States"
    page.locator("#found").get_by_role("link", name="Rajnath Singh (IN) and Pete Hegseth (US)").last.click()
    assert "Telephone call" in page.locator(".kicker").inner_text()
    page.get_by_role("link", name="spoke by telephone").first.click()
    assert page.locator("mark.here").first.inner_text() == "spoke by telephone"
    page.locator("mark.here a").first.click()
    assert "Telephone call" in page.locator(".kicker").inner_text()


def test_hostile_words_of_a_page_are_shown_and_not_run(page: Any) -> None:
    page.goto("/articles/article-call-1")
    assert "<script>alert('x')</script>" in page.locator("article").inner_text()
    assert "Follow Us: <b>everywhere</b>" in page.locator(".dropped").inner_text()


def test_spans_stand_right_after_letters_outside_the_basic_plane(page: Any) -> None:
    page.goto("/articles/article-call-1")
    assert page.locator(".post mark").first.inner_text() == "A good call"


def test_sources_that_disagree_stand_side_by_side(page: Any) -> None:
    open_the_call(page)
    section = page.locator("section[aria-labelledby=contradictions]")
    assert "Gazette" in section.inner_text()
    assert "Evening Post" in section.inner_text()


def test_filters_live_in_the_address_and_can_be_taken_away(page: Any) -> None:
    page.goto("/relations/FR-IN")
    page.get_by_label("How").select_option("call")
    page.get_by_role("button", name="Filter").click()
    assert "mode=call" in page.url
    assert "0 engagements" in page.get_by_role("status").inner_text()
    page.get_by_label("How").select_option("")
    page.get_by_role("button", name="Filter").click()
    assert "60 engagements" in page.get_by_role("status").inner_text()


def test_more_engagements_come_in_place_until_all_are_there(page: Any) -> None:
    page.goto("/relations/FR-IN")
    assert page.locator("li.entry").count() == 25
    page.get_by_role("link", name="Show more").click()
    page.locator("li.entry").nth(49).wait_for()
    page.get_by_role("link", name="Show more").click()
    page.locator("li.entry").nth(59).wait_for()
    links = page.locator("li.entry a.who").evaluate_all("links => links.map(link => link.href)")
    assert len(set(links)) == 60


def test_a_claim_gets_a_verdict_with_what_decides_it(page: Any) -> None:
    page.goto("/check")
    page.get_by_label("Text").fill("It was the first call between Rajnath Singh and Pete Hegseth this year.")
    page.get_by_label("Written on").fill("2025-07-10")
    page.get_by_role("button", name="Check").click()
    assert page.locator(".verdict h2").inner_text() == "Supported"
    page.locator(".verdict a.who").click()
    assert "Telephone call" in page.locator(".kicker").inner_text()


def test_a_text_without_a_claim_is_told_what_a_claim_needs(page: Any) -> None:
    page.goto("/check")
    page.get_by_label("Text").fill("The weather was fine.")
    page.get_by_role("button", name="Check").click()
    assert "no sentence" in page.locator(".notice").inner_text()


def test_charts_are_drawn_and_lead_to_engagements(page: Any) -> None:
    page.goto("/relations/FR-IN")
    page.wait_for_selector("[data-chart=timeline] svg a")
    assert page.locator("[data-chart=timeline] svg a").count() == 60
    page.wait_for_selector("[data-chart=trend] svg rect")


def test_the_map_draws_an_arc_for_each_pair_that_leads_to_its_relation(page: Any) -> None:
    page.goto("/map?from=2023-01-01&to=2025-12-31")
    page.wait_for_selector("#map .arcs a")
    titles = page.locator("#map .arcs title").all_text_contents()
    assert sorted(titles) == ["France and India: 60", "India and United States: 1"]
    widths = page.locator("#map .arcs path").evaluate_all(
        "paths => paths.map(path => +path.getAttribute('stroke-width'))"
    )
    assert max(widths) > 3 * min(widths)
    assert page.locator("#map .land path").count() > 200
    ends = page.locator("#map .ends circle")
    assert ends.count() == 3
    assert "de facto" in page.locator("main").inner_text()
    page.locator("#map .arcs a").last.dispatch_event("click")
    page.wait_for_url("**/relations/FR-IN?from=2023-01-01&to=2025-12-31")


def test_the_map_stands_in_a_table_without_javascript(browser: Any, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/map?area=defence")
    assert page.locator("table tbody tr").all_inner_texts() == ["India and United States\t1"]
    context.close()


def test_without_javascript_everything_but_the_charts_is_there(browser: Any, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/relations/FR-IN")
    assert page.locator("li.entry").count() == 25
    page.get_by_role("link", name="Show more").click()
    assert page.locator("li.entry").count() == 25
    assert page.get_by_text("The months as a table").is_visible()
    context.close()


def test_the_keyboard_alone_reaches_the_content_and_searches(page: Any) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Hegseth")
    page.keyboard.press("Enter")
    page.wait_for_url("**/persons/us-pete-hegseth")


def test_focus_is_seen(page: Any) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_dark_mode_is_dark(browser: Any, site: str) -> None:
    context = browser.new_context(base_url=site, color_scheme="dark")
    page = context.new_page()
    page.goto("/")
    channels = page.evaluate("getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)")
    assert max(channels[:3]) < 64
    context.close()


@pytest.mark.parametrize("address", PAGES[:-1])
def test_nothing_runs_out_of_a_narrow_screen(page: Any, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_serious(browser: Any, site: str, address: str, scheme: str) -> None:
    context = browser.new_context(base_url=site, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    assert serious_faults(page) == []
    context.close()


def test_axe_finds_nothing_serious_on_an_engagement(page: Any) -> None:
    open_the_call(page)
    assert serious_faults(page) == []


def serious_faults(page: Any) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    return [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
