"""A fault on one page costs that page and says so; small faults of single letters do
not arise.
"""

from __future__ import annotations

import pytest
from pdf_kit import REGULAR, lines, make_pdf, together

from plancoder.extract.layout import compose
from plancoder.extract.layout.bullets import find_marks
from plancoder.extract.layout.pieces import settle
from plancoder.extract.layout.shapes import SPACE, Piece
from plancoder.extract.pdf import read
from plancoder.extract.pdf.words import _unit_finder
from plancoder.extract.read import read_bytes
from plancoder.models import PageStatus

THREE = make_pdf(
    lines("Roads are long here."), lines("Nights are short."), lines("Days are dry.")
)


@pytest.mark.parametrize("stage", ["read_page", "order_pieces"])
def test_a_fault_costs_its_page(monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    room = read if stage == "read_page" else compose
    real = getattr(room, stage)
    calls = []

    def failing(*given: object, **named: object) -> object:
        calls.append(given)
        if len(calls) == 2:
            raise IndexError("a fault")
        return real(*given, **named)

    monkeypatch.setattr(room, stage, failing)
    document = read_bytes(THREE, "plan.pdf")
    assert "Roads are long here." in document.text
    assert "Days are dry." in document.text
    assert "Nights" not in document.text
    assert [page.status for page in document.pages] == [
        PageStatus.READ,
        PageStatus.DAMAGED,
        PageStatus.READ,
    ]
    (notice,) = document.notices
    assert "page 2 of 3" in notice.detail
    assert "a fault in plancoder (IndexError)" in document.pages[1].note


@pytest.mark.parametrize(
    ("text", "index", "unit"),
    [("abc", 2, 2), ("a😀c", 2, 3), ("😀😀c", 2, 4), ("a😀c", 1, 1)],
)
def test_pdfium_counts_an_emoji_twice(text: str, index: int, unit: int) -> None:
    assert _unit_finder(text)(index) == unit


@pytest.mark.parametrize(
    ("words", "gaps", "left"),
    [
        (["•", "Burglary"], [(1, 60.0)], None),
        (["•", "Burglary", "Theft"], [(1, 60.0), (2, 130.0)], [(1, 130.0)]),
        (["Burglary", "Theft"], [(1, 60.0)], [(1, 60.0)]),
    ],
)
def test_a_mark_takes_its_gap_with_it(
    words: list[str],
    gaps: list[tuple[int, float]],
    left: list[tuple[int, float]] | None,
) -> None:
    piece = Piece(words[0], 50, 160, 500, 10, REGULAR, SPACE)
    piece.words, piece.starts = words, [50.0 + 60 * at for at in range(len(words))]
    piece.gaps = gaps
    settle(piece)
    (found,) = find_marks([piece], [])
    assert found.gaps == left


def test_what_is_twice_on_one_page_does_not_run() -> None:
    draw = lines("Lamps", "Lamps", "Lamps", x=50, y=590, step=0.5)
    pages = [lines("Roads are long.", "They wind about."), draw, lines("Nights pass.")]
    assert "Lamps" in read_bytes(make_pdf(*pages), "plan.pdf").text


@pytest.mark.parametrize(
    ("head", "warned"),
    [
        ("Nobody in the port has a home this winter.", ["running_text"]),
        ("A plan for Larkshire", []),
    ],
)
def test_a_sentence_taken_for_a_running_head_is_told(
    head: str, warned: list[str]
) -> None:
    pages = [
        together(lines(head, y=585), lines(f"Page {word} tells of roads and lanes."))
        for word in ("one", "two", "three")
    ]
    document = read_bytes(make_pdf(*pages), "plan.pdf")
    assert head not in document.text
    assert [notice.reason for notice in document.notices] == warned
