"""Who vouches for a report, through which channel."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.read.scene import Sentence
from communique.types import Article, Attribution

STATEMENT = re.compile(
    r"\b(?i:according to|in|said in|says?) (?:an? |the )?(?:\w+ ){0,3}(?:statement|readout|press release|release|communiqu[eé]|handout|note)"
    r"(?: (?:from|by|of|issued by|released by) (?P<who>(?:the )?[A-Z][^,.;]{2,70}))?"
    r"|\b(?P<body>(?:the |[A-Z]\w+’s )?(?:[A-Z][\w’'-]+ ){0,4}(?:[Mm]inistry(?: of [A-Z]\w+(?: [A-Z]\w+)*)?|White House|Pentagon|State Department|"
    r"Kremlin|Foreign Office|[Pp]alace|[Ee]mbassy|Downing Street|[Pp]ress wing|[Gg]overnment|PMO|MEA)) (?:has |also )?(?:said|announced|stated|confirmed|added)\b"
)
POST = re.compile(
    r"\b(?i:in|on|via) (?:an? |his |her )?(?:\w+ )?(?:post|tweet|message)(?: on (?P<platform>X|Twitter|Facebook|Instagram|Truth Social|Telegram|Weibo))?"
    r"|\b(?:tweeted|posted on (?P<platform2>X|Twitter|Facebook|Instagram|Truth Social|Telegram|Weibo)|wrote on (?P<platform3>X|Twitter|Facebook|Telegram|"
    r"Truth Social)|took to (?P<platform4>X|Twitter))\b"
)
UNNAMED = re.compile(
    r"\b(?i:sources?|officials?|people|diplomats?|persons?) (?:familiar|close|privy|aware|told|said|say|with knowledge|who asked)\b"
    r"|\b[Oo]n condition of anonymity\b|\b[Ss]ources\b"
)
QUOTE = re.compile(r"“[^”]{3,600}(?:”|$)|\"[^\"]{3,600}\"")
SAID = re.compile(
    r"\b(?P<who>[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,3}) (?:said|told|stated|wrote|added|described|noted|stressed|remarked|tweeted)\b"
    r"|\b(?:said|wrote|added|stated) (?P<who2>[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,3})\b"
)


def attributions_for(article: Article, sentences: Sequence[Sentence]) -> tuple[Attribution, ...]:
    """Who says so: the issuing body of an official page, else what the sentences name, else the agency."""
    if article.official:
        return (Attribution(source="official_statement", who=article.outlet, rule="attribution.outlet"),)
    found: list[Attribution] = []
    for sentence in sentences:
        found += _of_sentence(sentence)
    if not found and article.syndicated_from:
        found.append(Attribution(source="agency", who=article.syndicated_from, rule="attribution.agency"))
    return tuple(dict.fromkeys(found))


def _of_sentence(sentence: Sentence) -> list[Attribution]:
    text = sentence.text
    statement, post, unnamed = STATEMENT.search(text), POST.search(text), UNNAMED.search(text)
    found: list[Attribution] = []
    if statement:
        who = statement["who"] or statement["body"]
        words = sentence.span(*statement.span())
        found.append(Attribution(source="official_statement", who=who, quote=words, rule="attribution.statement"))
    quote, said = QUOTE.search(text), SAID.search(text)
    speaker = (said["who"] or said["who2"]) if said else None
    if post:
        words = sentence.span(*(quote.span() if quote else post.span()))
        platform = next((p for p in post.groups() if p), None)
        found.append(
            Attribution(source="social_post", who=speaker, quote=words, platform=platform, rule="attribution.post")
        )
    elif quote and speaker:
        words = sentence.span(*quote.span())
        found.append(Attribution(source="named_speaker", who=speaker, quote=words, rule="attribution.speaker"))
    if unnamed and not statement:
        words = sentence.span(*unnamed.span())
        found.append(Attribution(source="unnamed", quote=words, rule="attribution.unnamed"))
    return found
