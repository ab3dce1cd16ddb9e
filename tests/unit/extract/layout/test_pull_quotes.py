"""Quotes that stand in the middle of a sentence."""

from __future__ import annotations

import pytest
from pdf_kit import ITALIC, REGULAR, page_of, pieces_of

from plancoder.extract.layout.compose import compose
from plancoder.extract.layout.shapes import Piece, Style

ABOVE = ["Half of our cars wait each night with those", "who are in a mental"]
BELOW = ["health crisis until a bed is found. That is", "the longest wait of all."]
FULL = ["Half of our cars wait with those in a mental"]
FULL_END = "is found in a ward or in a house of any one"
QUOTE = ["“I was glad that", "they came.”"]
REST = ["The fleet has grown and the yard with it, as", "the panel was told in May."]
WHOLE = " ".join(ABOVE + BELOW)


def set_lines(
    texts: list[str], top: float, size: float = 10, style: Style = REGULAR
) -> list[Piece]:
    rows = [(text, 50, top + 1.2 * size * at) for at, text in enumerate(texts)]
    return pieces_of(rows, size, style)


def read(*parts: list[Piece]) -> list[str]:
    text, blocks = compose([page_of(1, set_lines(REST, 400), *parts)])
    return [text[block.start : block.end] for block in blocks][:-1]


def around(
    quote: list[Piece], above: list[str] = ABOVE, below: list[str] = BELOW
) -> list[str]:
    return read(set_lines(above, 100), quote, set_lines(below, 220))


@pytest.mark.parametrize(
    ("size", "style", "text"),
    [
        (16, REGULAR, QUOTE),
        (10, REGULAR, QUOTE),
        (16, REGULAR, ["“They came.”"]),
        (10, ITALIC, ["They came within the hour and stayed"]),
        (10, Style("R", colour=0x802050), ["They stayed until it was light."]),
    ],
)
def test_a_sentence_is_joined_around_a_quote(
    size: float, style: Style, text: list[str]
) -> None:
    quote = set_lines(text, 150, size, style)
    assert around(quote) == [WHOLE, " ".join(text)]


def test_who_said_it_stands_with_the_quote() -> None:
    quote = [*set_lines(QUOTE, 145, 14), *set_lines(["A shopkeeper"], 185, 8)]
    assert around(quote) == [WHOLE, " ".join(QUOTE), "A shopkeeper"]


def test_a_sentence_may_be_broken_off_twice() -> None:
    found = read(
        set_lines(FULL, 110),
        set_lines(QUOTE, 150, 16),
        set_lines(["health crisis until a bed", FULL_END], 200),
        set_lines(["“Nobody came."], 240, 16),
        set_lines(["of the towns of the", "coast."], 270),
    )
    assert found == [
        f"{' '.join(FULL)} health crisis until a bed {FULL_END} "
        "of the towns of the coast.",
        " ".join(QUOTE),
        "“Nobody came.",
    ]


def test_one_line_that_is_full_goes_on() -> None:
    quote = set_lines(QUOTE, 150, 16)
    below = ["health crisis until a bed is found."]
    assert around(quote, FULL, below) == [" ".join(FULL + below), " ".join(QUOTE)]


@pytest.mark.parametrize(
    ("quote", "size", "above", "below"),
    [
        (["Our courts"], 16, ABOVE, BELOW),  # a heading
        (["They came and they stayed here."], 10, ABOVE, BELOW),  # as the body is
        (QUOTE, 16, [ABOVE[0], "who wait."], BELOW),  # a sentence that ended
        (QUOTE, 16, ABOVE, ["Health is for nurses and", "for no one else."]),
        (QUOTE, 16, ["patrols on foot"], ["shops that open late."]),  # a list
        (QUOTE, 16, ["patrols on foot"], BELOW),
        (QUOTE, 16, ABOVE, ["clubs and mentors in", "both of the towns"]),
        (QUOTE, 16, ABOVE, ["were kept informed"]),  # a label
    ],
)
def test_what_is_no_sentence_around_a_quote_stays(
    quote: list[str], size: float, above: list[str], below: list[str]
) -> None:
    found = around(set_lines(quote, 150, size), above, below)
    assert found == [" ".join(above), " ".join(quote), " ".join(below)]


def test_words_at_another_place_or_in_another_size_are_not_taken() -> None:
    quote = set_lines(QUOTE, 150, 16)
    small = set_lines(BELOW, 220, 8)
    aside = pieces_of([(text, 70, 220 + 12 * at) for at, text in enumerate(BELOW)])
    for below in (small, aside):
        found = read(set_lines(ABOVE, 100), quote, below)
        assert found == [" ".join(ABOVE), " ".join(QUOTE), " ".join(BELOW)]
