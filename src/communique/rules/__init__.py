"""Verbs, frames and phrases as data, with the examples that test them."""
