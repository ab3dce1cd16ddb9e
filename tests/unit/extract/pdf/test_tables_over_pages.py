"""Tables at the foot of a page that go on at the head of the next."""

from __future__ import annotations

from typing import Any

import pdf_kit
import pytest
from pdf_kit import Draw, lines, make_pdf, texts, together

from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf.read import read_pdf
from plancoder.models import BlockKind, Document

HEAD = ["Theme", "What we will do"]
FIRST = [HEAD, ["Homes", "Open a shelter by the quay."], ["Lanes", "Mend each lamp."]]
REST = [["Roads", "Teach new drivers."], ["Rivers", "Watch the boats."]]
PROSE = ["Lanes are long and dark here by night and by day."] * 3
SIDES = (50.0, 150.0, 350.0)
COUNTS = [["Ward", "2030", "2031"], ["North", "12", "1,234"], ["South", "7", "5"]]
MORE_COUNTS = [["Coast", "1", "2"], ["Quay", "4", "6"], ["Hill", "3", "9"]]
ENDS = (50.0, 260.0, 320.0)  # where labels begin and figures end


def read(*pages: Draw) -> Document:
    return read_pdf(make_pdf(*pages), options=ExtractOptions(ocr="off"))


def tables(document: Document) -> list[list[str]]:
    """The cells of each table, one after the other."""
    found: dict[int | None, list[str]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.TABLE_CELL:
            cell = document.text[block.start : block.end]
            found.setdefault(block.table, []).append(cell)
    return list(found.values())


def ruled(rows: list[list[str]], top: float, sides: tuple[float, ...] = SIDES) -> Draw:
    """Rows with all their rules, closed at the foot."""
    return pdf_kit.ruled(rows, top, sides)


def set_right(
    rows: list[list[str]], top: float, ends: tuple[float, ...] = ENDS
) -> Draw:
    """Rows without rules, their figures set right."""

    def draw(canvas: Any) -> None:
        for at, (label, *figures) in enumerate(rows):
            canvas.drawString(ends[0], top - 20 * at, label)
            for x, figure in zip(ends[1:], figures, strict=True):
                canvas.drawRightString(x, top - 20 * at, figure)

    return draw


def over_page(table: Draw, *next_page: Draw) -> Document:
    above, below = lines(*PROSE, y=560), lines(*PROSE, y=300)
    return read(together(above, table), together(*next_page, below))


def cells(*rows: list[str]) -> list[str]:
    return [cell for row in rows for cell in row]


@pytest.mark.parametrize("head", [[], [HEAD]])
def test_rows_on_the_next_page_go_on_with_the_table(head: list[list[str]]) -> None:
    found = over_page(ruled(FIRST, 120), ruled([*head, *REST], 580))
    assert tables(found) == [cells(*FIRST, *REST)]


def test_a_table_of_other_columns_keeps_its_head() -> None:
    others = ruled([HEAD, *REST], 580, (50.0, 180.0, 350.0))
    found = tables(over_page(ruled(FIRST, 120), others))
    assert found == [cells(*FIRST), cells(HEAD, *REST)]


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("Our aims (continued)", 1),
        ("Table 2: our aims, cont’d", 1),
        ("Our aims (cont.)", 1),
        ("Our other aims", 2),
    ],
)
@pytest.mark.parametrize("head", [[], [HEAD]])
def test_a_title_that_says_so_lets_a_table_go_on(
    title: str, count: int, head: list[list[str]]
) -> None:
    again = lines(title, y=580, font="Helvetica-Bold")
    document = over_page(ruled(FIRST, 120), again, ruled([*head, *REST], 550))
    heads = head if count == 2 else []
    assert cells(*tables(document)) == cells(*FIRST, *heads, *REST)
    assert len(tables(document)) == count
    assert title in texts(document)


@pytest.mark.parametrize(
    ("ends", "count"), [(ENDS, 1), ((80.0, 290.0, 350.0), 1), ((50.0, 230.0, 290.0), 2)]
)
def test_figures_that_end_at_the_same_places_go_on(
    ends: tuple[float, ...], count: int
) -> None:
    document = over_page(set_right(COUNTS, 120), set_right(MORE_COUNTS, 580, ends))
    found = tables(document)
    assert len(found) == count
    assert cells(*found) == cells(*COUNTS, *MORE_COUNTS)


