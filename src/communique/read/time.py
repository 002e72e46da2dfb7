"""When an engagement was or is to be: the expression that governs it, resolved against the day of publication."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from communique.read.scene import OPENING, Sentence
from communique.read.time_days import AHEAD, resolve_time
from communique.read.time_grammar import DURATION, TimeExpression, days_of, find_forms
from communique.types import Article, Published, Span, Status, When

__all__ = ["resolve_time", "times_in", "when_of"]

OTHER_EVENT = re.compile(
    r"\b(?:since|after|follow(?:s|ing|ed by)?|before|ahead of|prior to|until|between(?= (?:\d|\w+day\b))"
    r"|from his|from her|previous|last met|which began|invasion|attack|elected|inaugurat\w+|earthquake|signed in"
    r"|founded|established|took office|assumed)\b[^.;,]{0,50}$",
    re.IGNORECASE,
)
ELSEWHEN = re.compile(r"(?:Before|After|Ahead of|Prior to|Since) (?:[A-Z]\w+ )*[A-Z]\w+,")
"""How a sentence begins that tells of another stop than the story is at ("Before Norway, she visited Chile")."""
SAYING = (
    re.compile(r"\b(?:said|told \w+|announced|denied|confirmed|stated)(?: late| early)?(?: on)? ?$", re.IGNORECASE),
    re.compile(r"^ ?(?:said|told|announced|denied|confirmed|stated|that)\b", re.IGNORECASE),
)
SAID_AT_ONCE = re.compile(
    r",? (?:(?!\b(?:will|would|is|are|was|were|to)\b)[^.;]){2,90}?\b(?:said|announced|confirmed|told|stated)\b"
)
"""How a sentence that begins with a day goes on where that is the day of the saying ("Monday, the ministry said")."""
"""Words before and after a day that is rather the day of the saying than of what is said."""
PUT_OFF = re.compile(
    r"\b(?:postpon\w+|put off|call\w* off|cancel\w+|delay\w+|said|announced|told)\b(?: on| late| early)? ?$"
    r"|^ ?(?:\w+ )?(?:postpon\w+|put off|call\w* off|cancel\w+|delay\w+|said|announced|told)\b",
    re.IGNORECASE,
)
"""Words beside a day that is the day of the putting off, not of what was put off."""


def times_in(sentence: Sentence) -> tuple[TimeExpression, ...]:
    """The time expressions of a sentence, with offsets into the article."""
    return find_forms(sentence.text, sentence.start)


def when_of(
    sentences: Sequence[Sentence],
    trigger: Span,
    status: Status,
    article: Article,
    context: Sequence[Sentence] = (),
) -> When:
    """When the engagement at `trigger` was or is to be: from its own sentence, else the others given, else the story.

    `context` holds all sentences of the article: a contact told without a day happened on the day that the story is
    at, which is the nearest day named before it (after it for a headline). A day of publication alone is never the
    day of an engagement; what cannot be resolved stays unknown.
    """
    own = next((s for s in sentences if s.start <= trigger.start < s.end), None)
    found = _governing(own, trigger, status) if own else None
    if own and found and own.block.kind == "title" and _only_published(found, article.published, status):
        told_below = any(_governing(s, None, status) for s in sentences if s is not own)
        found = None if told_below else found
    if own and found and found.kind == "same_day" and (before := _day_before(own, context)):
        return resolve_time(before, article.published, status)
    if own and found:
        return _with_duration(resolve_time(found, _said_on(own, article.published), status), own, status)
    if own and ELSEWHEN.match(own.text):
        return When()
    others = [s for s in sentences if s is not own]
    if own and own.block.kind == "title" and others and (told := _governing(others[0], None, status)):
        return resolve_time(told, _said_on(others[0], article.published), status)
    for sentence in [*others, *_story_around(own, context, status)]:
        found = _governing(sentence, None, status)
        if not found or found.kind not in ANCHORED:
            continue
        when = resolve_time(found, _said_on(sentence, article.published), status)
        if _is_ahead(found, article.published, status):
            continue
        if sentence in others or _may_be_told_by(when, article.published.day, status):
            return when
    return _of_the_release(own, status, article) if context else When()


def _only_published(form: TimeExpression, published: Published, status: Status) -> bool:
    """Whether a headline's day is that of publication, while what it tells is yet to come."""
    if status not in AHEAD or form.kind not in DATED or published.day is None:
        return False
    return resolve_time(form, published, "held").first == published.day.isoformat()


