"""Contents pages: entries with dot leaders and page numbers, in lines, tables, or run
together in one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from plancoder.coding.sections.labels import LABEL_WORDS, WELSH
from plancoder.coding.sections.plain_text import plain
from plancoder.models import Block, BlockKind, Document

Span = tuple[int, int]

_ENTRY = re.compile(
    r"^\W{0,3}(?P<entry>\S(?:.*?\S)?)(?P<leader>[\s.\u2026\u00b7_]+)(?P<page>\d{1,3})\s*$"
)
_BARE_PAGE = re.compile(
    r"^\W*(?:pages?\s+|p\.?\s*)?(\d{1,3})(?:\s*[-\u2013]\s*\d{1,3})?\W*$", re.IGNORECASE
)
_TITLE = re.compile(
    r"^\W*(?:table\s+of\s+)?contents\W*$|^\W*cynnwys\W*(?:contents\W*)?$", re.IGNORECASE
)
_TITLE_INLINE = re.compile(r"\b(?:Contents|CONTENTS|Cynnwys)\b[\s:]*")
_PARTS = (
    "annex",
    "appendix",
    "section",
    "chapter",
    "part",
    "page",
    "no",
    "number",
    "step",
    "phase",
    "tier",
    "level",
)
_NUMBERED_BEFORE = frozenset((*LABEL_WORDS, *WELSH, *_PARTS))
_PAGE_INSIDE = re.compile(r"(?<=\s)\d{1,3}(?=\s|$)")
# "My priorities" has no page number of its own where the entries below it have theirs.
_PART_WITHOUT_PAGE = re.compile(
    r"((?:(?:My|Our|The|Strategic|Key|Police and Crime)\s+)+"
    r"(?:[Pp]riorities|[Oo]bjectives|[Pp]ledges|[Tt]hemes|[Aa]ims))[\s:.]+(?=[A-Z])"
)
# An entry longer than this is a sentence that happens to end in a number.
_LONGEST = 260
_FEWEST = 3
# Contents stand near the front; lists that end in figures further back are tables.
_FRONT = 0.25


@dataclass(frozen=True, slots=True)
class Contents:
    """Where contents pages stand, and their entries without leaders and page numbers,
    in order.
    """

    spans: tuple[Span, ...] = ()
    entries: tuple[Span, ...] = ()

    def holds(self, offset: int) -> bool:
        """True if `offset` lies on a contents page."""
        for start, end in self.spans:
            if start <= offset < end:
                return True
        return False


def find_contents(document: Document) -> Contents:
    """All contents pages of a document."""
    spans: list[Span] = []
    entries: list[Span] = []
    for run in _runs(document):
        blocks = [document.blocks[index] for index in run]
        spans.append((blocks[0].start, blocks[-1].end + 1))
        for block in blocks:
            entries.extend(_entries_of(document.text, block))
    for start, end, found in _run_together(document):
        spans.append((start, end))
        entries.extend(found)
    return Contents(tuple(sorted(spans)), tuple(sorted(set(entries))))


def _entries_of(text: str, block: Block) -> Iterator[Span]:
    position = block.start
    for line in text[block.start : block.end].split("\n"):
        found = _ENTRY.match(line) if len(line) <= _LONGEST else None
        inside = _inline_entries(text, position, position + len(line))
        if len(inside) > 1:
            yield from inside
        elif found:
            yield position + found.start("entry"), position + found.end("entry")
        elif line.strip() and not _BARE_PAGE.match(line) and not _TITLE.match(line):
            yield (
                position + len(line) - len(line.lstrip()),
                position + len(line.rstrip()),
            )
        position += len(line) + 1


def _page_number(text: str, block: Block) -> int | None:
    """The page number with which an entry, or a cell beside it, ends."""
    last = text[max(block.start, block.end - _LONGEST - 1) : block.end].rsplit("\n", 1)[
        -1
    ]
    if len(last) > _LONGEST:
        return None
    found = _BARE_PAGE.match(last)
    if found:
        return int(found.group(1))
    entry = _ENTRY.match(last)
    if entry is None:
        return None
    before = plain(entry.group("entry")).split()
    if not before or before[-1] in _NUMBERED_BEFORE:
        return None
    return int(entry.group("page"))


def _rising(numbers: Sequence[int]) -> bool:
    """True if page numbers mostly rise; printed contents do have slips."""
    if len(numbers) < _FEWEST:
        return False
    return sum(one <= other for one, other in pairwise(numbers)) >= 0.7 * (
        len(numbers) - 1
    )


def _runs(document: Document) -> Iterator[list[int]]:
    """Runs of blocks that are a contents page: under the word "contents", or entry
    after entry near the front.
    """
    text, blocks = document.text, document.blocks
    ends = [_page_number(text, block) for block in blocks]
    index = 0
    while index < len(blocks):
        titled = bool(
            _TITLE.match(
                text[
                    blocks[index].start : min(
                        blocks[index].end, blocks[index].start + _LONGEST
                    )
                ]
            )
        )
        run = _run_from(document, ends, index + titled)
        numbers = [number for i in run if (number := ends[i]) is not None]
        front = blocks[index].start <= _FRONT * len(text)
        strong = any(
            re.search(r"\.{3,}|\u2026", text[blocks[i].start : blocks[i].end])
            for i in run
        )
        if _rising(numbers) and (
            titled or ((front or strong) and len(numbers) > _FEWEST)
        ):
            yield [*([index] if titled else []), *run]
            index = run[-1] + 1
        elif titled and (listed := _unnumbered(document, index + 1)):
            yield [index, *listed]
            index = listed[-1] + 1
        else:
            index += 1


def _run_from(document: Document, ends: Sequence[int | None], first: int) -> list[int]:
    """Blocks from `first` that look like entries; one entry that lost its number, and
    cells, may stand between.

    `ends` has the page number with which each block of the document ends.
    """
    text, blocks = document.text, document.blocks
    run: list[int] = []
    gap = 0
    for index in range(first, len(blocks)):
        block = blocks[index]
        if ends[index] is not None:
            gap = 0
        elif (
            gap >= 2
            or block.end - block.start > _LONGEST
            or text[block.start : block.end].endswith((".", "!", "?"))
        ):
            break
        else:
            gap += 1
        run.append(index)
    while run and ends[run[-1]] is None:
        run.pop()
    return run


def _unnumbered(document: Document, first: int) -> list[int]:
    """Short lines right under "Contents" without page numbers, as on web pages or where
    the numbers were read apart.
    """
    text, blocks = document.text, document.blocks
    run: list[int] = []
    for index in range(first, len(blocks)):
        block = blocks[index]
        if (
            block.kind is BlockKind.HEADING
            or block.end - block.start > _LONGEST
            or text[block.start : block.end].endswith((".", "!", "?", ":"))
        ):
            break
        run.append(index)
    if len(run) < _FEWEST or not run:
        return []
    if all(blocks[index].kind is BlockKind.BULLET for index in run):
        return run
    near = blocks[first : run[-1] + 2 * len(run) + 4]
    numbers = sum(
        bool(_BARE_PAGE.match(text[block.start : block.end])) for block in near
    )
    wordings = {plain(text[blocks[index].start : blocks[index].end]) for index in run}
    again = sum(
        plain(text[block.start : block.end]) in wordings
        for block in blocks[run[-1] + 1 :]
    )
    return run if numbers >= _FEWEST or again >= 2 else []


def _run_together(document: Document) -> Iterator[tuple[int, int, list[Span]]]:
    """Contents in the middle of a paragraph whose line breaks were lost: "Contents
    Foreword 3 Priorities 4 …".
    """
    text = document.text
    reach = 0
    for title in _TITLE_INLINE.finditer(text, 0, int(len(text) * _FRONT) + 200):
        if title.start() < reach:
            continue
        block = document.blocks[document.block_index(title.start())]
        if block.end - title.end() < 40:
            continue
        found = _inline_entries(text, title.end(), block.end)
        if len(found) >= _FEWEST:
            after = re.compile(r"\D*\d{1,3}").match(text, found[-1][1])
            reach = after.end() if after else found[-1][1]
            yield title.start(), reach, found


def _inline_entries(text: str, start: int, end: int) -> list[Span]:
    entries: list[Span] = []
    begin, last = start, 0
    for number in _PAGE_INSIDE.finditer(text, start, end):
        at, page = number.start(), int(number.group())
        if at - begin > _LONGEST:
            break
        before = text[begin:at].strip(" .\t\u2026\u00b7_")
        words = plain(before).split()
        following = text[number.end() : min(end, number.end() + 12)].lstrip()[:1]
        if (
            not words
            or words[-1] in _NUMBERED_BEFORE
            or page < last
            or not (following.isupper() or not following)
        ):
            continue
        first = (
            begin
            + len(text[begin:at])
            - len(text[begin:at].lstrip(" .\t\u2026\u00b7_"))
        )
        part = _PART_WITHOUT_PAGE.match(text[first : first + len(before)])
        if part:
            entries.append((first, first + part.end(1)))
        entries.append((first + (part.end() if part else 0), first + len(before)))
        begin, last = number.end(), page
    return entries
