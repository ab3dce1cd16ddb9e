"""Which known word a misspelt one was meant for, and which words are nobody's slip."""

from __future__ import annotations

import pytest

from plancoder.did_you_mean import did_you_mean, misspelt, nearest

COLUMNS = ["plan_id", "force", "file", "coding_id", "decision"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("fiel", "file"),
        ("Decison", "decision"),
        ("id of coding", "coding_id"),
        ("decision (yes or no)", "decision"),
        ("plan", "plan_id"),
        ("deci", "decision"),
        ("cod", "coding_id"),
        ("fo", ""),
        ("verdict", ""),
        ("id", ""),
        ("", ""),
        ("???", ""),
    ],
)
def test_the_nearest_word(word: str, meant: str) -> None:
    assert nearest(word, COLUMNS) == meant


def test_a_misspelling_shares_letters_and_not_only_words() -> None:
    assert misspelt("plan", COLUMNS) == ""
    assert misspelt("force size", COLUMNS) == ""
    assert misspelt("decisions", COLUMNS, 0.85) == "decision"
    assert misspelt("fiel", COLUMNS, 0.85) == ""


def test_the_end_of_a_message() -> None:
    assert did_you_mean("fiel", COLUMNS) == "; did you mean 'file'?"
    assert did_you_mean("verdict", COLUMNS, ". Correct it.") == ". Correct it."
    assert did_you_mean("verdict", []) == ""
