"""Who vouches for a report, through which channel. The words are in `data/rules/attribution.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import msgspec

from communique.read.scene import Sentence
from communique.types import Article, Attribution, SourceKind

QUOTE = re.compile(r"“[^”]{3,600}(?:”|$)|\"[^\"]{3,600}\"")
NAME = r"[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,3}"


class AttributionExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence with the attribution it must give, and one that must give none."""

    source: SourceKind
    text: str
    counter: str
    who: str | None = None
    platform: str | None = None


class AttributionWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The vocabulary of attribution."""

    statement: tuple[str, ...]
    body: tuple[str, ...]
    announce: tuple[str, ...]
    platform: tuple[str, ...]
    agency: tuple[str, ...]
    unnamed: tuple[str, ...]
    unnamed_with: tuple[str, ...]
    saying: tuple[str, ...]
    said_by: tuple[str, ...]
    example: tuple[AttributionExample, ...]


@lru_cache(maxsize=1)
def attribution_words() -> AttributionWords:
    """The words of `data/rules/attribution.toml`."""
    text = (files("communique.data") / "rules" / "attribution.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), AttributionWords)


@dataclass(frozen=True, slots=True)
class _Patterns:
    statement: re.Pattern[str]
    post: re.Pattern[str]
    agency: re.Pattern[str]
    unnamed: re.Pattern[str]
    said: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    words = attribution_words()
    platforms, saying, said_by = map("|".join, (words.platform, words.saying, words.said_by))
    on = rf"(?: on (?:the social (?:media )?platform )?(?P<PLATFORM>{platforms}))"
    return _Patterns(
        statement=re.compile(
            rf"\b(?i:according to|in|said in|says?) (?:an? |the )?(?:\w+ ){{0,3}}(?:{'|'.join(words.statement)})"
            r"(?: (?:from|by|of|issued by|released by) (?P<who>(?:the )?[A-Z][^,.;]{2,70}))?"
            rf"|\b(?P<body>(?:the |[A-Z]\w+’s )?(?:[A-Z][\w’'-]+ ){{0,4}}(?:{'|'.join(words.body)}))"
            rf" (?:has |also )?(?:{'|'.join(words.announce)})\b"
        ),
        post=re.compile(
            rf"\b(?i:in|on|via) (?:an? |his |her )?(?:\w+ )?(?:post|tweet|message){on.replace('PLATFORM', 'p1')}?"
            rf"|\btweeted\b|\b(?:posted|wrote|said|shared){on.replace('PLATFORM', 'p2')}"
            rf"|\btook to (?P<p3>{platforms})\b"
        ),
        agency=re.compile(
            rf"\b(?P<who>{'|'.join(words.agency)}) (?:has |news agency |state media )?(?:reported|reports|said|quoted|cited)\b"
            rf"|\b(?:told|according to|quoted by|cited by|reported by) (?:the )?(?:\w+ ){{0,3}}(?P<who2>{'|'.join(words.agency)})\b"
        ),
        unnamed=re.compile(
            rf"\b(?i:{'|'.join(words.unnamed)}) (?:{'|'.join(words.unnamed_with)})\b"
            r"|\b[Oo]n condition of anonymity\b|\b[Ss]ources\b|\basked not to be (?:named|identified)\b"
        ),
        said=re.compile(rf"\b(?P<who>{NAME}) (?:{saying})\b|\b(?:{said_by}) (?:[A-Z][\w-]+ ){{0,2}}(?P<who2>{NAME})\b"),
    )


def attributions_for(article: Article, sentences: Sequence[Sentence]) -> tuple[Attribution, ...]:
    """Who says so: the issuing body of an official page, else what the sentences name, else the agency."""
    if article.official:
        return (Attribution(source="official_statement", who=article.outlet, rule="attribution.outlet"),)
    found = [attribution for sentence in sentences for attribution in _of_sentence(sentence)]
    if not found and article.syndicated_from:
        found.append(Attribution(source="agency", who=article.syndicated_from, rule="attribution.agency"))
    return tuple(dict.fromkeys(found))


def _of_sentence(sentence: Sentence) -> Iterator[Attribution]:
    patterns, text = _patterns(), sentence.text
    statement, agency = patterns.statement.search(text), patterns.agency.search(text)
    if statement:
        words = sentence.span(*statement.span())
        who = statement["who"] or statement["body"]
        yield Attribution(source="official_statement", who=who, quote=words, rule="attribution.statement")
    if agency:
        words = sentence.span(*agency.span())
        yield Attribution(
            source="agency", who=agency["who"] or agency["who2"], quote=words, rule="attribution.agency-named"
        )
    yield from _spoken(sentence)
    unnamed = patterns.unnamed.search(text)
    if unnamed and not statement:
        yield Attribution(source="unnamed", quote=sentence.span(*unnamed.span()), rule="attribution.unnamed")


def _spoken(sentence: Sentence) -> Iterator[Attribution]:
    """A post, with its author and platform, or a direct quote with its speaker."""
    text, block = sentence.text, sentence.block
    post, said, quote = _patterns().post.search(text), _patterns().said.search(text), QUOTE.search(text)
    speaker = (said["who"] or said["who2"]) if said else None
    if post or block.platform:
        where = quote or post
        platform = next((p for p in post.groups() if p), None) if post else None
        yield Attribution(
            source="social_post",
            who=speaker or block.author,
            quote=sentence.span(*where.span()) if where else sentence.span(0, len(text)),
            platform=platform or block.platform,
            rule="attribution.post",
        )
    elif quote and speaker:
        words = sentence.span(*quote.span())
        yield Attribution(source="named_speaker", who=speaker, quote=words, rule="attribution.speaker")
