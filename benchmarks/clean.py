"""How well and how fast pages become articles, beside plain trafilatura in the same run.

    python -m benchmarks.clean

Body F1: 4-gram F1 as in the article extraction benchmark, over its 181 pages. Speed: all pages of the archive, the
ratio is ours to trafilatura alone (below 1: faster), both after a first page that loads their tables. Days: what
we read where linked data (JSON-LD) is hidden, against what it tells. Pages lie in a sibling folder `../shared/bench`.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import trafilatura
from fastwarc.warc import ArchiveIterator, WarcRecordType
from selectolax.lexbor import LexborHTMLParser

from communique.clean import clean
from communique.clean.linked import linked_article
from communique.clean.published import read_date
from communique.types import Article, Capture

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"
LINKED = re.compile(rb"<script\b[^>]*ld\+json[^>]*>.*?</script\s*>", re.DOTALL | re.IGNORECASE)
BODY = ("paragraph", "list", "heading", "quote", "post", "dateline")
GRAM = 4
TARGET_F1, TARGET_RATIO = 0.960, 1.15


class Page(NamedTuple):
    """One page of the archive."""

    url: str
    payload: bytes


class Overlap(NamedTuple):
    """Parts of 4-grams that are right, too many and missing (they sum to one where there are any)."""

    right: float
    extra: float
    missing: float


def pages() -> Iterator[Page]:
    """The pages of the archive, in its order."""
    with (BENCH / "pages.warc.gz").open("rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
            yield Page(record.headers["WARC-Target-URI"], record.reader.read())


def article_of(page: Page) -> Article | None:
    """Our article of the page."""
    made = clean(Capture(document="p", locator=page.url, media_type="text/html", payload=page.payload))
    return made if isinstance(made, Article) else None


def plain_of(page: Page) -> str:
    """The body that trafilatura alone finds."""
    return trafilatura.extract(page.payload, favor_precision=True, include_comments=False) or ""


def body_of(article: Article | None) -> str:
    """The body as the benchmark means it: without headline, dek and byline."""
    blocks = article.blocks if article else ()
    return "\n".join(article.text[b.start : b.end] for b in blocks if article and b.kind in BODY)


def overlap(truth: str, found: str) -> Overlap:
    """Shared 4-grams of words of two texts."""
    left, right = _grams(truth), _grams(found)
    both, extra, missing = (left & right).total(), (right - left).total(), (left - right).total()
    whole = both + extra + missing
    return Overlap(*(part / whole for part in (both, extra, missing))) if whole else Overlap(0.0, 0.0, 0.0)


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text, re.UNICODE)
    return Counter(tuple(words[i : i + GRAM]) for i in range(max(1, len(words) - GRAM + 1))) if words else Counter()


def f1(overlaps: list[Overlap]) -> float:
    """F1 of the mean precision and the mean recall over pages, as the benchmark counts it."""
    precisions = [o.right / (o.right + o.extra) for o in overlaps if o.right + o.extra]
    recalls = [o.right / (o.right + o.missing) for o in overlaps if o.right + o.missing]
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    return 2 * precision * recall / (precision + recall)


def told_day(page: Page) -> str | None:
    """The ISO day of publication that the page's linked data tells."""
    told = linked_article(LexborHTMLParser(page.payload)).get("datePublished")
    found = read_date(told) if isinstance(told, str) else None
    return found[0][:10] if found and found[1] in ("day", "time") else None


def days_right(found: list[Page]) -> tuple[int, int]:
    """On how many pages our day, read with the linked data hidden, is the one that they tell; and of how many."""
    told = [(page, day) for page in found if (day := told_day(page))]
    hidden = [article_of(Page(page.url, LINKED.sub(b"", page.payload))) for page, _ in told]
    right = [
        (made.published.value or "")[:10] == day if made else False for made, (_, day) in zip(hidden, told, strict=True)
    ]
    return sum(right), len(told)


def main() -> int:
    """Print the tables; 1 where the archive is not there."""
    if not BENCH.is_dir():
        print(f"no pages: {BENCH} is not there")
        return 1
    truth = {
        row["url"]: row["articleBody"] for row in json.loads((BENCH / "aeb_ground_truth.json").read_text()).values()
    }
    ours: list[Overlap] = []
    theirs: list[Overlap] = []
    seconds = {"communique": 0.0, "trafilatura": 0.0}
    empty = 0
    warm = next(pages())
    article_of(warm)
    plain_of(warm)
    for page in pages():
        started = time.perf_counter()
        article = article_of(page)
        between = time.perf_counter()
        plain = plain_of(page)
        seconds["communique"] += between - started
        seconds["trafilatura"] += time.perf_counter() - between
        empty += article is None
        if page.url in truth:
            ours.append(overlap(truth[page.url], body_of(article)))
            theirs.append(overlap(truth[page.url], plain))
    print(f"body F1 on {len(ours)} pages: {f1(ours):.3f}, trafilatura alone {f1(theirs):.3f} (wanted {TARGET_F1})")
    print(f"pages without an article: {empty}")
    print(f"time to trafilatura alone: {seconds['communique'] / seconds['trafilatura']:.2f} (wanted {TARGET_RATIO})")
    right, told = days_right(list(pages()))
    print(f"day of publication with linked data hidden: {right} of {told} right ({right / told:.3f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
