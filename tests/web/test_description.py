"""Generated requests against the description: whatever is asked, the server answers as described and never fails."""

from __future__ import annotations

from typing import Any

import httpx
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def test_no_generated_request_makes_the_server_fail(site: str, client: httpx.Client) -> None:
    schema = schemathesis.openapi.from_url(f"{site}/api/v1/openapi.json")
    for result in schema.get_all_operations():
        operation: Any = result.ok()  # type: ignore[union-attr]

        @given(case=operation.as_strategy())
        @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
        def ask(case: Any) -> None:
            answered = case.call(base_url=f"{site}/api/v1")
            assert answered.status_code in (200, 400, 404), answered.content

        ask()
    assert client.get("/").status_code == 200


@given(st.text(max_size=80))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_no_words_make_the_search_fail(client: httpx.Client, words: str) -> None:
    assert client.get("/search", params={"q": words}, follow_redirects=True).status_code in (200, 400)
