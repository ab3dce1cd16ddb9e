"""Tables without any rule: columns of short entries, mostly figures, that stand in
rows.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from plancoder.extract.layout.pieces import box_of
from plancoder.extract.layout.shapes import Piece, Table
from plancoder.models import Box

_FEWEST_ROWS = 3
_FIGURES = 0.6  # of the entries right of the first column
_ALIGNED = 0.8  # of the rows have an entry in the first column and another one
_SAME_BASE = 2.0  # points
_LONGEST = 4.0  # words an entry, on average, right of the first column


def gather_rows(columns: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Columns that stand side by side; those that make a table are replaced by a column
    that holds the table.
    """
    out: list[list[Piece]] = []
    index = 0
    while index < len(columns):
        end = _end_of_table(columns, index)
        if end > index + 1 and end - index < len(columns):
            # Beside other columns its own cannot be told exactly: it is cut again by
            # itself.
            out.append([piece for column in columns[index:end] for piece in column])
            index = end
        elif end > index + 1:
            before, first, after = _beside_rows(
                columns[index], columns[index + 1 : end]
            )
            out += [
                part
                for part in (
                    before,
                    [_table([first, *columns[index + 1 : end]])],
                    after,
                )
                if part
            ]
            index = end
        else:
            out.append(columns[index])
            index += 1
    return out


def _end_of_table(columns: Sequence[list[Piece]], start: int) -> int:
    """One beyond the last column of the table that begins with column `start`."""
    first = columns[start]
    if len(first) < _FEWEST_ROWS or any(
        not piece.plain or piece.mark for piece in first
    ):
        return start
    end = start + 1
    figures = False
    while (
        end < len(columns)
        and _is_short(columns[end])
        and _in_rows(columns[start:end], columns[end])
    ):
        figures = figures or _is_figures(columns[end])
        end += 1
    return end if figures else start


def _beside_rows(
    first: Sequence[Piece], others: Sequence[Sequence[Piece]]
) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """What of the first column stands above the rows, in them, and below them."""
    top = min(piece.base - 0.5 * piece.size for column in others for piece in column)
    bottom = max(piece.base + 1.5 * piece.size for column in others for piece in column)
    return (
        [piece for piece in first if piece.base < top],
        [piece for piece in first if top <= piece.base <= bottom],
        [piece for piece in first if piece.base > bottom],
    )


def _is_short(column: Sequence[Piece]) -> bool:
    if len(column) < _FEWEST_ROWS or any(
        not piece.plain or piece.mark for piece in column
    ):
        return False
    return sum(piece.text.count(" ") + 1 for piece in column) <= _LONGEST * len(column)


def _is_figures(column: Sequence[Piece]) -> bool:
    return sum(
        any(map(str.isdigit, piece.text)) or len(piece.text) == 1 for piece in column
    ) >= _FIGURES * len(column)


def _in_rows(columns: Sequence[Sequence[Piece]], column: Sequence[Piece]) -> bool:
    bases = [piece.base for other in columns for piece in other]
    return sum(
        any(abs(piece.base - base) < 2 for base in bases) for piece in column
    ) >= _ALIGNED * len(column)


def _lines_of(column: Sequence[Piece]) -> list[float]:
    """The base lines of a column's pieces, each once."""
    bases: list[float] = []
    for base in sorted(piece.base for piece in column):
        if not bases or base - bases[-1] >= _SAME_BASE:
            bases.append(base)
    return bases


def _table(columns: Sequence[list[Piece]]) -> Piece:
    """The table that the columns make: a row for each line of the second column, longer
    entries wrapped around it.
    """
    pieces = [piece for column in columns for piece in column]
    bases = _lines_of(columns[1])
    firsts = _lines_of(columns[0])
    if all(
        any(abs(base - first) < _SAME_BASE for first in firsts) for base in bases
    ):  # rows hang from their top line
        limits = [base - 0.5 * pieces[0].size for base in bases[1:]]
    else:
        limits = [(above + below) / 2 for above, below in itertools.pairwise(bases)]
    rows: list[list[list[Piece]]] = [[[] for _ in columns] for _ in bases]
    heads: list[list[Piece]] = [[] for _ in columns]
    for place, column in enumerate(columns):
        for piece in column:
            row = sum(piece.base > limit for limit in limits)
            if piece.base < bases[0] - 1.6 * piece.size:
                heads[place].append(piece)
            else:
                rows[row][place].append(piece)
    if any(heads):
        rows.insert(0, heads)
    x0, top, x1, bottom = box_of(pieces)
    page = pieces[0].page
    boxes = [
        [
            (
                Box(*(round(edge, 1) for edge in box_of(cell)))
                if cell
                else Box(x0, top, x1, bottom)
            )
            for cell in row
        ]
        for row in rows
    ]
    holder = Piece.holder(
        (x0, top, x1, bottom), pieces[0].size, min(piece.order for piece in pieces)
    )
    holder.table, holder.page = Table(Box(x0, top, x1, bottom), rows, boxes, page), page
    return holder
