from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.knowledge.names import bearing_words, fold, given_names_agree, sound, without_honorifics


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelenskyy", "Zelensky"),
        ("Sergey", "Sergei"),
        ("Erdoğan", "Erdogan"),
        ("Løkke", "Lokke"),
        ("Jae-myung", "Jae Myung"),
        ("Mohammed", "Mohamed"),
        ("D'Orsay", "DOrsay"),
    ],
)
def test_spellings_that_fall_together(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("Singh", "Sing"), ("Modi", "Mody"), ("Wang", "Wong"), ("Kim", "Lim")])
def test_names_that_stay_apart(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("S. Jaishankar", "Subrahmanyam Jaishankar", True),
        ("Charles Q. Brown", "Charles Brown", True),
        ("Rajnath Singh", "Amar Preet Singh", False),
        ("Jaswant Singh", "Rajnath Singh", False),
    ],
)
def test_given_names(one: str, other: str, agree: bool) -> None:
    assert given_names_agree(one, other) is agree


def test_courtesies_come_off_and_names_stay() -> None:
    assert without_honorifics("Sheikh Abdullah bin Zayed") == "Abdullah bin Zayed"
    assert without_honorifics("Dr. S. Jaishankar") == "S. Jaishankar"
    assert without_honorifics("King") == "King"
    assert bearing_words("Salman bin Abdulaziz Al Saud") == ("salman", "abdulaziz", "saud")
