"""Paragraphs of office files laid down as pieces: heading, list item, cell of a table
or plain text, by what their style and their own first character say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from plancoder.extract.bold_and_quotes import settle_pieces
from plancoder.extract.build_document import CharacterCount, Piece, Run
from plancoder.extract.characters import clean_characters
from plancoder.extract.text.broken_lines import part_lines
from plancoder.extract.text.list_markers import strip_glyphs
from plancoder.models import BlockKind


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell stands; all from 0."""

    table: int
    row: int
    column: int


Cell = TypeVar("Cell")


def is_layout(
    rows: Sequence[Sequence[Cell]], paragraphs: Callable[[Cell], int]
) -> bool:
    """Tell a box or columns drawn as a table: one cell, or a single row whose cells
    hold many paragraphs.
    """
    if max(map(len, rows), default=0) <= 1:
        return len(rows) <= 1 or any(
            paragraphs(cell) > _IN_A_BOX for cells in rows for cell in cells
        )
    return len(rows) == 1 and any(paragraphs(cell) > _IN_A_COLUMN for cell in rows[0])


_IN_A_BOX, _IN_A_COLUMN = 2, 3  # paragraphs in a cell of a table that is one


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph is by its style: `level` of a heading (0: none), `depth` of a
    list item from 0, `number` of the item (blank for a glyph, None for no item).
    """

    level: int = 0
    depth: int = 0
    number: str | None = None
    kind: BlockKind = BlockKind.PARAGRAPH
    bold: bool = False


PLAIN = Look()


@dataclass(slots=True)
class LaidPieces:
    """The pieces laid down so far, with the indices of those in bold."""

    count: CharacterCount
    pieces: list[Piece] = field(default_factory=list)
    bold: set[int] = field(default_factory=set)

    def lay(
        self,
        written: str,
        look: Look = PLAIN,
        cell: CellPlace | None = None,
        page: int | None = None,
    ) -> None:
        """Lay down one paragraph, or several where its lines are the items of a list;
        one without words is none.
        """
        lines = [" ".join(clean_characters(one).split()) for one in written.split("\n")]
        if look.level or look.number is not None:
            lines = [" ".join(filter(None, lines))]
        for text in part_lines([*filter(None, lines)]):
            self._lay_text(text, look, cell, page)

    def _lay_text(
        self, text: str, look: Look, cell: CellPlace | None, page: int | None
    ) -> None:
        glyph, bare = strip_glyphs(text)
        numbered = f"{look.number} {text}" if look.number else text
        depth = max(1, min(6, look.depth + 1))
        if cell is not None:
            words = (Run(page, numbered if look.number else bare),)
            piece = Piece(
                BlockKind.TABLE_CELL, words, 0, cell.table, cell.row, cell.column
            )
        elif look.level:
            runs = (Run(page, numbered),)
            piece = Piece(BlockKind.HEADING, runs, min(6, look.level))
        elif look.number is not None:
            piece = Piece(BlockKind.BULLET, (Run(page, numbered),), depth)
        elif glyph:
            piece = Piece(BlockKind.BULLET, (Run(page, bare),), depth)
        else:
            piece = Piece(look.kind, (Run(page, text),))
            if look.bold:
                self.bold.add(len(self.pieces))
        self.add(piece)

    def add(self, piece: Piece) -> None:
        """Take a piece as it is."""
        self.count.add(len(piece.text))
        self.pieces.append(piece)

    def settle(self) -> list[Piece]:
        """All pieces, once their neighbours are known."""
        return settle_pieces(self.pieces, self.bold)
