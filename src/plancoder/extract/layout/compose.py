"""From the pieces of all pages to the text and blocks of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, repeat
from typing import NamedTuple

from plancoder.extract.free_memory import give_back_memory
from plancoder.extract.layout.assemble import Assembler
from plancoder.extract.layout.furniture import strip_furniture
from plancoder.extract.layout.heading_series import fill_series
from plancoder.extract.layout.headings import (
    BodyLook,
    body_look,
    is_caption,
    mark_headings,
)
from plancoder.extract.layout.holes import fill_holes
from plancoder.extract.layout.lists import mark_lists
from plancoder.extract.layout.order import order_pieces
from plancoder.extract.layout.panels import gather_panels
from plancoder.extract.layout.paragraphs import (
    Leading,
    drafts_of,
    leading_of,
    lines_of,
)
from plancoder.extract.layout.pull_quotes import join_around_quotes, mark_quotes
from plancoder.extract.layout.shapes import (
    Draft,
    Holder,
    PageContent,
    Piece,
    Table,
    has_digit,
    text_of,
    turn_box,
)
from plancoder.extract.layout.spelling import Vocabulary, vocabulary_of
from plancoder.extract.layout.table_heads import has_own_head, part_tables
from plancoder.extract.layout.wrong_letters import mend_wrong_letters
from plancoder.models import Block, BlockKind, Box, PageStatus
from plancoder.page_faults import PAGE_FAULTS, keep_fault

_DONE = Draft([])
_LONG = 100  # pages from which memory is worth a millisecond
_HYPHENS = "-‐"
_OPEN = (",", *_HYPHENS)  # what a paragraph that breaks off may end with
_OPEN_WORDS = 4  # of a line alone that breaks off
# Words after which a sentence goes on whatever follows.
_LINK_WORDS = "a an and as at by for from in into of on or our the their to with"
_LINKS = frozenset(_LINK_WORDS.split())
_SENTENCE_ENDS = frozenset(".!?")
# × size by which the parts of a heading, and of a paragraph, may differ
_ONE_SIZE, _LIKE_SIZE = 0.05, 0.12
_NOTE = 0.9  # × body: the size of notes at the foot
_NOTE_MARK = re.compile(r"(?:\d{1,3}|[*†‡§])[.)]?\s?\D")
_SAME_EDGE = 3.0  # points by which the columns of a table that goes on may differ
_CONTINUED = re.compile(r"\bcont(?:inued|['’]?d|\.)\W*$", re.IGNORECASE)
_TITLE_WORDS = 12  # of "Table 3: what we will do (continued)", at the most


def compose(pages: Sequence[PageContent]) -> tuple[str, tuple[Block, ...]]:
    """Text and blocks in reading order; takes the pieces out of `pages`."""
    strip_furniture(pages)
    body = body_look([piece for page in pages for piece in page.pieces])
    columns: list[list[Piece]] = []
    turned: list[tuple[int, Piece, PageContent]] = []
    for page in pages:
        try:
            laid = _lay_page(page, body.size)
        except PAGE_FAULTS as fault:
            lose_page(page, fault)
            continue
        columns += [lines for _, lines in laid]
        turned += [
            (turns, line, page) for turns, lines in laid if turns for line in lines
        ]
        page.pieces, page.turned, page.strokes = [], {}, []
    lines = list(_all_lines(columns))
    fill_holes(lines)
    mend_wrong_letters(lines)
    vocabulary = vocabulary_of(lines)
    del lines  # a long plan makes room for its blocks
    by_number = {page.number: page for page in pages}
    drafts = _drafts(columns, body, vocabulary, by_number)
    for turns, line, page in turned:
        _turn_back(line, turns, page)
    return _assembled(drafts, Assembler(vocabulary, pages), by_number)


def _assembled(
    drafts: list[Draft], assembler: Assembler, pages: Mapping[int, PageContent]
) -> tuple[str, tuple[Block, ...]]:
    """Text and blocks; takes the drafts out of `drafts`, since the lines of a long plan
    must make room for its blocks, and all that was freed for its text.
    """
    long = len(pages) >= _LONG
    if long:
        give_back_memory()
    for index, draft in enumerate(drafts):
        try:
            assembler.add(draft)
        except PAGE_FAULTS as fault:
            lose_page(pages[draft.first.page], fault)
        drafts[index] = _DONE
    if long:
        give_back_memory()
    return "\n".join(assembler.texts), tuple(assembler.blocks)


def _turn_back(line: Piece, turns: int, page: PageContent) -> None:
    """Gives a sideways line its place on the page as it is shown."""
    size = page.width, page.height
    width, height = reversed(size) if turns % 2 else size
    corners = line.x0, line.top, line.x1, line.bottom
    line.x0, line.top, line.x1, line.bottom = turn_box(
        corners, 4 - turns, width, height
    )


def lose_page(page: PageContent, fault: Exception) -> None:
    """Give a page up that met a fault in plancoder: it is damaged, and says so."""
    page.pieces, page.turned, page.strokes = [], {}, []
    page.status = PageStatus.DAMAGED
    page.note = f"a fault in plancoder ({type(fault).__name__}): please report it"
    page.faulty = True
    keep_fault(fault, page.number)


def _lay_page(page: PageContent, size: float) -> list[tuple[int, list[Piece]]]:
    """The lines of a page, column by column, with the turns of sideways text."""
    upright = [
        (0, lines_of(part))
        for column in order_pieces(gather_panels(page, size), size)
        for part in _unpacked(column)
    ]
    above, sideways = _part_above(page)
    return [*_lay_turned(above, size), *upright, *_lay_turned(sideways, size)]


def _lay_turned(
    turned: Mapping[int, Sequence[Piece]], size: float
) -> list[tuple[int, list[Piece]]]:
    return [
        (turns, lines_of(column))
        for turns, pieces in sorted(turned.items())
        for column in order_pieces(pieces, size)
    ]


def _part_above(
    page: PageContent,
) -> tuple[dict[int, list[Piece]], dict[int, list[Piece]]]:
    """Sideways text of a page: what is read first, and the rest.

    First comes a title that stands upright above a page laid on its side.
    """
    if not (page.turns and page.turned.get(page.turns) and page.pieces):
        return {}, page.turned
    size = page.width, page.height
    corners = ((one.x0, one.top, one.x1, one.bottom) for one in page.pieces)
    top = min(turn_box(box, page.turns, *size)[1] for box in corners)
    titles = [one for one in page.turned[page.turns] if one.bottom < top]
    others = [one for one in page.turned[page.turns] if one.bottom >= top]
    return {page.turns: titles}, {**page.turned, page.turns: others}


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
            yield from [line] if line.table is None else line.table.pieces()


def _drafts(
    columns: list[list[Piece]],
    body: BodyLook,
    vocabulary: Vocabulary,
    pages: Mapping[int, PageContent],
) -> list[Draft]:
    """The drafts of all columns, which it takes out of `columns`."""
    leading = leading_of(columns)
    drafts: list[Draft] = []
    for at, column in enumerate(columns):
        columns[at] = []
        try:
            drafts += _drafts_of_column(column, leading, body)
        except PAGE_FAULTS as fault:
            lose_page(pages[column[0].page], fault)
    lost = {number for number, page in pages.items() if page.faulty}
    drafts = [draft for draft in drafts if draft.first.page not in lost]
    mark_quotes(drafts, body, vocabulary)
    mark_headings(drafts, body)
    drafts = fill_series(_continued(drafts))
    mark_lists(drafts)
    return drafts


def _drafts_of_column(
    column: Sequence[Piece], leading: Leading, body: BodyLook
) -> list[Draft]:
    fresh = _part_tables(join_around_quotes(drafts_of(column, leading), body))
    for draft in _last_of_column(fresh, body):
        draft.column_end = True
    for draft, following in pairwise(fresh):
        # What stands right above a table may go on below it.
        if following.table is not None and draft.table is None:
            draft.column_end = True
    return fresh


def _part_tables(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, of tables in one grid each for itself."""
    parted: list[Draft] = []
    for draft in drafts:
        tables = part_tables(draft.table) if draft.table is not None else []
        if len(tables) > 1:
            parted += [Draft([Holder.of_table(one)], table=one) for one in tables]
        else:
            parted.append(draft)
    return parted


