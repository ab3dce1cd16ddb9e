"""Tables of a page by their ruled lines: thin rules, framed cells, filled cells.

A grid is made of lines that touch each other. Cells that no line parts are one cell,
whose text stands in its upper
left corner.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plancoder.extract.layout.pieces import part_of
from plancoder.extract.layout.shapes import PageContent, Piece, Stroke, Table
from plancoder.extract.pdf.ruled_lines import (
    SAME,
    Rule,
    clusters,
    connected_rules,
    rules_of,
)
from plancoder.models import Box

_OPEN = (
    7.0  # points by which upright lines pass the last rule: the row goes on elsewhere
)
_PROSE = 45  # words a filled cell, on average: then these are panels and no table


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
        table, rest, order = _take(page, grid, share)
        outside += rest
        if table is not None:
            holder = Piece.holder(
                (grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1]), share[0].size, order
            )
            holder.table, holder.page = table, page.number
            outside.append(holder)
    page.pieces = outside


def _owner_of(piece: Piece, grids: Sequence[Grid]) -> int | None:
    """The grid in which a piece stands; of two that overlap the one whose column begins
    right before it.
    """
    middle = (piece.top + piece.bottom) / 2
    best, least = None, 0.0
    for index, (xs, ys, *_) in enumerate(grids):
        if ys[0] - 1 < middle < ys[-1] + 1 and piece.x1 > xs[0] and piece.x0 < xs[-1]:
            edge = xs[max(0, bisect_right(xs, piece.x0 + 0.3 * piece.size) - 1)]
            if best is None or abs(piece.x0 - edge) < least:
                best, least = index, abs(piece.x0 - edge)
    return best


def find_grids(strokes: Sequence[Stroke]) -> list[Grid]:
    """The grids of at least two by two cells."""
    found = []
    for rules in connected_rules(rules_of(strokes)):
        across = [rule for rule in rules if rule[2] - rule[0] > rule[3] - rule[1]]
        down = [rule for rule in rules if rule[3] - rule[1] >= rule[2] - rule[0]]
        if not across or len(down) < 3:
            continue
        ys = clusters([(rule[1] + rule[3]) / 2 for rule in across])
        xs = clusters([(rule[0] + rule[2]) / 2 for rule in down])
        drawn_ys = [(rule[1] + rule[3]) / 2 for rule in across if rule[4]] or ys
        sides = [rule for rule in down if rule[4]] or down
        top, bottom = min(rule[1] for rule in sides), max(rule[3] for rule in sides)
        open_top, open_bottom = (
            top < min(drawn_ys) - _OPEN,
            bottom > max(drawn_ys) + _OPEN,
        )
        ys = [top] * (top < ys[0] - _OPEN) + ys + [bottom] * (bottom > ys[-1] + _OPEN)
        if len(xs) >= 3 and len(ys) >= (2 if open_top or open_bottom else 3):
            found += _parted(Grid(xs, ys, rules, open_top, open_bottom))
    return found


def _parted(grid: Grid) -> list[Grid]:
    """Tables that touch one below the other, told by columns that have nothing in
    common.
    """
    xs, ys = grid.xs, grid.ys
    down = _rows_of_columns(grid)
    in_row = [
        {column for column, rows in enumerate(down) if row in rows}
        for row in range(len(ys) - 1)
    ]
    starts = [0]
    columns = set(in_row[0])
    for row in range(1, len(in_row)):
        if in_row[row] <= columns or columns <= in_row[row]:
            columns |= in_row[row]
        else:
            starts.append(row)
            columns = set(in_row[row])
    if len(starts) == 1:
        return [grid]
    parts = []
    for start, end in zip(starts, [*starts[1:], len(in_row)], strict=True):
        own = sorted(set.union(*in_row[start:end]))
        limits = ys[start : end + 1]
        rules = [
            rule
            for rule in grid.rules
            if rule[3] >= limits[0] - SAME and rule[1] <= limits[-1] + SAME
        ]
        if len(own) >= 3:
            first, last = (
                start == 0 and grid.open_top,
                end == len(in_row) and grid.open_bottom,
            )
            parts.append(
                Grid([xs[column] for column in own], limits, rules, first, last)
            )
    return parts


def _rows_of_columns(grid: Grid) -> list[set[int]]:
    """For each upright limit the rows in which a line is drawn there."""
    middles = [
        (above + below) / 2 for above, below in zip(grid.ys, grid.ys[1:], strict=False)
    ]
    down: list[set[int]] = [set() for _ in grid.xs]
    for rule in grid.rules:
        if rule[3] - rule[1] >= rule[2] - rule[0]:
            rows = range(
                bisect_left(middles, rule[1] - 1), bisect_right(middles, rule[3] + 1)
            )
            down[_nearest(grid.xs, (rule[0] + rule[2]) / 2)].update(rows)
    return down


def _columns_of_rows(grid: Grid) -> list[set[int]]:
    """For each level limit the columns in which a line is drawn there."""
    middles = [
        (left + right) / 2 for left, right in zip(grid.xs, grid.xs[1:], strict=False)
    ]
    across: list[set[int]] = [set() for _ in grid.ys]
    for rule in grid.rules:
        if rule[2] - rule[0] > rule[3] - rule[1]:
            columns = range(
                bisect_left(middles, rule[0] - 1), bisect_right(middles, rule[2] + 1)
            )
            across[_nearest(grid.ys, (rule[1] + rule[3]) / 2)].update(columns)
    return across


def _take(
    page: PageContent, grid: Grid, pieces: list[Piece]
) -> tuple[Table | None, list[Piece], int]:
    """The table of a grid (None where it is none), the pieces outside it, and the
    table's place in the stream.
    """
    xs, ys = grid.xs, grid.ys
    columns, rows = len(xs) - 1, len(ys) - 1
    owners = _owners(grid)
    cells: defaultdict[tuple[int, int], list[Piece]] = defaultdict(list)
    outside: list[Piece] = []
    for piece in pieces:
        row = min(
            rows - 1, max(0, bisect_right(ys, (piece.top + piece.bottom) / 2) - 1)
        )
        for column, part in _split(piece, xs):
            if 0 <= column < columns:
                cells[owners[row, column]].append(part)
            else:
                outside.append(part)
    _part_cells(cells, owners, xs)
    inside = [piece for cell in cells.values() for piece in cell]
    filled_columns = {column for _, column in cells}
    if (
        not cells
        or (columns == 2 and len(filled_columns) < 2)
        or len(cells) * _PROSE < sum(len(piece.words) for piece in inside)
    ):
        return None, pieces, 0
    boxes = [
        [
            Box(*(round(edge, 1) for edge in (xs[c], ys[r], xs[c + 1], ys[r + 1])))
            for c in range(columns)
        ]
        for r in range(rows)
    ]
    texts = [
        [cells.get((row, column), []) for column in range(columns)]
        for row in range(rows)
    ]
    table = Table(
        Box(xs[0], ys[0], xs[-1], ys[-1]),
        texts,
        boxes,
        page.number,
        grid.open_top,
        grid.open_bottom,
    )
    return table, outside, min(piece.order for piece in inside)


def _part_cells(
    cells: dict[tuple[int, int], list[Piece]],
    owners: Mapping[tuple[int, int], tuple[int, int]],
    xs: list[float],
) -> None:
    """Parts cells without a rule between them whose entries keep to the columns of the
    other rows.
    """
    for (row, column), cell in list(cells.items()):
        wide = column + 1 < len(xs) - 1 and owners.get((row, column + 1)) == (
            row,
            column,
        )
        if not wide or len(cell) < 2:
            continue
        places = [bisect_right(xs, piece.x0 + 0.3 * piece.size) - 1 for piece in cell]
        within = all(
            piece.x1 < xs[place + 1] + 1
            for piece, place in zip(cell, places, strict=True)
        )
        if not within or min(places) != column or len(set(places)) < 2:
            continue
        del cells[row, column]
        for piece, place in zip(cell, places, strict=True):
            cells.setdefault((row, place), []).append(piece)


def _owners(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """For each place of the grid the upper left place of the cell it belongs to."""
    down, across = _rows_of_columns(grid), _columns_of_rows(grid)
    owners: dict[tuple[int, int], tuple[int, int]] = {}
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
    index = bisect_left(values, value)
    if index == len(values) or (
        index and value - values[index - 1] < values[index] - value
    ):
        return index - 1
    return index


def _split(piece: Piece, xs: list[float]) -> list[tuple[int, Piece]]:
    """The parts of a piece by the columns in which its words begin; -1 and beyond the
    last: outside.
    """
    columns = [bisect_right(xs, start + 0.3 * piece.size) - 1 for start in piece.starts]
    if len(set(columns)) == 1:
        return [(columns[0], piece)]
    parts, first = [], 0
    for index in range(1, len(columns) + 1):
        if index == len(columns) or columns[index] != columns[first]:
            parts.append((columns[first], part_of(piece, first, index)))
            first = index
    return parts


def take_cells(page: PageContent, rows: Sequence[Sequence[Box | None]]) -> None:
    """Replaces the pieces in cells that another finder gives by one piece for the
    table.
    """
    texts: list[list[list[Piece]]] = [[[] for _ in row] for row in rows]
    places = [
        (box, texts[r][c])
        for r, row in enumerate(rows)
        for c, box in enumerate(row)
        if box is not None
    ]
    outside: list[Piece] = []
    order, size = 1 << 30, 0.0
    for piece in page.pieces:
        middle = (piece.top + piece.bottom) / 2
        line = [(box, cell) for box, cell in places if box.top <= middle <= box.bottom]
        if not piece.plain or not any(
            box.x0 < piece.x1 and piece.x0 < box.x1 for box, _ in line
        ):
            outside.append(piece)
            continue
        edges = sorted({edge for box, _ in line for edge in (box.x0, box.x1)})
        for column, part in _split(piece, edges):
            left = edges[column] if 0 <= column < len(edges) - 1 else None
            cell = next((cell for box, cell in line if box.x0 == left), None)
            (outside if cell is None else cell).append(part)
            if cell is not None:
                order, size = min(order, piece.order), piece.size
    if not size:
        return
    boxes = [[box or Box(0.0, 0.0, 0.0, 0.0) for box in row] for row in rows]
    known = [box for box, _ in places]
    whole = Box(
        min(b.x0 for b in known),
        min(b.top for b in known),
        max(b.x1 for b in known),
        max(b.bottom for b in known),
    )
    holder = Piece.holder((whole.x0, whole.top, whole.x1, whole.bottom), size, order)
    holder.table, holder.page = Table(whole, texts, boxes, page.number), page.number
    page.pieces = [*outside, holder]
