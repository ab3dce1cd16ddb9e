"""Lists that state priorities: bullets, boxes, tables, sub-headings under "Our priorities" or "my priorities are:"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plancoder.coding.candidates import ELSEWHERE, FOUND_AS, Candidate, Group, block_text, wording
from plancoder.coding.headings import RUNNING_TEXT
from plancoder.coding.labels import LABEL_WORDS, Label, read_label
from plancoder.coding.roles import Roles
from plancoder.coding.sections import Section, Sections
from plancoder.coding.sentences import split_sentences, trimmed
from plancoder.coding.wording import plain
from plancoder.models import Block, BlockKind, Document, SectionRole

_PLURALS = {
    **{word[:-1] + "ies" if word.endswith("y") else word + "s": word for word in LABEL_WORDS},
    **{
        "blaenoriaethau": "priority",
        "amcanion": "objective",
        "addewidion": "pledge",
        "nodau": "aim",
        "themau": "theme",
    },
    "priority areas": "priority",
    "areas of focus": "priority",
    "at a glance": "priority",
    "focus": "priority",
    "priority": "priority",
    "plan on a page": "priority",
}
_WORD = re.compile(r"\b(" + "|".join(sorted(_PLURALS, key=len, reverse=True)) + r")\b", re.IGNORECASE)
# Other people's priorities, last year's, and lists of what will be done about them.
_NOT_OURS = re.compile(
    r"\b(?:in addition to|in support of|"
    r"to (?:achieve|deliver|support|meet|reach|address) (?:this|these|the|our|my|that)|national|"
    r"home secretary|strategic policing requirement|government|partnerships?'?s? priorities|"
    r"partners'? priorities|their priorities|local authorit\w+|actions?|measur\w+|consult\w+|survey\w*|asked|"
    r"questions?|respon\w+|agreed to|will be judged|differences?)\b",
    re.IGNORECASE,
)
_FORMER = re.compile(r"\b(?:previous|former|last year)(?:'s|\u2019s)?\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
_LEAD_OUT = re.compile(
    r"(?:\b(?:are|is|be|following|follows|below|include|these|to)\b[^.]{0,60}:|:)\s*$", re.IGNORECASE
)
_INLINE = re.compile(
    r"\b(?:priorities|objectives|pledges|aims|themes|goals|outcomes|commitments)\b[^.:;]{0,60}?"
    r"\b(?:are|will be|is to)\b[^.:;]{0,30}:\s*(?=\S)",
    re.IGNORECASE,
)
_ITEM_MARK = re.compile(r"(?:(?<=\s)|^)(?:\(?(?:\d{1,2}|[a-hI]|[ivx]{1,4})[.)]|[•➤✓▪●])\s+(?=[A-Z\"'“])")
_COLUMN = re.compile(
    r"^(?:(?:our|my|the|key|strategic)\s+)*(priorit|objective|pledge|theme|aim|goal)\w*$", re.IGNORECASE
)
_GENERIC = re.compile(
    r"\b(?:what|how|measures?|targets?|lead|when|date|year|action\w*|owner|success|page|£\w*)\b", re.I
)
_INTRO = 8
_MOST = 40
_LINES = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.CAPTION})


def list_groups(document: Document, sections: Sections, roles: Roles) -> list[Group]:
    """All lists that are announced as the plan's priorities, the weightiest announcement first."""
    groups: list[tuple[tuple[int, int, int], Group]] = []
    for index, (word, after_heading) in _announcements(document, sections, roles):
        items = _items(document, sections, roles, index, after_heading=after_heading)
        fewest = 1 if after_heading and items and items[0].found_as == "list" else 2
        if fewest <= len(items) <= _MOST:
            rank = LABEL_WORDS.index(word)
            groups.append(((rank, -min(len(items), 3), index), Group(word, tuple(items))))
    for word, parts in _inline_lists(document, sections):
        groups.append(((LABEL_WORDS.index(word), -min(len(parts), 3), parts[0].start), Group(word, parts)))
    return [group for _, group in sorted(groups, key=lambda pair: pair[0])]


