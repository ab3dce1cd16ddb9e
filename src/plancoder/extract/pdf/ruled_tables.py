"""Tables of a page by their ruled lines: thin rules, framed cells, filled cells.

A grid is made of lines that touch each other. Cells that no line parts are one cell,
whose text stands in its upper
left corner.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, groupby, pairwise
from typing import NamedTuple

from plancoder.extract.layout.paragraphs import lines_of
from plancoder.extract.layout.pieces import box_of, part_of
from plancoder.extract.layout.shapes import (
    Holder,
    PageContent,
    Piece,
    Stroke,
    Table,
    turn_box,
)
from plancoder.extract.pdf.ruled_lines import (
    SAME,
    Rule,
    clusters,
    connected_rules,
    rules_of,
)
from plancoder.extract.pdf.table_cells import cell_boxes, index_between
from plancoder.models import Box

# points by which upright lines pass the last rule: the row goes on elsewhere
_OPEN = 7.0
_PROSE = 45  # words a filled cell, on average: more are panels and no table
_OVER = 0.3  # × size by which a word may begin before its column does
_FEWEST_EMPTY = 2  # empty columns apart that are sides of cells
_NARROWEST = 12.0  # points: an empty column that is narrower is none
_SIDEWAYS = 1, 3  # quarter turns
_FEWEST_LINES = 3  # each way: two columns and two rows

Span = tuple[float, float, float]  # where a rule lies, where it begins and ends
Place = tuple[int, int]  # row and column
Cells = defaultdict[Place, list[Piece]]


class Grid(NamedTuple):
    """Limits of columns and rows, the rules, and whether the first and the last row
    lack their outer rule.
    """

    xs: list[float]
    ys: list[float]
    rules: list[Rule]
    open_top: bool
    open_bottom: bool


def find_tables(page: PageContent) -> None:
    """Replaces the pieces that stand in ruled tables by one piece for each table."""
    if len(page.strokes) < 4 or not page.pieces:
        return
    grids = find_grids(page.strokes)
    if not grids:
        return
    shares: list[list[Piece]] = [[] for _ in grids]
    outside: list[Piece] = []
    for piece in page.pieces:
        owner = _owner_of(piece, grids)
        (outside if owner is None else shares[owner]).append(piece)
    for grid, share in zip(grids, shares, strict=True):
        outside += _take(page, grid, share)
    page.pieces = outside


def _owner_of(piece: Piece, grids: Sequence[Grid]) -> int | None:
    """The grid in which a piece stands; of two that overlap the one whose column begins
    right before it.
    """
    best, least = None, math.inf
    start = _start(piece, piece.x0)
    for index, (xs, ys, *_) in enumerate(grids):
        inside = ys[0] - 1 < piece.middle < ys[-1] + 1
        if inside and piece.x1 > xs[0] and piece.x0 < xs[-1]:
            column = max(0, bisect_right(xs, start) - 1)
            off = abs(piece.x0 - xs[column])
            if off < least:
                best, least = index, off
    return best


def _start(piece: Piece, x: float) -> float:
    """Where a word that begins at `x` surely is: it may pass its column's edge."""
    return x + _OVER * piece.size


def find_grids(strokes: Sequence[Stroke]) -> list[Grid]:
    """The grids of at least two by two cells."""
    grids = map(_grid_of, connected_rules(rules_of(strokes)))
    return [part for grid in grids if grid is not None for part in _parted(grid)]


def _grid_of(rules: list[Rule]) -> Grid | None:
    """The grid that rules make; None where it has too few of them."""
    across = [rule for rule in rules if rule.level]
    down = [rule for rule in rules if not rule.level]
    if not across or len(down) < _FEWEST_LINES:
        return None
    xs = clusters([rule.x for rule in down])
    ys = clusters([rule.y for rule in across])
    top, bottom = _reach(down)
    drawn_ys = [rule.y for rule in _drawn(across)] or ys
    open_top, open_bottom = _open_sides(drawn_ys, top, bottom)
    ys = _with_open_rows(ys, top, bottom)
    grid = Grid(xs, ys, rules, open_top, open_bottom)
    return grid if _has_enough_lines(grid) else None


