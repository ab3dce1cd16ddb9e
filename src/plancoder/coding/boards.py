"""A plan on a page: tables and boxes whose columns, rows or cells are the priorities."""

from __future__ import annotations

import re

from plancoder.coding.candidates import FOUND_AS, Candidate, block_text, wording
from plancoder.coding.labels import read_label
from plancoder.coding.sentences import split_sentences
from plancoder.models import BlockKind, Document

_COLUMN = re.compile(
    r"^(?:(?:our|my|the|key|strategic)\s+)*(priorit|objective|pledge|theme|aim|goal)\w*$", re.IGNORECASE
)
_GENERIC = re.compile(
    r"\b(?:what|how|measures?|targets?|lead|when|date|year|action\w*|owner|success|page|£\w*)\b", re.I
)


def board_items(document: Document, first: int) -> list[Candidate]:
    """A plan on a page: the column headed "Priority", or the headings of the columns, or the boxes of a row."""
    number = document.blocks[first].table
    cells = [
        block for block in document.blocks[first:] if block.table == number and block_text(document, block).strip()
    ]
    top = [cell for cell in cells if cell.row == cells[0].row]
    for cell in top:
        if _COLUMN.match(block_text(document, cell).strip()):
            below = [other for other in cells if other.column == cell.column and other.row != cell.row]
            return [_cell(document, other.start, other.end) for other in below]
    chosen = cells if all(cell.column == cells[0].column for cell in cells) else top
    chosen = [cell for cell in chosen if not _COLUMN.match(block_text(document, cell).strip())]
    if any(_GENERIC.search(block_text(document, cell)) and len(block_text(document, cell)) < 30 for cell in chosen):
        return []
    return [_cell(document, cell.start, cell.end) for cell in chosen]


def _cell(document: Document, start: int, end: int) -> Candidate:
    label = read_label(document.text[start:end], start)
    start, end = wording(document, min(label.end, end - 1) if label else start, end)
    line = next(split_sentences(document.text, start, end), (start, end)) if end - start > 160 else (start, end)
    return Candidate(*line, FOUND_AS[BlockKind.TABLE_CELL], label)
