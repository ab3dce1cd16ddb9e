"""Heads of tables: where a row begins a table of its own, though its columns are as
wide as those of the table before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from plancoder.extract.layout.pieces import box_of
from plancoder.extract.layout.shapes import Piece, Table, has_digit, text_of
from plancoder.models import Box

_FEWEST_HEADS = 2  # a row of one cell with words is a title or a band
_FEWEST_ROWS = 2  # of a table with a head
Row = Sequence[Sequence[Piece]]
Look = tuple[bool, int]  # bold, and the colour


def has_own_head(before: Table, after: Table) -> bool:
    """True where the first row looks as the head of the table before does, and as no
    other row of both, and says something else in each cell.

    "Priority", "Who leads" in bold above plain rows; on the next page "Risk", "Who
    watches it" in bold, again above plain rows: two tables.
    """
    if min(len(before.rows), len(after.rows)) < _FEWEST_ROWS:
        return False
    return _is_like_head(after.rows[0], before.rows[0]) and not _has_look_of(
        before.rows[0], chain(before.rows[1:], after.rows[1:])
    )


def part_tables(table: Table) -> list[Table]:
    """The tables of a grid in which one stands right below another, with a head of its
    own.
    """
    at = _next_head(table.rows)
    if at is None:
        return [table]
    above, below = (
        Table(_around(table.boxes[rows]), table.rows[rows], table.boxes[rows])
        for rows in (slice(at), slice(at, None))
    )
    above.page = below.page = table.page
    above.open_top, below.open_bottom = table.open_top, table.open_bottom
    return [above, below]


def _next_head(rows: Sequence[Row]) -> int | None:
    """The row of a second head, which is alone in the look of the first one."""
    head = rows[0]
    last = len(rows) - _FEWEST_ROWS + 1
    for at in range(_FEWEST_ROWS, last):
        if _is_like_head(rows[at], head):
            others = chain(rows[1:at], rows[at + 1 :])
            return None if _has_look_of(head, others) else at
    return None


def _is_like_head(row: Row, head: Row) -> bool:
    """True for a row of titles in the look of the head, with none of its words."""
    look = _look_of(head)
    if look is None or _look_of(row) != look or not _are_titles(row):
        return False
    said = set(map(text_of, head))
    return not any(text_of(cell) in said for cell in row)


def _has_look_of(head: Row, rows: Iterable[Row]) -> bool:
    look = _look_of(head)
    return any(_look_of(row) == look for row in rows)


def _look_of(row: Row) -> Look | None:
    """The one look of all words of a row; None where there are several, or words in
    one cell alone.
    """
    looks = {(piece.bold, piece.style.colour) for cell in row for piece in cell}
    titles = sum(map(bool, row))
    return looks.pop() if len(looks) == 1 and titles >= _FEWEST_HEADS else None


def _are_titles(row: Row) -> bool:
    """True where every cell has words, and not all behind the first are figures, as in
    a sum.
    """
    return all(row) and not all(has_digit(text_of(cell)) for cell in row[1:])


def _around(rows: Sequence[Iterable[Box]]) -> Box:
    return Box(*box_of(list(chain.from_iterable(rows))))
