"""What a place that may state a priority is, whatever found it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plancoder.coding.labels import Label
from plancoder.coding.sentences import trimmed
from plancoder.models import Block, BlockKind, Document, SectionRole

# Sections whose lists are not the plan's statement of its priorities, though they may repeat them.
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
FOUND_AS = {BlockKind.HEADING: "heading", BlockKind.BULLET: "list", BlockKind.TABLE_CELL: "table"}
_MARKER = re.compile(r"^[^\w\"'“‘(£]*(?:\(?(?:\d{1,2}|[a-h]|[A-H]|[ivx]{1,4})[.)]\s+)?[^\w\"'“‘(£]*")


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
    """Candidates that belong together: the numbered ones of a kind, or one list. `word` names the kind."""

    word: str
    candidates: tuple[Candidate, ...]


def wording(document: Document, start: int, end: int) -> tuple[int, int]:
    """The span without list marker, number and surrounding space."""
    found = _MARKER.match(document.text[start:end])
    begin = start + (found.end() if found else 0)
    return next(trimmed(document.text, begin, end), (start, end))


_ENUMERATED = re.compile(r"\(?(?:\d{1,2}|[a-hA-H]|[ivx]{1,4})[.)]\s+\S")


def is_item(document: Document, block: Block) -> bool:
    """True for a bullet, and for a paragraph that begins with the number of a list: "(ii) …", "3. …"."""
    if block.kind is BlockKind.BULLET:
        return True
    return block.kind is BlockKind.PARAGRAPH and bool(_ENUMERATED.match(document.text, block.start, block.end))


def block_text(document: Document, block: Block) -> str:
    """The text of a block."""
    return document.text[block.start : block.end]
