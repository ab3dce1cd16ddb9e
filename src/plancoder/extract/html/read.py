"""A saved web page to a Document: its main content as headings, paragraphs, lists and
tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from plancoder.errors import DamagedFile, NoText
from plancoder.extract.bold_and_quotes import settle_pieces
from plancoder.extract.build_document import (
    CharacterCount,
    Piece,
    Run,
    check_markup,
    make_document,
)
from plancoder.extract.characters import clean_characters
from plancoder.extract.html.main_content import Element, find_main
from plancoder.extract.html.struck import take_struck
from plancoder.extract.options import ExtractOptions
from plancoder.extract.struck_text import struck_notices
from plancoder.extract.text.broken_lines import part_lines
from plancoder.extract.text.list_markers import strip_glyphs
from plancoder.extract.text.numerals import format_number
from plancoder.models import BlockKind, Document, Notice

_INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code",
        "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark",
        "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
        "tt", "u", "var", "wbr",
    }
)  # fmt: skip
_BOLD = frozenset({"b", "strong"})
_HEADING = re.compile(r"h[1-6]")
_KINDS = {
    "blockquote": BlockKind.QUOTE,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_WIDEST_SPAN = 500
# A tag has some ten attributes; the parser compares each with all others.
_MOST_ATTRIBUTES = 1_000
_LONG_TAG = re.compile(r"""<[A-Za-z](?:[^>"']|"[^"]*"|'[^']*')*+""")
_VALUE = re.compile(r""""[^"]*"|'[^']*'""")
_TOO_DEEP = "the page is nested too deeply; what lies deeper was not read"
_PRINT_IT = "Open the page in a browser, print it to PDF and read that."
# Menus and forms without their links hold less than a tenth of the pages we know.
_MOST_LEFT_OUT = 0.1
_LEAST_ALT_WORDS = 8  # a shorter alt text names a picture and says nothing more


def read_html(
    text: str, *, pages: tuple[int, ...] = (), options: ExtractOptions | None = None
) -> Document:
    """Read a web page without menus, banners and hidden parts; nothing is fetched."""
    options = options or ExtractOptions()
    check_markup(text, "HTML", options)
    root, cut = _parse(text)
    main, left_out = find_main(root)
    struck = take_struck(main)
    walk = _Walk(CharacterCount(options))
    walk.take(main)
    pieces = settle_pieces(walk.pieces, walk.bold)
    if cut and not pieces:
        raise DamagedFile(_TOO_DEEP, advice=_PRINT_IT)
    notices = [Notice("partial", _TOO_DEEP, _PRINT_IT)] if cut else []
    if left_out > _MOST_LEFT_OUT:
        detail = (
            f"{left_out:.0%} of the page's words look like parts of the web site or"
            " are hidden; they were left out"
        )
        notices.append(Notice("hidden_text", detail, _PRINT_IT))
    notices += struck_notices(struck)
    return make_document(
        pieces, [], pages=pages, options=options, format="html", notices=tuple(notices)
    )


def read_html_pieces(text: str, count: CharacterCount) -> tuple[list[Piece], list[str]]:
    """Pieces of a scrap of HTML that stands inside another file, whose characters
    count with its own, and what is struck out in it.
    """
    root, _ = _parse(text)
    struck = take_struck(root)
    walk = _Walk(count)
    walk.take(root)
    return settle_pieces(walk.pieces, walk.bold), struck


def _parse(text: str) -> tuple[Element, bool]:
    """Parse leniently; also tell whether the parser gave up on depth."""
    from lxml import etree, html

    _refuse_many_attributes(text)
    parser = html.HTMLParser(
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
        encoding="utf-8",
    )
    try:
        root = html.document_fromstring(
            _CONTROLS.sub("", text).encode("utf-8", "replace"), parser=parser
        )
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise NoText(
            "the web page is empty",
            advice="Open the file to see whether it is the plan.",
        ) from error
    return root, any("depth" in entry.message.lower() for entry in parser.error_log)


def _refuse_many_attributes(text: str) -> None:
    """Refuse `<p a1=1 a2=1 a3=1 …>`; a long value, as in `<p data-map="…">`, is
    nothing unusual.
    """
    for tag in _LONG_TAG.finditer(text):
        if tag.end() - tag.start() > _MOST_ATTRIBUTES:
            names = _VALUE.sub("", tag[0])
            if max(len(names.split()), names.count("=")) > _MOST_ATTRIBUTES:
                raise DamagedFile(
                    f"a tag of the page has more than {_MOST_ATTRIBUTES:,} attributes,"
                    " which no web page has",
                    advice=_PRINT_IT,
                )


@dataclass(slots=True)
class _List:
    """A list being walked: how it is numbered, and the number of the next item."""

    style: str  # blank for glyphs
    number: int = 1


@dataclass(slots=True)
class _Table:
    """A table being walked."""

    number: int
    row: int = -1
    column: int = -1
    spans: dict[int, int] = field(
        default_factory=dict
    )  # column -> rows that a cell above still covers

    def next_row(self) -> None:
        """Begin a row."""
        self.row, self.column = self.row + 1, -1

    def next_cell(self, cell: Element) -> None:
        """Begin a cell in the next column that no cell above covers."""
        if self.row < 0:  # cells outside any row
            self.next_row()
        self.column += 1
        while self.spans.get(self.column, 0) > self.row:
            self.column += 1
        across, down = _span(cell, "colspan"), _span(cell, "rowspan")
        for column in range(self.column, self.column + across):
            self.spans[column] = self.row + down
        cell.set("data-last", str(self.column + across - 1))

    def end_cell(self, cell: Element) -> None:
        """Stand on the last column the cell covers."""
        self.column = int(cell.get("data-last") or self.column)


def _span(cell: Element, name: str) -> int:
    found = re.match(r"\s*(\d{1,6})", cell.get(name) or "")
    return max(1, min(_WIDEST_SPAN, int(found[1]))) if found else 1


@dataclass(slots=True)
class _Walk:
    """Walks the page without recursion, gathers inline text and lays it down as a piece
    at each block's edge.
    """

    count: CharacterCount
    pieces: list[Piece] = field(default_factory=list)
    bold: set[int] = field(default_factory=set)
    buffer: list[tuple[str, bool]] = field(default_factory=list)  # text, in bold
    kinds: list[BlockKind] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    table_count: int = 0
    # Number of the list item whose text is still to come; blank for a glyph.
    item: str | None = None
    level: int = 0  # of the last heading
    heading: int = 0  # level of the heading being walked
    bold_depth: int = 0
    literal_depth: int = 0

    def take(self, root: Element) -> None:
        """Walk `root` and lay down its pieces."""
        stack: list[tuple[Element, bool]] = [(root, False)]
        while stack:
            element, done = stack.pop()
            if done:
                self._leave(element)
                if element is not root:
                    self._text(element.tail)
                continue
            if not isinstance(element.tag, str):  # a comment or the like
                self._text(element.tail)
                continue
            stack.append((element, True))
            self._enter(element)
            stack.extend((child, False) for child in reversed(element))
        self._flush()

    def _text(self, text: str | None) -> None:
        if text:
            self.buffer.append((text, self.bold_depth > 0))

    def _enter(self, element: Element) -> None:
        tag = element.tag
        if tag == "br":
            self.buffer.append(("\n" if self.literal_depth else "\x00", False))
        elif tag == "img":
            self._caption(element.get("alt") or "")
        elif tag not in _INLINE:
            self._flush()
            self._enter_block(element, tag)
        self.bold_depth += tag in _BOLD
        self._text(element.text)

    def _caption(self, alt: str) -> None:
        """Lay down what a picture shows, where its alt text tells it at length."""
        if len(alt.split()) >= _LEAST_ALT_WORDS:
            self._flush()
            run = Run(None, " ".join(clean_characters(alt).split()))
            self._add(Piece(BlockKind.CAPTION, (run,)))

    def _enter_block(self, element: Element, tag: str) -> None:
        if _HEADING.fullmatch(tag):
            self.heading = self.level = int(tag[1])
        elif tag == "summary":
            self.heading = min(6, self.level + 1)
        elif tag in ("ul", "ol"):
            style = _list_style(element) if tag == "ol" else ""
            self.lists.append(_List(style, _list_start(element)))
        elif tag == "li":
            self.item = self._number_item(element)
        elif tag in _KINDS:
            self.kinds.append(_KINDS[tag])
        elif tag == "pre":
            self.literal_depth += 1
        else:
            self._enter_table(element, tag)

    def _enter_table(self, element: Element, tag: str) -> None:
        if tag == "table" and not self.tables and _holds_data(element):
            self.tables.append(_Table(self.table_count))
            self.table_count += 1
            element.set("data-walked", "yes")
        elif not self.tables or not _own_table(element):
            return
        elif tag == "tr":
            self.tables[-1].next_row()
        elif tag in ("td", "th"):
            self.tables[-1].next_cell(element)

    def _number_item(self, element: Element) -> str:
        if not self.lists:
            return ""
        current = self.lists[-1]
        value = re.fullmatch(r"\s*(\d{1,6})\s*", element.get("value") or "")
        number = int(value[1]) if value else current.number
        current.number = number + 1
        return f"{format_number(number, current.style)}. " if current.style else ""

    def _leave(self, element: Element) -> None:
        tag = element.tag
        self.bold_depth -= tag in _BOLD
        if tag in _INLINE or tag == "br":
            return
        self._flush()
        if _HEADING.fullmatch(tag) or tag == "summary":
            self.heading = 0
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag == "li":
            self.item = None
        elif tag in _KINDS:
            self.kinds.pop()
        elif tag == "pre":
            self.literal_depth -= 1
        elif tag == "table" and element.get("data-walked"):
            self.tables.pop()
        elif self.tables and tag in ("td", "th") and _own_table(element):
            self.tables[-1].end_cell(element)

    def _flush(self) -> None:
        """Lay down what was gathered: a paragraph, or more where double line breaks
        part it.
        """
        buffer, self.buffer = self.buffer, []
        whole = clean_characters(
            "".join(text for text, _ in buffer if text != "\x00") or ""
        )
        if not whole.strip():
            return
        in_bold = all(
            bold or not text.strip("\x00 \t\r\n\xa0") for text, bold in buffer
        )
        for text in _split_breaks(
            "".join("\x01" if text == "\x00" else text for text, _ in buffer),
            self.literal_depth,
        ):
            self._lay(text, in_bold)

    def _lay(self, text: str, in_bold: bool) -> None:
        mark, bare = strip_glyphs(text)
        if self.tables and self.tables[-1].row >= 0:
            table = self.tables[-1]
            place = (table.number, table.row, max(0, table.column))
            piece = Piece(
                BlockKind.TABLE_CELL, (Run(None, (self.item or "") + bare),), 0, *place
            )
        elif self.heading:
            piece = Piece(BlockKind.HEADING, (Run(None, text),), self.heading)
        elif self.item is not None:
            piece = Piece(
                BlockKind.BULLET,
                (Run(None, self.item + bare),),
                max(1, min(6, len(self.lists))),
            )
        elif mark:
            piece = Piece(
                BlockKind.BULLET, (Run(None, bare),), max(1, min(6, len(self.lists)))
            )
        else:
            piece = Piece(
                self.kinds[-1] if self.kinds else BlockKind.PARAGRAPH,
                (Run(None, text),),
            )
            if in_bold:
                self.bold.add(len(self.pieces))
        self.item = None
        self._add(piece)

    def _add(self, piece: Piece) -> None:
        self.count.add(len(piece.text))
        self.pieces.append(piece)


def _split_breaks(text: str, literal: int) -> Iterator[str]:
    r"""Part text at double breaks, and at single ones between the items of a list.
    \x01 stands for <br>.
    """
    text = text.replace("\n", "\x01") if literal else text
    pending: list[str] = []
    for part in re.split(r"((?:\s*\x01\s*){2,})|\s*\x01\s*", text):
        if part is None:
            continue
        if "\x01" in part:
            yield from part_lines(pending)
            pending = []
        elif line := " ".join(clean_characters(part).split()):
            pending.append(line)
    yield from part_lines(pending)


def _list_style(element: Element) -> str:
    return element.get("type") if element.get("type") in ("a", "A", "i", "I") else "1"


def _list_start(element: Element) -> int:
    found = re.fullmatch(r"\s*(\d{1,6})\s*", element.get("start") or "")
    return int(found[1]) if found else 1


def _own_table(element: Element) -> bool:
    """Tell whether the row or cell belongs to the table being walked and not to one
    inside it.
    """
    table = next(element.iterancestors("table"), None)
    return table is not None and table.get("data-walked") is not None


def _holds_data(table: Element) -> bool:
    """Tell a table of data from one that only lays out the page: no headings inside,
    more than one cell a row.
    """
    if (
        table.get("role") in ("presentation", "none")
        or next(table.iter("h1", "h2", "h3", "h4"), None) is not None
    ):
        return False
    rows = [
        row
        for row in table.iter("tr")
        if next(row.iterancestors("table"), None) is table
    ]
    widest = max(
        (sum(cell.tag in ("td", "th") for cell in row) for row in rows), default=0
    )
    return widest > 1
