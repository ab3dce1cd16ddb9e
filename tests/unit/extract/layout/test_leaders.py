"""Contents lists whose dots lead to page numbers: lines, and no table."""

from __future__ import annotations

from typing import Any

import pytest
from pdf_kit import Draw, lines, make_pdf, table_rows, texts, together

from plancoder.coding.sections.contents import find_contents
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf.read import read_pdf
from plancoder.models import Document

TITLES = ["Foreword by the mayor", "Our lanes", "Who we asked", "Lamps and money"]
PAGES = ["3", "4", "8", "15"]
RIGHT = 350  # where page numbers end


def read(*draws: Draw) -> Document:
    return read_pdf(make_pdf(together(*draws)), options=ExtractOptions(ocr="off"))


def entries(*columns: tuple[float, list[str], bool], step: float = 16) -> Draw:
    """Columns of entries, each at its place, which is their right end where so told."""

    def draw(canvas: Any) -> None:
        canvas.setFont("Helvetica", 10)
        for x, written, at_right in columns:
            for at, text in enumerate(written):
                put = canvas.drawRightString if at_right else canvas.drawString
                put(x, 500 - step * at, text)

    return draw


def numbered(titles: list[str]) -> list[str]:
    return [str(number) for number, _ in enumerate(titles, start=1)]


DOTS = [20 * "."] * 4
HEAD = lines("Contents", y=540)


@pytest.mark.parametrize(
    ("drawn", "dots"),
    [
        (
            entries((50, TITLES, False), (300, DOTS, True), (RIGHT, PAGES, True)),
            DOTS[0],
        ),
        (
            entries(
                (50, TITLES, False),
                (300, [" ".join(DOTS[0])] * 4, True),
                (RIGHT, PAGES, True),
            ),
            " ".join(DOTS[0]),
        ),
        (
            entries(
                (50, TITLES, False), (300, 4 * [9 * "…"], True), (RIGHT, PAGES, True)
            ),
            9 * "…",
        ),
        # In one piece with the title.
        (
            entries(
                (50, [f"{title} {DOTS[0]}" for title in TITLES], False),
                (RIGHT, PAGES, True),
            ),
            DOTS[0],
        ),
        # In one piece with all of it.
        (
            entries(
                (
                    50,
                    [
                        f"{title} {DOTS[0]} {page}"
                        for title, page in zip(TITLES, PAGES, strict=True)
                    ],
                    False,
                )
            ),
            DOTS[0],
        ),
    ],
)
def test_a_contents_list_with_leaders_is_lines(drawn: Draw, dots: str) -> None:
    document = read(HEAD, drawn)
    assert texts(document) == [
        "Contents",
        *(f"{title} {dots} {page}" for title, page in zip(TITLES, PAGES, strict=True)),
    ]
    contents = find_contents(document)
    assert all(contents.holds(block.start) for block in document.blocks)


def test_the_numbers_of_titles_stay_with_them() -> None:
    document = read(
        HEAD,
        entries(
            (50, numbered(TITLES), False),
            (70, TITLES, False),
            (300, DOTS, True),
            (RIGHT, PAGES, True),
        ),
    )
    assert texts(document)[1:3] == [
        f"1 {TITLES[0]} {DOTS[0]} 3",
        f"2 {TITLES[1]} {DOTS[0]} 4",
    ]


@pytest.mark.parametrize(
    ("pages", "kept"), [(["iii", "iv", "1", "8"], True), (["3", "8", "iv", "x"], False)]
)
def test_roman_numbers_come_before_others(pages: list[str], kept: bool) -> None:
    document = read(
        HEAD,
        entries((50, TITLES, False), (300, DOTS, True), (RIGHT, pages, True)),
    )
    first = f"{TITLES[0]} {DOTS[0]} {pages[0]}"
    assert (first in texts(document)) is kept


@pytest.mark.parametrize(
    "figures",
    [
        [["312", "88", "14", "131"]],  # they do not go up
        [["14", "88", "131", "312"], ["9", "90", "120", "290"]],  # others beside them
    ],
)
def test_figures_with_leaders_stay_a_table(figures: list[list[str]]) -> None:
    columns = [
        (RIGHT - 60 * at, column, True) for at, column in enumerate(reversed(figures))
    ]
    document = read(entries((50, TITLES, False), (200, DOTS, True), *columns))
    rows = table_rows(document)
    assert [row[-len(figures) :] for row in rows] == [
        list(row) for row in zip(*figures, strict=True)
    ]


def test_a_paragraph_with_leaders_in_it_goes_on() -> None:
    (said,) = texts(
        read(lines("We light the lanes .... and then", "we mend the lamps."))
    )
    assert said == "We light the lanes .... and then we mend the lamps."
