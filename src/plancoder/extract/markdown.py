"""Documents as Markdown: written one block a line, read back as they were, and other people's Markdown read.

What `write_markdown` writes begins with a comment, so that a hand-corrected extraction can stand in for a PDF: in such
a text nothing is guessed. Any other Markdown goes through `prose`, which knows the habits of other programs.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from plancoder.extract.characters import clean_characters
from plancoder.extract.marks import COMMENT_MARK, mark_pages
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pieces import Piece, Run, make_document
from plancoder.extract.prose import read_lines
from plancoder.extract.text import find_headings
from plancoder.models import Block, BlockKind, Document, Page, PageStatus

HEADER = "<!-- plancoder extract: one block a line; correct the text as you like and keep the page marks -->"
_HEADER_START = "<!-- plancoder extract"
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?:[^\n]*:[^\n]*\n|[ \t]+[^\n]*\n|-[^\n]*\n)+?---[ \t]*\n")

# ------------------------------------------------------------------------------------------------ writing

_MUST_HIDE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]|\\|&(?=#?\w+;)|<(?=[!/a-zA-Z])")
_LOOKS_LIKE_MARKUP = re.compile(r"#{1,6}(?:\s|$)|[-*+](?:\s|$)|>|\||\[caption\]|[-=*_]{3,}|`{3}|~{3}")
_LOOKS_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def write_markdown(document: Document) -> str:
    """Markdown of the document: headings, bullets, rows of tables, quotes, captions, with page marks as comments."""
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
        """Marks to write before text on `page`: those of empty pages passed on the way, then its own."""
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
        status = f": {known.status}" if known and known.status is not PageStatus.READ else ""
        return f"<!-- page {page}{status} -->"


def _group_tables(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Blocks one by one, the cells of a table together as long as they run row by row."""
    group: list[Block] = []
    for block in blocks:
        before = group[-1] if group else None
        same_table = (
            before is not None
            and before.kind is block.kind is BlockKind.TABLE_CELL
            and before.table == block.table
            and (before.row or 0, before.column or 0) <= (block.row or 0, block.column or 0)
        )
        if not same_table and group:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _write_table(document: Document, cells: Sequence[Block], marks: _MarkWriter) -> list[str]:
    width = max(cell.column or 0 for cell in cells) + 1
    written: dict[int, list[str]] = {}
    for cell in cells:
        row = written.setdefault(cell.row or 0, [""] * width)
        text = "".join(marks.move_to(cell.page)) + _write_text(document, cell, marks)
        column = cell.column or 0
        row[column] = f"{row[column]}<br>{text}" if row[column] else text
    lines = [f"| {' | '.join(written.get(row, [''] * width))} |" for row in range(max(written) + 1)]
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
    """Text of the block, hidden where it would be read as markup, with a mark where it goes over a page break."""
    in_cell = block.kind is BlockKind.TABLE_CELL
    parts: list[str] = []
    before = ""
    ends = [region.start for region in block.regions[1:]] + [block.end]
    for index, (region, end) in enumerate(zip(block.regions, ends, strict=True)):
        if index:
            parts.extend(marks.move_to(region.page))
        text = _hide(document.text[max(region.start, block.start) : end], in_cell=in_cell)
        if before.endswith(" ") and text.startswith(" "):
            text = "&#32;" + text[1:]
        before = text
        parts.append(text)
    parts[0] = re.sub(r"^\s", lambda found: _code(found[0]), parts[0])
    parts[-1] = re.sub(r"\s$", lambda found: _code(found[0]), parts[-1])
    if block.kind is BlockKind.PARAGRAPH:
        if _LOOKS_LIKE_MARKUP.match(parts[0]):
            parts[0] = "\\" + parts[0]
        parts[0] = _LOOKS_NUMBERED.sub(r"\1\\\2", parts[0], count=1) if _LOOKS_NUMBERED.match(parts[0]) else parts[0]
    elif in_cell and re.fullmatch(r":?-{2,}:?", "".join(parts)):
        parts[0] = "\\" + parts[0]
    return "".join(parts)


def _hide(text: str, *, in_cell: bool) -> str:
    text = _MUST_HIDE.sub(lambda found: {"\\": "\\\\", "&": "&amp;", "<": "\\<"}.get(found[0]) or _code(found[0]), text)
    return text.replace("|", "\\|") if in_cell else text


def _code(character: str) -> str:
    return f"&#{ord(character)};"


# ------------------------------------------------------------------------------------------------ reading


def read_markdown(text: str, *, pages: tuple[int, ...] = (), options: ExtractOptions | None = None) -> Document:
    """Read Markdown: what `write_markdown` wrote comes back as it was, anything else as a reader would take it."""
    options = options or ExtractOptions()
    if text.lstrip("\ufeff \r\n\t").startswith(_HEADER_START):
        reader = _OwnReader()
        for line in text.replace("\r\n", "\n").split("\n"):
            reader.take(line)
        return make_document(
            reader.pieces, list(reader.pages.values()), pages=pages, options=options, format="markdown"
        )
    lines, seen = mark_pages(_FRONT_MATTER.sub("", clean_characters(text), count=1))
    pieces = read_lines(lines, markup=True)
    if not any(piece.kind is BlockKind.HEADING for piece in pieces):
        pieces = find_headings(pieces)
    known = [Page(number) for number in seen]
    return make_document(pieces, known, pages=pages, options=options, format="markdown")