def _open_sides(ys: list[float], top: float, bottom: float) -> tuple[bool, bool]:
    """Whether upright lines pass far above the first level line, and far below the
    last: there is one more row.
    """
    return min(ys) > top + _OPEN, max(ys) < bottom - _OPEN


def _with_open_rows(ys: list[float], top: float, bottom: float) -> list[float]:
    """Limits of rows, with the ends of upright lines that pass the outer ones far."""
    open_top, open_bottom = _open_sides(ys, top, bottom)
    above = [top] if open_top else []
    below = [bottom] if open_bottom else []
    return [*above, *ys, *below]


def _has_enough_lines(grid: Grid) -> bool:
    """True for two columns and two rows; one row that goes on elsewhere is enough."""
    is_open = grid.open_top or grid.open_bottom
    return len(grid.xs) >= _FEWEST_LINES and len(grid.ys) >= _FEWEST_LINES - is_open


def _drawn(rules: Sequence[Rule]) -> list[Rule]:
    return [rule for rule in rules if rule.drawn]


def _reach(down: Sequence[Rule]) -> tuple[float, float]:
    """From where to where upright lines go: drawn ones, where there are any."""
    sides = _drawn(down) or down
    return min(rule.top for rule in sides), max(rule.bottom for rule in sides)


def _parted(grid: Grid) -> list[Grid]:
    """Tables that touch one below the other, told by columns that have nothing in
    common.

    Rows whose sides stand at 0 50 90, 0 50 90 and 0 30 70: two rows and a table of one.
    """
    limits = _limits_of_rows(grid)
    starts = [0]
    known = set(limits[0])
    for row, drawn in enumerate(limits[1:], start=1):
        if drawn <= known or known <= drawn:
            known |= drawn
        else:
            starts.append(row)
            known = set(drawn)
    if len(starts) == 1:
        return [grid]
    parts: list[Grid] = []
    for start, end in pairwise([*starts, len(limits)]):
        columns = set.union(*limits[start:end])
        if len(columns) >= _FEWEST_LINES:
            parts.append(_part(grid, start, end, sorted(columns)))
    return parts


def _limits_of_rows(grid: Grid) -> list[set[int]]:
    """For each row the upright limits at which a line is drawn in it."""
    limits: list[set[int]] = [set() for _ in grid.ys[1:]]
    for column, rows in enumerate(_rows_of_columns(grid)):
        for row in rows:
            limits[row].add(column)
    return limits


def _part(grid: Grid, start: int, end: int, columns: Sequence[int]) -> Grid:
    """Some rows of a grid, with the columns that are theirs."""
    xs = [grid.xs[column] for column in columns]
    ys = grid.ys[start : end + 1]
    top, bottom = ys[0] - SAME, ys[-1] + SAME
    rules = [rule for rule in grid.rules if rule.bottom >= top and rule.top <= bottom]
    is_last = end == len(grid.ys) - 1
    open_top, open_bottom = grid.open_top and not start, grid.open_bottom and is_last
    return Grid(xs, ys, rules, open_top, open_bottom)


def _rows_of_columns(grid: Grid) -> list[set[int]]:
    """For each upright limit the rows in which a line is drawn there."""
    upright = [(r.x, r.top, r.bottom) for r in grid.rules if not r.level]
    return _spaces_along(grid.xs, grid.ys, upright)


def _columns_of_rows(grid: Grid) -> list[set[int]]:
    """For each level limit the columns in which a line is drawn there."""
    level = [(r.y, r.x0, r.x1) for r in grid.rules if r.level]
    return _spaces_along(grid.ys, grid.xs, level)


def _spaces_along(
    lines: list[float], limits: list[float], rules: Sequence[Span]
) -> list[set[int]]:
    """For each line the spaces between `limits` that its rules (place, start, end) run
    along.
    """
    middles = [(low + high) / 2 for low, high in pairwise(limits)]
    spaces: list[set[int]] = [set() for _ in lines]
    for place, start, end in rules:
        first, last = bisect_left(middles, start - 1), bisect_right(middles, end + 1)
        spaces[_nearest(lines, place)].update(range(first, last))
    return spaces


