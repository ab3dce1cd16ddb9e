"""Tables of words without any rule: cells that wrap, in rows parted by white space."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from operator import add, attrgetter, lt

from plancoder.extract.layout.pieces import box_of
from plancoder.extract.layout.shapes import Piece, Table
from plancoder.models import Box

_FEWEST_ROWS = 3
_MANY_COLUMNS = 4  # of which two rows are enough, as at the head of a page
_FILLED = 0.75  # of the cells, and of the first column's, at the least
_FLUSH = 0.8  # of a column's lines that begin at its left edge, at the least
_SAME_EDGE = 2.0  # points
_FURTHER = 12.0  # points between the left edges of two columns without a gutter
_FEWEST_ENTRIES = 3  # lines in each of them
_LOOSER = 0.12  # × size by which rows stand further apart than the lines of a cell
_LOOSEST = 1.6  # × size between the lines of a cell
_NEXT_LINE = 0.8  # × size between two base lines: less is one line
_LIKE_SIZE = 0.1  # × size by which the words of a table may differ
_CELL_WORDS, _LONGEST_CELL = 14.0, 60  # on average; at the most
_LINE_WORDS = 6.0  # after the first of a line, in the first column
_TERM_WORDS, _LONGEST_TERM = 3.0, 6  # in the first of two columns
_MEANING_WORDS = 45.0  # in the second of two columns, on average

Cell = list[Piece]
Row = list[Cell]


def worded_table(
    columns: Sequence[Sequence[Piece]],
) -> tuple[list[Piece], Table, list[Piece]] | None:
    """The table that columns of wrapped words make, and what of the first column stands
    above and below it; None where they make none.

    "Homes" beside "Open a shelter" over "by spring", and a little lower "Roads" beside
    "Teach drivers" over "in schools": two rows of two cells.
    """
    if not all(columns) or _is_prose(columns[0]) or not _are_plain(columns):
        return None
    above, first, below = _headings_apart(columns[0], columns[1:])
    if not first:
        return None
    parts = [first, *columns[1:]]
    columns = [part for column in parts for part in _at_edges(column)]
    gap = _gap_in_cells(columns)
    if gap is None or not all(map(_is_flush, columns[1:])):
        return None
    bands = _bands(columns, gap)
    if sum(map(_is_shared, bands)) < _FEWEST_ROWS:
        bands = _rows_by_lines(columns)
    # A heading or a paragraph of a line above or below is a part of no row.
    before, rows, after = _shared_apart(bands)
    if not _is_table(rows):
        return None
    return [*above, *_pieces(before)], table_of(rows), [*_pieces(after), *below]


def _is_prose(column: Sequence[Piece]) -> bool:
    """True for most columns; told cheaply, so it is asked first."""
    spaces = sum(piece.text.count(" ") for piece in column)
    return spaces > _LINE_WORDS * len(column)


def _are_plain(columns: Sequence[Sequence[Piece]]) -> bool:
    return all(piece.plain and not piece.mark for piece in chain.from_iterable(columns))


def _shared_apart(rows: Sequence[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """The rows above the first that has words in two cells, those from there to the
    last such row, and those below it.
    """
    shared = [at for at, row in enumerate(rows) if _is_shared(row)]
    begin, end = (shared[0], shared[-1] + 1) if shared else (len(rows), len(rows))
    return list(rows[:begin]), list(rows[begin:end]), list(rows[end:])


def _pieces(rows: Sequence[Row]) -> list[Piece]:
    return [piece for row in rows for cell in row for piece in cell]


def _headings_apart(
    first: Sequence[Piece], others: Sequence[Sequence[Piece]]
) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """The first column without the lines above and below all others that are larger
    or in another weight, as a short heading is.
    """
    bases = [piece.base for piece in chain.from_iterable(others)]
    size = others[0][0].size
    half_line = 0.5 * size
    top, bottom = min(bases) - half_line, max(bases) + half_line
    mostly_bold = 2 * sum(piece.bold for piece in first) > len(first)
    above: list[Piece] = []
    kept: list[Piece] = []
    below: list[Piece] = []
    for piece in first:
        other_size = abs(piece.size - size) > _LIKE_SIZE * size
        odd = other_size or piece.bold is not mostly_bold
        if odd and piece.base < top:
            above.append(piece)
        elif odd and piece.base > bottom:
            below.append(piece)
        else:
            kept.append(piece)
    return above, kept, below


def _gap_in_cells(columns: Sequence[Sequence[Piece]]) -> float | None:
    """White space between the lines of a cell; None where no cell wraps."""
    size = columns[0][0].size
    gaps = chain.from_iterable(map(_gaps_in, columns))
    least = min(gaps, default=size)
    return least if least <= (_LOOSEST - 1) * size else None


def _gaps_in(column: Sequence[Piece]) -> Iterator[float]:
    """White space between lines of a column that follow each other."""
    downwards = sorted(column, key=attrgetter("base"))
    for above, below in pairwise(downwards):
        step = below.base - above.base
        if step > _NEXT_LINE * above.size:
            yield below.top - above.bottom


def _at_edges(column: Sequence[Piece]) -> list[list[Piece]]:
    """A column as several where its pieces begin at several places and none reaches
    into the next: their entries stand too close for a gutter.
    """
    whole = [list(column)]
    edges = _left_edges(column)
    if len(edges) < 2:
        return whole
    parts: list[list[Piece]] = [[] for _ in edges]
    for piece in column:
        parts[bisect_right(edges, piece.x0) - 1].append(piece)
    if min(map(len, parts)) < _FEWEST_ENTRIES:
        return whole
    ends = [max(piece.x1 for piece in part) for part in parts]
    kept_apart = all(map(lt, ends, edges[1:]))
    return parts if kept_apart else whole


def _left_edges(column: Sequence[Piece]) -> list[float]:
    """Where pieces begin, places that are near counted once."""
    edges: list[float] = []
    for place in sorted(piece.x0 for piece in column):
        if not edges or place - edges[-1] > _FURTHER:
            edges.append(place)
    return edges


def _is_flush(column: Sequence[Piece]) -> bool:
    """True where most pieces begin at the left edge of their column."""
    left = min(piece.x0 for piece in column)
    flush = sum(piece.x0 - left < _SAME_EDGE for piece in column)
    return flush >= _FLUSH * len(column)


def _bands(columns: Sequence[Sequence[Piece]], gap: float) -> list[Row]:
    """Rows: parted where all columns are white for more than between two lines."""
    rows: list[Row] = []
    end = 0.0
    for piece, at in _placed(columns, "top"):
        widest = gap + max(1.0, _LOOSER * piece.size)
        if not rows or piece.top - end > widest:
            rows.append([[] for _ in columns])
        rows[-1][at].append(piece)
        end = max(end, piece.bottom)
    return rows


def _rows_by_lines(columns: Sequence[Sequence[Piece]]) -> list[Row]:
    """Rows that stand no further apart than the lines of a cell: each begins with a
    line on which all cells have words, below one on which some have none, or in
    capitals throughout.
    """
    lines = _lines_across(columns)
    rows: list[Row] = []
    was_full = False
    for line in lines:
        full = all(line)
        begins = full and (not was_full or all(map(_begins_large, line)))
        if begins or not rows:
            rows.append(line)
        else:
            rows[-1] = list(map(add, rows[-1], line))
        was_full = full
    # Lists of names side by side are no table: none of their entries wraps.
    return rows if len(rows) < len(lines) else []


def _placed(columns: Sequence[Sequence[Piece]], by: str) -> list[tuple[Piece, int]]:
    """The pieces of all columns in the order of one of their heights (`by`: "top" or
    "base"), each with the number of its column.
    """
    height = attrgetter(by)
    placed = [(piece, at) for at, column in enumerate(columns) for piece in column]
    return sorted(placed, key=lambda one: height(one[0]))


def _lines_across(columns: Sequence[Sequence[Piece]]) -> list[Row]:
    """The lines on which columns have words, each as a row."""
    lines: list[Row] = []
    base = 0.0
    for piece, at in _placed(columns, "base"):
        if not lines or piece.base - base > _SAME_EDGE:
            lines.append([[] for _ in columns])
            base = piece.base
        lines[-1][at].append(piece)
    return lines


def _begins_large(cell: Cell) -> bool:
    first = cell[0].text[:1]
    return first.isupper() or first.isdigit()


def _is_shared(row: Row) -> bool:
    return sum(map(bool, row)) > 1


def _is_table(rows: Sequence[Row]) -> bool:
    """True for rows of short cells in one size, of which most are filled."""
    if not _are_enough(rows) or not _are_filled(rows) or not _are_of_a_size(rows):
        return False
    # Cards side by side have a title each: rows of titles and rows of words.
    if any(map(_is_bold, rows[1:])):
        return False
    if len(rows[0]) == 2:
        return _are_terms(rows)
    return _are_short([cell for row in rows for cell in row if cell])


def _are_enough(rows: Sequence[Row]) -> bool:
    """Three rows; or two of many columns, if the first is no row of titles."""
    if len(rows) == _FEWEST_ROWS - 1:
        return len(rows[0]) >= _MANY_COLUMNS and not _is_bold(rows[0])
    return len(rows) >= _FEWEST_ROWS


def _are_filled(rows: Sequence[Row]) -> bool:
    """Whether most cells have words, and most of the first column."""
    cells = list(chain.from_iterable(rows))
    firsts = sum(bool(row[0]) for row in rows)
    filled = sum(map(bool, cells))
    return filled >= _FILLED * len(cells) and firsts >= _FILLED * len(rows)


def _are_of_a_size(rows: Sequence[Row]) -> bool:
    sizes = [piece.size for piece in _pieces(rows)]
    return max(sizes) - min(sizes) <= _LIKE_SIZE * max(sizes)


def _is_bold(row: Row) -> bool:
    return all(piece.bold for piece in chain.from_iterable(row))


def _are_short(cells: Sequence[Cell]) -> bool:
    words = list(map(_words, cells))
    return sum(words) <= _CELL_WORDS * len(cells) and max(words) <= _LONGEST_CELL


def _are_terms(rows: Sequence[Row]) -> bool:
    """True for short terms, each on the first line of what is said beside it."""
    terms, meanings = zip(*rows, strict=True)
    if not all(terms) or not all(meanings):
        return False
    words = list(map(_words, terms))
    short = max(words) <= _LONGEST_TERM and sum(words) <= _TERM_WORDS * len(rows)
    level = all(
        abs(_top(term) - _top(meaning)) < _SAME_EDGE
        for term, meaning in zip(terms, meanings, strict=True)
    )
    said = sum(map(_words, meanings))
    return short and level and said <= _MEANING_WORDS * len(rows)


def _top(cell: Cell) -> float:
    return min(piece.base for piece in cell)


def _words(cell: Cell) -> int:
    return sum(piece.text.count(" ") + 1 for piece in cell)


def table_of(rows: list[Row]) -> Table:
    """The table of these rows of cells; a cell without words has the box of the whole
    table.
    """
    pieces = _pieces(rows)
    whole = Box(*box_of(pieces))
    boxes: list[Iterable[Box]] = [
        [_box_around(cell) if cell else whole for cell in row] for row in rows
    ]
    return Table(whole, rows, boxes, pieces[0].page)


def _box_around(cell: Cell) -> Box:
    return Box(*(round(edge, 1) for edge in box_of(cell)))
