"""What the triage before cleaning saves and whether it loses anything, on real pages.

    python -m benchmarks.triage

Speed: the archive's pages beside plain trafilatura in the same run. Loss: reports that reading finds in pages (and in
the sentences of the development documents) that triage refuses; none may be. Inputs lie in `../shared`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from benchmarks.clean import Page, pages, plain_of
from communique.clean import clean, split
from communique.config import Config
from communique.ingest import captures
from communique.read import Tools, load_tools, read
from communique.read.triage import SENTENCE_END, Vocabulary, may_concern, tells_of_states, vocabulary_of
from communique.types import Article, Capture

SHARED = Path(__file__).resolve().parents[2] / "shared"
TEXTS = (SHARED / "gold" / "dev" / "docs", SHARED / "gold" / "readouts" / "docs.jsonl")
TARGET_RATIO = 5.0


def capture_of(page: Page) -> Capture:
    """The page as it comes from a dump."""
    return Capture(document="p", locator=page.url, media_type="text/html", payload=page.payload)


def reports_in(capture: Capture, tools: Tools) -> int:
    """Reports that reading finds without any triage before it."""
    articles = [made for part in split(capture) if isinstance(made := clean(part), Article)]
    return sum(len(read(article, tools)) for article in articles)


def refused_text(article: Article, vocabulary: Vocabulary) -> bool:
    """Whether triage would refuse a page with this text."""
    lines = article.text.split("\n\n")
    return not any(
        tells_of_states(sentence, article.outlet_state, vocabulary)
        for line in lines
        for sentence in SENTENCE_END.split(line)
    )


def time_pages(found: list[Capture], vocabulary: Vocabulary) -> tuple[float, float, list[Capture]]:
    """Seconds of triage and of trafilatura alone, and the refused pages."""
    seconds, refused = [0.0, 0.0], []
    plain_of(Page("", found[0].payload))
    for capture in found:
        started = time.perf_counter()
        passed = may_concern(capture, vocabulary)
        between = time.perf_counter()
        plain_of(Page(capture.locator, capture.payload))
        seconds[0] += between - started
        seconds[1] += time.perf_counter() - between
        if not passed:
            refused.append(capture)
    return seconds[0], seconds[1], refused


def main() -> int:
    """Print the figures; 1 where something is lost or the inputs are not there."""
    if not SHARED.is_dir():
        print(f"no pages: {SHARED} is not there")
        return 1
    tools = load_tools(Config())
    vocabulary = vocabulary_of(tools.knowledge, tools.rules)
    found = [capture_of(page) for page in pages()]
    ours, theirs, refused = time_pages(found, vocabulary)
    lost = [capture.locator for capture in refused if reports_in(capture, tools)]
    print(f"{len(found)} pages, {len(refused)} refused; {theirs / ours:.1f} times as fast as trafilatura alone "
          f"(wanted {TARGET_RATIO}); refused although they have reports: {len(lost)}")  # fmt: skip
    texts = [made for c in captures([str(path) for path in TEXTS], Config()) if isinstance(c, Capture)
             and isinstance(made := clean(c), Article)]  # fmt: skip
    telling = [article for article in texts if read(article, tools)]
    lost += [article.id for article in telling if refused_text(article, vocabulary)]
    print(f"{len(telling)} documents with reports; lost in all: {len(lost)}", *lost, sep="\n")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
