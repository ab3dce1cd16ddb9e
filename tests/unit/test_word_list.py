"""The English word list, and how words are looked up in it."""

from __future__ import annotations

import re

import pytest

from plancoder.word_list import listed, occurrences, word_list


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("office", True),
        ("a", True),
        ("offic", False),  # only begins like a word
        ("officeless", False),
        ("Office", False),  # asked for in small letters
        ("don't", False),  # no word of letters alone
        ("caf\u00e9", False),
        ("", False),
    ],
)
def test_a_word_is_listed_as_a_whole(word: str, known: bool) -> None:
    assert listed({word}) == ({word} if known else set())


def test_each_word_has_its_own_count() -> None:
    entries = re.findall(r'"([a-z]+)": *(\d+)', word_list())
    some = {word: int(count) for word, count in entries[::997]}
    assert len(some) > 100
    assert occurrences(some) == some
