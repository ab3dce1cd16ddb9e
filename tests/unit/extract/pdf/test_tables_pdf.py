"""Tables of PDFs: ruled, striped, open, and what only looks like one."""

from __future__ import annotations

from typing import Any

import pytest
from pdf_kit import Draw, lines, make_pdf, ruled, table_rows, texts, together

from plancoder.extract.layout.shapes import PLAIN, Piece, Words
from plancoder.extract.layout.worded_tables import worded_table
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf.read import read_pages, read_pdf
from plancoder.models import BlockKind, Document

ROWS = [
    ["Measure", "2014", "2015"],
    ["Burglary", "312", "290"],
    ["Road deaths", "14", "9"],
    ["Fraud", "88", "131"],
]
XS, TOP, STEP = [50, 150, 220, 290], 500, 18


def read(*draws: Draw, tables: Any = "native") -> Document:
    return read_pdf(
        make_pdf(together(*draws)), options=ExtractOptions(ocr="off", tables=tables)
    )


def words(canvas: Any) -> None:
    for r, row in enumerate(ROWS):
        for c, cell in enumerate(row):
            canvas.drawString(XS[c] + 4, TOP - (r + 1) * STEP + 5, cell)


def grid(canvas: Any) -> None:
    canvas.grid(XS, [TOP - r * STEP for r in range(len(ROWS) + 1)])


def frames(canvas: Any) -> None:
    for r in range(len(ROWS)):
        for c in range(3):
            canvas.rect(
                XS[c], TOP - (r + 1) * STEP, XS[c + 1] - XS[c], STEP, stroke=1, fill=0
            )


def fills(canvas: Any) -> None:
    for r in range(len(ROWS)):
        canvas.setFillColorRGB(*((0.8, 0.85, 0.9) if r % 2 else (0.9, 0.95, 1)))
        for c in range(3):
            canvas.rect(
                XS[c], TOP - (r + 1) * STEP, XS[c + 1] - XS[c], STEP, stroke=0, fill=1
            )
    canvas.setFillColorRGB(0, 0, 0)


def white_frames(canvas: Any) -> None:
    """Each cell white, with a line around it, as matplotlib draws them."""
    white_cells(canvas, line=0.0)


def white_cells(canvas: Any, line: float) -> None:
    canvas.setFillGray(1)
    canvas.setStrokeGray(line)
    for r in range(len(ROWS)):
        for c in range(3):
            left, width = XS[c], XS[c + 1] - XS[c]
            canvas.rect(left, TOP - (r + 1) * STEP, width, STEP, stroke=1, fill=1)
    canvas.setFillGray(0)


def stripes(canvas: Any) -> None:
    canvas.setFillColorRGB(0.85, 0.9, 0.95)
    for r in (0, 2):
        canvas.rect(XS[0], TOP - (r + 1) * STEP, XS[-1] - XS[0], STEP, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)


def rules(canvas: Any) -> None:
    for r in range(len(ROWS) + 1):
        canvas.line(XS[0], TOP - r * STEP, XS[-1], TOP - r * STEP)


def three_rules(canvas: Any) -> None:
    for r in (0, 1, len(ROWS)):
        canvas.line(XS[0], TOP - r * STEP, XS[-1], TOP - r * STEP)


def nothing(canvas: Any) -> None:
    pass


@pytest.mark.parametrize(
    "drawn",
    [grid, frames, fills, white_frames, stripes, rules, three_rules, nothing],
)
def test_tables_are_read_cell_by_cell(drawn: Draw) -> None:
    before = "These are the figures of two years for the whole of the county."
    after = "We shall go on to publish them in each spring for as long as we serve."
    document = read(lines(before, y=540), drawn, words, lines(after, y=380))
    assert table_rows(document) == ROWS
    assert texts(document, BlockKind.PARAGRAPH) == [before, after]


