"""Documents as Markdown: written one block a line, read back as they were, and other
people's Markdown read.

What `write_markdown` writes begins with a comment, so that a hand-corrected extraction
can stand in for a PDF: in such
a text nothing is guessed. Any other Markdown goes through `prose`, which knows the
habits of other programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from plancoder.extract.build_document import check_markup, make_document
from plancoder.extract.characters import clean_characters
from plancoder.extract.options import ExtractOptions
from plancoder.extract.struck_text import struck_notices
from plancoder.extract.text.columns import part_columns
from plancoder.extract.text.lines import read_lines
from plancoder.extract.text.markdown_own import OwnReader
from plancoder.extract.text.page_marks import check_lines, mark_pages
from plancoder.extract.text.plain_text import find_headings
from plancoder.extract.text.struck_markdown import strip_struck
from plancoder.extract.text.viewer_chrome import strip_viewer, viewer_notices
from plancoder.models import Block, BlockKind, Document, Page, PageStatus

HEADER = (
    "<!-- plancoder extract: one block a line; correct the text as you like and keep"
    " the page marks -->"
)
_HEADER_START = "<!-- plancoder extract"
_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\n(?:[^\n]*:[^\n]*\n|[ \t]+[^\n]*\n|-[^\n]*\n)+?---[ \t]*\n"
)

# ------------------------------------------------------------------------------------
# writing

_MUST_HIDE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029]|\\|&(?=#?\w+;)|<(?=[!/a-zA-Z])"
)
_LOOKS_LIKE_MARKUP = re.compile(
    r"#{1,6}(?:\s|$)|[-*+](?:\s|$)|>|\||\[caption\]|[-=*_]{3,}|`{3}|~{3}"
)
_LOOKS_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def write_markdown(document: Document) -> str:
    """Markdown of the document: headings, bullets, rows of tables, quotes, captions,
    with page marks as comments.
    """
    marks = _MarkWriter(document.pages)
    groups: list[list[str]] = [[HEADER]]
    for group in _group_tables(document.blocks):
        if group[0].kind is BlockKind.TABLE_CELL:
            groups.extend([mark] for mark in marks.move_to(group[0].page))
            groups.append(_write_table(document, group, marks))
            continue
        block = group[0]
        groups.extend([mark] for mark in marks.move_to(block.page))
        groups.append([_opening(block) + _write_text(document, block, marks)])
    groups.extend([mark] for mark in marks.finish())
    return "\n\n".join("\n".join(group) for group in groups) + "\n"


class _MarkWriter:
    """Knows which page the writing has reached and which pages have been named."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = {page.number: page for page in pages}
        self.order = [page.number for page in pages]
        self.named = 0  # pages of `order` up to here have their mark
        self.at: int | None = None

    def move_to(self, page: int | None) -> list[str]:
        """Marks to write before text on `page`: those of empty pages passed on the way,
        then its own.
        """
        if page == self.at:
            return []
        marks: list[str] = []
        if page in self.order[self.named :]:
            there = self.order.index(page, self.named)
            marks = [self._mark(number) for number in self.order[self.named : there]]
            self.named = there + 1
        self.at = page
        return [*marks, self._mark(page)]

    def finish(self) -> list[str]:
        """Marks of the pages after the last text."""
        return [self._mark(number) for number in self.order[self.named :]]

    def _mark(self, page: int | None) -> str:
        if page is None:
            return "<!-- page none -->"
        known = self.pages.get(page)
        status = (
            f": {known.status}" if known and known.status is not PageStatus.READ else ""
        )
        return f"<!-- page {page}{status} -->"


