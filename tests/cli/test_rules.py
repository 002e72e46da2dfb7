"""`communique rules test` and `rules explain`, as a person calls them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from communique.cli import cli
from communique.errors import RuleError, UsageError

OWN_RULE = """
[[rule]]
id = "verb.bump-into"
mode = "meeting"
frame = "subject_with"
lemmas = ["bump"]
prep = ["into"]
example = "Wang Yi bumped into Sergey Lavrov."
counter = "{counter}"
"""


def test_the_shipped_rules_pass_their_own_examples() -> None:
    result = CliRunner().invoke(cli, ["rules", "test"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "0 failed" in result.stderr


def test_a_rule_whose_counter_example_fires_is_named(tmp_path: Path) -> None:
    rule = OWN_RULE.format(counter="Wang Yi bumped into Antony Blinken.")
    (tmp_path / "verbs-own.toml").write_text(rule, encoding="utf-8")
    result = CliRunner().invoke(cli, ["rules", "test", "--rules", str(tmp_path)])
    assert result.exit_code == 1
    assert result.stdout.startswith("verb.bump-into: expected no meeting, found meeting")


def test_explain_says_what_fired_and_what_did_not() -> None:
    sentence = "Wang Yi met Sergey Lavrov on Monday and may visit France."
    result = CliRunner().invoke(cli, ["rules", "explain", sentence, "--published", "2024-06-05"])
    assert "fired verb.meet at 'met'" in result.stdout
    assert "not verb.visit at 'visit': a wish" in result.stdout
    assert result.stdout.endswith("=> meeting, held, 2024-06-03: Wang Yi (CN), Sergei Lavrov (RU)\n")


def test_explain_json_is_one_object() -> None:
    result = CliRunner().invoke(cli, ["rules", "explain", "Nobody met anybody.", "--json"])
    assert json.loads(result.stdout)["reports"] == []


def test_a_wrong_day_and_a_broken_file_are_told_in_one_line(tmp_path: Path) -> None:
    wrong = CliRunner().invoke(cli, ["rules", "explain", "x", "--published", "tomorrow"])
    assert isinstance(wrong.exception, UsageError)
    (tmp_path / "verbs.toml").write_text("[[rule]", encoding="utf-8")
    broken = CliRunner().invoke(cli, ["rules", "test", "--rules", str(tmp_path)])
    with pytest.raises(RuleError, match=r"verbs\.toml"):
        raise broken.exception or AssertionError("no error")
