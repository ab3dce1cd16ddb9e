"""An OpenDocument text to a Document: headings, lists, tables, text boxes and notes,
with tracked changes taken as accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from plancoder.extract.build_document import CharacterCount, Piece, Run, make_document
from plancoder.extract.characters import clean_characters
from plancoder.extract.laid_pieces import CellPlace, LaidPieces, Look, is_layout
from plancoder.extract.odt.package import (
    DRAW,
    OFFICE,
    TABLE,
    TEXT,
    Package,
    open_package,
)
from plancoder.extract.odt.styles import OUTLINE, Styles, TextStyle, read_lists
from plancoder.extract.office_parts import Element, read_number
from plancoder.extract.options import ExtractOptions
from plancoder.extract.struck_text import StruckText, struck_notices
from plancoder.models import BlockKind, Document

_PARAGRAPH, _HEADING, _LIST = f"{TEXT}p", f"{TEXT}h", f"{TEXT}list"
_ITEM, _TABLE, _NOTE = f"{TEXT}list-item", f"{TABLE}table", f"{TEXT}note"
_ROW, _CELL = f"{TABLE}table-row", f"{TABLE}table-cell"
_COVERED = f"{TABLE}covered-table-cell"
_ADDRESS = "{http://www.w3.org/1999/xlink}href"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
# Deleted text, comments, patterns of indexes, labels of numbers and footnotes (which
# are counted anew), and what a form or a field asks for.
_DROPPED = frozenset(
    {
        f"{TEXT}{name}"
        for name in (
            "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls",
            "table-of-content-source", "illustration-index-source",
            "table-index-source", "object-index-source", "user-index-source",
            "alphabetical-index-source", "bibliography-source",
            "note-citation", "number", "placeholder", "ruby-text", "script",
        )
    }
    | {f"{OFFICE}{name}" for name in ("annotation", "forms", "event-listeners")}
    | {f"{_SVG}title", f"{_SVG}desc"}
)  # fmt: skip
_PLAIN_BREAKS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n", f"{TEXT}s": " "}
_WIDEST_SPAN = 500


def read_odt(
    data: bytes, *, pages: tuple[int, ...] = (), options: ExtractOptions | None = None
) -> Document:
    """Read an OpenDocument text (.odt).

    Inserted text is kept; deleted, struck-out and hidden text is dropped; headers and
    footers are left out. Where a page ends depends on the program that shows it, so
    there are no pages.
    """
    options = options or ExtractOptions()
    walk = _Walk(open_package(data, options), options)
    pieces = walk.read()
    notices = tuple(struck_notices(walk.struck.stretches))
    return make_document(
        pieces, [], pages=pages, options=options, format="odt", notices=notices
    )


@dataclass(slots=True)
class _Item:
    """An item of a list, whose number goes to its first paragraph."""

    start: int | None = None  # the number it asks for
    begun: bool = False


@dataclass(frozen=True, slots=True)
class _Spot:
    """What a paragraph stands in: a cell, a list and how deep in it, an item."""

    cell: CellPlace | None = None
    list_id: str = ""
    style: str = ""  # of the list
    counters: str = ""  # which count the list goes on with
    depth: int = -1
    item: _Item | None = None


@dataclass(slots=True)
class _Paragraph:
    """Text of a paragraph, with the boxes and notes that hang on it."""

    parts: list[str] = field(default_factory=list)
    bold: bool = True  # so far, all of it
    hidden: bool = False
    struck: bool = False  # some of it is struck out
    aside: list[Element] = field(default_factory=list)

    def add(self, text: str, *, bold: bool) -> None:
        """Take more text."""
        self.parts.append(text)
        self.bold = self.bold and (bold or not text.strip())


class _Walk:
    """Walks the body of the text and lays down its pieces."""

    def __init__(self, package: Package, options: ExtractOptions) -> None:
        self.package = package
        self.laid = LaidPieces(CharacterCount(options))
        self.styles = Styles(package)
        self.lists = read_lists(package)
        self.tables = 0
        self.struck = StruckText()
        self.list_number = 0
        # Count of the list with this id; of the last list with this style.
        self.by_id: dict[str, str] = {}
        self.by_style: dict[str, str] = {}

    def read(self) -> list[Piece]:
        """Walk the whole body."""
        self._blocks(self.package.body, _Spot())
        return self.laid.settle()

    def _blocks(self, parent: Element, spot: _Spot) -> None:
        for element in parent:
            tag = element.tag
            if tag in _DROPPED or _is_hidden(element):
                continue
            if tag in (_PARAGRAPH, _HEADING):
                self._paragraph(element, spot)
            elif tag == _LIST:
                self._list(element, spot)
            elif tag == _TABLE:
                self._table(element, spot)
            elif tag == f"{DRAW}object":
                self._chart(element.get(_ADDRESS) or "")
            else:  # a section, an index, a box
                self._blocks(element, spot)

    def _chart(self, address: str) -> None:
        """Lay down the words of a chart: its titles, then its names in one line."""
        chart = self.package.charts.get(address.removeprefix("./").rstrip("/"))
        if chart is None:
            return
        names: list[str] = []
        for element in chart.iter(_PARAGRAPH):
            text = " ".join(clean_characters("".join(element.itertext())).split())
            if element.getparent().tag != _CELL:
                self._caption(text)
            elif any(map(str.isalpha, text)):
                names.append(text)
        self._caption("; ".join(dict.fromkeys(names)))

    def _caption(self, text: str) -> None:
        if text:
            self.laid.add(Piece(BlockKind.CAPTION, (Run(None, text),)))

    def _list(self, element: Element, spot: _Spot) -> None:
        style = element.get(f"{TEXT}style-name") or spot.style
        self.list_number += 1
        list_id = f"list {self.list_number}"
        # A list inside an item counts with the list around it.
        counters = spot.counters or self._find_count(element, style) or list_id
        self.by_id[element.get("{http://www.w3.org/XML/1998/namespace}id") or ""] = (
            counters
        )
        self.by_style[style] = counters
        self.lists.levels[list_id] = self.lists.levels.get(style, {})
        self.lists.shared[list_id] = counters
        inner = replace(
            spot,
            list_id=list_id,
            style=style,
            counters=counters,
            depth=spot.depth + 1,
            item=None,
        )
        for child in element:
            if child.tag == _ITEM and not _is_hidden(child):
                start = read_number(child.get(f"{TEXT}start-value"), -1)
                item = _Item(start if start >= 0 else None)
                self._blocks(child, replace(inner, item=item))
            elif child.tag == f"{TEXT}list-header":
                self._blocks(child, inner)

    def _find_count(self, element: Element, style: str) -> str:
        """The count that a list says it goes on with; blank where it begins anew."""
        if named := element.get(f"{TEXT}continue-list"):
            return self.by_id.get(named, "")
        if element.get(f"{TEXT}continue-numbering") == "true":
            return self.by_style.get(style, "")
        return ""

    def _table(self, table: Element, spot: _Spot) -> None:
        if spot.cell is not None or _is_layout(table):
            for row in _rows(table):
                for cell in _cells(row):
                    if cell.tag == _CELL:
                        self._blocks(cell, replace(spot, item=None))
            return
        number, self.tables = self.tables, self.tables + 1
        for place, row in enumerate(_rows(table)):
            column = 0
            for cell in _cells(row):
                if cell.tag == _CELL:
                    self._blocks(cell, _Spot(CellPlace(number, place, column)))
                repeated = cell.get(f"{TABLE}number-columns-repeated")
                column += max(1, min(_WIDEST_SPAN, read_number(repeated, 1, digits=9)))

    def _paragraph(self, element: Element, spot: _Spot) -> None:
        named = self.styles.find("paragraph", element.get(f"{TEXT}style-name") or "")
        content = _Paragraph()
        self._gather(element, content, named)
        if content.hidden:
            return
        text = "".join(content.parts)
        if not text.strip() and content.struck:
            self._next_number(element, named.level, spot)  # it is counted
        elif text.strip():
            level = _heading_level(element) or named.level
            number = self._next_number(element, level, spot)
            look = Look(level, max(0, spot.depth), number, named.kind, content.bold)
            self.laid.lay(text, look, spot.cell)
        inside = _Spot(spot.cell)
        for item in content.aside:
            if item.tag == _NOTE:
                for body in item.iterchildren(f"{TEXT}note-body"):
                    self._blocks(body, inside)
            else:
                self._blocks(item, inside)

    def _next_number(self, element: Element, level: int, spot: _Spot) -> str | None:
        """Number of the paragraph; blank for a glyph, None where it is no item."""
        if element.get(f"{TEXT}is-list-header") == "true":
            return None
        if spot.item is not None and not spot.item.begun:
            spot.item.begun = True
            mark = self.lists.next_mark(spot.list_id, spot.depth, spot.item.start)
            return mark or ""
        if element.tag == _HEADING and spot.depth < 0:
            return self.lists.next_mark(OUTLINE, level - 1)
        return None

    def _gather(self, element: Element, content: _Paragraph, style: TextStyle) -> None:
        """Gather the text of a paragraph in order; what hangs on it is set aside."""
        self.struck.end()
        stack = [(part, style) for part in reversed(_mixed(element))]
        while stack:
            part, look = stack.pop()
            if isinstance(part, str):
                self._take(part, content, look)
            elif part.tag == f"{TEXT}hidden-paragraph":
                content.hidden = content.hidden or _is_hidden(part)
            elif part.tag in _PLAIN_BREAKS:
                self._break(_PLAIN_BREAKS[part.tag], content, look)
            elif part.tag in _DROPPED or _is_hidden(part):
                continue
            elif part.tag == _NOTE or part.tag.startswith(DRAW):
                if not look.hidden:
                    content.aside.append(part)
            else:
                look = self._letters(part, look)
                stack.extend((each, look) for each in reversed(_mixed(part)))

    def _break(self, text: str, content: _Paragraph, look: TextStyle) -> None:
        if look.struck:
            self.struck.add(text)
        else:
            content.add(text, bold=True)

    def _take(self, text: str, content: _Paragraph, look: TextStyle) -> None:
        """Take text that is seen; what is struck out is set apart."""
        if look.hidden:
            return
        if self.struck.takes(text, struck=bool(look.struck)):
            content.struck = content.struck or bool(text.strip())
        else:
            content.add(text, bold=bool(look.bold))

    def _letters(self, part: Element, look: TextStyle) -> TextStyle:
        """Whether letters of this part are bold, hidden and struck out, by its style or
        else as around it.
        """
        if part.tag != f"{TEXT}span":
            return look
        own = self.styles.find("text", part.get(f"{TEXT}style-name") or "")
        return replace(
            look,
            bold=look.bold if own.bold is None else own.bold,
            hidden=look.hidden if own.hidden is None else own.hidden,
            struck=look.struck if own.struck is None else own.struck,
        )


def _mixed(element: Element) -> list[Element]:
    """Text and elements inside an element, in order."""
    parts = [element.text]
    for child in element:
        parts += (child, child.tail)
    return [part for part in parts if part is not None]


def _is_hidden(element: Element) -> bool:
    """Whether a section, box, row or field says that it is not shown."""
    return (
        element.get(f"{TEXT}is-hidden") == "true"
        or element.get(f"{TEXT}display") == "none"
        or element.get(f"{DRAW}display") in ("none", "printer")
        or element.get(f"{TABLE}visibility") in ("collapse", "filter")
    )


def _heading_level(element: Element) -> int:
    """Level of a heading from 1; 0 for other paragraphs."""
    if element.tag != _HEADING:
        return 0
    return max(1, read_number(element.get(f"{TEXT}outline-level"), 1))


def _inside(table: Element, tags: tuple[str, ...]) -> Iterator[Element]:
    """Rows of a table or cells of a row, also in groups of them, but none of tables
    further in.
    """
    for element in table:
        if element.tag in tags:
            yield element
        elif element.tag not in (_PARAGRAPH, _TABLE):
            yield from _inside(element, tags)


def _rows(table: Element) -> Iterator[Element]:
    return (row for row in _inside(table, (_ROW,)) if not _is_hidden(row))


def _cells(row: Element) -> Iterator[Element]:
    return _inside(row, (_CELL, _COVERED))


def _is_layout(table: Element) -> bool:
    return is_layout(
        [list(_cells(row)) for row in _rows(table)],
        lambda cell: sum(1 for _ in cell.iter(_PARAGRAPH)),
    )
