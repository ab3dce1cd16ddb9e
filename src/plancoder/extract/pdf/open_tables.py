"""Tables without a full grid: rows parted by rules or by filled stripes, columns told
by the gaps between words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from plancoder.extract.layout.pieces import box_of, part_of
from plancoder.extract.layout.shapes import PageContent, Piece, Stroke, Table
from plancoder.models import Box

_THIN = 2.6  # points
_SAME = 4.0  # points by which the ends of stacked rules may differ
_NARROWEST = 40.0  # points
_GAP = 0.42  # × size between columns
_FEWEST_RULES = 3
_CELL_WORDS = 12  # on average: more is prose between rules
_HEADING = 1.6  # × the size of most words: no part of a table
_WRAPPED = 1.4  # × size between the base lines of an entry
_TALLEST = 160.0  # points between rules


Span = tuple[float, float]


class Ladder(NamedTuple):
    """Rules of one width, one below the other."""

    x0: float
    x1: float
    ys: list[float]


def find_open_tables(page: PageContent) -> None:
    """Replaces the pieces between stacked rules or stripes by one piece for each
    table.
    """
    for ladder in [
        part
        for whole in _ladders(page.strokes)
        for part in _in_columns(whole, page.pieces)
    ]:
        inside: list[Piece] = []
        outside: list[Piece] = []
        for piece in page.pieces:
            (inside if _within(piece, ladder) else outside).append(piece)
        if len(inside) < 4:
            continue
        extra = _row_beyond(outside, ladder, inside)
        taken = {id(piece) for piece in [*inside, *extra]}
        inside = [part for piece in [*inside, *extra] for part in _parts(piece)]
        table = _table(inside, ladder, page.number)
        if table is None:
            continue
        box = table.box
        holder = Piece.holder(
            (box.x0, box.top, box.x1, box.bottom),
            inside[0].size,
            min(piece.order for piece in inside),
        )
        holder.table, holder.page = table, page.number
        page.pieces = [piece for piece in page.pieces if id(piece) not in taken] + [
            holder
        ]


def _ladders(strokes: Sequence[Stroke]) -> list[Ladder]:
    """Stacks of at least three rules or edges of stripes that begin and end at the same
    places.
    """
    rows: defaultdict[int, list[tuple[float, float, float]]] = defaultdict(list)
    for stroke in strokes:
        width, height = stroke.x1 - stroke.x0, stroke.bottom - stroke.top
        if not stroke.rectangle or width < 8 or stroke.fill == 0xFFFFFF:
            continue
        if height < _THIN:
            rows[round(stroke.top)].append(
                (stroke.x0, stroke.x1, (stroke.top + stroke.bottom) / 2)
            )
        elif 8 < height < 60 and stroke.fill is not None:
            rows[round(stroke.top)].append((stroke.x0, stroke.x1, stroke.top))
            rows[round(stroke.bottom)].append((stroke.x0, stroke.x1, stroke.bottom))
    rules = [
        rule
        for row in rows.values()
        for rule in _merged(row)
        if rule[1] - rule[0] >= _NARROWEST
    ]
    stacks: list[list[tuple[float, float, float]]] = []
    for rule in sorted(rules, key=lambda rule: rule[2]):
        for stack in stacks:
            if (
                abs(stack[-1][0] - rule[0]) < _SAME
                and abs(stack[-1][1] - rule[1]) < _SAME
                and rule[2] - stack[-1][2] < _TALLEST
            ):
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    found = []
    for stack in stacks:
        ys = [stack[0][2]]
        ys += [rule[2] for before, rule in pairwise(stack) if rule[2] - before[2] > 5]
        if len(ys) >= _FEWEST_RULES:
            found.append(
                Ladder(
                    min(rule[0] for rule in stack), max(rule[1] for rule in stack), ys
                )
            )
    return found


def _in_columns(ladder: Ladder, pieces: Sequence[Piece]) -> list[Ladder]:
    """The ladder without the spaces between rules that hold one column only, such as a
    quotation, or a heading.
    """
    inside = [
        part for piece in pieces if _within(piece, ladder) for part in _parts(piece)
    ]
    sizes = sorted(piece.size for piece in inside)
    largest = _HEADING * sizes[len(sizes) // 2] if sizes else 0.0
    found: list[Ladder] = []
    run = [ladder.ys[0]]
    for upper, lower in pairwise(ladder.ys):
        between = [
            piece for piece in inside if upper < (piece.top + piece.bottom) / 2 < lower
        ]
        if between and (
            not _gutters(between) or max(piece.size for piece in between) > largest
        ):
            found.append(Ladder(ladder.x0, ladder.x1, run))
            run = []
        run.append(lower)
    found.append(Ladder(ladder.x0, ladder.x1, run))
    return [part for part in found if len(part.ys) >= _FEWEST_RULES]


def _merged(row: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Rules of one height that touch, as one: borders are often painted cell by
    cell.
    """
    merged: list[tuple[float, float, float]] = []
    for x0, x1, y in sorted(row):
        if merged and x0 - merged[-1][1] < 3.5:
            merged[-1] = merged[-1][0], max(merged[-1][1], x1), merged[-1][2]
        else:
            merged.append((x0, x1, y))
    return merged


