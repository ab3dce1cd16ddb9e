"""How pages are shown and read back, in plans of one file and of several."""

from __future__ import annotations

import pytest

from plancoder.page_labels import (
    page_cell,
    page_label,
    pages_apart,
    pages_label,
    part_page,
    read_page,
    split_page,
)


@pytest.mark.parametrize(
    ("page", "label", "cell"),
    [
        (7, "page 7", 7),
        (1_000_000, "page 1000000", 1_000_000),
        (part_page(1, 7), "part 1, page 7", "part 1, page 7"),
        (part_page(12, 1_000_000), "part 12, page 1000000", "part 12, page 1000000"),
        (part_page(2, 0), "part 2", "part 2"),  # a part without pages
    ],
)
def test_a_page_is_shown_and_read_back(page: int, label: str, cell: int | str) -> None:
    assert (page_label(page), page_cell(page)) == (label, cell)
    assert read_page(label) == page
    assert read_page(str(cell)) == page


def test_no_page_has_an_empty_cell() -> None:
    assert page_cell(None) is None


def test_the_first_part_differs_from_a_plan_in_one_file() -> None:
    assert split_page(7) == (0, 7)
    assert split_page(part_page(1, 7)) == (1, 7)


@pytest.mark.parametrize(
    ("written", "page"),
    [
        ("7", 7),
        (" 7.0 ", 7),  # as a spreadsheet writes it
        ("p. 7", 7),
        ("PAGE 7", 7),
        ("part 2, page 7", part_page(2, 7)),
        ("Part 2 p7", part_page(2, 7)),
        ("part 2; 7", part_page(2, 7)),
        ("part 2", part_page(2, 0)),
        ("", None),
        ("page", None),
        ("part", None),
        ("soon", None),
        ("part 2, page 7 or so", None),
        ("7-9", None),
        ("²", None),
    ],
)
def test_what_a_person_writes_is_read(written: str, page: int | None) -> None:
    assert read_page(written) == page


@pytest.mark.parametrize(
    ("pages", "label"),
    [
        ([], ""),
        ([3], "page 3"),
        ([5, 3, 4], "pages 3-5"),
        ([part_page(2, 7)], "part 2, page 7"),
        (
            [part_page(1, 3), part_page(1, 4), part_page(2, 7)],
            "part 1, pages 3-4; part 2, page 7",
        ),
    ],
)
def test_several_pages_are_shown(pages: list[int], label: str) -> None:
    assert pages_label(pages) == label


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (3, 5, 2),
        (part_page(2, 3), 5, 2),  # a number alone may be of any part
        (part_page(2, 3), part_page(2, 5), 2),
    ],
)
def test_pages_are_so_far_apart(one: int, other: int, apart: int) -> None:
    assert pages_apart(one, other) == pages_apart(other, one) == apart


def test_pages_of_two_parts_are_far_apart() -> None:
    assert pages_apart(part_page(1, 3), part_page(2, 3)) > 1_000_000
