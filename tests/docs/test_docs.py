"""What the documents promise is there."""

from __future__ import annotations

import re
from pathlib import Path

from communique.cli import COMMANDS

ROOT = Path(__file__).parents[2]


def test_commands_named_in_the_readme_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"communique ([a-z]+)\b", "\n".join(re.findall(r"```.*?```", readme, re.DOTALL))))
    assert named
    assert named <= set(COMMANDS)


def test_the_demonstration_names_only_commands_that_exist() -> None:
    from communique.cli.demo import NEXT_STEPS

    assert set(re.findall(r"communique ([a-z]+)", NEXT_STEPS)) <= set(COMMANDS)


def test_locks_name_no_host() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        assert "://" not in lock.read_text(encoding="utf-8")