def _day_before(own: Sentence, context: Sequence[Sentence]) -> TimeExpression | None:
    """The day that "the same day" takes up: the last one named in the sentences before."""
    for sentence in reversed(context[max(0, own.index - SAME_DAY_REACH) : own.index]):
        days = [e for e in times_in(sentence) if e.kind in ANCHORED]
        if days:
            return days[-1]
    return None


SAME_DAY_REACH = 3


def _is_ahead(form: TimeExpression, published: Published, status: Status) -> bool:
    """Whether a day of the calendar told of something else is the next such day: what is over was not on it."""
    today = published.day
    if status in AHEAD or form.kind not in DATED or today is None:
        return False
    first = resolve_time(form, published, "planned").first
    return first is not None and today < dt.date.fromisoformat(first) <= today + dt.timedelta(days=AHEAD_DAYS)


AHEAD_DAYS = 60


def _of_the_release(own: Sentence | None, status: Status, article: Article) -> When:
    """The day that heads an official release, for what its first sentences tell without a day of their own.

    A newspaper's date line is the day of writing; a ministry dates its readout by the contact.
    """
    today = article.published.day
    if own is None or own.index > OPENING or status != "held" or not article.official or today is None:
        return When()
    for block in article.blocks[:HEAD_BLOCKS]:
        line = article.text[block.start : block.end]
        form = next(iter(find_forms(line, block.start)), None) if len(line) <= DATE_LINE else None
        when = resolve_time(form, Published(), status) if form and form.kind in DATED else When()
        if when.first == when.last == today.isoformat():
            return msgspec.structs.replace(when, rule="time.release-line")
    return When()


def day_of_release(article: Article) -> When:
    """The day of what a release tells as done in front of it: its date line's, else that of publication."""
    for line in (b for b in article.blocks[:HEAD_BLOCKS] if b.end - b.start <= DATE_LINE):
        form = next(iter(find_forms(article.text[line.start : line.end], line.start)), None)
        if form and form.kind in DATED:
            return resolve_time(form, article.published, "held")
    day = article.published.day
    return When(first=day.isoformat(), last=day.isoformat(), precision="day", rule="time.published") if day else When()


HEAD_BLOCKS, DATE_LINE = 6, 60
"""Blocks among which the date line of a release stands, and the characters of the longest such line."""
DATED = frozenset({"day_month", "month_day", "iso"})


def _said_on(sentence: Sentence, published: Published) -> Published:
    """The day that "today" means in a sentence: that of the post it stands in, else that of the article."""
    date = sentence.block.date
    if sentence.block.kind != "post" or not date or not re.match(r"\d{4}-\d\d-\d\d", date):
        return published
    return Published(value=date[:10], precision="day", basis="post")


def _may_be_told_by(when: When, today: dt.date | None, status: Status) -> bool:
    """Whether a day from another sentence may be the day of what is ahead: only one that lies ahead, too."""
    if status not in AHEAD:
        return True
    return when.first is not None and today is not None and when.first > today.isoformat()


def _story_around(own: Sentence | None, context: Sequence[Sentence], status: Status) -> list[Sentence]:
    if own is None:
        return []
    if own.block.kind in ("title", "dek", "heading"):
        body = [s for s in context if s.index > own.index and s.block.kind in ("paragraph", "list", "quote")]
        return body[:2]
    if status in AHEAD:
        return [s for s in reversed(context[: own.index]) if _opens_with_a_day(s)][:1]
    before = [s for s in context if own.index - STORY_REACH <= s.index < own.index]
    return [s for s in reversed(before) if s.block.kind not in ("caption", "byline")]


def _opens_with_a_day(sentence: Sentence) -> bool:
    """Whether a sentence begins with a day: the entries of a schedule below it are of that day."""
    first = next(iter(times_in(sentence)), None)
    if first is None or first.kind not in ANCHORED:
        return False
    return bool(
        re.fullmatch(r"(?:on )?(?:[a-z]+day,? )?", sentence.text[: first.start - sentence.start], re.IGNORECASE)
    )


