"""Plain text to a Document: pages, lists, tables and headings told by how they look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from plancoder.extract.build_document import Piece, check_markup, make_document
from plancoder.extract.characters import clean_characters
from plancoder.extract.options import ExtractOptions
from plancoder.extract.text.columns import part_columns
from plancoder.extract.text.laid_out_rows import join_rows
from plancoder.extract.text.line_runs import LEADS_ON
from plancoder.extract.text.lines import read_lines
from plancoder.extract.text.numerals import read_number
from plancoder.extract.text.page_marks import check_lines, mark_pages
from plancoder.extract.text.running_heads import part_running_heads
from plancoder.extract.text.viewer_chrome import (
    strip_buttons,
    strip_viewer,
    viewer_notices,
)
from plancoder.models import BlockKind, Document, Page
from plancoder.number_words import TO_TEN

_STRUCTURE = re.compile(
    r"(?:strategic\s+)?(?:priority|objective|theme|aim|outcome|pledge|pillar"
    r"|chapter|section|part|annexe?|appendix)"
    rf"\s+(?:\d{{1,2}}|[a-h]|{'|'.join(TO_TEN)}|[ivx]{{1,4}})\b.*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[^\W\d_].*")
_LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|\s\d{1,3}$")


def read_text(
    text: str, *, pages: tuple[int, ...] = (), options: ExtractOptions | None = None
) -> Document:
    """Read plain text.

    Headings are short lines in capitals, numbered, or alone above the text they
    announce.
    """
    options = options or ExtractOptions()
    check_markup(text, "text", options)
    text, left_out = strip_viewer(_without_tags(clean_characters(text)))
    text = strip_buttons(text)
    text = _without_stars(text)
    if len(_GAPPED_LABEL.findall(text)) >= _FEWEST_LABELS:
        text = _GAPPED_LABEL.sub(r"\1: ", text)
    text = _SPACED_STOP.sub(r"\1. ", text)
    text = _NUMBERED_BY_TAB.sub(r"\1 \2", text)
    text = _TICK_BOXES.sub("", _SPACED_OUT.sub(_close_up, text))
    lines, seen = mark_pages(part_running_heads(text))
    check_lines(lines, pages, options)
    apart = part_columns(list(join_rows(lines)))
    pieces = find_headings(read_lines(apart, markup=False))
    known = [Page(number) for number in seen]
    return make_document(
        pieces,
        known,
        pages=pages,
        options=options,
        format="text",
        notices=viewer_notices(left_out),
    )


def _without_tags(text: str) -> str:
    """Text without the tags that were copied along from a web page, "Safer<br />";
    where hardly any stand in it, they are part of what it says.
    """
    if len(_TAG.findall(text)) < _FEWEST_TAGS:
        return text
    return _TAG.sub("", text)


def _without_stars(text: str) -> str:
    """Text without the marks of Markdown that a web page left in it, where it has
    several: "**Calm lanes** It rained." gives a title above a text, "[Calm
    lanes](/lanes)" its words.
    """
    if len(_STARRED.findall(text)) >= _FEWEST_STARS:
        text = _STARRED_TITLE.sub(r"\1\n\n", text)
        text = _STARRED.sub(r"\1", text)
    if len(_LINKED.findall(text)) >= _FEWEST_STARS:
        text = _LINKED.sub(r"\1", text)
    return text


_STARRED = re.compile(r"\*\*([^*\n]{2,200}?)\*\*")
_STARRED_TITLE = re.compile(
    r"^[ \t]*\*\*([^*\n]{2,200}?)[.:]?\*\*[ \t]*(?=\S)", re.MULTILINE
)
_LINKED = re.compile(r"\[([^\]\n]{2,200})\]\([^)\s]{1,300}\)")
_FEWEST_STARS = 3
# "Objective      Calm lanes", the first line of a box that each chapter has.
_GAPPED_LABEL = re.compile(
    r"^([ \t]*(?:Priority|Objective|Aim|Goal|Theme|Pledge|Commitment))"
    r"(?:[ ]{3,}|\t+)(?=[A-Z])",
    re.MULTILINE,
)
_FEWEST_LABELS = 3
_TAG = re.compile(r"</?(?:strong|em|b|i|u|span|p|br)\s?/?>", re.IGNORECASE)
_FEWEST_TAGS = 5
# "2 . Warm halls", as some programs write a numbered list.
_SPACED_STOP = re.compile(r"^([ \t]*\d{1,2}) \.[ \t]+(?=[^\W\d_])", re.MULTILINE)
# "3.1<tab>Calm lanes<tab>7" of a contents page, "3.1<tab>Calm lanes" above a text.
_NUMBERED_BY_TAB = re.compile(
    r"^[ \t]*(\d{1,2}(?:\.\d{1,2}){0,2}\.?)\t+([^\W\d_][^\t\n]*(?:\t+\d{1,3})?[ ]*)$",
    re.MULTILINE,
)
# The boxes of a form behind its questions: "Calm lanes   ☐   ☐   ☐".
_TICK_BOXES = re.compile(r"(?<=\S)(?:[ \t]+[☐□]){2,}[ \t]*$", re.MULTILINE)
# "P L E D G E   1", "O U R  A I M S": words set with a blank behind each letter.
_SPACED_OUT = re.compile(r"(?<!\S)(?:[A-Z] ){2,}[A-Z](?!\S)")


def _close_up(word: re.Match[str]) -> str:
    return word[0].replace(" ", "")


def find_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Tell headings by their form; only for text that marks none."""
    found: list[Piece] = []
    lines = _AnnouncedLines()
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        # The last item of a numbered list stands alone above the next text too, and is
        # no heading for that.
        goes_on = (
            piece.kind is BlockKind.BULLET
            and bool(found)
            and found[-1].kind is BlockKind.BULLET
            and not _counts_back(found[-1].text, piece.text)
        )
        goes_on = goes_on or lines.has_fellow(piece) or piece.listed
        goes_on = goes_on or _counts_on(found[-1:], piece)
        first = not index or not _is_line(pieces[index - 1])
        level = 0 if goes_on else _heading_level(piece, following, first=first)
        found.append(
            replace(piece, kind=BlockKind.HEADING, level=level) if level else piece
        )
        lines.pass_by(found[-1])
    return found


