"""From lines to blocks: paragraphs, headings, bullets, furniture, mended words."""

from __future__ import annotations

import pytest
from pdf_kit import BOLD, GREEN, HEIGHT, ITALIC, REGULAR, page_of, pieces_of

from plancoder.extract.layout.bullets import find_marks, is_number
from plancoder.extract.layout.compose import compose
from plancoder.extract.layout.dropcaps import join_drop_capitals
from plancoder.extract.layout.shapes import (
    MarkedPiece,
    PageContent,
    Piece,
    Stroke,
    Words,
)
from plancoder.extract.layout.spelling import clean, join_lines
from plancoder.models import Block, BlockKind

BODY = [
    ("Officers will meet the people of each district", 50, 200),
    ("twice a year and report on what they have heard", 50, 212),
    ("from them. The reports are open to everyone.", 50, 224),
]
K = BlockKind


def blocks_of(*pages: PageContent) -> list[tuple[BlockKind, str]]:
    text, blocks = compose(pages)
    check_offsets(text, blocks)
    return [(block.kind, text[block.start : block.end]) for block in blocks]


def check_offsets(text: str, blocks: tuple[Block, ...]) -> None:
    end = -1
    for block in blocks:
        assert block.start == end + 1
        assert block.regions[0].start == block.start
        end = block.end
    assert not blocks or end == len(text)


def one_page(*groups: list[Piece]) -> list[tuple[BlockKind, str]]:
    page = page_of(1, *groups)
    page.pieces = find_marks(page.pieces, page.strokes)
    return blocks_of(page)


WHOLE = " ".join(text for text, *_ in BODY)


# ------------------------------------------------------------------------------------------
# paragraphs


def test_lines_of_a_paragraph_are_one_block() -> None:
    assert one_page(pieces_of(BODY)) == [(K.PARAGRAPH, WHOLE)]


def test_a_gap_parts_paragraphs() -> None:
    after = [
        ("The next paragraph is about the courts and", 50, 246),
        ("about those who wait for them.", 50, 258),
    ]
    assert [kind for kind, _ in one_page(pieces_of([*BODY, *after]))] == [
        K.PARAGRAPH,
        K.PARAGRAPH,
    ]


def test_a_first_line_set_in_parts_paragraphs() -> None:
    after = [
        ("The next paragraph is about the courts", 65, 236),
        ("and about those who wait for them.", 50, 248),
    ]
    assert len(one_page(pieces_of([*BODY, *after]))) == 2


@pytest.mark.parametrize(
    ("first", "then", "blocks"),
    [
        ("and the share of those who trust", "us has grown in every year.", 1),
        (
            "and the share of those who trust us grew.",
            "Every year we ask them again.",
            2,
        ),
    ],
)
def test_a_paragraph_goes_on_over_the_page(first: str, then: str, blocks: int) -> None:
    pages = (
        page_of(1, pieces_of([*BODY[:2], (first, 50, 224)])),
        page_of(2, pieces_of([(then, 50, 100)])),
    )
    text, found = compose(pages)
    assert len(found) == blocks
    assert {region.page for block in found for region in block.regions} == {1, 2}
    if blocks == 1:
        assert text[found[0].regions[1].start : found[0].end] == then


# ------------------------------------------------------------------------------------------
# headings


@pytest.mark.parametrize(
    ("pieces", "level"),
    [
        (pieces_of([("Safer roads", 50, 150)], size=18), 1),
        (
            pieces_of(
                [
                    ("Safer roads for the whole of the", 50, 140),
                    ("county and its visitors", 50, 160),
                ],
                size=18,
            ),
            1,
        ),
        (pieces_of([("Safer roads", 50, 180)], style=BOLD), 1),
        (pieces_of([("SAFER ROADS", 50, 180)]), 1),
        (pieces_of([("Safer roads", 50, 180)], style=GREEN), 1),
        (pieces_of([("4. Safer roads", 50, 180)], style=BOLD), 1),
    ],
)
def test_headings_by_their_look(pieces: list[Piece], level: int) -> None:
    text, found = compose([page_of(1, pieces, pieces_of(BODY))])
    heading, *rest = found
    assert (heading.kind, heading.level) == (K.HEADING, level)
    assert text[heading.start : heading.end] == " ".join(piece.text for piece in pieces)
    assert [block.kind for block in rest] == [K.PARAGRAPH]


