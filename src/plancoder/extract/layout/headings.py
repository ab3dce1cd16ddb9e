"""Which drafts are headings, and of which level: by size, weight, colour, capitals,
numbering and place.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from plancoder.extract.layout.shapes import Draft, Piece
from plancoder.models import BlockKind

_LARGER = 1.12  # × body: size alone makes a heading
_SMALLEST, _SMALLEST_PLAIN = 0.9, 0.97  # × body: of bold headings and of others
# Words of a heading at the most, by what makes it one.
_LARGEST_WORDS, _BOLD_WORDS, _CAPITAL_WORDS, _COLOUR_WORDS = 40, 32, 16, 14
_SLANTED_WORDS, _SENTENCE_WORDS = 8, 6
_QUOTED_WORDS = 8  # more in quotation marks are a quotation
_CLOSING_WORDS = 12
_LIST_OF_TITLES = 4  # lines below each other: fewer may be a title in parts
_CAPTION_WORDS = 30
_WORDED = 0.45  # of the signs are letters at the least
_GREY, _DIFFERENT = 40, 90  # of 255: inks closer to grey, or to the body, do not show
_MOST_LINES, _FEWEST_LETTERS = 6, 3
_CAPTION = re.compile(
    r"(?:figure|fig\.?|table|chart|graph|map|photo|picture|image|source)s?\s*(?:\d|[:–-])",
    re.IGNORECASE,
)
_NUMBERING = re.compile(
    r"(?:(?:priority|objective|theme|outcome|section|chapter|part|annex|appendix)"
    r"\s+\w{1,3}\b|\d{1,2}(?:\.\d{1,2})*\.?\s)",
    re.IGNORECASE,
)
_GLOSSARY = re.compile(
    r"(?:(?:annex|appendix|section)\s+\w{1,3}\W*|[\d.]+\s+)?"
    r"(?:glossary(?: of (?:terms|words))?|(?:key |our )?definitions|abbreviations"
    r"|(?:the )?(?:words|terms)(?: we| that we)? (?:use|used|explained)"
    r"|what (?:the|these|our) (?:words|terms) mean|jargon buster)\W*",
    re.IGNORECASE,
)
_OF_THE_BODY = 0.5  # points by which letters of the body may differ
_NO_LARGER = 1.05  # × body: the largest caption
# × size of a heading: a smaller one is of the next level. × body: what is hardly larger
# is told by weight and capitals, each look a level of its own.
_ONE_LEVEL, _HARDLY_LARGER = 0.93, 1.06
_QUOTED = ("“", '"', "‘")


@dataclass(frozen=True, slots=True)
class BodyLook:
    """How most of the document's letters look."""

    size: float
    bold: bool
    colour: int


def body_look(lines: Sequence[Piece]) -> BodyLook:
    """Size, weight and colour of most letters."""
    # By size first: a document has few, and each is rounded once.
    letters: defaultdict[float, int] = defaultdict(int)
    for line in lines:
        letters[line.size] += len(line.text)
    sizes: Counter[float] = Counter()
    for exact, count in letters.items():
        sizes[_to_half_points(exact)] += count
    if not sizes:
        return BodyLook(10.0, False, 0)
    size = sizes.most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) <= _OF_THE_BODY]
    bold = sum(line.bold_letters for line in body)
    colours: Counter[int] = Counter()
    for line in body:
        colours[line.style.colour] += len(line.text)
    return BodyLook(size, 2 * bold > colours.total(), colours.most_common(1)[0][0])


def _to_half_points(size: float) -> float:
    return round(2 * size) / 2


def mark_headings(drafts: Sequence[Draft], body: BodyLook) -> None:
    """Sets kind and level of headings and captions.

    "Our priorities", bold and right above text in one size: a heading; "Table 3: Crime
    by year": a caption.
    """
    for draft, following in zip_longest(drafts, drafts[1:]):
        if not draft.is_text:
            continue
        if is_caption(draft, body):
            draft.kind = BlockKind.CAPTION
        elif _is_heading(draft, body, following):
            draft.kind = BlockKind.HEADING
    _unmark_closings(drafts, body)
    _unmark_rows(drafts, body)
    _unmark_terms(drafts)
    _give_levels([draft for draft in drafts if draft.kind is BlockKind.HEADING], body)


