"""What all tests share: the loaded parser, rules and tables."""

import pytest

from communique.config import Config
from communique.read import Tools, load_tools


@pytest.fixture(scope="session")
def tools() -> Tools:
    """Loaded once for the whole run."""
    return load_tools(Config())
