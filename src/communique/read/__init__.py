"""Article to reports: triage, mentions, resolution, frames, facets. Pure."""

from communique.read.reading import read
from communique.read.tools import Tools, load_tools

__all__ = ["Tools", "load_tools", "read"]
