"""Priorities listed in a sentence: "My priorities are: cutting crime; supporting
victims; and …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plancoder.coding.sections.headings import RUNNING_TEXT
from plancoder.coding.sections.labels import read_label
from plancoder.coding.sections.sections import Sections
from plancoder.coding.sections.sentences import split_sentences, trimmed
from plancoder.coding.statements.announcing import (
    NOT_OURS,
    announced,
    is_own,
    of_others,
)
from plancoder.coding.statements.candidates import ELSEWHERE, Candidate, wording
from plancoder.models import Document

_KINDS = r"(?:priorities|objectives|pledges|aims|themes|goals|outcomes|commitments)"
_INLINE = re.compile(
    rf"\b{_KINDS}\b[^.:;\n]{{0,60}}?\b(?:are|will be|is"
    r" to)\b[^.:;\n]{0,30}:\s*(?=\S)|"
    r"\b(?:my|our|these|following|\d+|two|three|four|five|six|seven|eight|nine|ten)["
    r" ]+(?:\w+[ ]+){0,3}"
    rf"{_KINDS}:\s*(?=\S)",
    re.IGNORECASE,
)
# "My priorities are to cut crime, to support victims and to …": no colon, and every
# part begins with "to".
_INFINITIVE = re.compile(
    r"\b(?:my|our|the|these|this plan['\u2019]s|commissioner['\u2019]s)[ ]+(?:\w+["
    r" ]+){0,5}"
    rf"{_KINDS}\b[^.:;\n]{{0,60}}?"
    r"\b(?:are|will be)\s+(?=to\s+[a-z])",
    re.IGNORECASE,
)
_TO = re.compile(r"(?:[,;]\s+(?:and\s+)?|\s+and\s+)(?=to\s+[a-z]+\b)")
# "My four priorities – safer streets, support for victims and more lamps – are …"
_DASHED = re.compile(
    rf"\b(?:my|our|the|these)[ ]+(?:\w+[ ]+){{0,3}}{_KINDS}[ ]+[\u2013\u2014-][ ]+"
    r"(?P<items>[^.:;\n\u2013\u2014]{10,300}?)[ ]+[\u2013\u2014-]["
    r" ]+(?:have|has|are|will|remain|were)\b",
    re.IGNORECASE,
)
# "They are: …" after a sentence that speaks of priorities.
_THEY = re.compile(r"\b(?:They|These)\s+are:\s*(?=\S)")
_REACH = 600
_ITEM_MARK = re.compile(
    r"(?:(?<=\s)|^)(?:\(?(?:\d{1,2}|[a-hI]|[ivx]{1,4})[.)]|[•➤✓▪●])\s+(?=[A-Z\"'“])"
)


def inline_lists(
    document: Document, sections: Sections
) -> Iterator[tuple[str, list[Candidate]]]:
    """Priorities listed in a sentence: "My priorities are: cutting crime; supporting
    victims; and …".
    """
    yield from _infinitives(document, sections)
    yield from _between_dashes(document, sections)
    for found in sorted(
        [*_INLINE.finditer(document.text), *_they(document)],
        key=lambda one: one.start(),
    ):
        block = document.blocks[document.block_index(found.start())]
        sentence = _sentence_at(document, found.start())
        word = announced(
            found.group()
            if found.re is _INLINE
            else document.text[max(block.start, sentence - 250) : found.end()]
        )
        if (
            word is None
            or found.end() >= block.end
            or not _is_ours(document, sections, sentence, found.end())
        ):
            continue
        reach = min(block.end, found.end() + RUNNING_TEXT)
        marks = list(_ITEM_MARK.finditer(document.text, found.end(), reach))
        spans = (
            _marked_items(
                document.text, [(mark.start(), mark.end()) for mark in marks], reach
            )
            if len(marks) > 1
            else _parted(
                document.text,
                *next(split_sentences(document.text, found.end(), reach), (0, 0)),
            )
        )
        if len(spans) > 1:
            yield word, [_inline_item(document, start, end) for start, end in spans]


def _they(document: Document) -> Iterator[re.Match[str]]:
    yield from _THEY.finditer(document.text)


def _sentence_at(document: Document, offset: int) -> int:
    """Where the sentence that holds `offset` begins; looked for no further back than a
    long sentence reaches.
    """
    block = document.blocks[document.block_index(offset)]
    first = max(block.start, offset - _REACH)
    reach = min(block.end, offset + _REACH)
    return next(
        (
            start
            for start, end in split_sentences(document.text, first, reach)
            if offset < end
        ),
        offset,
    )


def _is_ours(document: Document, sections: Sections, start: int, end: int) -> bool:
    """False in sections of another kind, and where the words or the headings above name
    other people's priorities.
    """
    if sections.role_at(start) in ELSEWHERE or NOT_OURS.search(
        document.text, start, end
    ):
        return False
    return is_own(document.text[start:end]) or not of_others(sections.at(start).path)


def _infinitives(
    document: Document, sections: Sections
) -> Iterator[tuple[str, list[Candidate]]]:
    for found in _INFINITIVE.finditer(document.text):
        block = document.blocks[document.block_index(found.start())]
        start = _sentence_at(document, found.start())
        word = announced(found.group())
        if (
            word is None
            or found.end() >= block.end
            or not _is_ours(document, sections, start, found.end())
        ):
            continue
        first, stop = next(
            split_sentences(document.text, found.end(), block.end), (0, 0)
        )
        cuts = [
            first,
            *(cut.end() for cut in _TO.finditer(document.text, first + 1, stop)),
            stop,
        ]
        ends = [
            *(cut.start() for cut in _TO.finditer(document.text, first + 1, stop)),
            stop,
        ]
        spans = [
            span
            for pair in zip(cuts, ends, strict=False)
            for span in trimmed(document.text, *pair)
        ]
        if len(spans) > 1:
            yield word, [_inline_item(document, *span) for span in spans]


def _between_dashes(
    document: Document, sections: Sections
) -> Iterator[tuple[str, list[Candidate]]]:
    for found in _DASHED.finditer(document.text):
        word = announced(document.text[found.start() : found.start("items")])
        spans = _parted(document.text, found.start("items"), found.end("items"))
        last = spans[-1:] and re.compile(r"\s+and\s+").search(document.text, *spans[-1])
        if last:
            spans[-1:] = [(spans[-1][0], last.start()), (last.end(), spans[-1][1])]
        if (
            word
            and len(spans) > 1
            and _is_ours(document, sections, found.start(), found.start("items"))
        ):
            yield word, [_inline_item(document, *span) for span in spans]


def _inline_item(document: Document, start: int, end: int) -> Candidate:
    label = read_label(document.text[start:end], start)
    start, end = wording(document, min(label.end, end - 1) if label else start, end)
    return Candidate(start, end, "sentence", label, inline=True)


def _marked_items(
    text: str, marks: list[tuple[int, int]], reach: int
) -> list[tuple[int, int]]:
    spans = []
    for (_, begin), (end, _) in zip(marks, [*marks[1:], (reach, reach)], strict=True):
        spans.append(next(split_sentences(text, begin, end), (begin, end)))
    return spans


def _parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sentence between semicolons, or between commas where there are no
    semicolons.
    """
    mark = (
        r";\s*(?:and\s+)?"
        if ";" in text[start:end]
        else r",\s*(?:and\s+)?|\s+and\s+(?=\w+ing\b|to\b)"
    )
    spans: list[tuple[int, int]] = []
    begin = start
    for found in re.compile(mark).finditer(text, start, end):
        spans.extend(trimmed(text, begin, found.start()))
        begin = found.end()
    spans.extend(trimmed(text, begin, end))
    return spans if len(spans) > 1 else []
