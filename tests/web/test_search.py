"""Where the search box leads, as people write what they look for."""

from __future__ import annotations

import pytest

from communique.errors import UsageError
from communique.knowledge import load_knowledge
from communique.web.naming import Names, names_for
from communique.web.search import address_for


@pytest.fixture(scope="module")
def names() -> Names:
    return names_for(load_knowledge())


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("IN-US", "/relations/IN-US"),
        ("us, india", "/relations/IN-US"),
        ("India - US", "/relations/IN-US"),
        ("north korea south korea", "/relations/KP-KR"),
        (
            "calls between India and the US since Hegseth took office",
            "/relations/IN-US?mode=call&since_office=US/defence",
        ),
        ("meetings of france with japan in 2023", "/relations/FR-JP?mode=meeting&from=2023&to=2023"),
        ("India and Japan since 2020", "/relations/IN-JP?from=2020-01-01"),
        ("US and Japan since Blinken became Secretary of State", "/relations/JP-US?from=2021-01-26"),
        ("calls between Trinidad and Tobago and the US", "/relations/TT-US?mode=call"),
        ("visits of Modi to the United States", "/engagements?between=in-narendra-modi,US&mode=visit"),
        ("Rajnath Singh and Pete Hegseth", "/engagements?between=in-rajnath-singh,us-pete-hegseth"),
        ("Trinidad and Tobago", "/states/TT"),
        ("Hegseth", "/persons/us-pete-hegseth"),
        ("supply chains", "/engagements?text=supply+chains"),
        ("trade talks since 2020", "/engagements?text=trade+talks+since+2020"),
    ],
)
def test_what_is_searched_leads_to(names: Names, words: str, address: str) -> None:
    assert address_for(names, words) == address


def test_a_beginning_that_nobody_knows_is_not_left_out_silently(names: Names) -> None:
    with pytest.raises(UsageError, match="the earthquake"):
        address_for(names, "India and Pakistan since the earthquake")
