"""Words, their letters and lines, as told from the text of a page."""

import pytest

from plancoder.extract.layout.shapes import HYPHEN, NEW_LINE
from plancoder.extract.pdf.lines import page_words


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "Safer roads\r\nfor all",
            [(["Safer", "roads"], NEW_LINE), (["for", "all"], NEW_LINE)],
        ),
        ("a neigh\ufffebourhood", [(["a", "neigh"], NEW_LINE), (["bourhood"], HYPHEN)]),
        ("a neigh\u0002bourhood", [(["a", "neigh"], NEW_LINE), (["bourhood"], HYPHEN)]),
        ("two  blanks ", [(["two", "blanks"], NEW_LINE)]),
        # The mark of a broken word counts for the line right after it only, though that
        # line be blank.
        ("neigh\ufffe \r\nbourhood", [(["neigh"], NEW_LINE), (["bourhood"], NEW_LINE)]),
        ("\r\n \r\n", []),
        ("", []),
    ],
)
def test_lines_end_where_pdfium_breaks_them(
    text: str, lines: list[tuple[list[str], int]]
) -> None:
    page = page_words(text)
    assert [
        (page.words[start:stop], before) for start, stop, before in page.lines
    ] == lines


@pytest.mark.parametrize("text", ["Safer roads\r\n for  all", " a\ufffeb c", "x"])
def test_words_stand_where_their_letters_say(text: str) -> None:
    page = page_words(text)
    assert [
        text[first : last + 1]
        for first, last in zip(page.firsts, page.lasts, strict=True)
    ] == page.words


@pytest.mark.parametrize(
    ("text", "spaced"),
    [("O U R P L A N", True), ("Our plan for all", False), ("A B C D", False)],
)
def test_single_letters_in_a_row_look_spaced(text: str, spaced: bool) -> None:
    page = page_words(text)
    assert page.looks_spaced(0, len(page.words)) is spaced
