"""Pages for runs of many shards, and what a record holds as bytes."""

from __future__ import annotations

import datetime as dt
import io
import json
import sqlite3
from pathlib import Path

from communique.export import Heading, write
from communique.record import open_record

CONTACTS = (
    "Indian Defence Minister Rajnath Singh spoke by telephone with US Secretary of Defense Pete Hegseth on {weekday}.",
    "French President Emmanuel Macron met German Chancellor Friedrich Merz in Berlin on {weekday}.",
    "Japanese Prime Minister Shigeru Ishiba held talks with British Prime Minister Keir Starmer in Tokyo on {weekday}.",
)
MORE = (
    "They agreed to deepen work on training and on joint exercises, and to meet again before the year ends.",
    "The two sides spoke of trade, energy and the security of shipping; an agreement is to be signed later.",
    "An official statement said that the talks were useful, and that teams of both sides are to go on with them.",
)
IDLE = "The town opened a new library on {weekday}. Readers came early, and the shelves were half empty by noon."
START = dt.date(2025, 3, 3)


def write_pages(path: Path, number: int) -> Path:
    """So many pages as JSON Lines, three of four with a contact; of each contact three outlets tell."""
    with path.open("w", encoding="utf-8") as lines:
        for count in range(number):
            day = START + dt.timedelta(days=count // 4)
            form = IDLE if count % 4 == 3 else CONTACTS[count // 4 % len(CONTACTS)]
            text = f"{form.format(weekday=f'{day:%A}')} {MORE[count % len(MORE)]} It was note {count}."
            row = {"id": f"p{count:04d}", "publisher": f"Paper {count % 4}", "published": day.isoformat(), "text": text}
            lines.write(json.dumps(row) + "\n")
    return path


def long_page(path: Path, sentences: int) -> Path:
    """A page of text that takes long to read."""
    path.write_text(" ".join(CONTACTS[n % 3].format(weekday="Monday") + f" Note {n}." for n in range(sentences)))
    return path


def exported(path: Path) -> bytes:
    """The engagements of a record as the export writes them."""
    out = io.BytesIO()
    with open_record(path) as record:
        write("jsonl", record.find(), out, Heading(title="all"))
        assert record.verify() == ()
    return out.getvalue()


def stored(path: Path) -> list[tuple[object, ...]]:
    """Every row that a record holds, apart from running numbers."""
    asked = (
        "select id, body, signature from article",
        "select id, source, article, made_with from document",
        "select document, source, stage, code, detail from skip",
        "select id, countries, body from report",
        "select report, facet, value, rule from statement",
        "select left, right, together, body from decision",
        "select id, body from engagement",
        "select id, status, body from undertaking",
        "select report from touched",
    )
    connection = sqlite3.connect(path)
    rows = [row for query in asked for row in sorted(connection.execute(query).fetchall(), key=repr)]
    connection.close()
    return rows