def _counts_on(before: Sequence[Piece], piece: Piece) -> bool:
    """Whether a line counts on from the one before: "02 Warm halls" after "01 Calm
    lanes", "Two: Warm halls" after "One: Calm lanes".
    """
    counted = [_COUNTED.match(one.text) for one in (*before, piece)]
    numbers = [read_number(one[1]) for one in counted if one]
    return len(numbers) > 1 and numbers[1] == numbers[0] + 1


_COUNTED = re.compile(rf"(0?\d|1\d|(?i:{'|'.join(TO_TEN)}))\b\s*[:.)–—-]?\s+(?=\S)")


def _counts_back(before: str, text: str) -> bool:
    """Whether a number is lower than the one before it: "5. Delivery" after "6. Roads"
    goes on with the chapters around the list.
    """
    numbers = [_NUMBERED.fullmatch(one) for one in (before, text)]
    written = [one[1] for one in numbers if one]
    return (
        len(written) == 2
        and all(map(str.isdigit, written))
        and (int(written[1]) < int(written[0]))
    )


def _is_line(piece: Piece) -> bool:
    leads = piece.text.endswith(":")
    return (
        piece.kind is BlockKind.PARAGRAPH and not leads and _may_be_heading(piece.text)
    )


@dataclass(slots=True)
class _AnnouncedLines:
    """Short lines, and whether words announce them before these: "The aims are:",
    "Safe homes", "Safe roads" and now "Safe courts".
    """

    announced: bool = False
    number: int = 0
    listed: bool = False  # the last of them is a line of a list

    def has_fellow(self, piece: Piece) -> bool:
        """Whether such lines stand before a piece; a line behind those of one list is
        none of them.
        """
        one_list = piece.listed or not self.listed
        return self.announced and self.number >= _FEWEST_LINES and one_list

    def pass_by(self, piece: Piece) -> None:
        """Count a piece that was read."""
        self.listed = piece.listed
        if _is_line(piece):
            self.number += 1
        else:
            announced = piece.text.rstrip(" -–—").endswith(":")
            announced = announced or bool(_NAMES_AIMS.fullmatch(piece.text))
            self.announced = announced or bool(LEADS_ON.search(piece.text))
            self.number = 0


