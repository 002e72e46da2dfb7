"""Imported once by the server that forks workers: they are born with the parser loaded, and share its memory."""

from __future__ import annotations

import gc

from communique.config import Config
from communique.read import load_tools

load_tools(Config())
gc.freeze()
