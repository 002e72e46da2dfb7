"""What many tests share: the model, the tables and the example pages, loaded once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from communique.cli.read import load_metadata, read_sources
from communique.config import Config
from communique.read import Tools, load_tools
from communique.types import Article, Capture, Reading, SourceMetadata

ROOT = Path(__file__).parent.parent
settings.register_profile("untimed", deadline=None)  # timings live in benchmarks
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def tools() -> Tools:
    return load_tools(Config())


@pytest.fixture(scope="session")
def example_readings() -> tuple[Reading, ...]:
    examples = ROOT / "examples"
    return tuple(read_sources((str(examples),), examples / "docs.jsonl", None, Config()))


@pytest.fixture(scope="session")
def example_metadata() -> dict[str, SourceMetadata]:
    return load_metadata(ROOT / "examples" / "docs.jsonl")


@pytest.fixture
def article_of() -> Callable[..., Article]:
    """Makes an article of plain text."""

    def make(text: str, published: str | None = None, publisher: str | None = None) -> Article:
        from communique.clean import clean

        capture = Capture(
            document="page",
            locator="page.txt",
            media_type="text/plain",
            payload=text.encode(),
            metadata=SourceMetadata(published=published, publisher=publisher),
        )
        article = clean(capture)
        assert isinstance(article, Article)
        return article

    return make
