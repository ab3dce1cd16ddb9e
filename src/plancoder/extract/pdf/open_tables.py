"""Tables without a full grid: rows parted by rules or by filled stripes, columns told
by the gaps between words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median_high
from typing import NamedTuple

from plancoder.extract.layout.pieces import Span, box_of, free_between, parted_at_gaps
from plancoder.extract.layout.shapes import (
    WHITE,
    Holder,
    PageContent,
    Piece,
    Stroke,
    Table,
    has_digit,
)
from plancoder.extract.pdf.ruled_lines import THIN
from plancoder.extract.pdf.table_cells import cell_boxes, index_between
from plancoder.models import Box

_SAME = 4.0  # points by which the ends of stacked rules may differ
_TOUCH = 3.5  # points between rules that are painted cell by cell
_NARROWEST = 40.0  # points
_DASH = 8.0  # points: a wider rule or stripe may be a part of a border
_LOWEST_STRIPE, _TALLEST_STRIPE = 8.0, 60.0  # points: a row's ground, and no panel
_MOST_HEADS = 50  # boxes of one width that are looked at: more are a drawing
_APART = 5.0  # points: rules that are closer are a double rule
_GAP = 0.42  # × size between columns
_FEWEST_RULES = 3
_FEWEST_PIECES, _FEWEST_ROWS = 4, 2
_INTO = 0.5  # points by which a word may begin before its column does
_CELL_WORDS = 12  # on average: more is prose between rules
_HEADING = 1.6  # × the size of most words: no part of a table
_WRAPPED = 1.4  # × size between the base lines of an entry
_TALLEST = 160.0  # points between rules
_BEYOND = 2.2  # × size: height of a row above the first rule or below the last one
_OVER = 3.0  # points by which words may reach over the ends of rules
_SET_IN = 1.5  # × size: less is still the first column
_LINES = 0.7  # of the lines begin a row at the least where rules part none of them
_FIGURES = 0.8  # of the rows hold a figure at the least where rules part none of them
_ONE_LEVEL = 1.0  # points between rules that are parts of one
_ACROSS = -1  # instead of a column
_HALF = 0.5  # of the cells are filled at the least


class Rule(NamedTuple):
    """A level line."""

    x0: float
    x1: float
    y: float


class Ladder(NamedTuple):
    """Rules of one width, one below the other."""

    x0: float
    x1: float
    ys: list[float]

    def spans(self, piece: Piece) -> bool:
        """True for words between the ends of the rules."""
        reaches = piece.x0 > self.x0 - _OVER and piece.x1 < self.x1 + _OVER
        return piece.plain and reaches

    def holds(self, piece: Piece) -> bool:
        """True for words between the first rule and the last one."""
        return self.spans(piece) and self.ys[0] < piece.middle < self.ys[-1]


def find_open_tables(page: PageContent) -> None:
    """Replaces the pieces in tables between stacked rules or stripes by one each."""
    rules = _level_rules(page.strokes)
    ladders = _ladders(rules)
    for ladder in [part for one in ladders for part in _in_columns(one, page.pieces)]:
        _take_table(page, ladder, rules)


def _take_table(page: PageContent, ladder: Ladder, rules: Sequence[Rule]) -> None:
    inside = [piece for piece in page.pieces if ladder.holds(piece)]
    if len(parted_at_gaps(inside)) < _FEWEST_PIECES:
        return
    outside = [piece for piece in page.pieces if not ladder.holds(piece)]
    taken = inside + _rows_beyond(outside, ladder, inside)
    table = _table(parted_at_gaps(taken), ladder, rules, page.number)
    if table is not None:
        gone = set(map(id, taken))
        left = [piece for piece in page.pieces if id(piece) not in gone]
        page.pieces = [*left, Holder.of_table(table)]


def _ladders(rules: Sequence[Rule]) -> list[Ladder]:
    """Stacks of at least three rules or edges of stripes that begin and end at the same
    places.

    Rules from 50 to 300 at the heights 100, 120 and 140: one ladder of two rows.
    """
    stacks: list[list[Rule]] = []
    for rule in rules:
        fitting = (stack for stack in stacks if _fits(rule, stack[-1]))
        stack = next(fitting, None)
        if stack is None:
            stacks.append([rule])
        else:
            stack.append(rule)
    ladders = map(_ladder, stacks)
    return [ladder for ladder in ladders if len(ladder.ys) >= _FEWEST_RULES]


def _level_rules(strokes: Sequence[Stroke]) -> list[Rule]:
    """Rules and edges of stripes from top to bottom, those that touch joined."""
    rows: defaultdict[int, list[Rule]] = defaultdict(list)
    for stroke in strokes:
        if not stroke.rectangle or stroke.width < _DASH or stroke.fill == WHITE:
            continue
        left, top, right, bottom, *_ = stroke
        height = bottom - top
        if height < THIN:
            middle = (top + bottom) / 2
            rows[round(top)].append(Rule(left, right, middle))
        elif _LOWEST_STRIPE < height < _TALLEST_STRIPE and stroke.shows:
            for edge in (top, bottom):
                rows[round(edge)].append(Rule(left, right, edge))
    for left, top, right, bottom, *_ in _tall_rows(strokes):
        for edge in (top, bottom):
            rows[round(edge)].append(Rule(left, right, edge))
    rules = [rule for row in rows.values() for rule in _merged(row)]
    wide = [rule for rule in rules if rule.x1 - rule.x0 >= _NARROWEST]
    return sorted(wide, key=attrgetter("y"))


def _tall_rows(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Boxes as high as a row of several lines, of which the head of a table tells that
    they are no panels: a lower box, as wide, above them.
    """
    boxes = [stroke for stroke in strokes if stroke.rectangle and stroke.shows]
    tall = [box for box in boxes if _TALLEST_STRIPE <= box.height < _TALLEST]
    if not tall:
        return []
    tops: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for box in boxes:
        if _LOWEST_STRIPE < box.height < _TALLEST_STRIPE:
            tops[round(box.x0), round(box.x1)].append(box.top)
    return [
        box
        for box in tall
        if any(
            0 < box.top - top < _TALLEST
            for top in tops.get((round(box.x0), round(box.x1)), ())[:_MOST_HEADS]
        )
    ]


