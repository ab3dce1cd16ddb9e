"""Tables of figures, told by their columns alone: figures that end or begin at one
place stand below each other, on the lines of others beside them.

They are taken out before anything is put in order, for the gaps between their columns
may be as narrow as a blank, and the lines of a column of text may stand beside them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from plancoder.extract.layout.pieces import box_of, parted_at_gaps
from plancoder.extract.layout.shapes import Holder, PageContent, Piece, has_digit
from plancoder.extract.layout.worded_tables import table_of

# No more than three letters, which few lines have, and a digit; or the sign for none.
_FIGURE = re.compile(
    r"(?=[^A-Za-z]*(?:[A-Za-z][^A-Za-z]*){0,3}\Z)\D*\d.*|[-–—]|[nN]/?[aA]"
)
_SAME_EDGE = 1.5  # points
_SAME_BASE = 2.0  # points
_FEWEST = 2  # columns of figures, and rows
_APART = 7.0  # × size between the base lines of two rows
_SHARE = 0.6  # of the rows have an entry in a column of words at the least
_LABEL_WORDS, _ENTRY_WORDS = 9.0, 5.0  # on average, before and behind the figures
_MOST_BEHIND = 2  # columns of words behind the figures
_REACH = 8.0  # × size from the figures to the column of words behind them
_HEAD = 2.4  # × size from the head to the first row
_WRAPPED = 1.6  # × size between the lines of an entry
_LIKE_SIZE = 0.1  # × size

Row = dict[int, Piece]  # the figures of a line, by the number of their column
ColumnOf = Callable[[Piece], int | None]


class Column(NamedTuple):
    """From where to where the entries of a column reach."""

    x0: float
    x1: float


def find_figure_tables(page: PageContent) -> None:
    """Replaces the pieces in tables of figures by one piece for each table."""
    words = _words_of(page)
    figures = [piece for piece in words if _FIGURE.fullmatch(piece.text)]
    if len(figures) < _FEWEST * _FEWEST:
        return
    columns = _columns_of(figures)
    for rows in _tables_of(_rows_of(columns), columns, words):
        cells = _cells(rows, words)
        taken = {_place(piece) for piece in _pieces_in(cells)}
        rest = _without(taken, page.pieces)
        if cells and not _intrudes(rest, cells):
            page.pieces = [*rest, Holder.of_table(table_of(cells))]
            words = _without(taken, words)


def _words_of(page: PageContent) -> list[Piece]:
    """The plain pieces of a page, with figures parted at their wide spaces."""
    words: list[Piece] = []
    for piece in page.pieces:
        if piece.plain and not piece.mark:
            words += _figures_apart(piece) if piece.words.gaps else (piece,)
    return words


def _pieces_in(cells: Sequence[Sequence[Sequence[Piece]]]) -> list[Piece]:
    return [piece for row in cells for cell in row for piece in cell]


def _without(taken: set[tuple[int, float]], pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces whose places are not taken."""
    return [piece for piece in pieces if _place(piece) not in taken]


def _figures_apart(piece: Piece) -> list[Piece]:
    """A piece, or its parts where its wide spaces part figures from figures."""
    words = piece.words
    starts = [0, *(word for word, _ in words.gaps or ())]
    if not all(has_digit(words.texts[start]) for start in starts):
        return [piece]
    parts = parted_at_gaps([piece])
    return parts if all(_FIGURE.fullmatch(part.text) for part in parts) else [piece]


def _place(piece: Piece) -> tuple[int, float]:
    """What a piece has in common with its first part."""
    return piece.order, piece.x0


def _columns_of(figures: Sequence[Piece]) -> list[list[Piece]]:
    """Figures that end at one place or begin at one: each goes with the more."""
    by_end, by_start = (_at_one_place(figures, side) for side in ("x1", "x0"))
    counts = [
        {id(piece): len(group) for group in groups for piece in group}
        for groups in (by_end, by_start)
    ]
    ends, starts = (
        [
            piece
            for piece in figures
            if (counts[0][id(piece)] >= counts[1][id(piece)]) is at_end
        ]
        for at_end in (True, False)
    )
    groups = [*_at_one_place(ends, "x1"), *_at_one_place(starts, "x0")]
    return [group for group in groups if len(group) >= _FEWEST]


def _at_one_place(figures: Sequence[Piece], side: str) -> list[list[Piece]]:
    groups: list[list[Piece]] = []
    for piece in sorted(figures, key=attrgetter(side)):
        if groups and getattr(piece, side) - getattr(groups[-1][0], side) < _SAME_EDGE:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _rows_of(columns: Sequence[Sequence[Piece]]) -> list[Row]:
    """Lines with figures of two columns or more, from top to bottom."""
    found = sorted(
        (
            (piece.base, at, piece)
            for at, column in enumerate(columns)
            for piece in column
        ),
        key=lambda one: one[0],
    )
    rows: list[Row] = []
    last = 0.0
    for base, at, piece in found:
        if not rows or base - last > _SAME_BASE:
            rows.append({})
            last = base
        rows[-1].setdefault(at, piece)
    return [row for row in rows if len(row) >= _FEWEST]


