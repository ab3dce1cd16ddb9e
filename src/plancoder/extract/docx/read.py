"""A Word file to a Document: headings, lists, tables, text boxes and notes, with
tracked changes taken as accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from plancoder.extract.bold_and_quotes import settle_pieces
from plancoder.extract.characters import clean_characters
from plancoder.extract.docx.package import Element, Package, W, open_package
from plancoder.extract.docx.styles import (
    Lists,
    ParagraphStyle,
    Styles,
    apply_properties,
    is_on,
    read_lists,
    value_of,
)
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pieces import Piece, Run, make_document
from plancoder.extract.text.list_markers import strip_glyphs
from plancoder.models import BlockKind, Document

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# Deleted and moved-away text, field codes, and old drawings that stand in for newer
# ones.
_DROPPED = frozenset(
    {
        f"{W}{name}"
        for name in (
            "del",
            "moveFrom",
            "instrText",
            "delText",
            "delInstrText",
            "rt",
            "sdtPr",
        )
    }
    | {f"{_COMPATIBILITY}Fallback"}
)
_BLOCKS = frozenset({f"{W}p", f"{W}tbl"})
_PLAIN_BREAKS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}ptab": "\t",
}


def read_docx(
    data: bytes, *, pages: tuple[int, ...] = (), options: ExtractOptions | None = None
) -> Document:
    """Read a Word file.

    Inserted text is kept, deleted text dropped; headers and footers are left out.
    """
    options = options or ExtractOptions()
    walk = _Walk(open_package(data))
    walk.read()
    pieces = settle_pieces(walk.pieces, walk.bold)
    return make_document(pieces, [], pages=pages, options=options, format="docx")


@dataclass(slots=True)
class _Paragraph:
    """Text of a paragraph with what hangs on it: boxes anchored in it and notes it
    refers to.
    """

    text: str = ""
    bold: bool = True  # so far, all of it
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # part, id

    def add(self, text: str, *, bold: bool) -> None:
        """Take more text."""
        self.text += text
        self.bold = self.bold and (bold or not text.strip())


@dataclass(frozen=True, slots=True)
class _Cell:
    table: int
    row: int
    column: int


class _Walk:
    """Walks the body of the document and lays down its pieces."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles = Styles(package.styles)
        self.lists: Lists = read_lists(package.numbering)
        self.notes = _index_notes(package)
        self.pieces: list[Piece] = []
        self.bold: set[int] = set()
        self.tables = 0
        self.carried: _Paragraph | None = (
            None  # text of a paragraph whose end was deleted
        )

    def read(self) -> None:
        """Walk the whole body."""
        body = self.package.document.find(f"{W}body")
        if body is not None:
            self._blocks(body, None)

    def _blocks(self, parent: Element, cell: _Cell | None) -> None:
        for block in _find_blocks(parent):
            if block.tag == f"{W}p":
                self._paragraph(block, cell)
            elif cell is not None or _is_layout(block):
                for inner in _rows(block):
                    for box in _cells(inner):
                        self._blocks(box, cell)
            else:
                self._table(block)
        if self.carried is not None:  # no paragraph follows to take it
            content, self.carried = self.carried, None
            self._lay(content, ParagraphStyle(), cell)

    def _table(self, table: Element) -> None:
        number, self.tables = self.tables, self.tables + 1
        for row, cells in enumerate(_rows(table)):
            column = 0
            for cell in _cells(cells):
                properties = cell.find(f"{W}tcPr")
                span = value_of(properties, "gridSpan")
                merged = (
                    properties.find(f"{W}vMerge") if properties is not None else None
                )
                if merged is None or merged.get(f"{W}val") == "restart":
                    self._blocks(cell, _Cell(number, row, column))
                column += min(500, int(span)) if span.isdigit() and int(span) else 1

    def _paragraph(self, element: Element, cell: _Cell | None) -> None:
        properties = element.find(f"{W}pPr")
        style = self.styles.find(value_of(properties, "pStyle") or self.styles.default)
        style = apply_properties(style, properties)
        content, self.carried = self.carried or _Paragraph(), None
        _gather(element, content, style.bold)
        mark = properties.find(f"{W}rPr") if properties is not None else None
        if mark is not None and (
            mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None
        ):
            self.carried = (
                content  # the paragraph's end is deleted: it runs on into the next
            )
            return
        self._lay(content, style, cell)
        for box in content.boxes:
            self._blocks(box, cell)
        for note in content.notes:
            if (found := self.notes.pop(note, None)) is not None:
                self._blocks(found, cell)

    def _lay(
        self, content: _Paragraph, style: ParagraphStyle, cell: _Cell | None
    ) -> None:
        text = " ".join(clean_characters(content.text).split())
        if not text:
            return
        number = (
            self.lists.next_mark(style.list_id, style.depth) if style.list_id else None
        )
        glyph, bare = strip_glyphs(text)
        numbered = f"{number} {text}" if number else text
        depth = max(1, min(6, style.depth + 1))
        if cell is not None:
            written = numbered if number else bare
            piece = Piece(
                BlockKind.TABLE_CELL,
                (Run(None, written),),
                0,
                cell.table,
                cell.row,
                cell.column,
            )
        elif style.level:
            piece = Piece(
                BlockKind.HEADING, (Run(None, numbered),), min(6, style.level)
            )
        elif number is not None:
            piece = Piece(BlockKind.BULLET, (Run(None, numbered),), depth)
        elif glyph:
            piece = Piece(BlockKind.BULLET, (Run(None, bare),), depth)
        else:
            kind = (
                BlockKind.CAPTION
                if style.caption
                else BlockKind.QUOTE
                if style.quote
                else BlockKind.PARAGRAPH
            )
            piece = Piece(kind, (Run(None, text),))
            if content.bold:
                self.bold.add(len(self.pieces))
        self.pieces.append(piece)