def _last_of_column(drafts: Sequence[Draft], body: BodyLook) -> Iterator[Draft]:
    """The last draft of a column and, where that is a note at its foot or the caption
    of a picture, the one above them.
    """
    for draft in reversed(drafts):
        yield draft
        if not (_is_note(draft, body) or is_caption(draft, body)):
            return


def _is_note(draft: Draft, body: BodyLook) -> bool:
    """True for small print that begins with a number or a star: "1 Census, 2021."."""
    line = draft.first
    return line.size <= _NOTE * body.size and bool(_NOTE_MARK.match(line.text))


def _continued(drafts: Sequence[Draft]) -> list[Draft]:
    """Paragraphs and bullets that go on in the next column, on the next page or after a
    box, as one.

    "We will listen to" at a column's foot, a table, "victims first." in the next
    column: one paragraph, then the table.
    """
    out: list[Draft] = []
    open_end: Draft | None = None  # a paragraph that broke off and was not taken up yet
    for draft in drafts:
        if draft.table and not _take_table(out, draft, draft.table):
            continue
        before = out[-1] if out else None
        if before is not None and _goes_on(before, draft):
            last = _grown(before, draft)
        elif open_end is not None and (
            _takes_up(open_end, draft)
            or (_only_tables_between(out, open_end) and _is_linked(open_end, draft))
        ):
            last = _grown(open_end, draft)
        else:
            last = draft
            out.append(draft)
        if _breaks_off(last):
            open_end = last
        elif last is open_end:
            open_end = None
    return out