@pytest.mark.parametrize(("line", "frames"), [(0.0, 12), (0.8, 12), (1.0, 0)])
def test_white_boxes_count_by_the_lines_around_them(line: float, frames: int) -> None:
    pages, _ = read_pages(
        make_pdf(lambda canvas: white_cells(canvas, line)),
        (),
        ExtractOptions(ocr="off", tables="pdfplumber"),
    )
    assert sum(stroke.is_frame for stroke in pages[0].strokes) == frames


def turned(canvas: Any, text: str, x: float, y: float, degrees: int = 90) -> None:
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(degrees)
    canvas.drawString(0, 0, text)
    canvas.restoreState()


@pytest.mark.parametrize("degrees", [90, 270])
@pytest.mark.parametrize("ruled", [True, False])
def test_turned_labels_stand_in_the_cells_of_their_table(
    degrees: int, ruled: bool
) -> None:
    def draw(canvas: Any) -> None:
        down = degrees == 270
        canvas.setFont("Helvetica", 10)
        if ruled:
            canvas.grid([50, 100, 300], [500, 440, 380, 320])
        for row, (first, second) in enumerate((("Victims", "first"), ("Roads", ""))):
            y, x = 500 - 60 * row - 5 if down else 440 - 60 * row + 5, 70
            turned(canvas, first, x if not down else 80, y, degrees)
            if second:
                turned(canvas, second, 86 if not down else 64, y, degrees)
        for row, text in enumerate(("Hear witnesses", "Lower speeds", "Open homes")):
            canvas.drawString(110, 465 - 60 * row, text)
        canvas.drawString(60, 345, "Homes")

    document = read(draw, lines("These are our aims for the county.", y=280))
    if ruled:
        assert table_rows(document) == [
            ["Victims first", "Hear witnesses"],
            ["Roads", "Lower speeds"],
            ["Homes", "Open homes"],
        ]
    else:
        assert {"Victims first", "Roads"} <= set(document.text.split("\n"))


def test_pdfplumber_finds_the_same_cells() -> None:
    assert table_rows(read(grid, words, tables="pdfplumber")) == ROWS


def test_cells_know_their_box_and_page() -> None:
    document = read(grid, words)
    block = next(
        block
        for block in document.blocks
        if document.text[block.start : block.end] == "290"
    )
    box = block.regions[0].box
    assert box is not None
    assert (block.page, block.row, block.column) == (1, 1, 2)
    assert (round(box.x0), round(box.x1)) == (220, 290)


def test_wrapped_and_merged_cells_keep_their_text_together() -> None:
    def draw(canvas: Any) -> None:
        for y in (500, 470, 440, 410):
            canvas.line(50, y, 290, y)
        for x in (50, 290):
            canvas.line(x, 500, x, 410)
        canvas.line(170, 470, 170, 410)
        for y, x, text in (
            (480, 55, "Both years together"),
            (458, 55, "Calls answered"),
            (446, 55, "in time"),
            (458, 175, "91"),
            (420, 55, "Visits"),
            (420, 175, "204"),
        ):
            canvas.drawString(x, y, text)

    assert table_rows(read(draw)) == [
        ["Both years together", ""],
        ["Calls answered in time", "91"],
        ["Visits", "204"],
    ]


SPANNED = [
    ["Aim", "Deed", "Lead"],
    ["Lamps", "Light lanes", "Ann"],
    ["Halls", "Heat rooms", "Bob"],
    ["Cellars", "Pump water", "Cy"],
    ["Roads", "Fill holes", "Di"],
]
FULL, SPANS = (0, 1, 4, 5), (2, 3)  # rules from side to side, and those that stop


def beside(column: int, sides: bool, down: float) -> Draw:
    """A table in which a cell of `column` stands beside three rows, its words so far
    below their place in the first; with upright rules or without.
    """
    others = [at for at in range(3) if at != column]

    def draw(canvas: Any) -> None:
        for row in FULL:
            canvas.line(XS[0], TOP - row * STEP, XS[-1], TOP - row * STEP)
        for row in SPANS:
            for at in others:
                canvas.line(XS[at], TOP - row * STEP, XS[at + 1], TOP - row * STEP)
        for x in XS if sides else ():
            canvas.line(x, TOP, x, TOP - 5 * STEP)
        for r, cells in enumerate(SPANNED):
            y = TOP - (r + 1) * STEP + 5
            for c, cell in enumerate(cells):
                if c != column:
                    canvas.drawString(XS[c] + 4, y, cell)
                elif r not in SPANS:
                    canvas.drawString(XS[c] + 4, y - down * (r == 1), cell)

    return draw


