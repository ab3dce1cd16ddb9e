"""The lines that `write_markdown` wrote, read back as they were: nothing is guessed,
nothing is mended.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from plancoder.extract.build_document import Piece, Run
from plancoder.extract.text.page_marks import COMMENT_MARK
from plancoder.models import BlockKind, Page, PageStatus

_TOKEN = re.compile(
    rf"(?P<mark>{COMMENT_MARK.pattern})|\\(?P<escaped>[!-/:-@\[-`{{-~])"
    r"|(?P<code>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});)"
    r"|(?P<comment><!--(?:(?!-->).){0,2000}-->)|(?P<cut><br\s*/?>|\|)",
    re.IGNORECASE,
)
_OWN_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)")
_OWN_BULLET = re.compile(r"([ \t]*)[-*+][ \t]+(.*)")
_ONLY_MARKS = re.compile(r"(?:\s*<!--(?:(?!-->).)*-->)+\s*")


@dataclass(slots=True)
class OwnReader:
    """Takes the lines of a written document one by one."""

    pieces: list[Piece] = field(default_factory=list)
    pages: dict[int, Page] = field(default_factory=dict)
    page: int | None = None
    tables: int = 0
    rows: int = -1  # of the table being read; -1 outside tables
    last_column: int = 0  # of the table being read
    # Where the first row ends in `pieces`, and on which page.
    after_head: tuple[int, int | None] = (0, None)
    last_filled: bool = False  # some row has text in the last column
    paragraph_open: bool = False

    def take(self, line: str) -> None:
        """Take the next line."""
        line = line.strip("\ufeff").rstrip("\r")
        stripped = line.strip(" \t")
        is_row = stripped.startswith("|")
        if self.rows >= 0 and not is_row:
            self._end_table()
        if is_row:
            self.paragraph_open = False
            self._take_row(stripped)
        elif not stripped or _ONLY_MARKS.fullmatch(stripped):
            self.paragraph_open = False
            self._scan(stripped)
        else:
            self._take_block(line, stripped)

    def _take_block(self, line: str, stripped: str) -> None:
        kind, level, content = _read_opening(line, stripped)
        [(runs, _)] = self._scan(content)
        if kind is BlockKind.PARAGRAPH and self.paragraph_open:
            # A line break that a person has put into a paragraph.
            before = self.pieces[-1]
            joined = (
                *before.runs[:-1],
                Run(before.runs[-1].page, before.runs[-1].text + " "),
                *runs,
            )
            self.pieces[-1] = Piece(kind, joined)
        elif runs:
            self.pieces.append(Piece(kind, tuple(runs), level))
        self.paragraph_open = kind is BlockKind.PARAGRAPH and bool(runs)

    def _end_table(self) -> None:
        """A last column without any text is one blank cell in the first row, as the
        reader of PDFs has it.
        """
        if not self.last_filled:
            at, page = self.after_head
            blank = Piece(
                BlockKind.TABLE_CELL,
                (Run(page, ""),),
                0,
                self.tables,
                0,
                self.last_column,
                blank=True,
            )
            self.pieces.insert(at, blank)
        self.tables, self.rows = self.tables + 1, -1

    def _take_row(self, line: str) -> None:
        if self.rows == 0 and re.fullmatch(r"\|(?:\s*:?-{2,}:?\s*\|?)+", line):
            return
        self.rows += 1
        closed = line.endswith("|") and not line.endswith("\\|")
        column = 0
        cells = self._scan(
            line[1:-1] if closed and len(line) > 1 else line[1:], cells=True
        )
        if self.rows == 0:
            self.last_column, self.last_filled = (
                sum(cut == "|" for _, cut in cells),
                False,
            )
        for runs, cut in cells:
            if runs:
                self.last_filled = self.last_filled or column == self.last_column
                place = (self.tables, self.rows, column)
                self.pieces.append(Piece(BlockKind.TABLE_CELL, tuple(runs), 0, *place))
            column += cut == "|"
        if self.rows == 0:
            self.after_head = len(self.pieces), self.page

    def _scan(
        self, content: str, *, cells: bool = False
    ) -> list[tuple[list[Run], str]]:
        """Runs of the content, and of each of its cells with what ends it; page marks
        move the page on.
        """
        done: list[tuple[list[Run], str]] = []
        cell = _Cell(self.page)
        at = 0
        for token in _TOKEN.finditer(content):
            cell.add(content[at : token.start()])
            at = token.end()
            if token["mark"]:
                cell.turn(self._turn_page(token))
            elif token["cut"] and cells:
                done.append((cell.close(), token["cut"]))
                cell = _Cell(self.page)
            elif not token["comment"]:
                code = token["code"]
                cell.add_literal(
                    token["cut"] or token["escaped"] or (_decode(code) if code else "")
                )
        cell.add(content[at:])
        return [*done, (cell.close(), "")]

    def _turn_page(self, mark: re.Match[str]) -> int | None:
        number = int(mark[2]) if mark[2].isdigit() else None
        if number is not None and number not in self.pages:
            word = (mark[3] or "").lower()
            status = PageStatus(word) if word in set(PageStatus) else PageStatus.READ
            self.pages[number] = Page(number, status)
        self.page = number
        return number


@dataclass(slots=True)
class _Cell:
    """The runs of a cell or block while they are read, one for each page."""

    page: int | None
    runs: list[Run] = field(default_factory=list)
    text: str = ""
    literal: int = 0  # so much of `text` stood as a code or escape and is not trimmed

    def add(self, plain: str) -> None:
        """Take plain text; at the start and after a space its own space is one too
        many.
        """
        if not self.text and not self.runs:
            plain = plain.lstrip(" \t")
        elif not self.text and self.runs[-1].text.endswith(" "):
            plain = plain.removeprefix(" ")
        self.text += plain

    def add_literal(self, text: str) -> None:
        """Take a letter that stood as a code or escape."""
        self.text += text
        self.literal = len(self.text)

    def turn(self, page: int | None) -> None:
        """Go on with a new page."""
        if self.text:
            self.runs.append(Run(self.page, self.text))
        self.page, self.text, self.literal = page, "", 0

    def close(self) -> list[Run]:
        """All runs, without blanks at the end."""
        end = self.text[self.literal :].rstrip(" \t")
        self.text = self.text[: self.literal] + end
        self.turn(None)
        return self.runs


def _decode(code: str) -> str:
    """Give the character of `&amp;` or `&#9;`; html.unescape alone would drop control
    characters.
    """
    if code[1] != "#":
        return html.unescape(code)
    number = int(code[3:-1], 16) if code[2] in "xX" else int(code[2:-1])
    return chr(number) if number <= 0x10FFFF else code


def _read_opening(line: str, stripped: str) -> tuple[BlockKind, int, str]:
    if heading := _OWN_HEADING.fullmatch(stripped):
        return BlockKind.HEADING, len(heading[1]), heading[2]
    if bullet := _OWN_BULLET.fullmatch(line):
        return (
            BlockKind.BULLET,
            min(6, 1 + len(bullet[1].expandtabs(4)) // 2),
            bullet[2],
        )
    if stripped.startswith(">"):
        return BlockKind.QUOTE, 0, stripped[1:]
    if stripped.startswith("[caption]"):
        return BlockKind.CAPTION, 0, stripped[len("[caption]") :]
    return BlockKind.PARAGRAPH, 0, stripped
