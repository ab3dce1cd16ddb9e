"""Groups of cells: the columns and rows of tables and of a plan on a page, what is
coded by letters and figures, and tables copied cell by cell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from plancoder.coding.statements.flattened import (
    coded_cells,
    flattened_rows,
    flattened_tables,
)
from plancoder.coding.statements.group import CODED, Group, lead_before
from plancoder.coding.statements.items import Form, Item
from plancoder.coding.statements.wordings import PLURAL
from plancoder.models import BlockKind, Document


def flattened_groups(document: Document) -> Iterator[Group]:
    """The column of priorities of a table that was copied cell after cell, or row after
    row.
    """
    for cells, first, head in coded_cells(document):
        lead = lead_before(document, document.blocks[first].start)
        yield Group("cells", tuple(cells), f"{lead}\n{head}" if head else lead)
    for cells, first in (*flattened_tables(document), *flattened_rows(document)):
        lead = lead_before(document, document.blocks[first].start)
        yield Group("cells", tuple(cells), f"{lead}\nPriorities")


def coded_groups(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """What is numbered by themes and within them, in that order: "A1 Calm lanes", "A2
    Warm halls", "B1 Dry cellars", or "1a", "1b", "2a"; each at its first place.
    """
    numbered = [item for item in items if item.number]
    for pattern in _CODED:
        coded: dict[str, Item] = {}
        for item in numbered:
            asks = document.text.find("?", item.start, item.end) >= 0
            if pattern.fullmatch(item.number) and item.start < item.end and not asks:
                coded.setdefault(item.number, item)
        codes = sorted(coded)
        themes = sorted({code[0] for code in codes})
        every = len(themes) > 1 and _count_on(themes)
        if len(codes) >= _FEWEST_CODED and every and _whole(codes):
            lead = _lead_of_table(document, coded[codes[0]])
            yield Group(CODED, tuple(coded[code] for code in codes), lead)
        yield from _parts_of_chapters(document, coded)


def _parts_of_chapters(document: Document, coded: dict[str, Item]) -> Iterator[Group]:
    """The parts of one chapter right below its heading: "7a Calm lanes", "7b Warm
    halls" below "Section 7 My aims".
    """
    chapters: dict[str, list[Item]] = defaultdict(list)
    for code, item in coded.items():
        if code[0].isdigit():
            chapters[code[0]].append(item)
    for parts in chapters.values():
        above = document.blocks[max(0, parts[0].block - 1)]
        title = document.text[above.start : above.end]
        below_heading = above.kind is BlockKind.HEADING and PLURAL.search(title)
        if len(parts) > 1 and _whole([one.number for one in parts]) and below_heading:
            yield Group("headings", tuple(parts), title)


def _counting_column(
    document: Document, cells: Sequence[tuple[int, int, Item]]
) -> int | None:
    """The first column where it only counts the rows: "LP1", "LP2", "LP3"; such a table
    is read down, never across.
    """
    first = min(column for _, column, _ in cells)
    written = [document.text[i.start : i.end] for _, at, i in cells if at == first]
    codes = [code for words in written if (code := _ROW_CODE.fullmatch(words))]
    one_name = len({code["name"] for code in codes}) == 1
    counted = [int(code["number"]) for code in codes]
    from_one = counted == list(range(1, len(counted) + 1))
    heads = len(written) - len(codes)
    long_enough = len(codes) >= _FEWEST_ROWS and heads <= 1
    return first if long_enough and one_name and from_one else None


_ROW_CODE = re.compile(r"(?P<name>[A-Z]{0,4})\s?(?P<number>\d{1,2})\.?")
_FEWEST_ROWS = 3


def _count_on(themes: Sequence[str]) -> bool:
    """Whether no number of a theme is left out, as are those of chapters without
    parts: "3a", "3b", "5a".
    """
    lettered = themes[0].isalpha()
    return lettered or ord(themes[-1]) - ord(themes[0]) == len(themes) - 1


def _whole(codes: Sequence[str]) -> bool:
    """Whether sorted codes count from the first on within each theme, without a gap."""
    for before, code in pairwise(["", *codes]):
        expected = ord(before[1]) + 1 if before[:1] == code[0] else ord(code[1])
        first = before[:1] == code[0] or code[1] in "1a"
        if not first or ord(code[1]) != expected:
            return False
    return True


def _lead_of_table(document: Document, item: Item) -> str:
    """What stands before an item; where it is a cell, what stands before its table, and
    the head above it, such as "Objective".
    """
    blocks = document.blocks
    table, first = blocks[item.block].table, item.block
    while table is not None and first and blocks[first - 1].table == table:
        first -= 1
    start = blocks[first].start if first < item.block else item.lead
    lead = lead_before(document, start, first)
    column = [
        document.text[block.start : block.end]
        for block in blocks[first : item.block]
        if block.column == blocks[item.block].column
    ]
    head = "".join(column[-1:])
    return f"{lead}\n{head}" if _HEAD.fullmatch(head) else lead


_HEAD = re.compile(
    r"(?:(?:my|our|strategic) )?(?:priorit(?:y|ies)|(?:objective|aim|goal|pledge)s?)",
    re.IGNORECASE,
)


_CODED = (re.compile(r"[A-H][1-9]"), re.compile(r"[1-9][a-h]"))

_FEWEST_CODED = 4


def _rows(
    document: Document, cells: Sequence[tuple[int, int, Item]], lead: str
) -> Iterator[Group]:
    """Each row of a plan on a page that has three columns or more, by the first piece
    of each of its cells; a banner right above, "FIVE PILLARS", announces it.
    """
    rows: dict[int, dict[int, Item]] = defaultdict(dict)
    for row, column, item in cells:
        rows[row].setdefault(column, item)
    banner = ""
    for row in sorted(rows):
        titles = tuple(rows[row].values())
        if len(titles) >= _FEWEST_COLUMNS and row:
            yield Group("cells", titles, f"{lead}\n{banner}" if banner else lead)
        first = titles[0]
        banner = document.text[first.lead : first.end] if len(titles) == 1 else ""


_FEWEST_COLUMNS = 3  # of a row that is read across


def cell_groups(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """The first cells of the rows of a table, and the cells of its first row."""
    tables: dict[int, list[tuple[int, int, Item]]] = defaultdict(list)
    for item in items:
        block = document.blocks[item.block]
        if item.form is Form.CELL and block.table is not None:
            tables[block.table].append((block.row or 0, block.column or 0, item))
    for cells in tables.values():
        yield from _groups_of_table(document, cells)


def _groups_of_table(
    document: Document, cells: Sequence[tuple[int, int, Item]]
) -> Iterator[Group]:
    first_block = min(item.block for _, _, item in cells)
    lead = lead_before(document, cells[0][2].lead, first_block)
    if named := _named_rows(document, cells):
        yield Group("cells", tuple(named), lead)
        return
    counts = _counting_column(document, cells)
    if counts is None:
        first_row = min(row for row, _, _ in cells)
        across = [item for row, _, item in cells if row == first_row]
        yield Group("cells", tuple(across), lead)
        if not _has_column_of_priorities(document, across):
            yield from _rows(document, cells, lead)
    read_down = sorted({column for _, column, _ in cells})[:2]
    for column in read_down if counts is None else read_down[1:]:
        below = [item for _, at, item in cells if at == column]
        head = document.text[below[0].start : below[0].end]
        if _TITLES_COLUMN.fullmatch(head):
            yield Group("cells", tuple(below[1:]), lead)
            continue
        yield Group("cells", tuple(below), lead)
        once = _each_once(document, below[1:])
        yield Group("cells", tuple(once), f"{lead}\n{head}")


def _each_once(document: Document, cells: Sequence[Item]) -> Iterator[Item]:
    """Cells of a column without those that only say again what stands right above, as
    where a cell beside several rows is printed anew in each.
    """
    above = ""
    for cell in cells:
        words = document.text[cell.start : cell.end]
        if words != above:
            yield cell
        above = words


def _has_column_of_priorities(document: Document, heads: Sequence[Item]) -> bool:
    """Whether one head of several says that its column holds priorities: "Priority",
    "What we will do", "Who leads". Such a table is read down: each row says more of one
    priority, which may stand in a cell beside several rows.
    """
    named = [
        head for head in heads if _HEAD.fullmatch(document.text[head.start : head.end])
    ]
    return len(named) == 1 and len(heads) > 1


def _named_rows(
    document: Document, cells: Sequence[tuple[int, int, Item]]
) -> list[Item]:
    """The rows of a table whose first cells are names that the second ones gloss: "Calm
    lanes:" beside "Keep each one quiet by night".
    """
    first = min(column for _, column, _ in cells)
    glosses = {row: item for row, column, item in reversed(cells) if column > first}
    named = [
        item._replace(end=glosses[row].end)
        for row, column, item in cells
        if column == first and row in glosses and _is_name(document, item)
    ]
    return named if len(named) >= max(_FEWEST_ROWS, len(glosses) - 1) else []


def _is_name(document: Document, item: Item) -> bool:
    """Whether a cell ends in a colon, or a dash stands in the next."""
    text, blocks = document.text, document.blocks
    if text.endswith(":", item.start, blocks[item.block].end):
        return True
    beside = blocks[item.block + 1 : item.block + 2]
    return any(text[block.start : block.end] in ("-", "–", "—") for block in beside)


# The head of a column of titles, which says nothing of what they are.
_TITLES_COLUMN = re.compile(
    r"titles?|names?|headings?|subjects?|description|wording|"
    r"what (?:it|they) (?:is|are) called|in (?:full|words)|"
    r"what (?:it|this) (?:is|means)",
    re.IGNORECASE,
)
