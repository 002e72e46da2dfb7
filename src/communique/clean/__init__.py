"""Capture to article: the only room that decides what the text of a document is. Pure."""