@pytest.mark.parametrize(
    "pieces",
    [
        pieces_of([("Safer roads", 50, 180)]),
        pieces_of(
            [
                ("One in three of us", 50, 170),
                ("has been a victim of fraud.”", 50, 182),
            ],
            style=ITALIC,
        ),
        pieces_of([("We will also listen,", 50, 180)], style=BOLD),
        pieces_of([("43%", 50, 160)], size=30),
        pieces_of([("Figure 2: Calls by month", 50, 180)], style=BOLD),
        pieces_of(
            [("“We were never asked before, and now we are asked twice.”", 50, 170)],
            size=14,
        ),
    ],
)
def test_what_only_looks_like_a_heading(pieces: list[Piece]) -> None:
    assert K.HEADING not in [kind for kind, _ in one_page(pieces, pieces_of(BODY))]


def test_bold_first_words_are_no_heading() -> None:
    page = page_of(
        1,
        pieces_of(
            [("Officers will meet the people of each district", 50, 200)], style=BOLD
        ),
        pieces_of(BODY[1:]),
    )
    assert blocks_of(page) == [(K.PARAGRAPH, WHOLE)]


def test_two_headings_in_one_look_stay_two() -> None:
    headings = pieces_of([("Our county", 50, 100), ("Contents", 50, 140)], size=18)
    assert [
        text for kind, text in one_page(headings, pieces_of(BODY)) if kind is K.HEADING
    ] == [
        "Our county",
        "Contents",
    ]


def test_levels_follow_size() -> None:
    page = page_of(
        1,
        pieces_of([("Title", 50, 60)], size=24),
        pieces_of([("Section", 50, 120)], size=16),
        pieces_of([("Part", 50, 180)], style=BOLD),
        pieces_of(BODY),
    )
    _, found = compose([page])
    assert [block.level for block in found] == [1, 2, 3, 0]


def series(number: int, base: float, style: bool) -> list[Piece]:
    if style:
        return pieces_of(
            [(f"Priority {number}: Keep the county safe", 50, base)], size=16
        )
    return pieces_of(
        [
            (f"Priority {number}: Spend with care. We have less", 50, base),
            ("money than before and will say so.", 50, base + 12),
        ]
    )


@pytest.mark.parametrize(("number", "found"), [(2, True), (4, False)])
def test_a_heading_that_lost_its_look_is_found_by_its_series(
    number: int, found: bool
) -> None:
    page = page_of(
        1,
        series(1, 60, True),
        series(number, 100, False),
        series(3, 160, True),
        pieces_of(BODY),
    )
    headings = [text for kind, text in blocks_of(page) if kind is K.HEADING]
    assert (f"Priority {number}: Spend with care." in headings) is found


def test_a_pull_quote_is_no_second_evidence() -> None:
    quote = pieces_of(
        [("The reports are open", 230, 300), ("to everyone.", 230, 316)],
        size=14,
        style=ITALIC,
    )
    other = pieces_of(
        [("Every ward has its own", 230, 300), ("officer.", 230, 316)],
        size=14,
        style=ITALIC,
    )
    assert (K.QUOTE, "The reports are open to everyone.") not in one_page(
        pieces_of(BODY), other
    )
    body = pieces_of(
        [*BODY[:2], ("from them. Our reports are always open to everyone.", 50, 224)]
    )
    repeated = pieces_of(
        [("Our reports are always", 230, 300), ("open to everyone.", 230, 316)],
        size=14,
        style=ITALIC,
    )
    assert (K.QUOTE, "Our reports are always open to everyone.") in one_page(
        body, repeated
    )
    assert K.QUOTE not in [kind for kind, _ in one_page(pieces_of(BODY), quote[:1])]


# ------------------------------------------------------------------------------------------
# bullets


def test_bullets_keep_their_wrapped_lines() -> None:
    rows = [
        ("• Answer every call within ten seconds and", 60, 300),
        ("say who will ring back", 66, 312),
        ("• Visit every victim of burglary", 60, 324),
        ("Afterwards we ask how it went.", 50, 346),
    ]
    assert one_page(pieces_of([*BODY, *rows]))[1:] == [
        (K.BULLET, "Answer every call within ten seconds and say who will ring back"),
        (K.BULLET, "Visit every victim of burglary"),
        (K.PARAGRAPH, "Afterwards we ask how it went."),
    ]


@pytest.mark.parametrize("glyph", ["•", "▪", "➤", "\uf0b7", "✓", "• ✓"])
def test_bullet_glyphs(glyph: str) -> None:
    assert one_page(pieces_of([(f"{glyph} Visit every victim", 60, 300)])) == [
        (K.BULLET, "Visit every victim")
    ]


def test_a_dash_in_a_sentence_is_no_bullet() -> None:
    rows = [
        ("We want safe places to work and to visit", 50, 300),
        ("– and to live in at any age.", 50, 312),
    ]
    assert one_page(pieces_of(rows)) == [
        (
            K.PARAGRAPH,
            "We want safe places to work and to visit – and to live in at any age.",
        )
    ]


