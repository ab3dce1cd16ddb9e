"""Letters without Unicode: which letters they are, by the words that they make."""

from __future__ import annotations

import pytest

from plancoder.extract.layout.holes import fill_holes
from plancoder.extract.layout.shapes import FIRST_HOLE, PLAIN, Piece, Words


def line(text: str) -> Piece:
    piece = Piece(Words([text], [0.0]), 10.0, 10.0, 10.0, PLAIN, 0)
    piece.text = text
    return piece


@pytest.mark.parametrize(
    ("texts", "filled"),
    [
        (["su#er", "o#er", "sta#"], ["suffer", "offer", "staff"]),
        (["#oor", "sta#"], ["floor", "stafl"]),  # one word each: the commoner of both
        (["sta#", "#oor"], ["stafl", "floor"]),
        (["zq#zq"], ["zq\ufffdzq"]),  # no word by any filling
        (["calm lanes"], ["calm lanes"]),
    ],
)
def test_a_hole_is_filled_by_the_words_it_makes(
    texts: list[str], filled: list[str]
) -> None:
    lines = [line(text.replace("#", FIRST_HOLE)) for text in texts]
    fill_holes(lines)
    assert [piece.text for piece in lines] == filled
