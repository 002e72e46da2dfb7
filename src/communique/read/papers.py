"""Signings told of the papers: "two agreements were signed", "in the presence of the leaders"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from communique.read.contact import Contact, make_contact, seats_of
from communique.read.sides import countries_of
from communique.read.triggers import Hit
from communique.read.view import View
from communique.rules.words import words
from communique.types import Status

if TYPE_CHECKING:
    from spacy.tokens import Token as Word

PAPERS = words("papers")


def documents_signed(view: View, hit: Hit, status: Status) -> Contact | None:
    """The signing of papers by nobody named: by the two states of the sentence, else by those told of before."""
    paper = next((w for w in hit.word.children if w.dep_ == "nsubjpass"), None)
    if paper is None or not _is_paper(paper) or status not in ("held", "planned"):
        return None
    states = [n for n, a in enumerate(view.actors) if a.kind == "state" and view.sides[n]]
    if len(countries_of(view, states)) > 1:
        return make_contact(view, hit, status, seats_of(view, states))
    return replace(make_contact(view, hit, status, [], taken_up=True), papers=True)


def _is_paper(word: Word) -> bool:
    return word.lemma_.lower() in PAPERS or any(w.lemma_.lower() in PAPERS for w in word.conjuncts)