def _fits(rule: Rule, above: Rule) -> bool:
    """True where a rule is the next of a stack."""
    begin_alike = abs(rule.x0 - above.x0) < _SAME
    end_alike = abs(rule.x1 - above.x1) < _SAME
    return begin_alike and end_alike and rule.y - above.y < _TALLEST


def _ladder(stack: Sequence[Rule]) -> Ladder:
    lefts, rights, heights = zip(*stack, strict=True)
    apart = [low for high, low in pairwise(heights) if low - high > _APART]
    return Ladder(min(lefts), max(rights), [heights[0], *apart])


def _in_columns(ladder: Ladder, pieces: Sequence[Piece]) -> list[Ladder]:
    """The ladder without the spaces between rules that hold one column only, such as a
    quotation, or a heading.
    """
    inside = parted_at_gaps(filter(ladder.holds, pieces))
    if not inside:
        return [ladder]
    largest = _HEADING * median_high(piece.size for piece in inside)
    runs = [[ladder.ys[0]]]
    for upper, lower in pairwise(ladder.ys):
        between = [piece for piece in inside if upper < piece.middle < lower]
        if between and _is_no_row(between, largest):
            runs.append([])
        runs[-1].append(lower)
    return [ladder._replace(ys=run) for run in runs if len(run) >= _FEWEST_RULES]


def _is_no_row(pieces: Sequence[Piece], largest: float) -> bool:
    """True for pieces in one column, or with a size that only headings have."""
    return not _gutters(pieces) or max(piece.size for piece in pieces) > largest


def _merged(row: list[Rule]) -> list[Rule]:
    """Rules of one height that touch, as one: borders are often drawn cell by cell."""
    merged: list[Rule] = []
    for rule in sorted(row):
        last = merged[-1] if merged else None
        if last is not None and rule.x0 - last.x1 < _TOUCH:
            merged[-1] = last._replace(x1=max(last.x1, rule.x1))
        else:
            merged.append(rule)
    return merged


