"""Whether a page can tell of a contact between states at all: decided on its plain words, before it is cleaned.

The answer errs on the side of yes. Some English sentence must have a word of contact and words from which two states
or organisations follow: names, demonyms, seats, cities, agencies, persons of the tables, titles that one state alone
has, the home of the outlet. A report may draw on several sentences, but every page with reports that was measured has
one that says as much by itself (`python -m benchmarks.triage`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from communique.clean.article import decode, excess_of, is_page, too_deep
from communique.clean.draft import Draft
from communique.clean.linked import linked_article
from communique.clean.outlets import outlet_of
from communique.clean.page_head import take_head
from communique.knowledge import KnowledgeBase
from communique.knowledge.gazetteer import person_forms, place_forms, state_forms, table_forms
from communique.knowledge.names import fold, sound
from communique.read.contact_words import ContactWords, contact_words
from communique.rules import Rules
from communique.types import Capture

NO_ARTICLE = ["script", "style", "svg", "nav", "footer", "aside", "select", "button", "noscript", "template", "iframe"]
"""Elements whose words never reach the text of an article."""
INLINE = ["a", "b", "strong", "em", "i", "span", "u", "font", "sup", "sub", "mark", "time", "abbr", "small"]
TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\w+")
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9@])")
ENGLISH = frozenset("the with and of to by for at from a his her their its".split())
BREAK = "\ue000"
"""A character that no page uses."""
SHORTEST = 15
"""Characters of a sentence in which a contact can be told."""
NAME_REACH = 3
"""Words around a family name among which a given name or a title may stand."""
LONE_NAME = 5
"""Characters of a family name that tells of a state wherever it stands, if it can mean one only."""


@dataclass(frozen=True, slots=True)
class Form:
    """The words of a form after its first, the state that it tells of; `exact` forms must stand in the same case."""

    first: str
    rest: tuple[str, ...]
    code: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Bearer:
    """One of those who bear a family name: the other words of his name, and the states that he stands for."""

    others: frozenset[str]
    codes: frozenset[str]


@dataclass(frozen=True)
class Vocabulary:
    """The words that triage knows: forms by first word, bearers by family name, words that end titles."""

    forms: dict[str, tuple[Form, ...]]
    families: dict[str, tuple[Bearer, ...]]
    titles: frozenset[str]
    contact: ContactWords


def may_concern(capture: Capture, vocabulary: Vocabulary) -> bool:
    """Whether a capture may tell of a contact between states. True for all that is no HTML page, or too large a one."""
    text = decode(capture)
    if not is_page(capture, text) or excess_of(capture.payload, text, True) or too_deep(capture.payload, text):
        return True
    tree = LexborHTMLParser(text)
    draft = Draft()
    linked = linked_article(tree)
    take_head(tree, linked, draft)
    known = capture.metadata
    home = outlet_of(known.publisher or draft.outlet, known.url or draft.url).state
    body = linked.get("articleBody")
    head = [known.title, draft.title, draft.dek, *(body.split("\n") if isinstance(body, str) else ())]
    return _tell((*head, *_lines(tree)), home, vocabulary)


def post_may_concern(post: Capture, vocabulary: Vocabulary) -> bool:
    """Whether a post of a live blog may tell of a contact between states: a part of a page, it is triaged as one."""
    known = post.metadata
    return _tell(decode(post).split("\n"), outlet_of(known.publisher, known.url).state, vocabulary)


def _tell(lines: Iterable[str | None], home: str | None, vocabulary: Vocabulary) -> bool:
    enough = (line for line in lines if line and len(line) >= SHORTEST)
    return any(tells_of_states(sentence, home, vocabulary) for line in enough for sentence in SENTENCE_END.split(line))


def _lines(tree: LexborHTMLParser) -> list[str]:
    """The words of a page, a line for each block, however its source is wrapped. Changes the tree."""
    tree.strip_tags(NO_ARTICLE)
    tree.unwrap_tags(INLINE)
    tree.merge_text_nodes()
    return " ".join(tree.body.text(separator=BREAK).split()).split(BREAK) if tree.body else []


def tells_of_states(sentence: str, home: str | None, vocabulary: Vocabulary) -> bool:
    """Whether an English sentence has a word of contact and words from which two states follow."""
    if ENGLISH.isdisjoint(sentence.split()) or not vocabulary.contact.stand_in(sentence):
        return False
    codes = {home} if home else set()
    for found in _codes(TOKEN.findall(sentence), vocabulary):
        codes |= found
        if len(codes) > 1:
            return True
    return False


def _codes(tokens: Sequence[str], vocabulary: Vocabulary) -> Iterator[frozenset[str]]:
    keys = [_key(token) for token in tokens]
    for place, token in enumerate(tokens):
        if token[0].isupper():
            for form in vocabulary.forms.get(keys[place], ()):
                given = tokens if form.exact else keys
                end = place + 1 + len(form.rest)
                if tuple(given[place + 1 : end]) == form.rest and (not form.exact or token == form.first):
                    yield frozenset((form.code,))
    for place, token in enumerate(tokens):
        if token[0].isupper() and not token.islower():
            yield from _borne(place, tokens, keys, vocabulary)


def _borne(place: int, tokens: Sequence[str], keys: Sequence[str], vocabulary: Vocabulary) -> Iterator[frozenset[str]]:
    """The states of those whose family name stands by a title or a given name, or tells of one state."""
    bearers = vocabulary.families.get(_family(tokens[place]), ())
    if not bearers:
        return
    before = keys[max(0, place - NAME_REACH) : place]
    titled = not vocabulary.titles.isdisjoint(before)
    if titled or (len(tokens[place]) >= LONE_NAME and _alone(bearers)):
        yield from (bearer.codes for bearer in bearers)
    else:
        around = {_family(word) for word in (*before, *keys[place + 1 : place + 1 + NAME_REACH])}
        yield from (bearer.codes for bearer in bearers if bearer.others & around)


def _alone(bearers: Sequence[Bearer]) -> bool:
    """Whether a family name is one person's, or that of persons of one state."""
    return len({bearer.codes for bearer in bearers}) == 1 or len({b.others for b in bearers if b.others}) == 1


