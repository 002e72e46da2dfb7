from __future__ import annotations

import pytest

from communique.clean.boilerplate import LinePattern, opens_tail, patterns, reason_to_drop


@pytest.mark.parametrize("entry", patterns(), ids=lambda entry: entry.reason)
def test_examples_match_and_counter_examples_do_not(entry: LinePattern) -> None:
    for example in entry.examples:
        found = reason_to_drop(example) or opens_tail(example)
        assert found is not None, example
        assert entry.pattern.fullmatch(example.strip("#* ") or example), example
    for other in entry.others:
        assert reason_to_drop(other) is None, other
        assert opens_tail(other) is None, other
