"""Where the words stand that tell of priorities."""

from __future__ import annotations

import pytest

from plancoder.coding.sections.any_case import find_words
from plancoder.coding.statements.mentions import facts_of, speaks_of


def test_nouns_lie_in_the_stretches_that_hold_them() -> None:
    nouns = facts_of("Calm lanes.\nOur PRIORITIES.\nWarm halls.").nouns
    assert list(nouns) == [16]
    assert nouns.between(12, 27)
    assert not nouns.between(0, 16)
    assert not nouns.between(17, 40)


def test_numbers_are_counted() -> None:
    digits = facts_of("Roads 12, halls 3 and lanes").digits
    assert digits.count(0, 27) == 2
    assert digits.count(8, 27) == 1
    assert digits.count(18, 27) == 0


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("\u2022 Calm lanes \u2022 Warm halls", 2),
        ("o Calm lanes o Warm halls", 2),
        ("Go to calm lanes, so to say", 0),
    ],
)
def test_list_marks_are_told_from_letters(text: str, marks: int) -> None:
    assert facts_of(text).list_marks.count(0, len(text)) == marks


@pytest.mark.parametrize(
    ("text", "ordinals", "number_marks"),
    [
        ("First, calm lanes; lastly, warm halls", 2, 0),
        ("(a) Calm lanes (b) Warm halls", 0, 1),
        ("Priority number three is calm lanes", 1, 0),
        ("Calm lanes", 0, 0),
    ],
)
def test_what_counts_off_is_found(text: str, ordinals: int, number_marks: int) -> None:
    facts = facts_of(text)
    assert facts.ordinals.count(0, len(text)) == ordinals
    assert facts.number_marks.count(0, len(text)) == number_marks


def test_words_are_found_each_time_in_any_case() -> None:
    assert list(find_words("Aim high, AIM low", ("aim", "low"))) == [0, 10, 14]
    assert not list(find_words("Calm lanes", ("aim",)))


def test_a_text_speaks_of_words_in_any_case() -> None:
    assert speaks_of("Our Goals", ("goal",))
    assert not speaks_of("Our lanes", ("goal",))
