"""Pull quotes: sentences of the body set again, larger or in another look, and words
of others that stand in the middle of a sentence.

What is said again is no second evidence, and the sentence is read past the quote.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from plancoder.extract.layout.headings import BodyLook, stands_out
from plancoder.extract.layout.shapes import Draft, Piece
from plancoder.extract.layout.spelling import HYPHENS, Vocabulary, join_lines
from plancoder.models import BlockKind

_FEWEST, _MOST = 6, 90  # words
_AT_ONCE = 100  # drafts: the words of a long plan are not held all at once
_LARGER = 1.1  # × body
_WORD = re.compile(r"[\w%£]+")
_IN_A_ROW = 3  # drafts of a quote: its words, who said them, and what they are
_NAME_WORDS = 10  # of who said them, at the most
_FLUSH = 0.5  # × size by which the halves of a sentence may begin at other places
_ONE_SIZE = 0.05  # × size by which they may differ
_BLANK = 0.2  # × size of a blank between two words
_SENTENCE_ENDS = frozenset(".!?")
_OPEN = (",", *HYPHENS)
_CLOSING_MARKS = "”’\"')"


def join_around_quotes(drafts: Sequence[Draft], body: BodyLook) -> list[Draft]:
    """The drafts of a column, a sentence that a quote stands in the middle of read as
    one, and then the quote.

    "stay with people in a mental", “I was glad that they came.” in large letters,
    "health crisis until a bed is found.": the sentence, then the quote.
    """
    right = max((line.x1 for draft in drafts for line in draft.lines), default=0.0)
    out: list[Draft] = []
    for draft in drafts:
        broken_off = _broken_off_before(draft, out, body, right)
        if broken_off is None:
            out.append(draft)
        else:
            broken_off.lines += draft.lines
            broken_off.column_end = draft.column_end
    return out


def _broken_off_before(
    after: Draft, drafts: Sequence[Draft], body: BodyLook, right: float
) -> Draft | None:
    """What breaks off before the quote that the drafts end with, and goes on after."""
    quoted = False
    for before in drafts[: -_IN_A_ROW - 2 : -1]:
        if quoted and _goes_on_past_quote(before, after, right):
            return before
        if _is_set_apart(before, body):
            quoted = True
        elif not _is_short_line(before):
            return None
    return None


def _is_short_line(draft: Draft) -> bool:
    """True for what may say who is quoted."""
    return draft.is_text and len(draft.lines) == 1 and draft.words <= _NAME_WORDS


def _is_set_apart(draft: Draft, body: BodyLook) -> bool:
    """True for a quotation or a sentence in a look of its own; False for a heading."""
    if not _differs(draft, body):
        return False
    ended = draft.last.text[-1:] in _SENTENCE_ENDS or draft.first.text[:1] in '“"‘'
    return ended or draft.words >= _FEWEST


def _goes_on_past_quote(before: Draft, after: Draft, right: float) -> bool:
    """True where one sentence breaks off and goes on in small letters, in the same
    look.
    """
    last, first = before.last, after.first
    if not (_is_body(before) and after.is_text and first.text[:1].islower()):
        return False
    open_end = last.hyphen or last.text[-1:].isalnum() or last.text[-1:] in _OPEN
    if not (open_end and _is_one_look(last, first)):
        return False
    ended = after.last.text.rstrip(_CLOSING_MARKS)[-1:] in _SENTENCE_ENDS
    if min(len(before.lines), len(after.lines)) > 1 and ended:
        return True
    # Items of a list and labels need not end with a full stop: their lines are short.
    return (ended or len(after.lines) > 1) and _fills_line(last, first, right)


def _is_one_look(last: Piece, first: Piece) -> bool:
    near = abs(last.x0 - first.x0) <= _FLUSH * last.size
    one_size = abs(last.size - first.size) <= _ONE_SIZE * last.size
    return near and one_size and last.bold == first.bold


def _fills_line(last: Piece, first: Piece, right: float) -> bool:
    """True where the first word of what follows has no room on the last line before, in
    a column that ends at `right`: then the sentence was cut, and not left unended.
    """
    return last.hyphen or last.x1 + _BLANK * last.size + first.first_width > right


def mark_quotes(
    drafts: Sequence[Draft], body: BodyLook, vocabulary: Vocabulary
) -> None:
    """Sets the kind of drafts that differ from the body in look and repeat words of a
    longer paragraph of it.
    """
    candidates = [draft for draft in drafts if _differs(draft, body)]
    chosen = set(map(id, candidates))
    quotes = [_Quote.of(draft, vocabulary) for draft in candidates]
    quotes = [quote for quote in quotes if _FEWEST <= quote.length <= _MOST]
    if not quotes:
        return
    bodies = [draft for draft in drafts if id(draft) not in chosen and _is_body(draft)]
    for start in range(0, len(bodies), _AT_ONCE):
        _mark_repeated(quotes, bodies[start : start + _AT_ONCE], vocabulary)


class _Quote(NamedTuple):
    """A draft that may be a quotation, two words near its beginning as they stand,
    which are cheap to look for, and all its words without signs.
    """

    draft: Draft
    opening: str
    words: str

    @classmethod
    def of(cls, draft: Draft, vocabulary: Vocabulary) -> _Quote:
        """The words of a draft."""
        starts = (line.text.lower().split()[1:3] for line in draft.lines)
        opening = next((" ".join(two) for two in starts if len(two) == 2), "")
        return cls(draft, opening, _words(draft, vocabulary))

    @property
    def length(self) -> int:
        """How many words it has."""
        return self.words.count(" ") - 1


def _mark_repeated(
    quotes: Sequence[_Quote], bodies: Sequence[Draft], vocabulary: Vocabulary
) -> None:
    roughs = [body.text.lower() for body in bodies]
    together = " ".join(roughs)
    likely = [quote for quote in quotes if quote.opening in together]
    openings = {quote.opening for quote in likely}
    near = [
        body
        for body, rough in zip(bodies, roughs, strict=True)
        if _is_broken(body) or any(opening in rough for opening in openings)
    ]
    whole = " | ".join(_words(body, vocabulary) for body in near if likely)
    for quote in likely:
        if quote.words in whole:
            quote.draft.kind = BlockKind.QUOTE


def _is_broken(draft: Draft) -> bool:
    """True where a word may be broken at the end of a line, and so is not found as it
    stands.
    """
    return any(line.hyphen or line.text[-1:] in HYPHENS for line in draft.lines)


def _is_body(draft: Draft) -> bool:
    return draft.table is None and draft.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET)


def _differs(draft: Draft, body: BodyLook) -> bool:
    """Whether a draft does not look like the body: larger and a whole sentence, in
    italics, in quotation marks or in another colour.
    """
    if not draft.is_text:
        return False
    line = draft.first
    if line.size > _LARGER * body.size:
        return draft.last.text[-1:] in ".!?”\"’'…" or line.style.italic
    return (
        line.style.italic
        or line.text[:1] in '“"‘'
        or stands_out(line.style.colour, body.colour)
    )


def _words(draft: Draft, vocabulary: Vocabulary) -> str:
    """The words of a draft between blanks, signs left out."""
    text = join_lines(draft.lines, vocabulary)[0].lower()
    return f" {' '.join(_WORD.findall(text))} "
