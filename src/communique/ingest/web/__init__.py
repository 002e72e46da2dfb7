"""Pages, feeds and sitemaps by address: asked for politely, and never from a machine's own network unless allowed."""

from communique.ingest.web.abreast import side_by_side
from communique.ingest.web.client import Web
from communique.ingest.web.faults import UNREACHED, FetchError
from communique.ingest.web.memory import Memory
from communique.ingest.web.pages import address_captures, addresses_of, is_address, listed_captures

__all__ = [
    "UNREACHED",
    "FetchError",
    "Memory",
    "Web",
    "address_captures",
    "addresses_of",
    "is_address",
    "listed_captures",
    "side_by_side",
]
