"""Priorities listed in a sentence: "My priorities are: cutting crime; supporting victims; and …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plancoder.coding.announcing import announced
from plancoder.coding.candidates import ELSEWHERE, Candidate, wording
from plancoder.coding.headings import RUNNING_TEXT
from plancoder.coding.labels import read_label
from plancoder.coding.sections import Sections
from plancoder.coding.sentences import split_sentences, trimmed
from plancoder.models import Document

_KINDS = r"(?:priorities|objectives|pledges|aims|themes|goals|outcomes|commitments)"
_INLINE = re.compile(
    rf"\b{_KINDS}\b[^.:;]{{0,60}}?\b(?:are|will be|is to)\b[^.:;]{{0,30}}:\s*(?=\S)|"
    rf"\b(?:my|our|these|following|\d+|two|three|four|five|six|seven|eight|nine|ten)\s+(?:\w+\s+){{0,3}}{_KINDS}:\s*(?=\S)",
    re.IGNORECASE,
)
_ITEM_MARK = re.compile(r"(?:(?<=\s)|^)(?:\(?(?:\d{1,2}|[a-hI]|[ivx]{1,4})[.)]|[•➤✓▪●])\s+(?=[A-Z\"'“])")


def inline_lists(document: Document, sections: Sections) -> Iterator[tuple[str, list[Candidate]]]:
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
            yield word, [_inline_item(document, start, end) for start, end in spans]


def _inline_item(document: Document, start: int, end: int) -> Candidate:
    label = read_label(document.text[start:end], start)
    start, end = wording(document, min(label.end, end - 1) if label else start, end)
    return Candidate(start, end, "sentence", label, inline=True)


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
    for found in re.compile(mark).finditer(text, start, end):
        spans.extend(trimmed(text, begin, found.start()))
        begin = found.end()
    spans.extend(trimmed(text, begin, end))
    return spans if len(spans) > 1 else []