@pytest.mark.parametrize("column", [0, 1, 2])
@pytest.mark.parametrize("sides", [True, False])
@pytest.mark.parametrize("down", [0, STEP])
def test_a_cell_beside_several_rows_is_one(
    column: int, sides: bool, down: float
) -> None:
    rows = [list(row) for row in SPANNED]
    for row in SPANS:
        rows[row][column] = ""
    assert table_rows(read(beside(column, sides, down))) == rows


@pytest.mark.parametrize(
    ("x0", "x1", "up", "rows"),
    [
        (151, 289, 9, 4),  # below the last two columns, between two lines
        (151, 289, 1, 3),  # through the words of the second line
        (154, 200, 9, 3),  # as long as its words: an underline
        (120, 289, 9, 4),  # from the space behind the first column
        (60, 289, 9, 3),  # from inside its words
        (151, 240, 9, 3),  # into the last column
    ],
)
def test_rules_that_part_rows_run_below_whole_cells(
    x0: float, x1: float, up: float, rows: int
) -> None:
    def draw(canvas: Any) -> None:
        for y in (500, 482, 446, 428):
            canvas.line(50, y, 290, y)
        cells = (("Aim", "Deed", "Lead"), ("Halls", "Heat rooms", "Bob"))
        for y, row in zip(
            (487, 469, 451, 433),
            (*cells, ("", "Mend doors", "Cy"), ("Roads", "Fill holes", "Di")),
            strict=True,
        ):
            for x, cell in zip(XS, row, strict=False):
                canvas.drawString(x + 4, y, cell)
        canvas.line(x0, 451 + up, x1, 451 + up)

    read_rows = table_rows(read(draw))
    assert len(read_rows) == rows
    assert [row[0] for row in read_rows if row[0]] == ["Aim", "Halls", "Roads"]
    deeds = " ".join(row[1] for row in read_rows)
    assert deeds == "Deed Heat rooms Mend doors Fill holes"


@pytest.mark.parametrize("head", [True, False])
def test_a_filled_row_of_several_lines_is_one(head: bool) -> None:
    rows = (
        ("Lamps", ("Light lanes", "Mend poles", "Paint doors", "Trim trees")),
        ("Halls", ("Heat rooms", "Air rooms")),
        ("Roads", ("Fill holes",)),
    )

    def draw(canvas: Any) -> None:
        canvas.setFillColorRGB(0.85, 0.9, 0.95)
        for top, bottom in ((500, 482), (482, 410), (374, 356)):
            width = 240 if head or top < 500 else 90
            canvas.rect(50, bottom, width, top - bottom, stroke=0, fill=1)
        canvas.setFillGray(0)
        y = 487
        for first, others in (("Aim", ("Deed",)), *rows):
            canvas.drawString(54, y, first)
            for other in others:
                canvas.drawString(154, y, other)
                y -= 18

    document = read(draw)
    if head:
        assert table_rows(document) == [
            ["Aim", "Deed"],
            *([first, " ".join(others)] for first, others in rows),
        ]
    else:
        assert BlockKind.TABLE_CELL not in {block.kind for block in document.blocks}


def test_an_empty_last_column_keeps_the_width() -> None:
    def draw(canvas: Any) -> None:
        canvas.grid([50, 150, 220, 290], [500, 480, 460])
        for y, x, text in (
            (486, 55, "Need"),
            (486, 155, "Aim"),
            (466, 55, "Roads"),
            (466, 155, "Fewer deaths"),
        ):
            canvas.drawString(x, y, text)

    document = read(draw)
    assert table_rows(document) == [["Need", "Aim", ""], ["Roads", "Fewer deaths", ""]]


