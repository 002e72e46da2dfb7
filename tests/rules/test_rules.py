from pathlib import Path

import pytest

from communique.errors import RuleError
from communique.rules import load_rules


def test_the_shipped_rules_load_and_have_unique_ids() -> None:
    rules = load_rules()
    assert len({t.id for t in rules.triggers}) == len(rules.triggers) > 10


def test_an_unknown_key_is_an_error_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "verbs-own.toml").write_text('[[rule]]\nid = "x"\ncolour = "red"\n', encoding="utf-8")
    with pytest.raises(RuleError, match="verbs-own"):
        load_rules((tmp_path,))
