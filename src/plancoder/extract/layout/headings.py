"""Which drafts are headings, and of which level: by size, weight, colour, capitals,
numbering and place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from plancoder.extract.layout.shapes import Draft, Piece
from plancoder.models import BlockKind

_LARGER = 1.12  # × body: size alone makes a heading
_LARGEST_WORDS, _BOLD_WORDS, _CAPITAL_WORDS, _COLOUR_WORDS = 40, 32, 16, 14
_SLANTED_WORDS = 8
_CLOSING_WORDS = 12
_MOST_LINES = 6
_CAPTION = re.compile(
    r"(?:figure|fig\.?|table|chart|graph|map|photo|picture|image|source)s?\s*(?:\d|[:–-])",
    re.IGNORECASE,
)
_NUMBERING = re.compile(
    r"(?:(?:priority|objective|theme|outcome|section|chapter|part|annex|appendix)\s+\w{1,3}\b|\d{1,2}(?:\.\d{1,2})*\.?\s)",
    re.IGNORECASE,
)
_QUOTED = ("“", '"', "‘")


@dataclass(frozen=True, slots=True)
class BodyLook:
    """How most of the document's letters look."""

    size: float
    bold: bool
    colour: int


def body_look(lines: Sequence[Piece]) -> BodyLook:
    """Size, weight and colour of most letters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(2 * line.size) / 2] += line.letters
    if not sizes:
        return BodyLook(10.0, False, 0)
    size = sizes.most_common(1)[0][0]
    bold = sum(line.bold_letters for line in lines if abs(line.size - size) <= 0.5)
    letters = sum(line.letters for line in lines if abs(line.size - size) <= 0.5)
    colours: Counter[int] = Counter()
    for line in lines:
        if abs(line.size - size) <= 0.5:
            colours[line.style.colour] += line.letters
    return BodyLook(size, bold > 0.5 * letters, colours.most_common(1)[0][0])


def mark_headings(drafts: Sequence[Draft], body: BodyLook) -> None:
    """Sets kind and level of headings and captions."""
    found: list[Draft] = []
    for index, draft in enumerate(drafts):
        if draft.kind is not BlockKind.PARAGRAPH or draft.table is not None:
            continue
        if _is_caption(draft, body):
            draft.kind = BlockKind.CAPTION
        elif _is_heading(
            draft, body, drafts[index + 1] if index + 1 < len(drafts) else None
        ):
            draft.kind = BlockKind.HEADING
            found.append(draft)
    _unmark_closings(drafts, body)
    _give_levels([draft for draft in found if draft.kind is BlockKind.HEADING], body)


def _unmark_closings(drafts: Sequence[Draft], body: BodyLook) -> None:
    """Bold lines after text and right before a larger heading close a section, as a
    signature does: no headings.
    """
    following: Draft | None = None
    for index in range(len(drafts) - 1, -1, -1):
        draft = drafts[index]
        small = (
            draft.kind is BlockKind.HEADING
            and draft.lines[0].size < _LARGER * body.size
        )
        closes = (
            small
            and following is not None
            and following.kind is BlockKind.HEADING
            and following.lines[0].size >= _LARGER * body.size
            and words_in(draft) <= _CLOSING_WORDS
            and not _NUMBERING.match(draft.lines[0].text)
            and draft.lines[0].page == drafts[index - 1].lines[-1].page
            and index > 0
        )
        if closes and any(
            before.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET)
            for before in drafts[max(0, index - 2) : index]
        ):
            draft.kind = BlockKind.PARAGRAPH
        else:
            following = draft


def words_in(draft: Draft) -> int:
    """How many words a draft has."""
    return sum(line.text.count(" ") + 1 for line in draft.lines)


def _is_caption(draft: Draft, body: BodyLook) -> bool:
    line = draft.lines[0]
    return (
        bool(_CAPTION.match(line.text))
        and words_in(draft) <= 30
        and line.size <= 1.05 * body.size
    )


def _is_heading(draft: Draft, body: BodyLook, following: Draft | None) -> bool:
    if not _could_be_heading(draft):
        return False
    ratio = min(line.size for line in draft.lines) / body.size
    if ratio >= _LARGER:
        return _is_large_heading(draft)
    quoted = draft.lines[0].text.startswith(_QUOTED) and words_in(draft) > 8
    return (
        ratio >= 0.9
        and not quoted
        and not _runs_on(draft, following)
        and _is_marked_heading(draft, body, ratio)
    )


def _could_be_heading(draft: Draft) -> bool:
    """True for a few lines of words that do not break off."""
    first, last = draft.lines[0], draft.lines[-1]
    if len(draft.lines) > _MOST_LINES or words_in(draft) > _LARGEST_WORDS:
        return False
    letters = sum(map(str.isalpha, "".join(line.text for line in draft.lines)))
    if letters < 3 or letters < 0.45 * sum(line.letters for line in draft.lines):
        return False
    return not (
        last.text.endswith((",", ";")) or last.hyphen or first.text[:1].islower()
    )


def _is_large_heading(draft: Draft) -> bool:
    """Larger than the body: a heading unless it reads like a quotation or a lead
    paragraph.
    """
    first = draft.lines[0]
    words = words_in(draft)
    if first.text.startswith(_QUOTED) and words > 8:
        return False
    return not (first.style.italic and words > 16) and (
        words <= 24 or all(line.bold for line in draft.lines)
    )


def _is_marked_heading(draft: Draft, body: BodyLook, ratio: float) -> bool:
    """Of the body's size: bold, in capitals or in colour, and no sentence."""
    first, last = draft.lines[0], draft.lines[-1]
    words = words_in(draft)
    sentence = last.text.endswith(".") and not _NUMBERING.match(first.text)
    if all(line.bold for line in draft.lines) and not body.bold:
        return words <= _BOLD_WORDS and not (sentence and words > 6)
    if sentence or ratio < 0.97:
        return False
    text = " ".join(line.text for line in draft.lines)
    if text.isupper() and len(text) >= 5:
        return words <= _CAPITAL_WORDS
    if not stands_out(first.style.colour, body.colour):
        return False
    # A slanted line in colour is more often a caption or a quotation than a heading,
    # unless it is numbered or short.
    return words <= (
        _SLANTED_WORDS
        if first.style.italic and not _NUMBERING.match(first.text)
        else _COLOUR_WORDS
    )