def _tables_of(
    rows: Sequence[Row], columns: Sequence[Sequence[Piece]], words: Sequence[Piece]
) -> list[list[Row]]:
    """Rows that follow each other in two columns or more; side by side and one below
    the other there may be several tables.
    """
    tables: list[list[Row]] = []
    for row in rows:
        for table in tables:
            if _follows(table[-1], row, columns, words):
                table.append(row)
                break
        else:
            tables.append([row])
    return [table for table in tables if len(table) >= _FEWEST]


def _follows(
    above: Row, row: Row, columns: Sequence[Sequence[Piece]], words: Sequence[Piece]
) -> bool:
    shared = above.keys() & row.keys()
    if len(shared) < _FEWEST:
        return False
    top, bottom = _base(above), _base(row)
    if bottom - top > _APART * _size(row):
        return False
    spans = [Column(*_span(columns[at])) for at in shared]
    return not any(
        top + _SAME_BASE < piece.base < bottom - _SAME_BASE
        and any(piece.x0 < span.x1 and piece.x1 > span.x0 for span in spans)
        for piece in words
    )


def _base(row: Row) -> float:
    return next(iter(row.values())).base


def _size(row: Row) -> float:
    return next(iter(row.values())).size


def _span(pieces: Iterable[Piece]) -> tuple[float, float]:
    several = list(pieces)
    return min(piece.x0 for piece in several), max(piece.x1 for piece in several)


def _cells(rows: Sequence[Row], words: Sequence[Piece]) -> list[list[list[Piece]]]:
    """The cells of a table, its head first; none where no column of words begins it."""
    figures = _figure_columns(rows)
    if len(figures) < _FEWEST or _words_between(figures, rows, words):
        return []
    labels = [_beside(row, words, before=figures[0].x0) for row in rows]
    first = _column_of_words(labels, len(rows), _LABEL_WORDS)
    if first is None:
        return []
    size = median(map(_size, rows))
    behind = _columns_behind(figures[-1], rows, size, words)
    columns = [first, *figures, *behind]
    return _filled(columns, [_base(row) for row in rows], size, words)


def _figure_columns(rows: Sequence[Row]) -> list[Column]:
    """The columns with a figure in half of the rows or more, from left to right."""
    times = Counter(at for row in rows for at in row)
    kept = [at for at, count in times.items() if 2 * count >= len(rows)]
    return sorted(Column(*_span(row[at] for row in rows if at in row)) for at in kept)


def _words_between(
    figures: Sequence[Column], rows: Sequence[Row], words: Sequence[Piece]
) -> bool:
    """True where words stand between the columns of figures: these are two lists side
    by side, as of contents.
    """
    return any(
        abs(piece.base - _base(row)) < _SAME_BASE
        and figures[0].x1 < piece.x0
        and piece.x1 < figures[-1].x0
        and not _FIGURE.fullmatch(piece.text)
        for row in rows
        for piece in words
    )


def _columns_behind(
    last: Column, rows: Sequence[Row], size: float, words: Sequence[Piece]
) -> list[Column]:
    """The columns of words behind the last column of figures, as many as allowed."""
    found: list[Column] = []
    while len(found) < _MOST_BEHIND:
        entries = [_beside(row, words, after=last.x1) for row in rows]
        near = [
            piece
            for piece in entries
            if piece is not None and piece.x0 - last.x1 < _REACH * size
        ]
        column = _column_of_words(near, len(rows), _ENTRY_WORDS)
        if column is None:
            break
        found.append(column)
        last = column
    return found


def _beside(
    row: Row, words: Sequence[Piece], *, before: float = 0.0, after: float = 0.0
) -> Piece | None:
    """The nearest piece of a row's line left of `before` or right of `after`."""
    base = _base(row)
    line = [piece for piece in words if abs(piece.base - base) < _SAME_BASE]
    if before:
        return max(
            (piece for piece in line if piece.x1 < before + 1),
            key=lambda piece: piece.x1,
            default=None,
        )
    return min(
        (piece for piece in line if piece.x0 > after - 1),
        key=lambda piece: piece.x0,
        default=None,
    )


def _column_of_words(
    entries: Iterable[Piece | None], rows: int, most: float
) -> Column | None:
    """The column of entries that begin at one place; None where too few do, or where
    they are prose.
    """
    some = [piece for piece in entries if piece is not None]
    if not some:
        return None
    edge = median(piece.x0 for piece in some)
    flush = [piece for piece in some if abs(piece.x0 - edge) < _SAME_EDGE]
    counts = sum(piece.text.count(" ") + 1 for piece in flush)
    if len(flush) < max(_FEWEST, _SHARE * rows) or counts > most * len(flush):
        return None
    return Column(*_span(flush))