def test_drawn_and_far_glyphs_belong_to_their_line() -> None:
    drawn = page_of(1, pieces_of([("Visit every victim", 70, 300)]))
    assert [
        piece.mark
        for piece in find_marks(drawn.pieces, [Stroke(58, 294, 61, 297, 0, False)])
    ] == ["•"]
    apart = pieces_of([("Visit every victim", 90, 300), ("•", 60, 300)])
    assert [(piece.mark, piece.text) for piece in find_marks(apart, [])] == [
        ("•", "Visit every victim")
    ]


def test_depth_of_bullets() -> None:
    rows = [
        ("• Roads", 60, 300),
        ("o Speed checks", 80, 312),
        ("o Crossings", 80, 324),
        ("• Rivers", 60, 336),
    ]
    pieces = pieces_of(rows)
    for at, piece in enumerate(pieces[1:3], start=1):
        piece.words = Words(piece.words.texts[1:], piece.words.starts[1:])
        piece.text = piece.text[2:]
        pieces[at] = MarkedPiece.of(piece, "o", 80)
    page = page_of(1, pieces)
    page.pieces = find_marks(page.pieces, [])
    _, found = compose([page])
    assert [(block.kind, block.level) for block in found] == [
        (K.BULLET, 1),
        (K.BULLET, 2),
        (K.BULLET, 2),
        (K.BULLET, 1),
    ]


def test_numbered_items_are_bullets_and_lone_numbers_are_not() -> None:
    rows = [
        ("1. Answer every call", 60, 300),
        ("2. Visit every victim", 60, 322),
        ("3. Ask how it went", 60, 344),
    ]
    assert [kind for kind, _ in one_page(pieces_of([*BODY, *rows]))] == [
        K.PARAGRAPH,
        K.BULLET,
        K.BULLET,
        K.BULLET,
    ]
    assert [kind for kind, _ in one_page(pieces_of([*BODY, rows[1]]))] == [
        K.PARAGRAPH,
        K.PARAGRAPH,
    ]


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("1.", True),
        ("(iv)", True),
        ("b)", True),
        ("2014.", False),
        ("A", False),
        ("1", False),
    ],
)
def test_numbers_of_lists(word: str, number: bool) -> None:
    assert is_number(word) is number


def test_a_drop_capital_joins_its_line() -> None:
    pieces = [
        *pieces_of([("T", 50, 226)], size=36),
        *pieces_of([("here are few", 70, 202), ("farms without a", 70, 214)]),
    ]
    assert [piece.text for piece in join_drop_capitals(pieces)] == [
        "There are few",
        "farms without a",
    ]


# ------------------------------------------------------------------------------------------
# furniture


def furnished(number: int, header: str, footer: str) -> PageContent:
    edge = pieces_of([(header, 50, 25), (footer, 300, HEIGHT - 15)], size=8)
    body = pieces_of(
        [(f"Page text {'abcdefghijk'[number]} of its own kind stands here", 50, 200)]
    )
    return page_of(number, edge, body)


@pytest.mark.parametrize(
    "footer", ["Page {}", "{}", "Page {} of 6", "- {} -", "The plan | {}"]
)
def test_running_headers_and_page_numbers_go(footer: str) -> None:
    got = blocks_of(
        *(
            furnished(number, "A safer county", footer.format(number))
            for number in range(1, 7)
        )
    )
    assert len(got) == 6
    assert all(text.startswith("Page text") for _, text in got)


def test_left_and_right_pages_may_differ() -> None:
    got = blocks_of(
        *(
            furnished(
                number, "A safer county" if number % 2 else "Our plan", f"{number}"
            )
            for number in range(1, 9)
        )
    )
    assert all(text.startswith("Page text") for _, text in got)


def test_numbered_headings_at_the_head_of_pages_stay() -> None:
    pages = [
        page_of(n, pieces_of([(f"Priority {m}", 50, 30)], size=16), pieces_of(BODY))
        for n, m in ((1, 1), (4, 2), (9, 3))
    ]
    assert [text for _, text in blocks_of(*pages) if text.startswith("Priority")] == [
        "Priority 1",
        "Priority 2",
        "Priority 3",
    ]


# ------------------------------------------------------------------------------------------
# words


def broken(first: str, second: str, *, marked: bool) -> list[Piece]:
    pieces = pieces_of([(first, 50, 100), (second, 50, 112)])
    pieces[0].hyphen = marked
    return pieces


