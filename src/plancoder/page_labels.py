"""Pages as people are shown them: page 7, or part 2, page 7 of a plan in several files.

A page of a plan in several files is kept as one number that holds both, its part and
its page in that part. So it is shown, sorted and compared wherever it goes, without a
look at the plan:

>>> part_page(2, 7)
20000007
>>> page_label(20000007), page_label(7)
('part 2, page 7', 'page 7')

A part without pages, such as a Word file, is one page, number 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from plancoder.page_ranges import MAX_PAGE, format_pages

PART = 10 * MAX_PAGE  # of a number: from one part to the next

_LABEL = re.compile(
    r"(?:part\s*(?P<part>\d{1,4})\s*[,;:]?\s*)?(?:(?:pages?|pp?\.?)?\s*(?P<page>\d{1,7})"
    r"(?:\.0)?)?",
    re.IGNORECASE | re.ASCII,
)


def part_page(part: int, page: int) -> int:
    """The page of a part, both counted from 1, as one number."""
    return part * PART + page


def split_page(page: int) -> tuple[int, int]:
    """The part and the page in it; part 0 where the plan is one file."""
    return divmod(page, PART)


def page_label(page: int, word: str = "page ") -> str:
    """A page with its word.

    >>> page_label(part_page(2, 7), "p. "), page_label(part_page(2, 0))
    ('part 2, p. 7', 'part 2')
    """
    part, number = split_page(page)
    shown = [f"part {part}"] if part else []
    if number or not part:
        shown.append(f"{word}{number}")
    return ", ".join(shown)


def page_cell(page: int | None) -> int | str | None:
    """A page as it stands in a column of pages: its number alone where the plan is one
    file.

    >>> page_cell(7), page_cell(part_page(2, 7))
    (7, 'part 2, page 7')
    """
    return page if page is None or page < PART else page_label(page)


def pages_label(pages: Iterable[int]) -> str:
    """Pages with their word, parts in their order.

    >>> pages_label([3, 4, 5]), pages_label([part_page(1, 2), part_page(2, 4)])
    ('pages 3-5', 'part 1, page 2; part 2, page 4')
    """
    by_part: dict[int, list[int]] = {}
    for page in sorted(set(pages)):
        by_part.setdefault(split_page(page)[0], []).append(page)
    return "; ".join(_of_one_part(part, some) for part, some in by_part.items())


def _of_one_part(part: int, pages: list[int]) -> str:
    if len(pages) == 1:
        return page_label(pages[0])
    numbers = format_pages(tuple(split_page(page)[1] for page in pages))
    return f"part {part}, pages {numbers}" if part else f"pages {numbers}"


def read_page(text: str) -> int | None:
    """The page that a person wrote, as it is shown or as a number alone; None where it
    is not one.

    >>> read_page("7"), read_page("Part 2, p. 7"), read_page("soon")
    (7, 20000007, None)
    """
    found = _LABEL.fullmatch(text.strip())
    if found is None or not text.strip():
        return None
    part, page = int(found["part"] or 0), int(found["page"] or 0)
    return part_page(part, page) if part or found["page"] else None


def cell_label(cell: int | str | None, word: str = "page ") -> str:
    """What a column of pages holds, with its word; blank where it is blank.

    >>> cell_label(7), cell_label("part 2, page 7", "p. "), cell_label(None)
    ('page 7', 'part 2, p. 7', '')
    """
    page = read_page("" if cell is None else str(cell))
    return "" if page is None else page_label(page, word)


def pages_apart(one: int, other: int) -> int:
    """How far two pages are apart; a number alone may be of any part.

    >>> pages_apart(part_page(2, 7), 8)
    1
    """
    if one < PART or other < PART:
        one, other = split_page(one)[1], split_page(other)[1]
    return abs(one - other)
