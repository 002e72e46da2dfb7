from __future__ import annotations

from pathlib import Path

import pytest

from communique.errors import RuleError
from communique.knowledge import load_knowledge
from communique.knowledge.base import KnowledgeBase
from communique.knowledge.faults import faults_in


def test_the_shipped_tables_are_sound() -> None:
    assert faults_in(load_knowledge()) == ()


def overlay(folder: Path, table: str, text: str) -> KnowledgeBase:
    (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    return KnowledgeBase((folder,))


def test_an_own_row_goes_over_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "persons.csv").write_text("id,name,state\nin-somebody-new,Somebody New,IN\n", encoding="utf-8")
    kb = overlay(tmp_path, "tenures", "office,person,start\nIN/defence,in-somebody-new,2040-01-01\n")
    assert kb.timeline("IN/defence")[-1].name == "Somebody New"
    assert kb.version != load_knowledge().version


@pytest.mark.parametrize(
    ("table", "text", "words"),
    [
        ("tenures", "office,person,start\nIN/defence,x,1.5.2024\n", ("row 2", "column start", "1.5.2024")),
        ("tenures", "office,person,start,end\nIN/defence,x,2024,2020\n", ("row 2", "column end", "before")),
        ("tenures", "office,start\nIN/defence,2024\n", ("row 2", "'person'")),
        ("tenures", "office,person\nIN/defence,x\n", ("row 2", "'start'")),
        ("tenures", "office,person,start,colour\nIN/defence,x,2024,red\n", ("'colour'",)),
        ("tenures", "office,person,start\nIN/defence,x\n", ("row 2", "2 cells")),
        ("offices", "id,state,role,title\nIN/x,IN,minister,X\n", ("row 2", "column role", "'minister'")),
        ("offices", "id,state,role,title,aliases\nIN/x,IN,speaker,X,Y@May\n", ("row 2", "column aliases", "'May'")),
        ("states", "", ("empty",)),
    ],
)
def test_a_wrong_table_is_named_with_row_and_column(
    tmp_path: Path, table: str, text: str, words: tuple[str, ...]
) -> None:
    kb = overlay(tmp_path, table, text)
    with pytest.raises(RuleError) as caught:
        kb.rows(table)
    message = str(caught.value)
    assert f"{table}.csv" in message
    assert "\n" not in message
    assert all(word in message for word in words)


@pytest.mark.parametrize("row", ["IN/defence,nobody,2030", "IN/nothing,in-s-jaishankar,2030"])
def test_a_tenure_of_nobody_or_nothing_is_named(tmp_path: Path, row: str) -> None:
    kb = overlay(tmp_path, "tenures", f"office,person,start\n{row}\n")
    with pytest.raises(RuleError, match="is in no row of"):
        kb.tenures("IN/defence")


def test_a_seat_held_twice_is_found(tmp_path: Path) -> None:
    kb = overlay(tmp_path, "tenures", "office,person,start,end_basis\nIN/defence,in-s-jaishankar,2020-01-01,open\n")
    assert any("hold the seat on one day" in fault.message for fault in faults_in(kb))


def test_loose_ends_and_bare_states_are_found(tmp_path: Path) -> None:
    (tmp_path / "states.csv").write_text("code,kind,name\nZZ,state,Zedland\n", encoding="utf-8")
    kb = overlay(tmp_path, "offices", "id,state,role,title\nQQ/foreign,QQ,foreign_minister,Foreign Minister\n")
    messages = [fault.message for fault in faults_in(kb)]
    assert "no demonym" in messages
    assert any("'QQ'" in message for message in messages)