def test_columns_of_prose_between_rules_are_no_table() -> None:
    left = lines(*["We go from door to door and ask what"] * 6, x=50, y=480)
    right = lines(*["is wanted, and we write down answers"] * 6, x=240, y=480)

    def line(canvas: Any) -> None:
        for y in (500, 400, 380):
            canvas.line(50, y, 380, y)

    assert not texts(read(line, left, right), BlockKind.TABLE_CELL)


def test_a_framed_box_is_no_table() -> None:
    def box(canvas: Any) -> None:
        canvas.rect(45, 470, 250, 60, stroke=1, fill=0)

    document = read(
        box, lines("A box with two lines of text", "and a frame around them.", y=505)
    )
    assert texts(document) == ["A box with two lines of text and a frame around them."]


def test_two_lists_of_names_side_by_side_are_no_table() -> None:
    names = together(
        lines("North ward", "South ward", "West ward", x=50),
        lines("Hill ward", "Lake ward", "Moor ward", x=200),
    )
    assert not texts(read(names), BlockKind.TABLE_CELL)


def between_three_rules(
    *rows: tuple[tuple[str, ...], str, str], title: str = ""
) -> Draw:
    """A table with rules above and below its head and below its last row; first entries
    of several lines.
    """

    def draw(canvas: Any) -> None:
        y = TOP
        for n, (entry, first, second) in enumerate(rows):
            if n < 2:
                canvas.line(XS[0], y, XS[-1], y)
            for line, text in enumerate(entry):
                canvas.drawString(XS[0], y - 12 - 11 * line, text)
            canvas.drawString(XS[2], y - 12, first)
            canvas.drawString(XS[3] - 20, y - 12, second)
            y -= 18 + 11 * (len(entry) - 1)
        canvas.line(XS[0], y, XS[-1], y)
        if title:
            canvas.setFont("Helvetica", 24)
            canvas.drawString(XS[0], TOP + 30, title)
            canvas.line(XS[0], TOP + 70, XS[-1], TOP + 70)

    return draw


HANGING: list[tuple[tuple[str, ...], str, str]] = [
    (("Measure",), "2014", "2015"),
    (("Theft of tools", "from vans"), "312", "290"),
    (("Road deaths",), "14", "9"),
    (("Fraud by letter", "and by phone"), "88", "131"),
]


@pytest.mark.parametrize("title", ["", "Our figures"])
def test_entries_of_two_lines_between_few_rules(title: str) -> None:
    document = read(between_three_rules(*HANGING, title=title))
    assert table_rows(document) == [
        [" ".join(entry), first, second] for entry, first, second in HANGING
    ]
    assert texts(document)[0] == (title or "Measure")


def torn_grid(canvas: Any) -> None:
    for y in range(len(ROWS) + 1):
        canvas.line(XS[0], TOP - y * STEP, XS[-1], TOP - y * STEP)
    for n, x in enumerate(XS):
        for row in range(len(ROWS)):
            if (n, row) != (1, 2):
                canvas.line(x, TOP - row * STEP, x, TOP - (row + 1) * STEP)


def test_entries_keep_to_their_columns_where_a_rule_is_missing() -> None:
    assert table_rows(read(torn_grid, words)) == ROWS


def test_an_entry_over_two_columns_stays_one() -> None:
    def over_two(canvas: Any) -> None:
        for r, row in enumerate(ROWS):
            entries = (
                [("Road deaths of the whole county", 0), (row[2], 2)]
                if r == 2
                else zip(row, range(3), strict=True)
            )
            for text, column in entries:
                canvas.drawString(XS[column] + 4, TOP - (r + 1) * STEP + 5, text)

    assert table_rows(read(torn_grid, over_two))[2] == [
        "Road deaths of the whole county",
        "",
        "9",
    ]


