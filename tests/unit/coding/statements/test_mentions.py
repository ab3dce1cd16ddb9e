"""Where the words stand that tell of priorities."""

from __future__ import annotations

import re

from plancoder.coding.statements.mentions import (
    find_words,
    matches_of,
    mentions_of,
    speaks_of,
)


def test_mentions_lie_in_the_stretches_that_hold_them() -> None:
    mentions = mentions_of("Calm lanes.\nOur PRIORITIES.\nWarm halls.", ("priorit",))
    assert list(mentions) == [16]
    assert mentions.between(12, 27)
    assert not mentions.between(0, 16)
    assert not mentions.between(17, 40)


def test_matches_are_counted() -> None:
    digits = matches_of("Roads 12, halls 3 and lanes", re.compile(r"\d+"))
    assert digits.count(0, 27) == 2
    assert digits.count(8, 27) == 1
    assert digits.count(18, 27) == 0


def test_words_are_found_each_time_in_any_case() -> None:
    assert list(find_words("Aim high, AIM low", ("aim", "low"))) == [0, 10, 14]
    assert not list(find_words("Calm lanes", ("aim",)))


def test_a_text_speaks_of_words_in_any_case() -> None:
    assert speaks_of("Our Goals", ("goal",))
    assert not speaks_of("Our lanes", ("goal",))
