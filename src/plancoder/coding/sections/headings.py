"""Headings of a document: those the reader saw, and those that were lost in paragraphs
or in running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from plancoder.coding.sections.contents import Contents
from plancoder.coding.sections.labels import Label, labels_inside, read_label
from plancoder.coding.sections.plain_text import plain
from plancoder.coding.sections.sentences import split_sentences
from plancoder.models import Block, BlockKind, Document

# A document with fewer headings than one in so many characters has lost them: short
# paragraphs may be headings.
_CHARACTERS_A_HEADING = 15_000
# A paragraph longer than this is running text whose line breaks were lost: headings are
# looked for inside it.
RUNNING_TEXT = 2_500
_MOST_WORDS = 14
_LONGEST = 110
_THREE_LETTERS = re.compile(r"[A-Za-z]{3}")
_INLINE_PART = re.compile(
    r"\b(?:(?:ANNEX|Annex|APPENDIX|Appendix)\s+[\dA-Z]{1,2}\s*[:.\u2013-]?\s+)?"
    r"(?:GLOSSARY|Glossary of [Tt]erms|Glossary(?=\s+[A-Z]{2,})|CONTENTS|FOREWORD|"
    r"(?:FINANCIAL\s+RESOURCES|FINANCE|PERFORMANCE)(?:\s+(?:AND|OF|THE|[A-Z]{4,}))*)\b"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as a span of the document's text."""

    start: int
    end: int
    level: int
    label: Label | None = None


def find_headings(
    document: Document, contents: Contents, words: tuple[str, ...]
) -> tuple[Heading, ...]:
    """All headings outside contents pages, in order; numbered priorities of one kind
    stand on one level.
    """
    found = [*_marked(document, words), *_labelled(document, words)]
    outside = sum(not contents.holds(heading.start) for heading in found)
    if outside * _CHARACTERS_A_HEADING < len(document.text):
        taken = {heading.start for heading in found}
        short = _short_paragraphs(document, words)
        found += (heading for heading in short if heading.start not in taken)
    found += _inside(document, words)
    return _levelled(
        sorted(
            (heading for heading in found if not contents.holds(heading.start)),
            key=lambda heading: heading.start,
        )
    )


def _text(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def _marked(document: Document, words: tuple[str, ...]) -> Iterator[Heading]:
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            label = read_label(_text(document, block), block.start, words)
            yield Heading(block.start, block.end, block.level or 1, label)


def _labelled(document: Document, words: tuple[str, ...]) -> Iterator[Heading]:
    """Paragraphs that begin "Priority 3: …" and are not one of a list of such: a
    heading that was lost.
    """
    labels: dict[int, Label] = {}
    for index, block in enumerate(document.blocks):
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.CAPTION):
            label = read_label(_text(document, block)[:200], block.start, words)
            if label is not None and label.closed and not label.sub:
                labels[index] = label
    for index, label in labels.items():
        beside = (labels.get(index - 1), labels.get(index + 1))
        if not any(other and other.word == label.word for other in beside):
            block = document.blocks[index]
            yield _labelled_heading(document, label, block)


def _labelled_heading(document: Document, label: Label, block: Block) -> Heading:
    """The label with the first sentence of its wording."""
    sentences = split_sentences(document.text, label.end, block.end)
    _, end = next(sentences, (label.start, label.end))
    return Heading(label.start, end, 0, label)


def _short_paragraphs(document: Document, words: tuple[str, ...]) -> Iterator[Heading]:
    """Short paragraphs without a full stop before longer ones, where marked headings
    are missing.
    """
    for block, following in pairwise(document.blocks):
        text = _text(document, block)
        longer = following.end - following.start > len(text)
        if (
            block.kind is BlockKind.PARAGRAPH
            and _looks_like_heading(text)
            and (longer or following.kind is BlockKind.BULLET)
        ):
            level = 1 if text.isupper() else 2
            label = read_label(text, block.start, words)
            yield Heading(block.start, block.end, level, label)


def _looks_like_heading(text: str) -> bool:
    """A capital first, no stop at the end, and few words: "Our coast in 2031"."""
    return (
        text[:1].isupper()
        and len(text) <= _LONGEST
        and text[-1] not in ".,;:!"
        and bool(_THREE_LETTERS.search(text))
        and len(plain(text).split()) <= _MOST_WORDS
    )


_SHORTEST_RUNNING = 300  # characters of running text in a short document


def is_running(document: Document, block: Block) -> bool:
    """True for running text that swallowed its headings: very long, or most of the
    document.
    """
    size = block.end - block.start
    if size <= _SHORTEST_RUNNING or block.kind is BlockKind.TABLE_CELL:
        return False
    return size > RUNNING_TEXT or size > 0.4 * len(document.text)


def _inside(document: Document, words: tuple[str, ...]) -> Iterator[Heading]:
    """Headings inside running text: numbered labels with a colon, and the names of
    parts.
    """
    for block in document.blocks:
        if not is_running(document, block):
            continue
        for label in labels_inside(document.text, block.start, block.end, words):
            if label.start > block.start and not label.sub:
                yield _labelled_heading(document, label, block)
        for found in _INLINE_PART.finditer(document.text, block.start, block.end):
            yield Heading(found.start(), found.end(), 1, None)


def _levelled(headings: list[Heading]) -> tuple[Heading, ...]:
    """One level for all numbered headings of a kind; a lost one stands where its
    fellows stand.
    """
    lowest: dict[str, int] = {}
    numbered = [one for one in headings if one.label and not one.label.sub]
    for heading in numbered:
        if heading.level and heading.label:
            word = heading.label.word
            lowest[word] = min(lowest.get(word, heading.level), heading.level)
    return tuple(
        replace(heading, level=lowest.get(heading.label.word, 1))
        if heading.label and not heading.label.sub
        else heading
        for heading in headings
    )
