"""The corridor on one core: captures in, readings out, in the order of the captures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from communique.clean import clean, split
from communique.read import Tools, read
from communique.read.triage import Vocabulary, may_concern, post_may_concern, vocabulary_of
from communique.run.clock import TooSlow, limited
from communique.types import Capture, Reading, Skip

Triage = Callable[[Capture, Vocabulary], bool]
NOT_DIPLOMATIC = Skip(
    stage="triage",
    code="not_diplomatic",
    detail="no sentence can tell of a contact between states (--exhaustive reads such pages, too)",
)


def read_captures(captures: Iterable[Capture | Skip], tools: Tools) -> Iterator[Reading]:
    """One reading for each document, in order; a newsletter or live blog gives several."""
    vocabulary_of(tools.knowledge, tools.rules)  # made before the clock of the first page runs
    for capture in captures:
        if isinstance(capture, Skip):
            yield skipped(capture, tools)
        else:
            yield from _read_document(capture, tools)


def _read_document(capture: Capture, tools: Tools) -> tuple[Reading, ...]:
    try:
        with limited(tools.config.max_seconds):
            posts = split(capture)
            triage = may_concern if posts == (capture,) else post_may_concern
            return tuple(read_capture(post, tools, triage) for post in posts)
    except TooSlow:
        detail = f"reading took over {tools.config.max_seconds:g} s of work; please report this page"
        return (skipped(_named(Skip(stage="run", code="too_slow", detail=detail), capture), tools),)


def read_capture(capture: Capture, tools: Tools, triage: Triage = may_concern) -> Reading:
    """The reading of one capture. Never raises for what the capture holds: that gives a skip."""
    try:
        if not (tools.config.exhaustive or triage(capture, vocabulary_of(tools.knowledge, tools.rules))):
            return skipped(_named(NOT_DIPLOMATIC, capture), tools)
        article = clean(capture, tools.rules.lines)
        if isinstance(article, Skip):
            return skipped(_named(article, capture), tools)
        return Reading(
            id=capture.document,
            source=capture.locator,
            article=article,
            reports=read(article, tools),
            made_with=tools.made_with,
        )
    except MemoryError:
        detail = "reading this page takes more memory than there is; please report this page"
        return skipped(_named(Skip(stage="run", code="out_of_memory", detail=detail), capture), tools)
    except Exception as fault:  # noqa: BLE001 - one page that breaks a stage must not end the run
        detail = f"{type(fault).__name__}: {fault}; please report this page"
        return skipped(_named(Skip(stage="read", code="fault", detail=detail), capture), tools)


def skipped(skip: Skip, tools: Tools) -> Reading:
    """The reading of a source that could not be read."""
    return Reading(id=skip.document, source=skip.locator, skip=skip, made_with=tools.made_with)


def _named(skip: Skip, capture: Capture) -> Skip:
    return msgspec.structs.replace(
        skip, document=skip.document or capture.document, locator=skip.locator or capture.locator
    )
