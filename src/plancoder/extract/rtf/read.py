"""An RTF file to a Document: headings, lists, tables, text boxes and notes, with
tracked changes taken as accepted.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from plancoder.errors import DamagedFile
from plancoder.extract.build_document import CharacterCount, make_document
from plancoder.extract.laid_pieces import LaidPieces, Look
from plancoder.extract.options import ExtractOptions
from plancoder.extract.rtf.flow import Flow, lay_items
from plancoder.extract.rtf.tokens import (
    BYTE,
    CLOSE,
    OPEN,
    SAVE_ANEW,
    STAR,
    TEXT,
    Scanner,
    Token,
)
from plancoder.extract.rtf.words import (
    ASIDE,
    CHARACTERS,
    CHARSETS,
    CODE_PAGES,
    NO_TEXT,
    STARRED_TEXT,
    SYMBOL,
)
from plancoder.extract.struck_text import StruckText, struck_notices
from plancoder.extract.style_names import (
    DEEPEST_STYLE,
    HEADING_NAME,
    KINDS,
    NO_HEADING,
    TITLES,
)
from plancoder.extract.text.list_markers import strip_glyphs
from plancoder.models import BlockKind, Document

# Where text goes that is none of the document.
_BODY, _MARK, _FONTS, _STYLES, _NOWHERE = "body", "mark", "fonts", "styles", "nowhere"


def read_rtf(
    data: bytes, *, pages: tuple[int, ...] = (), options: ExtractOptions | None = None
) -> Document:
    """Read an RTF file.

    Inserted text is kept; deleted, struck-out and hidden text is dropped; headers and
    footers are left out. Where a page ends depends on the program that shows it, so
    there are no pages.
    """
    options = options or ExtractOptions()
    reading = _Reading(data, options)
    flow = reading.read()
    laid = LaidPieces(CharacterCount(options))
    lay_items(flow.items, laid)
    notices = tuple(struck_notices(reading.struck.stretches))
    return make_document(
        laid.settle(), [], pages=pages, options=options, format="rtf", notices=notices
    )


@dataclass(slots=True)
class _Style:
    """A style of paragraphs."""

    name: str = ""
    level: int | None = None  # its outline level from 0
    based_on: int | None = None


@dataclass(slots=True)
class _State:
    """What holds in a group; a group inside it begins with the same."""

    flow: Flow
    target: str = _BODY
    font: int = -1
    unicode_skip: int = 1  # characters that stand in for one of Unicode
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    # of the paragraph
    style: int = 0
    level: int | None = None
    in_table: bool = False
    list_id: int = 0
    depth: int = 0
    entry: _Style | None = None  # of the table of styles

    def copy(self) -> _State:
        """The state in which a group inside this one begins."""
        return _State(
            self.flow, self.target, self.font, self.unicode_skip,
            self.bold, self.hidden, self.deleted, self.struck,
            self.style, self.level, self.in_table, self.list_id, self.depth,
            self.entry,
        )  # fmt: skip


@dataclass(slots=True)
class _Reading:
    """Reads the marks of a file one by one."""

    data: bytes
    options: ExtractOptions
    scanner: Scanner = field(init=False)
    count: CharacterCount = field(init=False)
    state: _State = field(init=False)
    stack: list[_State] = field(default_factory=list)
    code_page: str = "cp1252"
    default_font: int = -1
    fonts: dict[int, str] = field(default_factory=dict)  # code pages
    styles: dict[int, _Style] = field(default_factory=dict)
    struck: StruckText = field(default_factory=StruckText)
    edges: list[int] = field(default_factory=list)  # of the row
    pending: bytearray = field(default_factory=bytearray)  # letters not yet decoded
    to_skip: int = 0  # characters that stand in for one just read
    starred: bool = False

    def __post_init__(self) -> None:
        self.scanner = Scanner(self.data)
        self.count = CharacterCount(self.options, lines=True)
        self.state = _State(Flow())

    def read(self) -> Flow:
        """Read the whole file; gives its paragraphs and tables."""
        flow = self.state.flow
        for token in self.scanner.tokens():
            self._take(token)
        return flow

    def _take(self, token: Token) -> None:
        if token.kind == TEXT:
            self._letters(token.text)
            return
        if token.kind == BYTE:
            self._letters(bytes((token.number or 0,)))
            return
        self._decode()
        if token.kind in (OPEN, CLOSE):
            self.to_skip, self.starred = 0, False
            if token.kind == OPEN:
                self.stack.append(self.state)
                self.state = self.state.copy()
            else:
                self._close()
        elif token.kind == STAR:
            self.starred = True
        elif self.to_skip:
            self.to_skip -= 1
        else:
            starred, self.starred = self.starred, False
            self._word(token, starred=starred)

    def _close(self) -> None:
        inner = self.state
        self.state = self.stack.pop()
        if not self.stack:
            self._end_flow(inner)
        elif inner.flow is not self.state.flow:
            self._end_flow(inner)
            self.state.flow.aside += inner.flow.items
        if inner.entry is not None and inner.entry is not self.state.entry:
            inner.entry.name = inner.entry.name.strip(" ;").lower()

    def _end_flow(self, state: _State) -> None:
        """End what is still open in the document, a note or a box."""
        flow = state.flow
        if flow.parts or flow.aside:
            in_table = state.in_table and bool(flow.cells or flow.cell)
            flow.end_paragraph(self._look(state, flow), in_table=in_table)
        flow.end_table()

    # -- letters

    def _letters(self, text: bytes) -> None:
        if self.to_skip:
            passed = min(self.to_skip, len(text))
            self.to_skip -= passed
            text = text[passed:]
        self.pending += text

    def _decode(self) -> None:
        """Decode the letters that have come since the last mark."""
        if not self.pending:
            return
        letters, self.pending = bytes(self.pending), bytearray()
        code_page = self.fonts.get(self.state.font, self.code_page)
        if code_page == SYMBOL:
            self._text("".join(chr(0xF000 + letter) for letter in letters))
        else:
            self._text(letters.decode(code_page, errors="replace"))

    def _text(self, text: str) -> None:
        state = self.state
        if state.target == _BODY:
            if not (state.hidden or state.deleted):
                self.count.add(len(text))
                self._seen(text)
        elif state.target == _MARK:
            self.count.add(len(text))
            state.flow.mark = (state.flow.mark or "") + text
        elif state.target == _STYLES and state.entry is not None:
            state.entry.name = (state.entry.name + text)[:100]

    def _seen(self, text: str) -> None:
        if not self.struck.takes(text, struck=self.state.struck):
            self.state.flow.add(text, bold=self.state.bold)

    # -- control words

    def _word(self, token: Token, *, starred: bool) -> None:
        name = token.kind
        if (starred and name not in STARRED_TEXT) or name in NO_TEXT:
            self._skip(name)
        elif name in CHARACTERS:
            self._text(CHARACTERS[name])
        elif name in ASIDE:
            self._begin_aside(name)
        elif name in _TARGETS:
            self.state.target = _TARGETS[name]
            self.state.entry = None
        elif name in CODE_PAGES:
            self.code_page = CODE_PAGES[name]
        elif self.state.target == _STYLES and name in _STYLE_WORDS:
            _STYLE_WORDS[name](self, token.number)
        elif (action := _ACTIONS.get(name)) is not None:
            action(self, token.number)

    def _begin_aside(self, name: str) -> None:
        """A note or a box begins; that of text which nobody sees is none."""
        outer = self.state
        if outer.hidden or outer.deleted or outer.target != _BODY:
            self._skip(name)
        elif self.scanner.depth > 1:
            self.state = _State(
                Flow(), font=outer.font, unicode_skip=outer.unicode_skip
            )

    def _skip(self, name: str) -> None:
        """Pass over a group that is no text."""
        if self.scanner.depth > 1:
            self.scanner.skip_group()
        elif name == "pict":
            raise DamagedFile(
                "the RTF file holds a picture in no group of its own, so that nothing"
                " tells where it ends",
                advice=SAVE_ANEW,
            )

    def unicode(self, number: int | None) -> None:
        r"""`\u8217?`: a character by its number, and one that stands in for it."""
        self._text(chr((number or 0) & 0xFFFF))
        self.to_skip = self.state.unicode_skip

    def set_unicode_skip(self, number: int | None) -> None:
        """How many characters stand in for one of Unicode."""
        self.state.unicode_skip = max(0, 1 if number is None else number)

    def set_code_page(self, number: int | None) -> None:
        """Which code page letters are in where their font does not say."""
        self.code_page = _code_page(number) or self.code_page

    def set_font_page(self, number: int | None) -> None:
        """Code page of a font, in the table of fonts."""
        if self.state.target == _FONTS and (name := _code_page(number)):
            self.fonts[self.state.font] = name

    def set_font(self, number: int | None) -> None:
        """The font of the letters that follow."""
        self.state.font = -1 if number is None else number

    def set_default_font(self, number: int | None) -> None:
        """The font of letters for which none is named."""
        self.default_font = -1 if number is None else number
        self.state.font = self.default_font

    def set_charset(self, number: int | None) -> None:
        """Character set of a font, in the table of fonts."""
        if self.state.target == _FONTS and number in CHARSETS:
            self.fonts[self.state.font] = CHARSETS[number]

    def set_bold(self, number: int | None) -> None:
        """Bold on or off."""
        self.state.bold = number != 0

    def set_hidden(self, number: int | None) -> None:
        """Hidden letters on or off."""
        self.state.hidden = number != 0

    def set_deleted(self, number: int | None) -> None:
        """Letters that were deleted or moved away, on or off."""
        self.state.deleted = number != 0

    def set_struck(self, number: int | None) -> None:
        """Letters that are struck out, on or off."""
        self.state.struck = number != 0

    def reset_letters(self, _number: int | None) -> None:
        """Letters are as usual again."""
        state = self.state
        state.bold = state.hidden = state.deleted = state.struck = False
        state.font = self.default_font

    def reset_paragraph(self, _number: int | None) -> None:
        """The paragraph is as usual again."""
        state = self.state
        state.style = state.list_id = state.depth = 0
        state.level, state.in_table = None, False

    def set_style(self, number: int | None) -> None:
        """Style of the paragraph."""
        self.state.style = number or 0

    def set_level(self, number: int | None) -> None:
        """Outline level of the paragraph from 0; 9 is no heading."""
        self.state.level = number

    def set_in_table(self, _number: int | None) -> None:
        """The paragraph stands in a table."""
        self.state.in_table = True

    def set_list(self, number: int | None) -> None:
        """The list of which the paragraph is an item; 0: none."""
        self.state.list_id = number or 0

    def set_depth(self, number: int | None) -> None:
        """How deep the paragraph stands in its list, from 0."""
        self.state.depth = max(0, number or 0)

    # -- paragraphs and tables

    def end_paragraph(self, _number: int | None) -> None:
        """A paragraph ends; where its end was deleted it runs on into the next."""
        state = self.state
        if state.target == _BODY and not state.deleted:
            self.struck.end()
            look = self._look(state, state.flow)
            state.flow.end_paragraph(look, in_table=state.in_table)

    def end_cell(self, _number: int | None) -> None:
        """A cell of a table ends."""
        self.struck.end()
        flow = self.state.flow
        flow.end_paragraph(self._look(self.state, flow), in_table=True)
        flow.end_cell()

    def end_inner_cell(self, _number: int | None) -> None:
        """A cell of a table in a table ends: its text is text of the outer cell."""
        flow = self.state.flow
        flow.end_paragraph(self._look(self.state, flow), in_table=True)

    def begin_row(self, _number: int | None) -> None:
        """The edges of cells follow."""
        self.edges = []

    def set_left_edge(self, number: int | None) -> None:
        """Left edge of a row."""
        self.edges = [number or 0]

    def add_edge(self, number: int | None) -> None:
        """Right edge of a cell."""
        self.edges = self.edges or [0]
        if len(self.edges) < _MOST_EDGES:
            self.edges.append(number or 0)

    def end_row(self, _number: int | None) -> None:
        """A row ends."""
        self.state.flow.end_row(tuple(self.edges))

    def _look(self, state: _State, flow: Flow) -> Look:
        style, level = self._find_style(state.style)
        outline = style.level if state.level is None else state.level
        if outline is not None:
            level = 0 if outline >= NO_HEADING else outline + 1
        number = None if flow.mark is None else _bare_mark(flow.mark)
        if number is None and state.list_id and not level:
            number = ""
        kind = KINDS.get(style.name, BlockKind.PARAGRAPH)
        return Look(max(0, level), state.depth, number, kind, flow.bold)

    def _find_style(self, number: int) -> tuple[_Style, int]:
        """The style, and the level that its name or that of its base tells."""
        found = self.styles.get(number, _Style())
        style: _Style | None = found
        for _ in range(DEEPEST_STYLE):
            if style is None:
                break
            if heading := HEADING_NAME.fullmatch(style.name):
                return found, int(heading[1])
            if style.name in TITLES:
                return found, TITLES[style.name]
            style = None if style.based_on is None else self.styles.get(style.based_on)
        return found, 0

    # -- the table of styles

    def open_style(self, number: int | None) -> None:
        """A style begins."""
        if len(self.styles) < _MOST_STYLES:
            self.state.entry = _Style()
            self.styles[number or 0] = self.state.entry

    def set_style_level(self, number: int | None) -> None:
        """Outline level of a style."""
        if self.state.entry is not None:
            self.state.entry.level = number

    def set_style_base(self, number: int | None) -> None:
        """The style that a style is based on."""
        if self.state.entry is not None:
            self.state.entry.based_on = number


_MOST_EDGES = 1_000
_MOST_STYLES = 10_000
_TARGETS = {
    "fonttbl": _FONTS,
    "stylesheet": _STYLES,
    "listtext": _MARK,
    "pntext": _MARK,
    "upr": _NOWHERE,  # the same words twice: first without Unicode
    "ud": _BODY,
}
_Action = Callable[[_Reading, int | None], None]
_STYLE_WORDS: Mapping[str, _Action] = {
    "s": _Reading.open_style,
    "outlinelevel": _Reading.set_style_level,
    "sbasedon": _Reading.set_style_base,
}
_ACTIONS: Mapping[str, _Action] = {
    "u": _Reading.unicode,
    "uc": _Reading.set_unicode_skip,
    "ansicpg": _Reading.set_code_page,
    "f": _Reading.set_font,
    "deff": _Reading.set_default_font,
    "fcharset": _Reading.set_charset,
    "cpg": _Reading.set_font_page,
    "b": _Reading.set_bold,
    "v": _Reading.set_hidden,
    "strike": _Reading.set_struck,
    "striked": _Reading.set_struck,
    "deleted": _Reading.set_deleted,
    "mvf": _Reading.set_deleted,
    "plain": _Reading.reset_letters,
    "pard": _Reading.reset_paragraph,
    "s": _Reading.set_style,
    "outlinelevel": _Reading.set_level,
    "intbl": _Reading.set_in_table,
    "ls": _Reading.set_list,
    "ilvl": _Reading.set_depth,
    "par": _Reading.end_paragraph,
    "sect": _Reading.end_paragraph,
    "\\\n": _Reading.end_paragraph,
    "\\\r": _Reading.end_paragraph,
    "cell": _Reading.end_cell,
    "nestcell": _Reading.end_inner_cell,
    "trowd": _Reading.begin_row,
    "trleft": _Reading.set_left_edge,
    "cellx": _Reading.add_edge,
    "row": _Reading.end_row,
}


def _code_page(number: int | None) -> str:
    """Name of a code page by its number; blank where it is unknown."""
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return ""


def _bare_mark(mark: str) -> str:
    """The number that is printed in front of an item; blank for a glyph."""
    mark = " ".join(mark.split())
    glyph, _ = strip_glyphs(f"{mark} x")
    return "" if glyph or not any(map(str.isalnum, mark)) else mark
