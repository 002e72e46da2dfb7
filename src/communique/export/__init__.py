"""The record in other people's forms."""
