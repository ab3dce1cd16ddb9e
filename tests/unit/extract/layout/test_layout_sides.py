"""Both sides of the measures that the small rules of a page decide by: a row that just
meets the rule, and its twin that just does not.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pdf_kit import BOLD, HEIGHT, ITALIC, REGULAR, WIDTH, page_of, pieces_of

from plancoder.extract.layout.bullets import find_marks
from plancoder.extract.layout.dropcaps import join_drop_capitals
from plancoder.extract.layout.headings import BodyLook, mark_headings
from plancoder.extract.layout.hidden import is_picture, joined_text, take_hidden
from plancoder.extract.layout.lists import mark_lists
from plancoder.extract.layout.order import continuity
from plancoder.extract.layout.panels import gather_panels, panel_boxes
from plancoder.extract.layout.paragraphs import drafts_of, leading_of, lines_of
from plancoder.extract.layout.pull_quotes import mark_quotes
from plancoder.extract.layout.shapes import Draft, MarkedPiece, Piece, Stroke, Style
from plancoder.models import BlockKind, Box

K = BlockKind
BODY = BodyLook(10.0, bold=False, colour=0)


def piece_of(
    text: str,
    x: float = 50,
    base: float = 100,
    size: float = 10,
    style: Style = REGULAR,
) -> Piece:
    """One piece; its words stand in it where `pieces_of` puts them."""
    (piece,) = pieces_of([(text, x, base)], size, style)
    return piece


# ------------------------------------------------------------------------------------------
# what nobody sees


@pytest.mark.parametrize(
    ("size", "x", "base", "hidden"),
    [
        *((1.6, 50, 100, False), (1.5, 50, 100, True)),
        # "Seen" is 20 points wide; its middle may be one point off the page.
        *((10, -10.5, 100, False), (10, -11.5, 100, True)),
        *((10, WIDTH - 9.5, 100, False), (10, WIDTH - 8.5, 100, True)),
        *((10, 50, 2.5, False), (10, 50, 1.5, True)),
        *((10, 50, HEIGHT + 3.5, False), (10, 50, HEIGHT + 4.5, True)),
    ],
)
def test_tiny_letters_and_those_off_the_page_are_hidden(
    size: float, x: float, base: float, hidden: bool
) -> None:
    page = page_of(1, [piece_of("Seen", x, base, size), piece_of("Body", 50, 300)])
    assert [piece.text for piece in take_hidden(page)] == ["Seen"] * hidden
    assert [piece.text for piece in page.pieces] == ["Seen", "Body"][hidden:]


WHITE = Style("Regular", near_white=True)
GROUND = (40, 90, 80, 110)


@pytest.mark.parametrize(
    ("stroke", "picture", "hidden"),
    [
        (None, None, True),
        (Stroke(*GROUND, 0x204060), None, False),
        (Stroke(*GROUND, 0xFFFFFF), None, True),
        (Stroke(*GROUND, None), None, True),
        (Stroke(40, 90, 58, 110, 0x204060), None, True),  # ends before its middle
        (None, Box(40, 90, 80, 110), False),
        (None, Box(62, 90, 80, 110), True),
        (None, Box(40, 98, 80, 110), True),
    ],
)
def test_white_ink_shows_on_something_darker_only(
    stroke: Stroke | None, picture: Box | None, hidden: bool
) -> None:
    page = page_of(1, [piece_of("Seen", style=WHITE)])
    page.strokes = [stroke] if stroke else []
    page.pictures = [picture] if picture else []
    assert bool(take_hidden(page)) is hidden


@pytest.mark.parametrize(
    ("box", "scan"),
    [
        (Box(0, 0, WIDTH, 0.401 * HEIGHT), True),
        (Box(0, 0, WIDTH, 0.399 * HEIGHT), False),
        # What is off the page covers nothing of it.
        (Box(-WIDTH, 0, 0.8 * WIDTH, 0.49 * HEIGHT), False),
        (Box(0.2 * WIDTH, 0.51 * HEIGHT, 2 * WIDTH, 2 * HEIGHT), False),
        (Box(WIDTH, 0, 0, HEIGHT), False),
    ],
)
def test_invisible_letters_over_a_scan_are_its_text(box: Box, scan: bool) -> None:
    page = page_of(1, [piece_of("Seen", style=Style("Regular", invisible=True))])
    page.pictures = [box]
    assert is_picture(page) is scan
    assert bool(take_hidden(page)) is not scan


def test_a_long_hidden_text_is_shown_in_part() -> None:
    assert joined_text([piece_of("a" * 60)]) == "a" * 60
    assert joined_text([piece_of("a" * 61)]) == "a" * 59 + "…"
    assert joined_text([piece_of("a b"), piece_of("c")]) == "a b c"


# ------------------------------------------------------------------------------------------
# large first letters


@pytest.mark.parametrize(
    ("letter", "size", "text", "x", "base", "joined"),
    [
        *(("W", 17, "ith care", 60, 222, True), ("W", 16.9, "ith care", 60, 222, False)),
        # the space between the letter, which ends at 68, and the line
        *(("W", 36, "ith care", 88, 208, True), ("W", 36, "ith care", 89, 208, False)),
        *(("W", 36, "ith care", 63, 208, True), ("W", 36, "ith care", 62, 208, False)),
        # above the letter, and below its foot
        *(("W", 36, "ith care", 70, 195, True), ("W", 36, "ith care", 70, 194, False)),
        *(("W", 36, "ith care", 70, 231, True), ("W", 36, "ith care", 70, 232, False)),
        *(("W", 36, "ill", 70, 208, True), ("W", 36, "ho", 70, 208, False)),
        *(("Th", 36, "ere", 88, 208, True), ("The", 36, "re is", 106, 208, False)),
        *(("w", 36, "ith care", 70, 208, False), ("•", 36, "ith care", 70, 208, False)),
    ],
)  # fmt: skip
def test_a_large_letter_belongs_to_the_line_beside_it(
    letter: str, size: float, text: str, x: float, base: float, joined: bool
) -> None:
    pieces = [piece_of(letter, 50, 226, size), piece_of(text, x, base)]
    found = [piece.text for piece in join_drop_capitals(pieces)]
    assert found == ([letter + text] if joined else [letter, text])


@pytest.mark.parametrize(
    ("letter", "text", "gap", "whole"),
    [
        ("A", "few farms", 3.6, "A few farms"),
        ("A", "fter that", 3.4, "After that"),
        ("A", "New Start", 1, "A New Start"),
        ("T", "hree farms", 5, "Three farms"),
        ("I", "listen", 4, "I listen"),
    ],
)
def test_a_large_a_or_i_may_be_a_word(
    letter: str, text: str, gap: float, whole: str
) -> None:
    pieces = [piece_of(letter, 50, 226, 36), piece_of(text, 68 + gap, 208)]
    (found,) = join_drop_capitals(pieces)
    assert (found.text, found.x0) == (whole, 50)
    # A word of its own stands before the first of the line, as one with it.
    assert " ".join(found.words.texts) == whole


# ------------------------------------------------------------------------------------------
# lists


def bullets(*places: float, step: float = 12, mark: str = "•") -> list[Draft]:
    drafts = []
    for n, x in enumerate(places):
        item = piece_of("Visit victims", x + 8, 100 + step * n)
        piece = MarkedPiece.of(item, mark, x)
        drafts.append(Draft([piece], K.BULLET))
    return drafts


@pytest.mark.parametrize(
    ("places", "levels"),
    [
        ([50, 57, 57.1], [1, 1, 2]),  # 0.7 × the size
        ([50, 60, 70, 80, 90, 100, 110], [1, 2, 3, 4, 5, 6, 6]),
        ([50, 64, 56], [1, 2, 1]),
        ([50, 64, 78, 58], [1, 2, 3, 2]),
        ([64, 50, 64], [1, 1, 2]),
    ],
)
def test_depth_of_bullets_by_their_place(
    places: Sequence[float], levels: list[int]
) -> None:
    drafts = bullets(*places)
    mark_lists(drafts)
    assert [draft.level for draft in drafts] == levels


def test_depth_in_a_new_column_is_told_by_the_glyph() -> None:
    drafts = [*bullets(50), *bullets(64, mark="o"), *bullets(300, 314, mark="o")]
    drafts[1].lines[0].base = 112
    drafts[2].lines[0].base, drafts[3].lines[0].base = 90, 102
    mark_lists(drafts)
    assert [draft.level for draft in drafts] == [1, 2, 2, 3]
    # A heading ends the list: below it nothing is known of a glyph.
    heading = Draft([piece_of("Next")], K.HEADING)
    for draft in drafts:
        draft.kind = K.BULLET
    ordered = [*drafts[:2], heading, *drafts[2:]]
    mark_lists(ordered)
    assert [draft.level for draft in ordered] == [1, 2, 0, 1, 2]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["1. a b", "2. a b"], [0, 1]),
        (["1. a", "x", "x", "2. a"], [0, 3]),
        (["1. a", "x", "x", "x", "2. a"], []),
        (["1. a", "3. a"], []),
        (["(i) a", "(ii) a"], [0, 1]),
        (["iii. a", "iv. a"], [0, 1]),
        (["viii) a", "ix) a", "x) a"], [0, 1, 2]),
        (["a) a", "b) a"], [0, 1]),
        (["h) a", "i) a"], [0, 1]),
        (["a) a", "c) a"], []),
        (["1 a", "2 a"], []),
        (["100. a", "101. a"], []),
        (["1.", "2."], []),
        ([f"1. {'a ' * 69}", "2. a"], [0, 1]),
        ([f"1. {'a ' * 70}", "2. a"], []),
    ],
)
def test_paragraphs_numbered_in_turn_are_items(
    texts: list[str], found: list[int]
) -> None:
    drafts = [Draft([piece_of(text)]) for text in texts]
    mark_lists(drafts)
    kinds = [n for n, draft in enumerate(drafts) if draft.kind is K.BULLET]
    assert kinds == found


@pytest.mark.parametrize(
    ("text", "width", "mark"),
    [
        *(("- Visit", 8.5, "-"), ("- Visit", 8.4, "")),
        *(("o Visit", 12, "o"), ("o Visit", 11.9, "")),
        *(("— Visit", 12, "—"), ("— Visit", 11.9, "")),
        *(("• Visit", 1, "•"), ("•Visit", 20, "•"), ("·Visit", 20, "")),
        *(("§ Visit", 20, ""), ("Visit -", 20, "")),
    ],
)
def test_soft_marks_stand_apart_from_their_line(
    text: str, width: float, mark: str
) -> None:
    piece = piece_of(text)
    piece.first_width = width
    (found,) = find_marks([piece], [])
    assert found.mark == mark
    assert found.text == (text[1:].strip() if mark else text)


@pytest.mark.parametrize(
    ("dot", "marked"),
    [
        *((Stroke(58, 94, 59.5, 95.5), True), (Stroke(58, 94, 59.4, 95.4), False)),
        *((Stroke(55, 93, 62, 100), True), (Stroke(50, 91.9, 58.1, 100), False)),
        *((Stroke(55, 94, 58.3, 96), True), (Stroke(55, 94, 58.5, 96), False)),
        *((Stroke(55, 94, 57, 97.2), True), (Stroke(55, 94, 57, 97.4), False)),
        # how far from the line, and on it or not
        *((Stroke(28, 94, 30.1, 96), True), (Stroke(27, 94, 29.9, 96), False)),
        *((Stroke(58, 90.1, 61, 94), True), (Stroke(58, 88, 61, 91.9), False)),
        *((Stroke(58, 100, 61, 103.8), True), (Stroke(58, 100.4, 61, 104), False)),
    ],
)  # fmt: skip
def test_a_drawn_dot_is_a_bullet_by_its_size_and_place(
    dot: Stroke, marked: bool
) -> None:
    # The line is from 92 to 102 high.
    (found,) = find_marks([piece_of("Visit every victim", 70)], [dot])
    assert (found.mark == "•") is marked


@pytest.mark.parametrize(("beside", "mark"), [(20, "•"), (19, "")])
def test_dots_in_a_row_are_a_drawing(beside: float, mark: str) -> None:
    dots = [Stroke(x, 94, x + 3, 97) for x in (beside, 59)]
    (found,) = find_marks([piece_of("Visit", 70)], [dots[1]])
    assert found.mark == "•"
    (found,) = find_marks([piece_of("Visit", 70)], dots)
    assert found.mark == ("•" if beside <= 19 else "")


# ------------------------------------------------------------------------------------------
# pull quotes and panels


def quoted(
    words: int,
    *,
    size: float = 10,
    style: Style = ITALIC,
    first: str = "",
    last: str = ".",
) -> BlockKind:
    """The kind of a paragraph that gives words of the body again."""
    said = [f"{first}We"] + ["listen"] * (words - 1)
    body = Draft([piece_of("So " + "We " + "listen " * 100 + "here.")])
    quote = Draft([piece_of(" ".join(said) + last, 50, 200, size, style)])
    mark_quotes([body, quote], BODY, {})
    return quote.kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [(5, K.PARAGRAPH), (6, K.QUOTE), (90, K.QUOTE), (91, K.PARAGRAPH)],
)
def test_a_quote_has_some_words_and_not_too_many(words: int, kind: BlockKind) -> None:
    assert quoted(words) is kind


@pytest.mark.parametrize(
    ("size", "style", "first", "last", "kind"),
    [
        (11, REGULAR, "", ".", K.PARAGRAPH),  # as large as the body, or nearly
        (11.1, REGULAR, "", ".", K.QUOTE),
        (11.1, REGULAR, "", "", K.PARAGRAPH),  # a heading
        (11.1, ITALIC, "", "", K.QUOTE),
        (10, REGULAR, "“", "”", K.QUOTE),
        (10, Style("R", colour=0x1040C0), "", ".", K.QUOTE),
        (10, Style("R", colour=0x404040), "", ".", K.PARAGRAPH),
        (10, BOLD, "", ".", K.PARAGRAPH),
    ],
)
def test_a_quote_looks_unlike_the_body(
    size: float, style: Style, first: str, last: str, kind: BlockKind
) -> None:
    assert quoted(8, size=size, style=style, first=first, last=last) is kind


@pytest.mark.parametrize(
    ("width", "height", "fill", "rectangle", "found"),
    [
        *((40, 14, 0x204060, True, True), (39.9, 14, 0x204060, True, False)),
        *((40, 13.9, 0x204060, True, False), (399, 450, 0x204060, True, True)),
        *((400, 450, 0x204060, True, False), (40, 14, 0xFFFFFF, True, False)),
        *((40, 14, None, True, True), (40, 14, None, False, False)),
        *((40, 14, 0x204060, False, True),),
    ],
)
def test_boxes_that_may_be_panels(
    width: float, height: float, fill: int | None, rectangle: bool, found: bool
) -> None:
    page = page_of(1)
    page.strokes = [Stroke(0, 0, width, height, fill, rectangle)]
    assert bool(panel_boxes(page)) is found


def test_the_smallest_boxes_are_looked_at_first_and_not_all() -> None:
    page = page_of(1)
    page.strokes = [Stroke(0, 0, 40 + n, 20) for n in range(61)]
    assert [box.width for box in panel_boxes(page)] == [40 + n for n in range(60)]


@pytest.mark.parametrize(
    ("inside", "outside", "panel"),
    [
        # The box is from 100 to 200 wide and from 100 to 160 high.
        ((100, 130), (50, 300), True),
        ((98, 130), (50, 300), True),
        ((97, 130), (50, 300), False),
        ((164, 130), (50, 300), True),  # 37.5 points wide
        ((165, 130), (50, 300), False),
        ((120, 101.1), (50, 300), True),  # its middle is 2 points above the box
        ((120, 100.9), (50, 300), False),
        ((120, 164.9), (50, 300), True),
        ((120, 165.1), (50, 300), False),
        # A line of 35 points that crosses the edge by more than a little
        ((150, 150), (67, 130), True),
        ((150, 150), (67.1, 130), False),
        ((150, 150), (67.1, 164), True),
        # and what stands beside a single piece on its line
        ((160, 130), (203, 130), False),
        ((160, 130), (204, 130), True),
        ((160, 130), (203, 131.9), False),
        ((160, 130), (203, 132), True),
        ((102, 130), (62, 130), False),
        ((102, 130), (60, 130), True),
    ],
)
def test_text_in_a_box_is_a_panel(
    inside: tuple[float, float], outside: tuple[float, float], panel: bool
) -> None:
    more = piece_of("More", 50, 400)
    page = page_of(
        1, [piece_of("In panel", *inside), piece_of("Outside", *outside), more]
    )
    page.strokes = [Stroke(100, 100, 200, 160, 0xDDEEFF)]
    held = [piece for piece in gather_panels(page, 10.0) if piece.inner is not None]
    assert len(held) == panel


# ------------------------------------------------------------------------------------------
# order


@pytest.mark.parametrize(
    ("above", "below", "mark", "score"),
    [
        ("the wards of", "the city", "", 1.0),
        ("The end.", "the city", "", -1.0),
        ("The end!", "the city", "", -1.0),
        ("The end", "A city", "", -0.3),
        ("The end.", "A city", "", 0.0),
        ("The end)", "A city", "", 0.0),
        ("the neigh-", "bourhood", "", 1.5),
        ("the neigh-", "Bourhood", "", -1.5),
        ("the neigh-", "bourhood", "•", -1.5),
        ("the wards of", "the city", "•", 0.0),
    ],
)
def test_how_well_a_line_goes_on(
    above: str, below: str, mark: str, score: float
) -> None:
    first, then = piece_of(above), piece_of(below)
    then = MarkedPiece.of(then, mark, 50)
    assert continuity([first, then]) == score


# ------------------------------------------------------------------------------------------
# lines and paragraphs


@pytest.mark.parametrize(
    ("size", "x", "base", "one"),
    [
        *((10, 90, 103, True), (10, 90, 103.1, False), (10, 90, 97, True)),
        # smaller and raised or lowered
        *((7.9, 90, 95.6, True), (7.9, 90, 95.4, False), (8, 90, 95.6, False)),
        # over the end of the other, which is at 70
        *((10, 67.1, 100, True), (10, 66.9, 100, False)),
    ],
)
def test_pieces_of_one_line(size: float, x: float, base: float, one: bool) -> None:
    lines = lines_of([piece_of("Seen", 50), piece_of("then", x, base, size)])
    assert len(lines) == (1 if one else 2)


def column(*rows: tuple[str, float, float], style: Style = REGULAR) -> list[Piece]:
    return pieces_of(rows, style=style)


@pytest.mark.parametrize(
    ("steps", "leading"),
    [
        ([12, 12, 12], 12.0),
        ([12, 12, 20, 20], 12.0),
        ([9.2, 9.2], 9.2),
        ([9, 9], None),  # no more than 0.9 × the size
        ([21.8, 21.8], 21.8),
        ([22, 22], None),
        ([12, *[18] * 3], 12.0),  # a third of the most frequent is enough
        ([12, *[18] * 4], 18.0),
    ],
)
def test_the_usual_distance_of_lines(steps: list[float], leading: float | None) -> None:
    bases = [100 + sum(steps[:n]) for n in range(len(steps) + 1)]
    lines = column(*(("A line of words", 50, base) for base in bases))
    found = leading_of([lines])
    assert found.get(20) == (None if leading is None else pytest.approx(leading))


LONG = "Officers will meet the people of every district"


@pytest.mark.parametrize(
    ("first", "then", "step", "parts"),
    [
        (LONG, "Officers meet", 13.4, 1),  # 12 are usual
        (LONG, "Officers meet", 13.5, 2),
        (LONG, "and their", 19.1, 1),  # a sentence may go on a little further down
        (LONG, "and their", 19.3, 2),
        (f"{LONG}.", "and their", 19.1, 2),
        (LONG, "Officers meet", 0, 2),
        (LONG, "Officers meet", -30, 2),
    ],
)
def test_a_gap_parts_lines(first: str, then: str, step: float, parts: int) -> None:
    lines = column((first, 50, 0), (then, 50, step))
    assert len(drafts_of(lines, {20: 12.0})) == parts


HEAD = "Neighbourhood policing in the valley"


@pytest.mark.parametrize(
    ("then", "step", "size", "styles", "parts"),
    [
        # A bold line whose next word had no room goes on, however loose it is set.
        ("Policing", 17.4, 10, (BOLD, BOLD), 1),
        ("Policing", 17.6, 10, (BOLD, BOLD), 2),
        ("Policing", 17.4, 10, (BOLD, ITALIC), 2),
        ("Policing", 17.4, 10, (REGULAR, REGULAR), 2),
        ("Policing", 16.4, 9.6, (BOLD, BOLD), 1),
        ("Policing", 16.4, 9.4, (BOLD, BOLD), 2),
        ("As", 17.4, 10, (BOLD, BOLD), 2),  # there was room for it
        ("Policing us 12", 17.4, 10, (BOLD, BOLD), 2),  # a figure among 14 letters
        ("Policing you 12", 17.4, 10, (BOLD, BOLD), 2),
        ("Policing them 12", 17.4, 10, (BOLD, BOLD), 1),
    ],
)
def test_a_bold_heading_set_loose_goes_on(
    then: str, step: float, size: float, styles: tuple[Style, Style], parts: int
) -> None:
    lines = [
        piece_of("Officers meet the people of the old town", 50, 60),
        piece_of(HEAD, 50, 100, style=styles[0]),
        piece_of(then, 50, 100 + step, size, styles[1]),
    ]
    found = drafts_of(lines, {20: 12.0, 19: 12.0, 18: 12.0})
    assert len(found) == 1 + parts


def test_a_line_is_as_large_as_its_pieces_together() -> None:
    pieces = [piece_of("Seen", 50, 100), piece_of("above all", 90, 97.5, 9)]
    (line,) = lines_of(pieces)
    assert line.text == "Seen above all"
    right = pieces_of([("above all", 90, 97.5)], 9)[0].x1
    assert (line.x0, line.top, line.x1, line.bottom) == pytest.approx(
        (50, 97.5 - 0.8 * 9, right, 102)
    )
    # Size and base line are those of most letters.
    assert (line.size, line.base) == (9, 97.5)


@pytest.mark.parametrize(
    ("first", "then", "x", "parts"),
    [
        (f"{LONG}.", "Officers meet", 62, 1),
        (f"{LONG}.", "Officers meet", 62.1, 2),  # set in far
        (LONG, "Officers meet", 62.1, 1),
        (f"{LONG}.", "officers meet", 62.1, 1),
        (f"{LONG}.", "Officers meet", 42, 1),
        (f"{LONG}.", "Officers meet", 41.9, 2),  # set out
        (f"{LONG}.", "officers meet", 41.9, 1),
        (LONG, "Officers meet", 41.9, 1),  # there was no room for its first word
        ("Officers will meet", "Officers meet", 41.9, 2),
    ],
)
def test_a_line_set_out_or_far_in_ends_an_item(
    first: str, then: str, x: float, parts: int
) -> None:
    item = MarkedPiece.of(piece_of(first, 50, 100), "•", 40)
    edge = piece_of(LONG, 50, 40)
    assert len(drafts_of([edge, item, piece_of(then, x, 112)], {20: 12.0})) == 1 + parts


@pytest.mark.parametrize(
    ("then", "size", "parts"),
    [
        ("And their", 10.8, 1),
        ("And their", 10.9, 2),
        ("And their", 9.21, 1),
        ("And their", 9.19, 2),
        # A sentence that goes on parts less easily.
        ("and their", 11.7, 1),
        ("and their", 11.8, 2),
        ("and their", 8.51, 1),
        ("and their", 8.49, 2),
    ],
)
def test_another_size_parts_lines(then: str, size: float, parts: int) -> None:
    lines = [piece_of(LONG), piece_of(then, 50, 112, size)]
    assert len(drafts_of(lines, {round(2 * size): 12.0})) == parts


@pytest.mark.parametrize(
    ("first", "then", "x", "parts"),
    [
        (f"{LONG}.", "We hear them", 57, 1),
        (f"{LONG}.", "We hear them", 57.1, 2),  # set in
        (f"{LONG[:-1]}.", "We hear them", 50, 1),
        (LONG, "We hear them", 60, 1),
        (f"{LONG}.", "we hear them", 60, 1),
        ("Short.", "We hear them", 50, 2),  # there was room for "We"
        ("Short", "We hear them", 50, 1),
        ("Short.", "we hear them", 50, 1),
    ],
)
def test_a_line_set_in_or_a_short_one_above_it_parts_paragraphs(
    first: str, then: str, x: float, parts: int
) -> None:
    lines = column((LONG, 50, 88), (first, 50, 100), (then, x, 112))
    assert len(drafts_of(lines, {20: 12.0})) == parts


@pytest.mark.parametrize(
    ("words", "style", "size", "kind"),
    [
        (24, REGULAR, 11.21, K.HEADING),  # larger: by its words
        (25, REGULAR, 11.21, K.PARAGRAPH),
        (24, REGULAR, 11.1, K.PARAGRAPH),
        (25, BOLD, 11.21, K.HEADING),
        (40, BOLD, 11.21, K.HEADING),
        (41, BOLD, 11.21, K.PARAGRAPH),
        (16, ITALIC, 11.21, K.HEADING),
        (17, ITALIC, 11.21, K.PARAGRAPH),
        (32, BOLD, 10, K.HEADING),  # bold
        (33, BOLD, 10, K.PARAGRAPH),
        (3, BOLD, 9, K.HEADING),
        (3, BOLD, 8.9, K.PARAGRAPH),
        (14, Style("R", colour=0x1040C0), 10, K.HEADING),  # in colour
        (15, Style("R", colour=0x1040C0), 10, K.PARAGRAPH),
        (3, Style("R", colour=0x1040C0), 9.7, K.HEADING),
        (3, Style("R", colour=0x1040C0), 9.6, K.PARAGRAPH),
        (8, Style("R", italic=True, colour=0x1040C0), 10, K.HEADING),
        (9, Style("R", italic=True, colour=0x1040C0), 10, K.PARAGRAPH),
        # How far an ink must be from grey, and from that of the body
        (3, Style("R", colour=0x280000), 10, K.PARAGRAPH),
        (3, Style("R", colour=0x5B0000), 10, K.HEADING),
        (3, Style("R", colour=0x5A0000), 10, K.PARAGRAPH),
        (3, Style("R", colour=0x805959), 10, K.PARAGRAPH),
        (3, Style("R", colour=0x805858), 10, K.HEADING),
    ],
)
def test_what_makes_a_heading(
    words: int, style: Style, size: float, kind: BlockKind
) -> None:
    draft = Draft([piece_of("Roads " * words, 50, 100, size, style)])
    mark_headings([draft, Draft([piece_of(LONG)])], BODY)
    assert draft.kind is kind


@pytest.mark.parametrize(
    ("text", "style", "kind"),
    [
        ("ROADS " * 16, REGULAR, K.HEADING),
        ("ROADS " * 17, REGULAR, K.PARAGRAPH),
        ("ROADS", REGULAR, K.HEADING),
        ("ROAD", REGULAR, K.PARAGRAPH),
        ("We all met here today.", BOLD, K.HEADING),
        ("We all met here again today.", BOLD, K.HEADING),
        ("We all met here once again today.", BOLD, K.PARAGRAPH),
        ("4. We all met here once again today.", BOLD, K.HEADING),
        ("Priority 1 is that we all meet here once again.", BOLD, K.HEADING),
        ("“We meet here every day of the year”", BOLD, K.HEADING),
        ("“We meet here every single day of the year”", BOLD, K.PARAGRAPH),
        ("we meet", BOLD, K.PARAGRAPH),
        ("We meet,", BOLD, K.PARAGRAPH),
        ("We meet;", BOLD, K.PARAGRAPH),
        ("We", BOLD, K.PARAGRAPH),
        ("Law", BOLD, K.HEADING),
        ("Roads 2345678", BOLD, K.PARAGRAPH),
        ("Roads 23456", BOLD, K.HEADING),
        ("Figure 2: Calls", BOLD, K.CAPTION),
        ("Figures 2 years old", REGULAR, K.CAPTION),
        ("Table: Calls", REGULAR, K.CAPTION),
        ("Table manners", BOLD, K.HEADING),
        (f"Source: {'a ' * 29}", REGULAR, K.CAPTION),
        (f"Source: {'a ' * 30}", REGULAR, K.PARAGRAPH),
    ],
)
def test_what_the_words_of_a_heading_may_be(
    text: str, style: Style, kind: BlockKind
) -> None:
    draft = Draft([piece_of(text, style=style)])
    mark_headings([draft, Draft([piece_of(LONG)])], BODY)
    assert draft.kind is kind


@pytest.mark.parametrize(
    "word",
    [
        *("Figure", "Fig.", "Fig", "Table", "Chart", "Graph", "Map", "Photo"),
        *("Picture", "Image", "Source", "Figures", "Maps"),
    ],
)
@pytest.mark.parametrize("sign", [" 2", ":", " –", " - "])
def test_captions_say_what_they_are(word: str, sign: str) -> None:
    draft = Draft([piece_of(f"{word}{sign} Calls by month", style=BOLD)])
    mark_headings([draft, Draft([piece_of(LONG)])], BODY)
    assert draft.kind is K.CAPTION


@pytest.mark.parametrize(
    "number",
    [
        *("Priority 1", "Objective 2", "Theme C", "Outcome iv", "Section 3"),
        *("Chapter two", "Part 4", "Annex A", "Appendix 12", "4.2", "4."),
    ],
)
def test_a_numbered_sentence_may_be_a_heading(number: str) -> None:
    text = f"{number} We shall all meet here once again today."
    draft = Draft([piece_of(text, style=BOLD)])
    mark_headings([draft, Draft([piece_of(LONG)])], BODY)
    assert draft.kind is K.HEADING


@pytest.mark.parametrize(("lines", "kind"), [(6, K.HEADING), (7, K.PARAGRAPH)])
def test_a_heading_has_few_lines(lines: int, kind: BlockKind) -> None:
    draft = Draft([piece_of("Roads", style=BOLD) for _ in range(lines)])
    mark_headings([draft, Draft([piece_of(LONG)])], BODY)
    assert draft.kind is kind


@pytest.mark.parametrize(("titles", "kind"), [(3, K.HEADING), (4, K.PARAGRAPH)])
def test_titles_below_titles_are_a_list(titles: int, kind: BlockKind) -> None:
    drafts = [Draft([piece_of("OUR ROADS")]) for _ in range(titles)]
    mark_headings([*drafts, Draft([piece_of(f"{LONG}.")])], BODY)
    # The last of them has text below it, but the look of the others.
    assert [draft.kind for draft in drafts] == [kind] * titles
    alone = [Draft([piece_of("OUR ROADS")]) for _ in range(titles)]
    mark_headings(alone, BODY)
    assert [draft.kind for draft in alone] == [kind] * titles


@pytest.mark.parametrize(
    ("then", "kind"),
    [
        (piece_of("and of all who live there"), K.PARAGRAPH),
        (piece_of("And of all who live there"), K.HEADING),
        (piece_of("and of all who live there", style=BOLD), K.PARAGRAPH),
    ],
)
def test_bold_words_that_run_on_are_no_heading(then: Piece, kind: BlockKind) -> None:
    draft = Draft([piece_of("The roads of the county", style=BOLD)])
    mark_headings([draft, Draft([then])], BODY)
    assert draft.kind is kind
    # A stop or a bullet behind it, and it does not run on.
    stopped = Draft([piece_of("The roads of the county:", style=BOLD)])
    mark_headings([stopped, Draft([then])], BODY)
    assert stopped.kind is K.HEADING
    before = Draft([piece_of("The roads of the county", style=BOLD)])
    mark_headings([before, Draft([then], K.BULLET)], BODY)
    assert before.kind is K.HEADING


@pytest.mark.parametrize(
    ("width", "marked"), [(9, True), (9.1, False), (1.5, True), (1.4, False)]
)
def test_the_largest_dot_before_a_large_line(width: float, marked: bool) -> None:
    dot = Stroke(58, 91, 58 + width, 91 + width)
    (found,) = find_marks([piece_of("Visit every victim", 70, size=14)], [dot])
    assert (found.mark == "•") is marked


@pytest.mark.parametrize(
    ("x", "parts"),
    [
        (90, 1),  # around the middle of the line above
        (94, 1),
        (80, 2),
    ],
)
def test_lines_around_one_middle_are_one_paragraph(x: float, parts: int) -> None:
    first = piece_of("We serve all of the people.", 50)
    then = piece_of("They know us well.", x, 112)
    middle = (first.x0 + first.x1 - then.x1 + then.x0) / 2
    then = piece_of("They know us well.", middle + x - 90, 112)
    edge = piece_of(LONG, 20, 60)
    assert len(drafts_of([edge, first, then], {20: 12.0})) == 1 + parts


@pytest.mark.parametrize(
    ("first", "then", "x", "parts"),
    [
        ("1. Officers will meet the people.", "2. They report", 50, 2),
        ("1. Officers will meet the people", "2. They report", 50, 2),
        ("1. Officers will meet the people", "2. they report", 53.1, 1),
        ("1. Officers will meet the people", "2. they report", 53, 2),
        ("Officers will meet the people", "2. they report", 50, 1),
        ("Officers will meet the people.", "2. they report", 50, 2),
    ],
)
def test_the_next_number_begins_an_item(
    first: str, then: str, x: float, parts: int
) -> None:
    lines = column((first, 50, 100), (then, x, 112))
    assert len(drafts_of(lines, {20: 12.0})) == parts


@pytest.mark.parametrize(
    ("texts", "places", "marks"),
    [
        # A bullet whose font was lost stands before capitals on two lines or more.
        (["§ Calm lanes", "§ Warm halls"], [50, 50], ["§", "§"]),
        (["Ø Calm lanes", "Ø Warm halls"], [50, 50.4], ["Ø", "Ø"]),
        (["§ Calm lanes", "§ Warm halls"], [50, 60], ["", ""]),
        (["§ Calm lanes", "Warm halls"], [50, 50], ["", ""]),
        (["§ five of it", "§ six of it"], [50, 50], ["", ""]),
        (["Our Lanes", "Our Halls"], [50, 50], ["", ""]),
    ],
)
def test_signs_that_stand_for_bullets(
    texts: list[str], places: list[float], marks: list[str]
) -> None:
    pieces = [
        piece_of(text, x, 100 + 12 * n)
        for n, (text, x) in enumerate(zip(texts, places, strict=True))
    ]
    assert [piece.mark for piece in find_marks(pieces, [])] == marks