def announced(text: str) -> str | None:
    """The kind of statement ("priority", "objective") that words announce as the plan's own; None for other words."""
    found = _WORD.search(text)
    if found is None or _NOT_OURS.search(text) or _FORMER.search(text[: found.start()]):
        return None
    return _PLURALS[found.group(1).casefold()]


def _announcements(document: Document, sections: Sections, roles: Roles) -> Iterator[tuple[int, tuple[str, bool]]]:
    """Blocks that announce a list: index, kind of statement, and whether the block is a heading."""
    heads = {part.heading.start: part for part in sections.parts if part.heading is not None}
    for index, block in enumerate(document.blocks):
        text = block_text(document, block)
        part = heads.get(block.start)
        if part is not None and part.heading is not None and part.heading.label is None:
            own = roles.of_heading(plain(text))
            if own is SectionRole.PRIORITY_STATEMENT or (own is not part.role is SectionRole.PRIORITY_STATEMENT):
                yield index, (announced(text) or "priority", True)
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET) and text.rstrip().endswith(":"):
            last = list(split_sentences(document.text, block.start, block.end))[-1]
            tail = document.text[last[0] : last[1]]
            before = document.text[max(block.start, last[0] - 250) : last[0]] if len(tail) < 40 else ""
            word = announced(before + tail)
            if word and _LEAD_OUT.search(tail) and sections.role_at(block.start) not in ELSEWHERE:
                yield index, (word, False)


def _items(document: Document, sections: Sections, roles: Roles, index: int, *, after_heading: bool) -> list[Candidate]:
    """What the list announced at block `index` holds."""
    blocks = document.blocks
    here = sections.at(blocks[index].start)
    for step in range(index + 1, min(len(blocks), index + 1 + (_INTRO if after_heading else 1))):
        block = blocks[step]
        part = sections.at(block.start)
        opens = part.heading is not None and part.heading.start == block.start
        if opens and (not after_heading or part.heading is None or part.heading.level <= _level(here)):
            break
        if opens:
            return _subheadings(document, sections, roles, here)
        if block.kind is BlockKind.TABLE_CELL:
            return _table(document, step)
        if block.kind is BlockKind.BULLET:
            return _bullets(document, step)
        if after_heading and block_text(document, block).rstrip().endswith(":"):
            # Another announcement: it speaks for itself, or the list below it is of something else.
            return [] if announced(block_text(document, block)) is None else _bullets(document, step + 1)
    return _short_lines(document, index + 1, after_heading=after_heading)


def _level(part: Section) -> int:
    return part.heading.level if part.heading is not None else 0


def _bullets(document: Document, first: int) -> list[Candidate]:
    """The bullets of a list; one that ends in a colon gives way to those below it."""
    run: list[Block] = []
    for block in document.blocks[first:]:
        if block.kind is not BlockKind.BULLET or (run and block.level < run[0].level):
            break
        run.append(block)
    top = min((block.level for block in run), default=0)
    items: list[Candidate] = []
    opened = False
    for block in run:
        if block.level <= top:
            opened = block_text(document, block).rstrip().endswith(":")
        if (block.level <= top) != opened and (block.level <= top or opened):
            label = read_label(block_text(document, block), block.start)
            start, end = wording(document, label.end if label else block.start, block.end)
            items.append(Candidate(start, end, "list", label))
    return items


def _subheadings(document: Document, sections: Sections, roles: Roles, here: Section) -> list[Candidate]:
    """The headings one level below a heading such as "Our priorities", if they have no role of their own."""
    items: list[Candidate] = []
    level = 0
    for part in sections.parts[sections.parts.index(here) + 1 :]:
        heading = part.heading
        if heading is None or heading.level <= _level(here):
            break
        level = level or heading.level
        own = roles.of_heading(plain(document.text[heading.start : heading.end]))
        if heading.level == level and own in (None, SectionRole.PRIORITY_STATEMENT):
            start = heading.label.end if heading.label else heading.start
            items.append(
                Candidate(*wording(document, min(start, heading.end - 1), heading.end), "heading", heading.label)
            )
    return items


