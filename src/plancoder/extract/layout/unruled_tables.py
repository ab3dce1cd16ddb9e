"""Tables without any rule: columns of short entries, mostly figures, that stand in
rows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from plancoder.extract.layout.shapes import Holder, Piece, Table, has_digit
from plancoder.extract.layout.worded_tables import table_of, worded_table

_ABOVE, _BELOW = 0.5, 1.5  # × size: base lines of the first column within the rows
_FEWEST_ROWS = 2
_ROWS_FOR_SURE = 3  # fewer are the rest of a table where all else is figures
_FIGURES = 0.6  # of the entries right of the first column
_ALIGNED = 0.8  # of the rows have an entry in the first column and another one
_SAME_BASE = 2.0  # points
_HEAD = 1.6  # × size by which a head stands above the first row
_LONGEST = 4.0  # words an entry, on average, right of the first column
_FIGURE = re.compile(r"[^A-Za-z]*\d[^A-Za-z]*")


def gather_rows(columns: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Columns that stand side by side; those that make a table are replaced by a column
    that holds the table.
    """
    out: list[list[Piece]] = []
    index = 0
    while index < len(columns):
        end = _end_of_table(columns, index)
        if end == index + 1:
            worded = _worded(columns, index)
            if worded is not None:
                parts, end = worded
                out += parts
            else:
                out.append(columns[index])
        elif end - index < len(columns):
            # Beside other columns its own cannot be told exactly: it is cut again by
            # itself.
            out.append([piece for column in columns[index:end] for piece in column])
        else:
            others = columns[index + 1 : end]
            before, first, after = _beside_rows(columns[index], others)
            table = Holder.of_table(_table([first, *others]))
            out += [part for part in (before, [table], after) if part]
        index = end
    return out


def _worded(
    columns: Sequence[list[Piece]], start: int
) -> tuple[list[list[Piece]], int] | None:
    """The table of words that begins with column `start`, with what stands above and
    below it, and one beyond its last column; None where none does.
    """
    for end in range(len(columns), start + 1, -1):
        found = worded_table(columns[start:end])
        if found is not None:
            before, table, after = found
            parts = [part for part in (before, [Holder.of_table(table)], after) if part]
            return parts, end
    return None


def _end_of_table(columns: Sequence[list[Piece]], start: int) -> int:
    """One beyond the last column of the table that begins with column `start`, or one
    beyond that column where none does.
    """
    end = start + 1
    if not _has_rows(columns[start]):
        return end
    figures = False
    while (
        end < len(columns)
        and _is_short(columns[end])
        and _in_rows(columns[start:end], columns[end])
    ):
        figures = figures or _is_figures(columns[end])
        end += 1
    if len(columns[start]) < _ROWS_FOR_SURE and not _is_rest(columns[start:end]):
        return start + 1
    return end if figures else start + 1


def _is_rest(columns: Sequence[Sequence[Piece]]) -> bool:
    """True for two rows of figures at the head of a column, below a table that goes on
    there.
    """
    figures = [piece.text for column in columns[1:] for piece in column]
    return len(columns) > _FEWEST_ROWS and all(map(_FIGURE.fullmatch, figures))


def _beside_rows(
    first: Sequence[Piece], others: Sequence[Sequence[Piece]]
) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """What of the first column stands above the rows, in them, and below them."""
    entries = [piece for column in others for piece in column]
    top = min(piece.base - _ABOVE * piece.size for piece in entries)
    bottom = max(piece.base + _BELOW * piece.size for piece in entries)
    return (
        [piece for piece in first if piece.base < top],
        [piece for piece in first if top <= piece.base <= bottom],
        [piece for piece in first if piece.base > bottom],
    )


def _has_rows(column: Sequence[Piece]) -> bool:
    words_alone = all(piece.plain and not piece.mark for piece in column)
    return len(column) >= _FEWEST_ROWS and words_alone


def _is_short(column: Sequence[Piece]) -> bool:
    words = sum(piece.text.count(" ") + 1 for piece in column)
    return _has_rows(column) and words <= _LONGEST * len(column)


def _is_figures(column: Sequence[Piece]) -> bool:
    figures = sum(has_digit(piece.text) or len(piece.text) == 1 for piece in column)
    return figures >= _FIGURES * len(column)


def _in_rows(columns: Sequence[Sequence[Piece]], column: Sequence[Piece]) -> bool:
    bases = [piece.base for other in columns for piece in other]
    aligned = sum(_is_near(piece.base, bases) for piece in column)
    return aligned >= _ALIGNED * len(column)


def _is_near(base: float, bases: Sequence[float]) -> bool:
    return any(abs(base - other) < _SAME_BASE for other in bases)


def _lines_of(column: Sequence[Piece]) -> list[float]:
    """The base lines of a column's pieces, each once."""
    bases: list[float] = []
    for base in sorted(piece.base for piece in column):
        if not bases or base - bases[-1] >= _SAME_BASE:
            bases.append(base)
    return bases


def _table(columns: Sequence[list[Piece]]) -> Table:
    """The table that the columns make: a row for each line of the second column, longer
    entries wrapped around it.

    "Thefts from" over "shops" beside 12, "Fires" beside 9: two rows of two cells.
    """
    pieces = [piece for column in columns for piece in column]
    bases = _lines_of(columns[1])
    limits = _row_limits(bases, _lines_of(columns[0]), pieces[0].size)
    # The first row is for heads above the figures.
    rows: list[list[list[Piece]]] = [[[] for _ in columns] for _ in [0.0, *bases]]
    for place, column in enumerate(columns):
        for piece in column:
            is_head = piece.base < bases[0] - _HEAD * piece.size
            row = 0 if is_head else 1 + bisect_left(limits, piece.base)
            rows[row][place].append(piece)
    if not any(rows[0]):
        del rows[0]
    return table_of(rows)


def _row_limits(
    bases: Sequence[float], firsts: Sequence[float], size: float
) -> list[float]:
    """Heights between rows: half a line above each where rows hang from their top
    lines, else half way between the lines.
    """
    if all(_is_near(base, firsts) for base in bases):
        return [base - 0.5 * size for base in bases[1:]]
    return [(above + below) / 2 for above, below in pairwise(bases)]
