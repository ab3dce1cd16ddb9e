"""A group of siblings, and the words that announce it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plancoder.coding.statements.items import Item, is_page
from plancoder.models import BlockKind, Document


@dataclass(frozen=True, slots=True)
class Group:
    """Siblings that together could be the priorities of a plan.

    `kind`: labels, list, lines, headings, contents, sentence, cells. `lead` is the text
    that announces them, blank where nothing stands before them that could.
    """

    kind: str
    items: tuple[Item, ...]
    lead: str = ""
    distance: int = 0  # blocks between the announcement and the first item
    recurring: str = ""  # the words that follow each of them


COUNTED_OFF = "counted off"
"""Kind of a group of sentences: "First, …. Second, …"."""
CODED = "coded"
"""Kind of a group numbered by letter and figure: "A1 …", "A2 …", "B1 …"."""
GLOSSED_TITLES = "titles with text"
"""Kind of a group of titles each of which has its own text."""
MOST_ITEMS = 100
"""Items of a run that is asked for anew from each of its members: no plan has so many
priorities, and looking further would take time that grows with its square."""
LEAD_REACH = 400  # characters of the sentences before a list that may announce it


ANNOUNCES = re.compile(r"(?::\s*[-–—]?|;\s*[-–—])\s*$")
_LEADS_ON = re.compile(r"\b(?:focus|concentrat)(?:e|ed|es|ing)? on\s*$", re.IGNORECASE)


def leads_on(words: str) -> bool:
    """Whether words lead to a list though no colon follows: "… will focus on"."""
    ends = words.rstrip()[-3:].lower() == " on"
    return ends and _LEADS_ON.search(words) is not None


def lead_before(document: Document, offset: int, block: int | None = None) -> str:
    """The last words before a list: its paragraph's end and the heading above it.

    `block` is the one above which to look where `offset` lies in another.
    """
    text, blocks = document.text, document.blocks
    if block is None:
        block = document.block_index(offset)
    own = behind_entries(text[blocks[block].start : offset].strip())
    parts = [own] if own else []
    at = _above_heads(document, block - 1)
    while at >= 0 and len(parts) < 2:
        if is_page(text[blocks[at].start : blocks[at].end]):
            at -= 1
            continue
        parts.insert(0, text[blocks[at].start : blocks[at].end])
        if blocks[at].kind is BlockKind.HEADING:
            break
        at -= 1
    joined = "\n".join(parts)
    return joined[-LEAD_REACH:]


def behind_entries(words: str) -> str:
    """What stands behind the last page number of a contents page run together: "Money
    5 The last plan 6 Our aims" gives "Our aims".
    """
    entries = _ENTRY.split(words[-LEAD_REACH:])
    return entries[-1] if len(entries) > _MOST_FIGURES and entries[-1] else words


_ENTRY = re.compile(r"(?<=[a-z])\s+\d{1,3}\s+(?=[A-Z])")
_MOST_FIGURES = 2  # before a capital that are no page numbers


def _above_heads(document: Document, at: int) -> int:
    """The last block that is no head of a column, two or more of which stand above a
    table that was copied cell by cell: "No.", "Title", "Lead".
    """
    first = at
    while first >= 0 and _COLUMN_HEAD.fullmatch(
        document.text, document.blocks[first].start, document.blocks[first].end
    ):
        first -= 1
    return first if at - first > 1 else at


_COLUMN_HEAD = re.compile(
    r"no\.?|ref\.?|#|number|title|name|page|lead(?: \w+)?|owner|responsible|status|"
    r"target|measures?|when|by when|who|trend|rag|q[1-4]",
    re.IGNORECASE,
)


def heading_group(document: Document, run: Sequence[Item]) -> Group:
    """Headings with what stands before the first of them."""
    return Group(
        "headings", tuple(run), lead_before(document, run[0].lead, run[0].block)
    )


FEWEST = 3  # items of a list that nothing announces
FEWEST_COUNTED = 3  # titles that count on
