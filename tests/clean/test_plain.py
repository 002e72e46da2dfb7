from __future__ import annotations

from collections.abc import Callable

from communique.types import Article

PAGE = """Follow Us:

Advertisement

Ministers of Norway and Chile agree on salmon research

The two want a joint laboratory by next spring.

HL Desk | Oslo |

Norway's Foreign Minister met her Chilean counterpart in Oslo on Monday to speak about fish farming and research in the far south.

The two want a joint laboratory by next spring.

They will meet again in Santiago.

Also read: Storm closes ports

12 Comments | 48 Shares
"""


def test_a_scraped_page_is_parted_into_its_blocks(article_of: Callable[..., Article]) -> None:
    article = article_of(PAGE)
    kinds = [block.kind for block in article.blocks]
    assert kinds == ["title", "dek", "byline", "paragraph", "paragraph"]
    assert article.title == "Ministers of Norway and Chile agree on salmon research"
    assert article.dateline.place == "Oslo"


def test_each_dropped_line_has_its_reason_and_the_repeated_dek_counts_once(article_of: Callable[..., Article]) -> None:
    article = article_of(PAGE)
    assert [dropped.reason for dropped in article.dropped] == [
        "follow or share",
        "advertisement",
        "also read",
        "counter",
        "repeated dek",
    ]
    assert article.text.count("joint laboratory") == 1


def test_front_matter_gives_title_and_time(article_of: Callable[..., Article]) -> None:
    article = article_of(
        '---\ntitle: "Readout of a\\_Call"\npublished_time: 2021-01-27 21:10:00-05:00\n---\n\nThey\nspoke.'
    )
    assert article.title == "Readout of a Call"
    assert article.published.value == "2021-01-27T21:10-05:00"
    assert article.published.basis == "front matter"


def test_hard_wrapped_lines_are_joined(article_of: Callable[..., Article]) -> None:
    wrapped = "The foreign ministers of the two neighbouring states met on the bridge\nthat joins their countries and spoke for an hour about the ferry.\n"
    assert "bridge that joins" in article_of(wrapped).text


def test_a_wire_dateline_stands_apart(article_of: Callable[..., Article]) -> None:
    article = article_of(
        "Envoys meet\n\nOSLO, May 3 (PNW) - The envoys of Chile and Norway met in a hotel by the harbour of the capital."
    )
    assert article.dateline.place == "Oslo"
    assert [block.kind for block in article.blocks] == ["title", "dateline", "paragraph"]


def test_metadata_outweighs_the_page(article_of: Callable[..., Article]) -> None:
    article = article_of(PAGE, published="2024-02-05", publisher="The White House (US)")
    assert (article.published.value, article.published.basis) == ("2024-02-05", "metadata")
    assert (article.official, article.outlet_state) == (True, "US")


def test_a_title_known_from_outside_goes_before_a_line_of_the_head() -> None:
    from communique.clean import clean
    from communique.types import Capture, SourceMetadata

    page = "4:14 P.M. EDT\n\nThe two presidents spoke to the press before their talks in the garden of the palace.\n"
    found = clean(
        Capture(
            document="p",
            locator="p",
            media_type="text/plain",
            payload=page.encode(),
            metadata=SourceMetadata(title="Remarks before the talks"),
        )
    )
    assert isinstance(found, Article)
    assert found.title == "Remarks before the talks"
    assert [block.kind for block in found.blocks] == ["title", "paragraph"]
