"""Spaces between words where the file does not write them, or writes them away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pdf_kit import Draw, make_pdf, texts, together

from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf.read import read_pdf

Run = tuple[str, dict[str, float]]  # what is written, and the spacing in force


def read(*pages: Draw) -> list[str]:
    return texts(read_pdf(make_pdf(*pages), options=ExtractOptions(ocr="off")))


def run_of(*runs: Run, y: float = 500, x: float = 50) -> Draw:
    """A line of runs: each begins where the pen is, less `back`, with letters `tc` and
    words `tw` apart, in letters of `size`, raised by `rise`.
    """

    def draw(canvas: Any) -> None:
        at = x
        for written, how in runs:
            size = how.get("size", 10)
            apart = how.get("tc", 0.0)
            text = canvas.beginText(at - how.get("back", 0.0), y)
            text.setFont("Helvetica", size)
            text.setCharSpace(apart)
            text.setWordSpace(how.get("tw", 0.0))
            text.setRise(how.get("rise", 0))
            text.textOut(written)
            canvas.drawText(text)
            at += canvas.stringWidth(written, "Helvetica", size)
            at += apart * len(written) + how.get("tw", 0.0) * written.count(" ")
            at -= how.get("back", 0.0)

    return draw


def placed(*words: tuple[str, float], y: float = 500) -> Draw:
    """Words with no space written, each so far behind the one before."""

    def draw(canvas: Any) -> None:
        at = 50.0
        for word, gap in words:
            at += gap
            canvas.drawString(at, y, word)
            at += canvas.stringWidth(word, "Helvetica", 10)

    return draw


SPACED_BY_LETTERS = run_of(
    ("The health boar", {}), ("dw", {"tc": 5}), ("ill open, as the chair", {"back": 5})
)


def test_a_space_made_of_letter_spacing_is_one() -> None:
    comma = run_of(("a year", {}), (",h", {"tc": 5}), ("ousing", {"back": 5}), y=480)
    (said,) = read(together(SPACED_BY_LETTERS, comma))
    assert said == "The health board will open, as the chair a year, housing"


def test_what_a_later_page_shows_holds_for_the_pages_before() -> None:
    comma = run_of(("a year", {}), (",h", {"tc": 5}), ("ousing", {"back": 5}))
    (said,) = read(SPACED_BY_LETTERS, comma)
    assert said == "The health board will open, as the chair a year, housing"


@pytest.mark.parametrize(
    ("back", "said"),
    [
        (2.78, "the farm gate at the lane"),
        (1.3, "the far m gate at the lane"),  # narrow, and still a space
    ],
)
def test_a_space_that_the_pen_takes_back_is_none(back: float, said: str) -> None:
    drawn = run_of(("the fa", {}), ("r m", {"tw": -back}), (" gate at the lane", {}))
    assert read(drawn) == [said]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "calls about fly- tipped waste in lanes",
            "calls about fly-tipped waste in lanes",
        ),
        ("our mid- and long term aims for it", "our mid- and long term aims for it"),
    ],
)
def test_a_stretched_place_after_a_hyphen_is_no_space(words: str, said: str) -> None:
    gaps = [
        2.5 if at and before.endswith("-") else 6.0 * bool(at)
        for at, before in enumerate(["", *words.split()][:-1])
    ]
    assert read(placed(*zip(words.split(), gaps, strict=True))) == [said]


def test_a_space_after_a_hyphen_as_wide_as_others_stays() -> None:
    words = ["the", "first-", "last", "rule", "of", "our", "town"]
    assert read(placed(*((word, 6.0) for word in words))) == [" ".join(words)]


@pytest.mark.parametrize(
    ("size", "rise", "said"),
    [
        (6.5, 4, "young people 15 come first"),
        (10, 0, "young people15 come first"),  # a name may end in figures
    ],
)
def test_the_number_of_a_note_is_no_part_of_its_word(
    size: float, rise: float, said: str
) -> None:
    drawn = run_of(
        ("young people", {}), ("15", {"size": size, "rise": rise}), (" come first", {})
    )
    assert read(drawn) == [said]


def test_dots_that_lead_to_a_page_are_no_spaced_letters() -> None:
    drawn: Callable[[Any], None] = run_of(("Our area and roads" + 40 * " ." + " 3", {}))
    (said,) = read(drawn)
    assert said.startswith("Our area and roads . .")


def test_letters_without_height_cost_nothing() -> None:
    def flat(canvas: Any) -> None:
        canvas.saveState()
        canvas.transform(1, 0, 0, 0, 0, 400)
        canvas.drawString(50, 0, "two flat words")
        canvas.restoreState()

    said = read(together(flat, placed(("two", 0), ("words", 3))))
    assert "two words" in said