_TOKEN = re.compile(
    rf"(?P<mark>{COMMENT_MARK.pattern})|\\(?P<escaped>[!-/:-@\[-`{{-~])|(?P<code>&(?:#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|"
    r"[a-zA-Z]\w{1,30});)|(?P<comment><!--(?:(?!-->).){0,2000}-->)|(?P<cut><br\s*/?>|\|)",
    re.IGNORECASE,
)
_OWN_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)")
_OWN_BULLET = re.compile(r"([ \t]*)[-*+][ \t]+(.*)")
_ONLY_MARKS = re.compile(r"(?:\s*<!--(?:(?!-->).)*-->)+\s*")


@dataclass(slots=True)
class _OwnReader:
    """Takes the lines of a written document one by one."""

    pieces: list[Piece] = field(default_factory=list)
    pages: dict[int, Page] = field(default_factory=dict)
    page: int | None = None
    tables: int = 0
    rows: int = -1  # of the table being read; -1 outside tables
    paragraph_open: bool = False

    def take(self, line: str) -> None:
        """Take the next line."""
        line = line.strip("\ufeff").rstrip("\r")
        stripped = line.strip(" \t")
        is_row = stripped.startswith("|")
        if self.rows >= 0 and not is_row:
            self.tables, self.rows = self.tables + 1, -1
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
            joined = (*before.runs[:-1], Run(before.runs[-1].page, before.runs[-1].text + " "), *runs)
            self.pieces[-1] = Piece(kind, joined)
        elif runs:
            self.pieces.append(Piece(kind, tuple(runs), level))
        self.paragraph_open = kind is BlockKind.PARAGRAPH and bool(runs)

    def _take_row(self, line: str) -> None:
        if self.rows == 0 and re.fullmatch(r"\|(?:\s*:?-{2,}:?\s*\|?)+", line):
            return
        self.rows += 1
        closed = line.endswith("|") and not line.endswith("\\|")
        column = 0
        for runs, cut in self._scan(line[1:-1] if closed and len(line) > 1 else line[1:], cells=True):
            if runs:
                place = (self.tables, self.rows, column)
                self.pieces.append(Piece(BlockKind.TABLE_CELL, tuple(runs), 0, *place))
            column += cut == "|"

    def _scan(self, content: str, *, cells: bool = False) -> list[tuple[list[Run], str]]:
        """Runs of the content, and of each of its cells with what ends it; page marks move the page on."""
        done: list[tuple[list[Run], str]] = []
        runs: list[Run] = []
        start = self.page
        text = ""
        literal = 0  # so much of `text` stood as a code or escape and is not trimmed

        at = 0
        for token in [*_TOKEN.finditer(content), None]:
            plain = content[at : token.start() if token else len(content)]
            if not text and not runs:
                plain = plain.lstrip(" \t")
            if text == "" and runs and plain.startswith(" ") and runs[-1].text.endswith(" "):
                plain = plain[1:]
            text += plain
            if token is None:
                break
            at = token.end()
            if token["mark"]:
                runs = [*runs, Run(start, text)] if text else runs
                text, literal = "", 0
                start = self._turn_page(token)
            elif token["cut"] and cells:
                done.append((_close(runs, start, text, literal), token["cut"]))
                runs, text, literal, start = [], "", 0, self.page
            elif not token["comment"]:
                text += token["escaped"] or _decode(token["code"]) if not token["cut"] else token["cut"]
                literal = len(text)
        done.append((_close(runs, start, text, literal), ""))
        return done

    def _turn_page(self, mark: re.Match[str]) -> int | None:
        number = int(mark[2]) if mark[2].isdigit() else None
        if number is not None and number not in self.pages:
            word = (mark[3] or "").lower()
            status = PageStatus(word) if word in set(PageStatus) else PageStatus.READ
            self.pages[number] = Page(number, status)
        self.page = number
        return number


def _close(runs: list[Run], page: int | None, text: str, literal: int) -> list[Run]:
    text = text[:literal] + text[literal:].rstrip(" \t")
    return [*runs, Run(page, text)] if text else runs


def _decode(code: str) -> str:
    """Give the character of `&amp;` or `&#9;`; html.unescape alone would drop control characters."""
    if code[1] != "#":
        return html.unescape(code)
    number = int(code[3:-1], 16) if code[2] in "xX" else int(code[2:-1])
    return chr(number) if number <= 0x10FFFF else code


def _read_opening(line: str, stripped: str) -> tuple[BlockKind, int, str]:
    if heading := _OWN_HEADING.fullmatch(stripped):
        return BlockKind.HEADING, len(heading[1]), heading[2]
    if bullet := _OWN_BULLET.fullmatch(line):
        return BlockKind.BULLET, min(6, 1 + len(bullet[1].expandtabs(4)) // 2), bullet[2]
    if stripped.startswith(">"):
        return BlockKind.QUOTE, 0, stripped[1:]
    if stripped.startswith("[caption]"):
        return BlockKind.CAPTION, 0, stripped[len("[caption]") :]
    return BlockKind.PARAGRAPH, 0, stripped