STORY_REACH = 10
"""Sentences back in which the day that a story is at may be named."""

ANCHORED = frozenset(
    "part_of_day yesterday tomorrow weekday day_month month_day day_range month_day_range two_month_range "
    "month_first_two_month_range iso".split()
)
"""Kinds that say a day: only these are taken from a sentence other than the engagement's own."""


def _governing(sentence: Sentence, trigger: Span | None, status: Status) -> TimeExpression | None:
    candidates = [e for e in times_in(sentence) if not _of_another_event(e, sentence, status)]
    if status in AHEAD or status == "denied":
        candidates = [e for e in candidates if not _is_of_saying(e, sentence)]
    if not candidates:
        return None
    if trigger is None:
        return next((e for e in candidates if not _in_a_clause_apart(e, None, sentence)), candidates[0])
    precise = [e for e in candidates if e.kind not in ("in_year", "year_word", "coming", "in_month", "month_year")]
    return min(precise or candidates, key=lambda e: _distance(e, trigger, sentence))


def _of_another_event(expression: TimeExpression, sentence: Sentence, status: Status) -> bool:
    before = sentence.text[: expression.start - sentence.start]
    after = sentence.text[expression.end - sentence.start :]
    if status in ("postponed", "cancelled") and any(map(PUT_OFF.search, (before, after))):
        return True
    return bool(OTHER_EVENT.search(before))


def _distance(expression: TimeExpression, trigger: Span, sentence: Sentence) -> float:
    gap = expression.start - trigger.end if expression.start >= trigger.end else trigger.start - expression.end
    between = (
        sorted((expression.end, trigger.start)) if expression.end <= trigger.start else (trigger.end, expression.start)
    )
    clause = sentence.text[between[0] - sentence.start : between[1] - sentence.start]
    breaks = len(
        re.findall(r"[;:]|, (?:and|but|while|where|which|who|after|before|when|as)\b|\b(?:while|when)\b", clause)
    )
    breaks += _in_a_clause_apart(expression, trigger, sentence)
    return max(gap, 0) + 60 * breaks + (SAYING_COST if _is_of_saying(expression, sentence) else 0)


APART = re.compile(r", (?:who|which|where|whose)\b[^,;]*,")
"""A clause that tells something else of somebody ("the president, who arrived on Monday, met ...")."""


def _in_a_clause_apart(expression: TimeExpression, trigger: Span | None, sentence: Sentence) -> bool:
    """Whether a day stands in a relative clause that the trigger does not stand in."""
    clauses = ((m.start() + sentence.start, m.end() + sentence.start) for m in APART.finditer(sentence.text))
    return any(a <= expression.start < b and not (trigger and a <= trigger.start < b) for a, b in clauses)


FIRST_WORDS = 3
"""Words of a sentence before which a day may be that of the saying ("On Monday, she said")."""
SAYING_COST = 200
"""Characters that a day of the saying counts as farther away, so that any other day of the sentence is preferred."""


def _is_of_saying(expression: TimeExpression, sentence: Sentence) -> bool:
    before = sentence.text[: expression.start - sentence.start]
    after = sentence.text[expression.end - sentence.start :]
    opening = len(before.split()) < FIRST_WORDS and SAID_AT_ONCE.match(after)
    return bool(opening or SAYING[0].search(before) or SAYING[1].search(after))


def _with_duration(when: When, sentence: Sentence, status: Status) -> When:
    """ "three-day visit beginning Monday": the length of the stay gives the last day."""
    if when.first is None or when.first != when.last or when.precision != "day":
        return when
    match = DURATION.search(sentence.text)
    if not match or not re.search(
        r"\b(?:begin|began|start|open|from|kick|on a|leave|arriv|depart|embark|travel)", sentence.text
    ):
        return when
    if status == "held" and not re.search(r"\b(?:begin|began|start|open|kick|from)", sentence.text):
        return when
    last = dt.date.fromisoformat(when.first) + dt.timedelta(days=days_of(match) - 1)
    return When(
        first=when.first,
        last=last.isoformat(),
        precision=when.precision,
        weekday=when.weekday,
        text=when.text,
        rule=f"{when.rule}+duration",
    )