def _within(piece: Piece, ladder: Ladder) -> bool:
    middle = (piece.top + piece.bottom) / 2
    return (
        piece.plain
        and ladder.ys[0] < middle < ladder.ys[-1]
        and piece.x0 > ladder.x0 - 3
        and piece.x1 < ladder.x1 + 3
    )


def _row_beyond(
    outside: Sequence[Piece], ladder: Ladder, inside: Sequence[Piece]
) -> list[Piece]:
    """The head of the table above the first rule, and a last row below the last one."""
    gutters = _gutters([part for piece in inside for part in _parts(piece)])
    size = inside[0].size
    found: list[Piece] = []
    for low, high in (
        (ladder.ys[0] - 2.2 * size, ladder.ys[0] + 1),
        (ladder.ys[-1] - 1, ladder.ys[-1] + 2.2 * size),
    ):
        row = [
            piece
            for piece in outside
            if piece.plain
            and low < piece.top
            and piece.bottom < high + 1
            and piece.x0 > ladder.x0 - 3
            and piece.x1 < ladder.x1 + 3
        ]
        if (
            sum(len(piece.gaps or ()) + 1 for piece in row) > max(1, len(gutters) / 2)
            and len({round(piece.base) for piece in row}) == 1
        ) and all(
            part.x1 < right + 1 or part.x0 > left - 1
            for piece in row
            for part in _parts(piece)
            for left, right in gutters
        ):
            found += row
            if low > ladder.ys[0]:
                found += _wrapped_below(row, outside, gutters)
    return found


def _wrapped_below(
    row: Sequence[Piece], outside: Sequence[Piece], gutters: Sequence[Span]
) -> list[Piece]:
    """The further lines of entries of the last row, close below in the same look and
    each in its column.
    """
    found: list[Piece] = []
    base, size = row[0].base, row[0].size
    for piece in sorted(outside, key=lambda piece: piece.base):
        if (
            not piece.plain
            or piece.base <= base + 0.5 * size
            or abs(piece.size - size) > 0.1
        ):
            continue
        if piece.base - base > _WRAPPED * size:
            break
        starts = any(
            abs(piece.x0 - other.x0) < 1 and piece.style.bold == other.style.bold
            for other in row
        )
        if starts and all(
            piece.x1 < right + 1 or piece.x0 > left - 1 for left, right in gutters
        ):
            found.append(piece)
    return found


def _parts(piece: Piece) -> list[Piece]:
    """A piece parted at its wide spaces: here they are gaps between columns."""
    cuts = [0, *(gap for gap, _ in piece.gaps or ()), len(piece.words)]
    return (
        [part_of(piece, first, end) for first, end in pairwise(cuts)]
        if piece.gaps
        else [piece]
    )


