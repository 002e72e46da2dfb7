"""Words to labels: which words of a sentence name states, organisations, titles, honorifics, persons.

Each token gets a label of one character, so that the grammar of mentions (`actors`) is a regular expression over them:

S state, D demonym, G organisation, A agency or seat, C city, T title, U collective title, H honorific, K known person,
N capitalised word, f word of a portfolio, n name particle, j name suffix, I initial, B barred title, P counterpart,
h possessive pronoun, w personal pronoun, o "of", m "from", r "to", F "for", t article, c comma, a "and", s genitive,
d dash, ( ) brackets, Y ministry in small letters, x anything else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from communique.knowledge import KnowledgeBase
from communique.knowledge.gazetteer import person_forms, place_forms, table_forms
from communique.knowledge.names import fold
from communique.read.compounds import joined
from communique.rules import Rules
from communique.rules.words import words

ABBREVIATED = "Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Adm|Prof|Hon|Sen|Rep|Gov|St|Md|Amb|Smt|Brig|Sh|Jr|Sr"
WORD = re.compile(
    rf"(?:[A-Z]\.){{2,}}(?=\W|$)|[A-Z]\.(?=[\s,])|(?:{ABBREVIATED})\.|2\+2|['’]s\b|s['’](?=\s)|"
    r"@?\w+(?:[-‑’'](?!s\b)\w+)*|[^\w\s]"
)
PARTICLES = words("particles")
PORTFOLIO = words("portfolio")
GENERIC_BODY = re.compile(
    r"(?:Ministry|Presidential|Department|Office|Prime Minister|Foreign|National|General|Coast|Defen[cs]e)\b"
)
BODY = re.compile(r"Ministry|Department|Office|Service|Council|Guard|Headquarters|Secretariat")
ARABIC_ARTICLE = re.compile(r"(?:al|el|ul|ad|as|ar|an|Al|El|Ul)-[A-Z]")
SUFFIXES = words("suffixes")
PRONOUNS = words("pronouns")
POSSESSIVE = words("possessive")
NOT_NAMES = words("not_names")
COMPANIES = words("companies")
FIRM_ENDS = words("firm_ends")
FIRM_NAME = re.compile("[NfI]+")
PRESIDING = frozenset(("president", "vice president", "chairman", "director", "chief"))
OF_A_BODY = re.compile(r"ot?D?N(?!ot?[SG])")
"""What follows the title of one who presides over an association or a firm; a state or an organisation does not."""
SPOKEN_AS_A_WORD = 4
"""Letters from which the acronym of an organisation is also printed as a word ("Nato", "Asean")."""
STATE_OR_TITLE = re.compile("[SDT]")
SHORT_CODE = 3
"""Characters of a word that stands for a state or an organisation only where it is all capitals ("US", "us")."""
SMALL_IN_HEADLINES = frozenset(("with", "from", "over", "amid", "into", "after", "during"))


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a sentence: each a word, or several that name one thing.

    `spans` are their offsets into `text`, `labels` holds a character for each; `values` are the codes of states and the
    ids of persons that they stand for, by number of the token.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    labels: str
    values: dict[int, str]

    def words(self, first: int, last: int) -> str:
        """The text from one token to another, the last included."""
        return self.text[self.spans[first][0] : self.spans[last][1]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A form of the lexicon: its words, label and value; `exact` forms must stand in the same case."""

    words: tuple[str, ...]
    label: str
    value: str
    exact: bool
    capital: bool = False


@lru_cache(maxsize=200_000)
def _key(word: str) -> str:
    return fold(word).replace(".", "").replace(" ", "")


def _raw(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in WORD.finditer(text)]


