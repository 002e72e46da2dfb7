"""The head of a plain-text page: headline, dek, byline, dateline, day of publication, in whatever order they stand."""

from __future__ import annotations

import re

from communique.clean.published import read_date

FRONT_MATTER = re.compile(r"\A\s*---\n(.*?)\n---\n", re.DOTALL)
FIELD = re.compile(r"^([A-Za-z_][\w ]*?):[ ]?(.*)$")
LABELLED_DATE = re.compile(
    r"^(?:(?:first )?published(?: on)?|posted(?: on)?|date|issued|release date)\s*:?\s*"
    r"[:`'(]*(?P<date>.{6,80}?)[`')]*$",
    re.IGNORECASE,
)
UPDATED = re.compile(r"^(?:last )?(?:updated?|modified)\b", re.IGNORECASE)
CRAWL_MARK = re.compile(r"^\s*date (?:19|20)\d\d-\d\d-\d\d\b ?")
DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-Ý][A-ZÀ-Ý.'’ -]{2,40}(?:,? [A-Z][A-Za-z.]{1,20})?"
    r"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?)"
    r"(?: \[[A-Z][\w .]{2,25}\])?"
    r"(?:[,/:]? ?(?P<date>(?:\d{1,2} )?(?:[A-Z][a-z]{2,8}\.?|[A-Z]{3,9}\.?)(?P<day> \d{1,2})?(?:,? \d{4})?))?"
    r"(?:[,:]? ?(?:\((?P<agency>[^)]{2,40})\)|(?P<wire>[A-Z]{2,6})))?"
    r"(?: ?(?:--|[–—]|(?<= )-|-(?= )|:) ?|(?(day)(?<=[A-Z]\)) |(?!)))(?=[A-Z“\"‘'])"
)
BAR = re.compile(r"^(?P<byline>[^|]{2,60})\|(?P<place>[^|]{2,40})\|?(?P<rest>[^|]*)\|?$")
BYLINE = re.compile(
    r"^(?:by|von|par|por)[: ] ?(?=[A-ZÀ-Ý])[\w.'’-]+(?: [\w.'’&,-]+){0,8}$"
    r"|^(?:[\w’'-]+ ){0,3}(?:correspondent|bureau|desk|reporter|staff writer|news service|agencies|web team)"
    r"(?: ?[|,-] ?.{0,60})?$",
    re.IGNORECASE,
)
DATE_ONLY_WORDS = re.compile(
    r"\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\b"
    r"|\b(?:am|pm|ist|gmt|utc|est|edt|jst|pkt|by|posted|on|updated|published|at|hrs?|local|time|pib|delhi)\b|[\d:.,|()/–-]",
    re.IGNORECASE,
)
MONTH_WORDS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b|\d{4}[年년]\s?\d+[月월]\s?\d+[日일]",
    re.IGNORECASE,
)


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields of a `---` head and the text after it; no fields where there is no such head."""
    match = FRONT_MATTER.match(text)
    if not match:
        return {}, text
    fields: dict[str, str] = {}
    name = ""
    for line in match[1].split("\n"):
        field = FIELD.match(line)
        if field and not line.startswith(" "):
            name = field[1].strip().lower()
            fields[name] = field[2]
        elif name:
            fields[name] = _join_wrapped(fields[name], line.strip())
    return {key: _unquote(value) for key, value in fields.items()}, text[match.end() :]


def _join_wrapped(before: str, line: str) -> str:
    if before.endswith("\\"):
        return before[:-1] + line.removeprefix("\\")
    return f"{before} {line}"


def _unquote(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        double = value[0] == '"'
        value = value[1:-1] if double else value[1:-1].replace("''", "'")
        if double:
            value = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), value)
            value = value.replace("\\_", " ").replace('\\"', '"')
    return " ".join(value.replace("\\ ", " ").split())


def is_date_line(line: str) -> bool:
    """Whether a line is nothing but a date (with a place, zone or label)."""
    if len(line) > 90 or read_date(unlabelled(line)) is None:
        return False
    left = MONTH_WORDS.sub("", DATE_ONLY_WORDS.sub("", line))
    return len(left.split()) <= 3


def unlabelled(line: str) -> str:
    match = LABELLED_DATE.match(line)
    return match["date"] if match else line


def dated(line: str) -> tuple[str, str]:
    """Value and basis of the clue that a date line gives: the day of a change is no day of publication."""
    return unlabelled(line), "updated" if UPDATED.match(line) else "head"


def is_byline(line: str) -> bool:
    """Whether a line names the writer or desk."""
    return len(line) < 90 and (bool(BYLINE.match(line)) or bool(BAR.match(line)))


def bar_place(line: str) -> str | None:
    """The place of a "Desk | New Delhi |" line."""
    match = BAR.match(line)
    place = match["place"].strip() if match else ""
    return place if place and read_date(place) is None and place[0].isupper() else None


def is_letterhead(line: str) -> bool:
    """Whether a short line in capitals only names the issuing body or the kind of release."""
    letters = [c for c in line if c.isalpha()]
    return len(line) < 70 and bool(letters) and all(c.isupper() for c in letters) and line[-1] not in ".?!”"


def split_dateline(paragraph: str) -> tuple[str, str, str | None]:
    """The dateline before the first sentence, the paragraph without it, and the agency it names."""
    match = DATELINE.match(paragraph)
    if not match or not (match["date"] or match["agency"] or match["wire"] or match["place"].isupper()):
        return "", paragraph, None
    return match[0].strip(), paragraph[match.end() :], match["agency"] or match["wire"]
