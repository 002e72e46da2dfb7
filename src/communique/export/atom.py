"""An Atom feed (RFC 4287) of engagements, newest report first as the query orders them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import IO

from communique.export.wording import instant_of, last_reported, place_words, title_of
from communique.types import Engagement

NAMESPACE = "http://www.w3.org/2005/Atom"
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_atom(engagements: Iterable[Engagement], out: IO[bytes], *, title: str, address: str, site: str) -> int:
    """The feed as UTF-8. `address` is where it can be fetched, `site` what engagement pages stand under.

    Both may be empty (a feed written to a file): ids are then URNs and entries carry no link to a page.
    """
    found = list(engagements)
    ET.register_namespace("", NAMESPACE)
    feed = ET.Element(_tag("feed"))
    _add(feed, "title", title)
    _add(feed, "id", address or "urn:communique:feed")
    newest = max((instant_of(last_reported(engagement)) for engagement in found), default=instant_of(None))
    _add(feed, "updated", newest.isoformat())
    _add(ET.SubElement(feed, _tag("author")), "name", "communique")
    if address:
        ET.SubElement(feed, _tag("link"), rel="self", href=address, type="application/atom+xml")
    for engagement in found:
        _add_entry(feed, engagement, site)
    out.write(ET.tostring(feed, encoding="utf-8", xml_declaration=True))
    return len(found)


def _add_entry(feed: ET.Element, engagement: Engagement, site: str) -> None:
    entry = ET.SubElement(feed, _tag("entry"))
    _add(entry, "title", title_of(engagement))
    _add(entry, "id", f"urn:communique:engagement:{engagement.id}")
    _add(entry, "updated", instant_of(last_reported(engagement)).isoformat())
    if site:
        ET.SubElement(entry, _tag("link"), rel="alternate", href=f"{site}/engagements/{engagement.id}")
    for report in engagement.reports:
        if report.url and report.url.startswith(("http://", "https://")):
            ET.SubElement(entry, _tag("link"), rel="via", href=_clean(report.url))
    for area in dict.fromkeys(area.area for area in engagement.areas):
        ET.SubElement(entry, _tag("category"), term=area)
    _add(entry, "summary", _summary(engagement))


def _summary(engagement: Engagement) -> str:
    place = f"At {place_words(engagement.place)}. " if engagement.place else ""
    outlets = sorted({report.outlet for report in engagement.reports if report.outlet})
    quotes = [span.quote for report in engagement.reports for span in report.evidence[:1]]
    return f"{place}Reported by {', '.join(outlets) or 'a source without a name'}. " + " ".join(quotes[:1])


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, _tag(name)).text = _clean(text)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _clean(text: str) -> str:
    """Control characters, which pages hold and XML 1.0 forbids, left out."""
    return NOT_IN_XML.sub("", text)