@lru_cache(maxsize=2)
def vocabulary_of(knowledge: KnowledgeBase, rules: Rules) -> Vocabulary:
    """The words of the tables; made once for each process."""
    forms: dict[str, list[Form]] = defaultdict(list)
    for text, code in _coded(knowledge):
        exact = text.replace(".", "").isupper() and len(text) <= LONE_NAME
        words = TOKEN.findall(text)
        if words:
            rest = tuple(words[1:] if exact else map(_key, words[1:]))
            forms[_key(words[0])].append(Form(words[0], rest, code, exact))
    families: dict[str, list[Bearer]] = defaultdict(list)
    for form in person_forms(knowledge):
        codes = frozenset({t.office.split("/")[0] for t in knowledge.tenures_of(form.id)} | {form.country or ""})
        words = [_family(word) for word in TOKEN.findall(form.text)]
        for word in {words[0], words[-1]}:
            families[word].append(Bearer(frozenset(words) - {word}, codes))
    titles = frozenset(_key(f.split()[-1]) for t in rules.titles.title for f in t.forms)
    return Vocabulary(
        {word: tuple(found) for word, found in forms.items()},
        {word: tuple(found) for word, found in families.items()},
        titles,
        contact_words(rules),
    )


def _coded(knowledge: KnowledgeBase) -> Iterable[tuple[str, str]]:
    """All forms that stand for one state: states, places, agencies, titles that no other state has."""
    for form in (*state_forms(knowledge), *place_forms(knowledge), *table_forms(knowledge, "agencies")):
        if form.country:
            yield form.text, form.country
    owners: dict[str, set[str]] = defaultdict(set)
    for office in knowledge.all_offices():
        for title in (office.title, *office.aliases):
            owners[title].add(office.id.split("/")[0])
    yield from ((title, next(iter(codes))) for title, codes in owners.items() if len(codes) == 1)


def _key(word: str) -> str:
    return word.lower().replace(".", "") if word.isascii() else fold(word).replace(" ", "")


def _family(word: str) -> str:
    """A word of a name as it sounds, short ones as written: those differ by a letter from too many others."""
    return sound(word) if len(word) >= LONE_NAME else _key(word)