def _unmark_closings(drafts: Sequence[Draft], body: BodyLook) -> None:
    """Bold lines after text and right before a larger heading close a section, as a
    signature does: no headings.
    """
    following: Draft | None = None
    for index in range(len(drafts) - 1, -1, -1):
        draft, above = drafts[index], drafts[max(0, index - 2) : index]
        if (
            following is not None
            and _is_large(following, body)
            and draft.kind is BlockKind.HEADING
            and not _is_large(draft, body)
            and _closes(draft, above)
        ):
            draft.kind = BlockKind.PARAGRAPH
        else:
            following = draft


def _unmark_rows(drafts: Sequence[Draft], body: BodyLook) -> None:
    """Titles below titles, as in a list of documents, are no headings: a heading has
    text below it.

    "HARBOUR STRATEGY", "A note of the meeting", "RURAL CRIME", "Letter from the wards":
    four lines of a list.
    """
    at = 0
    for is_title, run in groupby(drafts, key=lambda draft: _is_title(draft, body)):
        titles = list(run)
        at += len(titles)
        looks = set(map(_look, titles))
        # A list of priorities may be bold: it is in one look.
        in_list = not titles[0].first.bold or len(looks) > 1
        if is_title and len(titles) >= _LIST_OF_TITLES and in_list:
            for draft in titles[:-1]:
                draft.kind = BlockKind.PARAGRAPH
            following = drafts[at] if at < len(drafts) else None
            if following is None or len(looks) == 1 or _is_large(following, body):
                titles[-1].kind = BlockKind.PARAGRAPH


def _unmark_terms(drafts: Sequence[Draft]) -> None:
    """Terms of a glossary, each above what it means, are no headings.

    Below "Glossary" of 16 points "Hate crime", bold and of 10: text.
    """
    glossary: Draft | None = None
    for draft in drafts:
        if draft.kind is not BlockKind.HEADING:
            continue
        if glossary is not None and _look(draft) < _look(glossary):
            draft.kind = BlockKind.PARAGRAPH
        elif _GLOSSARY.fullmatch(draft.text):
            glossary = draft
        else:
            glossary = None


def _is_title(draft: Draft, body: BodyLook) -> bool:
    """True for a short line in the body's size that is no sentence."""
    line = draft.first
    return (
        draft.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
        and draft.table is None
        and draft.words <= _CLOSING_WORDS
        and line.size < _LARGER * body.size
        and not draft.last.text.endswith((".", ":", ";", ","))
        and not _NUMBERING.match(line.text)
    )


def _is_large(draft: Draft, body: BodyLook) -> bool:
    """True for a heading by its size."""
    return draft.kind is BlockKind.HEADING and draft.first.size >= _LARGER * body.size


def _closes(draft: Draft, above: Sequence[Draft]) -> bool:
    """True for a short line without a number that follows text of its own page."""
    line = draft.first
    return (
        any(before.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET) for before in above)
        and above[-1].lines[-1].page == line.page
        and draft.words <= _CLOSING_WORDS
        and not _NUMBERING.match(line.text)
    )


def is_caption(draft: Draft, body: BodyLook) -> bool:
    """True for "Figure 3: The river in spring" in type no larger than the body's."""
    line = draft.first
    short = draft.words <= _CAPTION_WORDS and line.size <= _NO_LARGER * body.size
    return short and bool(_CAPTION.match(line.text))


def _is_heading(draft: Draft, body: BodyLook, following: Draft | None) -> bool:
    """True for a large draft, and for one as large as the body that its look marks:
    "Our priorities" in bold above a paragraph. False for bold words that the next
    paragraph goes on with.
    """
    if not _could_be_heading(draft):
        return False
    ratio = min(line.size for line in draft.lines) / body.size
    if ratio >= _LARGER:
        return _is_large_heading(draft)
    return (
        ratio >= _SMALLEST
        and not _is_quoted(draft)
        and not _runs_on(draft, following)
        and _is_marked_heading(draft, body, ratio)
    )


