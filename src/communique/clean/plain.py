"""Plain text to a draft: paragraphs kept, each dropped line with its reason."""

from __future__ import annotations

import re

from communique.clean import head
from communique.clean.boilerplate import opens_tail, reason_to_drop
from communique.clean.draft import Draft, Part
from communique.clean.text import normalise, strip_markup
from communique.types import Dateline, Dropped

LIST_ITEM = re.compile(r"^(?:[-*•·–]|\d{1,2}[.)])\s+")
HEADLINE_MIN, HEADLINE_MAX, DEK_MAX = 25, 250, 130
"""Characters; a longer sentence belongs to the body."""
HEAD_LINES = 14
PARAGRAPH = 100
"""Characters; two lines as long must have been seen before a line can open the tail."""
SENTENCE_END = re.compile(r"[.?!…]['\"”’)]*$")


def draft_plain(text: str, known_title: str | None = None) -> Draft:
    """The draft of a plain-text page; a title that is known from outside goes before what the page's head says."""
    draft = Draft()
    fields, body = head.front_matter(normalise(text))
    _take_fields(draft, fields)
    if known_title:
        draft.title = " ".join(normalise(known_title).split())
    lines = _without_chrome(_lines(body), draft)
    start = _read_head(lines, draft)
    _read_body(lines[start:], draft)
    return draft


def _take_fields(draft: Draft, fields: dict[str, str]) -> None:
    draft.title = strip_markup(fields["title"]) if fields.get("title") else None
    draft.url = fields.get("source_url") or fields.get("url") or fields.get("link")
    draft.outlet = fields.get("publisher") or fields.get("site") or fields.get("source")
    for key in ("published_time", "published", "pubdate", "date"):
        if fields.get(key):
            draft.dates.append((fields[key], "front matter"))
    draft.dropped += [Dropped(f"{key}: {value}"[:300], "front matter") for key, value in fields.items()]


def _lines(body: str) -> list[str]:
    """Paragraphs as single lines: hard-wrapped lines joined, list items and short lines kept apart."""
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n", body):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        found += _unwrapped(lines) if _is_wrapped(lines) else lines
    return [" ".join(strip_markup(line).split()) for line in found]


def _is_wrapped(lines: list[str]) -> bool:
    inner = [len(line) for line in lines[:-1]]
    return bool(inner) and sum(inner) / len(inner) > 45 and sum(length <= 100 for length in inner) >= 0.7 * len(inner)


def _unwrapped(lines: list[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        if found and not LIST_ITEM.match(line) and not head.CRAWL_MARK.match(line):
            joint = "" if found[-1].endswith("\\") else " "
            found[-1] = found[-1].rstrip("\\") + joint + line
        else:
            found.append(line)
    return found


def _without_chrome(lines: list[str], draft: Draft) -> list[str]:
    kept: list[str] = []
    body_seen = 0
    for number, line in enumerate(lines):
        mark = head.CRAWL_MARK.match(line) if number < 3 else None
        if mark:
            draft.dropped.append(Dropped(mark[0].strip(), "crawl mark"))
            line = line[mark.end() :]
        if not line:
            continue
        tail = opens_tail(line) if body_seen >= 2 else None
        if tail:
            draft.dropped += [Dropped(rest, tail) for rest in lines[number:] if rest]
            break
        reason = reason_to_drop(line)
        if reason and not head.is_date_line(line):
            draft.dropped.append(Dropped(line, reason))
        else:
            kept.append(line)
            body_seen += len(line) > PARAGRAPH
    return kept


def _read_head(lines: list[str], draft: Draft) -> int:
    """Read the head lines; returns how many lines belong to the head."""
    end = _head_length(lines)
    texts: list[str] = []
    for line in lines[:end]:
        if head.is_date_line(line):
            draft.dates.append(head.dated(line))
            draft.parts.append(Part("dateline", line))
            place = head.bar_place(line)
            if place and draft.dateline.place is None:
                draft.dateline = Dateline(place=place)
        elif head.is_byline(line):
            draft.byline = draft.byline or re.sub(r"^by:? ", "", line.split("|")[0], flags=re.IGNORECASE).strip()
            draft.parts.append(Part("byline", line))
            draft.dateline = Dateline(place=head.bar_place(line) or draft.dateline.place)
        else:
            texts.append(line)
    _take_headlines(texts, draft)
    return end


def _head_length(lines: list[str]) -> int:
    """The head ends before the first paragraph: long, or a sentence after which no head line follows soon."""
    body = next((i for i, line in enumerate(lines) if len(line) > DEK_MAX and SENTENCE_END.search(line)), len(lines))
    top = lines[: min(body, HEAD_LINES)]
    marks = [i for i, line in enumerate(top) if head.is_date_line(line) or head.is_byline(line)]
    last_mark = marks[-1] + 1 if marks else 0
    for index, line in enumerate(lines):
        if index >= HEAD_LINES or len(line) > HEADLINE_MAX:
            return index
        if index >= last_mark and (SENTENCE_END.search(line) or head.split_dateline(line)[0]) and len(line) > 60:
            return index
    return min(len(lines), HEAD_LINES) if len(lines) > HEAD_LINES else last_mark or min(1, len(lines))


def _take_headlines(texts: list[str], draft: Draft) -> None:
    plain = [line.lstrip("# ").strip() for line in texts]
    letterhead = [line for line in plain if head.is_letterhead(line) or len(line) < HEADLINE_MIN]
    if len(letterhead) == len(plain) and not draft.title:
        letterhead = letterhead[:-1]
    candidates = [line for line in plain if line not in letterhead]
    marked = [line.lstrip("# ").strip() for line in texts if line.startswith("#")]
    title = draft.title or next(iter(marked or candidates), "")
    for line in letterhead:
        draft.dropped.append(Dropped(line, "letterhead"))
    if not title:
        return
    draft.title = title
    draft.parts.insert(0, Part("title", title))
    rest = [line for line in candidates if line != title]
    for position, line in enumerate(rest):
        if position == 0:
            draft.dek = line
        draft.parts.insert(1 + position, Part("dek" if position == 0 else "heading", line))


def _read_body(lines: list[str], draft: Draft) -> None:
    if draft.title and not any(part.kind == "title" for part in draft.parts):
        draft.parts.insert(0, Part("title", draft.title))
    seen = {part.text for part in draft.parts}
    first = True
    for line in lines:
        bare = line.lstrip("# ").strip()
        if bare in seen:
            reason = "repeated dek" if bare == draft.dek else "repeated line"
            draft.dropped.append(Dropped(line, reason))
            continue
        seen.add(bare)
        if first and len(line) > 60:
            first = False
            line = _take_dateline(line, draft)
        kind = "list" if LIST_ITEM.match(line) else "heading" if line.startswith("#") else "paragraph"
        draft.parts.append(Part(kind, bare if kind == "heading" else line))  # type: ignore[arg-type]


def _take_dateline(line: str, draft: Draft) -> str:
    dateline, rest, agency = head.split_dateline(line)
    if not dateline:
        return line
    draft.parts.append(Part("dateline", dateline))
    match = head.DATELINE.match(line)
    if match:
        draft.dateline = Dateline(
            place=match["place"].strip(" ,.").title() if match["place"].isupper() else match["place"],
            date=match["date"],
        )
        if match["date"]:
            draft.dates.append((match["date"], "head"))
    if agency and agency.isupper():
        draft.byline = draft.byline or agency
    return rest
