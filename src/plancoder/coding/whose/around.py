"""What stands around a match: its sentence, the sentences before it, the words that
lead to its list, and the headings above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from plancoder.coding.sections.any_case import in_small_letters
from plancoder.coding.sections.sentences import Span, split_sentences
from plancoder.models import Block, BlockKind, Document, Passage

_FARTHEST = 700  # characters before a passage in which its sentence may begin
_MOST_BEFORE = 4  # sentences that may lead to one that points back
_LISTED = frozenset({BlockKind.BULLET, BlockKind.TABLE_CELL})
_LONGEST_LINE = 16  # words of a line that may be an item
# Lines of a title page, which say whose plan it is: no sentences, and few.
_TITLE_LINE = 110  # characters
_TITLE_LINES = 8
_LINES_ABOVE = 60  # blocks of a list between a line and the words that lead to it


# "They are …", "Thanks to it …", "Then came …", "The measures are …"
POINTS_BACK = re.compile(
    r"\W*(?:(?:thanks to|under|among|of|for|with|through|besides|after|behind|below)"
    r" (?:much else,? )?(?:it|its|them|that|these|those|this)\b|"
    r"(?:among much else,? )?(?:it|its|they|their|these|those|this|that|he|she|his|her)"
    r"\b|(?:for|in) [^,.;]{2,20},? (?:these|they|those)\b|"
    r"the (?:priorities|measures|aims|objectives|themes|threats|outcomes|others|rest|"
    r"answers|results|figures?|lowest|highest|first|next|last|previous|old|earlier|"
    r"other|largest|smallest)\b|"
    r"(?:then|next|second|third|fourth|fifth|last|lastly|further down|lower down|lower|"
    r"also|others|other people|fewer|a few|some|many|only|just)\b|"
    r"(?:among|for|of) (?:people|those|men|women|residents|respondents)\b|"
    # "Much good came out of it."
    r"[^.;]{0,40}\b(?:of|from|by|in|under|through|to) (?:it|them|that plan)\W*$)"
)


@dataclass(frozen=True)
class Surroundings:
    """What stands around a passage, in small letters and with each run of blanks as one
    blank: a search for small letters is several times as fast.

    Each part is made when first asked for: most questions are answered before.
    """

    document: Document
    passage: Passage

    @cached_property
    def block(self) -> Block:
        """The block of the passage."""
        return self.document.blocks[self.passage.block]

    @cached_property
    def spans(self) -> list[Span]:
        """The sentences of the passage, and those before it in its block."""
        low = max(self.block.start, self.passage.start - _FARTHEST)
        return list(split_sentences(self.document.text, low, self.passage.end))

    @cached_property
    def above(self) -> list[str]:
        """The sentences of the paragraph right above, nearest first."""
        return _paragraph_above(self.document, self.passage.block)

    @cached_property
    def lead(self) -> str:
        """The paragraph that leads to its list or table."""
        return _lead(self.document, self.passage, self.block)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The two headings nearest above."""
        return tuple(_flat(title) for title in self.passage.section[-2:])

    @cached_property
    def opening(self) -> str:
        """The lines of the title page above it."""
        return _opening(self.document, self.passage.block)


