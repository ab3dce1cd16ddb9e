"""Columns of text that was printed side by side: each is read to its end before the
next begins. Told by list marks that stand below one another inside lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise

from plancoder.extract.text.page_marks import Line

_MARK = r"[•●▪■◦►➤✓\uf000-\uf0ff–-](?=\s+\S)"
_INNER_MARK = re.compile(rf"(?<=\S)\s{{2,}}({_MARK})")
_FIRST_MARK = re.compile(rf"\s*{_MARK}")
_FEWEST = 2  # marks below one another that make a column
_GUTTER = 2  # blanks between columns
_HANGING = 3  # characters that a heading may stand out to the left of its marks


def part_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines with columns one after another.

    "• Calm lanes      • Pay for lamps" above "• Warm halls      • Visit schools" gives
    Calm lanes, Warm halls, Pay for lamps, Visit schools.
    """
    at = 0
    done: list[Line] = []
    marks = [_inner_marks(line.text) for line in lines]
    while at < len(lines):
        first = next((i for i in range(at, len(lines)) if marks[i]), None)
        if first is None:
            break
        start, end, starts = _region(lines, marks, at, first)
        if starts:
            done += [*lines[at:start], *_in_order(lines[start:end], starts)]
        else:
            end = first + 1
            done += lines[at:end]
        at = end
    return [*done, *lines[at:]]


def _inner_marks(text: str) -> list[int]:
    return [found.start(1) for found in _INNER_MARK.finditer(text)]


def _region(
    lines: Sequence[Line], marks: Sequence[list[int]], least: int, first: int
) -> tuple[int, int, list[int]]:
    """The lines around the first inner mark that keep to its columns, and where the
    columns begin; no columns where that is not plain.
    """
    nearby = range(first, min(first + _NEAR, len(lines)))
    counted = Counter(chain.from_iterable(marks[i] for i in nearby))
    aligned = sorted(at for at, times in counted.items() if times >= _FEWEST)
    starts = [begin for at in aligned if (begin := _begins(lines, first, at))]
    if not starts:
        return first, first + 1, []
    start, end = first, first + 1
    while (
        start > least
        and lines[start - 1].text.strip()
        and _keeps(lines[start - 1].text, starts)
    ):
        start -= 1
    while end < len(lines) and _keeps(lines[end].text, starts):
        end += 1
    while end > first and not _reaches(lines[end - 1].text, starts[0]):
        end -= 1
    while end < len(lines) and _keeps(lines[end].text, starts):
        following = next((line.text for line in lines[end:] if line.text.strip()), "")
        if not lines[end].text.strip() and not _FIRST_MARK.match(following):
            break
        end += 1
    left = sum(
        bool(_FIRST_MARK.match(line.text[: starts[0]])) for line in lines[start:end]
    )
    return start, end, starts if left >= _FEWEST else []


_NEAR = 30  # lines in which the marks of a column recur


def _begins(lines: Sequence[Line], first: int, mark: int) -> int:
    """Where a column begins whose marks stand at `mark`; 0 where its first lines have
    no gutter before them.
    """
    around = [line.text for line in lines[max(0, first - 2) : first + _FEWEST + 1]]
    for begin in range(mark, mark - _HANGING - 1, -1):
        if begin > _GUTTER and all(_keeps(text, [begin]) for text in around):
            return begin
    return 0


def _keeps(text: str, starts: Sequence[int]) -> bool:
    """Whether a line has blanks before each column, or ends before it."""
    return all(not text[start - _GUTTER : start].strip() for start in starts)


def _reaches(text: str, start: int) -> bool:
    return bool(text[start:].strip())


def _in_order(lines: Sequence[Line], starts: Sequence[int]) -> list[Line]:
    bounds: list[int | None] = [0, *starts, None]
    done: list[Line] = []
    for begin, end in pairwise(bounds):
        done += [Line(line.text[begin:end].rstrip(), line.page) for line in lines]
        done.append(Line("", lines[-1].page))
    return done
