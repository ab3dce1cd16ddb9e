"""Small documents for tests of coding, written like Markdown; coding itself never sees
a reader.
"""

from __future__ import annotations

import re

from plancoder.models import Block, BlockKind, Document, Page, Region

_HEADING = re.compile(r"(#{1,6})\s+(.*)", re.DOTALL)
_BULLET = re.compile(r"((?:  )*)[-*]\s+(.*)", re.DOTALL)
_PAGE = re.compile(r"<!--\s*page\s+(\d+)\s*-->")


def document_of(source: str) -> Document:
    """Blocks part at blank lines and at bullets: "# Heading", "- bullet", "| a | b |",
    "> pull quote", else prose.
    """
    pieces: list[str] = []
    blocks: list[Block] = []
    length = 0
    page: int | None = None
    table = -1
    for lines in _parts(source):
        found = _PAGE.fullmatch(lines)
        if found:
            page = int(found.group(1))
            continue
        table += lines.startswith("|")
        for kind, text, level, row, column in _read(lines):
            number = table if row is not None else None
            regions = (Region(length, page),)
            blocks.append(
                Block(
                    kind,
                    length,
                    length + len(text),
                    regions,
                    level,
                    number,
                    row,
                    column,
                )
            )
            pieces.append(text)
            length += len(text) + 1
    pages = tuple(
        Page(number)
        for number in sorted({block.page for block in blocks if block.page is not None})
    )
    return Document("\n".join(pieces), tuple(blocks), pages, "markdown", "tests")


def flat_document_of(source: str) -> Document:
    """The same words as one paragraph: what is left of a plan whose line breaks were
    lost.
    """
    text = " ".join(document_of(source).text.split())
    return Document(
        text, (Block(BlockKind.PARAGRAPH, 0, len(text), (Region(0, None),)),)
    )


def _parts(source: str) -> list[str]:
    parts: list[str] = []
    for part in re.split(r"\n\s*\n", source.strip("\n")):
        lines = part.split("\n")
        if all(_BULLET.match(line) for line in lines):
            parts.extend(lines)
        else:
            parts.append(part)
    return parts


def _read(lines: str) -> list[tuple[BlockKind, str, int, int | None, int | None]]:
    if lines.startswith("|"):
        return [
            (BlockKind.TABLE_CELL, cell.strip(), 0, row, column)
            for row, line in enumerate(lines.split("\n"))
            for column, cell in enumerate(line.strip("|").split("|"))
            if cell.strip()
        ]
    heading, bullet = _HEADING.fullmatch(lines), _BULLET.fullmatch(lines)
    if heading:
        return [
            (BlockKind.HEADING, heading.group(2), len(heading.group(1)), None, None)
        ]
    if bullet:
        return [
            (
                BlockKind.BULLET,
                bullet.group(2),
                len(bullet.group(1)) // 2 + 1,
                None,
                None,
            )
        ]
    if lines.startswith("> "):
        return [(BlockKind.QUOTE, lines[2:], 0, None, None)]
    return [(BlockKind.PARAGRAPH, lines.replace("\n", " "), 0, None, None)]
