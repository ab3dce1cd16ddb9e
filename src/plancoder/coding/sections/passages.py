"""Passages: a document cut into sentences and bullets, each with its page, headings,
role and statement.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from plancoder.coding.sections.plain_text import plain
from plancoder.coding.sections.sections import Section, Sections
from plancoder.coding.sections.sentences import (
    LONG,
    Span,
    cut_long,
    split_sentences,
    trimmed,
)
from plancoder.models import (
    Block,
    BlockKind,
    Document,
    Passage,
    PriorityStatement,
    SectionRole,
)

_REPEATS = frozenset(
    {
        SectionRole.CONTENTS,
        SectionRole.GLOSSARY,
        SectionRole.FINANCE,
        SectionRole.BOILERPLATE,
    }
)
_WHOLE = frozenset(
    {BlockKind.BULLET, BlockKind.TABLE_CELL, BlockKind.HEADING, BlockKind.CAPTION}
)


def split_passages(
    document: Document, sections: Sections, statements: Sequence[PriorityStatement] = ()
) -> tuple[Passage, ...]:
    """All passages in order.

    A bullet, cell or heading is one passage unless it is long; so is a statement's
    place.

    Pull quotes that repeat the body are left out: they are no evidence of their own.
    Passages never overlap.
    """
    places = sorted(
        (place.start, place.end, number)
        for number, one in enumerate(statements)
        for place in one.places
    )
    starts = [start for start, _, _ in places]
    said = _said(document)
    passages = []
    for index, block in enumerate(document.blocks):
        if block.kind is BlockKind.QUOTE:
            wording = plain(document.text[block.start : block.end])
            if f" {wording} " in said:
                continue
        first, last = bisect_left(starts, block.start), bisect_left(starts, block.end)
        for start, end, number in _pieces(
            document.text, sections, block, places[first:last]
        ):
            section = sections.at(start)
            role = _role(sections, section, start)
            # Where contents, glossary or finances repeat a priority's words, they stay
            # what they are.
            if number is not None and (
                role not in _REPEATS or _is_best(statements[number], start, end)
            ):
                role = SectionRole.PRIORITY_STATEMENT
            page, path = block.page_at(start), section.path
            passages.append(Passage(start, end, page, path, role, index, number))
    return tuple(passages)


def _is_best(statement: PriorityStatement, start: int, end: int) -> bool:
    return start <= statement.places[0].start < end


def _role(sections: Sections, section: Section, offset: int) -> SectionRole:
    """The section's role; what stands under "Our priorities" without being one is plain
    text of the plan.
    """
    role = sections.role_in(section, offset)
    return SectionRole.BODY if role is SectionRole.PRIORITY_STATEMENT else role


def _said(document: Document) -> str:
    """All that is said outside pull quotes, as plain words; blank where there are no
    pull quotes.
    """
    blocks = [block for block in document.blocks if block.kind is not BlockKind.QUOTE]
    if len(blocks) == len(document.blocks):
        return ""
    said = (plain(document.text[block.start : block.end]) for block in blocks)
    return " ".join(["", *said, ""])


def _pieces(
    text: str, sections: Sections, block: Block, places: list[tuple[int, int, int]]
) -> Iterator[tuple[int, int, int | None]]:
    """The passages of a block: the statements in it, and what stands between them cut
    into sentences.
    """
    begin = block.start
    for start, end, statement in places:
        if start < begin:
            continue
        if len(text[begin:start].strip()) > _LABEL:
            for span in _cut(text, sections, block, begin, start):
                yield *span, None
            begin = start
        stop = min(end, block.end)
        after = text[stop : block.end]
        if not after.strip(" .…\t0123456789"):
            stop = block.end
        elif after[:1] in ".;:!":
            stop += 1
        for span in trimmed(text, begin, stop):
            yield *span, statement
        begin = stop
    for span in _cut(text, sections, block, begin, block.end):
        yield *span, None


# Words this short before a statement are its label ("Priority 3:") and stay with it.
_LABEL = 40


def _cut(
    text: str, sections: Sections, block: Block, start: int, end: int
) -> Iterator[Span]:
    """A block's passages: an item or a cell is one if it is not long, a paragraph is
    one for each sentence.
    """
    whole = block.kind in _WHOLE
    for begin, stop in pairwise((start, *sections.edges_between(start, end), end)):
        for span in trimmed(text, begin, stop):
            if whole and span[1] - span[0] <= LONG:
                yield span
            else:
                for sentence in split_sentences(text, *span):
                    if sentence[1] - sentence[0] <= LONG:
                        yield sentence
                    else:
                        yield from cut_long(text, sentence)
