"""Page ranges as people write them: `19-59`, `1,3-7`.

Pages are counted from 1; blank means all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MAX_PAGE = 1_000_000  # a slip such as 1-10000000000 must not fill the memory

_PART = re.compile(r"(\d+)(?:\s*[-–—]\s*(\d+))?", re.ASCII)


def parse_pages(text: str) -> tuple[int, ...]:
    """Give the page numbers that `text` names, ascending and each once; empty where it
    is blank.

    Commas or semicolons part the ranges; a hyphen, en dash or em dash joins their ends.
    Raises ValueError with a
    message that names the part in question.
    """
    if not text.strip():
        return ()
    pages: set[int] = set()
    for part in re.split(r"[,;]", text):
        pages.update(_parse_part(part.strip(), text.strip()))
    return tuple(sorted(pages))


def _parse_part(part: str, whole: str) -> range:
    found = _PART.fullmatch(part)
    if found is None:
        wrong = f"'{part}' in '{whole}'" if part != whole else f"'{whole}'"
        raise ValueError(
            f"{wrong or 'an empty part'} is not a page range; write 19-59 or 1,3-7"
        )
    first = _to_page(found[1])
    last = _to_page(found[2]) if found[2] else first
    if first < 1:
        raise ValueError(f"'{part}' names page 0; pages are counted from 1")
    if last < first:
        raise ValueError(f"'{part}' runs backwards; write {last}-{first}")
    return range(first, last + 1)


def _to_page(digits: str) -> int:
    if len(digits) > len(str(MAX_PAGE)) or int(digits) > MAX_PAGE:
        raise ValueError(
            f"page {digits[:12]} is beyond {MAX_PAGE}, more than any plan has"
        )
    return int(digits)


def format_pages(pages: tuple[int, ...]) -> str:
    """Write `pages` as short as can be: `1,3-7`; blank for none.

    The inverse of `parse_pages`.
    """
    return ",".join(
        str(first) if first == last else f"{first}-{last}"
        for first, last in number_runs(pages)
    )


def number_runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers without a gap as their first and last, in order, each number once.

    >>> number_runs([7, 1, 3, 4])
    [(1, 1), (3, 4), (7, 7)]
    """
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return runs
