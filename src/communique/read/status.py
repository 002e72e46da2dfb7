"""Whether a contact was held, is going on, planned, invited, put off, called off or denied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from communique.rules.words import words
from communique.types import Status

if TYPE_CHECKING:
    from spacy.tokens import Token as Word

PLANNING = words("planning")
WISHING = words("wishing")
FUTURE_WORDS = words("future_words")
PUT_OFF = re.compile(r"\b(postpon\w+|reschedul\w+|put off|pushed back|moved to a later|delayed|deferred)\b", re.I)
CALLED_OFF = re.compile(
    r"\b(cancel\w*|call(?:ed|ing|s)? off|scrapp\w+|scrubbed"
    r"|(?<=was )(?:dropped|axed|shelved|abandoned)|(?<=were )(?:dropped|axed|shelved|abandoned)"
    r"|(?<=been )(?:dropped|axed|shelved|abandoned))\b",
    re.I,
)
BEGINNING = frozenset(("begin", "start", "commence", "kick", "launch", "open", "embark", "continue"))
"""Verbs with which a contact goes on as of the text ("began talks", "the drill started")."""
DENYING = frozenset(("not", "n't", "n’t", "never", "no", "without", "neither", "nor"))
DENYING_VERBS = frozenset(("deny", "refute", "disprove", "reject", "dismiss", "rebut"))
REPORTS = frozenset(("report", "claim", "rumour", "rumor", "allegation", "suggestion", "speculation", "story"))
ARRANGED = frozenset(("due", "set", "scheduled", "expected", "slated"))
CHANCES = frozenset(("opportunity", "chance", "occasion"))
"""What somebody had, who did it: "he welcomed the opportunity to speak to her"."""
INVITED_TO = re.compile(r"\binvit(?:ation|ed|es|ing)\b[^.;]{2,80}\bto (?:\w+ )?$")
INTENTIONS = words("intentions")
"""What somebody only has in mind."""
INTENDING = frozenset(("plan", "intend", "aim", "hope", "want", "expect"))
UNDER_WAY = re.compile(r"\w+ under ?way\b")
UNTIL = re.compile(r"\w+(?: place)? (?:until|before)\b")
"""What follows where something is not to be before a day: it is to be on it."""
NOT_POSSIBLE = frozenset(("can", "ca", "may", "might", "should", "must"))
"""Modals that with a negation say nothing of what happened ("I cannot speak to that")."""
MODALS = frozenset(("could", "would", "may", "might", "should", "can", "must"))
REPORTING = words("reporting")
FUTURE = frozenset(("will", "shall", "'ll", "’ll", "wo"))


def status_of(verb: Word | None, noun: Word | None, title: bool) -> Status | None:
    """The status of a contact that `verb` (and `noun`, its trigger) tell; None where nobody says that it is one.

    Wishes, conditions and possibilities are no contacts.
    """
    trigger = noun if noun is not None else verb
    if trigger is not None and (off := _called_off(trigger.doc.text, trigger)):
        return off
    if noun is not None and verb is not None and PUT_OFF.fullmatch(verb.text):
        return "postponed"
    if noun is not None and (found := _of_noun(noun)):
        return found
    if verb is None:
        return "held"
    return _of_verb(verb, title, noun)


BUT = re.compile(
    r"(?:, but|;) "
    r"(?!(?:that|this|it|(?:the|his|her|their) (?:trip|visit|stop\w*|leg|journey|tour|meeting|talks|call))\b)"
)
"""Where another clause begins that tells of something else than the one before it."""
NEAR_BEFORE, NEAR_AFTER = 70, 110
"""Characters before and after a trigger in which it may be said to be put off or called off."""


def _called_off(sentence: str, trigger: Word) -> Status | None:
    before = sentence[max(0, trigger.idx - NEAR_BEFORE) : trigger.idx]
    near = BUT.split(before)[-1] + BUT.split(sentence[trigger.idx : trigger.idx + NEAR_AFTER])[0]
    put_off, called_off = PUT_OFF.search(near), CALLED_OFF.search(near)
    if put_off and not (called_off and put_off[0].lower().startswith("reschedul")):
        return "postponed"
    return "cancelled" if called_off else None


def _of_noun(noun: Word) -> Status | None:
    if noun.i > 0 and noun.nbor(-1).lower_ == "to":
        return "planned"
    words = {w.lower_ for w in noun.lefts}
    if words & {"no"}:
        return "denied"
    if words & FUTURE_WORDS:
        return "planned"
    before = noun.doc[max(0, noun.i - 6) : noun.i].text.lower()
    if re.search(r"\b(ahead of|in advance of|prior to|to prepare|look\w* forward to)\b", before):
        return "planned"
    return None


def _of_verb(verb: Word, title: bool, noun: Word | None) -> Status | None:
    chain = list(chain_of(verb))
    if chain[-1].dep_ == "ccomp" and chain[-1].head.lemma_ in DENYING_VERBS:
        return "denied"
    if chain[-1].dep_ in ("acl", "ccomp") and _denied_report(chain[-1].head):
        return "denied"
    for at in _with_shared_modal(chain):
        answer = _of_auxiliaries(at, noun is None)
        if answer is not None:
            return None if answer == "wish" else answer
    if noun is not None and (_still_intends(verb) or on_the_agenda(verb)):
        return "planned"
    if verb.lemma_ == "be" and any(c.lower_ in ARRANGED for c in verb.children):
        return "planned"
    if verb.lower_ in ARRANGED and any(c.dep_ == "auxpass" and c.tag_ in ("VBZ", "VBP") for c in verb.children):
        return "planned"
    infinitive = any(_is_infinitive(w) for w in chain)
    if infinitive and INVITED_TO.search(verb.doc.text[max(0, verb.idx - 90) : verb.idx]):
        return "invited"
    if infinitive and chain[-1].dep_ == "acl" and chain[-1].head.lower_ == "order":
        return _of_verb(chain[-1].head.head.head, title, noun) if noun is None else "held"
    noun_above = chain[-1].head.lemma_ if chain[-1].dep_ in ("acl", "relcl") else ""
    if infinitive and noun_above in CHANCES | INTENTIONS:
        return "held" if noun_above in CHANCES else None
    if verb.tag_ in ("VBZ", "VBP") and verb.dep_ == "advcl" and _until_then(verb):
        return "planned"
    above = _of_chain(chain, title)
    return _of_form(verb, noun) if above is None else None if above == "wish" else above


def _still_intends(verb: Word) -> bool:
    """Whether a verb tells what its subject has in mind for a contact ("at the talks they plan to raise ...")."""
    return verb.lemma_ in INTENDING and verb.tag_ in ("VBP", "VBZ") and any(_is_infinitive(c) for c in verb.children)


def _until_then(verb: Word) -> bool:
    """Whether a clause in the present tells of what is yet to be ("before they meet", "when she visits Oslo")."""
    return any(w.lower_ in ("before", "when", "once", "until") and w.dep_ in ("mark", "advmod") for w in verb.children)


def on_the_agenda(verb: Word) -> bool:
    """Whether contacts "are on his schedule": they are yet to come."""
    return (
        verb.lemma_ == "be"
        and verb.tag_ in ("VBZ", "VBP")
        and ON_THE_AGENDA.match(verb.doc.text[verb.idx :]) is not None
    )


ON_THE_AGENDA = re.compile(
    r"\w+ (?:also )?(?:on|in) (?:the|his|her|their|its|\w+['’]s) (?:\w+ )?"
    r"(?:agenda|program(?:me)?|schedule|itinerary|calendar|cards|diary)\b"
    r"|\w+ (?:also )?(?:in the (?:works|pipeline)|being (?:arranged|planned|organi[sz]ed|prepared|finali[sz]ed))\b"
)


def _with_shared_modal(chain: Sequence[Word]) -> list[Word]:
    """The verbs of a chain, and the one before it whose "will" they share ("will meet and be received by")."""
    last = chain[-1]
    own = {c.dep_ for c in last.children} & {"nsubj", "nsubjpass"}
    bare = last.tag_ == "VBP" or (last.tag_ == "VBN" and any(c.tag_ == "VB" for c in last.children))
    modal = any(c.lower_ in FUTURE | MODALS for c in last.head.children if c.dep_ == "aux")
    return [*chain, last.head] if last.dep_ == "conj" and bare and modal and not own else list(chain)


def _denied_report(noun: Word) -> bool:
    """Whether a verb is what reports say that somebody denies ("rejected claims that they had met")."""
    return noun.lemma_ in REPORTS and noun.dep_ == "dobj" and noun.head.lemma_ in DENYING_VERBS


def _of_chain(chain: Sequence[Word], title: bool) -> Literal["planned", "wish"] | None:
    """What the words above a verb say of it: planned, wished for; None where they say nothing."""
    infinitive = any(_is_infinitive(w) for w in chain)
    for at in chain[1:]:
        if infinitive and at.lemma_ in WISHING:
            return "wish"
        forward = at.lemma_ == "look" and any(c.lower_ == "forward" for c in at.children)
        if forward or (infinitive and (at.lemma_ in PLANNING or at.lemma_ == "be")):
            return "planned"
        if infinitive and at.lemma_ in ON_THE_WAY and chain[0].lemma_ in ATTENDING:
            return "planned"
    if title and chain[0].i > 0 and chain[0].nbor(-1).lower_ == "to":
        return "planned"
    if infinitive and (title or chain[-1].dep_ in ("acl", "relcl") or _be(chain[-1])):
        return "planned"
    return None


ON_THE_WAY = frozenset(("arrive", "land", "fly", "leave", "depart", "head"))
ATTENDING = frozenset(("attend", "join", "participate", "take", "address"))
"""What somebody has come for, which is not said to have happened ("arrived to attend the summit")."""


def _of_form(verb: Word, noun: Word | None) -> Status:
    """What the form of the verb itself says: going on, or held."""
    if verb.tag_ == "VBG" and any(
        w.lower_ in ("is", "are", "’s", "'s", "am") and w.dep_ == "aux" for w in verb.children
    ):
        return "planned" if verb.lemma_ in SETTING_OUT and ON_A_DAY.match(verb.doc.text[verb.idx :]) else "ongoing"
    begun = verb.lemma_ in BEGINNING or (verb.lemma_ == "get" and UNDER_WAY.search(verb.doc.text[verb.idx :]))
    if noun is not None and begun and verb in (noun.head, noun.head.head, noun.head.head.head):
        return "ongoing"
    return "held"


SETTING_OUT = frozenset(("arrive", "leave", "travel", "fly", "visit", "head", "come", "go", "depart", "pay", "host"))
ON_A_DAY = re.compile(
    r"[^,;.]{3,70}?\b(?:(?:on |next |this coming )(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|tomorrow"
    r"|next (?:week|month)|later this (?:week|month|year))\b"
)
"""A day ahead, on which somebody "is arriving"."""


def chain_of(verb: Word) -> Iterator[Word]:
    """The verb and those it depends on, as long as they decide whether it happened."""
    at = verb
    for _ in range(5):
        yield at
        if at.head is at or at.dep_ not in ("xcomp", "advcl", "conj", "ccomp", "pcomp"):
            return
        if not (_is_infinitive(at) or at.tag_ in ("VBG", "VB")):
            return
        at = at.head.head if at.head.pos_ == "ADP" else at.head


def _is_infinitive(word: Word) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in word.children)


def _be(word: Word) -> bool:
    return any(c.lemma_ == "be" and c.dep_ == "aux" for c in word.children)


def _of_auxiliaries(verb: Word, with_no: bool) -> Status | Literal["wish"] | None:
    words = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "mark", "advmod", "prt")}
    negated = any(c.dep_ == "neg" for c in verb.children) or (with_no and bool(words & DENYING))
    if negated and (words & NOT_POSSIBLE or (words & {"would", "'d"} and "have" in words)):
        return "wish"
    if negated and UNTIL.match(verb.doc.text[verb.idx :]):
        return "planned"
    if negated:
        return "postponed" if "as planned" in verb.doc.text else "denied"
    if words & {"if", "whether", "unless"}:
        return "wish"
    if words & FUTURE or ("would" in words and verb.dep_ == "ccomp" and verb.head.lemma_ in REPORTING):
        return "planned"
    return "wish" if words & MODALS else None