def _gutters(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    spans = sorted((piece.x0, piece.x1) for piece in pieces)
    least = _GAP * min(piece.size for piece in pieces)
    gutters, end = [], spans[0][1]
    for left, right in spans:
        if left - end >= least:
            gutters.append((end, left))
        end = max(end, right)
    return gutters


def _table(pieces: Sequence[Piece], ladder: Ladder, page: int) -> Table | None:
    """Cells by rules and gaps; None where there is one column only, or prose."""
    gutters = _gutters(pieces)
    if not gutters or any(piece.mark for piece in pieces):
        return None
    x0, top, x1, bottom = box_of(pieces)
    xs = [
        min(x0, ladder.x0),
        *((left + right) / 2 for left, right in gutters),
        max(x1, ladder.x1),
    ]
    ys = _rows(pieces, ladder, top, bottom)
    columns, rows = len(xs) - 1, len(ys) - 1
    texts: list[list[list[Piece]]] = [[[] for _ in range(columns)] for _ in range(rows)]
    for piece in pieces:
        row = min(
            rows - 1, max(0, bisect_right(ys, (piece.top + piece.bottom) / 2) - 1)
        )
        texts[row][
            min(columns - 1, max(0, bisect_right(xs, piece.x0 + 0.5) - 1))
        ].append(piece)
    filled = [cell for row in texts for cell in row if cell]
    words = sum(len(piece.words) for piece in pieces)
    if (
        len(filled) < 0.5 * columns * rows
        or rows < 2
        or words > _CELL_WORDS * len(filled)
    ):
        return None
    boxes = [
        [
            Box(*(round(edge, 1) for edge in (xs[c], ys[r], xs[c + 1], ys[r + 1])))
            for c in range(columns)
        ]
        for r in range(rows)
    ]
    return Table(Box(xs[0], ys[0], xs[-1], ys[-1]), texts, boxes, page)


def _rows_by_figures(
    figures: Collection[int], first_column: Sequence[Piece]
) -> list[float]:
    """Tops of rows whose figures stand on the first line of longer entries; none where
    the entries say otherwise.
    """
    hanging = [
        min(
            (piece.top for piece in first_column if abs(piece.base - base) < 1.5),
            default=None,
        )
        for base in sorted(figures)
    ]
    tops = [top - 0.5 for top in hanging if top is not None]
    wrapped = len(first_column) > len(hanging)
    above = (
        min((piece.top for piece in first_column), default=0.0) < tops[0]
        if tops
        else True
    )
    return tops if len(tops) == len(hanging) > 1 and wrapped and not above else []


def _rows(
    pieces: Sequence[Piece], ladder: Ladder, top: float, bottom: float
) -> list[float]:
    """Limits of rows: the rules, or the lines where rules stand only above and below
    many lines.
    """
    ys = [*([min(top, ladder.ys[0] - 1)] if top < ladder.ys[0] else []), *ladder.ys]
    if bottom > ladder.ys[-1] + 1:
        ys.append(bottom)
    leftmost = min(piece.x0 for piece in pieces)
    limits: list[float] = []
    for upper, lower in pairwise(ys):
        limits.append(upper)
        between = [
            piece for piece in pieces if upper < (piece.top + piece.bottom) / 2 < lower
        ]
        firsts = sorted(
            piece.top for piece in between if piece.x0 < leftmost + 1.5 * piece.size
        )
        lines = {round(piece.base) for piece in between}
        figures = {
            round(piece.base)
            for piece in between
            if piece.x0 > leftmost + 1.5 * piece.size
            and any(map(str.isdigit, piece.text))
        }
        heads = _rows_by_figures(
            figures,
            [piece for piece in between if piece.x0 < leftmost + 1.5 * piece.size],
        )
        if heads:
            limits += heads[1:]
        elif (
            len(firsts) > 1
            and len(firsts) > 0.7 * len(lines)
            and len(figures) >= 0.8 * len(firsts)
        ):
            limits += [first - 0.5 for first in firsts[1:]]
    return [*limits, ys[-1]]
