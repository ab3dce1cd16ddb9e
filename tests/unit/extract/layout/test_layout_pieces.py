"""Which words of a page stand together as one piece of a line, and where a paragraph or
a table goes on: a row that just does, and its twin that just does not.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pdf_kit import BOLD, REGULAR, page_of, pieces_of

from plancoder.extract.layout.compose import compose
from plancoder.extract.layout.heading_series import fill_series
from plancoder.extract.layout.order import order_pieces
from plancoder.extract.layout.pieces import PieceMaker, free_between
from plancoder.extract.layout.shapes import (
    NEW_LINE,
    SPACE,
    Draft,
    Piece,
    Style,
    turn_box,
)
from plancoder.models import BlockKind

UNSEEN = Style("Regular", invisible=True)


def two(
    gap: float,
    off: float = 0,
    size: float = 10,
    *,
    first: str = "the",
    then: str = "plan",
    style: Style = REGULAR,
    before: int = SPACE,
) -> PieceMaker:
    """A word of 10 points on base line 100 and another so many points behind it."""
    maker = PieceMaker()
    end = 50 + 5 * len(first)
    maker.add(first, 50, end, 100, 10, REGULAR, NEW_LINE)
    wide = 0.5 * size * len(then)
    maker.add(then, end + gap, end + gap + wide, 100 + off, size, style, before)
    return maker


@pytest.mark.parametrize(
    ("gap", "off", "size", "one"),
    [
        *((12.4, 0, 10, True), (12.6, 0, 10, False)),
        *((-2.9, 0, 10, True), (-3.1, 0, 10, False)),
        *((2, 3.4, 10, True), (2, 3.6, 10, False), (2, -3.4, 10, True)),
        # another size
        *((4, 0, 8.1, True), (4, 0, 7.9, False), (4, 0, 13.3, True), (4, 0, 13.4, False)),
        # small and raised: a figure for a note
        *((2, 5.9, 7.9, True), (2, 6.1, 7.9, False)),
        *((2.9, 5, 7.9, True), (3.1, 5, 7.9, False), (2, 5, 8.1, False)),
    ],
)  # fmt: skip
def test_words_after_a_space(gap: float, off: float, size: float, one: bool) -> None:
    assert len(two(gap, off, size).pieces) == (1 if one else 2)


@pytest.mark.parametrize(
    ("first", "off", "one"),
    [("T", 0.8, False), ("T", 0.9, True), ("To", 0.8, True)],
)
def test_small_words_at_the_foot_of_a_single_letter_are_another_line(
    first: str, off: float, one: bool
) -> None:
    assert len(two(2, off, 7, first=first).pieces) == (1 if one else 2)


def test_what_nobody_sees_does_not_join_what_is_seen() -> None:
    assert len(two(2, style=BOLD).pieces) == 1
    assert len(two(2, style=UNSEEN).pieces) == 2


@pytest.mark.parametrize(
    ("gap", "words"), [(1.8, ["the-"]), (2.0, ["the", "-"]), (-1, ["the-"])]
)
def test_a_hyphen_painted_by_itself(gap: float, words: list[str]) -> None:
    (piece,) = two(gap, then="-").pieces
    assert piece.words.texts == words


@pytest.mark.parametrize(
    ("first", "base", "size"), [("•", 101, 8.5), ("T", 100, 10), ("to", 100, 10)]
)
def test_a_bullet_takes_the_size_of_its_line(
    first: str, base: float, size: float
) -> None:
    (piece,) = two(2, 1, 8.5, first=first).pieces
    assert (piece.base, piece.size) == (base, size)
    assert (piece.top, piece.bottom) == pytest.approx(
        (base - 0.8 * size, base + 0.2 * size)
    )


@pytest.mark.parametrize(
    ("gap", "off", "size", "style", "one"),
    [
        *((8.9, 0, 10, REGULAR, True), (9.1, 0, 10, REGULAR, False)),
        *((-0.4, 0, 10, REGULAR, True), (-0.6, 0, 10, REGULAR, False)),
        *((2, 2.9, 10, REGULAR, True), (2, 3.1, 10, REGULAR, False)),
        *((2, 0, 12.9, BOLD, True), (2, 0, 13.1, BOLD, False)),
        # capitals large and small, in one look and on one line
        *((2, 0, 16.1, REGULAR, True), (2, 0, 16.2, REGULAR, False)),
        *((2, 0.4, 16.1, REGULAR, True), (2, 0.6, 16.1, REGULAR, False)),
        (2, 0, 10, UNSEEN, False),
    ],
)
def test_pieces_that_touch_are_one(
    gap: float, off: float, size: float, style: Style, one: bool
) -> None:
    found = two(gap, off, size, style=style, before=NEW_LINE).finish()
    assert len(found) == (1 if one else 2)


@pytest.mark.parametrize(("gap", "text"), [(0.7, "theplan"), (0.9, "the plan")])
def test_a_word_painted_in_two_looks_is_one(gap: float, text: str) -> None:
    (piece,) = two(gap, style=BOLD, before=NEW_LINE).finish()
    assert piece.text == text


def test_a_piece_looks_as_most_of_its_letters_do() -> None:
    (piece,) = two(2, style=BOLD, then="longer").finish()
    assert (piece.style, piece.bold_letters) == (BOLD, 7)
    (piece,) = two(2, style=BOLD, then="is").finish()
    assert (piece.style, piece.bold) == (REGULAR, False)


def test_pieces_that_become_one_keep_their_looks() -> None:
    maker = two(2)
    maker.add("the", 90, 105, 100, 10, REGULAR, NEW_LINE)
    maker.add("boldest", 107, 142, 100, 10, BOLD, SPACE)
    maker.add("letters", 144, 179, 100, 10, BOLD, NEW_LINE)
    (piece,) = maker.finish()
    assert piece.text == "the plan the boldest letters"
    assert (piece.style, piece.bold_letters) == (BOLD, len("boldest letters") + 1)


def gapped(gap: float, last: str, others: int, other: str) -> list[str]:
    """What a line with a wide space becomes where other lines begin behind the space."""
    maker = PieceMaker()
    maker.add("left", 50, 70, 100, 10, REGULAR, NEW_LINE)
    maker.add(last, 70 + gap, 90 + gap, 100, 10, REGULAR, SPACE)
    for n in range(others):
        maker.add(other, 71 + gap, 91 + gap, 120 + 20 * n, 10, REGULAR, NEW_LINE)
    return [piece.text for piece in maker.finish()][: -others or None]


@pytest.mark.parametrize(
    ("gap", "last", "others", "other", "parted"),
    [
        (4.6, "right", 4, "lines", True),
        (4.6, "right", 3, "lines", False),
        (4.4, "right", 4, "lines", False),  # no wider than other spaces
        # figures below a figure count twice
        (4.6, "1200", 2, "1300", True),
        (4.6, "1200", 1, "1300", False),
        (4.6, "right", 2, "1300", False),
        (4.6, "1200", 2, "lines", False),
    ],
)
def test_a_wide_space_is_a_gutter_where_other_lines_begin(
    gap: float, last: str, others: int, other: str, parted: bool
) -> None:
    found = gapped(gap, last, others, other)
    assert found == (["left", last] if parted else [f"left {last}"])


def test_free_spans() -> None:
    assert free_between([(40, 60), (0, 10), (5, 20)], 20) == [(20, 40)]
    assert free_between([(40, 60), (0, 10), (5, 20)], 20.1) == []
    assert free_between([(0, 50), (10, 20), (60, 70)], 5) == [(50, 60)]


# ------------------------------------------------------------------------------------------
# over the end of a column


def parts(
    last: str,
    first: str,
    *,
    size: float = 10,
    styles: tuple[Style, Style] = (REGULAR, REGULAR),
    above: str = "Officers will meet the people of each district",
) -> list[str]:
    """The blocks of two pages, one with a paragraph that ends in `last`."""
    one = pieces_of([(above, 50, 200), (last, 50, 212)], style=styles[0])
    other = pieces_of([(first, 50, 100)], size, styles[1])
    text, blocks = compose([page_of(1, one), page_of(2, other)])
    return [text[block.start : block.end] for block in blocks]


@pytest.mark.parametrize(
    ("last", "first", "size", "blocks"),
    [
        ("and the share of those", "who trust us grew.", 10, 1),
        ("and the share of those", "Who trusts us?", 10, 2),
        ("and the share of those.", "who trust us grew.", 10, 2),
        ("and the share of those!", "who trust us grew.", 10, 2),
        ("and the share of those neigh-", "bours grew.", 10, 1),
        ("and the share of West-", "Country towns grew.", 10, 1),
        ("and the share of those", "who trust us grew.", 11.1, 1),
        ("and the share of those", "who trust us grew.", 11.3, 2),
        ("and the share of those", "• who trust us grew.", 10, 2),
    ],
)
def test_a_paragraph_goes_on_in_the_next_column(
    last: str, first: str, size: float, blocks: int
) -> None:
    assert len(parts(last, first, size=size)) == blocks


@pytest.mark.parametrize(
    ("size", "style", "then", "joined"),
    [
        (16.7, REGULAR, "villages and towns", True),
        (16.9, REGULAR, "villages and towns", False),
        (16, BOLD, "villages and towns", False),
        (16, REGULAR, "Villages and towns", False),
        # too long for a heading, and no rest of one
        (16, REGULAR, "villages " + "and towns " * 12, True),
        (16, REGULAR, "Villages " + "and towns " * 12, False),
    ],
)
def test_a_heading_goes_on_in_one_look(
    size: float, style: Style, then: str, joined: bool
) -> None:
    heading = pieces_of([("Safer roads in the", 50, 560)], 16)
    body = body_again()
    rest = pieces_of([(then, 50, 60)], size, style)
    text, _ = compose([page_of(1, body, heading), page_of(2, rest, body_again())])
    assert (f"in the {then}".strip() in text) is joined


def body_again() -> list[Piece]:
    line = "Officers will ask the people of each district"
    return pieces_of([(line, 50, 200 + 12 * n) for n in range(5)])


NOTE = "1 Census of 2021, table four, and a note on it."


@pytest.mark.parametrize(
    ("note", "size", "joined"),
    [
        (NOTE, 9, True),
        (NOTE, 9.1, False),
        ("* Census of 2021", 8, True),
        ("† Census of 2021", 8, True),
        ("12) Census of 2021", 8, True),
        ("Census of 2021", 8, False),
        ("1234 Census of 2021", 8, False),
    ],
)
def test_a_note_at_the_foot_does_not_end_the_paragraph_above_it(
    note: str, size: float, joined: bool
) -> None:
    lines = [
        ("Officers will meet the people of each district", 50, 200),
        ("twice a year and report on what they", 50, 212),
    ]
    rest = pieces_of([("have heard from them.", 50, 100)])
    pages = [page_of(1, pieces_of(lines), pieces_of([(note, 50, 500)], size))]
    text, _ = compose([*pages, page_of(2, rest)])
    assert ("what they have heard" in text) is joined


# ------------------------------------------------------------------------------------------
# tables without rules

FIGURES = ["12", "9", "130", "44", "7"]


def tabled(
    rows: int = 5,
    *,
    figures: int = 5,
    off: float = 0,
    off_rows: int = 0,
    words: str = "",
    longer: str = "",
) -> bool:
    """Whether two columns make a table: names, and figures beside them."""
    names = [(name, 50, 100 + 18 * n) for n, name in enumerate(NAMES[:rows])]
    entries = [
        (
            f"{figure if n < figures else 'some'}{words}{longer if n > 2 else ''}",
            200,
            100 + 18 * n + (off if n >= rows - off_rows else 0),
        )
        for n, figure in enumerate(FIGURES[:rows])
    ]
    pieces = pieces_of([*names, *entries])
    for order, piece in enumerate(pieces):
        piece.order = order
    columns = order_pieces(pieces, 10.0)
    return any(piece.table is not None for column in columns for piece in column)


NAMES = ["Theft", "Fraud", "Arson", "Assault", "Robbery"]


def test_three_rows_make_a_table_and_two_do_not() -> None:
    assert tabled(3)
    assert not tabled(2)


def test_most_entries_of_a_table_are_figures() -> None:
    assert tabled(figures=3)  # three of five
    assert not tabled(figures=2)


def test_the_entries_of_a_table_are_short() -> None:
    assert tabled(words=" of the towns")  # four words
    assert not tabled(words=" of the old towns")
    assert not tabled(words=" of the towns", longer=" here")


@pytest.mark.parametrize(
    ("off", "off_rows", "found"),
    [(1.9, 5, True), (2.1, 5, False), (6, 1, True), (6, 2, False)],
)
def test_the_entries_of_a_table_stand_in_rows(
    off: float, off_rows: int, found: bool
) -> None:
    assert tabled(off=off, off_rows=off_rows) is found


def rows_of(*columns: Sequence[tuple[str, float]]) -> list[list[str]]:
    """The rows of the table that columns of (text, base line) make."""
    pieces = pieces_of(
        [
            (text, 50 + 150 * n, base)
            for n, column in enumerate(columns)
            for text, base in column
        ]
    )
    for order, piece in enumerate(pieces):
        piece.order = order
    found = [piece for column in order_pieces(pieces, 10.0) for piece in column]
    (table,) = [piece.table for piece in found if piece.table is not None]
    return [[" ".join(p.text for p in cell) for cell in row] for row in table.rows]


def test_longer_names_are_wrapped_around_or_below_the_line_of_their_figures() -> None:
    hanging = [("Thefts", 100), ("of tools", 112), ("Fraud", 130), ("Arson", 148)]
    assert rows_of(hanging, [("12", 100), ("9", 130), ("7", 148)]) == [
        ["Thefts of tools", "12"],
        ["Fraud", "9"],
        ["Arson", "7"],
    ]
    around = [("Thefts", 100), ("of tools", 110), *TALL]
    figures = [
        ("12", 105),
        *((figure, base) for figure, (_, base) in zip("9743", TALL, strict=True)),
    ]
    assert rows_of(around, figures) == [
        ["Thefts of tools", "12"],
        *([name, figure] for (name, _), figure in zip(TALL, "9743", strict=True)),
    ]


def test_rows_are_told_by_all_their_lines_and_not_by_the_first() -> None:
    names = [("Fraud", 100), ("Thefts", 126), ("of tools", 136), *TALL[1:]]
    figures = [("12", 100), ("9", 131), ("7", 154), ("4", 172), ("3", 190)]
    assert rows_of(names, figures)[:3] == [
        ["Fraud", "12"],
        ["Thefts of tools", "9"],
        ["Arson", "7"],
    ]


TALL = [("Fraud", 136), ("Arson", 154), ("Assault", 172), ("Robbery", 190)]


@pytest.mark.parametrize(("base", "head"), [(119.9, True), (120.1, False)])
def test_a_head_stands_well_above_the_first_row(base: float, head: bool) -> None:
    figures = [(figure, at) for figure, (_, at) in zip("9743", TALL, strict=True)]
    more = [("2031", base), *((str(at), at) for _, at in TALL)]
    rows = rows_of(TALL, figures, more)
    first = ["Fraud", "9", "136"]
    assert rows[:2] == (
        [["", "", "2031"], first]
        if head
        else [["Fraud", "9", "2031 136"], ["Arson", "7", "154"]]
    )


@pytest.mark.parametrize(
    ("turns", "box"),
    [
        (0, (10, 20, 110, 50)),
        (1, (550, 10, 580, 110)),
        (2, (290, 550, 390, 580)),
        (3, (20, 290, 50, 390)),
    ],
)
def test_a_box_turned_with_its_page(
    turns: int, box: tuple[float, float, float, float]
) -> None:
    start = (10.0, 20.0, 110.0, 50.0)
    assert turn_box(start, turns, 400, 600) == box
    # Turned on to a whole turn it is where it was.
    size = (600, 400) if turns % 2 else (400, 600)
    assert turn_box(box, (4 - turns) % 4, *size) == start


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("Priority 2: Fires. We shall put them out.", True),
        ("Priority 2: Fires. we shall put them out.", False),
        (f"Priority 2: {'fire ' * 30}all. We shall put them out.", True),
        # The sentence ends in the next line, after 40 words or after 41.
        (f"Priority 2: {'fire ' * 38}\nall. We shall put them out.", True),
        (f"Priority 2: {'fire ' * 39}\nall. We shall put them out.", False),
    ],
)
def test_a_lost_heading_of_a_series_is_its_first_sentence(
    text: str, parted: bool
) -> None:
    titles = [
        Draft(pieces_of([(f"Priority {n}: Roads", 50, 100)]), BlockKind.HEADING, 2)
        for n in (1, 3)
    ]
    lines = pieces_of(
        [(line, 50, 150 + 12 * n) for n, line in enumerate(text.split("\n"))]
    )
    found = fill_series([titles[0], Draft(lines), titles[1]])
    assert len(found) == (4 if parted else 3)
    if parted:
        assert (found[1].kind, found[1].level) == (BlockKind.HEADING, 2)
        assert found[2].lines[0].text == "We shall put them out."


def test_a_paragraph_is_no_table() -> None:
    body = pieces_of([("Officers will meet the people", 50, 100)])
    _, blocks = compose([page_of(1, body)])
    assert [block.kind for block in blocks] == [BlockKind.PARAGRAPH]