def _filled(
    columns: Sequence[Column],
    bases: Sequence[float],
    size: float,
    words: Sequence[Piece],
) -> list[list[list[Piece]]]:
    """The rows of a table, with its head and the further lines of its entries."""
    left = columns[0].x0 - _SAME_EDGE
    right = max(columns[-1].x1, columns[-1].x0 + _REACH * size)
    inside = [
        piece
        for piece in words
        if left <= piece.x0 < right and abs(piece.size - size) <= _LIKE_SIZE * size
    ]
    column_of = partial(_column_of, columns, right)
    rows = _body(inside, bases, size, len(columns), column_of)
    head = _head(inside, bases[0], size, len(columns), column_of)
    return [head, *rows] if head else rows


def _column_of(columns: Sequence[Column], right: float, piece: Piece) -> int | None:
    """The column that holds a piece; None where it reaches into another, or beyond
    the right edge of the table.
    """
    limits = [(end.x1 + then.x0) / 2 for end, then in pairwise(columns)]
    at = bisect_right(limits, (piece.x0 + piece.x1) / 2)
    low = columns[0].x0 - _SAME_EDGE if not at else columns[at - 1].x1 - 1
    high = right if at == len(limits) else columns[at + 1].x0 + 1
    return at if low <= piece.x0 and piece.x1 <= high else None


def _body(
    inside: Sequence[Piece],
    bases: Sequence[float],
    size: float,
    columns: int,
    column_of: ColumnOf,
) -> list[list[list[Piece]]]:
    """The cells of the rows below the head, with the further lines of their entries."""
    tops = [base - 0.5 * size for base in bases]
    rows: list[list[list[Piece]]] = [[[] for _ in range(columns)] for _ in bases]
    last = bases[-1]
    for piece in sorted(inside, key=lambda piece: piece.base):
        below = piece.base - last > _SAME_BASE
        if piece.base < tops[0] or piece.base - last > _WRAPPED * size:
            continue
        at = column_of(piece)
        if at is None or (below and not _wraps(piece, rows[-1][at])):
            continue
        rows[bisect_right(tops, piece.base) - 1][at].append(piece)
        last = max(last, piece.base)
    return rows


def _wraps(piece: Piece, cell: Sequence[Piece]) -> bool:
    """True for a further line of the last entry of a column."""
    return (
        bool(cell)
        and abs(piece.x0 - cell[-1].x0) < _SAME_EDGE
        and piece.bold == cell[-1].bold
        and piece.base - cell[-1].base <= _WRAPPED * piece.size
    )


def _head(
    inside: Sequence[Piece],
    first: float,
    size: float,
    columns: int,
    column_of: ColumnOf,
) -> list[list[Piece]]:
    """The cells of the lines above the first row: one entry for each column, wherever
    it stands, or fewer that keep to their columns; with the bold lines above them.
    """
    above = [piece for piece in inside if piece.base < first - _SAME_BASE]
    base = max((piece.base for piece in above), default=-_HEAD * size)
    last = [piece for piece in above if base - piece.base < _SAME_BASE]
    line = parted_at_gaps(last)
    placed = _placed(line, columns, column_of)
    if first - base > _HEAD * size or not placed:
        return []
    cells: list[list[Piece]] = [[] for _ in range(columns)]
    for at, piece in placed:
        cells[at].append(piece)
    if all(piece.bold for piece in line):
        _add_bold_lines(cells, above, base, size, column_of)
    return cells


def _placed(
    line: Sequence[Piece], columns: int, column_of: ColumnOf
) -> list[tuple[int, Piece]]:
    """The entries of a head with their columns; none where one is in no column, two
    are in the same, or there are too few.
    """
    if len(line) == columns:
        return list(enumerate(sorted(line, key=attrgetter("x0"))))
    placed = [(at, piece) for piece in line if (at := column_of(piece)) is not None]
    apart = len({at for at, _ in placed}) == len(line) >= _FEWEST
    return placed if apart else []


def _add_bold_lines(
    cells: Sequence[list[Piece]],
    above: Sequence[Piece],
    base: float,
    size: float,
    column_of: ColumnOf,
) -> None:
    """Adds the bold lines that stand close above the last line of a head."""
    top = base
    for piece in sorted(above, key=lambda piece: -piece.base):
        at = column_of(piece)
        near = _SAME_BASE < top - piece.base <= _WRAPPED * size or piece.base == top
        if at is None or piece.base > base - _SAME_BASE or not near:
            continue
        if piece.bold:
            cells[at].append(piece)
            top = piece.base


def _intrudes(
    rest: Sequence[Piece], cells: Sequence[Sequence[Sequence[Piece]]]
) -> bool:
    """True where other words stand between those of a table: then it is none."""
    x0, top, x1, bottom = box_of(_pieces_in(cells))
    return any(
        piece.x0 < x1 and piece.x1 > x0 and top < piece.middle < bottom
        for piece in rest
    )