def _group_tables(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Blocks one by one, the cells of a table together while they run row by row."""
    group: list[Block] = []
    for block in blocks:
        before = group[-1] if group else None
        same_table = (
            before is not None
            and before.kind is block.kind is BlockKind.TABLE_CELL
            and before.table == block.table
            and (before.row or 0, before.column or 0)
            <= (block.row or 0, block.column or 0)
        )
        if not same_table and group:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _write_table(
    document: Document, cells: Sequence[Block], marks: _MarkWriter
) -> list[str]:
    width = max(cell.column or 0 for cell in cells) + 1
    written: dict[int, list[str]] = {}
    for cell in cells:
        row = written.setdefault(cell.row or 0, [""] * width)
        text = "".join(marks.move_to(cell.page)) + _write_text(document, cell, marks)
        column = cell.column or 0
        row[column] = f"{row[column]}<br>{text}" if row[column] else text
    lines = [
        f"| {' | '.join(written.get(row, [''] * width))} |"
        for row in range(max(written) + 1)
    ]
    return [lines[0], "|" + " --- |" * width, *lines[1:]]


def _opening(block: Block) -> str:
    match block.kind:
        case BlockKind.HEADING:
            return "#" * min(6, max(1, block.level)) + " "
        case BlockKind.BULLET:
            return "  " * (max(1, block.level) - 1) + "- "
        case BlockKind.QUOTE:
            return "> "
        case BlockKind.CAPTION:
            return "[caption] "
        case _:
            return ""


def _write_text(document: Document, block: Block, marks: _MarkWriter) -> str:
    """Text of the block, hidden where it would be read as markup, with a mark where it
    goes over a page break.
    """
    in_cell = block.kind is BlockKind.TABLE_CELL
    first, *parts = _parts_of_pages(document, block, marks)
    first = re.sub(r"^\s", lambda found: _code(found[0]), first)
    *parts, last = first, *parts
    first, *rest = *parts, re.sub(r"\s$", lambda found: _code(found[0]), last)
    after = "".join(rest)
    if block.kind is BlockKind.PARAGRAPH:
        if _LOOKS_LIKE_MARKUP.match(first):
            first = "\\" + first
        elif found := _LOOKS_NUMBERED.match(first):
            number, sign = found.groups()
            first = f"{number}\\{sign}{first[found.end() :]}"
    elif in_cell and re.fullmatch(r":?-{2,}:?", first + after):
        first = "\\" + first
    return first + after


def _parts_of_pages(document: Document, block: Block, marks: _MarkWriter) -> list[str]:
    """The block's text on each page, hidden where it would be read as markup, and the
    marks between.
    """
    in_cell = block.kind is BlockKind.TABLE_CELL
    parts: list[str] = []
    before = ""
    ends = [region.start for region in block.regions[1:]] + [block.end]
    for region, end in zip(block.regions, ends, strict=True):
        if parts:
            parts.extend(marks.move_to(region.page))
        start = max(region.start, block.start)
        text = _hide(document.text[start:end], in_cell=in_cell)
        if before.endswith(" ") and text.startswith(" "):
            text = "&#32;" + text[1:]
        before = text
        parts.append(text)
    return parts


def _hide(text: str, *, in_cell: bool) -> str:
    text = _MUST_HIDE.sub(
        lambda found: (
            {"\\": "\\\\", "&": "&amp;", "<": "\\<"}.get(found[0]) or _code(found[0])
        ),
        text,
    )
    return text.replace("|", "\\|") if in_cell else text


def _code(character: str) -> str:
    return f"&#{ord(character)};"


# ------------------------------------------------------------------------------------
# reading


def read_markdown(
    text: str, *, pages: tuple[int, ...] = (), options: ExtractOptions | None = None
) -> Document:
    """Read Markdown: what `write_markdown` wrote comes back as it was, anything else as
    a reader would take it.
    """
    options = options or ExtractOptions()
    check_markup(text, "Markdown", options)
    if text.lstrip("\ufeff \r\n\t").startswith(_HEADER_START):
        reader = OwnReader()
        for line in [*text.replace("\r\n", "\n").split("\n"), ""]:
            reader.take(line)
        return make_document(
            reader.pieces,
            list(reader.pages.values()),
            pages=pages,
            options=options,
            format="markdown",
        )
    text = _FRONT_MATTER.sub("", clean_characters(text), count=1)
    text, struck = strip_struck(text)
    text, left_out = strip_viewer(text)
    lines, seen = mark_pages(text)
    check_lines(lines, pages, options)
    pieces = read_lines(part_columns(lines), markup=True)
    if not any(piece.kind is BlockKind.HEADING for piece in pieces):
        pieces = find_headings(pieces)
    known = [Page(number) for number in seen]
    return make_document(
        pieces,
        known,
        pages=pages,
        options=options,
        format="markdown",
        notices=(*viewer_notices(left_out), *struck_notices(struck)),
    )
