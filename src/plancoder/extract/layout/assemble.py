"""Drafts become the blocks of a document."""

from __future__ import annotations

from collections.abc import Sequence

from plancoder.extract.layout.pieces import box_of
from plancoder.extract.layout.shapes import Draft, PageContent, Piece
from plancoder.extract.layout.spelling import Vocabulary, clean, join_lines
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

    def add(self, draft: Draft) -> None:
        """A block of words, or the cells of a table."""
        if draft.table is not None:
            self.add_table(draft)
            return
        text, offsets = join_lines(draft.lines, self.vocabulary)
        text = text.rstrip()
        if not text:
            return
        regions: list[Region] = []
        lines = draft.lines
        for page in dict.fromkeys(line.page for line in lines):
            here = [line for line in lines if line.page == page]
            offset = 0 if not regions else offsets[lines.index(here[0])]
            regions.append(Region(self.length + offset, page, self.box(here, page)))
        self.put(text, draft.kind, tuple(regions), draft.level)

    def add_table(self, draft: Draft) -> None:
        """Every cell with text, row by row."""
        table = draft.table
        if table is None:
            return
        for row, (texts, boxes) in enumerate(zip(table.rows, table.boxes, strict=True)):
            for column, (text, box) in enumerate(zip(texts, boxes, strict=True)):
                cell = clean(" ".join(text.split()), self.vocabulary)
                if cell:
                    region = Region(self.length, table.page, box)
                    self.put(cell, BlockKind.TABLE_CELL, (region,), 0, (self.tables, row, column))
        self.tables += 1

    def put(
        self, text: str, kind: BlockKind, regions: tuple[Region, ...], level: int, cell: tuple[int | None, ...] = (None, None, None)
    ) -> None:
        """A finished block."""
        table, row, column = cell
        self.blocks.append(Block(kind, self.length, self.length + len(text), regions, level, table, row, column))
        self.texts.append(text)
        self.length += len(text) + 1

    def box(self, pieces: Sequence[Piece], page: int) -> Box:
        """Where pieces stand on the page as it is shown."""
        x0, top, x1, bottom = box_of(pieces)
        return Box(round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1))
