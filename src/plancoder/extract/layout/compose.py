"""From the pieces of all pages to the text and blocks of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plancoder.extract.layout.assemble import Assembler
from plancoder.extract.layout.furniture import strip_furniture
from plancoder.extract.layout.heading_series import fill_series
from plancoder.extract.layout.headings import BodyLook, body_look, mark_headings
from plancoder.extract.layout.lists import mark_lists
from plancoder.extract.layout.order import order_pieces
from plancoder.extract.layout.panels import gather_panels
from plancoder.extract.layout.paragraphs import drafts_of, leading_of, lines_of
from plancoder.extract.layout.pull_quotes import mark_quotes
from plancoder.extract.layout.shapes import Draft, PageContent, Piece, Table, turn_box
from plancoder.extract.layout.spelling import Vocabulary, vocabulary_of
from plancoder.models import Block, BlockKind, PageStatus

_DONE = Draft([])


def compose(pages: Sequence[PageContent]) -> tuple[str, tuple[Block, ...]]:
    """Text and blocks in reading order; takes the pieces out of `pages`."""
    strip_furniture(pages)
    body = body_look([piece for page in pages for piece in page.pieces])
    columns: list[list[Piece]] = []
    turned: list[tuple[int, Piece, PageContent]] = []
    for page in pages:
        try:
            upright, sideways = _lay_page(page, body.size)
        except Exception as fault:
            lose_page(page, fault)
            continue
        columns += [*upright, *(lines for _, lines in sideways)]
        turned += [(turns, line, page) for turns, lines in sideways for line in lines]
        page.pieces, page.turned, page.strokes = [], {}, []
    vocabulary = vocabulary_of(_all_lines(columns))
    drafts = _drafts(columns, body, vocabulary)
    columns.clear()
    for turns, line, page in turned:
        width, height = (
            (page.height, page.width) if turns % 2 else (page.width, page.height)
        )
        line.x0, line.top, line.x1, line.bottom = turn_box(
            (line.x0, line.top, line.x1, line.bottom), 4 - turns, width, height
        )
    assembler = Assembler(vocabulary, pages)
    for index, draft in enumerate(drafts):
        assembler.add(draft)
        drafts[index] = _DONE  # a long plan's lines make room for its blocks
    return "\n".join(assembler.texts), tuple(assembler.blocks)


def lose_page(page: PageContent, fault: Exception) -> None:
    """Give a page up that met a fault in plancoder: it is damaged, and says so."""
    page.pieces, page.turned, page.strokes = [], {}, []
    page.status = PageStatus.DAMAGED
    page.note = f"a fault in plancoder ({type(fault).__name__}): please report it"


def _lay_page(
    page: PageContent, size: float
) -> tuple[list[list[Piece]], list[tuple[int, list[Piece]]]]:
    """The lines of a page, column by column; those of sideways text with its turns."""
    columns = [
        lines_of(part)
        for column in order_pieces(gather_panels(page, size), size)
        for part in _unpacked(column)
    ]
    sideways = [
        (turns, lines_of(pieces))
        for turns, pieces in sorted(page.turned.items())
        if pieces
    ]
    return columns, sideways


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


def _drafts(
    columns: Sequence[Sequence[Piece]], body: BodyLook, vocabulary: Vocabulary
) -> list[Draft]:
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


def _drop_heads(out: list[Draft], table: Table) -> None:
    """Drop the head of a table that repeats the one before the column's end, and a lone
    head before it.
    """
    before = out[-1] if out else None
    if before is not None and before.table and before.column_end:
        _drop_repeated_head(before.table, table)
    _drop_lone_head(out, table)


def _continued(drafts: Sequence[Draft]) -> list[Draft]:
    """Paragraphs and bullets that go on in the next column, on the next page or after a
    box, as one.
    """
    out: list[Draft] = []
    open_end: Draft | None = None  # a paragraph that broke off and was not taken up yet
    for draft in drafts:
        before = out[-1] if out else None
        if before is not None and draft.table and before.table:
            _join_open_rows(before.table, draft.table)
            if not draft.table.rows:  # all of it was the rest of one row
                before.table.open_bottom = draft.table.open_bottom
                before.column_end = draft.column_end
                continue
        if draft.table:
            _drop_heads(out, draft.table)
            before = out[-1] if out else None
        if before is not None and _goes_on(before, draft):
            taken = before
        elif (
            open_end is not None
            and open_end is not before
            and _takes_up(open_end, draft)
        ):
            taken = open_end
        else:
            taken = None
            out.append(draft)
        if taken is not None:
            taken.lines += draft.lines
            taken.column_end = draft.column_end
        last = taken or draft
        if _breaks_off(last):
            open_end = last
        elif last is open_end:
            open_end = None
    return out


def _breaks_off(draft: Draft) -> bool:
    """True for a paragraph that ends with its column in the middle of a sentence."""
    if (
        not draft.column_end
        or draft.kind is not BlockKind.PARAGRAPH
        or draft.table is not None
    ):
        return False
    last = draft.lines[-1]
    return len(draft.lines) > 1 and (
        last.hyphen or last.text[-1].isalpha() or last.text[-1] in ",-‐"
    )


def _takes_up(open_end: Draft, draft: Draft) -> bool:
    """True where a paragraph in small letters goes on one that broke off before a box
    or a panel.
    """
    last, first = open_end.lines[-1], draft.lines[0]
    near = first.page - last.page in (0, 1)
    return (
        near
        and _goes_on(open_end, draft)
        and first.text[:1].islower()
        and last.bold == first.bold
    )


def _join_open_rows(before: Table, after: Table) -> None:
    """A row that breaks off at the foot of a column and goes on at the head of the next
    becomes one row.
    """
    if not (
        before.open_bottom
        and after.open_top
        and len(before.rows[-1]) == len(after.rows[0])
    ):
        return
    last = len(before.rows) - 1
    above = (
        before.rows[last]
        if last in before.joined
        else [lines_of(cell) for cell in before.rows[last]]
    )
    before.rows[last] = [
        [*cell, *lines_of(more)]
        for cell, more in zip(above, after.rows[0], strict=True)
    ]
    before.joined.add(last)
    after.rows, after.boxes = after.rows[1:], after.boxes[1:]


def _drop_lone_head(drafts: list[Draft], table: Table) -> None:
    """The heads of a table, left alone at the foot of a column and repeated where its
    rows begin, are said once.
    """
    heads = [" ".join(piece.text for piece in cell) for cell in table.rows[0] if cell]
    if len(heads) < 2:
        return
    for count in range(1, min(len(heads), len(drafts)) + 1):
        lone = drafts[-count:]
        if lone[0].table is not None:
            return
        lines = [line for draft in lone for line in draft.lines]
        level = (
            max(line.base for line in lines) - min(line.base for line in lines)
            < 2 * lines[0].size
        )
        if level and " ".join(line.text for line in lines) == " ".join(heads):
            del drafts[-count:]
            return


def _drop_repeated_head(before: Table, after: Table) -> None:
    """A table that goes on in the next column or on the next page repeats its heads:
    they are said once.
    """
    if (
        len(after.rows) < 2
        or len(before.rows[0]) != len(after.rows[0])
        or after.page - before.page not in (0, 1)
    ):
        return
    heads, again = (
        [[piece.text for piece in cell] for cell in table.rows[0]]
        for table in (before, after)
    )
    if heads == again and sum(map(bool, heads)) > 1:
        after.rows, after.boxes = after.rows[1:], after.boxes[1:]


def _goes_on(before: Draft, after: Draft) -> bool:
    if (
        not before.column_end
        or before.table
        or after.table
        or after.kind is not BlockKind.PARAGRAPH
    ):
        return False
    last, first = before.lines[-1], after.lines[0]
    lower = first.text[:1].islower()
    if before.kind is BlockKind.HEADING:
        return (
            lower
            and last.bold == first.bold
            and abs(last.size - first.size) < 0.05 * last.size
        )
    if (
        before.kind not in (BlockKind.PARAGRAPH, BlockKind.BULLET)
        or abs(last.size - first.size) > 0.12 * last.size
    ):
        return False
    return (
        last.hyphen or last.text[-1:] in "-‐" or (lower and last.text[-1] not in ".!?")
    )
