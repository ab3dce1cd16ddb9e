"""What a place that may state a priority is, whatever found it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from plancoder.coding.sections.labels import Label
from plancoder.coding.sections.sentences import trimmed
from plancoder.models import Block, BlockKind, Document, SectionRole

# Sections whose lists are not the plan's statement of its priorities, though they may
# repeat them.
ELSEWHERE = frozenset(
    {
        SectionRole.DELIVERY,
        SectionRole.PERFORMANCE,
        SectionRole.FINANCE,
        SectionRole.GLOSSARY,
        SectionRole.BOILERPLATE,
        SectionRole.NEEDS_ASSESSMENT,
    }
)
FOUND_AS = {
    BlockKind.HEADING: "heading",
    BlockKind.BULLET: "list",
    BlockKind.TABLE_CELL: "table",
}
_MARKER = re.compile(
    r"^[^\w\"'“‘(£]*(?:\(?(?:\d{1,2}|[a-h]|[A-H]|[ivx]{1,4})[.)]\s+)?[^\w\"'“‘(£]*"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may state a priority: its wording without label and list marker."""

    start: int
    end: int
    found_as: str
    label: Label | None = None
    inline: bool = False  # cut out of running text: its end is a guess


@dataclass(frozen=True, slots=True)
class Group:
    """Candidates that belong together: the numbered ones of a kind, or one list.

    `word` names the kind.
    """

    word: str
    candidates: tuple[Candidate, ...]


def wording(document: Document, start: int, end: int) -> tuple[int, int]:
    """The span without list marker, number and surrounding space."""
    found = _MARKER.match(document.text[start:end])
    begin = start + (found.end() if found else 0)
    return next(trimmed(document.text, begin, end), (start, end))


_ENUMERATED = re.compile(r"\(?(?:\d{1,2}|[a-hA-H]|[ivx]{1,4})[.)]\s+\S")


def is_item(document: Document, block: Block) -> bool:
    """True for a bullet, and for a paragraph that begins with the number of a list:
    "(ii) …", "3. …".
    """
    if block.kind is BlockKind.BULLET:
        return True
    return block.kind is BlockKind.PARAGRAPH and bool(
        _ENUMERATED.match(document.text, block.start, block.end)
    )


def block_text(document: Document, block: Block) -> str:
    """The text of a block."""
    return document.text[block.start : block.end]


_BARE_NUMBER = re.compile(r"(\d{1,2})\s+(?=[A-Z])")


def without_numbers(document: Document, row: list[Candidate]) -> list[Candidate]:
    """Headings that count up ("1 Safer roads", "2 Kinder courts") without their
    numbers; others as they are.
    """
    found = [_BARE_NUMBER.match(document.text, one.start, one.end) for one in row]
    numbers = [int(number.group(1)) for number in found if number]
    if (
        len(numbers) < 2
        or len(numbers) < len(row)
        or any(b - a != 1 for a, b in pairwise(numbers))
    ):
        return row
    return [
        replace(one, start=number.end())
        for one, number in zip(row, found, strict=True)
        if number
    ]
