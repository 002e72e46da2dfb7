"""What the documents promise is there."""

from __future__ import annotations

import re
from pathlib import Path

from communique.cli import COMMANDS
from communique.record import open_record
from communique.record.query import Query
from communique.types import Reading

ROOT = Path(__file__).parents[2]


def test_commands_named_in_the_readme_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"communique ([a-z]+)\b", "\n".join(re.findall(r"```.*?```", readme, re.DOTALL))))
    assert named
    assert named <= set(COMMANDS)


def test_engagements_named_in_the_readme_are_those_of_the_examples(
    example_readings: tuple[Reading, ...], tmp_path: Path
) -> None:
    named = set(re.findall(r"\be[0-9a-f]{7}\b", (ROOT / "README.md").read_text(encoding="utf-8")))
    with open_record(tmp_path / "r.db", create=True) as record:
        record.add(example_readings)
        ids = {engagement.id[:8] for engagement in record.find(Query())}
    assert named
    assert named <= ids


def test_the_demonstration_names_only_commands_that_exist() -> None:
    from communique.cli.demo import NEXT_STEPS

    assert set(re.findall(r"communique ([a-z]+)", NEXT_STEPS)) <= set(COMMANDS)


def test_locks_name_no_host() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        assert "://" not in lock.read_text(encoding="utf-8")
