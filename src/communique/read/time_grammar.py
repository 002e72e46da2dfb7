"""The forms in which texts write days, and what each form says. About forty forms, by kind."""

from __future__ import annotations

import re
from dataclasses import dataclass

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
)
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_TO = r"\s*(?:-|–|—|to|and|until|till|through|&)\s*"
_LEAD = rf"(?:{_WEEKDAY},? ?(?:the )?)?"
_YEAR = r"(?:,?\s+((?:19|20)\d\d))?"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A stretch of a sentence (offsets into the article) that says when; `kind` and `values` say what."""

    start: int
    end: int
    text: str
    kind: str
    values: tuple[str, ...]


FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, flags))
    for kind, pattern, flags in (
        ("iso", r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b", 0),
        (
            "two_month_range",
            rf"\b({_DAY}) ({_MONTH}){_YEAR}{_TO}{_LEAD}({_DAY}) ({_MONTH}){_YEAR}\b",
            0,
        ),
        (
            "month_first_two_month_range",
            rf"\b({_MONTH}) ({_DAY}){_YEAR}{_TO}{_LEAD}({_MONTH}) ({_DAY}){_YEAR}\b",
            0,
        ),
        ("day_range", rf"\b{_LEAD}({_DAY}){_TO}{_LEAD}({_DAY}) (?:of )?({_MONTH}){_YEAR}\b", 0),
        ("month_day_range", rf"\b{_LEAD}({_MONTH}) ({_DAY}){_TO}{_LEAD}({_DAY}){_YEAR}\b", 0),
        ("day_month", rf"\b{_LEAD}({_DAY}) (?:of )?({_MONTH}){_YEAR}\b", 0),
        ("month_day", rf"\b{_LEAD}({_MONTH}) ({_DAY}){_YEAR}(?!\d)", 0),
        (
            "part_of_day",
            r"\b(?:today|tonight|just now|moments ago|this (?:very )?(?:morning|afternoon|evening)"
            r"|earlier today|later today)\b",
            re.IGNORECASE,
        ),
        ("yesterday", r"\b(?:yesterday(?: (?:morning|afternoon|evening|night))?|last night)\b", re.IGNORECASE),
        ("tomorrow", r"\btomorrow(?: (?:morning|afternoon|evening))?\b", re.IGNORECASE),
        (
            "weekday",
            rf"\b(?:(last|next|this|coming|past) )?({_WEEKDAY})(?: (?:morning|afternoon|evening|night))?\b",
            0,
        ),
        ("day_before", r"\b(?:a|one|the) day (?:earlier|before|ago)\b", re.IGNORECASE),
        ("day_after", r"\b(?:a|one|the) day (?:later|after)\b|\bthe (?:next|following) day\b", re.IGNORECASE),
        (
            "same_day",
            r"\b(?:later |earlier )?(?:in|on)? ?the same day\b|\b(?:later|earlier) in the day\b",
            re.IGNORECASE,
        ),
        ("days_ago", r"\b(\d{1,2}|two|three|four|five|six|seven|ten) days (?:ago|earlier)\b", re.IGNORECASE),
        ("week", r"\b(?:(earlier|later) )?(this|last|next) week(end)?\b(?! of\b)", re.IGNORECASE),
        ("month", r"\b(?:(earlier|later|early|late) )?(this|last|next) month\b", re.IGNORECASE),
        (
            "season",
            r"\b(?:later|earlier) this (?:spring|summer|autumn|fall|winter)\b"
            r"|\b(?:this|next|last) (?:spring|summer|autumn|fall|winter)\b",
            re.IGNORECASE,
        ),
        ("half_year", r"\bthe (first|second) (?:half|part) of (next year|this year|(?:20)\d\d)\b", re.IGNORECASE),
        ("year_word", r"\b(?:(earlier|later|early|late) )?(?:in )?(this|last|next) year\b", re.IGNORECASE),
        ("month_year", rf"\b(?:(early|late|mid)[- ])?({_MONTH}),? ((?:19|20)\d\d)\b", 0),
        (
            "in_month",
            rf"\b(?:in|during|since|by|of|last|next|this|early|late) (?:(early|late|mid)[- ])?({_MONTH})\b(?! \d)",
            0,
        ),
        ("in_year", r"\b(?:in|during|since) (?:early |late )?((?:19|20)\d\d)\b", re.IGNORECASE),
        ("coming", r"\b(?:in the (?:coming|next few) (?:days|weeks|months)|soon|shortly)\b", re.IGNORECASE),
    )
)
DURATION = re.compile(
    r"\b(?:(two|three|four|five|six|seven|eight|nine|ten|\d{1,2})[- ]day|(week)-?long)\b[^.]{0,60}?"
    r"\b(?:visit|tour|trip|stay|exercise|drill|summit|talks|conference|meeting|journey)?",
    re.IGNORECASE,
)


def days_of(length: re.Match[str]) -> int:
    """The days of a match of `DURATION`."""
    return 7 if length[2] else NUMBERS.get(length[1].lower()) or int(length[1])


def month_number(word: str) -> int:
    """1 to 12 for a month's name or abbreviation."""
    return MONTHS.index(word[:3].lower()) + 1


def day_number(word: str) -> int:
    """The number of "1st", "22nd", "07"."""
    return int(re.sub(r"\D", "", word))


def find_forms(text: str, offset: int) -> tuple[TimeExpression, ...]:
    """The time expressions of a text, in order, none inside another; `offset` is where the text starts."""
    found: list[TimeExpression] = []
    for kind, pattern in FORMS:
        for match in pattern.finditer(text):
            start, end = match.start() + offset, match.end() + offset
            if all(end <= other.start or start >= other.end for other in found):
                values = tuple(group or "" for group in match.groups())
                found.append(TimeExpression(start, end, match[0], kind, values))
    return tuple(sorted(found, key=lambda e: e.start))