WRAPPED = [
    ["Theme", "What we do", "Who leads"],
    ["Homes", "Open a shelter with the|councils of the coast", "Housing lead"],
    ["Youth", "Pay for youth workers", "Youth lead|of the office"],
    ["Roads", "Teach all new drivers of|the county in schools", "Road team"],
]
WHOLE = [[cell.replace("|", " ") for cell in row] for row in WRAPPED]


def unruled(
    rows: list[list[str]], *, gap: float = 6, xs: tuple[int, ...] = (50, 120, 270)
) -> Draw:
    """Rows of wrapped cells without any rule, `gap` points apart."""

    def draw(canvas: Any) -> None:
        y = 480.0
        for row in rows:
            for x, cell in zip(xs, row, strict=True):
                for line, text in enumerate(cell.split("|")):
                    canvas.drawString(x, y - 12 * line, text)
            y -= 12 * max(cell.count("|") + 1 for cell in row) + gap

    return draw


@pytest.mark.parametrize("gap", [6, 0])
def test_wrapped_words_in_rows_without_rules_are_a_table(gap: float) -> None:
    above, below = (
        lines("A sentence across the whole page says what follows here."),
        [lines("Another one across the whole page ends what was said above.", y=300)],
    )
    document = read(above, unruled(WRAPPED, gap=gap), *below)
    assert table_rows(document) == WHOLE
    assert len(texts(document, BlockKind.PARAGRAPH)) == 2


def test_entries_too_close_for_a_gutter_keep_to_their_columns() -> None:
    rows = [["Aim", "Headline", "When"], *(
        [f"Aim {at}", "Visits to cells|and to courts", "By the spring"]
        for at in range(3)
    )]  # fmt: skip
    document = read(unruled(rows, xs=(50, 100, 168)))
    assert table_rows(document)[1:] == [
        [f"Aim {at}", "Visits to cells and to courts", "By the spring"]
        for at in range(3)
    ]


@pytest.mark.parametrize("bold", [True, False])
def test_cards_side_by_side_are_no_table(bold: bool) -> None:
    def titles(canvas: Any) -> None:
        canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 10)
        for y in (480, 438):
            for x, word in zip(
                (50, 170, 290), ("Homes", "Youth", "Roads"), strict=True
            ):
                canvas.drawString(x, y, word)

    def said(canvas: Any) -> None:
        for y in (462, 420):
            for x in (50, 170, 290):
                canvas.drawString(x, y, "We mend lamps")
                canvas.drawString(x, y - 12, "in every lane")

    cells = texts(read(titles, said), BlockKind.TABLE_CELL)
    assert bool(cells) is not bold


def test_a_column_without_words_makes_no_table() -> None:
    # Letters that run from right to left may leave a column empty.
    rows = (Words([word], [50.0]) for word in ("Homes", "Roads"))
    pieces = [Piece(row, 90, 100, 10, PLAIN, 0) for row in rows]
    assert worded_table([pieces, []]) is None


def test_terms_beside_what_they_mean_are_paired() -> None:
    rows = [
        [
            "Hate crime",
            "A crime that a victim sees as driven|by dislike of who they are",
        ],
        ["Panel", "Members of councils who may ask|the office to answer in public"],
        ["Warden", "One who walks the lanes by night|and knows who lives there"],
    ]
    document = read(unruled(rows, xs=(50, 140)))
    assert table_rows(document) == [
        [cell.replace("|", " ") for cell in row] for row in rows
    ]


def test_two_columns_of_prose_without_rules_are_no_table() -> None:
    column = [
        "Our villages told us that lamps are dark and",
        "that nobody mends them in the long winter.",
    ]

    def draw(canvas: Any) -> None:
        for at in range(4):
            for x in (40, 220):
                for line, text in enumerate(column):
                    canvas.setFont("Helvetica", 8)
                    canvas.drawString(x, 500 - 40 * at - 10 * line, text)

    assert not texts(read(draw), BlockKind.TABLE_CELL)


