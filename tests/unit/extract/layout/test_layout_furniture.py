"""What runs along the edges of pages and what only seems to: section names, watermarks,
pages that are all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from pdf_kit import (
    HEIGHT,
    WIDTH,
    Draw,
    lines,
    make_pdf,
    page_of,
    pieces_of,
    ruled,
    table_rows,
    texts,
    together,
)

from plancoder.extract.layout.compose import compose
from plancoder.extract.layout.furniture import strip_furniture
from plancoder.extract.layout.shapes import Holder, PageContent, Table
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf.read import read_pdf
from plancoder.models import BlockKind, Box, Document

OFF = ExtractOptions(ocr="off")
SECTIONS = [
    "Safer roads in every parish",
    "What we will do about drugs",
    "Money and people",
    "Help for witnesses",
]
BODY = [
    ("Officers will meet the people of each district", 50, 200),
    ("twice a year and report on what they have heard.", 50, 212),
]


def blocks_of(*pages: PageContent) -> list[str]:
    text, blocks = compose(pages)
    return [text[block.start : block.end] for block in blocks]


def read(data: bytes) -> Document:
    return read_pdf(data, options=OFF)


def chapter(
    number: int, name: str, *, running: float, title: float
) -> list[PageContent]:
    """Two pages of a chapter with its title on the first and its name above both."""
    above = [pieces_of([(name, 50, 25)], size=running) for _ in range(2)]
    first = page_of(
        2 * number - 1,
        above[0],
        pieces_of([(name, 50, 120)], size=title),
        pieces_of(BODY),
    )
    return [first, page_of(2 * number, above[1], pieces_of(BODY))]


@pytest.mark.parametrize("running", [8, 10])
def test_section_names_that_run_along_are_said_once(running: float) -> None:
    pages = [
        page
        for n, name in enumerate(SECTIONS, 1)
        for page in chapter(n, name, running=running, title=16)
    ]
    got = blocks_of(*pages)
    assert [got.count(name) for name in SECTIONS] == [1] * 4


def left(pages: Iterable[PageContent], *but: str) -> list[str]:
    """What is left on the pages without furniture, their text `but` aside."""
    pages = list(pages)
    strip_furniture(pages)
    body = {text for text, _, _ in BODY} | set(but)
    return [p.text for page in pages for p in page.pieces if p.text not in body]


def edged(number: int, *rows: tuple[str, float], size: float = 8) -> PageContent:
    """A page with text, and lines of small print at these heights."""
    return page_of(
        number,
        pieces_of([(text, 50, base) for text, base in rows if text], size=size),
        pieces_of(BODY),
    )


NAMED = {
    "a": "Roads",
    "b": "Courts",
    "c": "Homes",
    "d": "Help",
    "e": "Parks",
    " ": "",
}


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        ("aabbccdd", 0),  # four texts at eight places
        ("aabbccde", 8),  # five
        ("aabb  ", 0),  # on four pages of six
        ("aabb   ", 4),  # of seven
    ],
)
def test_a_place_filled_by_few_names_in_turn_is_no_text(names: str, kept: int) -> None:
    pages = [edged(n, (NAMED[one], 25)) for n, one in enumerate(names, 1)]
    assert len(left(pages)) == kept


def named(
    names: Sequence[str],
    others: Sequence[str] = (),
    *,
    title: float = 16,
    above: bool = False,
    first: bool = True,
) -> list[PageContent]:
    """A page with the title of each chapter and one with its name at the head, where
    nothing is said twice but by the two; `others` stand at that place too.
    """
    pages: list[PageContent] = []
    for name, over in zip(names, NAMED.values(), strict=False):
        heading = page_of(0, pieces_of([(name, 50, 120)], title), pieces_of(BODY))
        rows = [(name, 30), (over, 18)] if above else [(name, 30)]
        running = edged(0, *rows, size=10)
        pages += [heading, running] if first else [running, heading]
    pages += [edged(0, (text, 30), size=10) for text in others]
    return [page_of(number, page.pieces) for number, page in enumerate(pages, 1)]


@pytest.mark.parametrize(
    ("pages", "kept"),
    [
        (named(SECTIONS), 4),
        (named(SECTIONS, title=11), 4),
        (named(SECTIONS, title=10.5), 8),  # as large as what runs
        (named(SECTIONS[:3]), 3),
        (named(SECTIONS[:2]), 4),  # two are no series
        (named(SECTIONS, first=False), 4),  # as on the left of a title on the right
        (named(SECTIONS[:3], ["Larks", "Rooks"]), 3),  # three of five are titles
        (named(SECTIONS[:3], ["Larks", "Rooks", "Owls"]), 9),  # three of six
    ],
)
def test_a_name_at_the_head_of_one_page_goes_where_its_title_stands_before(
    pages: list[PageContent], kept: int
) -> None:
    assert len(left(pages)) == kept


def test_a_name_with_text_above_it_stays() -> None:
    pages = named(SECTIONS, above=True)
    assert [text for text in left(pages) if text in SECTIONS] == [
        name for name in SECTIONS for _ in range(2)
    ]


@pytest.mark.parametrize(
    ("name", "base", "title", "kept"),
    [
        (SECTIONS[0], 30, 16, 1),  # its title
        (SECTIONS[0], 30, 10, 2),  # as large as its title
        (SECTIONS[0], 44, 16, 2),  # below the running head
        ("Larks", 30, 16, 2),  # no title of the document
    ],
)
def test_a_lone_name_goes_on_the_line_of_a_running_head(
    name: str, base: float, title: float, kept: int
) -> None:
    head = "A plan for Larkshire"
    pages = [edged(number, (head, 30), size=10) for number in (1, 2, 3)]
    named_page = page_of(
        2,
        pieces_of([(head, 50, 30), (name, 200, base)], size=10),
        pieces_of([(SECTIONS[0], 50, 120)], size=title),
        pieces_of(BODY),
    )
    assert len(left([pages[0], named_page, pages[2]], head)) == kept


@pytest.mark.parametrize(
    ("text", "on", "pages", "kept"),
    [
        ("Our plan", 2, 5, 0),
        ("Our plan", 2, 6, 2),
        ("Our plan", 3, 20, 0),
        ("Our plan", 3, 21, 3),
        # What reads as a sentence may be the plan's: it is said once.
        ("Call us any day.", 6, 8, 1),
        ("Call us now.", 6, 8, 0),
        ("Call us any day", 6, 8, 0),
    ],
)
def test_what_is_on_enough_pages_runs(
    text: str, on: int, pages: int, kept: int
) -> None:
    read = [edged(n, (text if n <= on else "", 25)) for n in range(1, pages + 1)]
    assert len(left(read)) == kept


@pytest.mark.parametrize(
    ("base", "kept"), [(25, 0), (60, 0), (80, 6), (540, 0), (520, 6)]
)
def test_only_the_strips_at_head_and_foot_hold_what_runs(
    base: float, kept: int
) -> None:
    assert len(left(edged(n, ("Our plan", base)) for n in range(1, 7))) == kept


@pytest.mark.parametrize(
    ("on", "above", "kept"),
    [(4, True, 4), (4, False, 0), (5, True, 0)],
)
def test_what_a_few_pages_repeat_below_text_is_text(
    on: int, above: bool, kept: int
) -> None:
    over = ["Larks", "Rooks", "Owls", "Gulls", "Crows", "Finches"] if above else []
    pages = [
        edged(
            n,
            ("Our plan" if n <= on else "", 60),
            *((one, 20) for one in over[n - 1 : n]),
        )
        for n in range(1, 11)
    ]
    assert left(pages, *over).count("Our plan") == kept


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [([1, 2, 3, 9, 9], 0), ([1, 2, 9, 8, 7], 5), ([9, 9, 8, 8, 7], 5)],
)
def test_numbers_that_go_up_with_the_pages_tell_a_footer(
    numbers: list[int], kept: int
) -> None:
    # Of ten pages, so that the same text on two of them does not run.
    pages = [
        edged(n, (f"Our plan to {number} {name}", 585))
        for n, (number, name) in enumerate(zip(numbers, ["x"] * 5, strict=True), 1)
    ]
    pages += [edged(n) for n in range(6, 11)]
    assert len(left(pages)) == kept


@pytest.mark.parametrize(("on", "kept"), [(3, 0), (2, 2)])
def test_numbers_of_few_pages_are_text(on: int, kept: int) -> None:
    pages = [edged(n, (NAMES[n - 1] if n <= on else "", 585)) for n in range(1, 11)]
    assert len(left(pages)) == kept


def test_titles_at_the_head_of_pages_stay() -> None:
    pages = [
        page_of(n, pieces_of([(name, 50, 30)], size=16), pieces_of(BODY))
        for n, name in enumerate(SECTIONS, 1)
    ]
    assert [text for text in blocks_of(*pages) if text in SECTIONS] == SECTIONS


def whole(number: int, last: float) -> PageContent:
    """A page whose lines stand from the top edge down, the same on every page."""
    rows = [
        (f"Line {'abcdefghijkl'[n]} of the page is about the courts.", 50, 20 + 12 * n)
        for n in range(5)
    ]
    return page_of(number, pieces_of([row for row in rows if row[2] < last]))


def test_pages_that_are_all_the_same_keep_their_text() -> None:
    got = " ".join(blocks_of(*(whole(n, 100) for n in range(1, 9))))
    assert got.count("Line a of the page") == 8
    assert got.count("Line e of the page") == 8


def test_a_header_goes_from_pages_that_have_no_other_words() -> None:
    pages = [
        page_of(n, pieces_of([("A safer county", 50, 25)]), pieces_of(BODY))
        for n in range(1, 6)
    ]
    assert "A safer county" not in blocks_of(
        *pages, page_of(6, pieces_of([("A safer county", 50, 25)]))
    )


def margin(number: int, text: str, x: float) -> PageContent:
    return page_of(number, pieces_of([(text, x, 300)], size=6), pieces_of(BODY))


@pytest.mark.parametrize(
    ("x", "on", "pages", "kept"),
    [
        *((5, 6, 6, 0), (WIDTH - 30, 6, 6, 0), (120, 6, 6, 6)),
        # half of the pages at the least, and no fewer than three
        *((5, 3, 6, 0), (5, 3, 7, 3), (5, 3, 4, 0), (5, 2, 4, 2)),
    ],
)
def test_the_same_words_in_the_side_margin_go(
    x: float, on: int, pages: int, kept: int
) -> None:
    read = [margin(n, "Our plan" if n <= on else "", x) for n in range(1, pages + 1)]
    assert blocks_of(*read).count("Our plan") == kept


def slanted(text: str, angle: float) -> Any:
    def draw(canvas: Any) -> None:
        canvas.saveState()
        canvas.translate(120, 420)
        canvas.rotate(angle)
        canvas.setFont("Helvetica", 40)
        canvas.drawString(0, 0, text)
        canvas.restoreState()

    return draw


PROSE = lines(
    "The whole page says what is planned for the",
    "markets and fairs of the county this summer,",
    y=440,
)


@pytest.mark.parametrize(("pages", "found"), [(3, 0), (1, 1)])
def test_a_word_across_the_page_parts_no_paragraph(pages: int, found: int) -> None:
    document = read(make_pdf(*[together(slanted("DRAFT", -35), PROSE)] * pages))
    assert texts(document).count("DRAFT") == found
    assert sum("for the markets and fairs" in text for text in texts(document)) == pages


@pytest.mark.parametrize("smaller", [10, 8])
def test_small_capitals_belong_to_their_line(smaller: float) -> None:
    def title(canvas: Any) -> None:
        x = 50.0
        for text, size in (
            ("A ", 12),
            ("SAFER ", smaller),
            ("C", 12),
            ("OUNTY", smaller),
        ):
            canvas.setFont("Helvetica-Bold", size)
            canvas.drawString(x, 480, text)
            x += canvas.stringWidth(text, "Helvetica-Bold", size)

    document = read(make_pdf(together(title, lines("This is what we plan.", y=440))))
    assert texts(document, BlockKind.HEADING) == ["A SAFER COUNTY"]


def gridded(*rows: tuple[str, str]) -> Draw:
    return ruled(rows, HEIGHT - 100, (50, 200, 350))


@pytest.mark.parametrize(("head", "said"), [("Aim", 1), ("Goal", 2)])
def test_heads_that_a_table_repeats_on_the_next_page_are_said_once(
    head: str, said: int
) -> None:
    first = gridded(("Measure", "Aim"), ("Burglary", "Fewer"), ("Fraud", "Fewer"))
    then = gridded(("Measure", head), ("Arson", "None"), ("Theft", "Fewer"))
    document = read(make_pdf(first, then))
    assert texts(document).count("Measure") == said
    # Rows that go on under no head of their own are the same table's.
    assert table_rows(document, said - 1)[-1] == ["Theft", "Fewer"]


NAMES = ["one", "two", "three", "four", "five", "six"]


@pytest.mark.parametrize(
    ("footer", "kept"), [("Page {}", 0), ("{}", 0), ("Ward {} of the county", 6)]
)
def test_page_numbers_in_words_go(footer: str, kept: int) -> None:
    pages = [
        page_of(
            n, pieces_of([(footer.format(name), 300, HEIGHT - 15)]), pieces_of(BODY)
        )
        for n, name in enumerate(NAMES, 1)
    ]
    assert sum(text in map(footer.format, NAMES) for text in blocks_of(*pages)) == kept


TEENS = ["thir", "four", "fif", "six", "seven", "eigh", "nine"]
ONES = [*NAMES, "seven", "eight", "nine"]
WORDS = [
    *(*ONES, "ten", "eleven", "twelve", *(f"{ten}teen" for ten in TEENS)),
    *(
        f"{ten}ty{one}"
        for ten in ("twen", "thir", "for", "fif", "six", "seven", "eigh", "nine")
        for one in ("", *(f"-{one}" for one in ONES))
    ),
]


def test_every_number_in_words_may_be_that_of_a_page() -> None:
    assert len(WORDS) == 99
    assert not left(edged(n, (word, 585)) for n, word in enumerate(WORDS, 1))


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [
        (["Page iv", "page v", "vi", "x"], 0),
        (["p. 3", "p 4", "pg. 5", "pg 6"], 0),
        (["Tudalen 3", "tudalen 4", "- 5 -", "6"], 0),
        (["3 of 90", "4 / 90", "5|90", "1234"], 0),
        (["Ward three", "Part 4", "12345", "3 in 90"], 4),
    ],
)
def test_numbers_of_pages_however_they_are_written(
    numbers: list[str], kept: int
) -> None:
    # Not one after the other, so that it is not their counting that tells.
    pages = [edged(5 * n, (text, 585)) for n, text in enumerate(numbers, 1)]
    assert len(left(pages)) == kept


def test_a_row_over_a_page_break_reads_line_by_line() -> None:
    rules = [(50, 70), (200, 70), (350, 70)]

    def foot(canvas: Any) -> None:
        canvas.line(50, 70, 350, 70)
        for x, _ in rules:
            canvas.line(x, 70, x, 20)
        for n, (left, right) in enumerate(
            [("Theft of tools", "Fewer than"), ("from vans and", "in the year")]
        ):
            canvas.drawString(54, 56 - 12 * n, left)
            canvas.drawString(204, 56 - 12 * n, right)
        canvas.line(50, 110, 350, 110)
        canvas.line(50, 90, 350, 90)
        for x, _ in rules:
            canvas.line(x, 110, x, 70)
        canvas.drawString(54, 96, "Measure")
        canvas.drawString(204, 96, "Aim")
        canvas.drawString(54, 76, "Arson")
        canvas.drawString(204, 76, "None")

    def head(canvas: Any) -> None:
        for x, _ in rules:
            canvas.line(x, 580, x, 520)
        canvas.drawString(54, 566, "from sheds")
        canvas.drawString(204, 566, "before it")
        canvas.line(50, 550, 350, 550)
        canvas.line(50, 520, 350, 520)
        canvas.drawString(54, 530, "Fraud")
        canvas.drawString(204, 530, "Fewer")

    rows = table_rows(read(make_pdf(foot, head)))
    assert rows[2] == [
        "Theft of tools from vans and from sheds",
        "Fewer than in the year before it",
    ]


@pytest.mark.parametrize(("head", "said"), [("Aim", 1), ("Goal", 2)])
def test_heads_left_alone_at_the_foot_of_a_page_are_said_once(
    head: str, said: int
) -> None:
    def lone(canvas: Any) -> None:
        canvas.drawString(50, 500, "Officers will report on what they have heard.")
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(54, 90, "Measure")
        canvas.drawString(204, 90, head)

    document = read(
        make_pdf(
            lone, gridded(("Measure", "Aim"), ("Burglary", "Fewer"), ("Fraud", "Fewer"))
        )
    )
    assert document.text.count("Measure") == said
    assert table_rows(document)[0] == ["Measure", "Aim"]


def tabled(
    number: int, *rows: str, top: bool = False, bottom: bool = False
) -> PageContent:
    """A page with a table of one column, which may be open above or below."""
    cells = [pieces_of([(row, 50, 100 + 20 * n)]) for n, row in enumerate(rows)]
    for cell in cells:
        cell[0].page = number
    box = Box(50, 90, 350, 190)
    holder = Holder((50, 90, 350, 190), 10.0, 0)
    holder.table = Table(
        box, [[cell] for cell in cells], [[box] for _ in cells], number, top, bottom
    )
    holder.page = number
    return page_of(number, [holder])


def test_a_row_may_go_on_over_several_pages() -> None:
    pages = (
        tabled(1, "Measure", "one", bottom=True),
        tabled(2, "two", top=True, bottom=True),
        tabled(3, "six", top=True),
    )
    assert blocks_of(*pages) == ["Measure", "one two six"]


def test_a_line_above_a_table_is_no_head_that_was_left_alone() -> None:
    # Of one column nobody can tell that its head is repeated.
    line = page_of(1, pieces_of([("Measure", 50, 500)]))
    got = blocks_of(line, tabled(2, "Measure", "one"))
    assert got == ["Measure", "Measure", "one"]


def test_a_table_that_is_not_open_begins_anew() -> None:
    assert blocks_of(tabled(1, "Measure", "one"), tabled(2, "two", top=True)) == [
        "Measure",
        "one",
        "two",
    ]


def test_the_number_that_a_page_bears_is_kept() -> None:
    def page(number: int) -> PageContent:
        lines = [("Words that every page has to fill its lines", 50, 200 + number)]
        foot = [(f"Page {number + 3} of 40", 280, HEIGHT - 15)]
        return page_of(number, pieces_of(lines), pieces_of(foot))

    pages = [page(number) for number in range(1, 6)]
    strip_furniture(pages)
    assert [one.printed for one in pages] == ["4", "5", "6", "7", "8"]
    assert not any("of 40" in piece.text for one in pages for piece in one.pieces)


@pytest.mark.parametrize(("step", "kept"), [(2, 0), (1, 0), (7, 4)])
def test_page_numbers_of_spreads_go(step: int, kept: int) -> None:
    pages = [
        page_of(
            number,
            pieces_of([(f"Lane {word} is long and dark at night.", 50, 300)]),
            pieces_of([(f"Our county {step * number + 4}", 50, 590)]),
        )
        for number, word in enumerate(("oak", "elm", "ash", "yew"), start=1)
    ]
    strip_furniture(pages)
    texts_left = [piece.text for page in pages for piece in page.pieces]
    assert sum(text.startswith("Our county") for text in texts_left) == kept


@pytest.mark.parametrize(("x", "kept"), [(200, 3), (15, 0)])
def test_turned_heads_of_tables_stay_and_turned_running_heads_go(
    x: float, kept: int
) -> None:
    def draw(canvas: Any) -> None:
        canvas.saveState()
        canvas.translate(x, 250)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Rough sleepers")
        canvas.restoreState()

    document = read(make_pdf(*[together(draw, PROSE)] * 3))
    assert texts(document).count("Rough sleepers") == kept


@pytest.mark.parametrize(("below", "kept"), [(True, 2), (False, 0)])
def test_of_few_pages_what_has_text_beyond_it_does_not_run(
    below: bool, kept: int
) -> None:
    pages = []
    for number, word in enumerate(("oak", "elm"), start=1):
        groups = [pieces_of([(f"Lane {word} is long and dark at night.", 50, 300)])]
        groups.append(pieces_of([("Count of lamps by ward", 50, 570)]))
        if below:
            groups.append(pieces_of([(f"{word.title()} ward has some", 50, 586)]))
        pages.append(page_of(number, *groups))
    strip_furniture(pages)
    left = [piece.text for page in pages for piece in page.pieces]
    assert left.count("Count of lamps by ward") == kept