def _take_table(out: list[Draft], draft: Draft, table: Table) -> bool:
    """Joins a table to one right before it that goes on in it, and drops heads that are
    said twice; False where nothing of it is left.
    """
    before = _table_before(out)
    if (
        before is not None
        and before.table is not None
        and not has_own_head(before.table, table)
    ):
        if before.column_end and _has_same_columns(before.table, table):
            _drop_repeated_head(before.table, table)
        if before.column_end and _splits_row(before.table, table):
            before.table.open_bottom = table.open_top = True
        _join_open_rows(before.table, table)
        if not table.rows:  # all of it was the rest of one row
            before.table.open_bottom = table.open_bottom
            before.column_end = draft.column_end
            return False
        if before.column_end and _is_rest(before.table, table):
            before.table.last_part = len(before.table.rows)
            before.table.rows += table.rows
            before.table.boxes += table.boxes
            before.table.open_bottom = table.open_bottom
            before.column_end = draft.column_end
            return False
    _drop_lone_head(out, table)
    return True


def _table_before(drafts: Sequence[Draft]) -> Draft | None:
    """The table right before what comes now; "Our aims (continued)" may stand between
    them at the head of a column.
    """
    if len(drafts) > 1 and _says_continued(drafts[-1]) and drafts[-2].column_end:
        drafts = drafts[:-1]
    return drafts[-1] if drafts and drafts[-1].table is not None else None


def _says_continued(draft: Draft) -> bool:
    short = draft.table is None and draft.words <= _TITLE_WORDS
    return short and bool(_CONTINUED.search(draft.text))


def _is_rest(before: Table, after: Table) -> bool:
    """True for the rows of a table in the next column or on the next page."""
    # A label that comes again begins a table of its own.
    heads, first = (list(map(text_of, table.rows[0])) for table in (before, after))
    said_again = any(map(_is_same_label, heads, first))
    return not said_again and _has_same_columns(before, after)


def _is_same_label(head: str, label: str) -> bool:
    return bool(head) and head == label


def _has_same_columns(before: Table, after: Table) -> bool:
    """True where the columns of a table in the next column or on the next page begin
    at the same places, or end there where they are figures.
    """
    columns, again = map(_columns_of, (before, after))
    follows = after.page - before.page in (0, 1)
    if not follows or len(columns) != len(again):
        return False
    shift = again[0].left - columns[0].left
    return all(map(_are_one_column, columns, again, repeat(shift)))


def _splits_row(before: Table, after: Table) -> bool:
    """True where the first row of a table goes on a row of the one in the column or on
    the page before: its first cell is blank and words in it begin in small letters.
    """
    first = after.rows[0]
    texts = list(map(text_of, first))
    return (
        after.page - before.page in (0, 1)
        and len(before.rows[-1]) == len(first)
        and not texts[0]
        and any(text[:1].islower() for text in texts)
    )


class _Column(NamedTuple):
    """Where a column begins and ends, and whether all below its head are figures."""

    left: float
    right: float
    figures: bool


def _columns_of(table: Table) -> list[_Column]:
    """The columns of a table, where it stands last."""
    cells = zip(*table.rows[table.last_part :], strict=True)
    boxes = zip(*table.boxes[table.last_part :], strict=True)
    return [_column_of(*column) for column in zip(cells, boxes, strict=True)]


def _column_of(cells: Sequence[list[Piece]], boxes: Sequence[Box]) -> _Column:
    """A column, told by its cells with words: others may have no place of their own."""
    worded = [box for cell, box in zip(cells, boxes, strict=True) if cell]
    around = worded or boxes
    entries = [text_of(cell) for cell in cells[1:] if cell]
    figures = bool(entries) and all(map(has_digit, entries))
    left, right = min(box.x0 for box in around), max(box.x1 for box in around)
    return _Column(left, right, figures)


def _are_one_column(column: _Column, again: _Column, shift: float) -> bool:
    """True where two columns begin at one place once the second is moved back, or
    where two columns of figures end at one.
    """
    if abs(again.left - shift - column.left) < _SAME_EDGE:
        return True
    figures = column.figures and again.figures
    return figures and abs(again.right - shift - column.right) < _SAME_EDGE


