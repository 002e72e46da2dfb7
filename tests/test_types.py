import pytest

from communique.types import Span, span_of


def test_a_span_cannot_be_made_with_a_quote_that_does_not_fit() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Span(start=0, end=3, quote="ab")


def test_span_of_leaves_white_space_out() -> None:
    text = "  the two ministers  "
    span = span_of(text, 0, len(text))
    assert (span.start, span.end, span.quote) == (2, 19, "the two ministers")
    assert span.holds_in(text)
