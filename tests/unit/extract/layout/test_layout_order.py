"""Reading order of pieces, whatever the order in which a producer wrote them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from pdf_kit import make_pdf, page_of, pieces_of

from plancoder.extract.layout.order import continuity, order_pieces
from plancoder.extract.layout.panels import gather_panels
from plancoder.extract.layout.shapes import Holder, Piece, Stroke, Table
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf.read import read_pdf
from plancoder.models import Box

LEFT = [
    ("Our villages told us that speeding", 40, 100),
    ("worries them more than any other", 40, 112),
    ("crime. We shall act on it with the", 40, 124),
    ("councils and with volunteers who", 40, 136),
]
RIGHT = [
    ("measure speed beside the roads. It", 220, 101),
    ("takes patience. Every district will", 220, 113),
    ("have a plan of its own, written by", 220, 125),
    ("the people who live there.", 220, 137),
]
STORY = [text for text, *_ in LEFT + RIGHT]


def by_column(
    rows: Sequence[tuple[str, float, float]],
) -> list[tuple[str, float, float]]:
    return list(rows)


def by_row(rows: Sequence[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    return sorted(rows, key=lambda row: (round(row[2] / 6), row[1]))


def backwards(
    rows: Sequence[tuple[str, float, float]],
) -> list[tuple[str, float, float]]:
    return list(reversed(rows))


def read(pieces: Sequence[Piece]) -> list[str]:
    for order, piece in enumerate(pieces):
        piece.order = order
    return [piece.text for column in order_pieces(pieces, 10.0) for piece in column]


@pytest.mark.parametrize("stream", [by_column, by_row, backwards])
def test_two_columns_are_read_one_after_the_other(
    stream: Callable[..., list[tuple[str, float, float]]],
) -> None:
    assert read(pieces_of(stream(LEFT + RIGHT))) == STORY


def test_a_line_across_parts_the_columns_above_from_those_below() -> None:
    below = [(text, x, base + 80) for text, x, base in LEFT[:2] + RIGHT[:2]]
    across = (
        "A line that runs across both of the columns of this page to its right edge",
        40,
        160,
    )
    got = read(pieces_of([*LEFT, *RIGHT, across, *below]))
    assert got == [*STORY, across[0], *(text for text, *_ in below)]


def test_a_short_large_heading_parts_the_columns_too() -> None:
    below = [(text, x, base + 80) for text, x, base in LEFT[:2] + RIGHT[:2]]
    heading = pieces_of([("Gaps", 40, 162)], size=18)
    got = read([*pieces_of(LEFT), *pieces_of(RIGHT), *heading, *pieces_of(below)])
    assert got == [*STORY, "Gaps", *(text for text, *_ in below)]


def test_a_column_that_begins_higher_keeps_its_first_line() -> None:
    title = pieces_of([("A title over both of the columns here", 40, 60)], size=20)
    higher = [("and so it was agreed.", 220, 88), *RIGHT]
    assert read([*title, *pieces_of(LEFT), *pieces_of(higher)])[1:] == [
        *STORY[:4],
        "and so it was agreed.",
        *STORY[4:],
    ]


def test_the_stream_wins_where_its_lines_go_on_better() -> None:
    # Two frames that overlap, so that no gutter parts them: only the stream knows which
    # goes first.
    left = [
        "We listen to farm-",
        "ers and to shop-",
        "keepers in each vil-",
        "lage we come to.",
    ]
    right = [
        "Roads will be saf-",
        "er once the coun-",
        "cils agree on lim-",
        "its that are kept.",
    ]
    rows = [(text, 40, 100 + 12 * index) for index, text in enumerate(left)]
    rows += [(text, 110, 106 + 12 * index) for index, text in enumerate(right)]
    assert continuity(pieces_of(rows)) > continuity(pieces_of(by_row(rows)))
    assert read(pieces_of(rows)) == left + right


def test_a_panel_is_read_as_one() -> None:
    panel = Stroke(35, 90, 205, 145, 0xDDEEFF)
    beside = [
        ("Patrols in the market towns, which", 220, 95),
        ("were few, have doubled.", 220, 107),
    ]
    page = page_of(1, pieces_of(by_row([*LEFT, *beside])))
    page.strokes = [panel]
    held = [piece for piece in gather_panels(page, 10.0) if piece.inner is not None]
    assert [
        [piece.text for column in piece.inner or () for piece in column]
        for piece in held
    ] == [STORY[:4]]


def test_a_highlighted_word_is_no_panel() -> None:
    page = page_of(1, pieces_of(LEFT))
    page.strokes = [Stroke(60, 92, 105, 103, 0xFFFF00)]
    assert all(piece.inner is None for piece in gather_panels(page, 10.0))


@pytest.mark.parametrize(
    ("right_edge", "order"),
    [(230, ["left", "table", "right"]), (390, ["left", "right", "table"])],
)
def test_a_table_a_little_too_wide_stays_in_its_column(
    right_edge: float, order: list[str]
) -> None:
    lower = [(text, x, base + 40) for text, x, base in RIGHT]
    upper = LEFT if right_edge < 300 else [*LEFT, *RIGHT]
    table = Holder((40, 150, right_edge, 200), 10.0, len(upper))
    table.table = Table(Box(40, 150, right_edge, 200), [], [])
    pieces = [
        *pieces_of(upper),
        table,
        *(pieces_of([*RIGHT, *lower][4:]) if right_edge < 300 else []),
    ]
    for place, piece in enumerate(pieces):
        piece.order = place
    flat = [piece for column in order_pieces(pieces, 10.0) for piece in column]
    names = [
        "table" if piece.table else "left" if piece.x0 < 200 else "right"
        for piece in flat
    ]
    assert [name for name, _ in itertools.groupby(names)] == order


def test_columns_of_a_short_table_beside_others_keep_to_the_rows() -> None:
    left = [
        (f"Line {word} of the left column says more", 20, 100 + 12 * n)
        for n, word in enumerate(NUMBERS)
    ]
    title = [("of the county.", 275, 100)]
    rows = [
        ("Measure", "2014", "2015"),
        ("Theft", "312", "290"),
        ("Fraud", "88", "131"),
        ("Arson", "4", "7"),
    ]
    cells = [
        (text, x, 118 + 18 * n)
        for n, row in enumerate(rows)
        for text, x in zip(row, (220, 285, 325), strict=True)
    ]
    columns = order_pieces(numbered(pieces_of([*left, *title, *cells])), 10.0)
    tables = [piece.table for column in columns for piece in column if piece.table]
    assert [
        [[part.text for part in cell] for cell in row] for row in tables[0].rows
    ] == [[[text] for text in row] for row in rows]


NUMBERS = ["one", "two", "three", "four", "five", "six", "seven"]


def numbered(pieces: Sequence[Piece]) -> Sequence[Piece]:
    for place, piece in enumerate(pieces):
        piece.order = place
    return pieces


CARDS = ("Homes", "Roads", "Youth", "Farms")


@pytest.mark.parametrize(
    ("corner", "across", "read_as"),
    [
        (6, False, CARDS),
        (0, False, CARDS),
        (59, False, ("Homes", "Youth", "Roads", "Farms")),  # ovals are no cards
        # Where words run beside other words, columns go first.
        (6, True, ("Homes", "Youth", "Roads", "Farms")),
    ],
)
def test_a_page_of_cards_is_read_row_by_row(
    corner: float, across: bool, read_as: tuple[str, ...]
) -> None:
    places = [(x, y) for y in (430, 300) for x in (40, 210)]

    def draw(canvas: Any) -> None:
        canvas.drawString(40, 560, "Our plan on a page")
        for name, (x, y) in zip(CARDS, places, strict=True):
            canvas.roundRect(x, y, 150, 118, corner, stroke=1, fill=0)
            canvas.drawString(x + 25, y + 80, name)
            canvas.drawString(x + 25, y + 60, f"We mend what {name.lower()} need")
        for x in (40, 210) if across else ():
            canvas.drawString(x, 270, "More of it in the spring.")
        canvas.drawString(150, 240, "Honest and fair.")

    document = read_pdf(make_pdf(draw), options=ExtractOptions(ocr="off"))
    assert tuple(sorted(CARDS, key=document.text.index)) == read_as
    if read_as == CARDS:
        assert document.text.endswith("Honest and fair.")