def _grown(draft: Draft, rest: Draft) -> Draft:
    draft.lines += rest.lines
    draft.column_end = rest.column_end
    return draft


def _breaks_off(draft: Draft) -> bool:
    """True for a paragraph that ends with its column in the middle of a sentence."""
    last = draft.last
    open_end = last.hyphen or last.text[-1:].isalpha() or last.text.endswith(_OPEN)
    long = len(draft.lines) > 1 or draft.words >= _OPEN_WORDS
    return draft.is_text and draft.column_end and long and open_end


def _takes_up(open_end: Draft, draft: Draft) -> bool:
    """True where a paragraph in small letters goes on one that broke off before a box
    or a panel.
    """
    last, first = open_end.last, draft.first
    # "were kept informed" alone, without a full stop, is the label of a figure.
    ends = len(draft.lines) > 1 or first.text.rstrip("”’\"')")[-1:] in _SENTENCE_ENDS
    return ends and (
        first.page - last.page in (0, 1)
        and _goes_on(open_end, draft)
        and first.text[:1].islower()
        and last.bold == first.bold
    )


def _only_tables_between(drafts: Sequence[Draft], open_end: Draft) -> bool:
    """True where nothing but tables followed the paragraph that broke off."""
    for draft in reversed(drafts):
        if draft is open_end:
            return drafts[-1] is not draft
        if draft.table is None:
            return False
    return False


def _is_linked(before: Draft, after: Draft) -> bool:
    """True for paragraphs of one size of which the first ends with a word as "of"."""
    last, first = before.last, after.first
    return (
        last.text.rpartition(" ")[2] in _LINKS
        and after.kind is BlockKind.PARAGRAPH
        and after.table is None
        and abs(last.size - first.size) <= _ONE_SIZE * last.size
    )


def _join_open_rows(before: Table, after: Table) -> None:
    """A row that breaks off at the foot of a column and goes on at the head of the next
    becomes one row.
    """
    last = len(before.rows) - 1
    if not (before.open_bottom and after.open_top):
        return
    if len(before.rows[last]) != len(after.rows[0]):
        return
    above = before.rows[last]
    if last not in before.joined:
        above = [lines_of(cell) for cell in above]
    before.rows[last] = [
        [*cell, *lines_of(more)]
        for cell, more in zip(above, after.rows[0], strict=True)
    ]
    before.joined.add(last)
    after.drop_first_row()


def _drop_lone_head(drafts: list[Draft], table: Table) -> None:
    """The heads of a table, left alone at the foot of a column and repeated where its
    rows begin, are said once.
    """
    heads = [piece.text for cell in table.rows[0] for piece in cell]
    if sum(map(bool, table.rows[0])) < 2:
        return
    for count in range(1, min(len(table.rows[0]), len(drafts)) + 1):
        lone = drafts[-count:]
        if lone[0].table is not None:
            return
        lines = [line for draft in lone for line in draft.lines]
        if text_of(lines) == " ".join(heads) and _is_level(lines):
            del drafts[-count:]
            return


def _is_level(lines: Sequence[Piece]) -> bool:
    """True where all stand within two lines."""
    bases = [line.base for line in lines]
    return max(bases) - min(bases) < 2 * lines[0].size


def _drop_repeated_head(before: Table, after: Table) -> None:
    """A table that goes on in the next column or on the next page repeats its heads:
    they are said once.
    """
    heads, again = (
        [[piece.text for piece in cell] for cell in table.rows[0]]
        for table in (before, after)
    )
    follows = after.page - before.page in (0, 1)
    if follows and len(after.rows) > 1 and heads == again and sum(map(bool, heads)) > 1:
        after.drop_first_row()


def _goes_on(before: Draft, after: Draft) -> bool:
    """True where one draft is the beginning of the other: "the wards" and "of the city"
    in one look, or a heading in two parts.
    """
    if not before.column_end or before.table or after.table:
        return False
    if after.kind is not BlockKind.PARAGRAPH:
        return False
    last, first = before.last, after.first
    off = abs(last.size - first.size) / last.size
    lower = first.text[:1].islower()
    if before.kind is BlockKind.HEADING:
        return lower and last.bold == first.bold and off < _ONE_SIZE
    if before.kind not in (BlockKind.PARAGRAPH, BlockKind.BULLET) or off > _LIKE_SIZE:
        return False
    broken = last.hyphen or last.text[-1:] in _HYPHENS
    return broken or (lower and last.text[-1] not in ".!?")
