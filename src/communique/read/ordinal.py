"""Ordinal sentences: the third such call since somebody took office. Their words are in `data/rules/ordinals.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import msgspec

from communique.read.scene import Sentence
from communique.read.time_days import resolve_time
from communique.read.time_grammar import find_forms
from communique.types import Mode, Ordinal, Precision, Published

UNITS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
WORDS = {word: number for number, word in enumerate(UNITS, 1)} | {"inaugural": 1, "maiden": 1, "last": -1}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
ROMAN = {"I": 1, "V": 5, "X": 10}
NUMBER = (
    rf"(?P<word>{'|'.join(WORDS)}|(?:{'|'.join(TENS)})-(?:{'|'.join(UNITS[:9])}))|(?P<digits>\d{{1,3}})(?:st|nd|rd|th)"
)
ORDINAL = re.compile(
    rf"(?<![\w-])(?:{NUMBER})(?![\w-])(?P<rest>(?:[^.;:!?\n]|(?<=\b[A-Z])\.|(?<=\b(?:Dr|Mr|St))\.){{0,140}})",
    re.IGNORECASE,
)
NAMED_EXERCISE = re.compile(
    r"\b(?P<lead>(?:[Ee]xercises?|[Dd]rills?|manoeuvres|maneuvers) [“\"‘']?(?:[A-Z][\w’']+ ){0,2}?[A-Z][\w’']+)[ -–](?P<roman>[IVX]{1,5})\b"
    r"|\b(?P<name>(?:[A-Z][\w’']+ ){0,2}?[A-Z][\w’']+)[ –-](?P<roman2>[IVX]{1,5})\b[”\"’']?(?= (?:joint |military |naval |bilateral )*"
    r"(?:exercises?|drills?)\b)"
)
"""An exercise that bears its number in its name ("exercise Ataturk-XIII")."""
SINCE = re.compile(
    r"\b(?:since (?P<since>(?:[^,.;]|(?<=\b[A-Z])\.){3,80}(?:, (?:19|20)\d\d)?)|in (?:the (?:past|last) )?(?P<years>(?:more than |nearly |almost |over )?(?:a|\d{1,3}|two|three|four|"
    r"five|six|seven|eight|nine|ten|fifteen|twenty) (?:years?|decades?|months?))|(?P<this>this (?:year|month|week))|"
    r"(?P<capacity>in this capacity))",
    re.IGNORECASE,
)
HEAD_WORDS = 7
"""Words after the number among which the counted thing stands."""
OF_CONTACT = re.compile(
    r"\b(?:met|meet\w*|visit\w*|host\w*|spoke|speak\w*|talk\w*|call\w*|conversation|convene\w*|travel\w*|receiv\w*"
    r"|dialogues?|summits?|exercises?|drills?|sign(?:ed|ing)|consultations?|held|sat down)\b",
    re.IGNORECASE,
)
BARE_TIME = re.compile(r"\s*times?\b", re.IGNORECASE)
ROUND_OF_OTHERS = re.compile(
    r"\s*rounds? of (?!(?:[\w+“”\"’'-]+ ){0,4}(?:talks?|consultations?|negotiations?|dialogues?|meetings?|discussions?))",
    re.IGNORECASE,
)
"""A round of releases, tariffs, strikes: no contact is counted."""
SINCE_YEAR = re.compile(r"(?:19|20)\d\d")
OF_A_NAME = re.compile(
    r"\s+(?:[A-Z][\w’'+-]*\s+){1,6}"
    r"(?:Dialogue|Meeting|Summit|Exercise|Consultation|Round|Talks|to be held|to take place|held)",
    re.ASCII,
)
OF_SOME = re.compile(
    r"[^.;,]{0,60}?\b(?:host|receiv|welcom|met|meet|with)\w* (?:an?|any) (?:[\w-]+ ){0,3}?"
    r"(?:leader|official|minister|president|head of (?:state|government)|dignitary|delegation)\b"
)
"""A contact with somebody of a class ("the first meeting with a world leader"): not one of those of the two sides."""
MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.? $"
)
OF_AN_OFFICE = re.compile(
    r"\s+by (?:an?|any) [^.;]{3,80}?\b(?:since|in (?:more than |nearly |almost |over )?\w+ years?)\b"
)
"""A visit counted by who came: "the first by a head of government since 2006"."""


class CountedKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of thing that is counted: its words, the modes it may be (none: any), and its two test sentences."""

    words: tuple[str, ...]
    modes: tuple[Mode, ...]
    n: int
    example: str
    counter: str


class OrdinalWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The vocabulary of ordinal sentences."""

    counted: tuple[str, ...]
    not_counted: tuple[str, ...]
    kind: tuple[CountedKind, ...]


@lru_cache(maxsize=1)
def ordinal_words() -> OrdinalWords:
    """The words of `data/rules/ordinals.toml`."""
    text = (files("communique.data") / "rules" / "ordinals.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), OrdinalWords)


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(ordinal_words().counted)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _not_counted() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(ordinal_words().not_counted)})\b", re.IGNORECASE)


def ordinal_in(sentences: Sequence[Sentence]) -> Ordinal | None:
    """The first ordinal sentence on a contact, visit, exercise or agreement; n is -1 for "the last"."""
    return next((ordinal for sentence in sentences for ordinal in ordinals_of(sentence)), None)


def ordinals_of(sentence: Sentence) -> list[Ordinal]:
    """The ordinals of a sentence that count contacts, visits, exercises or agreements."""
    found = (_ordinal(match, sentence) for match in ORDINAL.finditer(sentence.text))
    named = (_of_a_named_exercise(match, sentence) for match in NAMED_EXERCISE.finditer(sentence.text))
    return [ordinal for ordinal in (*found, *named) if ordinal is not None]


def _of_a_named_exercise(match: re.Match[str], sentence: Sentence) -> Ordinal | None:
    n = _roman(match["roman"] or match["roman2"])
    if n <= 1:
        return None
    name = match["lead"] or f"exercise {match['name'].removeprefix('The ')}"
    return Ordinal(n=n, of=name, text=sentence.span(*match.span()), rule="ordinal.name")


def _roman(numeral: str) -> int:
    values = [ROMAN[letter] for letter in numeral]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))


def _ordinal(match: re.Match[str], sentence: Sentence) -> Ordinal | None:
    rest = match["rest"]
    if MONTH.search(sentence.text[: match.start()]) or OF_SOME.match(rest):
        return None
    if rest.startswith(",") or _not_counted().match(rest) or ROUND_OF_OTHERS.match(rest) or not _counts(rest):
        return None
    if BARE_TIME.match(rest) and not OF_CONTACT.search(sentence.text):
        return None
    if (match["word"] or "").lower() == "last" and not re.match(r"\s*such\b", rest):
        return None
    since = SINCE.search(rest) or (SINCE.search(sentence.text) if "such" in rest else None)
    of = rest[: since.start()] if since and since.string is rest else rest
    named = next((group for group in since.groups() if group), None) if since else None
    return Ordinal(
        n=number_of(match["word"] or match["digits"]),
        of=re.split(r",| and | which | that | after | to be | was | were | took place ", of.strip())[0].strip(
            " ,“”\"'"
        )[:120]
        or "time",
        since=named,
        since_date=since_date_of(named),
        text=sentence.span(*match.span()),
        rule="ordinal.nth",
    )


def since_date_of(since: str | None) -> str | None:
    """The partial ISO date that a "since" names ("2006", "2021-10", "2022-02-24"); None where it names an event only."""
    for form in find_forms(since or "", 0):
        when = resolve_time(form, Published(), "held")
        if when.first and when.precision in DIGITS:
            return when.first[: DIGITS[when.precision]]
    year = SINCE_YEAR.search(since or "")
    return year[0] if year else None


DIGITS: dict[Precision, int] = {"year": 4, "month": 7, "day": 10}


def _counts(rest: str) -> bool:
    if OF_AN_OFFICE.match(rest) or OF_A_NAME.match(rest):
        return True
    head = " ".join(re.findall(r"[\w+“”’'-]+", rest)[:HEAD_WORDS])
    return _counted().search(head) is not None


def number_of(word: str) -> int:
    """3 for "third", "3" and so on; 22 for "twenty-second"; -1 for "last"."""
    word = word.lower()
    if word.isdigit():
        return int(word)
    if word in WORDS:
        return WORDS[word]
    tens, _, unit = word.partition("-")
    return TENS[tens] + WORDS[unit]