class Lexicon:
    """All forms, by their first words; the longest that stands in the text wins, then the first added."""

    def __init__(self, knowledge: KnowledgeBase, rules: Rules) -> None:
        self._by_words: dict[tuple[str, ...], list[Entry]] = {}
        """Forms of one word by that word, longer ones by their first two."""
        self._first: set[str] = set()
        self.roles: dict[str, str] = {}
        self._state_words: set[str] = set()
        self._fill(knowledge, rules)
        for entries in self._by_words.values():
            entries.sort(key=lambda e: -len(e.words))

    def _fill(self, knowledge: KnowledgeBase, rules: Rules) -> None:
        for state in knowledge.states():
            label = "S" if state.kind == "state" else "G"
            self._add_all((state.name, *state.aliases), label, state.code)
            self._add_all(state.demonyms, "D", state.code)
            self._state_words |= {_key(n) for n in (state.name, *state.aliases, *state.demonyms)}
        for group, label in ((rules.titles.barred, "B"), (rules.titles.plural, "U"), (rules.titles.honorific, "H")):
            for titles in group:
                self._add_all(titles.forms, label, "")
        self._add_all(words("ministries"), "Y", "")
        for titles in rules.titles.title:
            for form in titles.forms:
                self.roles.setdefault(fold(form), titles.role)
            self._add_all(titles.forms, "T", "")
        self._add_offices(knowledge)
        agencies = table_forms(knowledge, "agencies")
        owners = Counter(fold(a.text) for a in agencies)
        for agency in agencies:
            sole = owners[fold(agency.text)] == 1 and not GENERIC_BODY.match(agency.text)
            if sole or BODY.search(agency.text):
                self._add(agency.text, "A", (agency.country or "") if sole else "")
        for place in place_forms(knowledge):
            self._add(place.text, "C", place.country or "")
        for person in person_forms(knowledge):
            if len(person.text.split()) > 1:
                self._add(person.text, "K", person.id)

    def _add_offices(self, knowledge: KnowledgeBase) -> None:
        for office in knowledge.all_offices():
            if office.role == "ambassador":
                continue
            for form in (office.title, *office.aliases):
                if "counterpart" in form or "White House" in form or "(" in form:
                    continue
                self.roles.setdefault(fold(form), office.role)
                self._add(form, "T", "")

    def _add_all(self, forms: Iterable[str], label: str, value: str) -> None:
        for form in forms:
            self._add(form, label, value)

    def _add(self, form: str, label: str, value: str) -> None:
        words = tuple(form[a:b] for a, b in _raw(form))
        if not words or (len(words) == 1 and len(form) < 2):
            return
        exact = len(words) == 1 and form.isupper() and len(form) <= 5
        keys = tuple(w if exact else _key(w) for w in words)
        self._first.add(_key(words[0]))
        entries = self._by_words.setdefault((_key(words[0]), *keys[1:2]), [])
        entries.append(Entry(keys, label, value, exact, label == "B" and form[0].isupper()))
        if exact and label == "G" and len(form) >= SPOKEN_AS_A_WORD:
            entries.append(Entry((form.capitalize(),), label, value, exact))

    def role_of(self, title: str) -> str:
        """The role that a title names, "" where none is known."""
        return self.roles.get(fold(title), "")

    def tokens(self, text: str) -> Tokens:
        """The labelled tokens of a sentence, in order."""
        spans = self._split(text)
        words = [text[a:b] for a, b in spans]
        keys = [_key(w) for w in words]
        found: list[tuple[int, int]] = []
        labels: list[str] = []
        values: dict[int, str] = {}
        headline = _all_capitalised(words)
        i = 0
        while i < len(words):
            entry = self._longest(words, keys, i) if keys[i] in self._first else None
            if entry:
                if entry.value:
                    values[len(found)] = entry.value
                labels.append(entry.label)
                found.append((spans[i][0], spans[i + len(entry.words) - 1][1]))
                i += len(entry.words)
            else:
                labels.append(_after(labels, words[i], headline))
                found.append(spans[i])
                i += 1
        return _without_companies(joined(Tokens(text, tuple(found), "".join(labels), values)))

    def _split(self, text: str) -> list[tuple[int, int]]:
        """Word spans, with "China-Pakistan" and "US-led" taken apart where a state stands in them."""
        found: list[tuple[int, int]] = []
        if "-" not in text:
            return _raw(text)
        for start, end in _raw(text):
            if "-" not in text[start:end]:
                found.append((start, end))
                continue
            parts = text[start:end].split("-")
            if _key(parts[0]) in self._state_words and _key("".join(parts)) not in self._first:
                at = start
                for part in parts:
                    if part:
                        found.append((at, at + len(part)))
                    if at + len(part) < end:
                        found.append((at + len(part), at + len(part) + 1))
                    at += len(part) + 1
            else:
                found.append((start, end))
        return found

    def _longest(self, words: list[str], keys: list[str], i: int) -> Entry | None:
        longer = self._by_words.get((keys[i], keys[i + 1]), ()) if i + 1 < len(keys) else ()
        for entry in longer:
            if tuple(keys[i + 2 : i + len(entry.words)]) == entry.words[2:] and _stands(entry, words[i]):
                return entry
        for entry in self._by_words.get((keys[i],), ()):
            if (not entry.exact or words[i] == entry.words[0]) and _stands(entry, words[i]):
                return entry
        return None


