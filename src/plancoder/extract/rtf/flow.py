"""Paragraphs and tables of RTF as they are gathered, and laid down as pieces once they
are whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from plancoder.extract.laid_pieces import CellPlace, LaidPieces, Look, is_layout

# Edges of columns that are less than this apart (in twips, a twentieth of a point) are
# the same.
_NEAR = 40


@dataclass(slots=True)
class Line:
    """A paragraph with the notes and boxes that hang on it."""

    text: str
    look: Look
    aside: list[Line | Table]


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of a row, and the right edge of each; the first number is the left edge of
    the first.
    """

    cells: list[list[Line]]
    edges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a table."""

    rows: list[Row]


@dataclass(slots=True)
class Flow:
    """A run of paragraphs and tables: the document's, or that of a note or box."""

    items: list[Line | Table] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)  # of the paragraph that is open
    bold: bool = True  # so far, all of it
    mark: str | None = None  # printed in front of an item of a list
    aside: list[Line | Table] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    cells: list[list[Line]] = field(default_factory=list)
    cell: list[Line] = field(default_factory=list)

    def add(self, text: str, *, bold: bool) -> None:
        """Take more text of a paragraph."""
        self.parts.append(text)
        self.bold = self.bold and (bold or not text.strip())

    def end_paragraph(self, look: Look, *, in_table: bool) -> None:
        """The paragraph is whole."""
        text = _mend("".join(self.parts))
        lines = [Line(text, look, self.aside)] if text.strip() or self.aside else []
        self.parts, self.bold, self.mark, self.aside = [], True, None, []
        if in_table:
            self.cell += lines
        else:
            self.end_table()
            self.items += lines

    def end_cell(self) -> None:
        """The cell is whole."""
        self.cells.append(self.cell)
        self.cell = []

    def end_row(self, edges: tuple[int, ...]) -> None:
        """The row is whole."""
        if self.cell:
            self.end_cell()
        self.rows.append(Row(self.cells, edges))
        self.cells = []

    def end_table(self) -> None:
        """No more rows follow."""
        if self.cell or self.cells:
            self.end_row(())
        if self.rows:
            self.items.append(Table(self.rows))
            self.rows = []


def _mend(text: str) -> str:
    """Put together characters that RTF writes in two halves (UTF-16)."""
    if not any("\ud800" <= sign <= "\udfff" for sign in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def lay_items(items: Iterable[Line | Table], laid: LaidPieces) -> None:
    """Lay down paragraphs and tables in their order."""
    tables = 0
    stack = [iter(items)]
    while stack:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
        elif isinstance(item, Line):
            laid.lay(item.text, item.look)
            stack.append(iter(item.aside))
        elif is_layout([row.cells for row in item.rows], len):
            lines = (line for row in item.rows for cell in row.cells for line in cell)
            stack.append(iter(list(lines)))
        else:
            _lay_table(item.rows, tables, laid)
            tables += 1


def _lay_table(rows: Sequence[Row], number: int, laid: LaidPieces) -> None:
    grid = _grid(rows)
    for place, row in enumerate(rows):
        for index, cell in enumerate(row.cells):
            column = _column(row, index, grid)
            for line in cell:
                _lay_in_cell(line, CellPlace(number, place, column), laid)


def _lay_in_cell(line: Line, place: CellPlace, laid: LaidPieces) -> None:
    """Lay down a line of a cell, with all that hangs on it."""
    stack: list[Line | Table] = [line]
    while stack:
        item = stack.pop()
        if isinstance(item, Line):
            laid.lay(item.text, item.look, place)
            stack.extend(reversed(item.aside))
        else:
            lines = [each for row in item.rows for cell in row.cells for each in cell]
            stack.extend(reversed(lines))


def _grid(rows: Sequence[Row]) -> list[int]:
    """Left edges of all columns; edges that are near are one."""
    edges = sorted({edge for row in rows for edge in row.edges})
    return [
        edge
        for index, edge in enumerate(edges)
        if not index or edge - edges[index - 1] > _NEAR
    ]


def _column(row: Row, index: int, grid: Sequence[int]) -> int:
    """Column of a cell in the grid of the whole table: a cell behind a wide one stands
    further right than its place in the row says.
    """
    if len(row.edges) <= len(row.cells):  # the row does not say where its cells end
        return index
    return max(index, bisect_left(grid, row.edges[index] + 1) - 1)
