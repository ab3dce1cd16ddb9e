"""Headings in odd dress: stretched over the column, looser than the body, slanted in
colour; and what is none.
"""

from __future__ import annotations

import pytest
from pdf_kit import BOLD, REGULAR, page_of, pieces_of

from plancoder.extract.layout.compose import compose
from plancoder.extract.layout.order import order_pieces
from plancoder.extract.layout.shapes import Piece, Style
from plancoder.models import BlockKind

SLANTED = Style("Italic", italic=True, colour=0xA01030)
BODY = [
    ("Officers will meet the people of each district", 50, 200),
    ("twice a year and report on what they have heard", 50, 212),
    ("from them. The reports are open to everyone.", 50, 224),
]


def headings(*groups: list[Piece]) -> list[str]:
    text, blocks = compose([page_of(1, *groups)])
    return [
        text[block.start : block.end]
        for block in blocks
        if block.kind is BlockKind.HEADING
    ]


def stretched(*rows: list[tuple[str, float]], style: Style = BOLD) -> list[Piece]:
    """Lines of single words with the places where they begin."""
    return pieces_of(
        [(word, x, 150 + 14 * n) for n, row in enumerate(rows) for word, x in row],
        12,
        style,
    )


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (
            [[("TECHNOLOGY", 50), ("THAT", 150), ("SERVES", 220)], [("PEOPLE", 50)]],
            [["TECHNOLOGY", "THAT", "SERVES"]],
        ),
        ([[("Burglary", 50), ("312", 150), ("290", 220)]], []),
        ([[("left column ends", 50), ("right column ends", 200)]], []),
    ],
)
def test_words_driven_apart_are_one_line(
    rows: list[list[tuple[str, float]]], lines: list[list[str]]
) -> None:
    columns = order_pieces(stretched(*rows), 10)
    found = [[piece.text for piece in column] for column in columns]
    assert (
        (found[0][: len(lines[0])] == lines[0])
        if lines
        else (len(found) == len(rows[0]))
    )


LONG = "Neighbourhood policing in our valley and what we"


@pytest.mark.parametrize(
    ("first", "then", "found"),
    [
        (LONG, "heard", [f"{LONG} heard"]),
        ("Safer roads", "More officers", ["Safer roads", "More officers"]),
        (LONG, "Priority 2: Fraud", [LONG, "Priority 2: Fraud"]),
    ],
)
def test_a_full_line_of_a_loose_heading_goes_on(
    first: str, then: str, found: list[str]
) -> None:
    title = pieces_of([(first, 50, 150), (then, 50, 167)], style=BOLD)
    assert headings(title, pieces_of(BODY)) == found


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("4.2 Help for witnesses today", True),
        ("Help for witnesses", True),
        (
            "The photograph shows the market of our county town in the year of the great flood",
            False,
        ),
        ("They came when we called.", False),
    ],
)
def test_slanted_lines_in_colour(text: str, heading: bool) -> None:
    found = headings(pieces_of([(text, 50, 170)], style=SLANTED), pieces_of(BODY))
    assert found == ([text] if heading else [])


@pytest.mark.parametrize(("base", "joined"), [(100.0, False), (96.0, True)])
def test_a_raised_sign_joins_its_letter_and_a_drop_capital_does_not(
    base: float, joined: bool
) -> None:
    from plancoder.extract.layout.pieces import PieceMaker
    from plancoder.extract.layout.shapes import SPACE

    maker = PieceMaker()
    maker.add("T", 50, 66, 100, 27, REGULAR, SPACE)
    maker.add("before", 67, 90, base, 9, REGULAR, SPACE)
    assert (len(maker.pieces) == 1) is joined


@pytest.mark.parametrize(
    ("text", "size", "found"),
    [
        ("Mari Pugh, Commissioner", 16, ["Money and people"]),
        ("4 Fraud", 16, ["4 Fraud", "Money and people"]),
        (
            "Mari Pugh, Commissioner",
            10,
            ["Mari Pugh, Commissioner", "Money and people"],
        ),
    ],
)
def test_a_signature_before_the_next_chapter_is_no_heading(
    text: str, size: float, found: list[str]
) -> None:
    after = pieces_of([("Money and people", 50, 300)], size, BOLD)
    more = pieces_of([(line, x, base + 120) for line, x, base in BODY])
    assert (
        headings(pieces_of(BODY), pieces_of([(text, 50, 245)], style=BOLD), after, more)
        == found
    )


def test_a_heading_of_which_some_lines_are_driven_apart_is_one() -> None:
    title = stretched(
        [("SAFER", 50), ("ROADS", 220)], [("AND", 50), ("TOWNS", 220)], [("FOR", 50)]
    )
    assert headings(title, pieces_of(BODY)) == ["SAFER ROADS AND TOWNS FOR"]


@pytest.mark.parametrize(("title", "terms"), [("Glossary", 0), ("Our aims", 3)])
def test_bold_terms_of_a_glossary_are_no_headings(title: str, terms: int) -> None:
    groups = [pieces_of(BODY), pieces_of([(title, 50, 260)], size=16, style=BOLD)]
    for at, term in enumerate(("Hate crime", "County lines", "Panel")):
        groups.append(pieces_of([(term, 50, 290 + 40 * at)], style=BOLD))
        meaning = "What is meant by it is said here in a sentence of its own."
        groups.append(pieces_of([(meaning, 50, 302 + 40 * at)]))
    assert len(headings(*groups)) == 1 + terms
