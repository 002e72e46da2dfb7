"""Timings, run by hand: ratios of one run, never part of the tests."""
