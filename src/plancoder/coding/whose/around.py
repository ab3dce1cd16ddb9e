"""What stands around a match: its sentence, the sentences before it, the words that
lead to its list, and the headings above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from plancoder.coding.sections.any_case import in_small_letters
from plancoder.coding.sections.sentences import split_sentences
from plancoder.models import Block, BlockKind, Document, Passage

_FARTHEST = 700  # characters before a passage in which its sentence may begin
_MOST_BEFORE = 4  # sentences that may lead to one that points back
_LISTED = frozenset({BlockKind.BULLET, BlockKind.TABLE_CELL})
_LONGEST_LINE = 16  # words of a line that may be an item
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


@dataclass(frozen=True, slots=True)
class Around:
    """A match and what a reader sees around it, in small letters and with each run of
    blanks as one blank: a search for small letters is several times as fast.

    `before` and `after` are the parts of its sentence on both sides of `match`,
    `earlier` the sentences before it in the paragraph (nearest first), `lead` the
    paragraph that leads to its list or table, `titles` the two headings nearest above,
    `opening` the lines of the title page; `written` is `before` with its capitals.
    """

    before: str
    match: str
    after: str
    earlier: tuple[str, ...]
    lead: str
    titles: tuple[str, ...]
    opening: str
    written: str

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.before + self.match + self.after

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


def look_around(
    document: Document, passage: Passage, match: tuple[int, int], opening: str
) -> Around:
    """What stands around a match (start and end)."""
    start, end = match
    text, block = document.text, document.blocks[passage.block]
    low = max(block.start, passage.start - _FARTHEST)
    spans = list(split_sentences(text, low, passage.end))
    own = next((at for at, span in enumerate(spans) if span[1] >= end), len(spans) - 1)
    first, last = spans[own] if spans else (passage.start, passage.end)
    earlier = [_flat(text[slice(*span)]) for span in reversed(spans[:own])]
    if not earlier:
        earlier = _paragraph_above(document, passage.block)
    written = re.sub(r"\s+", " ", text[first:start])
    return Around(
        before=in_small_letters(written),
        match=_flat(text[start:end]),
        after=_flat(text[end : max(end, last)]),
        earlier=tuple(earlier[:_MOST_BEFORE]),
        lead=_lead(document, passage, block),
        titles=tuple(_flat(title) for title in passage.section[-2:]),
        opening=opening,
        written=written,
    )


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
    words = document.text[block.start : block.end].rstrip()
    short = len(words.split()) <= _LONGEST_LINE and not words.endswith(".")
    return block.kind is BlockKind.PARAGRAPH and short


def cells_behind(document: Document, index: int) -> Iterator[str]:
    """What stands in the cells behind one, in its row."""
    row = document.blocks[index]
    for cell in document.blocks[index + 1 :]:
        if (cell.table, cell.row) != (row.table, row.row):
            return
        yield document.text[cell.start : cell.end]


def _flat(text: str) -> str:
    """The text in small letters, with one blank for each run of blanks."""
    return in_small_letters(re.sub(r"\s+", " ", text))
