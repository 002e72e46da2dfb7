"""Names as keys: what two spellings of one name have in common."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SPELLINGS = (
    (re.compile(r"iyy?\b|ij\b|yi\b|ii\b"), "y"),  # Zelenskyy, Zelenskiy, Lavrov's Sergey and Sergei
    (re.compile(r"ei\b|ey\b|ai\b|ay\b"), "e"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"kh"), "k"),
)
LETTERS = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "’": "'"})


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Lower case without accents, apostrophes and points; hyphens and runs of spaces become one space."""
    plain = unicodedata.normalize("NFKD", name.translate(LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"['.ʿʾ`]", "", plain)
    return re.sub(r"[^\w]+", " ", plain).strip()


@lru_cache(maxsize=65536)
def sound(name: str) -> str:
    """A folded name in which the commonest ways to transliterate one ending fall together."""
    key = fold(name)
    for pattern, letter in SPELLINGS:
        key = pattern.sub(letter, key)
    return re.sub(r"(.)\1", r"\1", key)


PARTICLES = frozenset(
    "al el bin ibn bint abd de del della di da dos du la le van von der den of the y e jr sr ii iii iv".split()
)
HONORIFICS = re.compile(
    r"^(?:(?:dr|mr|mrs|ms|sir|lady|lord|shri|smt|sheikh|shaikh|prince|princess|king|queen|emir|sultan|dato|datuk"
    r"|tan sri|sri|president|gen|general|his|her|majesty|highness|excellency|royal|pope|baroness)\b[.’']?\s*)+(?=\S)",
    re.IGNORECASE,
)


def without_honorifics(name: str) -> str:
    """A name without the courtesies that stand before it ("Sheikh", "Dr.", "His Highness")."""
    return HONORIFICS.sub("", name)


@lru_cache(maxsize=65536)
def bearing_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell people apart, as `sound` writes them: no particles, no lone initials."""
    return tuple(word for word in sound(name).split() if len(word) > 1 and word not in PARTICLES)


def given_names_agree(one: str, other: str) -> bool:
    """Whether two full names may be one person's: initials stand for names, left-out middle names do not matter."""
    a, b = sound(one).split(), sound(other).split()
    if not a or not b or a[-1] != b[-1]:
        return False
    shorter, longer = sorted((a[:-1], b[:-1]), key=len)
    return not shorter or all(any(_same_or_initial(x, y) for y in longer) for x in shorter)


def _same_or_initial(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])