@dataclass(frozen=True)
class Around:
    """A match and what a reader sees around it: its sentence, and what stands around
    its passage.

    `before` and `after` are the parts of its sentence on both sides of `match`;
    `written` is `before` with its capitals.
    """

    place: Surroundings
    number: int  # which of the sentences of the place is its own
    written: str
    before: str
    match: str
    after: str
    sentence: str

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the sentence, and "%": asking whether a rule's own words are
        among them is many times cheaper than asking the rule.
        """
        return frozenset(_WORD.findall(self.sentence))

    @cached_property
    def earlier(self) -> list[str]:
        """The sentences before it in the paragraph, nearest first."""
        text = self.place.document.text
        own = max(0, self.number)
        spans = self.place.spans[max(0, own - _MOST_BEFORE) : own]
        earlier = [_flat(text[slice(*span)]) for span in reversed(spans)]
        return earlier or self.place.above[:_MOST_BEFORE]

    @property
    def lead(self) -> str:
        """The paragraph that leads to its list or table."""
        return self.place.lead

    @property
    def titles(self) -> tuple[str, ...]:
        """The two headings nearest above."""
        return self.place.titles

    @property
    def opening(self) -> str:
        """The lines of the title page above it."""
        return self.place.opening

    def follows(
        self, tells: Callable[[str], bool], between: re.Pattern[str] | None = None
    ) -> bool:
        """Whether a sentence before this one tells what is asked, and each one from
        there on points back: "The old plan is spent. It paid for wardens. They …".

        `between` is another way in which a sentence may point back.
        """
        words = self.sentence
        for earlier in self.earlier:
            also = between is not None and between.search(words)
            if not (also or POINTS_BACK.match(words)):
                return False
            if tells(earlier):
                return True
            words = earlier
        return False


def remembered(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    """Whether a pattern is found in words that are asked about again and again, as the
    title or the lead above each of many passages is.
    """
    return lru_cache(maxsize=256)(lambda words: pattern.search(words) is not None)


_WORD = re.compile(r"[a-z]+|%")


def look_around(place: Surroundings, start: int, end: int) -> Around:
    """What stands around a match, from `start` to before `end`."""
    text, spans, passage = place.document.text, place.spans, place.passage
    own = next((at for at, span in enumerate(spans) if span[1] >= end), len(spans) - 1)
    first, last = spans[own] if spans else (passage.start, passage.end)
    written = _single_blanks(text[first:start])
    before, match = in_small_letters(written), _flat(text[start:end])
    after = _flat(text[end : max(end, last)])
    sentence = before + match + after
    return Around(place, own, written, before, match, after, sentence)


def _opening(document: Document, before: int) -> str:
    """The lines of the title page above a block, in small letters."""
    lines = []
    for block in document.blocks[: min(before, _TITLE_LINES)]:
        line = document.text[block.start : block.end]
        if len(line) > _TITLE_LINE or line.rstrip().endswith("."):
            break
        lines.append(line)
    return in_small_letters(" ".join(" ".join(lines).split()))


def _paragraph_above(document: Document, index: int) -> list[str]:
    """The sentences of the paragraph right above one, nearest first."""
    if index == 0 or document.blocks[index].kind is not BlockKind.PARAGRAPH:
        return []
    above = document.blocks[index - 1]
    if above.kind is not BlockKind.PARAGRAPH:
        return []
    low = max(above.start, above.end - _FARTHEST)
    spans = list(split_sentences(document.text, low, above.end))
    return [_flat(document.text[slice(*span)]) for span in reversed(spans)]


def _lead(document: Document, passage: Passage, block: Block) -> str:
    """The paragraph right above the list or table of a passage; blank where a heading
    stands there, or where the passage is a priority of the plan.
    """
    if passage.statement is not None or not _is_line(document, block):
        return ""
    last = max(-1, passage.block - _LINES_ABOVE)
    for index in range(passage.block - 1, last, -1):
        one = document.blocks[index]
        if one.kind is BlockKind.HEADING:
            return ""
        words = _flat(document.text[one.start : one.end])
        if one.kind is BlockKind.PARAGRAPH and (
            words.endswith(":") or not _is_line(document, one)
        ):
            return words
    return ""


def _is_line(document: Document, block: Block) -> bool:
    """Whether a block is an item of a list or table, or a short line like one."""
    if block.kind in _LISTED:
        return True
    if block.kind is not BlockKind.PARAGRAPH:
        return False
    words = document.text[block.start : block.end].rstrip()
    return not words.endswith(".") and len(words.split()) <= _LONGEST_LINE


def cells_behind(document: Document, index: int) -> Iterator[str]:
    """What stands in the cells behind one, in its row."""
    row = document.blocks[index]
    for cell in document.blocks[index + 1 :]:
        if (cell.table, cell.row) != (row.table, row.row):
            return
        yield document.text[cell.start : cell.end]


def _flat(text: str) -> str:
    """The text in small letters, with one blank for each run of blanks."""
    return in_small_letters(_single_blanks(text))


def _single_blanks(text: str) -> str:
    flat = " ".join(text.split())
    if not flat:
        return " " if text else ""
    before, after = text[0].isspace(), text[-1].isspace()
    return f"{' ' if before else ''}{flat}{' ' if after else ''}"