def _rows_beyond(
    outside: Sequence[Piece], ladder: Ladder, inside: Sequence[Piece]
) -> list[Piece]:
    """The head of the table above the first rule, and a last row below the last one."""
    gutters = _gutters(parted_at_gaps(inside))
    reach = _BEYOND * inside[0].size
    top, bottom = ladder.ys[0], ladder.ys[-1]
    near = [piece for piece in outside if ladder.spans(piece)]
    head = _row_between(near, top - reach, top + 2, gutters)
    last = _row_between(near, bottom - 1, bottom + reach + 1, gutters)
    if not last:
        return head
    return head + last + _wrapped_below(last, outside, gutters)


def _row_between(
    near: Sequence[Piece], low: float, high: float, gutters: Sequence[Span]
) -> list[Piece]:
    """The pieces that stand on one line there and keep to the columns; none where they
    fill too few of them.
    """
    row = [piece for piece in near if low < piece.top and piece.bottom < high]
    entries = parted_at_gaps(row)
    one_line = len({round(piece.base) for piece in row}) == 1
    enough = len(entries) > max(1, len(gutters) / 2)
    kept = all(_keeps_to_column(entry, gutters) for entry in entries)
    return row if one_line and enough and kept else []


def _keeps_to_column(piece: Piece, gutters: Sequence[Span]) -> bool:
    return all(piece.x1 < right + 1 or piece.x0 > left - 1 for left, right in gutters)


def _wrapped_below(
    row: Sequence[Piece], outside: Sequence[Piece], gutters: Sequence[Span]
) -> list[Piece]:
    """The further lines of entries of the last row, close below in the same look and
    each in its column.
    """
    base, size = row[0].base, row[0].size
    return [
        piece
        for piece in sorted(outside, key=lambda piece: piece.base)
        if piece.plain
        and 0.5 * size < piece.base - base <= _WRAPPED * size
        and abs(piece.size - size) <= 0.1
        and any(_begins_like(piece, entry) for entry in row)
        and _keeps_to_column(piece, gutters)
    ]


def _begins_like(piece: Piece, entry: Piece) -> bool:
    return abs(piece.x0 - entry.x0) < 1 and piece.style.bold == entry.style.bold


def _gutters(pieces: Sequence[Piece]) -> list[Span]:
    spans = [(piece.x0, piece.x1) for piece in pieces]
    return free_between(spans, _GAP * min(piece.size for piece in pieces))


def _table(
    pieces: Sequence[Piece], ladder: Ladder, rules: Sequence[Rule], page: int
) -> Table | None:
    """Cells by rules and gaps; None where there is one column only, or prose."""
    gutters = _gutters(pieces)
    if not gutters or any(piece.mark for piece in pieces):
        return None
    x0, top, x1, bottom = box_of(pieces)
    middles = ((left + right) / 2 for left, right in gutters)
    left, right = min(x0, ladder.x0), max(x1, ladder.x1)
    xs = [left, *middles, right]
    short = _short_rules(rules, ladder, pieces, xs)
    ys = _rows(pieces, ladder, sorted(short), top, bottom)
    texts = _cells(pieces, xs, ys, short)
    cells = [cell for row in texts for cell in row]
    filled = sum(map(bool, cells))
    words = sum(len(piece.words.texts) for piece in pieces)
    is_prose = words > _CELL_WORDS * filled
    if len(texts) < _FEWEST_ROWS or filled < _HALF * len(cells) or is_prose:
        return None
    box = Box(left, ys[0], right, ys[-1])
    return Table(box, texts, cell_boxes(xs, ys), page)


def _short_rules(
    rules: Sequence[Rule],
    ladder: Ladder,
    pieces: Sequence[Piece],
    xs: Sequence[float],
) -> dict[float, set[int]]:
    """Heights at which rules run below some columns only, each with these columns: a
    cell of another column stands beside several rows.
    """
    columns = [
        [piece for piece in pieces if left <= piece.x0 + _INTO < right]
        for left, right in pairwise(xs)
    ]
    found: dict[float, set[int]] = {}
    for rule in rules:
        inside = ladder.x0 - _SAME < rule.x0 and rule.x1 < ladder.x1 + _SAME
        if inside and all(abs(rule.y - y) > _APART for y in ladder.ys):
            level = next((y for y in found if abs(y - rule.y) < _ONE_LEVEL), rule.y)
            found.setdefault(level, set()).update(_columns_over(rule, columns))
    return {
        y: below
        for y, below in found.items()
        if ladder.ys[0] < y < ladder.ys[-1]
        and 0 < len(below) < len(columns)
        and _ACROSS not in below
    }