def _short_lines(document: Document, first: int, *, after_heading: bool) -> list[Candidate]:
    """Short paragraphs one below the other, where bullets or boxes lost their marks."""
    items: list[Candidate] = []
    alone: Label | None = None
    for block in document.blocks[first:]:
        text = block_text(document, block)
        if block.kind not in _LINES or len(text.split()) > 25 or text.endswith(":"):
            break
        if block.kind is BlockKind.HEADING and (items or after_heading):
            break
        label = read_label(text, block.start)
        if label is not None and label.end >= block.end:
            alone = label  # "Theme A" on a line of its own: the next line is its wording
            continue
        start, end = wording(document, label.end if label else block.start, block.end)
        items.append(Candidate(start, end, "list", label or alone))
        alone = None
    return items


def _table(document: Document, first: int) -> list[Candidate]:
    """A plan on a page: the column headed "Priority", or the headings of the columns, or the boxes of a row."""
    number = document.blocks[first].table
    cells = [
        block for block in document.blocks[first:] if block.table == number and block_text(document, block).strip()
    ]
    top = [cell for cell in cells if cell.row == cells[0].row]
    for cell in top:
        if _COLUMN.match(block_text(document, cell).strip()):
            below = [other for other in cells if other.column == cell.column and other.row != cell.row]
            return [_cell(document, other.start, other.end) for other in below]
    chosen = cells if all(cell.column == cells[0].column for cell in cells) else top
    chosen = [cell for cell in chosen if not _COLUMN.match(block_text(document, cell).strip())]
    if any(_GENERIC.search(block_text(document, cell)) and len(block_text(document, cell)) < 30 for cell in chosen):
        return []
    return [_cell(document, cell.start, cell.end) for cell in chosen]


def _cell(document: Document, start: int, end: int) -> Candidate:
    label = read_label(document.text[start:end], start)
    start, end = wording(document, min(label.end, end - 1) if label else start, end)
    line = next(split_sentences(document.text, start, end), (start, end)) if end - start > 160 else (start, end)
    return Candidate(*line, FOUND_AS[BlockKind.TABLE_CELL], label)


def _inline_lists(document: Document, sections: Sections) -> Iterator[tuple[str, tuple[Candidate, ...]]]:
    """Priorities listed in a sentence: "My priorities are: cutting crime; supporting victims; and …"."""
    for found in _INLINE.finditer(document.text):
        block = document.blocks[document.block_index(found.start())]
        word = announced(found.group())
        if word is None or found.end() >= block.end or sections.role_at(found.start()) in ELSEWHERE:
            continue
        reach = min(block.end, found.end() + RUNNING_TEXT)
        marks = list(_ITEM_MARK.finditer(document.text, found.end(), reach))
        spans = (
            _marked_items(document.text, [(mark.start(), mark.end()) for mark in marks], reach)
            if len(marks) > 1
            else _parted(document.text, *next(split_sentences(document.text, found.end(), reach), (0, 0)))
        )
        if len(spans) > 1:
            yield word, tuple(Candidate(start, end, "sentence", inline=True) for start, end in spans)


def _marked_items(text: str, marks: list[tuple[int, int]], reach: int) -> list[tuple[int, int]]:
    spans = []
    for (_, begin), (end, _) in zip(marks, [*marks[1:], (reach, reach)], strict=True):
        spans.append(next(split_sentences(text, begin, end), (begin, end)))
    return spans


def _parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sentence between semicolons, or between commas where there are no semicolons."""
    mark = r";\s*(?:and\s+)?" if ";" in text[start:end] else r",\s*(?:and\s+)?|\s+and\s+(?=\w+ing\b|to\b)"
    spans: list[tuple[int, int]] = []
    begin = start
    for found in re.finditer(mark, text[:end][start:]):
        spans.extend(trimmed(text, begin, start + found.start()))
        begin = start + found.end()
    spans.extend(trimmed(text, begin, end))
    return spans if len(spans) > 1 else []