def test_a_table_that_goes_on_in_the_next_column_is_one() -> None:
    def rows(words: list[list[str]], x: float, y: float) -> Draw:
        def draw(canvas: Any) -> None:
            for at, row in enumerate(words):
                for step, cell in enumerate(row):
                    canvas.drawString(x + 50 * step, y - 16 * at, cell)

        return draw

    prose = "Lanes are long and dark here"
    left = lines(*[prose] * 8, x=40, y=500)
    right = lines(*[prose] * 8, x=220, y=440)
    head = [["Ward", "2030", "2031"], ["North", "12", "9"], ["South", "7", "5"]]
    rest = [["Coast", "1", "2"], ["Quay", "4", "6"]]
    document = read(left, rows(head, 40, 390), rows(rest, 220, 480), right)
    assert table_rows(document) == head + rest


def test_a_label_with_a_colon_stands_before_its_words() -> None:
    def label(canvas: Any) -> None:
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(50, 400, "Aim:")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(84, 400, "Arrangements for all who ask for")
        canvas.drawString(84, 388, "help at the quay by night.")

    whole = "Aim: Arrangements for all who ask for help at the quay by night."
    assert whole in texts(read(label))


def test_a_contents_list_above_columns_keeps_to_itself() -> None:
    def contents(canvas: Any) -> None:
        for at, (title, number) in enumerate((("Homes", "3"), ("Roads", "5"))):
            canvas.drawString(50, 540 - 15 * at, title)
            canvas.drawString(360, 540 - 15 * at, number)

    left = lines(
        "We asked all who live here and", "all who work here, and to those", x=50
    )
    right = lines(
        "who came by night we listened", "until the lamps went out again.", x=230
    )
    document = read(contents, left, right)
    joined = "to those who came by night we listened until the lamps went out again."
    assert any(text.endswith(joined) for text in texts(document))


@pytest.mark.parametrize(
    ("last", "first", "joined"),
    [
        ("and the first count of the wards of the county of", "Larkshire says", True),
        ("and the first count of the wards of the county", "Larkshire says", False),
        ("and the first count of the wards of the county", "says so", True),
    ],
)
def test_a_sentence_goes_on_below_a_table(last: str, first: str, joined: bool) -> None:
    rest = f"{first} that lamps are lit in all of the lanes."
    above = lines("The office counts each lamp that is lit by night here,", last, y=540)
    document = read(above, words, grid, lines(rest, y=390))
    assert any(f"{last} {rest}" in text for text in texts(document)) is joined


@pytest.mark.parametrize(
    ("first", "rest", "rows"),
    [("", "keep it open by night.", 3), ("Quay", "keep it open by night.", 4)],
)
def test_a_row_goes_on_over_the_page_though_rules_close_it(
    first: str, rest: str, rows: int
) -> None:
    above = [["Theme", "Plan"], ["Homes", "Open a shelter by the quay and"]]
    below = [[first, rest], ["Roads", "Teach new drivers."]]
    pages = make_pdf(
        together(
            lines("Lanes are long and dark here.", y=560),
            ruled(above, 120, (50, 150, 350)),
        ),
        together(
            ruled(below, 560, (50, 150, 350)),
            lines("Lamps are lit here at dusk.", y=400),
        ),
    )
    document = read_pdf(pages, options=ExtractOptions(ocr="off"))
    found = table_rows(document)
    assert len(found) == rows
    whole = ["Homes", "Open a shelter by the quay and keep it open by night."]
    assert (whole in found) is (not first)


def test_a_heading_close_above_a_table_is_no_part_of_it() -> None:
    def heading(canvas: Any) -> None:
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(50, 494, "What we will do")
        canvas.setFont("Helvetica", 10)

    document = read(heading, unruled(WRAPPED))
    assert table_rows(document) == WHOLE
    assert texts(document, BlockKind.HEADING) == ["What we will do"]


