"""A Word file to a Document: headings, lists, tables, text boxes and notes, with
tracked changes taken as accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from plancoder.encoding import decode_text
from plancoder.errors import PlanError, PlanLimitError
from plancoder.extract.build_document import CharacterCount, Piece, Run, make_document
from plancoder.extract.characters import clean_characters
from plancoder.extract.docx.package import Package, W, open_package
from plancoder.extract.docx.styles import (
    ParagraphStyle,
    Styles,
    apply_properties,
    is_hidden,
    is_on,
    is_struck,
    read_lists,
    value_of,
)
from plancoder.extract.html.read import read_html_pieces
from plancoder.extract.laid_pieces import CellPlace, LaidPieces, Look, is_layout
from plancoder.extract.list_numbers import Lists
from plancoder.extract.office_parts import (
    CHART,
    COMPATIBILITY,
    DIAGRAM,
    MATH_TEXT,
    RELATION,
    Element,
    read_chart,
    read_diagram,
    read_number,
)
from plancoder.extract.options import ExtractOptions
from plancoder.extract.struck_text import StruckText, struck_notices
from plancoder.models import BlockKind, Document, Notice

_INSERTED = f"{W}altChunk"
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
    | {f"{COMPATIBILITY}Fallback"}
)
_BLOCKS = frozenset({f"{W}p", f"{W}tbl", _INSERTED})
_NOTES = {
    f"{W}footnoteReference": "footnotes",
    f"{W}endnoteReference": "endnotes",
}
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

    Inserted text is kept, deleted and struck-out text dropped; headers and footers are
    left out.
    """
    options = options or ExtractOptions()
    walk = _Walk(open_package(data, options), options)
    pieces = walk.read()
    notices = [
        Notice(
            "partial", f"the file {name} inside the Word file was not read", _SAVE_IT
        )
        for name in walk.unread
    ]
    notices += struck_notices(walk.struck.stretches)
    return make_document(
        pieces, [], pages=pages, options=options, format="docx", notices=tuple(notices)
    )


_SAVE_IT = "Open the file in Word, save it anew, or save it as PDF and name that."
_DEEPEST_FILE = 3  # a Word file inside a Word file inside a Word file


@dataclass(slots=True)
class _Paragraph:
    """Text of a paragraph with what hangs on it: boxes and diagrams anchored in it and
    notes it refers to.
    """

    text: str = ""
    bold: bool = True  # so far, all of it
    struck: bool = False  # some of it is struck out
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # part, id
    diagrams: list[str] = field(default_factory=list)  # relation ids
    charts: list[str] = field(default_factory=list)

    def add(self, text: str, *, bold: bool) -> None:
        """Take more text."""
        self.text += text
        self.bold = self.bold and (bold or not text.strip())

    def set_aside(self, item: Element) -> bool:
        """Take a box, diagram, chart or note in the text; False for other items."""
        if item.tag == f"{W}txbxContent":
            self.boxes.append(item)
        elif item.tag == DIAGRAM:
            self.diagrams.append(item.get(f"{RELATION}dm") or "")
        elif item.tag == CHART:
            self.charts.append(item.get(f"{RELATION}id") or "")
        elif item.tag in _NOTES:
            self.notes.append((_NOTES[item.tag], item.get(f"{W}id") or ""))
        else:
            return False
        return True


