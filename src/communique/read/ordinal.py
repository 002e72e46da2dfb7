"""Ordinal sentences: the third such call since somebody took office."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.read.scene import Sentence
from communique.read.time_days import resolve_time
from communique.read.time_grammar import find_forms
from communique.types import Ordinal, Precision, Published

UNITS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
WORDS = {word: number for number, word in enumerate(UNITS, 1)} | {"inaugural": 1, "maiden": 1, "last": -1}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
COUNTED = (
    r"(?:visits?|trips?|tours?|calls?|conversations?|telephone|meetings?|talks|summits?|dialogues?|consultations?|contacts?|encounters?"
    r"|editions?|rounds?|iterations?|exercises?|sessions?|times?|bilateral|trilateral|stand-alone|2\+2|“2\+2”|ministerial|high-level|"
    r"in-person|face-to-face|strategic|foreign|joint|formal|official|state|overseas|one-on-one|such|of its kind|ever|"
    r"between|agreements?|treat(?:y|ies)|pacts?|alliances?|logistics|ambassador|engagement|annual|working group|leader)"
)
NUMBER = (
    rf"(?P<word>{'|'.join(WORDS)}|(?:{'|'.join(TENS)})-(?:{'|'.join(UNITS[:9])}))|(?P<digits>\d{{1,3}})(?:st|nd|rd|th)"
)
ORDINAL = re.compile(
    rf"(?P<lead>\b(?:the|his|her|their|its|this|a|in|hold|holds|held|host|co-led|\w+’s|\w+'s|for the|marks?|were|was|is)\s+|\b)"
    rf"(?<![\w-])(?:{NUMBER})(?![\w-])(?P<rest>[^.;:!?\n]{{0,140}})",
    re.IGNORECASE,
)
NOT_COUNTED = re.compile(
    r"^\s*(?:met|spoke|visited|talked|called|leg|stop|with|time this season|lady|ladies|deputy|quarter|half|part|step"
    r"|day|days|week|year|month|thomas|vice|secretary|minister|place|of all|and foremost"
    r"|world|term|generation|phase|class|person|world war|hand|responders|nations?|priority|floor|group|batch|anniversary|century|"
    r"battalion|infantry|division|amendment|round of voting|gentleman|largest|biggest|islander|things?|question|point|stage|tranche)\b",
    re.IGNORECASE,
)
SINCE = re.compile(
    r"\b(?:since (?P<since>[^,.;]{3,80}(?:, (?:19|20)\d\d)?)|in (?:the (?:past|last) )?(?P<years>(?:more than |nearly |almost |over )?(?:a|\d{1,3}|two|three|four|"
    r"five|six|seven|eight|nine|ten|fifteen|twenty) (?:years?|decades?|months?))|(?P<this>this (?:year|month|week))|"
    r"(?P<capacity>in this capacity))",
    re.IGNORECASE,
)
LONGEST = 3
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


def ordinal_in(sentences: Sequence[Sentence]) -> Ordinal | None:
    """The first ordinal sentence on a contact, visit, exercise or agreement; n is -1 for "the last"."""
    return next((ordinal for sentence in sentences for ordinal in ordinals_of(sentence)), None)


def ordinals_of(sentence: Sentence) -> list[Ordinal]:
    """The ordinals of a sentence that count contacts, visits, exercises or agreements."""
    found = (_ordinal(match, sentence) for match in ORDINAL.finditer(sentence.text))
    return [ordinal for ordinal in found if ordinal is not None]


def _ordinal(match: re.Match[str], sentence: Sentence) -> Ordinal | None:
    rest = match["rest"]
    if rest.startswith(",") or NOT_COUNTED.match(rest) or ROUND_OF_OTHERS.match(rest) or not _counts(rest):
        return None
    if BARE_TIME.match(rest) and not OF_CONTACT.search(sentence.text):
        return None
    if (match["word"] or "").lower() == "last" and not re.match(r"\s*such\b", rest):
        return None
    since = SINCE.search(rest) or (SINCE.search(sentence.text) if "such" in rest else None)
    of = rest[: since.start()] if since and since.string is rest else rest
    start = match.start("word") if match["word"] else match.start("digits")
    named = next((group for group in since.groups() if group), None) if since else None
    return Ordinal(
        n=number_of(match["word"] or match["digits"]),
        of=re.split(r",| and | which | that | after | to be ", of.strip())[0].strip(" ,“”\"'")[:120] or "time",
        since=named,
        since_date=since_date_of(named),
        text=sentence.span(start, match.end()),
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


OF_AN_OFFICE = re.compile(
    r"\s+by (?:an?|any) [^.;]{3,80}?\b(?:since|in (?:more than |nearly |almost |over )?\w+ years?)\b"
)
"""A visit counted by who came: "the first by a head of government since 2006"."""


def _counts(rest: str) -> bool:
    if OF_AN_OFFICE.match(rest):
        return True
    head = " ".join(re.findall(r"[\w+“”’'-]+", rest)[: LONGEST + 4])
    return bool(re.search(rf"\b{COUNTED}(?!\w)", head, re.IGNORECASE)) or bool(
        re.match(r"\s+(?:[A-Z][\w’'+-]*\s+){1,6}(?:Dialogue|Meeting|Summit|Exercise|Consultation|Round|Talks)", rest)
    )


def number_of(word: str) -> int:
    """3 for "third", "3" and so on; 22 for "twenty-second"; -1 for "last"."""
    word = word.lower()
    if word.isdigit():
        return int(word)
    if word in WORDS:
        return WORDS[word]
    tens, _, unit = word.partition("-")
    return TENS[tens] + WORDS[unit]
