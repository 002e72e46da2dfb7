"""Splitting blocks into sentences."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.read.explain import article_of
from communique.read.sentences import sentence_spans


def split(text: str) -> list[str]:
    article = article_of(text)
    return [article.text[start:end] for start, end, _ in sentence_spans(article)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Lavrov met Gen. Austin. They spoke.", 2),
        ("The U.S. President spoke with J. Austin III at 9 a.m. today.", 1),
        ("He lives in the U.S. The visit begins today.", 2),
        ("“We met.” She left.", 2),
        ("Dr. S. Jaishankar arrived in Male\non Friday. H.E. Moosa Zameer met him.", 2),
        ("Exports rose by 3.5 percent. Nobody met.", 2),
    ],
)
def test_abbreviations_initials_and_quotes(text: str, count: int) -> None:
    assert len(split(text)) == count


@given(st.text(max_size=300))
def test_sentences_lie_in_order_and_lose_nothing_but_white_space(text: str) -> None:
    article = article_of(text)
    spans = [(start, end) for start, end, _ in sentence_spans(article)]
    assert all(a < b for a, b in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    kept = "".join(article.text[a:b] for a, b in spans)
    assert "".join(kept.split()) == "".join(article.text.split())