@pytest.mark.parametrize(("width", "count"), [(50.0, 1), (60.0, 2)])
def test_a_table_goes_on_over_columns_and_then_over_the_page(
    width: float, count: int
) -> None:
    """Each part is held against the one right before it, wherever that stands."""
    left, right = (40.0, 90.0, 140.0, 190.0), (220.0, 270.0, 320.0, 370.0)
    prose = ["Lanes are long and dark here"] * 6
    first = [["Theme", "Plan", ""], ["Homes", "Lamps", ""]]  # nothing in the last
    rows = [["Roads", "Lessons", "Soon"], ["Rivers", "Boats", "Later"]]
    others = (40.0, 40 + width, 140.0, 190.0)
    document = read(
        together(
            lines(*prose, x=40, y=500), ruled(first, 420, left), ruled(rows, 510, right)
        ),
        together(
            ruled(rows, 510, others),
            lines(*prose, x=40, y=440),
            lines(*prose, x=220, y=500),
        ),
    )
    assert len(tables(document)) == count


OTHERS = [["Risk", "Who watches it"], ["Fuel", "The fleet board."], ["Keys", "Ann."]]


def headed(rows: list[list[str]], top: float, *bold: int) -> Draw:
    """Rows with all their rules, some of them bold."""
    sides = (*SIDES[:2], 250.0, *SIDES[2:]) if len(rows[0]) > 2 else SIDES
    return pdf_kit.ruled(rows, top, sides, bold=bold)


def test_a_table_with_a_head_of_its_own_begins_anew_on_the_next_page() -> None:
    document = over_page(headed(FIRST, 120, 0), headed(OTHERS, 580, 0))
    assert tables(document) == [cells(*FIRST), cells(*OTHERS)]


@pytest.mark.parametrize("gap", [0, 3, 30])
def test_a_table_with_a_head_of_its_own_begins_anew_right_below(gap: float) -> None:
    both = together(headed(FIRST, 500, 0), headed(OTHERS, 440 - gap, 0))
    document = read(together(both, lines(*PROSE, y=200)))
    assert tables(document) == [cells(*FIRST), cells(*OTHERS)]
    boxes = [
        block.regions[0].box
        for block in document.blocks
        if block.kind is BlockKind.TABLE_CELL
    ]
    tops = [box.top for box in boxes if box is not None]
    assert len(tops) == len(boxes)
    assert tops == sorted(tops)


@pytest.mark.parametrize(
    ("rest", "above", "below"),
    [
        (OTHERS, (), ()),  # no look tells the heads
        (OTHERS, (0,), ()),
        (OTHERS, (0, 1), (0,)),  # bold rows that are no heads
        (OTHERS, (0,), (0, 2)),
        ([["Sum", "12"], *OTHERS[1:]], (0,), (0,)),
        ([["Rivers", ""], *OTHERS[1:]], (0,), (0,)),  # the title of a group
    ],
)
def test_rows_that_are_no_heads_go_on_with_the_table(
    rest: list[list[str]], above: tuple[int, ...], below: tuple[int, ...]
) -> None:
    whole = [[cell for cell in cells(*FIRST, *rest) if cell]]
    document = over_page(headed(FIRST, 120, *above), headed(rest, 580, *below))
    assert tables(document) == whole
    bold = [*above, *(len(FIRST) + at for at in below)]
    one_grid = read(together(headed([*FIRST, *rest], 500, *bold), lines(*PROSE, y=300)))
    assert tables(one_grid) == whole


@pytest.mark.parametrize(("last", "count"), [("", 1), ("When", 2)])
def test_a_head_has_words_in_every_cell(last: str, count: int) -> None:
    above = [["Theme", "Plan", "Lead"], ["Homes", "Lamps", "Ann"], ["Lanes", "", "Bo"]]
    below = [["Rivers", "Boats", last], ["Keys", "Locks", "Cy"], ["Fuel", "Cars", "Di"]]
    document = over_page(headed(above, 120, 0), headed(below, 580, 0))
    assert len(tables(document)) == count


def test_a_last_row_in_bold_is_no_head() -> None:
    rows = [*FIRST, OTHERS[0]]
    page = together(headed(rows, 500, 0, len(FIRST)), lines(*PROSE, y=300))
    assert tables(read(page)) == [cells(*rows)]


def test_a_head_that_is_said_again_in_part_stays_a_table_of_its_own() -> None:
    again = [["Theme", "Who watches it"], *OTHERS[1:]]
    document = over_page(headed(FIRST, 120, 0), headed(again, 580, 0))
    assert tables(document) == [cells(*FIRST), cells(*again)]
