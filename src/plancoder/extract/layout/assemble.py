"""Drafts become the blocks of a document."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from plancoder.extract.layout.paragraphs import lines_of
from plancoder.extract.layout.pieces import box_of
from plancoder.extract.layout.shapes import (
    Draft,
    PageContent,
    Piece,
    Table,
    turn_box,
)
from plancoder.extract.layout.spelling import Vocabulary, join_lines
from plancoder.models import Block, BlockKind, Box, Region


class Assembler:
    """Collects blocks, one newline apart."""

    def __init__(self, vocabulary: Vocabulary, pages: Sequence[PageContent]) -> None:
        self.vocabulary = vocabulary
        self.pages = {page.number: page for page in pages}
        self.texts: list[str] = []
        self.blocks: list[Block] = []
        self.length = 0
        self.tables = 0
        self.numbers: dict[float, float] = {}  # of boxes: each is kept once

    def add(self, draft: Draft) -> None:
        """A block of words, or the cells of a table."""
        if draft.table is not None:
            self.add_table(draft.table)
            return
        text, regions = self.words(draft.lines)
        if text:
            self.put(text, draft.kind, regions, draft.level)

    def words(self, lines: Sequence[Piece]) -> tuple[str, tuple[Region, ...]]:
        """The text of lines and the part of it that stands on each page."""
        text, offsets = join_lines(lines, self.vocabulary)
        if lines and lines[0].page == lines[-1].page:
            page = lines[0].page
            return text.rstrip(), (Region(self.length, page, self.box(lines, page)),)
        regions: list[Region] = []
        start = 0
        for page, some in groupby(lines, key=attrgetter("page")):
            here = list(some)
            # A number that is there already takes no memory.
            at = self.length + offsets[start] if start else self.length
            regions.append(Region(at, page, self.box(here, page)))
            start += len(here)
        return text.rstrip(), tuple(regions)

    def add_table(self, table: Table) -> None:
        """Every cell with text, row by row."""
        # An empty last column leaves one empty cell in its first row, so that the table
        # keeps its width.
        ends_empty = all(not row[-1] for row in table.rows)
        before = len(self.blocks)
        for row, (cells, boxes) in enumerate(zip(table.rows, table.boxes, strict=True)):
            for column, (pieces, box) in enumerate(zip(cells, boxes, strict=True)):
                keeps_width = ends_empty and not row and column == len(cells) - 1
                if pieces or keeps_width:
                    lines = pieces if row in table.joined else lines_of(pieces)
                    self.add_cell(lines, box, table.page, (row, column))
        # All rows of a table may have gone to the one it goes on from.
        self.tables += len(self.blocks) > before

    def add_cell(
        self, lines: Sequence[Piece], box: Box, page: int, place: tuple[int, int]
    ) -> None:
        """A cell, in its own box on the page where it begins."""
        text, regions = self.words(lines)
        first = regions[0] if regions else Region(self.length, page)
        number = page if first.page is None else first.page
        if self.pages[number].turns:
            box = self.shown((box.x0, box.top, box.x1, box.bottom), number)
        regions = (Region(first.start, number, box), *regions[1:])
        if text or not lines:
            cell = (self.tables, *place)
            self.put(text, BlockKind.TABLE_CELL, regions, 0, cell)

    def put(
        self,
        text: str,
        kind: BlockKind,
        regions: tuple[Region, ...],
        level: int,
        cell: tuple[int | None, ...] = (None, None, None),
    ) -> None:
        """A finished block."""
        table, row, column = cell
        self.blocks.append(
            Block(
                kind,
                self.length,
                self.length + len(text),
                regions,
                level,
                table,
                row,
                column,
            )
        )
        self.texts.append(text)
        self.length += len(text) + 1

    def box(self, pieces: Sequence[Piece], page: int) -> Box:
        """Where pieces stand on the page as it is shown."""
        return self.shown(box_of(pieces), page)

    def shown(self, corners: tuple[float, float, float, float], page: int) -> Box:
        """Corners on a page, turned or not, on the page as it is shown."""
        content = self.pages[page]
        if content.turns:
            size = content.width, content.height
            corners = turn_box(corners, content.turns, *size)
        edges = [round(edge, 1) for edge in corners]
        return Box(*map(self.numbers.setdefault, edges, edges))