def _could_be_heading(draft: Draft) -> bool:
    """True for a few lines of words that do not break off."""
    first, last = draft.first, draft.last
    if len(draft.lines) > _MOST_LINES or draft.words > _LARGEST_WORDS:
        return False
    signs = "".join(line.text for line in draft.lines)
    letters = sum(map(str.isalpha, signs))
    if letters < max(_FEWEST_LETTERS, _WORDED * len(signs)):
        return False
    open_end = last.hyphen or last.text.endswith((",", ";"))
    return not open_end and not first.text[:1].islower()


def _is_quoted(draft: Draft) -> bool:
    """True for more than a quoted name."""
    return draft.first.text.startswith(_QUOTED) and draft.words > _QUOTED_WORDS


def _is_large_heading(draft: Draft) -> bool:
    """Larger than the body: a heading unless it reads like a quotation or a lead
    paragraph.
    """
    if _is_quoted(draft) or (draft.first.style.italic and draft.words > 16):
        return False
    return draft.words <= 24 or all(line.bold for line in draft.lines)


def _is_marked_heading(draft: Draft, body: BodyLook, ratio: float) -> bool:
    """Of the body's size: bold, in capitals or in colour, and no sentence."""
    first = draft.first
    numbered = bool(_NUMBERING.match(first.text))
    sentence = draft.last.text.endswith(".") and not numbered
    if all(line.bold for line in draft.lines) and not body.bold:
        return draft.words <= (_SENTENCE_WORDS if sentence else _BOLD_WORDS)
    if sentence or ratio < _SMALLEST_PLAIN:
        return False
    text = draft.text
    if text.isupper() and len(text) >= 5:
        return draft.words <= _CAPITAL_WORDS
    # A slanted line in colour is more often a caption or a quotation than a heading,
    # unless it is numbered or short.
    slanted = first.style.italic and not numbered
    most = _SLANTED_WORDS if slanted else _COLOUR_WORDS
    return stands_out(first.style.colour, body.colour) and draft.words <= most


def _runs_on(draft: Draft, following: Draft | None) -> bool:
    """True where the next block goes on with the sentence: then these are the first
    words of a paragraph, set bold.
    """
    if following is None or following.kind is BlockKind.BULLET:
        return False
    lower = following.first.text[:1].islower() and following.first.plain
    return lower and not draft.last.text.endswith((".", ":", "!", "?"))


def stands_out(colour: int, body: int) -> bool:
    """True where two inks differ so that one sees it; black, greys and body colour do
    not stand out.
    """
    inks, grounds = ([ink >> 16, ink >> 8 & 255, ink & 255] for ink in (colour, body))
    grey = max(inks) - min(inks) < _GREY
    differs = sum(abs(ink - ground) for ink, ground in zip(inks, grounds, strict=True))
    return not grey and differs > _DIFFERENT


def _give_levels(headings: Sequence[Draft], body: BodyLook) -> None:
    """Level by look: the larger the higher; at one size bold before plain, capitals
    before small letters.

    18 points, 12 bold and 12 plain: levels 1, 2 and 3 where the body has 12.
    """
    levels: dict[tuple[float, bool, bool], int] = {}
    level, last_size = 0, 0.0
    for look in sorted({_look(draft) for draft in headings}, reverse=True):
        size = look[0]
        smaller = size < _ONE_LEVEL * last_size
        if not level or smaller or last_size <= _HARDLY_LARGER * body.size:
            level, last_size = level + 1, size
        levels[look] = min(6, level)
    for draft in headings:
        draft.level = levels[_look(draft)]


def _look(draft: Draft) -> tuple[float, bool, bool]:
    first = draft.first
    return _to_half_points(first.size), first.bold, first.text.isupper()