# "Our aims for the year can be stated in a few lines."
_NAMES_AIMS = re.compile(
    r"(?:my|our|the|these|this|it|she|he|we|i)\b[^.!?]{0,60}\b(?:priorities|objectives|"
    r"aims|goals|themes|pledges|promises|commitments|pillars|missions)\b[^.!?]{0,80}\.",
    re.IGNORECASE,
)
_FEWEST_LINES = 2


def _heading_level(piece: Piece, following: Piece | None, *, first: bool = True) -> int:
    """Level of the heading that this piece is, 0 where it is none.

    `3.1 Burglary` above a paragraph: 3; `OUR AIMS`: 1; `Priority 2 Victims`: 2;
    `Our approach` above bullets: 2; `Page 3`: 0.
    """
    if following is None or not _may_be_heading(piece.text):
        return 0
    if piece.kind is BlockKind.BULLET:
        return _numbered_level(piece.text, following)
    if piece.kind is not BlockKind.PARAGRAPH or piece.text.endswith(":"):
        return 0
    if _in_capitals(piece.text) and following.kind is not BlockKind.TABLE_CELL:
        return 1
    announces = _STRUCTURE.fullmatch(piece.text) or _announces(
        piece.text, following, first
    )
    return 2 if announces else 0


def _may_be_heading(text: str) -> bool:
    """Whether the text is as short as a heading, with no end of a sentence."""
    short = len(text) <= 100 and len(text.split()) <= 14
    return short and text[-1] not in ".,;!" and not _LEADERS.search(text)


def _numbered_level(text: str, following: Piece) -> int:
    """Level by the dots of the number, where longer text follows: `2.1 Rural`: 3."""
    numbered = _NUMBERED.fullmatch(text)
    below = following.kind is BlockKind.PARAGRAPH and len(following.text) > len(text)
    if not numbered or not below or text[-1] in ":?":
        return 0
    return min(6, 2 + numbered[1].count("."))


def _in_capitals(text: str) -> bool:
    """Whether a text is in capitals, its label aside: "Commitment C CALM THE LANES"."""
    text = _LABEL_BEFORE.sub("", text)
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 4 and all(map(str.isupper, letters))


_LABEL_BEFORE = re.compile(
    r"^(?:[A-Z][a-z]+ ){1,2}(?:\d{1,2}|[A-H]|[IVX]{1,4}|One|Two|Three|Four|Five|Six|"
    r"Seven|Eight)\b[\s:.–—-]+(?=[A-Z]{2})"
)


def _announces(text: str, following: Piece, first: bool) -> bool:
    """Whether a title stands above a list or a paragraph much longer than itself; a
    line that is no `first` one, but ends a run of lines, is no title of a sentence.
    """
    words = _LONE_NUMBER.sub("", text)
    if not words[0].isupper() or text[-1].isdigit() or "@" in text:
        return False
    if len(text.split()) > (_NAME_WORDS if ":" in text else _TITLE_WORDS):
        return False
    if following.kind is BlockKind.BULLET or following.listed:
        return True
    if following.kind is not BlockKind.PARAGRAPH:
        return False
    long = max(60, 1.5 * len(text))
    return len(following.text) > long or (first and _is_sentence(following.text))


# Words of the longest title that nothing but its place tells, and of the longest with
# a colon: "Firm and Fair: Deal with offenders as the public wishes" is an item.
_TITLE_WORDS, _NAME_WORDS = 12, 9
_LONE_NUMBER = re.compile(r"^\d{1,2}\s+(?=[A-Z])")  # "2 Mend the harm"


def _is_sentence(text: str) -> bool:
    """Whether a text is a sentence though a short one: "Justice must be swift."."""
    return text[0].isupper() and text[-1] in ".!?" and len(text.split()) >= _SENTENCE


_SENTENCE = 3  # words of the shortest sentence that a title stands above