def _take(page: PageContent, grid: Grid, pieces: list[Piece]) -> list[Piece]:
    """The pieces outside a grid, and one that stands for its table; `pieces` where it
    is no table.
    """
    columns, rows = len(grid.xs) - 1, len(grid.ys) - 1
    owners = _owners(grid)
    cells: Cells = defaultdict(list)
    outside: list[Piece] = []
    for piece in pieces:
        row = index_between(grid.ys, piece.middle)
        for column, part in _split(piece, grid.xs):
            inside = 0 <= column < columns
            (cells[owners[row, column]] if inside else outside).append(part)
    _part_cells(cells, owners, grid.xs)
    if not _is_table(cells, columns):
        return pieces
    _take_turned(page, grid, owners, cells)
    texts = [[[*cells.get((r, c), ())] for c in range(columns)] for r in range(rows)]
    kept = _kept_columns(texts, grid.xs)
    boxes = cell_boxes(grid.xs, grid.ys)
    if len(kept) < columns:
        boxes = [[box for c, box in enumerate(row) if c in kept] for row in boxes]
    table = Table(
        Box(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1]),
        [[row[c] for c in kept] for row in texts],
        boxes,
        page.number,
        grid.open_top,
        grid.open_bottom,
    )
    return [*outside, Holder.of_table(table)]


def _kept_columns(
    rows: Sequence[Sequence[Sequence[Piece]]], xs: Sequence[float]
) -> list[int]:
    """The columns without those that are empty and too narrow for a word, or empty
    below bold heads of which none is theirs, and several: the sides of neighbouring
    cells may be drawn some points apart.
    """
    columns = range(len(xs) - 1)
    widths = [right - left for left, right in pairwise(xs)]
    empty = {column for column in columns if not any(row[column] for row in rows)}
    narrow = {column for column in empty if widths[column] < _NARROWEST}
    several = len(empty) >= _FEWEST_EMPTY and _are_apart(empty)
    gone = empty if several and _has_bold_heads(rows) else narrow
    return [column for column in columns if column not in gone]


def _are_apart(columns: set[int]) -> bool:
    """True where no two columns are neighbours."""
    return not columns & {column + 1 for column in columns}


def _has_bold_heads(rows: Sequence[Sequence[Sequence[Piece]]]) -> bool:
    """True where the first row has words, and all of them are bold."""
    heads = [piece for cell in rows[0] for piece in cell]
    return bool(heads) and all(piece.bold for piece in heads)


def _take_turned(
    page: PageContent, grid: Grid, owners: Mapping[Place, Place], cells: Cells
) -> None:
    """Puts turned labels into the cells that they stand in and that have no other
    words.
    """
    for turns in _SIDEWAYS:
        labels: Cells = defaultdict(list)
        kept: list[Piece] = []
        for piece in page.turned.get(turns, ()):
            x0, top, x1, bottom = _box_as_shown(piece, turns, page)
            row = index_between(grid.ys, (top + bottom) / 2)
            column = index_between(grid.xs, (x0 + x1) / 2)
            owner = owners.get((row, column))
            inside = owner is not None and x0 > grid.xs[0] and x1 < grid.xs[-1]
            if inside and owner is not None and not cells.get(owner):
                labels[owner].append(piece)
            else:
                kept.append(piece)
        for owner, label in labels.items():
            cells[owner] = _set_upright(lines_of(label), turns, page)
        if labels:
            page.turned[turns] = kept


def _box_as_shown(
    piece: Piece, turns: int, page: PageContent
) -> tuple[float, float, float, float]:
    """Where a sideways piece stands on the page as it is shown."""
    corners = piece.x0, piece.top, piece.x1, piece.bottom
    return turn_box(corners, 4 - turns, page.height, page.width)


def _set_upright(lines: Sequence[Piece], turns: int, page: PageContent) -> list[Piece]:
    """Sideways lines in the place that they have on the page, one below the other in
    the order in which they are read.
    """
    boxes = [_box_as_shown(line, turns, page) for line in lines]
    for number, (line, box) in enumerate(zip(lines, boxes, strict=True)):
        line.x0, line.top, line.x1, line.bottom = box
        line.base = boxes[0][1] + 2 * number * line.size
    return list(lines)