def _runs_on(draft: Draft, following: Draft | None) -> bool:
    """True where the next block goes on with the sentence: then these are the first
    words of a paragraph, set bold.
    """
    if (
        following is None
        or not following.lines[0].plain
        or following.kind is BlockKind.BULLET
    ):
        return False
    after = following.lines[0]
    return after.text[:1].islower() and not draft.lines[-1].text.endswith(
        (".", ":", "!", "?")
    )


def stands_out(colour: int, body: int) -> bool:
    """True where two inks differ so that one sees it; black, greys and body colour do
    not stand out.
    """
    red, green, blue = colour >> 16, colour >> 8 & 255, colour & 255
    if max(red, green, blue) - min(red, green, blue) < 40:
        return False
    return (
        sum(
            abs((colour >> shift & 255) - (body >> shift & 255)) for shift in (0, 8, 16)
        )
        > 90
    )


def _give_levels(headings: Sequence[Draft], body: BodyLook) -> None:
    """Level by look: the larger the higher; at one size bold before plain, capitals
    before small letters.
    """
    looks: Counter[tuple[float, bool, bool]] = Counter()
    for draft in headings:
        looks[_look(draft)] += 1
    ranks = sorted(looks, reverse=True)
    levels: dict[tuple[float, bool, bool], int] = {}
    level, last_size = 0, 0.0
    for look in ranks:
        size = look[0]
        if not level or size < 0.93 * last_size or last_size <= 1.06 * body.size:
            level += 1
            last_size = size
        levels[look] = min(6, level)
    for draft in headings:
        draft.level = levels[_look(draft)]


def _look(draft: Draft) -> tuple[float, bool, bool]:
    first = draft.lines[0]
    return round(2 * first.size) / 2, first.bold, first.text.isupper()