class _Walk:
    """Walks the body of the document and lays down its pieces."""

    def __init__(
        self, package: Package, options: ExtractOptions, depth: int = 1
    ) -> None:
        self.package = package
        self.options = options
        self.laid = LaidPieces(CharacterCount(options))
        self.depth = depth  # 1: the file itself
        self.unread: list[str] = []  # names of files inside it that are not read
        self.struck = StruckText()
        self.styles = Styles(package.styles)
        self.lists: Lists = read_lists(package.numbering)
        self.notes = _index_notes(package)
        self.tables = 0
        # Text of a paragraph whose end was deleted.
        self.carried: _Paragraph | None = None

    def read(self) -> list[Piece]:
        """Walk the whole body."""
        body = self.package.document.find(f"{W}body")
        if body is not None:
            self._blocks(body, None)
        return self.laid.settle()

    def _blocks(self, parent: Element, cell: CellPlace | None) -> None:
        for block in _find_blocks(parent):
            if block.tag == f"{W}p":
                self._paragraph(block, cell)
            elif block.tag == _INSERTED:
                self._insert(block.get(f"{RELATION}id") or "")
            elif cell is not None or _is_layout(block):
                for inner in _rows(block):
                    for box in _cells(inner):
                        self._blocks(box, cell)
            else:
                self._table(block)
        if self.carried is not None:  # no paragraph follows to take it
            content, self.carried = self.carried, None
            self._lay(content, ParagraphStyle(), cell)

    def _insert(self, relation: str) -> None:
        """Lay down a file that was put into this one, or remember that it was not."""
        name, content = self.package.inserted.get(relation, ("", b""))
        try:
            pieces = self._read_inserted(name.lower(), content)
        except PlanLimitError:
            raise
        except PlanError:
            pieces = None
        if pieces is None:
            self.unread.append(name.rpartition("/")[2] or relation)
            return
        for piece in pieces:
            table = None if piece.table is None else piece.table + self.tables
            self.laid.pieces.append(replace(piece, table=table))
        self.tables += 1 + max((piece.table or 0 for piece in pieces), default=0)

    def _read_inserted(self, name: str, content: bytes) -> list[Piece] | None:
        if name.endswith((".html", ".htm", ".xhtml")):
            scrap = decode_text(content, html=True)
            pieces, struck = read_html_pieces(scrap, self.laid.count)
            self.struck.stretches += struck
            return pieces
        if name.endswith(".docx") and self.depth < _DEEPEST_FILE:
            inner = _Walk(
                open_package(content, self.options), self.options, self.depth + 1
            )
            inner.laid.count = self.laid.count
            pieces = inner.read()
            self.unread += inner.unread
            self.struck.stretches += inner.struck.stretches
            return pieces
        return None

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
                    self._blocks(cell, CellPlace(number, row, column))
                column += max(1, min(500, read_number(span, 1)))

    def _paragraph(self, element: Element, cell: CellPlace | None) -> None:
        properties = element.find(f"{W}pPr")
        style = self.styles.find(value_of(properties, "pStyle") or self.styles.default)
        style = apply_properties(style, properties)
        content, self.carried = self.carried or _Paragraph(), None
        self._gather(element, content, style)
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
        for relation in content.diagrams:
            self._diagram(relation)
        for relation in content.charts:
            for text in read_chart(self.package.charts.get(relation)):
                self.laid.add(Piece(BlockKind.CAPTION, (Run(None, text),)))
        for note in content.notes:
            if (found := self.notes.pop(note, None)) is not None:
                self._blocks(found, cell)

    def _gather(
        self, element: Element, content: _Paragraph, style: ParagraphStyle
    ) -> None:
        """Gather the text of a paragraph's runs in order; what hangs on it is set
        aside.
        """
        self.struck.end()
        stack = [(child, style.bold, style.struck) for child in reversed(element)]
        while stack:
            item, bold, struck = stack.pop()
            tag = item.tag
            if tag in _DROPPED or tag == f"{W}pPr" or _is_placeholder(item):
                continue
            if tag == f"{W}r":
                letters = item.find(f"{W}rPr")
                if self._is_unseen(letters, style):
                    continue
                bold = style.bold
                if letters is not None and letters.find(f"{W}b") is not None:
                    bold = is_on(letters, "b")
                struck = self._is_struck(letters, style)
            text = _text_of(item)
            if text is not None:
                self._take(text, content, bold=bold, struck=struck)
            elif not content.set_aside(item):
                stack.extend((child, bold, struck) for child in reversed(item))

    def _take(
        self, text: str, content: _Paragraph, *, bold: bool, struck: bool
    ) -> None:
        if self.struck.takes(text, struck=struck):
            content.struck = content.struck or bool(text.strip())
        else:
            content.add(text, bold=bold)

    def _is_unseen(self, letters: Element | None, style: ParagraphStyle) -> bool:
        named = value_of(letters, "rStyle")
        by_style = style.hidden or bool(named and self.styles.find(named).hidden)
        return is_hidden(letters, by_style)

    def _is_struck(self, letters: Element | None, style: ParagraphStyle) -> bool:
        named = value_of(letters, "rStyle")
        by_style = style.struck or bool(named and self.styles.find(named).struck)
        return is_struck(letters, by_style)

    def _diagram(self, relation: str) -> None:
        """Lay down the labels of a SmartArt diagram as the items of a list."""
        for text in read_diagram(self.package.diagrams.get(relation)):
            self.laid.add(Piece(BlockKind.BULLET, (Run(None, text),), 1))

    def _lay(
        self, content: _Paragraph, style: ParagraphStyle, cell: CellPlace | None
    ) -> None:
        blank = not clean_characters(content.text).strip()
        if blank and not content.struck:
            return
        number = (
            self.lists.next_mark(style.list_id, style.depth) if style.list_id else None
        )
        if blank:
            return  # an item that is struck out, which is counted
        kind = (
            BlockKind.CAPTION
            if style.caption
            else BlockKind.QUOTE
            if style.quote
            else BlockKind.PARAGRAPH
        )
        look = Look(style.level, style.depth, number, kind, content.bold)
        self.laid.lay(content.text, look, cell)


def _text_of(item: Element) -> str | None:
    """The letters of a text or of a break; None for what holds others."""
    if item.tag in (f"{W}t", MATH_TEXT):
        return item.text or ""
    return _PLAIN_BREAKS.get(item.tag)


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
    return is_layout(
        [list(_cells(row)) for row in _rows(table)],
        lambda cell: len(list(_find_blocks(cell))),
    )