@pytest.mark.parametrize(
    ("gap", "width"),
    [(20, 3), (0, 3)],
)
def test_sides_drawn_apart_make_no_columns(gap: float, width: int) -> None:
    """Two columns of frames with room between them, as some producers draw cells."""

    def draw(canvas: Any) -> None:
        for r, row in enumerate(ROWS):
            y = TOP - (r + 1) * STEP
            canvas.setFont("Helvetica-Bold" if not r else "Helvetica", 10)
            for c, cell in enumerate(row):
                x = XS[0] + c * (100 + gap)
                canvas.rect(x, y, 100, STEP, stroke=1, fill=0)
                canvas.drawString(x + 4, y + 5, cell)
        for r in range(len(ROWS) + 1):
            right = XS[0] + 300 + 2 * gap
            canvas.line(XS[0], TOP - r * STEP, right, TOP - r * STEP)

    rows = table_rows(read(draw))
    assert rows == ROWS
    assert len(rows[0]) == width


def test_an_empty_column_without_a_head_stays() -> None:
    def draw(canvas: Any) -> None:
        canvas.grid([50, 150, 200, 300], [TOP - r * STEP for r in range(5)])
        for r, row in enumerate(ROWS):
            canvas.setFont("Helvetica-Bold" if not r else "Helvetica", 10)
            y = TOP - (r + 1) * STEP + 5
            canvas.drawString(54, y, row[0])
            canvas.drawString(204, y, row[1])

    assert table_rows(read(draw)) == [[row[0], "", row[1]] for row in ROWS]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ([(140, 150), (140, 150), (140, 150)], 2),
        ([(140, 150), (141, 151), (140, 150)], 2),  # to a point
        ([(140, 150), (140, 150)], 1),
        # As of stretched lines, which differ.
        ([(140, 150), (130, 140), (120, 130)], 1),
        # As those of a typewriter.
        ([(140, 147.8), (140, 147.8), (140, 147.8)], 1),
    ],
)
def test_a_wide_space_at_one_place_of_three_lines_is_a_gutter(
    rows: list[tuple[float, float]], columns: int
) -> None:
    left = ["In every lane we", "mend the lamps that", "are dark by night"]
    right = ["Our wardens walk", "to school with all", "who ask for them"]

    def draw(canvas: Any) -> None:
        for at, (end, start) in enumerate(rows):
            canvas.drawRightString(end, 500 - 12 * at, left[at])
            canvas.drawString(start, 500 - 12 * at, right[at])

    (said,) = texts(read(draw)) if columns == 1 else [" ".join(texts(read(draw)))]
    beside = f"{left[0]} {right[0]}"
    assert said.startswith(beside) is (columns == 1)
    below = " ".join(left[: len(rows)])
    assert said.startswith(below) is (columns == 2)


@pytest.mark.parametrize(
    ("first", "rest", "rows"),
    [("", "keep it open by night.", 3), ("Quay", "keep it open by night.", 4)],
)
def test_a_row_goes_on_in_the_next_column_though_rules_close_it(
    first: str, rest: str, rows: int
) -> None:
    def table(cells: list[list[str]], left: float, top: float) -> Draw:
        def draw(canvas: Any) -> None:
            sides = [left, left + 50, left + 150]
            canvas.grid(sides, [top - 20 * at for at in range(len(cells) + 1)])
            canvas.setFont("Helvetica", 7)
            for at, row in enumerate(cells):
                for x, text in zip(sides, row, strict=False):
                    canvas.drawString(x + 4, top - 20 * at - 14, text)
            canvas.setFont("Helvetica", 10)

        return draw

    above = [["Theme", "Plan"], ["Homes", "Open a shelter by the quay and"]]
    below = [[first, rest], ["Roads", "Teach new drivers."]]
    prose = ["Lanes are long and dark here."] * 6
    document = read(
        lines(*prose, x=40, y=500),
        table(above, 40, 420),
        table(below, 220, 510),
        lines(*prose, x=220, y=450),
    )
    found = table_rows(document)
    assert len(found) == rows
    whole = ["Homes", "Open a shelter by the quay and keep it open by night."]
    assert (whole in found) is (not first)
