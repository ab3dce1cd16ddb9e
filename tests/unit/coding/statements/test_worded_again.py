"""Lines that come again as titles of chapters, and their twins that do not."""

from __future__ import annotations

import pytest

from plancoder.coding.statements.worded_again import count_again, shared_words

TITLES = (
    "Opening",
    "How we shall calm the lanes by night",
    "How we shall stay with victims",
    "Warm halls in each village",
    "Money",
)


@pytest.mark.parametrize(
    ("lines", "again"),
    [
        ("Calm the lanes / Stay with victims / Warm the village halls", 3),
        # One of five may be worded quite otherwise, one of four not.
        ("Calm the lanes / Stay with victims / Warm the village halls / Dry boats", 0),
        # In another order they are another list.
        ("Warm the village halls / Stay with victims / Calm the lanes", 0),
        # Two alone may be chance, and so may one word each.
        ("Calm the lanes / Stay with victims", 0),
        ("Country lanes / Victims / Halls", 0),
        ("Opening hours / Quiet lanes / Money well spent", 0),
    ],
)
def test_lines_that_come_again(lines: str, again: int) -> None:
    assert count_again(lines.split(" / "), TITLES) == again


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("Stay with victims", "How we shall stay with victims", 3),
        ("Calm lanes", "Lanes that are calm", 2),
        ("Calm lanes and warm halls by night", "Money for lanes and boats", 0),
        ("The", "The", 0),
    ],
)
def test_words_that_two_wordings_share(one: str, other: str, shared: int) -> None:
    assert shared_words(one, other) == shared
    assert shared_words(other, one) == shared
