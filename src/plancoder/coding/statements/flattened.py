"""Tables copied cell after cell: their heads one below the other, then the cells of
each row, each on a line of its own; and tables whose rows run together, a line each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plancoder.coding.statements.items import Form, Item, make_item
from plancoder.coding.statements.wordings import TITLE_END
from plancoder.models import BlockKind, Document


def flattened_tables(document: Document) -> Iterator[tuple[list[Item], int]]:
    """The cells of the column "Priority" in order, and the block of the first head.

    "Priority", "Lead", "Measure", "Calm lanes", "Police", "Calls", "Warm halls",
    "Council", "Bills", … gives Calm lanes, Warm halls and so on.
    """
    texts = [document.text[block.start : block.end] for block in document.blocks]
    for at, text in enumerate(texts):
        if len(text) > _LONGEST_NAME or not _NAMES_COLUMN.fullmatch(text):
            continue
        if document.blocks[at].table is not None:
            continue  # its cells are known
        first, last = _heads_around(texts, at)
        width, column = last - first + 1, at - first
        if _NUMBER.fullmatch("".join(texts[last + 1 : last + 2])):
            width, column = width + 1, column + 1  # the numbers have no head
        if _FEWEST_COLUMNS <= width <= _MOST_COLUMNS:
            cells = list(_cells_below(document, texts, last + 1, width, column))
            if len(cells) >= _FEWEST_ROWS:
                yield cells, first


def coded_cells(document: Document) -> Iterator[tuple[list[Item], int, str]]:
    """The cells behind codes that count up at equal distances in a table copied cell
    after cell: the items, the block of the first head, and the head that names them or
    their codes.

    "Strand", "Title", "Lead", "A", "Calm lanes", "Police", "B", "Warm halls",
    "Council", "C", … gives Calm lanes, Warm halls and so on, and "Strand".
    """
    texts = [document.text[block.start : block.end] for block in document.blocks]
    at = 0
    while at < len(texts):
        rows = _coded_rows(texts, at) if _FIRST_CODE.fullmatch(texts[at]) else []
        if len(rows) < _FEWEST_ROWS:
            at += 1
            continue
        width = rows[1] - rows[0]
        cells = [item for row in rows if (item := _row(document, row + 1))]
        first = rows[0] - width
        heads = texts[first : rows[0]] if first >= 0 else []
        named = next((head for head in heads if _NAMES_KIND.fullmatch(head)), "")
        counted = any(_COUNTS_ROWS.fullmatch(head) for head in heads)
        if (named or counted) and len(cells) == len(rows):
            yield cells, first, named
        at = rows[-1] + 1


def _coded_rows(texts: list[str], first: int) -> list[int]:
    """Where codes stand that count up from the one at `first`, at equal distances."""
    name, rows = texts[first].removesuffix("1"), [first]
    for width in range(_FEWEST_COLUMNS, _MOST_COLUMNS + 1):
        rows = [first]
        while (at := rows[-1] + width) < len(texts):
            if texts[at] != _next_code(name, texts[rows[-1]]):
                break
            rows.append(at)
        if len(rows) >= _FEWEST_ROWS:
            break
    return rows


def _next_code(name: str, written: str) -> str:
    """The code after one: "SO2" after "SO1", "B" after "A"."""
    if written[-1].isalpha():
        return chr(ord(written) + 1)
    return f"{name}{int(written.removeprefix(name)) + 1}"


_FIRST_CODE = re.compile(r"[A-Z]{0,4}1|A")


def flattened_rows(document: Document) -> Iterator[tuple[list[Item], int]]:
    """The first cells of the rows that stand on a line each below their heads, and the
    block of the first head.

    "Priority Lead What success looks like" above "1 Calm lanes Police Fewer calls", "2
    Warm halls Council Lower bills", … gives Calm lanes, Warm halls and so on: a cell
    ends where a capital or figure follows a small letter.
    """
    texts = [document.text[block.start : block.end] for block in document.blocks]
    for at, text in enumerate(texts):
        if _HEADS_IN_LINE.fullmatch(text):
            cells = _rows_below(document, at + 1)
        elif len(text) > _LONGEST_NAME:
            continue
        elif _NAMES_COLUMN.fullmatch(text) and _heads_around(texts, at)[1] > at:
            cells = _numbered_cells(document, _heads_around(texts, at)[1] + 1)
        else:
            continue
        if len(cells) >= _FEWEST_ROWS:
            yield cells, at


def _rows_below(document: Document, start: int) -> list[Item]:
    """The first cells of rows on a line each, up to a line that is none."""
    cells: list[Item] = []
    for index in range(start, len(document.blocks)):
        row = _row(document, index)
        cell = _first_cell(document, row) if row else None
        if cell is None:
            break
        cells.append(cell)
    return cells


def _numbered_cells(document: Document, start: int) -> list[Item]:
    """The first cells of numbered rows; others may be blocks of their own."""
    cells: list[Item] = []
    for index in range(start, len(document.blocks)):
        item = _row(document, index)
        if item is None or item.number != str(len(cells) + 1):
            if not cells or index - cells[-1].block > _CELLS_APART:
                break
            continue
        cells.append(_first_cell(document, item) or item)
    return cells


_CELLS_APART = 2  # blocks


def _row(document: Document, index: int) -> Item | None:
    block = document.blocks[index]
    items = make_item(document.text, block.start, block.end, Form.CELL, index)
    return next(items, None)


def _first_cell(document: Document, row: Item) -> Item | None:
    """The first cell of a row; None where nothing else begins in it."""
    begins = _NEXT_CELL.search(document.text, row.start, row.end)
    if begins is None or not document.text[row.start].isupper():
        return None
    words = document.text[row.start : begins.start()].split()
    fits = 2 <= len(words) <= _CELL_WORDS
    return row._replace(end=begins.start()) if fits else None


_HEADS_IN_LINE = re.compile(
    r"(?:(?i:no\.?|ref) )?(?:(?:Our|The|Strategic) )?(?:Priority|Objective|Theme|Aim)"
    r"(?: [Aa]rea)?(?:\s+(?:Lead|Owner|Measures?|Outcomes?|Targets?|Actions?|"
    r"(?:How|What|Why|Who|When|Main|Key|Success)(?: [\w’']+){1,6}?)){1,4}"
)
_NEXT_CELL = re.compile(rf"{TITLE_END}\s+(?=[A-Z0-9£])")
_CELL_WORDS = 14


def _heads_around(texts: list[str], at: int) -> tuple[int, int]:
    first = last = at
    while first and _HEAD.fullmatch(texts[first - 1]):
        first -= 1
    while last + 1 < len(texts) and _HEAD.fullmatch(texts[last + 1]):
        last += 1
    return first, last


def _cells_below(
    document: Document, texts: list[str], start: int, width: int, column: int
) -> Iterator[Item]:
    """The cells of one column, up to a row that is none: one with a heading, a numbered
    title or a sentence where the column's cell should be.
    """
    for row in range(start, len(texts) - width + 1, width):
        at = row + column
        kinds = {block.kind for block in document.blocks[row : row + width]}
        words = texts[at]
        sentence = words.endswith(".") or len(words) > _LONGEST_CELL
        numbered = _NUMBERED.match(texts[row]) and column == 0
        if BlockKind.HEADING in kinds or sentence or numbered:
            return
        block = document.blocks[at]
        yield from make_item(document.text, block.start, block.end, Form.CELL, at)


_NAMES_COLUMN = re.compile(
    r"(?:(?:our|the|strategic) )?(?:priority|objective|theme|aim)(?: area)?",
    re.IGNORECASE,
)
_COUNTS_ROWS = re.compile(r"(?:no|ref|number|reference)\.?|#", re.IGNORECASE)
_NAMES_KIND = re.compile(
    r"(?:(?:our|the|my|strategic|local|key) )?(?:priority|objective|theme|aim|goal|"
    r"strand|pillar|commitment|pledge|promise|mission|ambition)s?(?: area)?",
    re.IGNORECASE,
)
_LONGEST_NAME = 24  # characters of "strategic objective area"
# The head of a column: "Lead agency", "Why we chose it", "How we will measure success".
_HEAD = re.compile(
    r"(?:ref(?:erence)?|no\.?|number|owner|partners?|sub-?groups?|timescales?|by when|"
    r"status|trend|rating|rag|direction|progress|"
    r"targets?|outcomes?|actions?|measures?|indicators?|"
    r"(?:lead|why|how|what|who|when|success|measure)(?: [\w']+){0,6})",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"1|A|P1")
_NUMBERED = re.compile(r"\d+(?:\.\d+)*\.?\s+[A-Z]")
_FEWEST_COLUMNS, _MOST_COLUMNS = 2, 6
_FEWEST_ROWS = 3
_LONGEST_CELL = 120  # characters