def _is_table(cells: Cells, columns: int) -> bool:
    """False for panels: prose in boxes, or one column beside an empty one."""
    words = sum(len(piece.words.texts) for cell in cells.values() for piece in cell)
    one_column = columns == 2 and len({column for _, column in cells}) < 2
    return bool(cells) and not one_column and words <= _PROSE * len(cells)


def _part_cells(
    cells: Cells, owners: Mapping[Place, Place], xs: Sequence[float]
) -> None:
    """Parts cells without a rule between them whose entries keep to the columns of the
    other rows.
    """
    for (row, column), cell in list(cells.items()):
        if owners.get((row, column + 1)) != (row, column):
            continue
        places = [bisect_right(xs, _start(piece, piece.x0)) - 1 for piece in cell]
        parted = min(places) == column and len(set(places)) > 1
        if parted and all(
            piece.x1 < xs[place + 1] + 1
            for piece, place in zip(cell, places, strict=True)
        ):
            del cells[row, column]
            for piece, place in zip(cell, places, strict=True):
                cells[row, place].append(piece)


def _owners(grid: Grid) -> dict[Place, Place]:
    """For each place of the grid the upper left place of the cell it belongs to."""
    down, across = _rows_of_columns(grid), _columns_of_rows(grid)
    owners: dict[Place, Place] = {}
    for row in range(len(grid.ys) - 1):
        for column in range(len(grid.xs) - 1):
            owner = (row, column)
            if column and row not in down[column]:
                owner = owners[row, column - 1]
            elif row and column not in across[row]:
                owner = owners[row - 1, column]
            owners[row, column] = owner
    return owners


def _nearest(values: list[float], value: float) -> int:
    """Number of the value nearest to `value`; `values` ascend."""
    index = bisect_left(values, value)
    if index == len(values):
        return index - 1
    before, after = values[max(0, index - 1)], values[index]
    return index - 1 if value - before < after - value else index


def _split(piece: Piece, xs: Sequence[float]) -> list[tuple[int, Piece]]:
    """The parts of a piece by the columns in which its words begin; -1 and beyond the
    last: outside.
    """
    starts = (_start(piece, start) for start in piece.words.starts)
    columns = [bisect_right(xs, start) - 1 for start in starts]
    if len(set(columns)) == 1:
        return [(columns[0], piece)]
    parts: list[tuple[int, Piece]] = []
    first = 0
    for column, words in groupby(columns):
        end = first + len(list(words))
        parts.append((column, part_of(piece, first, end)))
        first = end
    return parts


def take_cells(page: PageContent, rows: Sequence[Sequence[Box | None]]) -> None:
    """Replaces the pieces in cells that another finder gives by one piece for the
    table.
    """
    texts: list[list[list[Piece]]] = [[[] for _ in row] for row in rows]
    every = zip(chain.from_iterable(rows), chain.from_iterable(texts), strict=True)
    places = [(box, cell) for box, cell in every if box is not None]
    outside: list[Piece] = []
    for piece in page.pieces:
        if piece.plain:
            line = [place for place in places if _is_on_line(piece, place[0])]
            outside += _fill(line, piece)
        else:
            outside.append(piece)
    if not any(cell for _, cell in places):
        return
    nowhere = Box(0.0, 0.0, 0.0, 0.0)
    boxes: list[Iterable[Box]] = [[box or nowhere for box in row] for row in rows]
    whole = Box(*box_of([box for box, _ in places]))
    page.pieces = [*outside, Holder.of_table(Table(whole, texts, boxes, page.number))]


def _is_on_line(piece: Piece, box: Box) -> bool:
    return box.top <= piece.middle <= box.bottom


def _fill(line: Sequence[tuple[Box, list[Piece]]], piece: Piece) -> list[Piece]:
    """Puts the parts of a piece into the cells of its line; gives back what is outside
    them.
    """
    spans = [(box.x0, box.x1) for box, _ in line]
    left, right = piece.x0, piece.x1
    if not any(start < right and left < end for start, end in spans):
        return [piece]
    outside: list[Piece] = []
    cells = {box.x0: cell for box, cell in reversed(line)}
    edges = sorted(set(chain.from_iterable(spans)))
    for column, part in _split(piece, edges):
        inside = 0 <= column < len(edges) - 1
        start = edges[column] if inside else -math.inf
        cells.get(start, outside).append(part)
    return outside
