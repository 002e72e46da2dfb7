"""How to cite an engagement: plain text, BibTeX and RIS."""

from __future__ import annotations

import re

import msgspec

from communique.export.wording import title_of
from communique.types import Engagement

BIBTEX_SPECIAL = re.compile(r"([#$%&_{}])")


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """One engagement, cited in three forms."""

    text: str
    bibtex: str
    ris: str


def citation_of(engagement: Engagement, address: str) -> Citation:
    """The citation with the address of the page; the year is the engagement's, where known."""
    title = title_of(engagement)
    year = (engagement.date.first or "")[:4]
    outlets = ", ".join(sorted({report.outlet for report in engagement.reports if report.outlet}))
    reported = f" Reported by {outlets}." if outlets else ""
    return Citation(
        text=f"{title}. Record of engagements, {engagement.id}.{reported} {address}",
        bibtex=_bibtex(engagement.id, title, year, address),
        ris=_ris(title, year, outlets, address),
    )


def _bibtex(key: str, title: str, year: str, address: str) -> str:
    fields = [("title", "{" + _escape(title) + "}"), ("year", year), ("url", address)]
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields if value)
    return f"@misc{{{key},\n{body}\n}}"


def _ris(title: str, year: str, outlets: str, address: str) -> str:
    fields = [("TY", "GEN"), ("TI", title), ("PY", year), ("PB", outlets), ("UR", address), ("ER", "")]
    return "\n".join(f"{tag}  - {value}".replace("\n", " ") for tag, value in fields if value or tag == "ER")


def _escape(words: str) -> str:
    return BIBTEX_SPECIAL.sub(r"\\\1", words)