@pytest.mark.parametrize(
    ("first", "second", "marked", "known", "joined"),
    [
        ("the neigh-", "bourhood", False, {}, "the neighbourhood"),
        ("the neigh", "bourhood", True, {}, "the neighbourhood"),
        ("most anti-", "social", False, {"anti-social": 3}, "most anti-social"),
        ("most anti", "social", True, {"anti-social": 3}, "most anti-social"),
        ("well-", "planned", False, {"planned": 1}, "well-planned"),
        ("a West-", "Country town", False, {}, "a West-Country town"),
        ("2014-", "2017", False, {}, "2014-2017"),
        ("we will -", "and soon", False, {}, "we will - and soon"),
        ("no break", "here", False, {}, "no break here"),
        ("a light", "based show", True, {}, "a light-based show"),
        ("an honour", "based code", True, {"based": 1}, "an honour-based code"),
        ("the estab", "lished code", True, {}, "the established code"),
        ("we safe", "guarding all", True, {}, "we safeguarding all"),
    ],
)
def test_words_broken_at_the_end_of_a_line(
    first: str, second: str, marked: bool, known: dict[str, int], joined: str
) -> None:
    assert join_lines(broken(first, second, marked=marked), known)[0] == joined


@pytest.mark.parametrize(
    ("text", "known", "cleaned"),
    [
        ("o\ufb03cers", {}, "officers"),
        ("of\u00adfi\u00adcers", {}, "officers"),
        ("the o\ufffdcers", {"officers": 2}, "the officers"),
        ("the o\ufffdcers", {}, "the o\ufffdcers"),
        ("Cymru a’r Môr", {}, "Cymru a’r Môr"),
    ],
)
def test_ligatures_and_soft_hyphens(
    text: str, known: dict[str, int], cleaned: str
) -> None:
    assert clean(text, known) == cleaned


def test_styles_are_told_apart_by_most_letters() -> None:
    assert REGULAR is not BOLD
    (piece,) = pieces_of([("A few words", 50, 100)], style=BOLD)
    assert piece.bold


def test_a_paragraph_goes_on_after_a_box() -> None:
    box = page_of(1, pieces_of([("A box with a sentence of its own.", 240, 100)]))
    box.strokes = [Stroke(230, 80, 395, 120, 0xDDEEFF)]
    first = pieces_of(
        [
            ("We have asked every council to share", 40, 100),
            ("its plans with the police and with", 40, 112),
        ]
    )
    then = pieces_of([("the courts before the summer.", 40, 100)])
    box.pieces = [*first, *box.pieces]
    for order, piece in enumerate(box.pieces):
        piece.order, piece.page = order, 1
    got = blocks_of(box, page_of(2, then))
    assert [text for _, text in got] == [
        "We have asked every council to share its plans with the police and with the courts before the summer.",
        "A box with a sentence of its own.",
    ]


@pytest.mark.parametrize(
    ("over", "joined"),
    [
        ("were kept informed", False),  # the label of a figure
        ("and their children in the northern towns.", True),
    ],
)
def test_a_sentence_is_taken_up_on_the_next_page_where_it_ends_there(
    over: str, joined: bool
) -> None:
    lines = [
        *BODY,
        ("Work early with families who are under some", 50, 260),
        ("strain", 50, 272),
    ]
    beside = [(line, x + 280, y) for line, x, y in BODY]
    texts = [
        text
        for _, text in blocks_of(
            page_of(1, pieces_of(lines), pieces_of(beside)),
            page_of(2, pieces_of([(over, 50, 60)])),
        )
    ]
    assert texts.count(WHOLE) == 2
    assert (over in texts) is not joined


TITLES = "Homes first", "Roads next", "Youth always"


@pytest.mark.parametrize(
    ("signs", "capital", "bullets"),
    [
        (("\U0001f4cc",) * 3, True, 3),
        (("♦", "♣", "♥"), True, 3),
        (("♦",), True, 0),
        (("♦",) * 3, False, 0),
    ],
)
def test_pictured_signs_at_one_place_are_bullets(
    signs: tuple[str, ...], capital: bool, bullets: int
) -> None:
    rows = [
        (f"{sign} {title if capital else title.lower()}", 50.0, 100.0 + 20 * at)
        for at, (sign, title) in enumerate(zip(signs, TITLES, strict=False))
    ]
    found = [piece.mark for piece in find_marks(pieces_of(rows), [])]
    assert sum(map(bool, found)) == bullets


@pytest.mark.parametrize(
    ("second", "blocks"),
    [("go back to a doorway on the first night.", 1), ("Go back to the quay.", 2)],
)
def test_a_measured_size_that_differs_a_little_parts_no_sentence(
    second: str, blocks: int
) -> None:
    first = pieces_of([("for every person who leaves, so that none has to", 50, 100)])
    then = pieces_of([(second, 50, 113)], size=11.1)
    assert len(blocks_of(page_of(1, first, then))) == blocks
