"""Passages: a document cut into sentences and bullets, each with its page, headings,
role and statement.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from plancoder.coding.sections.plain_text import plain
from plancoder.coding.sections.sections import Sections
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
    passages = []
    said: str | None = None
    for index, block in enumerate(document.blocks):
        if block.kind is BlockKind.QUOTE:
            said = said or _said(document)
            if f" {plain(document.text[block.start : block.end])} " in said:
                continue
        own = places[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        for start, end, statement in _pieces(document, sections, block, own):
            section = sections.at(start)
            role = _role(sections, start)
            # Where contents, glossary or finances repeat a priority's words, they stay
            # what they are.
            if statement is not None and (
                role not in _REPEATS or _is_best(statements[statement], start, end)
            ):
                role = SectionRole.PRIORITY_STATEMENT
            passages.append(
                Passage(
                    start,
                    end,
                    block.page_at(start),
                    section.path,
                    role,
                    index,
                    statement,
                )
            )
    return tuple(passages)


def _is_best(statement: PriorityStatement, start: int, end: int) -> bool:
    return start <= statement.places[0].start < end


def _role(sections: Sections, offset: int) -> SectionRole:
    """The section's role; what stands under "Our priorities" without being one is plain
    text of the plan.
    """
    role = sections.role_at(offset)
    return SectionRole.BODY if role is SectionRole.PRIORITY_STATEMENT else role


def _said(document: Document) -> str:
    """All that is said outside pull quotes, as plain words."""
    blocks = (block for block in document.blocks if block.kind is not BlockKind.QUOTE)
    return " ".join(
        ["", *(plain(document.text[block.start : block.end]) for block in blocks), ""]
    )


def _pieces(
    document: Document,
    sections: Sections,
    block: Block,
    places: list[tuple[int, int, int]],
) -> Iterator[tuple[int, int, int | None]]:
    """The passages of a block: the statements in it, and what stands between them cut
    into sentences.
    """
    begin = block.start
    for start, end, statement in places:
        if start < begin:
            continue
        before = document.text[begin:start].strip()
        if before and len(before) > _LABEL:
            yield from (
                (*span, None) for span in _cut(document, sections, block, begin, start)
            )
            begin = start
        stop = min(end, block.end)
        after = document.text[stop : block.end]
        if not after.strip(" .…\t0123456789"):
            stop = block.end
        elif after[:1] in ".;:!":
            stop += 1
        yield from ((*span, statement) for span in trimmed(document.text, begin, stop))
        begin = stop
    yield from (
        (*span, None) for span in _cut(document, sections, block, begin, block.end)
    )


# Words this short before a statement are its label ("Priority 3:") and stay with it.
_LABEL = 40


def _cut(
    document: Document, sections: Sections, block: Block, start: int, end: int
) -> Iterator[Span]:
    for begin, stop in pairwise((start, *sections.edges_between(start, end), end)):
        for span in trimmed(document.text, begin, stop):
            if block.kind in _WHOLE and span[1] - span[0] <= LONG:
                yield span
                continue
            for sentence in split_sentences(document.text, *span):
                yield from cut_long(document.text, sentence)
