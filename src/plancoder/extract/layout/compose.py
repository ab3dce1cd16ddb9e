"""From the pieces of all pages to the text and blocks of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plancoder.extract.layout.assemble import Assembler
from plancoder.extract.layout.furniture import strip_furniture
from plancoder.extract.layout.headings import BodyLook, body_look, mark_headings
from plancoder.extract.layout.lists import mark_lists
from plancoder.extract.layout.order import order_pieces
from plancoder.extract.layout.panels import gather_panels
from plancoder.extract.layout.paragraphs import drafts_of, leading_of, lines_of
from plancoder.extract.layout.quotes import mark_quotes
from plancoder.extract.layout.series import fill_series
from plancoder.extract.layout.shapes import Draft, PageContent, Piece, Table, turn_box
from plancoder.extract.layout.spelling import Vocabulary, vocabulary_of
from plancoder.models import Block, BlockKind

_OPEN_ENDS = frozenset('.!?:;”"')


def compose(pages: Sequence[PageContent]) -> tuple[str, tuple[Block, ...]]:
    """Text and blocks in reading order; takes the pieces out of `pages`."""
    strip_furniture(pages)
    body = body_look([piece for page in pages for piece in page.pieces])
    columns: list[list[Piece]] = []
    turned: list[tuple[int, Piece, PageContent]] = []
    for page in pages:
        for column in order_pieces(gather_panels(page, body.size), body.size):
            columns += [lines_of(part) for part in _unpacked(column)]
        sideways = [(turns, lines_of(pieces)) for turns, pieces in sorted(page.turned.items()) if pieces]
        columns += [lines for _, lines in sideways]
        turned += [(turns, line, page) for turns, lines in sideways for line in lines]
        page.pieces, page.turned = [], {}
    vocabulary = vocabulary_of(_all_lines(columns))
    drafts = _drafts(columns, body, vocabulary)
    for turns, line, page in turned:
        width, height = (page.height, page.width) if turns % 2 else (page.width, page.height)
        line.x0, line.top, line.x1, line.bottom = turn_box(
            (line.x0, line.top, line.x1, line.bottom), 4 - turns, width, height
        )
    assembler = Assembler(vocabulary, pages)
    for draft in drafts:
        assembler.add(draft)
    return "\n".join(assembler.texts), tuple(assembler.blocks)


def _unpacked(column: Sequence[Piece]) -> Iterator[list[Piece]]:
    """A column without panels: each panel's columns take its place."""
    run: list[Piece] = []
    for piece in column:
        if piece.inner is None:
            run.append(piece)
            continue
        if run:
            yield run
        run = []
        for inner in piece.inner:
            yield from _unpacked(inner)
    if run:
        yield run


def _all_lines(columns: Sequence[Sequence[Piece]]) -> Iterator[Piece]:
    """The lines of text and of table cells."""
    for column in columns:
        for line in column:
            if line.table is None:
                yield line
            else:
                for row in line.table.rows:
                    for cell in row:
                        yield from cell


def _drafts(columns: Sequence[Sequence[Piece]], body: BodyLook, vocabulary: Vocabulary) -> list[Draft]:
    leading = leading_of(columns)
    drafts: list[Draft] = []
    for column in columns:
        fresh = drafts_of(column, leading)
        if fresh:
            fresh[-1].column_end = True
            drafts += fresh
    mark_quotes(drafts, body, vocabulary)
    mark_headings(drafts, body)
    drafts = fill_series(_continued(drafts))
    mark_lists(drafts)
    return drafts


def _continued(drafts: Sequence[Draft]) -> list[Draft]:
    """Paragraphs and bullets that go on in the next column or on the next page, as one."""
    out: list[Draft] = []
    for draft in drafts:
        if out and draft.table and out[-1].table:
            _join_open_rows(out[-1].table, draft.table)
        if out and _goes_on(out[-1], draft):
            out[-1].lines += draft.lines
            out[-1].column_end = draft.column_end
        else:
            out.append(draft)
    return out


def _join_open_rows(before: Table, after: Table) -> None:
    """A row that breaks off at the foot of a column and goes on at the head of the next becomes one row."""
    if not (before.open_bottom and after.open_top and len(before.rows[-1]) == len(after.rows[0])):
        return
    before.rows[-1] = [[*cell, *more] for cell, more in zip(before.rows[-1], after.rows[0], strict=True)]
    after.rows, after.boxes = after.rows[1:], after.boxes[1:]


def _goes_on(before: Draft, after: Draft) -> bool:
    if not before.column_end or before.table or after.table or after.kind is not BlockKind.PARAGRAPH:
        return False
    last, first = before.lines[-1], after.lines[0]
    lower = first.text[:1].islower()
    if before.kind is BlockKind.HEADING:
        return lower and last.bold == first.bold and abs(last.size - first.size) < 0.05 * last.size
    if before.kind not in (BlockKind.PARAGRAPH, BlockKind.BULLET) or abs(last.size - first.size) > 0.12 * last.size:
        return False
    return last.hyphen or last.text[-1:] in "-‐" or (lower and last.text[-1] not in ".!?")
