"""Pull quotes: sentences of the body set again, larger or in another look.

They are no second evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from plancoder.extract.layout.headings import BodyLook, stands_out
from plancoder.extract.layout.shapes import Draft
from plancoder.extract.layout.spelling import HYPHENS, Vocabulary, join_lines
from plancoder.models import BlockKind

_FEWEST, _MOST = 6, 90  # words
_AT_ONCE = 100  # drafts: the words of a long plan are not held all at once
_LARGER = 1.1  # × body
_WORD = re.compile(r"[\w%£]+")


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
