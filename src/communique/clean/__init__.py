"""Capture to article: the only room that decides what the text of a document is. Pure."""

from communique.clean.article import clean, split

__all__ = ["clean", "split"]
