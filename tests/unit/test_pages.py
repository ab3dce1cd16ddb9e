"""Page ranges: what is read, what is refused, and that writing is the inverse of
reading.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancoder.page_ranges import format_pages, parse_pages


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", ()),
        ("  ", ()),
        ("7", (7,)),
        ("19-21", (19, 20, 21)),
        ("1,3-5", (1, 3, 4, 5)),
        (" 1 ; 3 - 5 ", (1, 3, 4, 5)),
        ("3–5", (3, 4, 5)),
        ("5,1-2,2", (1, 2, 5)),
    ],
)
def test_a_range_is_read(text: str, pages: tuple[int, ...]) -> None:
    assert parse_pages(text) == pages


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("9-7", "write 7-9"),
        ("0-4", "counted from 1"),
        ("a", "'a' is not a page range"),
        ("1,,3", "in '1,,3'"),
        ("1-", "not a page range"),
        ("-3", "not a page range"),
        ("1-99999999999999", "beyond"),
        ("1.5", "not a page range"),
        ("²", "not a page range"),
        ("2014-15,", "runs backwards"),
    ],
)
def test_a_slip_is_named(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_pages(text)


@given(st.sets(st.integers(1, 500)))
def test_what_is_written_reads_back(pages: set[int]) -> None:
    assert parse_pages(format_pages(tuple(pages))) == tuple(sorted(pages))


def test_runs_are_written_short() -> None:
    assert format_pages((1, 3, 4, 5, 7)) == "1,3-5,7"
