"""Rows of tables in lines of text: between tabs, between pipes, with lists inside their
cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from plancoder.extract.build_document import Piece, Run
from plancoder.extract.text.list_markers import split_inner_items, strip_glyphs
from plancoder.extract.text.markdown_inline import strip_inline
from plancoder.models import BlockKind

_DELIMITER = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_INSIDE = re.compile(r"</?(?:ul|ol|li|p|div)\b[^<>]*>|<br\s*/?>", re.IGNORECASE)
_ITEM_NUMBER = re.compile(r"\s*(?:\(?[0-9a-zA-Z]{1,3}[.)]|[^\w\s(]{1,2}|o)\s*")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line as written."""

    cells: tuple[str, ...]
    piped: bool


@dataclass(slots=True)
class Table:
    """Rows gathered so far, each with its page."""

    piped: bool
    rows: list[tuple[int | None, Row]] = field(default_factory=list)

    @classmethod
    def begin(cls, row: Row, page: int | None) -> Table:
        """Start a table with its first row."""
        return cls(row.piped, [(page, row)])

    def add(self, row: Row, page: int | None) -> None:
        """Take the next row; the line below the head of a piped table has no cells."""
        if row.cells or not row.piped:
            self.rows.append((page, row))

    @property
    def is_foot(self) -> bool:
        """Whether there is but one row, of words and a number, as at the foot of a
        page: a line below it begins something else.
        """
        filled = [cell for cell in self.rows[0][1].cells if cell]
        return len(self.rows) == 1 and len(filled) == _FOOT and filled[1].isdigit()


_FOOT = 2  # cells of the foot of a page: a title and its number


def has_piped_rows(lines: Iterable[str]) -> bool:
    """Whether a text that marks nothing else has rows between pipes and the rule below
    their heads: "| No. | Aim |" above "| --- | --- |".
    """
    return any(_RULE_OF_HEADS.fullmatch(line) for line in lines)


_RULE_OF_HEADS = re.compile(r"\s*\|(?:\s*:?-{3,}:?\s*\|){2,}\s*")


def find_row(line: str, *, piped: bool, in_table: bool) -> Row | None:
    """Read the line as a row of a table; None where it is none."""
    if piped and (row := _find_piped(line, in_table)):
        return row
    if "\t" not in line.strip(" "):
        return None
    cells = [cell.strip() for cell in line.strip(" \n").split("\t")]
    filled = [cell for cell in cells if cell]
    if not filled:
        return None
    indented = len(filled) == 1 and not cells[0]
    if (indented and not in_table) or (len(filled) == 2 and _is_mark(cells[0])):
        return None
    return Row(tuple(cells), piped=False)


def _is_mark(cell: str) -> bool:
    """Whether a cell before a tab is only the mark of a list item: `1.`, `•`, `o`."""
    return bool(cell and (_ITEM_NUMBER.fullmatch(cell) or strip_glyphs(cell + " x")[0]))


def _find_piped(line: str, in_table: bool) -> Row | None:
    """Of "| Homes | 12 |" Homes and 12; of the same without outer pipes only within a
    table; the rule below a header is a row without cells.
    """
    text = line.strip()
    pipes = len(_PIPE.findall(text))
    if _DELIMITER.fullmatch(text):
        return Row((), piped=True) if in_table and "|" in text else None
    framed = text.startswith("|") and pipes >= 2
    if not framed and not (in_table and pipes):
        return None
    return Row(tuple(cell.strip() for cell in _PIPE.split(text.strip("|"))), piped=True)


def table_pieces(table: Table, number: int, *, markup: bool) -> Iterator[Piece]:
    """Give the cells that hold text, row by row; an item of a list inside a cell is a
    piece of its own.
    """
    for row, (page, line) in enumerate(table.rows):
        for column, cell in enumerate(line.cells):
            for part in _split_cell(cell):
                text = (
                    strip_inline(part.replace("\\|", "|"))
                    if markup
                    else " ".join(part.split())
                )
                text = strip_glyphs(text)[1]
                if text:
                    yield Piece(
                        BlockKind.TABLE_CELL,
                        (Run(page, text),),
                        table=number,
                        row=row,
                        column=column,
                    )


def _split_cell(cell: str) -> list[str]:
    """Part a cell at the tags of lists and at breaks before a new beginning; a break
    inside a sentence is a space.
    """
    parts: list[str] = []
    at = 0
    broken = False  # the tag before this part is only a line break
    for tag in [*_INSIDE.finditer(cell), None]:
        text = cell[at : tag.start() if tag else len(cell)].strip()
        if text:
            if broken and parts and not text[0].isupper():
                parts[-1] += " " + text
            else:
                parts.extend(split_inner_items(text))
            broken = False
        if tag:
            at = tag.end()
            broken = tag[0].lower().startswith("<br")
    return parts