def _index_notes(package: Package) -> dict[tuple[str, str], Element]:
    """Footnotes and endnotes by part and id, without the lines that part them from the
    text.
    """
    return {
        (part, note.get(f"{W}id") or ""): note
        for part, root in package.notes.items()
        for note in root
        if note.get(f"{W}type") in (None, "normal")
    }


def _find_blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, also those inside content controls and tracked
    insertions.
    """
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag in _BLOCKS:
            yield element
        elif element.tag not in _DROPPED and not _is_placeholder(element):
            stack.extend(reversed(element))


def _is_placeholder(element: Element) -> bool:
    """Tell a form field that still shows its "click here to enter text"."""
    properties = element.find(f"{W}sdtPr") if element.tag == f"{W}sdt" else None
    return properties is not None and properties.find(f"{W}showingPlcHdr") is not None


def _inside(table: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also inside content controls, but none of
    tables further in.
    """
    stack = list(reversed(table))
    while stack:
        element = stack.pop()
        if element.tag == tag:
            yield element
        elif element.tag not in _BLOCKS and element.tag not in _DROPPED:
            stack.extend(reversed(element))


def _rows(table: Element) -> Iterator[Element]:
    for row in _inside(table, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if properties is None or properties.find(f"{W}del") is None:
            yield row


def _cells(row: Element) -> Iterator[Element]:
    return _inside(row, f"{W}tc")


def _is_layout(table: Element) -> bool:
    """Tell a box or columns drawn as a table: one cell, or a single row whose cells
    hold many paragraphs.
    """
    rows = [list(_cells(row)) for row in _rows(table)]
    widest = max((len(cells) for cells in rows), default=0)
    if widest <= 1:
        return len(rows) <= 1 or any(
            len(list(_find_blocks(cell))) > 2 for cells in rows for cell in cells
        )
    return len(rows) == 1 and any(len(list(_find_blocks(cell))) > 3 for cell in rows[0])


def _gather(element: Element, content: _Paragraph, bold: bool) -> None:
    """Gather the text of a paragraph's runs in order; boxes and notes are set aside."""
    stack: list[tuple[Element, bool]] = [(child, bold) for child in reversed(element)]
    while stack:
        item, in_bold = stack.pop()
        tag = item.tag
        if tag in _DROPPED or tag == f"{W}pPr" or _is_placeholder(item):
            continue
        if tag == f"{W}r":
            properties = item.find(f"{W}rPr")
            if is_on(properties, "vanish"):
                continue
            in_bold = (
                is_on(properties, "b")
                if properties is not None and properties.find(f"{W}b") is not None
                else bold
            )
        if tag in (f"{W}t", _MATH_TEXT):
            content.add(item.text or "", bold=in_bold)
        elif tag in _PLAIN_BREAKS:
            content.add(_PLAIN_BREAKS[tag], bold=in_bold)
        elif tag == f"{W}txbxContent":
            content.boxes.append(item)
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            part = "footnotes" if tag == f"{W}footnoteReference" else "endnotes"
            content.notes.append((part, item.get(f"{W}id") or ""))
        else:
            stack.extend((child, in_bold) for child in reversed(item))
