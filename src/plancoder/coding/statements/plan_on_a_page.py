"""A plan on a page: tables and boxes whose columns, rows or cells are the priorities."""

from __future__ import annotations

import re

from plancoder.coding.sections.labels import read_label
from plancoder.coding.sections.sections import Sections
from plancoder.coding.sections.sentences import split_sentences
from plancoder.coding.statements.announcing import of_others
from plancoder.coding.statements.candidates import (
    FOUND_AS,
    Candidate,
    Group,
    block_text,
    wording,
)
from plancoder.models import BlockKind, Document, SectionRole

_COLUMN = re.compile(
    r"^(?:(?:our|my|the|key|strategic)\s+)*(priorit|objective|pledge|theme|aim|goal)\w*$",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"\b(?:what|how|measures?|targets?|lead|when|date|year|action\w*|owner|success|page|£\w*)\b",
    re.I,
)

_NOT_HERE = frozenset(
    {
        SectionRole.GLOSSARY,
        SectionRole.FINANCE,
        SectionRole.CONTENTS,
        SectionRole.NEEDS_ASSESSMENT,
        SectionRole.PERFORMANCE,
    }
)
_WIDEST = 12
_FEWEST, _MOST = 2, 15


def board_items(document: Document, first: int) -> list[Candidate]:
    """A plan on a page: the column headed "Priority", or the headings of the columns,
    or the boxes of a row.
    """
    number = document.blocks[first].table
    cells = [
        block
        for block in document.blocks[first:]
        if block.table == number and block_text(document, block).strip()
    ]
    top = [cell for cell in cells if cell.row == cells[0].row]
    for cell in top:
        if _COLUMN.match(block_text(document, cell).strip()):
            below = [
                other
                for other in cells
                if other.column == cell.column and other.row != cell.row
            ]
            return [_cell(document, other.start, other.end) for other in below]
    chosen = cells if all(cell.column == cells[0].column for cell in cells) else top
    chosen = [
        cell for cell in chosen if not _COLUMN.match(block_text(document, cell).strip())
    ]
    if any(
        _GENERIC.search(block_text(document, cell))
        and len(block_text(document, cell)) < 30
        for cell in chosen
    ):
        return []
    return [_cell(document, cell.start, cell.end) for cell in chosen]


def board_group(document: Document, sections: Sections) -> Group | None:
    """A table with a column headed "Objective" or "Priority" anywhere in the plan,
    where nothing else names any.
    """
    seen = set()
    for index, block in enumerate(document.blocks):
        if block.kind is not BlockKind.TABLE_CELL or block.table in seen:
            continue
        seen.add(block.table)
        role = sections.role_at(block.start)
        if role in _NOT_HERE or of_others(sections.at(block.start).path):
            continue
        headed = any(
            cell.table == block.table
            and cell.row == block.row
            and _COLUMN.match(block_text(document, cell).strip())
            for cell in document.blocks[index : index + _WIDEST]
        )
        items = board_items(document, index) if headed else []
        worded = sum(document.text[one.start : one.end].count(" ") > 0 for one in items)
        if _FEWEST <= worded <= _MOST and worded == len(items):
            return Group("table", tuple(items))
    return None


def _cell(document: Document, start: int, end: int) -> Candidate:
    label = read_label(document.text[start:end], start)
    start, end = wording(document, min(label.end, end - 1) if label else start, end)
    line = (
        next(split_sentences(document.text, start, end), (start, end))
        if end - start > 160
        else (start, end)
    )
    return Candidate(*line, FOUND_AS[BlockKind.TABLE_CELL], label)