def _stands(entry: Entry, first: str) -> bool:
    """Whether a form may begin with this word of the text: names with a capital, short codes in capitals."""
    if (entry.capital or entry.label in "SDGAKC") and not first[0].isupper():
        return False
    return len(entry.words) > 1 or entry.label not in "SG" or len(first) > SHORT_CODE or first.isupper()


def _after(before: list[str], word: str, headline: bool) -> str:
    """The label of a word that the lexicon does not hold, behind others."""
    label = _plain(word)
    if word == "as" and before and before[-1] not in "NK":
        return "x"
    if before and headline and label == "N" and before[-1] == "K":
        return "x"
    return "N" if before and before[-1] == "n" and label == "x" and word[0].isupper() else label


def _without_companies(tokens: Tokens) -> Tokens:
    """The tokens; a state in the name of a company and the president of a private body stand for nobody."""
    labels = list(tokens.labels)
    for match in STATE_OR_TITLE.finditer(tokens.labels):
        number, following = match.start(), match.end()
        if match[0] == "T":
            if OF_A_BODY.match(tokens.labels, following) and tokens.words(number, number).lower() in PRESIDING:
                labels[number] = "B"
        elif following < len(labels) and _names_a_firm(tokens, following):
            labels[number] = "x"
            tokens.values.pop(number, None)
    return replace(tokens, labels="".join(labels))


def _names_a_firm(tokens: Tokens, at: int) -> bool:
    """Whether the words from one on are of the name of a firm or an institute: at once, or as its last word."""
    end = FIRM_NAME.match(tokens.labels, at)
    last = end.end() if end else at
    named = any(tokens.words(k, k)[0].isupper() and tokens.words(k, k) in FIRM_ENDS for k in range(at, last))
    return named or tokens.words(at, at) in COMPANIES


def _all_capitalised(words: list[str]) -> bool:
    """Whether this is a headline with capitals throughout, where a capital says nothing of a name."""
    long = [w for w in words if len(w) > 3 and w.isalpha() and w not in SMALL_IN_HEADLINES]
    return len(long) > 3 and all(w[0].isupper() for w in long)


@lru_cache(maxsize=200_000)
def _plain(word: str) -> str:
    low = word.lower()
    fixed = {
        "of": "o",
        "from": "m",
        "to": "r",
        "for": "F", "the": "t", "a": "t", "an": "t", ",": "c", "and": "a", "&": "a", "-": "d", "–": "d", "(": "(",
        ")": ")",
        "counterpart": "P", "counterparts": "P", "colleague": "P", "colleagues": "P", "opposite": "x",
        "host": "P",
        "hosts": "P",
        "guest": "P",
    }  # fmt: skip
    if low in fixed:
        return fixed[low]
    if low in ("'s", "’s", "s'", "s’", "'", "’"):
        return "s"
    if word in PARTICLES:
        return "n"
    if word in SUFFIXES:
        return "j"
    if word == "D.C.":
        return "x"
    if word in PORTFOLIO:
        return "f"
    if ARABIC_ARTICLE.match(word):
        return "N"
    if low in POSSESSIVE:
        return "h"
    if low in PRONOUNS:
        return "w"
    if len(word) <= 2 and word[0].isupper() and (len(word) == 1 or word[1] == ".") and word != "I":
        return "I"
    if word[0].isupper() and low not in NOT_NAMES and any(c.isalpha() for c in word[1:]):
        return "N"
    return "x"