def _columns_over(rule: Rule, columns: Sequence[Sequence[Piece]]) -> Iterator[int]:
    """The columns below which a rule runs from side to side; `_ACROSS` where it ends
    inside one or crosses its words, as the line below a word does.
    """
    for column, pieces in enumerate(columns):
        if not pieces:
            continue
        x0, _, x1, _ = box_of(pieces)
        if rule.x0 < x0 - 1 and rule.x1 > x1 + 1:
            crossed = any(piece.top + 1 < rule.y < piece.base for piece in pieces)
            yield _ACROSS if crossed else column
        elif rule.x0 < x1 - 1 and rule.x1 > x0 + 1:
            yield _ACROSS


def _cells(
    pieces: Sequence[Piece],
    xs: Sequence[float],
    ys: Sequence[float],
    short: Mapping[float, Collection[int]],
) -> list[list[list[Piece]]]:
    """The pieces in each cell, row by row, by the limits of columns and rows; those of
    a cell beside several rows in the first of them.
    """
    columns, rows = range(len(xs) - 1), range(len(ys) - 1)
    cells: list[list[list[Piece]]] = [[[] for _ in columns] for _ in rows]
    for piece in pieces:
        row = index_between(ys, piece.middle)
        column = index_between(xs, piece.x0 + _INTO)
        while column not in short.get(ys[row], {column}):
            row -= 1
        cells[row][column].append(piece)
    return cells


def _rows(
    pieces: Sequence[Piece],
    ladder: Ladder,
    short: Sequence[float],
    top: float,
    bottom: float,
) -> list[float]:
    """Limits of rows: the rules, those below some columns only, or the lines where
    rules stand only above and below many lines.
    """
    ys = list(ladder.ys)
    if top < ys[0]:
        ys.insert(0, min(top, ys[0] - 1))
    if bottom > ys[-1] + 1:
        ys.append(bottom)
    leftmost = min(piece.x0 for piece in pieces)
    limits: list[float] = []
    for upper, lower in pairwise(ys):
        between = [piece for piece in pieces if upper < piece.middle < lower]
        inner = [y for y in short if upper < y < lower]
        limits += [upper, *(inner or _rows_between(between, leftmost))]
    return [*limits, ys[-1]]


def _rows_between(pieces: Sequence[Piece], leftmost: float) -> list[float]:
    """Limits of the rows that stand between two rules, without the outer ones.

    Two terms of one line, each with a figure beside it: one limit, above the second.
    """
    first_column: list[Piece] = []
    others: list[Piece] = []
    for piece in pieces:
        is_first = piece.x0 < leftmost + _SET_IN * piece.size
        (first_column if is_first else others).append(piece)
    figures = {round(piece.base) for piece in others if has_digit(piece.text)}
    heads = _rows_by_figures(figures, first_column)
    lines = {round(piece.base) for piece in pieces}
    rows = len(first_column)
    if not heads and rows > _LINES * len(lines) and len(figures) >= _FIGURES * rows:
        heads = sorted(piece.top for piece in first_column)
        heads = [top - 0.5 for top in heads]
    return heads[1:]


def _rows_by_figures(
    figures: Collection[int], first_column: Sequence[Piece]
) -> list[float]:
    """Tops of rows whose figures stand on the first line of longer entries; none where
    the entries say otherwise.
    """
    tops = [
        [piece.top for piece in first_column if abs(piece.base - base) < 1.5]
        for base in sorted(figures)
    ]
    wrapped = len(first_column) > len(tops) > 1
    if not wrapped or not all(tops):
        return []
    if min(piece.top for piece in first_column) < min(tops[0]) - 0.5:
        return []
    return [min(found) - 0.5 for found in tops]
